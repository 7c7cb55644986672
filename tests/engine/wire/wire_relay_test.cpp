// The relay between plain TCP peers: nothing is changed, lost, or waited for without need.

#include "engine/wire/wire_relay.h"
#include "tests/engine/wire/plain_tcp.h"

#include <gtest/gtest.h>

#include <ctime>
#include <random>
#include <thread>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using wire::Direction;
using wire::Protocol;
using wire::WireRelay;

struct Relayed
{
    explicit Relayed(WireRelay::Settings settings = {Protocol::Http})
        : opened(relay.open("127.0.0.1", listener.port(), settings))
    {
        EXPECT_EQ(opened.problem, "");
    }

    /// A connection through the relay.
    void join()
    {
        client = TcpEnd::connectTo(opened.port);
        target = listener.accept();
    }

    TcpListener listener;
    WireRelay relay;
    WireRelay::Opened opened;
    TcpEnd client;
    TcpEnd target;
};

std::string noise(std::size_t size)
{
    std::mt19937 random(7);
    std::string text(size, ' ');
    for (char& each : text)
        each = static_cast<char>(random());
    return text;
}

double processSeconds()
{
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

} // namespace

TEST(WireRelay, CopiesBothWaysUnchanged)
{
    Relayed relayed;
    relayed.join();
    const std::string there = noise(3'000'000);
    std::thread sender([&] {
        relayed.client.send(there);
        relayed.client.endOutput();
    });
    EXPECT_TRUE(relayed.target.receiveAll() == there);
    sender.join();
    relayed.target.send("and back");
    EXPECT_EQ(relayed.client.receive(8), "and back");
}

TEST(WireRelay, PassesAHalfCloseOnAndGoesOnInTheOtherDirection)
{
    Relayed relayed;
    relayed.join();
    relayed.client.send("question");
    relayed.client.endOutput();
    EXPECT_EQ(relayed.target.receiveAll(), "question");
    relayed.target.send("answer");
    relayed.target.close();
    EXPECT_EQ(relayed.client.receiveAll(), "answer");
}

TEST(WireRelay, PassesAResetOn)
{
    Relayed relayed;
    relayed.join();
    relayed.client.send("last words");
    EXPECT_EQ(relayed.target.receive(10), "last words");
    relayed.client.reset();
    bool wasReset = false;
    EXPECT_EQ(relayed.target.receiveAll(&wasReset), "");
    EXPECT_TRUE(wasReset);
}

TEST(WireRelay, ResetsWhoConnectsToNobody)
{
    const ClosedPort closed;
    WireRelay relay;
    const auto opened = relay.open("127.0.0.1", closed.port(), {});
    bool wasReset = false;
    EXPECT_EQ(TcpEnd::connectTo(opened.port).receiveAll(&wasReset), "");
    EXPECT_TRUE(wasReset);
    const wire::WireRecord record = relay.record(opened.route);
    EXPECT_EQ(record.connectionsSeen, 0U);
    EXPECT_NE(record.problem.find("Connection refused"), std::string::npos) << record.problem;
}

TEST(WireRelay, SaysWhatIsWrongWithAnAddress)
{
    WireRelay relay;
    EXPECT_NE(relay.open("no.number", 1, {}).problem, "");
}

TEST(WireRelay, SendsLaterConnectionsWhereItIsAimed)
{
    Relayed relayed;
    const TcpListener other;
    EXPECT_EQ(relayed.relay.aim(relayed.opened.route, "127.0.0.1", other.port()), "");
    const TcpEnd client = TcpEnd::connectTo(relayed.opened.port);
    client.send("hello");
    EXPECT_EQ(other.accept().receive(5), "hello");
}

TEST(WireRelay, HoldsBackWhoSendsToOneThatDoesNotRead)
{
    Relayed relayed;
    relayed.join();
    std::size_t sent = 0;
    // Until nothing more has gone for a while that a relay without bounds would have filled.
    for (int quiet = 0; quiet < 20;) {
        const std::size_t more = relayed.client.sendSome(1 << 20);
        sent += more;
        ASSERT_LT(sent, std::size_t{256} << 20) << "it takes everything";
        quiet = more == 0 ? quiet + 1 : 0;
        relayed.relay.settle(100ms);
    }
    relayed.client.endOutput();
    EXPECT_EQ(relayed.target.receiveAll().size(), sent);
}

TEST(WireRelay, SaysWhetherItHoldsSomethingBack)
{
    Relayed relayed;
    relayed.join();
    const auto isHolding = [&] {
        EXPECT_TRUE(relayed.relay.settle(10s));
        return relayed.relay.isHolding(relayed.opened.route);
    };
    EXPECT_FALSE(isHolding());
    std::size_t sent = 0;
    while (!isHolding()) {
        sent += relayed.client.sendSome(1 << 20);
        ASSERT_LT(sent, std::size_t{256} << 20) << "it takes everything";
    }
    // The target takes all that has come, and the kernel may be late to say so.
    EXPECT_EQ(relayed.target.receive(sent).size(), sent);
    while (isHolding())
        std::this_thread::yield();
}

