#include "engine/runtime/message.h"

#include "engine/runtime/handover.h"

#include <zmq.h>

#include <cstring>
#include <utility>

namespace topomq::runtime {

static_assert(sizeof(RawMessage) >= sizeof(zmq_msg_t) && alignof(RawMessage) >= alignof(void*));

namespace {

zmq_msg_t* raw(RawMessage& message)
{
    return reinterpret_cast<zmq_msg_t*>(message.bytes.data());
}

} // namespace

Incoming::~Incoming()
{
    letGo();
    for (std::size_t i = 0; i < m_initialised; ++i)
        zmq_msg_close(raw(*m_frames[i]));
}

void Incoming::letGo()
{
    if (m_slot != nullptr && m_slot->lent)
        SlotReturner::giveBack(m_slot);
    else if (m_slot != nullptr)
        handOver(m_slot);
    m_slot = nullptr;
}

void Incoming::swap(Incoming& other) noexcept
{
    m_frames.swap(other.m_frames);
    std::swap(m_initialised, other.m_initialised);
    std::swap(m_count, other.m_count);
    std::swap(m_bodyStart, other.m_bodyStart);
    std::swap(m_last, other.m_last);
    std::swap(m_slot, other.m_slot);
    std::swap(m_flow, other.m_flow);
    std::swap(m_tag, other.m_tag);
    std::swap(m_isSubscription, other.m_isSubscription);
    std::swap(m_isStamped, other.m_isStamped);
}

std::string_view Incoming::frame(std::size_t index) const
{
    // libzmq's accessors take a pointer to non-const but only read.
    auto* message =
        reinterpret_cast<zmq_msg_t*>(const_cast<unsigned char*>(m_frames[index]->bytes.data()));
    return {static_cast<const char*>(zmq_msg_data(message)), zmq_msg_size(message)};
}

int Incoming::sourceDescriptor() const
{
    const auto* last = reinterpret_cast<const zmq_msg_t*>(m_frames[m_count - 1]->bytes.data());
    return zmq_msg_get(last, ZMQ_SRCFD);
}

Outgoing::~Outgoing()
{
    if (m_hasRaw)
        zmq_msg_close(raw(m_raw));
    if (m_slot != nullptr && (!m_hasRaw || m_slot->lent))
        SlotPool::giveBack(m_slot);
}

} // namespace topomq::runtime
