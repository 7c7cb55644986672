#pragma once
// Addresses for programs outside, which have to be written down: nobody tells what `*` became.

#include "engine/rules/check_index.h"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace topomq::rules {

/// Thread: used by one; `index` outlives it.
class ExternalAddresses
{
public:
    explicit ExternalAddresses(const CheckIndex& index)
        : m_index(index)
    { }

    /// A tcp address on a port that nothing else of the topology names, for this address of the
    /// socket: the same each time, and another one for each.
    [[nodiscard]] std::string freeFor(const SocketEntry& external, std::size_t endpoint);

private:
    [[nodiscard]] int freePort();

    const CheckIndex& m_index;
    /// Made when first needed.
    std::optional<std::set<int>> m_taken;
    std::map<std::pair<const SocketEntry*, std::size_t>, int> m_given;
    int m_next = 5555;
};

} // namespace topomq::rules
