// What a socket's events say of its connections, and what libzmq keeps to itself.

#include "engine/runtime/connection_tracker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zmq.h>

#include <initializer_list>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace topomq::tests {

namespace {

using runtime::ConnectionTracker;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using enum model::SocketType;

constexpr const char* kTcp = "tcp://127.0.0.1:1";
constexpr const char* kWs = "ws://127.0.0.1:1/";

std::vector<std::string> names(const std::vector<ConnectionTracker::Remark>& remarks)
{
    std::vector<std::string> all;
    for (const ConnectionTracker::Remark& each : remarks)
        all.emplace_back(each.event);
    return all;
}

/// A connected pair of sockets, so that descriptors are real.
class Descriptors
{
public:
    Descriptors() { socketpair(AF_UNIX, SOCK_STREAM, 0, m_ends); }

    ~Descriptors()
    {
        close(m_ends[0]);
        close(m_ends[1]);
    }

    Descriptors(const Descriptors&) = delete;
    Descriptors& operator=(const Descriptors&) = delete;

    [[nodiscard]] std::uint32_t first() const { return static_cast<std::uint32_t>(m_ends[0]); }

    [[nodiscard]] std::uint32_t second() const { return static_cast<std::uint32_t>(m_ends[1]); }

private:
    int m_ends[2] = {-1, -1};
};

/// Two ends of a TCP connection.
class TcpPair
{
public:
    TcpPair()
    {
        const int listener = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* any = reinterpret_cast<sockaddr*>(&address);
        m_connected = socket(AF_INET, SOCK_STREAM, 0);
        m_isThere = bind(listener, any, size) == 0 && listen(listener, 1) == 0
            && getsockname(listener, any, &size) == 0 && connect(m_connected, any, size) == 0;
        m_accepted = accept(listener, nullptr, nullptr);
        close(listener);
    }

    ~TcpPair()
    {
        close(m_connected);
        close(m_accepted);
    }

    TcpPair(const TcpPair&) = delete;
    TcpPair& operator=(const TcpPair&) = delete;

    [[nodiscard]] bool isThere() const { return m_isThere && m_accepted >= 0; }

    [[nodiscard]] int connected() const { return m_connected; }

    [[nodiscard]] int accepted() const { return m_accepted; }

private:
    int m_connected = -1;
    int m_accepted = -1;
    bool m_isThere = false;
};

} // namespace

TEST(ConnectionTracker, SaysThatAPeerWithoutHandshakeOrFailureDoesNotFit)
{
    ConnectionTracker tracker(Pull);
    EXPECT_THAT(tracker.take(ZMQ_EVENT_ACCEPTED, 7, kTcp), IsEmpty());
    const auto remarks = tracker.take(ZMQ_EVENT_DISCONNECTED, 7, kTcp);
    EXPECT_THAT(names(remarks), ElementsAre("INCOMPATIBLE_PEER"));
    EXPECT_THAT(remarks[0].detail, HasSubstr("PULL"));
}

TEST(ConnectionTracker, SaysNothingAfterAHandshake)
{
    ConnectionTracker tracker(Pull);
    (void)tracker.take(ZMQ_EVENT_ACCEPTED, 7, kTcp);
    (void)tracker.take(ZMQ_EVENT_HANDSHAKE_SUCCEEDED, 0, kTcp);
    EXPECT_TRUE(tracker.isUp());
    EXPECT_THAT(tracker.take(ZMQ_EVENT_DISCONNECTED, 7, kTcp), IsEmpty());
}

TEST(ConnectionTracker, SaysNothingWhereLibzmqSaysWhy)
{
    ConnectionTracker tracker(Pull);
    (void)tracker.take(ZMQ_EVENT_ACCEPTED, 7, kTcp);
    (void)tracker.take(ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL, ZMQ_PROTOCOL_ERROR_ZMTP_CRYPTOGRAPHIC,
                       kTcp);
    EXPECT_THAT(tracker.take(ZMQ_EVENT_DISCONNECTED, 7, kTcp), IsEmpty());
}

TEST(ConnectionTracker, DoesNotGuessWhoseHandshakeItWas)
{
    ConnectionTracker tracker(Pull);
    (void)tracker.take(ZMQ_EVENT_ACCEPTED, 7, kTcp);
    (void)tracker.take(ZMQ_EVENT_ACCEPTED, 8, kTcp);
    (void)tracker.take(ZMQ_EVENT_HANDSHAKE_SUCCEEDED, 0, kTcp);
    EXPECT_THAT(tracker.take(ZMQ_EVENT_DISCONNECTED, 8, kTcp), IsEmpty());
}

