// Single nodes and links of a run that goes on: stopped, killed, frozen, cut, added, and nothing
// that was sent goes unaccounted for.

#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using metrics::NodeState;
using model::Role;
using enum model::SocketType;

plan::NodeIndex nodeOf(const TestRun& run, std::string_view id)
{
    return static_cast<plan::NodeIndex>(run.node(id));
}

/// Waits until more messages have arrived on the flow than now.
bool awaitMore(TestRun& run, std::size_t flow, std::uint64_t more = 20)
{
    const std::uint64_t before = run.runtime().latest()->flows[flow].received.value_or(0);
    return run.await([&](const auto& now) { return now.flows[flow].received >= before + more; });
}

bool awaitState(TestRun& run, std::string_view node, NodeState state)
{
    const std::size_t index = run.node(node);
    return run.await([&](const auto& now) { return now.nodes[index].state == state; });
}

model::Topology pair(const std::string& address,
                     bool sinkBinds,
                     model::SocketType from,
                     model::SocketType to,
                     int serviceTime = 0)
{
    TopologyBuilder builder;
    const std::vector<std::string> bound{address};
    const std::vector<std::string> none;
    builder.node("vent", Role::Source).setting("rate", 2000);
    builder.socket("out", from, sinkBinds ? none : bound);
    builder.node("sink", Role::Sink).setting("service_time", serviceTime);
    builder.socket("in", to, sinkBinds ? bound : none);
    if (to == Sub)
        builder.option("SUBSCRIBE", model::Array{""});
    if (sinkBinds)
        builder.link("vent.out", "sink.in");
    else
        builder.link("sink.in", "vent.out");
    return builder;
}

struct LifeCase
{
    std::string address;
    bool sinkBinds = false;
    model::SocketType from = Push;
    model::SocketType to = Pull;
};

void PrintTo(const LifeCase& each, std::ostream* out)
{
    *out << each.address << ' ' << model::toText(each.from)
         << (each.sinkBinds ? ", sink binds" : ", source binds");
}

class EveryEnd : public testing::TestWithParam<LifeCase>
{ };

std::vector<LifeCase> lifeCases()
{
    std::vector<LifeCase> cases;
    for (const char* address : {"inproc://*", "inproc://named", "ipc://*", "tcp://127.0.0.1:*"}) {
        for (const bool sinkBinds : {false, true}) {
            cases.push_back({address, sinkBinds, Push, Pull});
            cases.push_back({address, sinkBinds, Pub, Sub});
            cases.push_back({address, sinkBinds, Pair, Pair});
        }
    }
    return cases;
}

std::size_t entries(const char* folder)
{
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& each : std::filesystem::directory_iterator(folder))
        ++count;
    return count;
}

} // namespace

TEST_P(EveryEnd, ComesBackAfterAStop)
{
    TestRun run(pair(GetParam().address, GetParam().sinkBinds, GetParam().from, GetParam().to));
    const std::size_t flow = run.flow("vent.out", "sink.in");
    ASSERT_TRUE(run.await([flow](const auto& now) { return now.flows[flow].received > 20U; }));
    for (const char* node : {"sink", "vent"}) {
        run.runtime().stopNode(nodeOf(run, node));
        ASSERT_TRUE(awaitState(run, node, NodeState::Stopped)) << node;
        run.runtime().startNode(nodeOf(run, node));
        ASSERT_TRUE(run.awaitEvent(node, "NODE_STARTED")) << node;
        ASSERT_TRUE(awaitMore(run, flow)) << "after a restart of " << node;
    }
    const runtime::RunResult result = run.finish();
    EXPECT_TRUE(result.drained);
    expectConserved(result, run.plan());
}

TEST_P(EveryEnd, ComesBackAfterAKill)
{
    TestRun run(pair(GetParam().address, GetParam().sinkBinds, GetParam().from, GetParam().to));
    const std::size_t flow = run.flow("vent.out", "sink.in");
    ASSERT_TRUE(run.await([flow](const auto& now) { return now.flows[flow].received > 20U; }));
    for (const char* node : {"vent", "sink"}) {
        run.runtime().killNode(nodeOf(run, node));
        run.runtime().startNode(nodeOf(run, node));
        ASSERT_TRUE(run.awaitEvent(node, "NODE_STARTED")) << node;
        ASSERT_TRUE(awaitMore(run, flow)) << "after a restart of " << node;
    }
    const runtime::RunResult result = run.finish();
    EXPECT_TRUE(result.drained);
    expectConserved(result, run.plan());
}

