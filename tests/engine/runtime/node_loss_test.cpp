// What nodes lose when they are stopped in a run that goes on: to whom it was lost, where that can
// be known, and "unknown" where not.

#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using model::Role;
using enum model::SocketType;

constexpr int kSlow = 20'000; // µs
/// More than libzmq encodes at a time.
constexpr std::uint64_t kMostEncoded = 700;

plan::NodeIndex nodeOf(const TestRun& run, std::string_view id)
{
    return static_cast<plan::NodeIndex>(run.node(id));
}

/// Kills "one" and "other" when both have taken some of what `from` sends, starts them again, and
/// lets them hurry through the rest.
void restartBoth(TestRun& run, std::string_view from)
{
    const std::size_t one = run.flow(from, "one.in");
    const std::size_t other = run.flow(from, "other.in");
    ASSERT_TRUE(run.await([&](const auto& now) {
        return now.flows[one].received > 2U && now.flows[other].received > 2U;
    }));
    for (const std::string_view id : {"one", "other"}) {
        run.runtime().killNode(nodeOf(run, id));
        run.runtime().startNode(nodeOf(run, id));
        ASSERT_TRUE(run.awaitEvent(id, "NODE_STARTED"));
    }
    for (const std::string_view id : {"one", "other"}) {
        model::RoleSettings settings = run.plan().nodes[nodeOf(run, id)].settings;
        settings.serviceTime = {};
        run.runtime().applySettings(nodeOf(run, id), settings);
    }
}

std::uint64_t causeOf(const metrics::FlowFigures& flow, metrics::DropCause cause)
{
    return flow.droppedByCause[static_cast<std::size_t>(cause)];
}

/// Until all queues of the first flow are full, and the kernel's buffers.
bool awaitFull(TestRun& run)
{
    std::uint64_t before = 0;
    return run.await([&before](const auto& now) {
        const bool stands = now.flows[0].sent == before;
        before = now.flows[0].sent.value_or(0);
        return stands && now.flows[0].received > 2U && now.flows[0].inFlight > 2000U;
    });
}

struct OneStopped
{
    std::string address;
    bool sinkBinds = false;
    bool isSink = false; ///< who is stopped
};

void PrintTo(const OneStopped& each, std::ostream* out)
{
    *out << each.address << (each.sinkBinds ? ", sink binds, " : ", source binds, ")
         << (each.isSink ? "sink stops" : "source stops");
}

/// A source that is much too quick for its sink.
model::Topology flood(const OneStopped& each)
{
    const std::vector<std::string> bound{each.address};
    const std::vector<std::string> none;
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0);
    builder.socket("out", Push, each.sinkBinds ? none : bound);
    builder.node("sink", Role::Sink).setting("service_time", kSlow);
    builder.socket("in", Pull, each.sinkBinds ? bound : none);
    if (each.sinkBinds)
        builder.link("vent.out", "sink.in");
    else
        builder.link("sink.in", "vent.out");
    return builder;
}

std::vector<OneStopped> oneStopped()
{
    std::vector<OneStopped> cases;
    for (const char* address : {"ipc://*", "tcp://127.0.0.1:*"}) {
        for (const bool sinkBinds : {false, true}) {
            for (const bool isSink : {false, true})
                cases.push_back({address, sinkBinds, isSink});
        }
    }
    return cases;
}

class StoppedEnd : public testing::TestWithParam<OneStopped>
{ };

} // namespace

TEST_P(StoppedEnd, DoesNotHoldUpTheEndOfTheRunAndIsWhyMessagesAreMissing)
{
    TestRun run(flood(GetParam()));
    ASSERT_TRUE(awaitFull(run));
    const std::string_view id = GetParam().isSink ? "sink" : "vent";
    run.runtime().killNode(nodeOf(run, id));
    ASSERT_TRUE(run.awaitEvent(id, "NODE_KILLED"));
    if (!GetParam().isSink)
        run.runtime().applySettings(nodeOf(run, "sink"), model::RoleSettings{});
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const metrics::FlowFigures& flow = result.final->flows[0];
    EXPECT_GT(*flow.dropped, 0U);
    EXPECT_EQ(
        causeOf(flow,
                GetParam().isSink ? metrics::DropCause::PeerGone : metrics::DropCause::Linger),
        *flow.dropped);
}