TEST(ConnectionTracker, DoesNotExpectHandshakesOfRawTcp)
{
    ConnectionTracker tracker(Stream);
    (void)tracker.take(ZMQ_EVENT_ACCEPTED, 7, kTcp);
    EXPECT_THAT(tracker.take(ZMQ_EVENT_DISCONNECTED, 7, kTcp), IsEmpty());
}

TEST(ConnectionTracker, CountsAWebSocketUpAtItsSecondHandshake)
{
    ConnectionTracker tracker(Pull);
    (void)tracker.take(ZMQ_EVENT_ACCEPTED, 7, kWs);
    (void)tracker.take(ZMQ_EVENT_HANDSHAKE_SUCCEEDED, 0, kWs);
    EXPECT_FALSE(tracker.isUp());
    (void)tracker.take(ZMQ_EVENT_HANDSHAKE_SUCCEEDED, 0, kWs);
    EXPECT_TRUE(tracker.isUp());
}

TEST(ConnectionTracker, CountsEachOfSeveralWebSocketsUpOnce)
{
    ConnectionTracker tracker(Pull);
    int up = 0;
    (void)tracker.take(ZMQ_EVENT_ACCEPTED, 7, kWs);
    (void)tracker.take(ZMQ_EVENT_ACCEPTED, 8, kWs);
    for (int i = 0; i < 4; ++i) {
        (void)tracker.take(ZMQ_EVENT_HANDSHAKE_SUCCEEDED, 0, kWs);
        up += tracker.isUp() ? 1 : 0;
    }
    EXPECT_EQ(up, 2);
}

TEST(ConnectionTracker, SettlesAnEndOfALinkByItsHandshake)
{
    ConnectionTracker tracker(Pull);
    (void)tracker.take(ZMQ_EVENT_CONNECTED, 7, kTcp);
    EXPECT_EQ(tracker.settled(), 0);
    (void)tracker.take(ZMQ_EVENT_HANDSHAKE_SUCCEEDED, 0, kTcp);
    EXPECT_EQ(tracker.settled(), 1);
}

TEST(ConnectionTracker, SettlesBothEndsOfARefusedLinkOnceHoweverOftenItIsTriedAgain)
{
    for (const unsigned failure : std::initializer_list<unsigned>{
             ZMQ_EVENT_HANDSHAKE_FAILED_AUTH, ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL,
             ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL})
    {
        ConnectionTracker tracker(Pull);
        int settled = 0;
        for (const std::uint32_t descriptor : {7U, 8U}) {
            for (const unsigned event :
                 {unsigned{ZMQ_EVENT_CONNECTED}, failure, unsigned{ZMQ_EVENT_DISCONNECTED}})
            {
                (void)tracker.take(event, descriptor, kTcp);
                settled += tracker.settled();
            }
        }
        EXPECT_EQ(settled, 2);
    }
}

TEST(ConnectionTracker, SettlesALinkThatIsClosedWithoutAWord)
{
    ConnectionTracker tracker(Pull);
    (void)tracker.take(ZMQ_EVENT_CONNECTED, 7, kTcp);
    (void)tracker.take(ZMQ_EVENT_DISCONNECTED, 7, kTcp);
    EXPECT_EQ(tracker.settled(), 2);
}

TEST(ConnectionTracker, LeavesItToWhoConnectsToTellThatItIsRefused)
{
    ConnectionTracker tracker(Pull);
    (void)tracker.take(ZMQ_EVENT_ACCEPTED, 7, kTcp);
    (void)tracker.take(ZMQ_EVENT_HANDSHAKE_FAILED_AUTH, 400, kTcp);
    EXPECT_EQ(tracker.settled(), 0);
}

TEST(ConnectionTracker, CountsALinkThatGetsThroughAfterAllAsTwoEnds)
{
    ConnectionTracker connecter(Pull);
    ConnectionTracker binder(Push);
    int settled = 0;
    for (const unsigned event : std::initializer_list<unsigned>{
             ZMQ_EVENT_CONNECTED, ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL, ZMQ_EVENT_DISCONNECTED,
             ZMQ_EVENT_CONNECTED, ZMQ_EVENT_HANDSHAKE_SUCCEEDED})
    {
        (void)connecter.take(event, 7, kTcp);
        settled += connecter.settled();
    }
    (void)binder.take(ZMQ_EVENT_ACCEPTED, 9, kTcp);
    (void)binder.take(ZMQ_EVENT_HANDSHAKE_SUCCEEDED, 0, kTcp);
    EXPECT_EQ(settled + binder.settled(), 2);
}

