// The sending half of SocketPort: stamping, counting, and taking it all back when the socket would
// block.

#include "engine/runtime/handover.h"
#include "engine/runtime/socket_port.h"

#include <zmq.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace topomq::runtime {

namespace {

/// The payload that this thread is sending: libzmq lets go of it within the call exactly when the
/// message went to nobody.
thread_local const Slot* t_sending = nullptr;
thread_local bool t_releasedWhileSending = false;

void releaseSlot(void* /*payload*/, void* hint)
{
    auto* slot = static_cast<Slot*>(hint);
    if (slot == t_sending)
        t_releasedWhileSending = true;
    SlotReturner::giveBack(slot);
}

zmq_msg_t* raw(RawMessage& message)
{
    return reinterpret_cast<zmq_msg_t*>(message.bytes.data());
}

} // namespace

bool SocketPort::mayLend() const
{
    using model::SocketType;
    const auto keepsAll = [](SocketType type) {
        return type == SocketType::Push || type == SocketType::Pull || type == SocketType::Pair
            || type == SocketType::Dealer;
    };
    if (!keepsAll(m_planned.type) || m_planned.conflate || m_run.remote[m_index])
        return false;
    return std::all_of(
        m_planned.flowsOut.begin(), m_planned.flowsOut.end(), [&](plan::FlowIndex flow) {
            const auto& to = m_run.plan.sockets[m_run.plan.flows[flow].to];
            return !to.conflate && (keepsAll(to.type) || to.type == SocketType::Router);
        });
}

void SocketPort::prepare(Outgoing& message) const
{
    if (message.m_ticks == 0)
        message.m_ticks = m_run.ticks();
    if (message.m_hasRaw)
        return;
    message.m_slot->lent = m_lends;
    // Without a function to call at its end a message costs libzmq no memory of its own.
    zmq_msg_init_data(raw(message.m_raw), message.m_payload, message.m_size,
                      m_lends ? nullptr : releaseSlot, message.m_slot);
    message.m_hasRaw = true;
}

plan::FlowIndex SocketPort::targetOf(const Outgoing& message) const
{
    if (m_planned.type == model::SocketType::Rep)
        return m_replyFlow;
    if (m_planned.type == model::SocketType::Router) {
        if (message.envelope.empty())
            return plan::kNone;
        if (m_routes == nullptr)
            return plan::kNone;
        const auto found = m_routes->find(message.envelope.front());
        return found == m_routes->end() ? plan::kNone : found->second;
    }
    if (m_stream != nullptr)
        return message.envelope.empty() ? plan::kNone : m_stream->flowTo(message.envelope.front());
    return m_pairFlow;
}

Matching& SocketPort::matching()
{
    if (m_matching == nullptr)
        m_matching = std::make_unique<Matching>();
    Matching& known = *m_matching;
    const std::uint64_t version =
        m_ledger.publisher->subscriptionVersion.load(std::memory_order_acquire);
    if (version == known.version)
        return known;
    known.version = version;
    known.cache.clear();
    known.longestPrefix = 0;
    known.hasSubscribers = false;
    for (const plan::FlowIndex flow : m_planned.flowsOut) {
        for (const std::string& prefix : m_run.subscriptions[flow].prefixes()) {
            known.longestPrefix = std::max(known.longestPrefix, prefix.size());
            known.hasSubscribers = true;
        }
    }
    return known;
}

std::size_t SocketPort::matchClassOf(Matching& known, std::string_view firstFrame)
{
    if (!known.cache.empty() && firstFrame.substr(0, known.longestPrefix) == known.lastKey)
        return known.lastClass;
    known.lastKey = firstFrame.substr(0, known.longestPrefix);
    const auto found = known.cache.find(known.lastKey);
    if (found != known.cache.end())
        return known.lastClass = found->second;
    std::vector<plan::FlowIndex> matching;
    for (const plan::FlowIndex flow : m_planned.flowsOut) {
        const std::vector<std::string> prefixes = m_run.subscriptions[flow].prefixes();
        if (std::any_of(prefixes.begin(), prefixes.end(), [firstFrame](const std::string& prefix) {
                return firstFrame.starts_with(prefix);
            }))
            matching.push_back(flow);
    }
    std::sort(matching.begin(), matching.end());
    known.lastClass = m_ledger.publisher->classFor(matching);
    // Payloads whose beginnings all differ must not fill the memory.
    constexpr std::size_t kMostKeys = 10'000;
    if (known.cache.size() > kMostKeys)
        known.cache.clear();
    known.cache[known.lastKey] = known.lastClass;
    return known.lastClass;
}