TEST(NodeLife, AKillIsToldFromAStop)
{
    TestRun run(pair("inproc://*", true, Push, Pull));
    run.runtime().stopNode(nodeOf(run, "vent"));
    run.runtime().killNode(nodeOf(run, "sink"));
    ASSERT_TRUE(awaitState(run, "vent", NodeState::Stopped));
    ASSERT_TRUE(awaitState(run, "sink", NodeState::Stopped));
    const auto now = run.runtime().latest();
    EXPECT_FALSE(now->nodes[nodeOf(run, "vent")].killed);
    EXPECT_TRUE(now->nodes[nodeOf(run, "sink")].killed);
    run.runtime().startNode(nodeOf(run, "sink"));
    EXPECT_TRUE(run.await([&run](const auto& figures) {
        const auto& sink = figures.nodes[nodeOf(run, "sink")];
        return sink.state != NodeState::Stopped && !sink.killed;
    })) << "it is forgotten when the node is started again";
    (void)run.finish();
}

TEST_P(EveryEnd, CarriesMessagesAgainWhenALinkIsMended)
{
    TestRun run(pair(GetParam().address, GetParam().sinkBinds, GetParam().from, GetParam().to));
    const std::size_t flow = run.flow("vent.out", "sink.in");
    ASSERT_TRUE(run.await([flow](const auto& now) { return now.flows[flow].received > 20U; }));
    const auto link = static_cast<plan::LinkIndex>(run.link("link1"));
    run.runtime().cutLink(link);
    ASSERT_TRUE(run.awaitEvent("link1", "LINK_CUT"));
    ASSERT_TRUE(run.await([flow](const auto& now) {
        return now.isCut[0] && now.flows[flow].messagesPerSecond == 0;
    }));
    run.runtime().mendLink(link);
    ASSERT_TRUE(run.awaitEvent("link1", "LINK_MENDED"));
    ASSERT_TRUE(awaitMore(run, flow));
    const runtime::RunResult result = run.finish();
    EXPECT_TRUE(result.drained);
    expectConserved(result, run.plan());
}

TEST_P(EveryEnd, CountsWhatTheOldConnectionStillHeldOnceOnly)
{
    // The sink is too slow to have taken what its sender left when that is back already.
    constexpr int kServiceTime = 700;
    TestRun run(pair(GetParam().address, GetParam().sinkBinds, GetParam().from, GetParam().to,
                     kServiceTime));
    const std::size_t flow = run.flow("vent.out", "sink.in");
    ASSERT_TRUE(run.await([flow](const auto& now) { return now.flows[flow].inFlight > 100U; }));
    for (int round = 0; round < 2; ++round) {
        run.runtime().killNode(nodeOf(run, "vent"));
        run.runtime().startNode(nodeOf(run, "vent"));
        ASSERT_TRUE(awaitMore(run, flow, 200));
    }
    run.runtime().applySettings(nodeOf(run, "sink"), model::RoleSettings{});
    expectConserved(run.finish(), run.plan());
}

TEST(NodeLife, AnOldQueueThatIsStillReadBesideTheNewOneIsNoLoss)
{
    constexpr std::uint64_t kLimit = 20;
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).socket("out", Push);
    builder.option("SNDHWM", 10);
    builder.node("sink", Role::Sink).setting("service_time", 100'000);
    builder.socket("in", Pull, {"inproc://*"}).option("RCVHWM", 10).link("vent.out", "sink.in");
    TestRun run(builder);
    const std::size_t flow = run.flow("vent.out", "sink.in");
    ASSERT_TRUE(run.await([&](const auto& now) { return now.flows[flow].inFlight >= kLimit; }));
    const auto link = static_cast<plan::LinkIndex>(run.link("link1"));
    run.runtime().cutLink(link);
    ASSERT_TRUE(run.awaitEvent("link1", "LINK_CUT"));
    run.runtime().mendLink(link);
    EXPECT_TRUE(run.await([&](const auto& now) {
        EXPECT_TRUE(now.conserved);
        return now.flows[flow].inFlight > kLimit + kLimit / 2;
    }));
    run.runtime().applySettings(nodeOf(run, "sink"), model::RoleSettings{});
    expectConserved(run.finish(), run.plan());
}

