// What SocketPort sends: where the bytes of a message lie, and what they are.

#include "engine/runtime/socket_port.h"

#include <zmq.h>

#include <algorithm>
#include <cstring>

namespace topomq::runtime {

namespace {

zmq_msg_t* raw(RawMessage& message)
{
    return reinterpret_cast<zmq_msg_t*>(message.bytes.data());
}

/// The compiler, which knows how short it is, would take a loop of the processor's own that is slow
/// to begin.
void copyShort(char* to, const char* from, std::size_t size)
{
    asm("" : "+r"(size));
    std::memcpy(to, from, size);
}

void fill(char* place, std::size_t size)
{
    constexpr std::size_t kLetters = 26;
    for (std::size_t i = 0; i < size; ++i)
        place[i] = static_cast<char>('a' + i % kLetters);
}

} // namespace

bool SocketPort::isDirect(std::size_t size) const
{
    return m_isRemote && !m_hasInproc && size <= WrittenRing::kLongest
        && m_dispatch != Dispatch::Publish;
}

bool SocketPort::mayUseRing() const
{
    using model::SocketType;
    // All that such a socket has sent went the one way there is, and nothing before this life of
    // it.
    const bool isOneWay = m_planned.type == SocketType::Push || m_planned.type == SocketType::Pair
        || m_planned.type == SocketType::Dealer;
    if (!isOneWay || !m_isFirstLife || m_planned.flowsOut.size() != 1
        || m_planned.security->mechanism != model::Mechanism::Null)
        return false;
    const plan::Transport transport = m_run.plan.flows[m_planned.flowsOut.front()].transport;
    return transport == plan::Transport::Tcp || transport == plan::Transport::Ipc;
}

bool SocketPort::place(Outgoing& message, std::size_t size)
{
    // A place in the ring is for the next number: for one message at a time.
    char* free = nullptr;
    if (m_wire != nullptr && (m_inRing == nullptr || m_inRing == &message))
        free = direct().ring.take(m_run.arena, *m_wire, m_ledger.sent.value(), size);
    if (free != nullptr) {
        m_inRing = &message;
        zmq_msg_init_data(raw(message.m_raw), free, size, nullptr, nullptr);
    } else if (zmq_msg_init_size(raw(message.m_raw), size) != 0) {
        return false;
    }
    message.m_hasRaw = true;
    message.m_slot = nullptr;
    message.m_size = size;
    message.m_payload = static_cast<char*>(zmq_msg_data(raw(message.m_raw)));
    return true;
}

bool SocketPort::moveToSlot(Outgoing& message)
{
    Slot* slot = m_pool.take(message.m_size);
    if (slot == nullptr)
        return false;
    std::memcpy(slot->payload(), message.m_payload, message.m_size);
    slot->content = Slot::kOtherContent;
    zmq_msg_close(raw(message.m_raw));
    message.m_hasRaw = false;
    message.m_slot = slot;
    message.m_payload = slot->payload();
    if (m_inRing == &message)
        m_inRing = nullptr;
    return true;
}

void SocketPort::stampNumber(Outgoing& message, std::size_t room) const
{
    message.m_hasStamp = room >= kStampBytes;
    if (message.m_hasStamp || room == 0)
        return;
    // Too little room for a stamp: the number still tells a message from the one before.
    const std::uint64_t number = m_ledger.sent.value();
    const std::size_t bytes = std::min(room, sizeof number);
    std::memcpy(message.m_payload + message.m_size - bytes, &number, bytes);
}

void SocketPort::keepStampOff(Outgoing& message, std::uint64_t number, std::size_t looked)
{
    if (!message.m_hasStamp || !message.frames.empty() || message.m_size >= looked + kStampBytes)
        return;
    // Nor may one of before lie there, which would be read.
    char* const place = message.m_payload + message.m_size - kStampBytes;
    fill(place, kStampBytes - sizeof number);
    std::memcpy(place + kStampBytes - sizeof number, &number, sizeof number);
    message.m_hasStamp = false;
    if (message.m_slot != nullptr)
        message.m_slot->content = Slot::kOtherContent;
}

bool SocketPort::compose(Outgoing& message, const PayloadSpec& spec)
{
    const std::size_t size = std::max(spec.size, spec.topic.size());
    const std::size_t room = size - spec.topic.size();
    message.m_ticks = 0;
    if (isDirect(size)) {
        Direct& last = direct();
        if (last.content != spec.content || last.pattern.size() != size) {
            last.pattern.assign(size, '\0');
            spec.topic.copy(last.pattern.data(), spec.topic.size());
            fill(last.pattern.data() + spec.topic.size(), room);
            last.content = spec.content;
        }
        if (!place(message, size))
            return false;
        copyShort(message.m_payload, last.pattern.data(), size);
    } else {
        Slot* slot = m_pool.take(size);
        if (slot == nullptr)
            return false;
        if (slot->content != spec.content || slot->contentSize != size) {
            spec.topic.copy(slot->payload(), spec.topic.size());
            fill(slot->payload() + spec.topic.size(), room);
            slot->content = spec.content;
            slot->contentSize = size;
        }
        message.m_slot = slot;
        message.m_payload = slot->payload();
        message.m_size = size;
    }
    stampNumber(message, room);
    return true;
}

bool SocketPort::composeText(Outgoing& message, std::string_view text)
{
    return composeCopy(message, text, false);
}

bool SocketPort::composeCopy(Outgoing& message, std::string_view bytes, bool stamped)
{
    message.m_ticks = 0;
    if (isDirect(bytes.size())) {
        if (!place(message, bytes.size()))
            return false;
    } else {
        Slot* slot = m_pool.take(bytes.size());
        if (slot == nullptr)
            return false;
        slot->content = Slot::kOtherContent;
        message.m_slot = slot;
        message.m_payload = slot->payload();
        message.m_size = bytes.size();
    }
    bytes.copy(message.m_payload, bytes.size());
    message.m_hasStamp = stamped && bytes.size() >= kStampBytes;
    return true;
}

} // namespace topomq::runtime
