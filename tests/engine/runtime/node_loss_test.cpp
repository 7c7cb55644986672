// What nodes lose when they are stopped in a run that goes on: to whom it was lost, where that can
// be known, and "unknown" where not.

#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using model::Role;
using enum model::SocketType;

constexpr int kSlow = 20'000; // µs

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