TEST(NodeLife, WhatASocketHoldsBackForItsNodeIsNoContradiction)
{
    constexpr std::uint64_t kLimit = 20;
    TopologyBuilder builder;
    for (const char* vent : {"one", "other"}) {
        builder.node(vent, Role::Source).setting("rate", 0);
        builder.socket("out", Push, {"inproc://*"}).option("SNDHWM", 10);
    }
    builder.node("sink", Role::Sink).setting("service_time", 100'000);
    builder.socket("in", Pull).option("RCVHWM", 10);
    builder.link("sink.in", "one.out").link("sink.in", "other.out");
    TestRun run(builder);
    const std::size_t cut = run.flow("one.out", "sink.in");
    const std::size_t other = run.flow("other.out", "sink.in");
    ASSERT_TRUE(run.await([&](const auto& now) {
        return now.flows[cut].inFlight > 0U && now.flows[other].inFlight > kLimit / 2;
    }));
    // Its socket takes in all that it has, to tell what is lost.
    const auto link = static_cast<plan::LinkIndex>(run.link("link1"));
    run.runtime().cutLink(link);
    EXPECT_TRUE(run.await([&](const auto& now) {
        EXPECT_TRUE(now.conserved);
        return now.flows[other].inFlight > kLimit + 5;
    }));
    run.runtime().mendLink(link);
    ASSERT_TRUE(run.awaitEvent("link1", "LINK_MENDED"));
    run.runtime().applySettings(nodeOf(run, "sink"), model::RoleSettings{});
    expectConserved(run.finish(), run.plan());
}

INSTANTIATE_TEST_SUITE_P(NodeLife, EveryEnd, testing::ValuesIn(lifeCases()));

TEST(NodeLife, MessagesSentBeforeTheBinderIsBackWaitAndArrive)
{
    for (const char* address : {"inproc://*", "tcp://127.0.0.1:*"}) {
        TopologyBuilder builder;
        builder.node("vent", Role::Source).setting("rate", 200).setting("count", 100);
        builder.socket("out", Push);
        builder.node("sink", Role::Sink).socket("in", Pull, {address});
        builder.link("vent.out", "sink.in");
        TestRun run(builder);
        ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].received >= 5U; }));
        run.runtime().stopNode(nodeOf(run, "sink"));
        ASSERT_TRUE(awaitState(run, "sink", NodeState::Stopped));
        const std::uint64_t sentBefore = *run.runtime().latest()->flows[0].sent;
        ASSERT_TRUE(run.awaitDone()) << "all have been sent while nobody was there";
        run.runtime().startNode(nodeOf(run, "sink"));
        ASSERT_TRUE(run.awaitEvent("sink", "NODE_STARTED"));
        // Of those that were sent before it went, it may not have taken any; over tcp a few more
        // are lost until the sender sees the end of the connection.
        constexpr std::uint64_t kUnnoticed = 10;
        EXPECT_TRUE(run.await([&](const auto& now) {
            return *now.flows[0].received + sentBefore + kUnnoticed >= 100U;
        })) << "what waited has arrived, over "
            << address;
        const auto figures = run.finish().final->flows[0];
        EXPECT_EQ(figures.sent, 100U);
        EXPECT_EQ(*figures.received + *figures.dropped, 100U);
    }
}

TEST(NodeLife, AStoppedReceiverCountsWhatItNeverTook)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).socket("out", Push, {"inproc://*"});
    builder.node("sink", Role::Sink).setting("service_time", 20000).socket("in", Pull);
    builder.link("sink.in", "vent.out");
    TestRun run(builder);
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].inFlight > 500U; }));
    run.runtime().stopNode(nodeOf(run, "sink"));
    ASSERT_TRUE(run.await([](const auto& now) {
        const auto cause = static_cast<std::size_t>(metrics::DropCause::PeerGone);
        return now.flows[0].droppedByCause[cause] > 500U && now.flows[0].inFlight <= 1U;
    }));
    EXPECT_TRUE(run.runtime().latest()->conserved);
    run.finish(0ms);
}

TEST(NodeLife, AFrozenNodeKeepsItsConnectionsAndGoesOnWhenThawed)
{
    TestRun run(pair("inproc://*", false, Push, Pull));
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].received > 20U; }));
    run.runtime().setFrozen(nodeOf(run, "sink"), true);
    ASSERT_TRUE(awaitState(run, "sink", NodeState::Frozen));
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].inFlight > 100U; }));
    run.runtime().setFrozen(nodeOf(run, "sink"), false);
    ASSERT_TRUE(run.awaitEvent("sink", "NODE_THAWED"));
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].inFlight < 10U; }));
    const runtime::RunResult result = run.finish();
    EXPECT_EQ(result.final->flows[0].dropped, 0U);
    expectConserved(result, run.plan());
}