void SocketPort::enterPublished(Outgoing& message, Entry& entry, std::uint32_t& matchClass)
{
    Matching& known = matching();
    keepStampOff(message, m_ledger.sent.value(), known.longestPrefix);
    const std::string_view first = message.frames.empty()
        ? std::string_view(message.m_payload, message.m_size)
        : std::string_view(message.frames.front());
    const std::size_t index = matchClassOf(known, first);
    MatchClass& matched = m_ledger.publisher->at(index);
    matchClass = static_cast<std::uint32_t>(index);
    entry.count = &matched.count;
    entry.bytes = &matched.bytes;
    entry.matchedNobody = matched.flows.empty();
    entry.matched = &matched;
    if (message.m_size < matched.smallest.load(std::memory_order_relaxed))
        matched.smallest.store(message.m_size, std::memory_order_relaxed);
}

SocketPort::Entry SocketPort::enter(Outgoing& message)
{
    Entry entry;
    std::uint32_t matchClass = message.tag;
    if (m_dispatch == Dispatch::Publish) {
        enterPublished(message, entry, matchClass);
    } else if (m_dispatch == Dispatch::Targeted) {
        entry.flow = targetOf(message);
        if (entry.flow != plan::kNone) {
            entry.count = &m_run.flows[entry.flow].sender.sent;
            entry.bytes = &m_run.flows[entry.flow].sender.bytes;
        }
    } else if (m_planned.flowsOut.size() == 1) {
        entry.flow = m_planned.flowsOut.front();
    }
    // Counted before the send, so that no reader ever sees more received than sent.
    m_ledger.sent.add();
    if (entry.count != nullptr)
        entry.count->add();
    std::uint64_t sequence = entry.count != nullptr ? entry.count->value() : m_ledger.sent.value();
    // What a full ROUTER drops takes no number: the receiver would find the gap once more.
    if (m_dispatch == Dispatch::Targeted && entry.flow != plan::kNone)
        sequence -= m_run.flows[entry.flow].sender.peerFull.value();
    if (message.m_hasStamp) {
        m_run.stamps.write(
            message.m_payload + message.m_size - kStampBytes,
            {m_index, matchClass, static_cast<std::uint32_t>(sequence), message.m_ticks});
    } else if (m_isRemote && m_stream == nullptr && entry.flow != plan::kNone
               && m_run.plan.flows[entry.flow].transport != plan::Transport::Inproc
               && !conflates(m_run.plan, entry.flow))
    {
        // Of messages that are overwritten nobody could say whose time an arrival has.
        m_run.flows[entry.flow].sendTimes.push(message.m_ticks);
        entry.pushedTime = true;
    }
    if (Slot* slot = message.m_slot; slot != nullptr) {
        slot->matchClass = matchClass;
        slot->sender = m_index;
        slot->flow = entry.flow;
        slot->stamped = message.m_hasStamp;
        slot->sequence = sequence;
        slot->ticks = message.m_ticks;
        if (m_isMasked)
            slot->content = Slot::kOtherContent;
        handOver(slot);
    } else {
        handOver(message.m_payload);
    }
    return entry;
}

void SocketPort::withdraw(const Entry& entry)
{
    m_ledger.sent.take();
    if (entry.count != nullptr)
        entry.count->take();
    if (entry.pushedTime)
        m_run.flows[entry.flow].sendTimes.unpush();
}

int SocketPort::transmit(Outgoing& message)
{
    for (const std::string& frame : message.envelope) {
        if (zmq_send(m_socket, frame.data(), frame.size(), ZMQ_DONTWAIT | ZMQ_SNDMORE) < 0)
            return -1;
    }
    for (const std::string& frame : message.frames) {
        if (zmq_send(m_socket, frame.data(), frame.size(), ZMQ_DONTWAIT | ZMQ_SNDMORE) < 0)
            return -1;
    }
    return zmq_msg_send(raw(message.m_raw), m_socket, ZMQ_DONTWAIT);
}

void SocketPort::discard(Outgoing& message)
{
    zmq_msg_close(raw(message.m_raw));
    if (message.m_slot != nullptr && message.m_slot->lent)
        SlotPool::giveBack(message.m_slot);
    if (m_inRing == &message)
        m_inRing = nullptr;
    message.m_hasRaw = false;
    message.m_slot = nullptr;
    message.m_payload = nullptr;
}

void SocketPort::abandon(Outgoing& message)
{
    m_ledger.droppedTimeout.add();
    discard(message);
}

void SocketPort::countBytes(const Outgoing& message, const Entry& entry)
{
    std::uint64_t bytes = message.m_size;
    for (const std::string& frame : message.frames)
        bytes += frame.size();
    m_ledger.bytesSent.add(bytes);
    if (entry.bytes != nullptr)
        entry.bytes->add(bytes);
}

