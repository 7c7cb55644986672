// The receiving half of SocketPort: whose message is it, and how long was it under way.

#include "engine/runtime/handover.h"
#include "engine/runtime/socket_options.h"
#include "engine/runtime/socket_port.h"

#include <zmq.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace topomq::runtime {

namespace {

zmq_msg_t* raw(RawMessage& message)
{
    return reinterpret_cast<zmq_msg_t*>(message.bytes.data());
}

} // namespace

bool SocketPort::receive(Incoming& message)
{
    if (!m_waiting.empty()) {
        message.letGo();
        message.swap(*m_waiting.front().message);
        Arrival arrival = m_waiting.front().arrival;
        m_waiting.pop_front();
        arrival.now = m_run.ticks();
        if (!message.m_isSubscription)
            accountArrival(message, arrival);
        return true;
    }
    if (!take(message))
        return false;
    if (message.m_isSubscription || m_stream != nullptr)
        return true;
    const bool isMeasured = ++m_measuringTurn % kMeasured == 0;
    const std::uint64_t start = isMeasured ? m_run.ticks() : 0;
    Arrival arrival;
    identify(message, arrival);
    accountArrival(message, arrival);
    if (isMeasured)
        m_ledger.measuringTicks.add(metrics::TickClock::workOf(m_run.ticks() - start) * kMeasured);
    return true;
}

void SocketPort::readAhead(plan::FlowIndex lost)
{
    // Bytes are no messages yet; what never becomes one is settled when its connection ends.
    if (m_stream != nullptr)
        return;
    std::list<Waiting> before;
    before.swap(m_waiting);
    const auto sort = [this, lost](Waiting waiting) {
        const Sender* sender =
            waiting.message->m_isSubscription ? nullptr : senderOf(waiting.arrival);
        const bool isLost = lost == kEveryFlow ? !waiting.message->m_isSubscription
                                               : sender != nullptr && sender->flow == lost;
        if (isLost)
            accountLoss(*waiting.message, waiting.arrival);
        else if (lost != kEveryFlow)
            m_waiting.push_back(std::move(waiting));
    };
    for (Waiting& waiting : before)
        sort(std::move(waiting));
    for (;;) {
        auto message = std::make_unique<Incoming>();
        // Entered first: as soon as it is out of the queue, the next may be sent.
        holdBack(m_waiting.size() + 1);
        if (!take(*message))
            return;
        Arrival arrival;
        if (!message->m_isSubscription)
            identify(*message, arrival);
        sort({std::move(message), arrival});
    }
}

void SocketPort::holdBack(std::size_t count)
{
    if (count > m_ledger.mostHeldBack.load(std::memory_order_relaxed))
        m_ledger.mostHeldBack.store(count, std::memory_order_release);
}

bool SocketPort::sayFarewell()
{
    if (m_replyFlow == plan::kNone)
        return false;
    const plan::PlannedFlow& flow = m_run.plan.flows[m_replyFlow];
    const bool isHarmless = flow.transport == plan::Transport::Inproc
        && m_run.plan.sockets[flow.to].type == model::SocketType::Dealer;
    Slot* slot = isHarmless ? m_pool.take(1) : nullptr;
    if (slot == nullptr)
        return false;
    Outgoing farewell;
    farewell.m_slot = slot;
    farewell.m_payload = slot->payload();
    farewell.m_size = 1;
    slot->content = Slot::kOtherContent;
    slot->sender = Slot::kFarewell;
    prepare(farewell);
    handOver(slot);
    m_replyFlow = plan::kNone;
    if (transmit(farewell) < 0) {
        discard(farewell);
        return false;
    }
    farewell.m_hasRaw = false;
    farewell.m_slot = nullptr;
    return true;
}

bool SocketPort::isFarewell(const Incoming& message) const
{
    if (m_planned.type != model::SocketType::Dealer || !m_run.arena.owns(message.m_last.data()))
        return false;
    Slot* slot = reinterpret_cast<Slot*>(const_cast<char*>(message.m_last.data())) - 1;
    takeOver(slot);
    return slot->sender == Slot::kFarewell;
}

void SocketPort::loseRequests()
{
    // zmq_socket(3), REP: the next request can be read only when the last one has been answered.
    // What stays unread is lost with the socket, and where a DEALER chose among several nobody
    // could say later which of them lost it.
    const auto lose = [this](Incoming& request, const Arrival& arrival) {
        const Sender* sender = senderOf(arrival);
        m_replyFlow = sender == nullptr ? plan::kNone : m_run.reverse[sender->flow];
        accountLoss(request, arrival);
    };
    for (const Waiting& waiting : m_waiting)
        lose(*waiting.message, waiting.arrival);
    m_waiting.clear();
    Incoming request;
    do {
        if (!take(request))
            continue;
        Arrival arrival;
        identify(request, arrival);
        lose(request, arrival);
    } while (sayFarewell());
}

