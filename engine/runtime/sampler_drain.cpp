// The Sampler at the end of a run: what is still under way, and what must have been lost.

#include "engine/runtime/sampler.h"

#include <algorithm>

namespace topomq::runtime {

// Where nothing has moved for a while, there may still be messages in the kernel: a TCP sender that
// was stopped because its peer had no room hears late that there is room again, or asks only after
// a fifth of a second, and then after twice that (RFC 9293, 3.8.6.1).
std::optional<std::uint64_t> Sampler::comingFromKernel(plan::FlowIndex flow) const
{
    const NodeStatus& receiver = *m_statuses[m_traits[flow].receiver];
    if (m_traits[flow].isInproc || receiver.failed
        || receiver.wait.load(std::memory_order_acquire) == NodeStatus::Wait::Finished
        || receiver.life.load(std::memory_order_acquire) == NodeStatus::Life::Closed)
        return 0;
    const WireLedger& wire = m_run.flows[flow].wire;
    if (wire.connections.load(std::memory_order_acquire) == 0)
        return std::nullopt;
    const std::uint64_t read = wire.read.load(std::memory_order_acquire);
    const std::uint64_t bytesRead = wire.bytesRead.load(std::memory_order_acquire);
    const std::uint64_t written =
        wire.written.load(std::memory_order_acquire) - wire.lost.load(std::memory_order_acquire);
    const std::uint64_t bytesWritten = wire.bytesWritten.load(std::memory_order_acquire)
        - wire.bytesLost.load(std::memory_order_acquire);
    // The last may be there in part.
    const std::uint64_t begun = bytesWritten > bytesRead ? 1 : 0;
    return std::max(written - std::min(written, read), begun);
}

Sampler::UnderWay Sampler::underWay() const
{
    UnderWay result;
    std::vector<bool> counted(m_run.plan.sockets.size(), false);
    for (plan::FlowIndex i = 0; i < m_run.plan.flows.size(); ++i) {
        const plan::PlannedFlow& planned = m_run.plan.flows[i];
        if (m_traits[i].isToOutside)
            lookOutside(i, result);
        if (m_traits[i].isFromOutside || m_traits[i].isToOutside)
            continue;
        Totals totals = totalsOf(i);
        bool loses = mayLose(i);
        result.moved += totals.sent + totals.received + totals.dropped;
        if (isShared(i)) {
            if (counted[planned.from])
                continue;
            counted[planned.from] = true;
            totals.received = totals.dropped = 0;
            bool isKnown = true;
            for (const plan::FlowIndex each : m_run.plan.sockets[planned.from].flowsOut) {
                const std::optional<std::uint64_t> received = settledBy(each);
                isKnown = isKnown && received;
                totals.received += received.value_or(0);
                totals.dropped += droppedOf(each);
                loses = loses || mayLose(each);
            }
            // How many of them are not for the program outside nobody knows.
            if (!isKnown)
                continue;
            totals.sent = m_run.sockets[planned.from].sent.value();
        }
        const std::uint64_t rest =
            totals.sent - std::min(totals.sent, totals.received + totals.dropped);
        (loses ? result.published : result.certain) += rest;
        if (loses && rest > 0)
            lookIntoKernel(i, result);
    }
    return result;
}

std::optional<std::uint64_t> Sampler::settledBy(plan::FlowIndex flow) const
{
    return m_traits[flow].isToOutside ? handedOutside(flow)
                                      : m_run.flows[flow].receiver.received.value();
}

bool Sampler::mayReconnect(plan::FlowIndex flow) const
{
    const FlowTraits& traits = m_traits[flow];
    const WireLedger& wire = m_run.flows[flow].wire;
    const std::int64_t endedAt = wire.endedAt.load(std::memory_order_acquire);
    if (endedAt == 0 || wire.writers.load(std::memory_order_acquire) > 0
        || traits.longestReconnect.count() == 0 || cannotWait(flow))
        return false;
    const auto since =
        std::chrono::steady_clock::now().time_since_epoch() - std::chrono::nanoseconds(endedAt);
    return since < traits.longestReconnect;
}

void Sampler::lookIntoKernel(plan::FlowIndex flow, UnderWay& result) const
{
    const std::vector<plan::FlowIndex> one{flow};
    const plan::SocketIndex from = m_traits[flow].from;
    for (const plan::FlowIndex each : isShared(flow) ? m_run.plan.sockets[from].flowsOut : one) {
        const std::optional<std::uint64_t> coming = comingFromKernel(each);
        result.certain += coming.value_or(0) + (mayReconnect(each) ? 1 : 0);
        if (!coming)
            result.unseen.push_back(each);
    }
}

void Sampler::settleTrailing()
{
    for (plan::FlowIndex i = 0; i < m_run.plan.flows.size(); ++i) {
        if (!mayLose(i) || isShared(i) || m_traits[i].isFromOutside || m_traits[i].isToOutside)
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
    const std::vector<std::uint64_t> parts = dealt(socket);
    std::vector<plan::FlowIndex> losers;
    std::uint64_t settled = 0;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        const std::optional<std::uint64_t> taken = settledBy(flows[i]);
        if (!taken)
            return;
        const std::uint64_t got = *taken + droppedOf(flows[i]);
        settled += got;
        if (!parts.empty())
            m_trailing[flows[i]] += parts[i] - std::min(parts[i], got);
        else if (mayLose(flows[i]))
            losers.push_back(flows[i]);
    }
    if (!parts.empty())
        return;
    // A sender that chooses its peer: if several may have lost them, nobody knows which of them
    // lost how many.
    const std::uint64_t sent = m_run.sockets[socket].sent.value();
    const std::uint64_t lost = sent - std::min(sent, settled);
    for (std::size_t i = 0; i < losers.size(); ++i) {
        m_trailing[losers[i]] += lost / losers.size() + (i < lost % losers.size() ? 1 : 0);
        m_isUntold[losers[i]] = lost > 0 && losers.size() > 1;
    }
}

std::vector<std::uint64_t> Sampler::dealt(plan::SocketIndex socket) const
{
    const std::uint64_t turns = m_turns[socket];
    if (turns == 0)
        return {};
    const std::vector<plan::FlowIndex>& flows = m_run.plan.sockets[socket].flowsOut;
    const std::uint64_t sent = m_run.sockets[socket].sent.value();
    // Turn t, from 1, has the numbers that leave t - 1 when divided by the count of turns.
    const auto countOf = [&](std::uint64_t turn) {
        const std::uint64_t first = turn == 1 ? turns : turn - 1;
        return sent < first ? 0 : (sent - first) / turns + 1;
    };
    std::vector<bool> isTaken(turns + 1, false);
    std::vector<std::uint64_t> parts;
    std::optional<std::size_t> silent;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        const FlowLedger& ledger = m_run.flows[flows[i]];
        const std::uint32_t turn = ledger.receiver.turn.load(std::memory_order_acquire);
        // Peers that come and go shift the turns of all.
        if (turn == FlowLedger::kMixedTurns || (turn != 0 && isTaken[turn]) || (turn == 0 && silent)
            || ledger.hasBroken())
            return {};
        if (turn == 0)
            silent = i;
        isTaken[turn] = turn != 0;
        parts.push_back(turn == 0 ? 0 : countOf(turn));
    }
    if (silent) {
        const auto rest = std::find(isTaken.begin() + 1, isTaken.end(), false);
        parts[*silent] = countOf(static_cast<std::uint64_t>(rest - isTaken.begin()));
    }
    return parts;
}

} // namespace topomq::runtime
