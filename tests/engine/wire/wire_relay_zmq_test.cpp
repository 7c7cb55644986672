// The relay between real ZeroMQ sockets: an independent count, to the message.

#include "engine/wire/wire_relay.h"
#include "engine/wire/zmtp_decoder.h"

#include <gtest/gtest.h>
#include <zmq.hpp>

#include <string>
#include <thread>

namespace topomq::tests {

namespace {

using wire::Direction;
using wire::WireRelay;

std::uint16_t bindOn(zmq::socket_t& socket)
{
    socket.set(zmq::sockopt::linger, 0);
    socket.set(zmq::sockopt::rcvtimeo, 10'000);
    socket.set(zmq::sockopt::sndtimeo, 10'000);
    socket.bind("tcp://127.0.0.1:*");
    const std::string address = socket.get(zmq::sockopt::last_endpoint);
    return static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
}

void connectTo(zmq::socket_t& socket, std::uint16_t port)
{
    socket.set(zmq::sockopt::linger, 0);
    socket.set(zmq::sockopt::rcvtimeo, 10'000);
    socket.set(zmq::sockopt::sndtimeo, 10'000);
    socket.connect("tcp://127.0.0.1:" + std::to_string(port));
}

bool receive(zmq::socket_t& socket)
{
    zmq::message_t message;
    do {
        if (!socket.recv(message))
            return false;
    } while (message.more());
    return true;
}

} // namespace

TEST(WireRelayWithZmq, CountsEveryMessageOfAFlood)
{
    constexpr std::uint64_t kMessages = 100'000;
    zmq::context_t context;
    zmq::socket_t pull(context, ZMQ_PULL);
    zmq::socket_t push(context, ZMQ_PUSH);
    WireRelay relay;
    const auto opened = relay.open("127.0.0.1", bindOn(pull), {});
    connectTo(push, opened.port);
    std::thread sender([&] {
        for (std::uint64_t i = 0; i < kMessages; ++i)
            push.send(zmq::message_t(i % 300), zmq::send_flags::none);
    });
    std::uint64_t received = 0;
    while (received < kMessages && receive(pull))
        ++received;
    sender.join();
    EXPECT_EQ(received, kMessages);
    EXPECT_EQ(relay.totals(opened.route, Direction::ToBinder).messages, kMessages);
    EXPECT_EQ(relay.totals(opened.route, Direction::ToConnecter).messages, 0U);
}

TEST(WireRelayWithZmq, CountsFramesAndPayloadOfRequestsAndReplies)
{
    zmq::context_t context;
    zmq::socket_t rep(context, ZMQ_REP);
    zmq::socket_t req(context, ZMQ_REQ);
    WireRelay relay;
    const auto opened = relay.open("127.0.0.1", bindOn(rep), {});
    connectTo(req, opened.port);
    for (int i = 0; i < 10; ++i) {
        req.send(zmq::str_buffer("four"), zmq::send_flags::none);
        ASSERT_TRUE(receive(rep));
        rep.send(zmq::str_buffer("longer answer"), zmq::send_flags::none);
        ASSERT_TRUE(receive(req));
    }
    const wire::WireTotals asked = relay.totals(opened.route, Direction::ToBinder);
    EXPECT_EQ(asked.messages, 10U);
    EXPECT_EQ(asked.frames, 20U) << "an empty delimiter each";
    EXPECT_EQ(asked.payloadBytes, 40U);
    EXPECT_EQ(relay.totals(opened.route, Direction::ToConnecter).payloadBytes, 130U);
}

TEST(WireRelayWithZmq, SeesSubscriptionsOnTheWayBack)
{
    zmq::context_t context;
    zmq::socket_t pub(context, ZMQ_XPUB);
    zmq::socket_t sub(context, ZMQ_SUB);
    WireRelay relay;
    const auto opened = relay.open("127.0.0.1", bindOn(pub), {});
    sub.set(zmq::sockopt::subscribe, "news");
    connectTo(sub, opened.port);
    ASSERT_TRUE(receive(pub)) << "the subscription";
    pub.send(zmq::str_buffer("news: rain"), zmq::send_flags::none);
    pub.send(zmq::str_buffer("sport: none"), zmq::send_flags::none);
    pub.send(zmq::str_buffer("news: sun"), zmq::send_flags::none);
    ASSERT_TRUE(receive(sub));
    ASSERT_TRUE(receive(sub));
    EXPECT_EQ(relay.totals(opened.route, Direction::ToBinder).subscriptions, 1U);
    EXPECT_EQ(relay.totals(opened.route, Direction::ToConnecter).messages, 2U);
}

TEST(WireRelayWithZmq, SeesEncryptedFramesOnly)
{
    zmq::context_t context;
    zmq::socket_t pull(context, ZMQ_PULL);
    zmq::socket_t push(context, ZMQ_PUSH);
    std::array<char, 41> serverKey{};
    std::array<char, 41> serverSecret{};
    std::array<char, 41> key{};
    std::array<char, 41> secret{};
    if (zmq_curve_keypair(serverKey.data(), serverSecret.data()) != 0)
        GTEST_SKIP() << "this libzmq has no CURVE";
    zmq_curve_keypair(key.data(), secret.data());
    pull.set(zmq::sockopt::curve_server, true);
    pull.set(zmq::sockopt::curve_secretkey, serverSecret.data());
    push.set(zmq::sockopt::curve_serverkey, serverKey.data());
    push.set(zmq::sockopt::curve_publickey, key.data());
    push.set(zmq::sockopt::curve_secretkey, secret.data());
    WireRelay relay;
    const auto opened = relay.open("127.0.0.1", bindOn(pull), {});
    connectTo(push, opened.port);
    for (int i = 0; i < 3; ++i) {
        push.send(zmq::str_buffer("secret"), zmq::send_flags::none);
        ASSERT_TRUE(receive(pull));
    }
    const wire::WireRecord record = relay.record(opened.route);
    EXPECT_EQ(record.totals[0].encrypted, 3U);
    EXPECT_EQ(record.totals[0].payloadBytes, 18U);
    EXPECT_FALSE(record.connections.at(0).troubles[0]) << record.connections[0].troubles[0]->text;
    const auto& bytes = record.connections[0].bytes[0];
    EXPECT_EQ(std::string(bytes.begin(), bytes.end()).find("secret"), std::string::npos);
}

TEST(WireRelayWithZmq, BringsWhatHasWaitedToAReceiverThatComesBack)
{
    zmq::context_t context;
    zmq::socket_t push(context, ZMQ_PUSH);
    auto pull = std::make_unique<zmq::socket_t>(context, ZMQ_PULL);
    WireRelay relay;
    const auto opened = relay.open("127.0.0.1", bindOn(*pull), {});
    connectTo(push, opened.port);
    push.send(zmq::str_buffer("one"), zmq::send_flags::none);
    ASSERT_TRUE(receive(*pull));
    pull.reset();
    for (int i = 0; i < 1000 && !relay.record(opened.route).connections.at(0).closedAt; ++i)
        relay.settle(std::chrono::milliseconds(10));
    pull = std::make_unique<zmq::socket_t>(context, ZMQ_PULL);
    EXPECT_EQ(relay.aim(opened.route, "127.0.0.1", bindOn(*pull)), "");
    push.send(zmq::str_buffer("two"), zmq::send_flags::none);
    EXPECT_TRUE(receive(*pull)) << "waits at the sender until there is somebody again";
}

} // namespace topomq::tests