void SocketPort::takeInAll()
{
    if (m_socket != nullptr && model::canReceive(m_planned.type))
        readAhead(kNoFlow);
}

bool SocketPort::take(Incoming& message)
{
    do {
        if (!takeNext(message))
            return false;
    } while (isFarewell(message));
    return true;
}

bool SocketPort::takeNext(Incoming& message)
{
    message.letGo();
    message.m_count = 0;
    message.m_bodyStart = 0;
    message.m_flow = plan::kNone;
    message.m_isSubscription = false;
    message.m_isStamped = false;
    message.m_tag = 0;
    bool more = true;
    while (more) {
        if (message.m_count == message.m_initialised) {
            message.m_frames.push_back(std::make_unique<RawMessage>());
            zmq_msg_init(raw(*message.m_frames.back()));
            ++message.m_initialised;
        }
        zmq_msg_t* frame = raw(*message.m_frames[message.m_count]);
        if (zmq_msg_recv(frame, m_socket, ZMQ_DONTWAIT) < 0) {
            // It then has done its other work, too; whoever may not receive now has not.
            if (zmq_errno() != EAGAIN)
                service();
            return false;
        }
        ++message.m_count;
        more = zmq_msg_more(frame) != 0;
    }
    zmq_msg_t* last = raw(*message.m_frames[message.m_count - 1]);
    message.m_last = {static_cast<const char*>(zmq_msg_data(last)), zmq_msg_size(last)};
    if (m_planned.type == model::SocketType::XPub) {
        message.m_isSubscription = true;
        return true;
    }
    if (m_stream != nullptr) {
        // Bytes, not messages: the role counts those that it finds in them.
        message.m_bodyStart = message.m_count - 1;
        return true;
    }
    findBody(message);
    return true;
}

void SocketPort::findBody(Incoming& message) const
{
    if (m_delimiters == 0)
        return;
    const bool isRouter = m_planned.type == model::SocketType::Router;
    const std::size_t first = isRouter && message.m_count > 1 ? 1 : 0;
    message.m_bodyStart = first;
    int left = m_delimiters;
    for (std::size_t i = first; i + 1 < message.m_count && left > 0; ++i) {
        if (message.frame(i).empty()) {
            message.m_bodyStart = i + 1;
            --left;
        }
    }
}

SocketPort::Sender* SocketPort::senderOf(plan::SocketIndex socket)
{
    if (m_lastSender != nullptr && m_lastSender->socket == socket)
        return m_lastSender;
    const auto found = std::lower_bound(
        m_senders.begin(), m_senders.end(), socket,
        [](const Sender& each, plan::SocketIndex wanted) { return each.socket < wanted; });
    if (found == m_senders.end() || found->socket != socket)
        return nullptr;
    m_lastSender = &*found;
    return m_lastSender;
}

void SocketPort::identify(Incoming& message, Arrival& arrival)
{
    readSender(message, arrival);
    if (m_twins != nullptr && arrival.known)
        chooseTwin(message, arrival);
}

void SocketPort::readSender(Incoming& message, Arrival& arrival)
{
    RawMessage& last = *message.m_frames[message.m_count - 1];
    const std::string_view payload = message.m_last;
    arrival.now = m_run.ticks();
    if (m_run.arena.owns(payload.data())) {
        Slot* slot = reinterpret_cast<Slot*>(const_cast<char*>(payload.data())) - 1;
        takeOver(slot);
        // What its sender took next: by now it has long left the caches.
        __builtin_prefetch(slot->next);
        message.m_slot = slot;
        message.m_isStamped = slot->stamped;
        arrival.sender = slot->sender;
        arrival.sequence = slot->sequence;
        arrival.matchClass = slot->matchClass;
        arrival.ticks = slot->ticks;
        arrival.known = arrival.numbered = arrival.wide = true;
        return;
    }
    takeOver(const_cast<char*>(payload.data()));
    if (payload.size() >= kStampBytes) {
        const auto stamp =
            m_run.stamps.read(payload.data() + payload.size() - kStampBytes, arrival.now);
        const Sender* const sender = stamp ? senderOf(stamp->sender) : nullptr;
        message.m_isStamped = sender != nullptr;
        if (sender != nullptr && (!m_hasOutside || isFrom(*sender, last))) {
            arrival.sender = stamp->sender;
            arrival.sequence = stamp->sequence;
            arrival.matchClass = stamp->matchClass;
            arrival.ticks = stamp->ticks;
            arrival.known = arrival.numbered = true;
            return;
        }
    }
    // A name of another run is a stranger's.
    arrival.sender = nameOn(last);
    arrival.known = arrival.sender != plan::kNone;
}

