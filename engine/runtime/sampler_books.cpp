// The Sampler's running check of the books: counters of different threads that contradict each
// other. What is under way is what the counters leave over, so that it proves nothing by itself.

#include "engine/runtime/sampler.h"

#include <algorithm>

namespace topomq::runtime {

std::uint64_t Sampler::leastInFlight(plan::FlowIndex flow) const
{
    // What was sent first, what has left the queue last: whatever moves meanwhile, and be it for as
    // long as this thread has to wait for a processor, can make the answer too small only.
    std::uint64_t sent = 0;
    if (!isShared(flow)) {
        sent = totalsOf(flow).sent;
    } else {
        const plan::SocketIndex from = m_run.plan.flows[flow].from;
        const std::vector<plan::FlowIndex>& flows = m_run.plan.sockets[from].flowsOut;
        const std::vector<std::uint64_t> parts = dealt(from);
        // Without strict turns the split is itself made from the counts, and proves nothing.
        if (parts.empty())
            return 0;
        const auto place = std::find(flows.begin(), flows.end(), flow) - flows.begin();
        sent = parts[static_cast<std::size_t>(place)];
    }
    const Totals now = totalsOf(flow);
    return sent - std::min(sent, now.received + now.dropped);
}

bool Sampler::hasOneQueue(plan::FlowIndex flow) const
{
    return !m_run.flows[flow].hasBroken();
}

std::uint64_t Sampler::outOfQueue(plan::FlowIndex flow) const
{
    const plan::SocketIndex to = m_traits[flow].to;
    return kInHand + m_run.sockets[to].mostHeldBack.load(std::memory_order_acquire);
}

std::optional<metrics::Contradiction>
Sampler::contradictionOf(plan::FlowIndex flow, const metrics::FlowFigures& figures) const
{
    using metrics::Contradiction;
    if (*figures.sent != *figures.received + *figures.inFlight + *figures.dropped)
        return Contradiction::Sum;
    if (m_traits[flow].isInproc) {
        // An inproc queue cannot hold more than its limit.
        const bool isBounded = figures.limit > 1 && !figures.estimated;
        return isBounded && *figures.inFlight > figures.limit + kInHand && hasOneQueue(flow)
                && leastInFlight(flow) > figures.limit + outOfQueue(flow)
            ? std::optional(Contradiction::Overfull)
            : std::nullopt;
    }
    return isFollowed(flow) ? wireContradiction(flow) : std::nullopt;
}

void Sampler::checkBooks(plan::FlowIndex flow, metrics::Snapshot& snapshot)
{
    std::optional<double>& since = m_imbalancedSince[flow];
    const auto what = contradictionOf(flow, snapshot.flows[flow]);
    if (!what) {
        since.reset();
        return;
    }
    if (!since)
        since = snapshot.time;
    snapshot.imbalances.push_back({flow, *what, *since});
}

} // namespace topomq::runtime
