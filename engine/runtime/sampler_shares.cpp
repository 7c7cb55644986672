// The Sampler's view of sockets that choose their peer: who of them has how much of what is under
// way.

#include "engine/runtime/sampler.h"

#include <algorithm>
#include <numeric>

namespace topomq::runtime {

std::uint64_t Sampler::mostWaiting(plan::FlowIndex flow) const
{
    const FlowTraits& traits = m_traits[flow];
    // The queue before a break may still be read beside the new one, and what was lost with it or
    // overwritten (CONFLATE) is not known to be gone before something comes.
    if (!traits.isInproc || !hasOneQueue(flow) || m_limit[flow] == 1)
        return 0;
    const std::uint64_t toSend = m_mostSendMark[traits.from];
    const std::uint64_t toReceive = m_mostReceiveMark[traits.to];
    if (toSend == kNoLimit || toReceive == kNoLimit)
        return 0;
    return toSend + toReceive
        + m_run.sockets[traits.to].mostHeldBack.load(std::memory_order_acquire);
}

std::uint64_t Sampler::mostAtSender(plan::FlowIndex flow) const
{
    const std::uint64_t mark = m_mostSendMark[m_traits[flow].from];
    if (mark == kNoLimit)
        return kNoLimit;
    // Each connection may have had a queue of its own.
    const std::uint64_t connections =
        m_run.flows[flow].wire.connections.load(std::memory_order_acquire);
    return std::max<std::uint64_t>(connections, 1) * (mark + kMostInBatch);
}

std::optional<metrics::BalanceObservation::Peer> Sampler::peerOf(plan::FlowIndex flow) const
{
    const auto& receiver = m_run.flows[flow].receiver;
    metrics::BalanceObservation::Peer peer;
    // First, so that what has come meanwhile is still taken for under way to this peer.
    peer.last = receiver.last.load(std::memory_order_acquire);
    const bool isOutside = m_traits[flow].isToOutside;
    // What waits for a program outside waits at the sender.
    const auto settled = isOutside ? handedOutside(flow) : receiver.received.value();
    if (!settled)
        return std::nullopt;
    peer.received = *settled;
    peer.capacity = mostWaiting(flow);
    peer.isOver = isOutside ? !waitsForOutside(flow) : cannotWait(flow);
    // What went with its connections is under way to nobody else.
    if (peer.isOver && !m_traits[flow].isInproc && m_run.flows[flow].hasBroken()) {
        const bool isKnown = m_run.flows[flow].wire.connections.load(std::memory_order_acquire) > 0;
        const std::uint64_t most = isKnown ? mostAtSender(flow) : kNoLimit;
        peer.capacity = most == kNoLimit ? 0 : most;
        peer.isOver = false;
    }
    return peer;
}

void Sampler::fillShared(metrics::Snapshot& snapshot)
{
    metrics::BalanceObservation seen;
    Shares shares;
    for (const plan::SocketIndex socket : m_choosers) {
        const std::vector<plan::FlowIndex>& flows = m_run.plan.sockets[socket].flowsOut;
        seen.peers.clear();
        shares.dropped.clear();
        bool isKnown = true;
        std::uint64_t settled = 0;
        for (const plan::FlowIndex flow : flows) {
            const auto peer = peerOf(flow);
            isKnown = isKnown && peer;
            seen.peers.push_back(peer.value_or(metrics::BalanceObservation::Peer()));
            // A loss is taken back before what comes after all is entered as received.
            shares.dropped.push_back(droppedOf(flow));
            seen.peers.back().received += shares.dropped.back();
            settled += seen.peers.back().received;
        }
        seen.sent = m_run.sockets[socket].sent.value();
        snapshot.sockets[socket].queuedToSend = seen.sent - std::min(seen.sent, settled);
        if (!isKnown) {
            leaveShareUnknown(flows, snapshot);
            continue;
        }
        noteLeast(flows, seen);
        shares.inFlight = m_estimates[socket]->inFlight(seen);
        shares.isExact = false;
        if (const std::vector<std::uint64_t> parts = dealt(socket); !parts.empty()) {
            for (std::size_t i = 0; i < flows.size(); ++i)
                shares.inFlight[i] = parts[i] - std::min(parts[i], seen.peers[i].received);
        } else if (seen.sent > settled) {
            settleShares(flows, seen, shares);
        }
        enterShares(flows, seen, shares, snapshot);
    }
}

void Sampler::settleShares(const std::vector<plan::FlowIndex>& flows,
                           const metrics::BalanceObservation& seen,
                           Shares& shares) const
{
    std::vector<std::uint64_t>& inFlight = shares.inFlight;
    const std::uint64_t total = std::accumulate(inFlight.begin(), inFlight.end(), std::uint64_t{0});
    std::vector<std::uint64_t> sure;
    std::vector<std::uint64_t> room;
    std::vector<double> wishes;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        const metrics::BalanceObservation::Peer& peer = seen.peers[i];
        const std::optional<OnTheWay> way = onTheWay(flows[i]);
        sure.push_back(way ? way->kernel + way->receiver : 0);
        // Of the rest only the guess says where it is: in one of the sender's queues, in an inproc
        // queue, or on a way that nobody can follow.
        const std::uint64_t newer = seen.sent - std::min(seen.sent, peer.last + sure.back());
        const std::uint64_t most = way ? mostAtSender(flows[i])
            : peer.capacity == 0       ? kNoLimit
                                       : peer.capacity;
        room.push_back(peer.isOver ? 0 : std::min(newer, most));
        wishes.push_back(static_cast<double>(inFlight[i] - std::min(inFlight[i], sure.back())));
    }
    const std::uint64_t known = std::accumulate(sure.begin(), sure.end(), std::uint64_t{0});
    // The counters were read one after the other: more may have left than had been sent by then.
    if (known > total)
        return;
    const std::vector<std::uint64_t> rest = metrics::sharedOut(total - known, wishes, room);
    for (std::size_t i = 0; i < flows.size(); ++i)
        inFlight[i] = sure[i] + rest[i];
    shares.isExact = known == total;
}

