// Runs whose links are recorded: the relay's own count of messages against the run's books, to the
// message, and nothing lost by the hop.

#include "engine/runtime/wire_recording.h"
#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

namespace topomq::tests {

namespace {

using model::Role;
using wire::Direction;
using enum model::SocketType;

constexpr std::int64_t kMessages = 20'000;

model::Topology recorded(model::Topology topology)
{
    for (model::Link& link : topology.links)
        link.recordWire = true;
    return topology;
}

model::Topology flood(model::SocketType from, model::SocketType to)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).setting("count", kMessages);
    builder.socket("out", from, {"tcp://127.0.0.1:*"});
    for (const char* sink : {"one", "two"}) {
        builder.node(sink, Role::Sink).socket("in", to);
        if (to == Sub)
            builder.option("SUBSCRIBE", model::Array{""});
        builder.link(std::string(sink) + ".in", "vent.out");
    }
    return recorded(builder);
}

plan::LinkIndex linkOf(const TestRun& run, std::string_view id)
{
    return static_cast<plan::LinkIndex>(run.link(id));
}

std::uint64_t messages(TestRun& run, std::string_view link, Direction direction)
{
    const auto record = run.runtime().wire(linkOf(run, link));
    return record ? record->totals[wire::at(direction)].messages : 0;
}

class RelayedFlood : public testing::TestWithParam<std::pair<model::SocketType, model::SocketType>>
{ };

} // namespace

TEST_P(RelayedFlood, IsCountedByTheRelayAsByTheBooks)
{
    TestRun run(flood(GetParam().first, GetParam().second));
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    EXPECT_TRUE(result.drained);
    expectConserved(result, run.plan());
    for (const auto& [link, sink] : {std::pair("link1", "one.in"), std::pair("link2", "two.in")}) {
        const auto& flow = result.final->flows[run.flow("vent.out", sink)];
        EXPECT_GT(flow.received.value(), 0U);
        EXPECT_EQ(messages(run, link, Direction::ToConnecter), flow.received.value()) << link;
    }
}

INSTANTIATE_TEST_SUITE_P(Pattern,
                         RelayedFlood,
                         testing::Values(std::pair(Push, Pull), std::pair(Pub, Sub)));

TEST(RelayedRun, CountsRequestsAndRepliesApart)
{
    TopologyBuilder builder;
    builder.node("client", Role::Client).setting("rate", 0).setting("count", 500);
    builder.socket("req", Req);
    builder.node("server", Role::Server).socket("rep", Rep, {"tcp://127.0.0.1:*"});
    builder.link("client.req", "server.rep");
    TestRun run(recorded(builder));
    ASSERT_TRUE(run.awaitDone());
    expectConserved(run.finish(), run.plan());
    EXPECT_EQ(messages(run, "link1", Direction::ToBinder), 500U);
    EXPECT_EQ(messages(run, "link1", Direction::ToConnecter), 500U);
}

TEST(RelayedRun, KnowsTheConnectionsOfRawTcpByBothTheirNames)
{
    TopologyBuilder builder;
    builder.node("browser", Role::Stream)
        .setting("mode", "http_client")
        .setting("rate", 0)
        .setting("count", 100);
    builder.socket("tcp", Stream);
    builder.node("web", Role::Stream).setting("mode", "http_server");
    builder.socket("tcp", Stream, {"tcp://127.0.0.1:*"});
    builder.link("browser.tcp", "web.tcp");
    TestRun run(recorded(builder));
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    EXPECT_EQ(result.final->flows[run.flow("browser.tcp", "web.tcp")].received.value(), 100U);
    EXPECT_EQ(messages(run, "link1", Direction::ToBinder), 100U);
    EXPECT_EQ(messages(run, "link1", Direction::ToConnecter), 100U);
}

TEST(RelayedRun, RecordsAnEncryptedLinkAsOpaque)
{
    model::Topology topology = recorded(pushPull("tcp://127.0.0.1:*"));
    topology.nodes[0].settings.set("count", 50);
    topology.nodes[0].sockets[0].security = {.mechanism = model::Mechanism::Curve, .server = true};
    topology.nodes[1].sockets[0].security = {.mechanism = model::Mechanism::Curve};
    TestRun run(topology);
    ASSERT_TRUE(run.awaitDone());
    expectConserved(run.finish(), run.plan());
    const auto record = run.runtime().wire(linkOf(run, "link1"));
    ASSERT_TRUE(record);
    EXPECT_EQ(record->totals[wire::at(Direction::ToConnecter)].messages, 0U);
    EXPECT_EQ(record->totals[wire::at(Direction::ToConnecter)].encrypted, 50U);
}

TEST(RelayedRun, RecordsNothingUnlessItIsAskedTo)
{
    model::Topology topology = pushPull("tcp://127.0.0.1:*");
    topology.nodes[0].settings.set("count", 10);
    TestRun run(topology);
    ASSERT_TRUE(run.awaitDone());
    run.finish();
    EXPECT_FALSE(run.runtime().wire(0));
    EXPECT_EQ(run.runtime().wireVersion(0), 0U);
}

