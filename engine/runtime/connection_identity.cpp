#include "engine/runtime/connection_identity.h"

#include "engine/runtime/message.h"

#include <zmq.h>

namespace topomq::runtime {

namespace {

/// A property that every connection has.
constexpr const char* kProperty = "Socket-Type";

zmq_msg_t* raw(RawMessage& message)
{
    return reinterpret_cast<zmq_msg_t*>(message.bytes.data());
}

} // namespace

ConnectionIdentity::ConnectionIdentity() = default;

ConnectionIdentity::~ConnectionIdentity()
{
    if (m_message != nullptr)
        zmq_msg_close(raw(*m_message));
}

bool ConnectionIdentity::moveTo(RawMessage& message)
{
    const char* place = zmq_msg_gets(raw(message), kProperty);
    if (place == nullptr || place == m_place)
        return false;
    if (m_message == nullptr) {
        m_message = std::make_unique<RawMessage>();
        zmq_msg_init(raw(*m_message));
    }
    const bool isFirst = m_place == nullptr;
    zmq_msg_copy(raw(*m_message), raw(message));
    m_place = place;
    return !isFirst;
}

} // namespace topomq::runtime
