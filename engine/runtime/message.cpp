#include "engine/runtime/message.h"

#include "engine/runtime/handover.h"

#include <zmq.h>

#include <cstring>

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
    if (m_slot != nullptr)
        handOver(m_slot);
    for (std::size_t i = 0; i < m_initialised; ++i)
        zmq_msg_close(raw(m_frames[i]));
}

std::string_view Incoming::frame(std::size_t index) const
{
    // libzmq's accessors take a pointer to non-const but only read.
    auto* message =
        reinterpret_cast<zmq_msg_t*>(const_cast<unsigned char*>(m_frames[index].bytes.data()));
    return {static_cast<const char*>(zmq_msg_data(message)), zmq_msg_size(message)};
}

Outgoing::~Outgoing()
{
    if (m_hasRaw)
        zmq_msg_close(raw(m_raw));
    else if (m_slot != nullptr)
        SlotPool::giveBack(m_slot);
}

} // namespace topomq::runtime
