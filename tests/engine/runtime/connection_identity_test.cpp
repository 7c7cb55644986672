// A message tells by which connection it came, with real sockets.

#include "engine/runtime/connection_identity.h"
#include "engine/runtime/message.h"

#include <gtest/gtest.h>
#include <zmq.h>

#include <array>
#include <string>

namespace topomq::tests {

namespace {

using runtime::ConnectionIdentity;
using runtime::RawMessage;

constexpr int kPatience = 20'000; // ms

/// What is sent to it is read by hand.
class Reader
{
public:
    explicit Reader(const char* address)
        : m_context(zmq_ctx_new())
        , m_socket(zmq_socket(m_context, ZMQ_PULL))
    {
        zmq_setsockopt(m_socket, ZMQ_RCVTIMEO, &kPatience, sizeof kPatience);
        EXPECT_EQ(zmq_bind(m_socket, address), 0);
        std::array<char, 256> bound{};
        std::size_t size = bound.size();
        zmq_getsockopt(m_socket, ZMQ_LAST_ENDPOINT, bound.data(), &size);
        m_address = bound.data();
        zmq_msg_init(raw());
    }

    ~Reader()
    {
        zmq_msg_close(raw());
        zmq_close(m_socket);
        zmq_ctx_term(m_context);
    }

    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    [[nodiscard]] void* connect()
    {
        void* socket = zmq_socket(m_context, ZMQ_PUSH);
        EXPECT_EQ(zmq_connect(socket, m_address.c_str()), 0);
        return socket;
    }

    /// One message, sent by that socket.
    [[nodiscard]] RawMessage& from(void* socket)
    {
        const std::string text(100, 'x');
        EXPECT_EQ(zmq_send(socket, text.data(), text.size(), 0), 100);
        EXPECT_EQ(zmq_msg_recv(raw(), m_socket, 0), 100);
        return m_message;
    }

private:
    [[nodiscard]] zmq_msg_t* raw() { return reinterpret_cast<zmq_msg_t*>(m_message.bytes.data()); }

    void* m_context;
    void* m_socket;
    std::string m_address;
    RawMessage m_message;
};

} // namespace

TEST(ConnectionIdentity, SeesThatAMessageCameByAnotherConnection)
{
    Reader reader("tcp://127.0.0.1:*");
    void* one = reader.connect();
    void* other = reader.connect();
    ConnectionIdentity identity;
    EXPECT_FALSE(identity.isSet());
    EXPECT_FALSE(identity.moveTo(reader.from(one))) << "the first";
    EXPECT_TRUE(identity.isSet());
    EXPECT_FALSE(identity.moveTo(reader.from(one)));
    EXPECT_TRUE(identity.moveTo(reader.from(other)));
    EXPECT_FALSE(identity.moveTo(reader.from(other)));
    EXPECT_TRUE(identity.moveTo(reader.from(one)));
    zmq_close(one);
    zmq_close(other);
}

TEST(ConnectionIdentity, IsNotTakenInByAConnectionInThePlaceOfAnEarlierOne)
{
    Reader reader("tcp://127.0.0.1:*");
    ConnectionIdentity identity;
    for (int i = 0; i < 50; ++i) {
        void* next = reader.connect();
        EXPECT_EQ(identity.moveTo(reader.from(next)), i > 0) << i;
        zmq_close(next);
    }
}

TEST(ConnectionIdentity, IsNeverSetWhereThereAreNoConnections)
{
    Reader reader("inproc://mark");
    void* sender = reader.connect();
    ConnectionIdentity identity;
    EXPECT_FALSE(identity.moveTo(reader.from(sender)));
    EXPECT_FALSE(identity.isSet());
    zmq_close(sender);
}

} // namespace topomq::tests