plan::SocketIndex SocketPort::nameOn(RawMessage& frame)
{
    const char* property = zmq_msg_gets(raw(frame), kNameProperty);
    if (property == nullptr)
        return plan::kNone;
    // Not by the pointer: a new connection gets the memory of one that has ended.
    if (m_named == nullptr)
        m_named = std::make_unique<Named>();
    if (m_named->name != property)
        *m_named = {property, m_run.meters.socketOf(property).value_or(plan::kNone)};
    return m_named->socket;
}

bool SocketPort::isFrom(const Sender& sender, RawMessage& frame)
{
    // A program outside may pass on what it got from us, stamp and all. Multicast has no
    // connections that could say whose they are.
    return plan::isMulticast(m_run.plan.flows[sender.flow].transport)
        || nameOn(frame) == sender.socket;
}

SocketPort::Sender* SocketPort::senderOf(const Arrival& arrival)
{
    if (arrival.flow != plan::kNone)
        return twinOf(arrival);
    return arrival.known ? senderOf(arrival.sender) : m_outside;
}

void SocketPort::accountLoss(Incoming& message, const Arrival& arrival)
{
    Sender* sender = senderOf(arrival);
    if (sender == nullptr)
        return;
    if (arrival.known && !arrival.numbered)
        (void)sender->ledger->sendTimes.pop();
    if (arrival.known)
        follow(*sender, message, arrival);
    sender->ledger->receiver.discarded.add();
    sender->ledger->receiver.lose(metrics::DropCause::PeerGone);
    message.letGo();
}

void SocketPort::accountArrival(Incoming& message, Arrival& arrival)
{
    m_ledger.received.add();
    Sender* sender = senderOf(arrival);
    message.m_flow = sender == nullptr ? plan::kNone : sender->flow;
    if (m_planned.type == model::SocketType::Router)
        learnRoute(message);
    m_replyFlow = sender == nullptr ? plan::kNone : m_run.reverse[sender->flow];
    if (sender == nullptr) {
        m_ledger.fromStrangers.add();
        return;
    }
    if (arrival.numbered && sender->dispatch != Dispatch::Publish)
        message.m_tag = static_cast<std::uint16_t>(arrival.matchClass);

    FlowLedger& ledger = *sender->ledger;
    if (arrival.known && !arrival.numbered)
        arrival.ticks = m_givesUp ? replyTime(*sender) : ledger.sendTimes.pop();
    if (arrival.known)
        follow(*sender, message, arrival);
    std::uint64_t bytes = message.m_last.size();
    for (std::size_t i = message.m_bodyStart; i + 1 < message.m_count; ++i)
        bytes += message.frame(i).size();
    ledger.receiver.bytes.add(bytes);
    ledger.receiver.received.add();
    const metrics::Detail detail = sender->tap->detail();
    std::optional<double> latency;
    if (arrival.ticks != 0 && detail != metrics::Detail::Counts) {
        const std::uint64_t elapsed = (arrival.now - arrival.ticks) & kStampTickMask;
        const std::uint64_t nanoseconds = metrics::TickClock::nanoseconds(elapsed);
        ledger.latency.record(nanoseconds);
        latency = static_cast<double>(nanoseconds);
    }
    if (detail == metrics::Detail::Capture)
        tapArrival(message, *sender, latency);
}

void SocketPort::recordRoundTrip(const Incoming& reply, std::uint64_t asked)
{
    if (reply.m_flow == plan::kNone
        || m_run.taps.at(reply.m_flow).detail() == metrics::Detail::Counts)
        return;
    m_run.flows[reply.m_flow].roundTrip.record(
        metrics::TickClock::nanoseconds(m_run.ticks() - asked));
}

void SocketPort::learnRoute(const Incoming& message)
{
    if (message.m_flow == plan::kNone || message.m_count < 2)
        return;
    const plan::FlowIndex back = m_run.reverse[message.m_flow];
    if (back == plan::kNone)
        return;
    enterRoute(std::string(message.frame(0)), back);
}

void SocketPort::enterRoute(std::string identity, plan::FlowIndex flow)
{
    if (m_routes == nullptr)
        m_routes = std::make_unique<std::unordered_map<std::string, plan::FlowIndex>>();
    m_routes->insert_or_assign(std::move(identity), flow);
}

} // namespace topomq::runtime
