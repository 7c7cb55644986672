// The Sampler's view of the highest depths: a fact, and so made of what is certain. An estimate is
// put right by the next sample, the highest of many stays.

#include "engine/runtime/sampler.h"

#include <algorithm>

namespace topomq::runtime {

bool Sampler::hasOverflown(plan::FlowIndex flow, const metrics::FlowFigures& figures) const
{
    const auto hasLostBy = [&figures](metrics::DropCause cause) {
        return figures.droppedByCause[static_cast<std::size_t>(cause)] > 0;
    };
    if (m_limit[flow] == 1 && hasLostBy(metrics::DropCause::Conflated))
        return true;
    return m_traits[flow].isInproc && hasOneQueue(flow)
        && hasLostBy(metrics::DropCause::SubscriberFull);
}

std::uint64_t Sampler::certainlyWaiting(plan::FlowIndex flow,
                                        const metrics::FlowFigures& figures) const
{
    const std::uint64_t waiting = metrics::waitingOf(figures).value_or(0);
    if (!figures.estimated)
        return waiting;
    // What has left the sender's queue is counted.
    std::uint64_t least = figures.stages ? figures.stages->kernel + figures.stages->receiver : 0;
    if (isShared(flow))
        least = std::max(least, m_leastShare[flow]);
    if (hasOverflown(flow, figures))
        least = std::max(least, m_limit[flow]);
    return std::min(waiting, least);
}

void Sampler::noteDepth(plan::FlowIndex flow, metrics::FlowFigures& figures)
{
    if (!figures.inFlight)
        return;
    metrics::HighestDepth& highest = m_depths[flow];
    highest.note(certainlyWaiting(flow, figures));
    // What a sender that chooses has given to this flow is itself an estimate.
    if (!isShared(flow) && figures.sent && figures.received && figures.dropped) {
        if (figures.estimated)
            highest.noteAtMost(*metrics::waitingOf(figures), *figures.sent, *figures.received);
        highest.settle(*figures.received, *figures.dropped);
    }
    figures.depthMax = highest.value();
}

void Sampler::noteLeast(const std::vector<plan::FlowIndex>& flows,
                        const metrics::BalanceObservation& seen)
{
    std::vector<plan::SocketIndex> receivers;
    bool isAllKept = true;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        receivers.push_back(m_traits[flows[i]].to);
        isAllKept = isAllKept && !m_traits[flows[i]].isToOutside && !seen.peers[i].isOver
            && hasOneQueue(flows[i]) && m_limit[flows[i]] != 1;
    }
    // By which of several links to the same socket a message came is not always known.
    std::sort(receivers.begin(), receivers.end());
    isAllKept =
        isAllKept && std::adjacent_find(receivers.begin(), receivers.end()) == receivers.end();
    const std::vector<std::uint64_t> least =
        isAllKept ? metrics::leastInFlight(seen) : std::vector<std::uint64_t>(flows.size(), 0);
    for (std::size_t i = 0; i < flows.size(); ++i)
        m_leastShare[flows[i]] = least[i];
}

} // namespace topomq::runtime
