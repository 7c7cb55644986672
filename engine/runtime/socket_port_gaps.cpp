// What is missing between the numbers of arrivals, and why.

#include "engine/runtime/socket_port.h"

#include <algorithm>

namespace topomq::runtime {

RawMessage& SocketPort::lastFrameOf(const Incoming& message)
{
    return *message.m_frames[message.m_count - 1];
}

bool SocketPort::beginsConnection(const Sender& sender, const Incoming& message, bool isGap)
{
    FlowLedger& ledger = *sender.ledger;
    auto& receiver = ledger.receiver;
    const std::uint32_t breaks = receiver.breaks.load(std::memory_order_acquire);
    // Of some connections nobody knows when they end: a gap alone makes it worth a look.
    if (breaks == 0 && !isGap)
        return false;
    const bool wasSet = receiver.connection.isSet();
    bool isFirst = receiver.connection.moveTo(lastFrameOf(message));
    if (!receiver.connection.isSet())
        // Over inproc and multicast no message says by which it came.
        isFirst = breaks != receiver.knownBreaks.load(std::memory_order_relaxed)
            || (isGap
                && ledger.sender.brokenBy.load(std::memory_order_relaxed) != FlowLedger::kWhole);
    else if (!wasSet)
        // That of the first arrival need not be the first of the flow.
        isFirst = ledger.hasBroken();
    if (isFirst)
        noteRenewal(ledger);
    return isFirst;
}

void SocketPort::noteRenewal(FlowLedger& ledger)
{
    auto& receiver = ledger.receiver;
    const std::uint32_t breaks = receiver.breaks.load(std::memory_order_acquire);
    const std::uint32_t known = receiver.knownBreaks.load(std::memory_order_relaxed);
    // The connection by which this came may have ended, too, while it was on its way.
    const std::uint32_t now = receiver.connection.isSet() ? std::min(breaks, known + 1) : breaks;
    receiver.knownBreaks.store(now, std::memory_order_release);
    ++receiver.renewals;
    ledger.sender.wasBroken.store(true, std::memory_order_release);
    const std::uint8_t cause =
        ledger.sender.brokenBy.exchange(FlowLedger::kWhole, std::memory_order_relaxed);
    // libzmq ends a connection by itself: a message was too large, a heartbeat stayed away.
    receiver.breakCause = cause == FlowLedger::kWhole ? metrics::DropCause::PeerGone
                                                      : static_cast<metrics::DropCause>(cause);
}

void SocketPort::markConnection(const Sender& sender, const Incoming& message)
{
    ConnectionIdentity& connection = sender.ledger->receiver.connection;
    if (!connection.isSet())
        (void)connection.moveTo(lastFrameOf(message));
}

metrics::DropCause SocketPort::silentCause(const Sender& sender) const
{
    FlowLedger& ledger = *sender.ledger;
    auto& receiver = ledger.receiver;
    const std::uint32_t breaks = receiver.breaks.load(std::memory_order_acquire);
    const bool hasEnded = breaks != receiver.knownBreaks.load(std::memory_order_relaxed)
        || ledger.sender.brokenBy.load(std::memory_order_relaxed) != FlowLedger::kWhole;
    if (!hasEnded)
        return usualCause(sender);
    noteRenewal(ledger);
    receiver.knownBreaks.store(breaks, std::memory_order_release);
    return receiver.breakCause;
}

metrics::DropCause SocketPort::usualCause(const Sender& sender) const
{
    if (conflates(m_run.plan, sender.flow))
        return metrics::DropCause::Conflated;
    if (m_planned.type == model::SocketType::Req)
        return metrics::DropCause::StaleReply;
    // A REP throws away what does not fit into the queue to its peer, and says nothing.
    if (m_run.plan.sockets[sender.socket].type == model::SocketType::Rep)
        return metrics::DropCause::PeerFull;
    const bool goesAstray =
        m_run.sockets[sender.socket].strangers.load(std::memory_order_acquire) > 0;
    return goesAstray ? metrics::DropCause::UndrawnPeer : metrics::DropCause::PeerGone;
}

void SocketPort::follow(Sender& sender, const Incoming& message, const Arrival& arrival)
{
    if (arrival.numbered) {
        findGap(sender, message, arrival);
        return;
    }
    // Too short for its number, but it took one: the next that has one must not miss it.
    auto& receiver = sender.ledger->receiver;
    if (sender.dispatch == Dispatch::Publish)
        ++receiver.unnumbered;
    else if (sender.numbersOneFlow)
        receiver.last.store(receiver.last.load(std::memory_order_relaxed) + 1,
                            std::memory_order_release);
}

void SocketPort::findGap(Sender& sender, const Incoming& message, const Arrival& arrival)
{
    if (sender.dispatch == Dispatch::Publish) {
        findPublishedGap(sender, message, arrival);
        return;
    }
    auto& receiver = sender.ledger->receiver;
    const std::uint64_t last = receiver.last.load(std::memory_order_relaxed);
    const std::uint64_t number = arrival.wide
        ? arrival.sequence
        : unwrap(last, static_cast<std::uint32_t>(arrival.sequence));
    if (sender.turns > 0) {
        const auto turn = static_cast<std::uint32_t>(number % sender.turns) + 1;
        const std::uint32_t before = receiver.turn.load(std::memory_order_relaxed);
        if (before != turn)
            receiver.turn.store(before == 0 ? turn : FlowLedger::kMixedTurns,
                                std::memory_order_release);
    }
    receiver.last.store(std::max(last, number), std::memory_order_release);
    if (!sender.numbersOneFlow)
        return;
    const bool isGap = number > last + 1;
    const bool isFirst = number > last && beginsConnection(sender, message, isGap);
    if (isGap)
        enterGap(sender, 0, last + 1, number - 1,
                 isFirst ? receiver.breakCause : usualCause(sender));
    else if (number <= last)
        fillGap(sender, 0, number);
    else if (last == 0)
        markConnection(sender, message);
}

void SocketPort::giveUpReplies()
{
    m_asked = m_run.ticks();
    // What was read ahead is still given out, and stands before all that has not been.
    if (!m_waiting.empty())
        return;
    for (Sender& sender : m_senders) {
        if (!sender.numbersOneFlow)
            continue;
        // zmq_setsockopt(3), ZMQ_REQ_CORRELATE: the request that goes out now has another number
        // than these replies, which each was counted before it was sent. A ROUTER may yet have to
        // take back the newest, when its peer is full or has gone.
        const bool isRep = m_run.plan.sockets[sender.socket].type == model::SocketType::Rep;
        const FlowLedger::SenderSide& sent = sender.ledger->sender;
        const std::uint64_t counted = sent.sent.value();
        const std::uint64_t unsure = isRep ? 0 : sent.peerFull.value() + 1;
        auto& receiver = sender.ledger->receiver;
        const std::uint64_t last = receiver.last.load(std::memory_order_relaxed);
        if (counted <= last + unsure)
            continue;
        enterGap(sender, 0, last + 1, counted - unsure, silentCause(sender));
        receiver.last.store(counted - unsure, std::memory_order_release);
        (void)sender.ledger->sendTimes.newestSince(m_asked);
    }
}

std::uint64_t SocketPort::replyTime(Sender& sender) const
{
    const TimeFifo::Newest newest = sender.ledger->sendTimes.newestSince(m_asked);
    // A REP answers in the order of the requests: nothing comes after the answer to the newest.
    // Behind a ROUTER many may answer, and an answer that came too late may follow it.
    const bool isInOrder = m_run.plan.sockets[sender.socket].type == model::SocketType::Rep;
    return newest.recent == 1 || (isInOrder && newest.recent > 0) ? newest.ticks : 0;
}

void SocketPort::enterGap(Sender& sender,
                          std::uint32_t order,
                          std::uint64_t first,
                          std::uint64_t last,
                          metrics::DropCause cause)
{
    auto& receiver = sender.ledger->receiver;
    receiver.lose(cause, last - first + 1);
    // What comes late may look lost where a connection has ended, or where two bring the same.
    if (sender.hasTwin || sender.ledger->hasBroken())
        receiver.gaps.add(order, first, last, cause);
}

void SocketPort::fillGap(Sender& sender, std::uint32_t order, std::uint64_t number)
{
    auto& receiver = sender.ledger->receiver;
    if (receiver.gaps.empty())
        return;
    if (const auto cause = receiver.gaps.fill(order, number))
        receiver.find(*cause);
}

void SocketPort::findPublishedGap(Sender& sender, const Incoming& message, const Arrival& arrival)
{
    const PublisherLedger& publisher = *m_run.sockets[sender.socket].publisher;
    auto& receiver = sender.ledger->receiver;
    if (arrival.matchClass >= publisher.size()
        || !publisher.at(arrival.matchClass).contains(sender.flow))
    {
        receiver.unmatched.add();
        return;
    }
    std::vector<std::uint64_t>& byClass = receiver.lastByClass;
    if (byClass.size() <= arrival.matchClass) {
        byClass.resize(arrival.matchClass + std::size_t{1}, 0);
        receiver.renewalsByClass.resize(byClass.size(), 0);
    }
    std::uint64_t& last = byClass[arrival.matchClass];
    const std::uint64_t number = arrival.wide
        ? arrival.sequence
        : unwrap(last, static_cast<std::uint32_t>(arrival.sequence));
    if (number <= last)
        fillGap(sender, arrival.matchClass, number);
    std::uint64_t missing = number > last + 1 ? number - last - 1 : 0;
    const std::uint64_t arrived = std::min(missing, receiver.unnumbered);
    receiver.unnumbered -= arrived;
    missing -= arrived;
    if (number > last)
        (void)beginsConnection(sender, message, missing > 0);
    std::uint32_t& renewals = receiver.renewalsByClass[arrival.matchClass];
    const bool isFirst = renewals != receiver.renewals;
    renewals = receiver.renewals;
    if (missing > 0) {
        auto cause = metrics::DropCause::SubscriberFull;
        const auto& full = receiver.lost[static_cast<std::size_t>(cause)];
        if (isFirst)
            cause = receiver.breakCause;
        else if (conflates(m_run.plan, sender.flow))
            cause = metrics::DropCause::Conflated;
        else if (last == 0 && full.value() == 0)
            cause = metrics::DropCause::LateJoiner;
        // Which of the numbers in between had none to show does not matter: their sum does.
        enterGap(sender, arrival.matchClass, number - missing, number - 1, cause);
    } else if (last == 0) {
        markConnection(sender, message);
    }
    last = std::max(last, number);
}

} // namespace topomq::runtime
