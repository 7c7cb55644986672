// The Sampler at the end of a run: what is still under way, and what must have been lost.

#include "engine/runtime/sampler.h"

#include <algorithm>

namespace topomq::runtime {

Sampler::UnderWay Sampler::underWay() const
{
    UnderWay result;
    std::vector<bool> counted(m_run.plan.sockets.size(), false);
    for (plan::FlowIndex i = 0; i < m_run.plan.flows.size(); ++i) {
        const plan::PlannedFlow& planned = m_run.plan.flows[i];
        if (isExternal(planned.from) || isExternal(planned.to))
            continue;
        Totals totals = totalsOf(i);
        bool loses = mayLose(i);
        result.moved += totals.sent + totals.received + totals.dropped;
        if (isShared(i)) {
            if (counted[planned.from])
                continue;
            counted[planned.from] = true;
            totals.received = totals.dropped = 0;
            for (const plan::FlowIndex each : m_run.plan.sockets[planned.from].flowsOut) {
                totals.received += m_run.flows[each].receiver.received.value();
                totals.dropped += droppedOf(each);
                loses = loses || mayLose(each);
            }
            totals.sent = m_run.sockets[planned.from].sent.value();
        }
        const std::uint64_t rest =
            totals.sent - std::min(totals.sent, totals.received + totals.dropped);
        (loses ? result.published : result.certain) += rest;
    }
    return result;
}

void Sampler::settleTrailing()
{
    for (plan::FlowIndex i = 0; i < m_run.plan.flows.size(); ++i) {
        const plan::PlannedFlow& planned = m_run.plan.flows[i];
        if (!mayLose(i) || isShared(i) || isExternal(planned.from) || isExternal(planned.to))
            continue;
        const Totals totals = totalsOf(i);
        m_trailing[i] += totals.sent - std::min(totals.sent, totals.received + totals.dropped);
    }
    for (plan::SocketIndex socket = 0; socket < m_run.plan.sockets.size(); ++socket)
        settleShared(socket);
}

void Sampler::settleShared(plan::SocketIndex socket)
{
    const std::vector<plan::FlowIndex>& flows = m_run.plan.sockets[socket].flowsOut;
    if (flows.size() < 2 || !isShared(flows.front()))
        return;
    // A sender that chooses its peer: the lost are shared out among the flows that may have lost
    // them, as they would have been under way.
    std::vector<plan::FlowIndex> losers;
    std::uint64_t settled = 0;
    for (const plan::FlowIndex flow : flows) {
        settled += m_run.flows[flow].receiver.received.value() + droppedOf(flow);
        if (mayLose(flow))
            losers.push_back(flow);
    }
    const std::uint64_t sent = m_run.sockets[socket].sent.value();
    const std::uint64_t lost = sent - std::min(sent, settled);
    for (std::size_t i = 0; i < losers.size(); ++i)
        m_trailing[losers[i]] += lost / losers.size() + (i < lost % losers.size() ? 1 : 0);
}

} // namespace topomq::runtime