TEST(NodeLife, AFailedNodeStartsWhenTheCauseIsGone)
{
    for (const bool restarts : {true, false}) {
        const std::string path = testing::TempDir() + "topomq_in_the_way";
        std::ofstream(path) << "somebody's file";
        TestRun run(pair("ipc://" + path, true, Push, Pull));
        ASSERT_TRUE(awaitState(run, "sink", NodeState::Failed));
        std::filesystem::remove(path);
        if (restarts)
            run.runtime().restartNode(nodeOf(run, "sink"));
        else
            run.runtime().startNode(nodeOf(run, "sink"));
        EXPECT_TRUE(run.await([](const auto& now) { return now.flows[0].received > 20U; }))
            << restarts;
        run.finish(0ms);
    }
}

TEST(NodeLife, FollowsATopologyThatGrows)
{
    for (const char* address : {"inproc://*", "tcp://127.0.0.1:*"}) {
        TopologyBuilder builder;
        builder.node("vent", Role::Source).setting("rate", 2000).socket("out", Push, {address});
        builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
        TestRun run(builder);
        ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].received > 20U; }));
        builder.node("more", Role::Sink).socket("in", Pull).link("more.in", "vent.out");
        run.runtime().adopt(plan::makePlan(builder.topology()).plan);
        ASSERT_TRUE(run.await([](const auto& now) {
            return now.flows.size() == 2 && now.flows[1].received > 20U;
        })) << address;
        const runtime::RunResult result = run.finish();
        EXPECT_TRUE(result.drained);
        expectConserved(result, run.plan());
    }
}

TEST(NodeLife, FollowsATopologyThatShrinks)
{
    for (const char* address : {"inproc://*", "tcp://127.0.0.1:*"}) {
        TopologyBuilder small;
        small.node("vent", Role::Source).setting("rate", 2000).socket("out", Push, {address});
        small.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
        TopologyBuilder builder = small;
        builder.node("more", Role::Sink).socket("in", Pull).link("more.in", "vent.out");
        TestRun run(builder);
        ASSERT_TRUE(run.await([](const auto& now) { return now.flows[1].received > 20U; }));
        run.runtime().adopt(plan::makePlan(small.topology()).plan);
        ASSERT_TRUE(awaitState(run, "more", NodeState::Stopped));
        ASSERT_TRUE(awaitMore(run, 0));
        const runtime::RunResult result = run.finish();
        EXPECT_TRUE(result.drained) << address;
        expectConserved(result, run.plan());
    }
}

TEST(NodeLife, TakesNewSocketsWhenANodeIsRestarted)
{
    TopologyBuilder before;
    before.node("vent", Role::Source).setting("rate", 2000).socket("out", Push, {"inproc://*"});
    before.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    TopologyBuilder after;
    after.node("vent", Role::Source).setting("rate", 2000).socket("out", Push, {"inproc://*"});
    after.socket("copy", Pub, {"inproc://*"});
    after.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    after.node("view", Role::Sink).socket("in", Sub).option("SUBSCRIBE", model::Array{""});
    after.link("view.in", "vent.copy");
    TestRun run(before);
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].received > 20U; }));
    run.runtime().adopt(plan::makePlan(after.topology()).plan);
    ASSERT_TRUE(run.await([](const auto& now) { return now.nodes.size() == 3; }));
    EXPECT_EQ(run.plan().flows.size(), 1U) << "the new socket is not there yet";
    run.runtime().restartNode(nodeOf(run, "vent"));
    ASSERT_TRUE(run.await(
        [](const auto& now) { return now.flows.size() == 2 && now.flows[1].received > 20U; }));
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
}

