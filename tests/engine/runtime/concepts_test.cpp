// What ZeroMQ's concepts say, each seen in the figures or the log of a run. resources/concepts.md
// lists them and where the others are tested.

#include "engine/rules/rules.h"
#include "engine/runtime/transport_probe.h"
#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"
#include "tests/system/free_port.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using metrics::NodeState;
using metrics::SocketStage;
using model::Role;
using enum model::SocketType;

plan::NodeIndex nodeOf(const TestRun& run, std::string_view id)
{
    return static_cast<plan::NodeIndex>(run.node(id));
}

/// source -> worker -> sink; both ends bind.
model::Topology chain(const std::string& address)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 2000).socket("out", Push, {address});
    builder.node("work", Role::Worker).socket("in", Pull).socket("out", Push);
    builder.node("sink", Role::Sink).socket("in", Pull, {address});
    builder.link("work.in", "vent.out").link("work.out", "sink.in");
    return builder;
}

void stopAll(TestRun& run, const std::vector<std::string>& nodes)
{
    for (const std::string& node : nodes) {
        run.runtime().stopNode(nodeOf(run, node));
        const std::size_t index = run.node(node);
        ASSERT_TRUE(run.await([&](const auto& now) {
            return now.nodes[index].state == NodeState::Stopped;
        })) << node;
    }
}

/// One publisher of messages of 1000 bytes, and its subscribers.
model::Topology publisherOf(const std::string& address, int subscribers)
{
    TopologyBuilder builder;
    builder.node("pub", Role::Source);
    builder.setting("rate", 500).setting("size", 1000);
    builder.socket("out", Pub, {address}).option("RATE", 20000);
    for (int i = 0; i < subscribers; ++i) {
        const std::string name = "sub" + std::to_string(i);
        builder.node(name, Role::Sink).socket("in", Sub);
        builder.option("SUBSCRIBE", model::Array{""});
        builder.option("RATE", 20000);
        builder.link(name + ".in", "pub.out");
    }
    return builder;
}

/// What the publisher gives to the network for each message, once all subscribers hear it.
double wireBytesPerMessage(const std::string& address, int subscribers)
{
    TestRun run(publisherOf(address, subscribers));
    const std::size_t socket = run.socket("pub.out");
    const auto allHear = [](const metrics::Snapshot& now, std::uint64_t messages) {
        return std::all_of(now.flows.begin(), now.flows.end(), [messages](const auto& flow) {
            return flow.received.value_or(0) >= messages;
        });
    };
    metrics::Snapshot first;
    metrics::Snapshot last;
    EXPECT_TRUE(run.await([&](const auto& now) {
        first = now;
        return now.sockets[socket].wireBytes && allHear(now, 10);
    }));
    const std::uint64_t begin = first.flows.front().received.value_or(0);
    EXPECT_TRUE(run.await([&](const auto& now) {
        last = now;
        return now.sockets[socket].wireBytes && allHear(now, begin + 300);
    }));
    run.finish();
    const std::uint64_t bytes =
        last.sockets[socket].wireBytes.value_or(0) - first.sockets[socket].wireBytes.value_or(0);
    const std::uint64_t messages = last.sockets[socket].sent - first.sockets[socket].sent;
    return messages == 0 ? 0 : static_cast<double>(bytes) / static_cast<double>(messages);
}

std::string freeGroup()
{
    return "epgm://127.0.0.1;239.192.17.2:" + std::to_string(test::freeUdpPort());
}

} // namespace

// C1
TEST(Concepts, ASocketGoesThroughTheStepsOfItsLifeAndEachIsShown)
{
    TestRun run(pushPull("tcp://127.0.0.1:*"));
    const std::size_t socket = run.socket("sink.in");
    std::vector<SocketStage> seen;
    const auto notes = [&](const metrics::Snapshot& now) {
        seen.push_back(now.sockets[socket].stage);
        return seen.back() == SocketStage::Active;
    };
    ASSERT_TRUE(run.await(notes));
    EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
    run.runtime().stopNode(nodeOf(run, "sink"));
    EXPECT_TRUE(run.await(
        [&](const auto& now) { return now.sockets[socket].stage == SocketStage::Closed; }));
    run.runtime().startNode(nodeOf(run, "sink"));
    EXPECT_TRUE(run.await(
        [&](const auto& now) { return now.sockets[socket].stage == SocketStage::Active; }));
}

class EitherBinds : public testing::TestWithParam<std::tuple<const char*, bool>>
{ };

// C2
TEST_P(EitherBinds, AndTheMessagesTravelTheSameWay)
{
    const auto [address, sinkBinds] = GetParam();
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).setting("count", 200);
    builder.socket("out", Push);
    builder.node("sink", Role::Sink).socket("in", Pull);
    model::Topology topology = builder;
    const model::SocketRef binder = refTo(sinkBinds ? "sink.in" : "vent.out");
    topology.find(binder.node)->find(binder.socket)->bind = {address};
    model::Link link;
    link.id = model::LinkId("link1");
    link.connect = refTo(sinkBinds ? "vent.out" : "sink.in");
    link.bind = binder;
    topology.links.push_back(link);
    TestRun run(topology);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    EXPECT_EQ(result.final->flows[run.flow("vent.out", "sink.in")].received, 200U);
    EXPECT_TRUE(run.awaitEvent(binder.text(), "LISTENING"));
    expectConserved(result, run.plan());
}

INSTANTIATE_TEST_SUITE_P(
    Concepts,
    EitherBinds,
    testing::Combine(testing::Values("inproc://*", "ipc://*", "tcp://127.0.0.1:*"),
                     testing::Bool()));

class StartOrder : public testing::TestWithParam<const char*>
{ };