TEST(WireRelay, DoesNotSpinWhileItHoldsBack)
{
    Relayed relayed;
    relayed.join();
    for (int i = 0; i < 50; ++i) {
        while (relayed.client.sendSome(1 << 20) > 0) {
        }
        relayed.relay.settle(100ms);
    }
    relayed.client.close();
    relayed.relay.settle(1000ms);
    const double before = processSeconds();
    std::this_thread::sleep_for(300ms);
    EXPECT_LT(processSeconds() - before, 0.15) << "of 0.3 s";
}

TEST(WireRelay, KeepsTheFirstBytesOfEachDirectionAndCountsAll)
{
    Relayed relayed({Protocol::Http, 100});
    relayed.join();
    relayed.client.send(std::string(1000, 'a'));
    EXPECT_EQ(relayed.target.receive(1000).size(), 1000U);
    relayed.target.send("short");
    EXPECT_EQ(relayed.client.receive(5), "short");
    const wire::WireRecord record = relayed.relay.record(relayed.opened.route);
    ASSERT_EQ(record.connections.size(), 1U);
    const wire::WireConnection& connection = record.connections[0];
    EXPECT_EQ(connection.bytes[0].size(), 100U);
    EXPECT_EQ(std::string(connection.bytes[1].begin(), connection.bytes[1].end()), "short");
    EXPECT_EQ(record.totals[0].bytes, 1000U);
    EXPECT_EQ(record.totals[1].bytes, 5U);
}

TEST(WireRelay, TellsWhenEachPieceCameInTheOrderOfTime)
{
    Relayed relayed;
    relayed.join();
    for (int i = 0; i < 3; ++i) {
        relayed.client.send("ping");
        EXPECT_EQ(relayed.target.receive(4), "ping");
        relayed.target.send("pong");
        EXPECT_EQ(relayed.client.receive(4), "pong");
    }
    const auto chunks = relayed.relay.record(relayed.opened.route).connections.at(0).chunks;
    ASSERT_EQ(chunks.size(), 6U);
    for (std::size_t i = 1; i < chunks.size(); ++i) {
        EXPECT_NE(chunks[i].direction, chunks[i - 1].direction);
        EXPECT_GE(chunks[i].time, chunks[i - 1].time);
    }
}

TEST(WireRelay, CountsOnWhenItForgetsOldConnections)
{
    Relayed relayed;
    constexpr std::size_t kMany = wire::Recorder::kMostConnections + 3;
    for (std::size_t i = 0; i < kMany; ++i) {
        relayed.join();
        relayed.client.send("GET / HTTP/1.1\r\n\r\n");
        relayed.client.endOutput();
        (void)relayed.target.receiveAll();
    }
    const wire::WireRecord record = relayed.relay.record(relayed.opened.route);
    EXPECT_EQ(record.connections.size(), wire::Recorder::kMostConnections);
    EXPECT_EQ(record.connections.back().number, kMany);
    EXPECT_EQ(record.totals[0].messages, kMany);
}

TEST(WireRelay, ServesManyConnectionsAtOnce)
{
    Relayed relayed;
    std::vector<TcpEnd> clients;
    std::vector<TcpEnd> targets;
    for (int i = 0; i < 50; ++i) {
        clients.push_back(TcpEnd::connectTo(relayed.opened.port));
        targets.push_back(relayed.listener.accept());
    }
    for (const TcpEnd& client : clients)
        client.send("hello");
    for (const TcpEnd& target : targets)
        EXPECT_EQ(target.receive(5), "hello");
}

TEST(WireRelay, EndsItsConnectionsWhenItStops)
{
    Relayed relayed;
    relayed.join();
    relayed.client.send("x");
    EXPECT_EQ(relayed.target.receive(1), "x");
    relayed.relay.stop();
    EXPECT_EQ(relayed.client.receiveAll(), "");
    EXPECT_EQ(relayed.relay.totals(relayed.opened.route, Direction::ToBinder).bytes, 1U);
}

TEST(WireRelay, TellsTheAddressesOfBothHalves)
{
    std::mutex mutex;
    WireRelay::Ends ends;
    const TcpListener listener;
    WireRelay relay({[&](const WireRelay::Ends& begun) {
                         const std::lock_guard lock(mutex);
                         ends = begun;
                     },
                     {}});
    const auto opened = relay.open("127.0.0.1", listener.port(), {});
    const TcpEnd client = TcpEnd::connectTo(opened.port);
    client.send("x");
    EXPECT_EQ(listener.accept().receive(1), "x");
    const std::lock_guard lock(mutex);
    EXPECT_EQ(ends.relay, "127.0.0.1:" + std::to_string(opened.port));
    EXPECT_EQ(ends.target, "127.0.0.1:" + std::to_string(listener.port()));
    EXPECT_NE(ends.client, ends.local);
}

} // namespace topomq::tests