void Sampler::enterShares(const std::vector<plan::FlowIndex>& flows,
                          const metrics::BalanceObservation& seen,
                          const Shares& shares,
                          metrics::Snapshot& snapshot) const
{
    metrics::FlowFigures* outside = nullptr;
    std::uint64_t bytesOfOthers = 0;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        metrics::FlowFigures& figures = snapshot.flows[flows[i]];
        const std::uint64_t inFlight = shares.inFlight[i];
        figures.estimated = inFlight > 0 && !shares.isExact;
        if (m_traits[flows[i]].isToOutside) {
            figures.sent = seen.peers[i].received + inFlight;
            if (m_isUntold[flows[i]])
                figures.sent = std::nullopt;
            outside = &figures;
            continue;
        }
        figures.received = seen.peers[i].received - shares.dropped[i];
        figures.dropped = shares.dropped[i];
        figures.inFlight = inFlight;
        figures.inHand = inHandOf(flows[i], inFlight);
        figures.sent = seen.peers[i].received + inFlight;
        const std::uint64_t mean =
            *figures.received == 0 ? 0 : figures.bytesReceived / *figures.received;
        figures.bytesSent = figures.bytesReceived + (inFlight + *figures.dropped) * mean;
        bytesOfOthers += figures.bytesSent;
        if (m_isUntold[flows[i]])
            leaveUntold(flows[i], figures);
    }
    if (outside != nullptr)
        outside->bytesSent -= std::min(outside->bytesSent, bytesOfOthers);
}

void Sampler::leaveShareUnknown(const std::vector<plan::FlowIndex>& flows,
                                metrics::Snapshot& snapshot) const
{
    for (const plan::FlowIndex flow : flows) {
        metrics::FlowFigures& figures = snapshot.flows[flow];
        figures.sent = figures.inFlight = std::nullopt;
        figures.bytesSent = figures.bytesReceived;
        figures.estimated = false;
    }
}

} // namespace topomq::runtime