// C3
TEST_P(StartOrder, IsFree)
{
    TestRun run(chain(GetParam()));
    const std::size_t arrives = run.flow("work.out", "sink.in");
    std::vector<std::string> order{"sink", "vent", "work"};
    std::size_t times = 0;
    do {
        stopAll(run, order);
        ++times;
        const std::uint64_t before = run.runtime().latest()->flows[arrives].received.value_or(0);
        for (const std::string& node : order) {
            run.runtime().startNode(nodeOf(run, node));
            ASSERT_TRUE(run.awaitEvent(node, "NODE_STARTED", times));
        }
        ASSERT_TRUE(run.await([&](const auto& now) {
            return now.flows[arrives].received >= before + 20;
        })) << order[0]
            << ", " << order[1] << ", " << order[2];
    } while (std::next_permutation(order.begin(), order.end()));
    EXPECT_EQ(times, 6U);
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
}

INSTANTIATE_TEST_SUITE_P(Concepts,
                         StartOrder,
                         testing::Values("inproc://*", "ipc://*", "tcp://127.0.0.1:*"));

// C8
TEST(Concepts, OneSocketHasAHundredConnectionsWithAFigureEach)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 2000).setting("count", 1000);
    builder.socket("out", Push, {"tcp://127.0.0.1:*", "inproc://*"});
    for (std::size_t i = 0; i < 100; ++i) {
        const std::string sink = "s" + std::to_string(i);
        builder.node(sink, Role::Sink).socket("in", Pull).link(sink + ".in", "vent.out", i % 2);
    }
    TestRun run(builder);
    EXPECT_EQ(run.plan().flows.size(), 100U);
    EXPECT_TRUE(run.await([](const auto& now) {
        return std::accumulate(now.flows.begin(), now.flows.end(), std::uint64_t{0},
                               [](std::uint64_t sum, const auto& flow) {
                                   return sum + flow.received.value_or(0);
                               })
            == 1000U;
    }));
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
}

// C9
TEST(Concepts, ABoundSocketAcceptsWhoComesLaterByItself)
{
    TestRun run(pushPull("tcp://127.0.0.1:*"));
    ASSERT_TRUE(run.awaitEvent("vent.out", "ACCEPTED"));
    TopologyBuilder more;
    more.node("vent", Role::Source).socket("out", Push, {"tcp://127.0.0.1:*"});
    more.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    more.node("late", Role::Sink).socket("in", Pull).link("late.in", "vent.out");
    run.runtime().adopt(plan::makePlan(more.topology()).plan);
    EXPECT_TRUE(run.awaitEvent("vent.out", "ACCEPTED", 2));
    EXPECT_TRUE(run.await(
        [](const auto& now) { return now.flows.size() == 2 && now.flows[1].received > 20U; }));
}

// C12
TEST(Concepts, OneSocketConnectsToSeveralEndpointsOfDifferentTransports)
{
    TopologyBuilder builder;
    for (const auto& [id, address] : {std::pair("a", "tcp://127.0.0.1:*"),
                                      std::pair("b", "ipc://*"), std::pair("c", "inproc://*")})
    {
        builder.node(id, Role::Source).setting("rate", 0).setting("count", 100);
        builder.socket("out", Push, {address});
    }
    builder.node("sink", Role::Sink).socket("in", Pull);
    builder.link("sink.in", "a.out").link("sink.in", "b.out").link("sink.in", "c.out");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    for (const metrics::FlowFigures& flow : result.final->flows)
        EXPECT_EQ(flow.received, 100U);
    expectConserved(result, run.plan());
}

// C14
TEST(Concepts, SendReturnsThoughNobodyReads)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).socket("out", Push);
    builder.option("SNDHWM", 50);
    builder.node("sink", Role::Sink).socket("in", Pull, {"inproc://here"}).option("RCVHWM", 50);
    builder.link("vent.out", "sink.in");
    TestRun run(builder);
    const std::size_t sink = run.node("sink");
    run.runtime().setFrozen(nodeOf(run, "sink"), true);
    ASSERT_TRUE(
        run.await([&](const auto& now) { return now.nodes[sink].state == NodeState::Frozen; }));
    const std::size_t vent = run.node("vent");
    ASSERT_TRUE(run.await([&](const auto& now) {
        // What was read before it froze: libzmq tells the sender of every 50, half of all that fit.
        const std::uint64_t untold = now.flows[0].received.value_or(0) % 50;
        return now.nodes[vent].state == NodeState::Blocked
            && now.flows[0].sent == now.flows[0].received.value_or(0) + 100 - untold;
    }));
    run.runtime().setFrozen(nodeOf(run, "sink"), false);
    const std::uint64_t before = run.runtime().latest()->flows[0].received.value_or(0);
    EXPECT_TRUE(run.await([&](const auto& now) { return now.flows[0].received >= before + 100; }));
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
}

// C17
TEST(Concepts, APublisherOverTcpSendsACopyToEachOfItsClients)
{
    const double one = wireBytesPerMessage("tcp://127.0.0.1:*", 1);
    const double four = wireBytesPerMessage("tcp://127.0.0.1:*", 4);
    EXPECT_GE(one, 1000);
    EXPECT_NEAR(four / one, 4, 0.4);
}

// C17
TEST(Concepts, AMulticastPublisherSendsOnceForAnyNumberOfClients)
{
    const rules::Capabilities machine = runtime::capabilities();
    if (!machine.epgm)
        GTEST_SKIP() << rules::whyUnavailable(machine, "epgm");
    const double one = wireBytesPerMessage(freeGroup(), 1);
    const double four = wireBytesPerMessage(freeGroup(), 4);
    EXPECT_GE(one, 1000);
    // Control packets and repairs come on top of the messages.
    EXPECT_NEAR(four / one, 1, 0.3);
}

} // namespace topomq::tests
