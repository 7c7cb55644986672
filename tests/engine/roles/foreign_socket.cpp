#include "tests/engine/roles/foreign_socket.h"

#include <gtest/gtest.h>
#include <zmq.h>

#include <array>

namespace topomq::tests {

namespace {

void* opened(void* context, int type)
{
    void* socket = zmq_socket(context, type);
    const int none = 0;
    const int patience = 10'000;
    zmq_setsockopt(socket, ZMQ_LINGER, &none, sizeof none);
    zmq_setsockopt(socket, ZMQ_SNDTIMEO, &patience, sizeof patience);
    return socket;
}

} // namespace

ForeignSocket::ForeignSocket(int type,
                             const std::string& address,
                             const std::vector<std::pair<int, int>>& options)
    : m_context(zmq_ctx_new())
    , m_socket(opened(m_context, type))
{
    for (const auto& [option, value] : options)
        EXPECT_EQ(zmq_setsockopt(m_socket, option, &value, sizeof value), 0);
    EXPECT_EQ(zmq_connect(m_socket, address.c_str()), 0) << zmq_strerror(zmq_errno());
}

ForeignSocket::ForeignSocket(const std::string& name, int type, const std::string& address)
    : m_context(zmq_ctx_new())
    , m_socket(opened(m_context, type))
{
    EXPECT_EQ(zmq_setsockopt(m_socket, ZMQ_ROUTING_ID, name.data(), name.size()), 0);
    EXPECT_EQ(zmq_connect(m_socket, address.c_str()), 0) << zmq_strerror(zmq_errno());
}

ForeignSocket::ForeignSocket(int type)
    : m_context(zmq_ctx_new())
    , m_socket(opened(m_context, type))
{
    EXPECT_EQ(zmq_bind(m_socket, "tcp://127.0.0.1:*"), 0) << zmq_strerror(zmq_errno());
}

ForeignSocket::~ForeignSocket()
{
    zmq_close(m_socket);
    zmq_ctx_term(m_context);
}

std::string ForeignSocket::address() const
{
    std::array<char, 256> address{};
    std::size_t size = address.size();
    EXPECT_EQ(zmq_getsockopt(m_socket, ZMQ_LAST_ENDPOINT, address.data(), &size), 0);
    return address.data();
}

void ForeignSocket::send(const Frames& frames)
{
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const int more = i + 1 < frames.size() ? ZMQ_SNDMORE : 0;
        EXPECT_GE(zmq_send(m_socket, frames[i].data(), frames[i].size(), more), 0)
            << zmq_strerror(zmq_errno());
    }
}

Frames ForeignSocket::receive(int patience)
{
    zmq_setsockopt(m_socket, ZMQ_RCVTIMEO, &patience, sizeof patience);
    Frames frames;
    bool more = true;
    while (more) {
        zmq_msg_t frame;
        zmq_msg_init(&frame);
        if (zmq_msg_recv(&frame, m_socket, 0) < 0) {
            zmq_msg_close(&frame);
            return {};
        }
        frames.emplace_back(static_cast<const char*>(zmq_msg_data(&frame)), zmq_msg_size(&frame));
        more = zmq_msg_more(&frame) != 0;
        zmq_msg_close(&frame);
    }
    return frames;
}

} // namespace topomq::tests
