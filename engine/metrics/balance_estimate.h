#pragma once
// Which peer holds what is on its way from a socket that chooses its peer itself (PUSH, DEALER,
// REQ): predicted from what has arrived, exact again as soon as it arrives.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace topomq::metrics {

/// What the receivers of one sending socket have shown at one moment.
struct BalanceObservation
{
    struct Peer
    {
        std::uint64_t received = 0;
        /// Number (from 1) in the sender's order of the newest message that arrived here.
        std::uint64_t last = 0;
        /// Most that can wait here; 0: no limit that is known, as where the kernel has buffers.
        std::uint64_t capacity = 0;
        /// Nothing can be on its way here any more.
        bool isOver = false;
    };

    std::uint64_t sent = 0;
    std::vector<Peer> peers;
};

/// `total` in whole numbers: in proportion to the weights, and in none more than there is room for,
/// as long as those that have a weight have room; then wherever there is room. What is left even
/// then goes by the weights again.
[[nodiscard]] std::vector<std::uint64_t> sharedOut(std::uint64_t total,
                                                   const std::vector<double>& weights,
                                                   const std::vector<std::uint64_t>& room);

/// So many are under way to each peer for certain: the others have no room for them. Only where
/// nothing is lost.
[[nodiscard]] std::vector<std::uint64_t> leastInFlight(const BalanceObservation& now);

/// A queue keeps order, so message n can only wait at a peer whose newest arrival is older than n.
/// That rules out all but the slow peers for most of what is under way; what more than one peer
/// may hold is shared equally among those, within their capacities. Of more than 32 peers only the
/// newest arrivals are looked at, not how they came to be.
/// Thread: one.
class BalanceEstimate
{
public:
    /// In flight per peer; the sum is exactly sent minus all received.
    [[nodiscard]] std::vector<std::uint64_t> inFlight(const BalanceObservation& now);

private:
    /// How many of the messages up to `number` the peer has received, from the kept observations.
    [[nodiscard]] double receivedUpTo(std::size_t peer, std::uint64_t number) const;

    std::deque<BalanceObservation> m_history;
};

} // namespace topomq::metrics