TEST_P(StoppedEnd, LeavesNothingUnderWayThatCanNoLongerArrive)
{
    TestRun run(flood(GetParam()));
    ASSERT_TRUE(awaitFull(run));
    const std::string_view id = GetParam().isSink ? "sink" : "vent";
    run.runtime().killNode(nodeOf(run, id));
    ASSERT_TRUE(run.awaitEvent(id, "NODE_KILLED"));
    EXPECT_TRUE(run.await([](const auto& now) {
        EXPECT_TRUE(now.conserved);
        const metrics::FlowFigures& flow = now.flows[0];
        if (!flow.stages || *flow.dropped == 0)
            return false;
        if (!GetParam().isSink)
            return flow.stages->sender == 0U;
        // Who connects keeps its queue for when the other is back.
        const std::uint64_t most = GetParam().sinkBinds ? 1000 + kMostEncoded : 0;
        return flow.stages->kernel + flow.stages->receiver == 0U && flow.inFlight <= most;
    }));
    (void)run.finish(0ms);
}

TEST(NodeLoss, WhatAReceiverLeftUnreadIsNotInItsNextQueue)
{
    TestRun run(flood({"tcp://127.0.0.1:*", true, true}));
    ASSERT_TRUE(awaitFull(run));
    run.runtime().killNode(nodeOf(run, "sink"));
    ASSERT_TRUE(run.awaitEvent("sink", "NODE_KILLED"));
    run.runtime().startNode(nodeOf(run, "sink"));
    ASSERT_TRUE(run.awaitEvent("sink", "NODE_STARTED"));
    ASSERT_TRUE(awaitFull(run));
    EXPECT_TRUE(run.await([](const auto& now) {
        const auto& stages = now.flows[0].stages;
        return stages && stages->kernel > 0U && stages->receiver > 0U
            && stages->receiver <= 1000 + kMostEncoded;
    }));
    (void)run.finish(0ms);
}

TEST(NodeLoss, IsNotUnderWayToThoseThatAreStillThere)
{
    constexpr int kCount = 20'000;
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).setting("count", kCount);
    builder.socket("out", Push, {"tcp://127.0.0.1:*"}).option("SNDBUF", 4096);
    for (const auto& [id, time] : {std::pair("slow", 60'000'000), std::pair("fast", 0)}) {
        builder.node(id, Role::Sink).setting("service_time", time).socket("in", Pull);
        builder.option("RCVBUF", 4096);
        builder.link(std::string(id) + ".in", "vent.out");
    }
    TestRun run(builder);
    const std::size_t slow = run.flow("vent.out", "slow.in");
    const std::size_t fast = run.flow("vent.out", "fast.in");
    ASSERT_TRUE(run.awaitDone());
    std::uint64_t given = 0;
    ASSERT_TRUE(run.await([&](const auto& now) {
        given = *now.flows[slow].sent;
        return *now.flows[fast].received + given == kCount && now.flows[fast].inFlight == 0U;
    }));
    run.runtime().killNode(nodeOf(run, "slow"));
    ASSERT_TRUE(run.awaitEvent("slow", "NODE_KILLED"));
    EXPECT_TRUE(run.await([&](const auto& now) {
        EXPECT_TRUE(now.conserved);
        const metrics::FlowFigures& gone = now.flows[slow];
        return *gone.dropped > 1000U && *gone.inFlight <= 1000 + kMostEncoded;
    }));
    const metrics::SnapshotPtr now = run.runtime().latest();
    EXPECT_EQ(now->flows[fast].inFlight, 0U);
    EXPECT_EQ(now->flows[slow].sent, given);
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    EXPECT_EQ(result.final->flows[fast].dropped, 0U);
    EXPECT_EQ(causeOf(result.final->flows[slow], metrics::DropCause::PeerGone),
              *result.final->flows[slow].dropped);
}