SendResult SocketPort::refuse(Outgoing& message, const Entry& entry)
{
    const int error = zmq_errno();
    const bool isRouter = m_planned.type == model::SocketType::Router;
    const bool isDropped = error == EAGAIN && isRouter && !m_waitsForFullPeer;
    if (isDropped && entry.flow != plan::kNone) {
        // ZeroMQ drops here in silence; the message was for this flow and is lost to it.
        m_run.flows[entry.flow].sender.peerFull.add();
        countBytes(message, entry);
        if (entry.pushedTime)
            m_run.flows[entry.flow].sendTimes.unpush();
        discard(message);
        return SendResult::Dropped;
    }
    withdraw(entry);
    if (isDropped) {
        // So it does for a peer of whom nobody knows by which link it is here.
        if (!message.hasOtherTakers)
            m_ledger.droppedPeerFull.add();
        discard(message);
        return SendResult::Dropped;
    }
    if (error == EAGAIN)
        return SendResult::WouldBlock;
    if (error == EHOSTUNREACH && (isRouter || m_stream != nullptr)) {
        if (!message.hasOtherTakers)
            m_ledger.droppedUnroutable.add();
        discard(message);
        return SendResult::Dropped;
    }
    m_lastError = zmq_strerror(error);
    discard(message);
    return SendResult::Failed;
}

SendResult SocketPort::handOn(Outgoing& message, const Entry& entry)
{
    t_sending = message.m_slot;
    t_releasedWhileSending = false;
    const int result = transmit(message);
    t_sending = nullptr;
    if (result < 0)
        return refuse(message, entry);
    countBytes(message, entry);
    // libzmq has the message now and gives the slot back when it is done.
    message.m_hasRaw = false;
    message.m_slot = nullptr;
    message.m_payload = nullptr;
    m_inRing = nullptr;
    if (entry.matchedNobody && t_releasedWhileSending) {
        m_ledger.droppedNoSubscriber.add();
        if (m_matching->hasSubscribers)
            m_ledger.droppedFiltered.add();
    }
    return SendResult::Sent;
}

SendResult SocketPort::handOutside(Outgoing& message, const Entry& entry)
{
    const bool isToStreamPeer = m_stream != nullptr && !message.envelope.empty();
    if (isToStreamPeer)
        m_stream->addSent(message.envelope.front(), message.m_ticks);
    std::optional<metrics::CapturedMessage> copy = tapOutgoing(message, entry);
    const SendResult result = handOn(message, entry);
    if (result == SendResult::Sent)
        tapSent(std::move(copy), entry);
    else if (isToStreamPeer)
        m_stream->takeBack(message.envelope.front());
    return result;
}

SendResult SocketPort::send(Outgoing& message)
{
    if (m_inRing != nullptr && m_inRing != &message) {
        // It takes the number for which another's place in the ring was.
        m_direct->ring.retire();
        m_inRing = nullptr;
    }
    // It was composed when all ways were over tcp or ipc, and has waited while an inproc link came.
    if (m_hasInproc && message.m_slot == nullptr && !moveToSlot(message)) {
        m_lastError = zmq_strerror(ENOMEM);
        discard(message);
        return SendResult::Failed;
    }
    prepare(message);
    if (m_givesUp)
        giveUpReplies();
    const bool isMeasured = ++m_measuringTurn % kMeasured == 0;
    const std::uint64_t start = isMeasured ? m_run.ticks() : 0;
    const std::uint64_t sentBefore = m_ledger.sent.value();
    const Entry entry = enter(message);
    if (isMeasured)
        m_ledger.measuringTicks.add(metrics::TickClock::workOf(m_run.ticks() - start) * kMeasured);
    const SendResult result = m_stream == nullptr && m_flowsOutside.empty()
        ? handOn(message, entry)
        : handOutside(message, entry);
    if (m_planned.type == model::SocketType::Router)
        noteHanded(result, m_ledger.sent.value() != sentBefore || !message.hasOtherTakers);
    return result;
}

void SocketPort::noteHanded(SendResult result, bool isFinal)
{
    // A second witness for what the books of a ROUTER say of messages that went to no flow.
    if (result == SendResult::Sent || (result == SendResult::Dropped && isFinal))
        m_ledger.handedToRouter.add();
}

void SocketPort::sendUpstream(std::string_view message)
{
    zmq_send(m_socket, message.data(), message.size(), ZMQ_DONTWAIT);
}

void SocketPort::sendSubscription(std::string_view message)
{
    if (message.empty())
        return;
    const bool begins = message.front() == '\x01';
    const std::vector<std::string> prefix{std::string(message.substr(1))};
    // Entered before it can match anything, and taken out when it no longer does.
    if (begins)
        m_run.changePrefixes(m_index, {}, prefix);
    sendUpstream(message);
    if (!begins)
        m_run.changePrefixes(m_index, prefix, {});
}

} // namespace topomq::runtime