TEST(ConnectionTracker, SeesThatAWebSocketPeerDoesNotFit)
{
    ConnectionTracker tracker(Pull);
    (void)tracker.take(ZMQ_EVENT_ACCEPTED, 7, kWs);
    (void)tracker.take(ZMQ_EVENT_HANDSHAKE_SUCCEEDED, 0, kWs);
    EXPECT_THAT(names(tracker.take(ZMQ_EVENT_DISCONNECTED, 7, kWs)),
                ElementsAre("INCOMPATIBLE_PEER"));
}

TEST(ConnectionTracker, SeesASecondPeerOfPair)
{
    const Descriptors real;
    ConnectionTracker tracker(Pair);
    (void)tracker.take(ZMQ_EVENT_ACCEPTED, real.first(), kTcp);
    EXPECT_THAT(tracker.take(ZMQ_EVENT_HANDSHAKE_SUCCEEDED, 0, kTcp), IsEmpty());
    (void)tracker.take(ZMQ_EVENT_ACCEPTED, real.second(), kTcp);
    EXPECT_THAT(names(tracker.take(ZMQ_EVENT_HANDSHAKE_SUCCEEDED, 0, kTcp)),
                ElementsAre("SECOND_PAIR_PEER"));
}

TEST(ConnectionTracker, ForgetsAPairPeerThatWeHaveClosedOurselves)
{
    ConnectionTracker tracker(Pair);
    {
        const Descriptors gone;
        (void)tracker.take(ZMQ_EVENT_CONNECTED, gone.first(), kTcp);
        (void)tracker.take(ZMQ_EVENT_HANDSHAKE_SUCCEEDED, 0, kTcp);
    }
    const Descriptors other;
    const Descriptors next;
    (void)tracker.take(ZMQ_EVENT_CONNECTED, next.second(), kTcp);
    EXPECT_THAT(tracker.take(ZMQ_EVENT_HANDSHAKE_SUCCEEDED, 0, kTcp), IsEmpty());
}

TEST(ConnectionTracker, SeesTheEndOfAConnectionThatItHasMade)
{
    ConnectionTracker tracker(Push);
    (void)tracker.take(ZMQ_EVENT_CONNECTED, 7, kTcp);
    (void)tracker.take(ZMQ_EVENT_DISCONNECTED, 7, kTcp);
    EXPECT_FALSE(tracker.hasEnded()) << "it was never up";
    (void)tracker.take(ZMQ_EVENT_CONNECTED, 7, kTcp);
    (void)tracker.take(ZMQ_EVENT_HANDSHAKE_SUCCEEDED, 0, kTcp);
    EXPECT_FALSE(tracker.hasEnded());
    // The descriptor need not be open any more when all this is told.
    (void)tracker.take(ZMQ_EVENT_DISCONNECTED, 7, kTcp);
    EXPECT_TRUE(tracker.hasEnded());
    (void)tracker.take(ZMQ_EVENT_CONNECT_RETRIED, 100, kTcp);
    EXPECT_FALSE(tracker.hasEnded());
}

TEST(ConnectionTracker, LeavesTheEndOfAnAcceptedConnectionToWhoHasMadeIt)
{
    ConnectionTracker tracker(Pull);
    (void)tracker.take(ZMQ_EVENT_ACCEPTED, 7, kTcp);
    (void)tracker.take(ZMQ_EVENT_HANDSHAKE_SUCCEEDED, 0, kTcp);
    (void)tracker.take(ZMQ_EVENT_DISCONNECTED, 7, kTcp);
    EXPECT_FALSE(tracker.hasEnded());
}

TEST(ConnectionTracker, SeesWhatTheKernelHas)
{
    const TcpPair pair;
    ASSERT_TRUE(pair.isThere());
    ConnectionTracker tracker(Pull);
    (void)tracker.take(ZMQ_EVENT_ACCEPTED, static_cast<std::uint32_t>(pair.accepted()), kTcp);
    (void)tracker.take(ZMQ_EVENT_HANDSHAKE_SUCCEEDED, 0, kTcp);
    EXPECT_FALSE(tracker.hasBytesInKernel());
    char byte = 'x';
    ASSERT_EQ(send(pair.connected(), &byte, 1, 0), 1);
    // Over loopback they are there when send returns.
    EXPECT_TRUE(tracker.hasBytesInKernel());
    ASSERT_EQ(recv(pair.accepted(), &byte, 1, 0), 1);
    EXPECT_FALSE(tracker.hasBytesInKernel());
}

} // namespace topomq::tests