INSTANTIATE_TEST_SUITE_P(NodeLoss, StoppedEnd, testing::ValuesIn(oneStopped()));

TEST(NodeLoss, WhatAStoppedSubscriberHadNotTakenIsLostToAPeerThatIsGone)
{
    TopologyBuilder builder;
    builder.node("pub", Role::Source).setting("rate", 0);
    builder.socket("out", XPub, {"tcp://127.0.0.1:*"}).option("XPUB_NODROP", true);
    builder.node("sub", Role::Sink).setting("service_time", kSlow).socket("in", Sub);
    builder.option("SUBSCRIBE", model::Array{""}).link("sub.in", "pub.out");
    TestRun run(builder);
    ASSERT_TRUE(awaitFull(run));
    run.runtime().stopNode(nodeOf(run, "sub"));
    ASSERT_TRUE(run.awaitEvent("sub", "NODE_STOPPED"));
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const metrics::FlowFigures& flow = result.final->flows[0];
    EXPECT_GT(*flow.dropped, 0U);
    EXPECT_EQ(causeOf(flow, metrics::DropCause::PeerGone), *flow.dropped)
        << "nothing is dropped for being full";
}

TEST(NodeLoss, EachStoppedServerCountsTheRequestsThatItNeverTook)
{
    TopologyBuilder builder;
    builder.node("ask", Role::Client).setting("rate", 0).setting("window", 200);
    builder.setting("timeout", 400).socket("out", Dealer, {"inproc://*"});
    for (const std::string id : {"one", "other"}) {
        builder.node(id, Role::Server).setting("service_time", kSlow).socket("in", Rep);
        builder.link(id + ".in", "ask.out");
    }
    TestRun run(builder);
    const std::size_t one = run.flow("ask.out", "one.in");
    const std::size_t other = run.flow("ask.out", "other.in");
    ASSERT_NO_FATAL_FAILURE(restartBoth(run, "ask.out"));
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    // Nearly half of the window each.
    EXPECT_GT(result.final->flows[one].dropped, 50U);
    EXPECT_GT(result.final->flows[other].dropped, 50U);
    // What got the requests out of the queues is no message of anybody.
    for (const std::string_view id : {"one.in", "other.in"}) {
        const metrics::FlowFigures& replies = result.final->flows[run.flow(id, "ask.out")];
        EXPECT_EQ(replies.received, replies.sent);
        EXPECT_LT(replies.sent, result.final->flows[one].sent);
    }
}

TEST(NodeLoss, NobodyKnowsWhichOfTwoLostWhatTheKernelHeld)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).setting("count", 20'000);
    builder.setting("size", 1000).socket("out", Push, {"tcp://127.0.0.1:*"});
    for (const std::string id : {"one", "other"}) {
        builder.node(id, Role::Sink).setting("service_time", kSlow).socket("in", Pull);
        builder.option("RCVHWM", 1).option("RCVBUF", 4096).link(id + ".in", "vent.out");
    }
    TestRun run(builder);
    const std::size_t one = run.flow("vent.out", "one.in");
    const std::size_t other = run.flow("vent.out", "other.in");
    ASSERT_NO_FATAL_FAILURE(restartBoth(run, "vent.out"));
    const runtime::RunResult result = run.finish();
    EXPECT_TRUE(result.drained);
    EXPECT_TRUE(result.conserved);
    EXPECT_EQ(result.final->sockets[run.socket("vent.out")].queuedToSend, 0U);
    std::uint64_t received = 0;
    for (const std::size_t each : {one, other}) {
        const metrics::FlowFigures& flow = result.final->flows[each];
        EXPECT_FALSE(flow.sent);
        EXPECT_FALSE(flow.dropped);
        EXPECT_FALSE(flow.estimated);
        EXPECT_EQ(flow.inFlight, 0U);
        received += flow.received.value_or(0);
    }
    EXPECT_EQ(result.final->sockets[run.socket("vent.out")].sent, received + result.final->dropped);
    EXPECT_GT(result.final->dropped, 0U);
}

} // namespace topomq::tests