TEST(NodeLife, ShowsTheSubscriptionsThatComeAndGo)
{
    TopologyBuilder builder;
    builder.node("pub", Role::Source).setting("rate", 100);
    builder.setting("topics", model::Array{"a", "b"}).socket("out", XPub, {"inproc://*"});
    builder.node("relay", Role::Proxy).socket("frontend", XSub);
    builder.socket("backend", XPub, {"tcp://127.0.0.1:*"}).link("relay.frontend", "pub.out");
    builder.node("sub", Role::Sink).socket("in", Sub).option("SUBSCRIBE", model::Array{"a"});
    builder.link("sub.in", "relay.backend");
    TestRun run(builder);
    const auto upstream = [&run](std::vector<std::string> wanted) {
        const std::size_t flow = run.flow("pub.out", "relay.frontend");
        return run.await([&](const auto& now) { return now.subscriptions->at(flow) == wanted; });
    };
    EXPECT_TRUE(upstream({"a"}));
    const auto socket = static_cast<plan::SocketIndex>(run.socket("sub.in"));
    EXPECT_TRUE(run.runtime().applyOption(socket, {"SUBSCRIBE", model::Array{"b"}}));
    EXPECT_TRUE(upstream({"b"}));
    run.runtime().stopNode(nodeOf(run, "sub"));
    EXPECT_TRUE(upstream({}));
    run.runtime().startNode(nodeOf(run, "sub"));
    EXPECT_TRUE(upstream({"b"}));
    run.finish(0ms);
}

TEST(NodeLife, AHundredRandomRestartsUnderLoadLoseNoFigure)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 5000).socket("out", Push, {"inproc://*"});
    builder.node("pub", Role::Source).setting("rate", 2000);
    builder.socket("out", Pub, {"tcp://127.0.0.1:*"});
    builder.node("broker", Role::Proxy).socket("frontend", Router, {"tcp://127.0.0.1:*"});
    builder.socket("backend", Dealer, {"inproc://*"});
    for (int i = 0; i < 3; ++i) {
        const std::string n = std::to_string(i);
        builder.node("w" + n, Role::Worker).setting("service_time", 50).socket("in", Pull);
        builder.socket("out", Push).link("w" + n + ".in", "vent.out");
        builder.link("w" + n + ".out", "sink.in");
        builder.node("s" + n, Role::Sink).socket("in", Sub);
        builder.option("SUBSCRIBE", model::Array{""}).link("s" + n + ".in", "pub.out");
        builder.node("c" + n, Role::Client).setting("rate", 500).setting("timeout", 20);
        builder.setting("retries", 1000).socket("ask", Req);
        builder.link("c" + n + ".ask", "broker.frontend");
        builder.node("r" + n, Role::Server).socket("reply", Rep);
        builder.link("r" + n + ".reply", "broker.backend");
    }
    builder.node("sink", Role::Sink).socket("in", Pull, {"ipc://*"});
    TestRun run(builder);
    ASSERT_TRUE(run.await([](const auto& now) { return now.messagesPerSecond > 0; }));
    std::mt19937 random(20261122);
    std::uniform_int_distribution<std::size_t> pick(0, run.plan().nodes.size() - 1);
    std::bernoulli_distribution kill;
    std::vector<std::size_t> started(run.plan().nodes.size(), 0);
    for (int i = 0; i < 100; ++i) {
        const auto node = static_cast<plan::NodeIndex>(pick(random));
        if (kill(random))
            run.runtime().killNode(node);
        else
            run.runtime().stopNode(node);
        run.runtime().startNode(node);
        ASSERT_TRUE(
            run.awaitEvent(run.plan().nodes[node].id.text(), "NODE_STARTED", ++started[node]));
        EXPECT_TRUE(run.runtime().latest()->conserved) << "restart " << i;
    }
    EXPECT_TRUE(awaitMore(run, run.flow("vent.out", "w0.in")));
    const runtime::RunResult result = run.finish();
    for (const runtime::NodeOutcome& node : result.nodes)
        EXPECT_EQ(node.state, NodeState::Stopped);
    EXPECT_TRUE(result.conserved);
    expectConserved(result, run.plan());
}

TEST(NodeLife, RestartsLeaveNoDescriptorsBehind)
{
    TestRun run(pair("tcp://127.0.0.1:*", true, Push, Pull));
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].received > 20U; }));
    const auto restart = [&run](std::size_t times) {
        for (const char* node : {"sink", "vent"}) {
            run.runtime().restartNode(nodeOf(run, node));
            ASSERT_TRUE(run.awaitEvent(node, "NODE_STARTED", times));
        }
        ASSERT_TRUE(awaitMore(run, 0));
    };
    restart(1);
    const std::size_t before = entries("/proc/self/fd");
    for (std::size_t i = 2; i < 20; ++i)
        restart(i);
    // The reaper may still have the last sockets in hand.
    EXPECT_TRUE(run.await([&](const auto&) { return entries("/proc/self/fd") <= before + 4; }, 5s))
        << entries("/proc/self/fd") << " after " << before;
    run.finish(0ms);
}

} // namespace topomq::tests
