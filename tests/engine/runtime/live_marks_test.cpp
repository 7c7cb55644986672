// High-water marks that are changed while messages wait in inproc queues: the queues take the new
// limit, go on, and lose nothing.

#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace topomq::tests {

namespace {

using metrics::NodeState;
using model::Role;
using enum model::SocketType;

/// One that is counted as sent while it is tried, and one that its receiver has in hand.
constexpr std::uint64_t kInHand = 2;

struct MarksCase
{
    bool sinkBinds = false;
    model::SocketType from = Push;
    model::SocketType to = Pull;
};

void PrintTo(const MarksCase& each, std::ostream* out)
{
    *out << model::toText(each.from) << (each.sinkBinds ? ", sink binds" : ", source binds");
}

/// As fast as it can, into a queue that holds `send` + `receive`.
TopologyBuilder flood(const MarksCase& which, int send, int receive)
{
    const std::vector<std::string> bound{"inproc://*"};
    const std::vector<std::string> none;
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0);
    builder.socket("out", which.from, which.sinkBinds ? none : bound).option("SNDHWM", send);
    builder.node("sink", Role::Sink);
    builder.socket("in", which.to, which.sinkBinds ? bound : none).option("RCVHWM", receive);
    if (which.to == Sub || which.to == XSub)
        builder.option("SUBSCRIBE", model::Array{""});
    if (which.sinkBinds)
        builder.link("vent.out", "sink.in");
    else
        builder.link("sink.in", "vent.out");
    return builder;
}

void setMark(TestRun& run, std::string_view socket, std::string_view name, int messages)
{
    const auto index = static_cast<plan::SocketIndex>(run.socket(socket));
    ASSERT_TRUE(run.runtime().applyOption(index, {std::string(name), messages}));
}

void setFrozen(TestRun& run, std::string_view node, bool frozen)
{
    run.runtime().setFrozen(static_cast<plan::NodeIndex>(run.node(node)), frozen);
}

/// A pair of PAIR has a flow back, too.
std::size_t forth(TestRun& run)
{
    return run.flow("vent.out", "sink.in");
}

/// With this limit many more arrive than any queue of these tests holds.
bool goesOn(TestRun& run, std::uint64_t limit)
{
    std::uint64_t before = 0;
    const bool hasLimit = run.await([&](const auto& now) {
        before = now.flows[forth(run)].received.value_or(0);
        return now.flows[forth(run)].limit == limit;
    });
    return hasLimit && run.await([&](const auto& now) {
        EXPECT_TRUE(now.conserved);
        return now.flows[forth(run)].received > before + 10'000;
    });
}

/// Nobody takes anything any more, and the queue holds no more than its limit.
bool fillsUpTo(TestRun& run, std::uint64_t limit)
{
    const std::size_t vent = run.node("vent");
    setFrozen(run, "sink", true);
    const bool isFull = run.await([&](const auto& now) {
        EXPECT_TRUE(now.conserved);
        return now.flows[forth(run)].limit == limit && now.nodes[vent].state == NodeState::Blocked
            && now.flows[forth(run)].inFlight <= limit + kInHand
            && now.flows[forth(run)].inFlight >= limit / 2;
    });
    setFrozen(run, "sink", false);
    return isFull;
}

class LiveMarks : public testing::TestWithParam<MarksCase>
{ };

class LiveMarksThatHoldUp : public testing::TestWithParam<MarksCase>
{ };

} // namespace

TEST_P(LiveMarksThatHoldUp, AreTheLimitAndStopNothingWhenTheyAreLowered)
{
    TestRun run(flood(GetParam(), 1000, 1000));
    ASSERT_TRUE(goesOn(run, 2000));
    setMark(run, "vent.out", "SNDHWM", 10);
    ASSERT_TRUE(goesOn(run, 1010));
    EXPECT_TRUE(fillsUpTo(run, 1010));
    setMark(run, "sink.in", "RCVHWM", 10);
    ASSERT_TRUE(goesOn(run, 20));
    EXPECT_TRUE(fillsUpTo(run, 20));
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    EXPECT_EQ(result.final->flows[forth(run)].dropped, 0U);
}

TEST_P(LiveMarksThatHoldUp, StopNothingWhenTheReadersIsMuchSmaller)
{
    TestRun run(flood(GetParam(), 1000, 10));
    ASSERT_TRUE(goesOn(run, 1010));
    setMark(run, "vent.out", "SNDHWM", 10);
    EXPECT_TRUE(goesOn(run, 20));
    expectConserved(run.finish(), run.plan());
}

TEST_P(LiveMarksThatHoldUp, AreTheLimitAndStopNothingWhenTheyAreRaised)
{
    TestRun run(flood(GetParam(), 1000, 10));
    ASSERT_TRUE(goesOn(run, 1010));
    setMark(run, "sink.in", "RCVHWM", 20);
    EXPECT_TRUE(goesOn(run, 1020));
    EXPECT_TRUE(fillsUpTo(run, 1020));
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    EXPECT_EQ(result.final->flows[forth(run)].dropped, 0U);
}

