#pragma once
// How many messages have waited in a flow at most, as far as that is certain.

#include <cstdint>

namespace topomq::metrics {

/// Losses that nobody had found when the flow was looked at make it look fuller than it was. A
/// queue keeps order: once as many have come or been found lost as had been sent by then, all that
/// was lost of them is known.
/// Thread: one.
class HighestDepth
{
public:
    [[nodiscard]] std::uint64_t value() const { return m_highest; }

    /// So many waited for certain.
    void note(std::uint64_t waiting);
    /// So many waited if none of all `sent` was lost without being found yet.
    void noteAtMost(std::uint64_t waiting, std::uint64_t sent, std::uint64_t received);
    /// So far so many have come, and been found lost.
    void settle(std::uint64_t received, std::uint64_t dropped);

private:
    struct Look
    {
        std::uint64_t waiting = 0; ///< 0: there is none
        std::uint64_t sent = 0;
        std::uint64_t received = 0;
    };

    void settle(Look& look, std::uint64_t received, std::uint64_t dropped);

    std::uint64_t m_highest = 0;
    /// Kept until it is settled, so that a queue that grows for ever is told of, too.
    Look m_oldest;
    /// The highest since then.
    Look m_fullest;
};

} // namespace topomq::metrics
