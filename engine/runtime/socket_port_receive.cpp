// The receiving half of SocketPort: whose message is it, which number, how long was it under way,
// and what was lost before it.

#include "engine/runtime/handover.h"
#include "engine/runtime/socket_port.h"

#include <zmq.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace topomq::runtime {

namespace {

constexpr const char* kMetadataName = "X-TopoMQ";

zmq_msg_t* raw(RawMessage& message)
{
    return reinterpret_cast<zmq_msg_t*>(message.bytes.data());
}

/// The full number nearest to `known` whose low 32 bits are `low`.
std::uint64_t unwrap(std::uint64_t known, std::uint32_t low)
{
    const auto step = static_cast<std::int32_t>(low - static_cast<std::uint32_t>(known));
    return known + static_cast<std::uint64_t>(static_cast<std::int64_t>(step));
}

metrics::DropCause gapCause(const plan::PlannedSocket& receiver, const plan::PlannedSocket& sender)
{
    if (receiver.conflate || sender.conflate)
        return metrics::DropCause::Conflated;
    if (receiver.type == model::SocketType::Req)
        return metrics::DropCause::StaleReply;
    return metrics::DropCause::PeerGone;
}

} // namespace

bool SocketPort::receive(Incoming& message)
{
    if (message.m_slot != nullptr)
        handOver(message.m_slot);
    message.m_slot = nullptr;
    message.m_count = 0;
    message.m_bodyStart = 0;
    message.m_flow = plan::kNone;
    message.m_isSubscription = false;
    message.m_isStamped = false;
    bool more = true;
    while (more) {
        if (message.m_count == message.m_initialised) {
            message.m_frames.emplace_back();
            zmq_msg_init(raw(message.m_frames.back()));
            ++message.m_initialised;
        }
        zmq_msg_t* frame = raw(message.m_frames[message.m_count]);
        if (zmq_msg_recv(frame, m_socket, ZMQ_DONTWAIT) < 0)
            return false;
        ++message.m_count;
        more = zmq_msg_more(frame) != 0;
    }
    if (m_planned.type == model::SocketType::XPub) {
        message.m_isSubscription = true;
        return true;
    }
    findBody(message);
    accountArrival(message);
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

plan::FlowIndex SocketPort::flowFrom(plan::SocketIndex sender) const
{
    auto found = std::lower_bound(
        m_senders.begin(), m_senders.end(), sender,
        [](const Sender& each, plan::SocketIndex wanted) { return each.socket < wanted; });
    if (found == m_senders.end() || found->socket != sender)
        return plan::kNone;
    // Several links between the same two sockets cannot be told apart: they take turns.
    plan::FlowIndex flow = found->flow;
    for (++found; found != m_senders.end() && found->socket == sender; ++found) {
        if (m_run.flows[found->flow].receiver.received.value()
            < m_run.flows[flow].receiver.received.value())
            flow = found->flow;
    }
    return flow;
}

SocketPort::Arrival SocketPort::identify(Incoming& message)
{
    RawMessage& last = message.m_frames[message.m_count - 1];
    const std::string_view payload = message.lastFrame();
    Arrival arrival;
    if (m_run.arena.owns(payload.data())) {
        Slot* slot = reinterpret_cast<Slot*>(const_cast<char*>(payload.data())) - 1;
        takeOver(slot);
        message.m_slot = slot;
        arrival = {slot->sender, slot->sequence, slot->matchClass, slot->ticks, true, true, true};
        message.m_isStamped = slot->stamped;
        return arrival;
    }
    if (payload.size() >= kStampBytes) {
        const auto stamp =
            m_run.stamps.read(payload.data() + payload.size() - kStampBytes, m_run.ticks());
        if (stamp && flowFrom(stamp->sender) != plan::kNone) {
            message.m_isStamped = true;
            return {stamp->sender, stamp->sequence, stamp->matchClass, stamp->ticks, true, true,
                    false};
        }
    }
    const char* property = zmq_msg_gets(raw(last), kMetadataName);
    if (property == nullptr)
        return arrival;
    if (property != m_lastMetadata) {
        m_lastMetadata = property;
        m_lastMetadataSender = plan::kNone;
        std::from_chars(property, property + std::strlen(property), m_lastMetadataSender);
    }
    arrival.sender = m_lastMetadataSender;
    arrival.known = true;
    return arrival;
}

void SocketPort::accountArrival(Incoming& message)
{
    m_ledger.received.add();
    Arrival arrival = identify(message);
    plan::FlowIndex flow = arrival.known ? flowFrom(arrival.sender) : plan::kNone;
    if (flow == plan::kNone && !arrival.known && m_planned.flowsIn.size() == 1
        && m_run.plan.nodes[m_run.plan.sockets[m_senders.front().socket].node].external)
        flow = m_planned.flowsIn.front();
    message.m_flow = flow;
    if (m_planned.type == model::SocketType::Router)
        learnRoute(message);
    m_replyFlow = flow == plan::kNone ? plan::kNone : m_run.reverse[flow];
    if (flow == plan::kNone)
        return;

    FlowLedger& ledger = m_run.flows[flow];
    if (arrival.known && !arrival.numbered)
        arrival.ticks = ledger.sendTimes.pop();
    if (arrival.numbered)
        findGaps(flow, arrival);
    std::uint64_t bytes = message.lastFrame().size();
    for (std::size_t i = message.m_bodyStart; i + 1 < message.m_count; ++i)
        bytes += message.frame(i).size();
    ledger.receiver.bytes.add(bytes);
    ledger.receiver.received.add();
    if (arrival.ticks == 0)
        return;
    const std::uint64_t elapsed = (m_run.ticks() - arrival.ticks) & kStampTickMask;
    ledger.latency.record(static_cast<std::uint64_t>(static_cast<double>(elapsed)
                                                     * metrics::TickClock::nanosecondsPerTick()));
}

void SocketPort::findGaps(plan::FlowIndex flow, const Arrival& arrival)
{
    const plan::PlannedSocket& sender = m_run.plan.sockets[arrival.sender];
    const Dispatch dispatch = dispatchOf(sender.type);
    if (dispatch == Dispatch::Publish) {
        findPublishedGap(flow, arrival);
        return;
    }
    auto& receiver = m_run.flows[flow].receiver;
    const std::uint64_t last = receiver.last.load(std::memory_order_relaxed);
    const std::uint64_t number = arrival.wide
        ? arrival.sequence
        : unwrap(last, static_cast<std::uint32_t>(arrival.sequence));
    receiver.last.store(std::max(last, number), std::memory_order_release);
    // Only where all numbers belong to this flow does a gap mean a loss.
    if (dispatch == Dispatch::Balanced && sender.flowsOut.size() > 1)
        return;
    if (number > last + 1) {
        const auto cause = static_cast<std::size_t>(gapCause(m_planned, sender));
        receiver.dropped[cause].add(number - last - 1);
    }
}

void SocketPort::findPublishedGap(plan::FlowIndex flow, const Arrival& arrival)
{
    const PublisherLedger& publisher = *m_run.sockets[arrival.sender].publisher;
    auto& receiver = m_run.flows[flow].receiver;
    if (arrival.matchClass >= publisher.size() || !publisher.at(arrival.matchClass).contains(flow))
    {
        receiver.unmatched.add();
        return;
    }
    const auto position = static_cast<std::size_t>(
        std::find_if(m_senders.begin(), m_senders.end(),
                     [flow](const Sender& each) { return each.flow == flow; })
        - m_senders.begin());
    std::vector<std::uint64_t>& byClass = m_lastByClass[position];
    if (byClass.size() <= arrival.matchClass)
        byClass.resize(arrival.matchClass + std::size_t{1}, 0);
    std::uint64_t& last = byClass[arrival.matchClass];
    const std::uint64_t number = arrival.wide
        ? arrival.sequence
        : unwrap(last, static_cast<std::uint32_t>(arrival.sequence));
    if (number > last + 1) {
        auto cause = metrics::DropCause::SubscriberFull;
        const auto& full = receiver.dropped[static_cast<std::size_t>(cause)];
        if (m_planned.conflate || m_run.plan.sockets[arrival.sender].conflate)
            cause = metrics::DropCause::Conflated;
        else if (last == 0 && full.value() == 0)
            cause = metrics::DropCause::LateJoiner;
        receiver.dropped[static_cast<std::size_t>(cause)].add(number - last - 1);
    }
    last = std::max(last, number);
}

void SocketPort::learnRoute(const Incoming& message)
{
    if (message.m_flow == plan::kNone || message.m_count < 2)
        return;
    const plan::FlowIndex back = m_run.reverse[message.m_flow];
    if (back == plan::kNone)
        return;
    m_routes.insert_or_assign(std::string(message.frame(0)), back);
}

} // namespace topomq::runtime