TEST_P(LiveMarks, LoseNothingThatWaitsWhenTheyAreLowered)
{
    constexpr std::uint64_t kCount = 1500;
    model::Topology topology = flood(GetParam(), 1000, 1000);
    topology.nodes[0].settings.set("count", static_cast<std::int64_t>(kCount));
    topology.nodes[1].settings.set("service_time", 10'000);
    TestRun run(topology);
    setFrozen(run, "sink", true);
    ASSERT_TRUE(run.await([&](const auto& now) { return now.flows[forth(run)].sent == kCount; }));
    setMark(run, "sink.in", "RCVHWM", 100);
    setMark(run, "vent.out", "SNDHWM", 100);
    ASSERT_TRUE(run.awaitEvent("link1", "LINK_REWIRED", 2));
    const std::uint64_t sequence = run.runtime().latest()->sequence;
    ASSERT_TRUE(run.await([&](const auto& now) {
        EXPECT_TRUE(now.conserved);
        EXPECT_EQ(now.flows[forth(run)].dropped, 0U);
        return now.sequence > sequence + 3 && now.flows[forth(run)].limit == 200U;
    }));
    run.runtime().applySettings(static_cast<plan::NodeIndex>(run.node("sink")), {});
    setFrozen(run, "sink", false);
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    EXPECT_EQ(result.final->flows[forth(run)].received, kCount);
}

namespace {

const std::vector<MarksCase> kHoldUp{
    {false, Push, Pull}, {true, Push, Pull}, {false, Pair, Pair}, {true, Pair, Pair}};

std::vector<MarksCase> allCases()
{
    std::vector<MarksCase> cases = kHoldUp;
    cases.push_back({false, Pub, Sub});
    cases.push_back({true, Pub, Sub});
    cases.push_back({false, XPub, XSub});
    return cases;
}

} // namespace

INSTANTIATE_TEST_SUITE_P(Runtime, LiveMarksThatHoldUp, testing::ValuesIn(kHoldUp));
INSTANTIATE_TEST_SUITE_P(Runtime, LiveMarks, testing::ValuesIn(allCases()));

TEST(OutgrownQueue, IsMadeAnewWhenItsBinderIsBack)
{
    TestRun run(flood({.sinkBinds = true}, 1000, 10));
    ASSERT_TRUE(goesOn(run, 1010));
    const auto sink = static_cast<plan::NodeIndex>(run.node("sink"));
    run.runtime().stopNode(sink);
    ASSERT_TRUE(run.awaitEvent("sink", "NODE_STOPPED"));
    setMark(run, "vent.out", "SNDHWM", 10);
    run.runtime().startNode(sink);
    ASSERT_TRUE(run.awaitEvent("sink", "NODE_STARTED"));
    ASSERT_TRUE(goesOn(run, 20));
    EXPECT_TRUE(fillsUpTo(run, 20));
    expectConserved(run.finish(), run.plan());
}

TEST(LiveEdits, AreNotUndoneByARestartThatTakesWhatWasDrawnBefore)
{
    const TopologyBuilder before = flood({}, 1000, 10);
    model::Topology drawn = before;
    drawn.nodes[0].sockets.push_back(
        {.id = model::SocketId("copy"), .type = Pub, .bind = {"inproc://*"}});
    TestRun run(before);
    const auto vent = static_cast<plan::NodeIndex>(run.node("vent"));
    run.runtime().adopt(plan::makePlan(drawn).plan);
    ASSERT_TRUE(run.await([](const auto& now) { return now.planVersion == 1; }));
    setMark(run, "vent.out", "SNDHWM", 20);
    model::RoleSettings settings = run.plan().nodes[vent].settings;
    settings.rate = {500, false};
    run.runtime().applySettings(vent, settings);
    ASSERT_TRUE(run.await([&](const auto& now) { return now.flows[forth(run)].limit == 30U; }));
    run.runtime().restartNode(vent);
    ASSERT_TRUE(run.await([](const auto& now) { return now.planVersion >= 2; }));
    EXPECT_EQ(run.plan().nodes[vent].sockets.size(), 2U);
    EXPECT_EQ(run.plan().nodes[vent].settings.rate, settings.rate);
    EXPECT_EQ(run.runtime().latest()->flows[forth(run)].limit, 30U);
    (void)run.finish(std::chrono::milliseconds(0));
}

TEST(AddressedQueue, KeepsItsLimitUntilItsNodeIsRestarted)
{
    TopologyBuilder builder;
    builder.node("client", Role::Client).setting("rate", 100).socket("ask", Req);
    builder.node("server", Role::Server).socket("reply", Rep, {"inproc://*"});
    builder.link("client.ask", "server.reply");
    TestRun run(builder);
    const std::size_t flow = run.flow("client.ask", "server.reply");
    const std::size_t reply = run.flow("server.reply", "client.ask");
    const auto socket = static_cast<plan::SocketIndex>(run.socket("client.ask"));
    EXPECT_FALSE(run.runtime().applyOption(socket, {"SNDHWM", 1}));
    model::Topology wanted = builder;
    wanted.nodes[0].sockets[0].options.set("SNDHWM", 1);
    run.runtime().adopt(plan::makePlan(wanted).plan);
    ASSERT_TRUE(run.await(
        [&](const auto& now) { return now.planVersion == 1 && now.flows[reply].received > 5U; }));
    EXPECT_EQ(run.runtime().latest()->flows[flow].limit, 2000U);
    run.runtime().restartNode(static_cast<plan::NodeIndex>(run.node("client")));
    EXPECT_TRUE(run.await([&](const auto& now) { return now.flows[flow].limit == 1001U; }));
    (void)run.finish(std::chrono::milliseconds(0));
}

} // namespace topomq::tests
