#pragma once
// The numbers that a receiver has missed on a flow whose connection has ended before, or which has
// a second one beside it.

#include "engine/metrics/snapshot.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>

namespace topomq::runtime {

/// When a peer comes back by a new connection, what it sends there may be taken before the rest of
/// the old one: the number that is ahead looks like a loss until those behind it have come, too.
/// Thread: the receiver's only.
class GapBook
{
public:
    /// Numbers `first` to `last` of one order (a match class) were counted as lost.
    void
    add(std::uint32_t order, std::uint64_t first, std::uint64_t last, metrics::DropCause cause);
    /// `number` has come after all: under which cause it was counted, if it was.
    [[nodiscard]] std::optional<metrics::DropCause> fill(std::uint32_t order, std::uint64_t number);

    [[nodiscard]] bool contains(std::uint32_t order, std::uint64_t number) const;

    [[nodiscard]] bool empty() const { return m_gaps.empty(); }

private:
    /// What has not come until so many later gaps were found never comes.
    static constexpr std::size_t kMostGaps = 4096;

    struct Gap
    {
        std::uint32_t order = 0;
        metrics::DropCause cause{};
        std::uint64_t first = 0;
        std::uint64_t last = 0;
    };

    std::list<Gap> m_gaps; ///< mostly empty: takes no memory then
};

} // namespace topomq::runtime