TEST(RelayedRun, BeginsToRecordWhenItIsSwitchedOnAndEndsWhenItIsOff)
{
    model::Topology topology = pushPull("tcp://127.0.0.1:*");
    topology.nodes[0].settings.set("rate", 2000);
    TestRun run(topology);
    const std::size_t flow = run.flow("vent.out", "sink.in");
    const auto awaitMore = [&] {
        const std::uint64_t before = run.runtime().latest()->flows[flow].received.value_or(0);
        return run.await([&](const auto& now) { return now.flows[flow].received > before + 50; });
    };
    ASSERT_TRUE(run.await([&](const auto& now) { return now.flows[flow].received > 50U; }));
    run.runtime().adopt(plan::makePlan(recorded(topology)).plan);
    ASSERT_TRUE(run.awaitEvent("sink.in", "WIRE_RECORDED"));
    ASSERT_TRUE(run.awaitEvent("link1", "LINK_REWIRED"));
    ASSERT_TRUE(awaitMore());
    EXPECT_GT(messages(run, "link1", Direction::ToConnecter), 0U);
    run.runtime().adopt(plan::makePlan(topology).plan);
    ASSERT_TRUE(run.awaitEvent("link1", "LINK_REWIRED", 2));
    const std::uint64_t last = messages(run, "link1", Direction::ToConnecter);
    ASSERT_TRUE(awaitMore());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    EXPECT_LE(messages(run, "link1", Direction::ToConnecter), last + 1000)
        << "only what was on its way";
}

class RelayedRequests : public testing::TestWithParam<bool>
{ };

// Who asks over a connection that ends would wait for ever: the answer has to come first.
TEST_P(RelayedRequests, GoOnWhenTheirLinkIsLedAnotherWay)
{
    using Addresses = std::vector<std::string>;
    const bool clientBinds = GetParam();
    const Addresses address{"tcp://127.0.0.1:*"};
    TopologyBuilder builder;
    builder.node("client", Role::Client).setting("rate", 0);
    builder.socket("req", Req, clientBinds ? address : Addresses());
    builder.node("server", Role::Server).setting("service_time", 300);
    builder.socket("rep", Rep, clientBinds ? Addresses() : address);
    if (clientBinds)
        builder.link("server.rep", "client.req");
    else
        builder.link("client.req", "server.rep");
    const model::Topology topology = builder;
    TestRun run(topology);
    const std::size_t replies = run.flow("server.rep", "client.req");
    ASSERT_TRUE(run.await([&](const auto& now) { return now.flows[replies].received > 20U; }));
    constexpr int kTimes = 6;
    for (int i = 1; i <= kTimes; ++i) {
        run.runtime().adopt(plan::makePlan(i % 2 == 1 ? recorded(topology) : topology).plan);
        ASSERT_TRUE(run.awaitEvent("link1", "LINK_REWIRED", static_cast<std::size_t>(i)));
        const std::uint64_t before = run.runtime().latest()->flows[replies].received.value_or(0);
        ASSERT_TRUE(run.await([&](const auto& now) {
            return now.flows[replies].received > before + 20;
        })) << "after "
            << i;
    }
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    for (const metrics::FlowFigures& flow : result.final->flows)
        EXPECT_EQ(flow.dropped, 0U);
}

INSTANTIATE_TEST_SUITE_P(BothSides, RelayedRequests, testing::Bool(), [](const auto& side) {
    return side.param ? std::string("ClientBinds") : std::string("ServerBinds");
});

TEST(RelayedRun, GoesOnRecordingAfterARestartOfEitherSide)
{
    model::Topology topology = recorded(pushPull("tcp://127.0.0.1:*"));
    topology.nodes[0].settings.set("rate", 2000);
    TestRun run(topology);
    for (const char* node : {"vent", "sink"}) {
        const std::uint64_t before = messages(run, "link1", Direction::ToConnecter);
        run.runtime().restartNode(static_cast<plan::NodeIndex>(run.node(node)));
        ASSERT_TRUE(run.awaitEvent(node, "NODE_STARTED"));
        ASSERT_TRUE(run.await([&](const auto&) {
            return messages(run, "link1", Direction::ToConnecter) > before + 50;
        })) << node;
    }
    expectConserved(run.finish(), run.plan());
}

TEST(RelayedRun, SaysWhyALinkIsNotRecordedAndConnectsItAnyway)
{
    model::Topology topology = recorded(pushPull("tcp://127.0.0.1:*"));
    topology.nodes[0].settings.set("count", 10);
    topology.nodes[1].sockets[0].options.set("BINDTODEVICE", "lo");
    TestRun run(topology);
    EXPECT_TRUE(run.awaitEvent("sink.in", "WIRE_NOT_RECORDED"));
    EXPECT_FALSE(run.runtime().wire(0));
}

} // namespace topomq::tests
