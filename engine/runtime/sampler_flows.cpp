// The Sampler's view of flows: what was sent, received and lost, and so what is under way.

#include "engine/runtime/sampler.h"

#include <algorithm>

namespace topomq::runtime {

namespace {

constexpr int kQuickerLooks = 3;

void addDrops(metrics::FlowFigures& figures, metrics::DropCause cause, std::uint64_t count)
{
    if (count > 0)
        figures.droppedByCause[static_cast<std::size_t>(cause)] += count;
}

} // namespace

bool Sampler::isShared(plan::FlowIndex flow) const
{
    return m_traits[flow].isShared;
}

bool Sampler::cannotWait(plan::FlowIndex flow) const
{
    const FlowTraits& traits = m_traits[flow];
    if (traits.isGone || m_run.isCut[traits.link].load(std::memory_order_relaxed))
        return true;
    // Only the side that connects keeps a queue for a peer that is not there.
    return traits.receiverConnects
        && m_statuses[traits.receiver]->life.load(std::memory_order_acquire)
        == NodeStatus::Life::Closed;
}

bool Sampler::hasLost(plan::FlowIndex flow) const
{
    using Life = NodeStatus::Life;
    if (!m_run.flows[flow].hasBroken())
        return false;
    const auto lifeOf = [this](plan::SocketIndex socket) {
        return m_statuses[m_run.plan.sockets[socket].node]->life.load(std::memory_order_acquire);
    };
    const plan::PlannedFlow& planned = m_run.plan.flows[flow];
    if (m_run.plan.links[planned.link].gone || m_run.isCut[planned.link].load())
        return true;
    // Others get what is sent from now on, but not what waited for a program that has ended.
    if (m_traits[flow].isFromOutside || m_traits[flow].isToOutside)
        return m_traits[flow].isToOutside && isShared(flow)
            && m_run.flows[flow].wire.writers.load(std::memory_order_acquire) == 0;
    // One that is stopped may be started again, but what went with its sockets does not come back.
    return lifeOf(planned.from) != Life::Starting && lifeOf(planned.to) != Life::Starting;
}

bool Sampler::goesAstray(plan::FlowIndex flow) const
{
    return m_run.sockets[m_traits[flow].from].strangers.load(std::memory_order_acquire) > 0;
}

bool Sampler::givesUp(plan::FlowIndex flow) const
{
    if (!m_traits[flow].isToReq)
        return false;
    const plan::PlannedSocket& to = m_run.plan.sockets[m_run.plan.flows[flow].to];
    return m_run.plan.nodes[to.node].settings.timeout > 0;
}

bool Sampler::mayDropReplies(plan::FlowIndex flow) const
{
    // zmq_socket(3), REP: without a word it throws away the reply that a full queue cannot take. A
    // queue may be full to it with one request at a time, too: a busy libzmq looks only once in a
    // millisecond whether there is room again.
    return m_traits[flow].isFromRep;
}

bool Sampler::mayLose(plan::FlowIndex flow) const
{
    return m_traits[flow].dispatch == Dispatch::Publish || m_limit[flow] == 1
        || mayDropReplies(flow) || hasLost(flow) || givesUp(flow) || goesAstray(flow);
}

Sampler::Totals Sampler::totalsOf(plan::FlowIndex flow) const
{
    const FlowLedger& ledger = m_run.flows[flow];
    const plan::SocketIndex from = m_traits[flow].from;
    Totals totals;
    // The receiver's books first: nothing is received that was not entered as sent before.
    totals.received = ledger.receiver.received.value();
    totals.bytesReceived = ledger.receiver.bytes.value();
    const std::uint64_t unmatched = ledger.receiver.unmatched.value();
    totals.dropped =
        droppedOf(flow) + ledger.sender.peerFull.value() + ledger.sender.peerGone.value();
    switch (m_traits[flow].dispatch) {
    case Dispatch::Publish: {
        // What a program is subscribed to only its connection tells, by what goes there.
        if (m_traits[flow].isToOutside && m_traits[flow].isMulticast) {
            // All of it goes to the group, wanted or not (zmq_pgm(7)).
            totals.sent = m_run.sockets[from].sent.value();
            totals.bytesSent = m_run.sockets[from].bytesSent.value();
            break;
        }
        if (m_traits[flow].isToOutside) {
            totals.sent = ledger.wire.written.load(std::memory_order_acquire);
            totals.bytesSent = ledger.wire.payloadWritten.load(std::memory_order_acquire);
            break;
        }
        const PublisherLedger& publisher = *m_run.sockets[from].publisher;
        for (std::size_t i = 1; i < publisher.size(); ++i) {
            const MatchClass& matched = publisher.at(i);
            if (matched.contains(flow)) {
                totals.sent += matched.count.value();
                totals.bytesSent += matched.bytes.value();
            }
        }
        totals.sent += unmatched;
        break;
    }
    case Dispatch::Targeted:
        totals.sent = ledger.sender.sent.value();
        totals.bytesSent = ledger.sender.bytes.value();
        break;
    case Dispatch::Balanced:
    case Dispatch::None:
        totals.sent = m_run.sockets[from].sent.value();
        totals.bytesSent = m_run.sockets[from].bytesSent.value();
        break;
    }
    return totals;
}

std::uint64_t Sampler::rated(plan::FlowIndex flow) const
{
    const FlowTraits& traits = m_traits[flow];
    if (traits.isUnknown)
        return 0;
    const bool isPublished = traits.dispatch == Dispatch::Publish && !traits.isMulticast;
    if (traits.isToOutside && (traits.isShared || isPublished))
        return handedOutside(flow).value_or(0);
    return traits.isToOutside ? totalsOf(flow).sent : m_run.flows[flow].receiver.received.value();
}

bool Sampler::hasComeAgain(plan::FlowIndex flow) const
{
    const FlowLedger& ledger = m_run.flows[flow];
    const auto& receiver = ledger.receiver;
    return receiver.knownBreaks.load(std::memory_order_acquire)
        == receiver.breaks.load(std::memory_order_acquire)
        && ledger.sender.brokenBy.load(std::memory_order_relaxed) == FlowLedger::kWhole;
}

metrics::DropCause Sampler::breakCause(plan::FlowIndex flow) const
{
    // No arrival has been put down to it yet: it is why nothing came any more.
    const std::uint8_t cause = m_run.flows[flow].sender.brokenBy.load(std::memory_order_relaxed);
    return cause == FlowLedger::kWhole ? metrics::DropCause::PeerGone
                                       : static_cast<metrics::DropCause>(cause);
}

metrics::DropCause Sampler::trailingCause(plan::FlowIndex flow) const
{
    if (conflates(m_run.plan, flow))
        return metrics::DropCause::Conflated;
    const bool isBroken = hasLost(flow);
    if (isBroken && !hasComeAgain(flow))
        return breakCause(flow);
    if (givesUp(flow))
        return metrics::DropCause::StaleReply;
    if (goesAstray(flow))
        return metrics::DropCause::UndrawnPeer;
    if (m_traits[flow].dispatch != Dispatch::Publish)
        return isBroken && !mayDropReplies(flow) ? metrics::DropCause::PeerGone
                                                 : metrics::DropCause::PeerFull;
    // What the kernel was given had found its subscription.
    const FlowLedger& ledger = m_run.flows[flow];
    const bool hasJoined = ledger.receiver.received.value() > 0
        || ledger.wire.written.load(std::memory_order_acquire) > 0;
    return hasJoined ? metrics::DropCause::SubscriberFull : metrics::DropCause::LateJoiner;
}

std::uint64_t Sampler::beyondLimit(plan::FlowIndex flow, const Look& look) const
{
    if (!m_traits[flow].isInproc || isShared(flow) || m_limit[flow] == 0)
        return 0;
    const std::uint64_t held =
        m_run.sockets[m_traits[flow].to].mostHeldBack.load(std::memory_order_acquire);
    const Totals& totals = look.totals;
    const std::uint64_t most =
        totals.received + totals.dropped + look.unfound + m_limit[flow] + held;
    return totals.sent - std::min(totals.sent, most);
}

std::uint64_t Sampler::inHandOf(plan::FlowIndex flow, std::uint64_t inFlight) const
{
    const bool isBounded = m_traits[flow].isInproc && m_limit[flow] > 0 && hasOneQueue(flow);
    return isBounded ? std::min(inFlight - std::min(inFlight, m_limit[flow]), outOfQueue(flow)) : 0;
}

Sampler::Look Sampler::lookAt(plan::FlowIndex flow)
{
    const bool isLossy = isBoundedAndLossy(flow);
    std::optional<std::uint64_t> before;
    if (isLossy)
        before = totalsOf(flow).sent;
    Look look;
    look.totals = totalsOf(flow);
    look.unfound = isShared(flow) ? 0 : certainLoss(flow, before, look.totals);
    // More than fits has moved while the counters were read: a quicker look comes nearer.
    for (int i = 0; i < kQuickerLooks && beyondLimit(flow, look) > 0; ++i) {
        before = look.totals.sent;
        look.totals = totalsOf(flow);
        look.unfound = certainLoss(flow, isLossy ? before : std::nullopt, look.totals);
    }
    // What was sent even then, between the two, is left to the next sample.
    if (const std::uint64_t beyond = beyondLimit(flow, look); beyond > 0) {
        std::uint64_t& sent = look.totals.sent;
        sent -= std::min(beyond, sent - std::min(sent, *before));
    }
    look.unfound += likelyLoss(flow, look);
    return look;
}

void Sampler::fillFlow(plan::FlowIndex flow, metrics::FlowFigures& figures)
{
    const FlowLedger& ledger = m_run.flows[flow];
    const FlowTraits& traits = m_traits[flow];
    const Look look = lookAt(flow);
    const Totals& totals = look.totals;
    figures.limit = m_limit[flow];
    figures.bytesSent = totals.bytesSent;
    figures.bytesReceived = totals.bytesReceived;
    if (m_losses[flow].version != 0)
        figures.droppedByCause = m_causes[flow];
    addDrops(figures, metrics::DropCause::PeerFull, ledger.sender.peerFull.value());
    addDrops(figures, metrics::DropCause::PeerGone, ledger.sender.peerGone.value());
    // The next arrival will find what the queues cannot hold; it is known already.
    if (m_trailing[flow] + look.unfound > 0 && !traits.isToOutside)
        addDrops(figures, trailingCause(flow), m_trailing[flow] + look.unfound);
    const std::uint64_t dropped = totals.dropped + look.unfound;
    const std::uint64_t inFlight = totals.sent - std::min(totals.sent, totals.received + dropped);
    const bool isInproc = traits.isInproc;
    const bool isSilent = dropped > 0 || (!isInproc && !mayDropReplies(flow));
    // More than fits: sent and lost while these counters were read, and not found yet.
    const bool isBeyond = beyondLimit(flow, look) > 0;
    figures.estimated =
        look.unfound > 0 || (mayLose(flow) && inFlight > 0 && (isSilent || isBeyond));
    figures.sent = totals.sent;
    figures.received = totals.received;
    figures.dropped = dropped;
    figures.inFlight = inFlight;
    figures.inHand = inHandOf(flow, inFlight);
    if (traits.isUnknown) {
        figures.sent = figures.received = figures.inFlight = figures.dropped = std::nullopt;
    } else if (traits.isFromOutside) {
        figures.sent = figures.inFlight = figures.dropped = std::nullopt;
    } else if (traits.isToOutside) {
        figures.received = figures.inFlight = figures.dropped = std::nullopt;
        figures.estimated = false;
        const bool isPublished = traits.dispatch == Dispatch::Publish && !traits.isMulticast;
        if (isShared(flow) || (isPublished && !handedOutside(flow)))
            figures.sent = std::nullopt;
    }
}

void Sampler::leaveUntold(plan::FlowIndex flow, metrics::FlowFigures& figures) const
{
    figures.sent = figures.dropped = std::nullopt;
    if (m_trailing[flow] > 0)
        figures.droppedByCause[static_cast<std::size_t>(trailingCause(flow))] -= m_trailing[flow];
    figures.bytesSent = figures.bytesReceived;
}

std::uint64_t Sampler::droppedOf(plan::FlowIndex flow) const
{
    const FlowLedger::ReceiverSide& receiver = m_run.flows[flow].receiver;
    Losses& known = m_losses[flow];
    const std::uint64_t version = receiver.losses.value();
    if (version != known.version) {
        known = {.version = version};
        Causes& causes = m_causes[flow];
        for (std::size_t i = 0; i < metrics::kDropCauses; ++i) {
            causes[i] = receiver.lost[i].value();
            known.sum += causes[i];
        }
    }
    return m_trailing[flow] + known.sum;
}

} // namespace topomq::runtime
