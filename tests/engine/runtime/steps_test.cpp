// A step moves single messages of a paused run, and the user sends single ones by hand.

#include "engine/plan/plan_builder.h"
#include "tests/support/run_topology.h"
#include "tests/support/run_waits.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <thread>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using metrics::NodeState;
using model::Role;
using enum model::SocketType;

/// All of them are called for at once, and are over when this returns.
metrics::SnapshotPtr step(TestRun& run, std::uint64_t count = 1)
{
    const std::uint64_t before = run.runtime().stepsDone();
    for (std::uint64_t i = 0; i < count; ++i)
        run.runtime().step();
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    while (run.runtime().stepsDone() < before + count
           && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(1ms);
    EXPECT_EQ(run.runtime().stepsDone(), before + count);
    return run.runtime().latest();
}

/// Paused, and what the pause has caught in the hands of nodes is finished.
metrics::SnapshotPtr pauseAndSettle(TestRun& run)
{
    run.runtime().pause();
    return step(run);
}

plan::NodeIndex nodeOf(const TestRun& run, std::string_view id)
{
    return static_cast<plan::NodeIndex>(run.node(id));
}

void sendByHand(TestRun& run, std::string_view id, int count = 1)
{
    for (int i = 0; i < count; ++i)
        run.runtime().sendByHand(nodeOf(run, id));
}

std::uint64_t sent(const metrics::Snapshot& sample, std::size_t flow)
{
    return sample.flows[flow].sent.value_or(0);
}

std::uint64_t received(const metrics::Snapshot& sample, std::size_t flow)
{
    return sample.flows[flow].received.value_or(0);
}

TopologyBuilder pipelineAt(const std::string& address, model::Value rate)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", std::move(rate));
    builder.socket("out", Push, {address});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    return builder;
}

} // namespace

TEST(Steps, SoManyStepsMoveSoManyMessages)
{
    for (const char* address : {"inproc://*", "ipc://*", "tcp://127.0.0.1:*"}) {
        for (const double rate : {0.001, 2000.0}) {
            TestRun run(pipelineAt(address, rate));
            ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].received > 0U; }));
            metrics::SnapshotPtr before = pauseAndSettle(run);
            for (const std::uint64_t count : {1U, 1U, 7U}) {
                const metrics::SnapshotPtr after = step(run, count);
                EXPECT_EQ(sent(*after, 0) - sent(*before, 0), count) << address << " " << rate;
                EXPECT_EQ(received(*after, 0) - received(*before, 0), count)
                    << address << " " << rate;
                before = after;
            }
            EXPECT_EQ(run.runtime().state(), runtime::RunState::Paused);
            expectConserved(run.finish(), run.plan());
        }
    }
}

TEST(Steps, TheFirstOnlyPausesARunThatGoesOn)
{
    TestRun run(pipelineAt("inproc://*", 500));
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].received > 10U; }));
    run.runtime().step();
    // Carried out after it.
    step(run);
    EXPECT_EQ(run.runtime().state(), runtime::RunState::Paused);
    EXPECT_EQ(run.runtime().stepsDone(), 1U);
    run.finish();
}

TEST(Steps, GoesOnAsBeforeAfterwards)
{
    TestRun run(pipelineAt("tcp://127.0.0.1:*", 500));
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].received > 10U; }));
    pauseAndSettle(run);
    const metrics::SnapshotPtr before = step(run, 3);
    run.runtime().resume();
    EXPECT_TRUE(
        run.await([&](const auto& now) { return received(now, 0) > received(*before, 0) + 100; }));
    EXPECT_EQ(run.runtime().state(), runtime::RunState::Running);
    // Another pause brings no turn of the steps before.
    const metrics::SnapshotPtr still = pauseAndSettle(run);
    const metrics::SnapshotPtr after = step(run, 2);
    EXPECT_EQ(sent(*after, 0) - sent(*still, 0), 2U);
    expectConserved(run.finish(), run.plan());
}

TEST(Steps, TakeAMessageThroughAChainAndToAllSubscribers)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 500).socket("out", Push, {"inproc://*"});
    builder.node("worker", Role::Worker).setting("service_time", 2000).socket("in", Pull);
    builder.socket("out", Pub, {"tcp://127.0.0.1:*"}).link("worker.in", "vent.out");
    for (const std::string id : {"a", "b"}) {
        builder.node(id, Role::Sink).socket("in", Sub).option("SUBSCRIBE", model::Array{""});
        builder.link(id + ".in", "worker.out");
    }
    TestRun run(builder);
    const std::size_t toA = run.flow("worker.out", "a.in");
    const std::size_t toB = run.flow("worker.out", "b.in");
    ASSERT_TRUE(run.await([&](const auto& now) { return received(now, toB) > 10; }));
    const metrics::SnapshotPtr before = pauseAndSettle(run);
    const metrics::SnapshotPtr after = step(run, 4);
    const std::size_t in = run.flow("vent.out", "worker.in");
    EXPECT_EQ(sent(*after, in) - sent(*before, in), 4U);
    EXPECT_EQ(received(*after, in) - received(*before, in), 4U);
    EXPECT_EQ(received(*after, toA) - received(*before, toA), 4U);
    EXPECT_EQ(received(*after, toB) - received(*before, toB), 4U);
    run.finish(0ms);
}

TEST(Steps, ARequestAndItsReplyAreOne)
{
    for (const model::SocketType asks : {Req, Dealer}) {
        TopologyBuilder builder;
        builder.node("client", Role::Client).setting("rate", 300).socket("ask", asks);
        builder.node("server", Role::Server).socket("rep", Rep, {"tcp://127.0.0.1:*"});
        builder.link("client.ask", "server.rep");
        TestRun run(builder);
        const std::size_t there = run.flow("client.ask", "server.rep");
        const std::size_t back = run.flow("server.rep", "client.ask");
        ASSERT_TRUE(run.await([&](const auto& now) { return received(now, back) > 10; }));
        const metrics::SnapshotPtr before = pauseAndSettle(run);
        const metrics::SnapshotPtr after = step(run, 5);
        for (const std::size_t flow : {there, back}) {
            EXPECT_EQ(sent(*after, flow) - sent(*before, flow), 5U) << flow;
            EXPECT_EQ(received(*after, flow) - received(*before, flow), 5U) << flow;
        }
        run.finish(0ms);
    }
}

TEST(Steps, ABurstIsTakenApartAndBothOutputsTakeTurns)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 100).setting("burst", 10);
    builder.socket("one", Push, {"inproc://*"}).socket("two", Push, {"inproc://*"});
    for (const std::string id : {"one", "two"})
        builder.node(id, Role::Sink).socket("in", Pull).link(id + ".in", "vent." + id);
    TestRun run(builder);
    ASSERT_TRUE(
        run.await([](const auto& now) { return received(now, 0) > 0 && received(now, 1) > 0; }));
    const metrics::SnapshotPtr before = pauseAndSettle(run);
    // Until both have sent as many, which a burst can lead to at the most.
    const metrics::SnapshotPtr level = step(run, 10);
    const metrics::SnapshotPtr after = step(run, 6);
    const auto all = [](const metrics::Snapshot& sample) {
        return sent(sample, 0) + sent(sample, 1);
    };
    EXPECT_EQ(all(*level) - all(*before), 10U);
    EXPECT_EQ(sent(*after, 0) - sent(*level, 0), 3U);
    EXPECT_EQ(sent(*after, 1) - sent(*level, 1), 3U);
    run.finish(0ms);
}

TEST(Steps, TakeOneOfWhatWaits)
{
    TestRun run([] {
        TopologyBuilder builder;
        builder.node("vent", Role::Source).setting("rate", 200).setting("count", 400);
        builder.socket("out", Push, {"tcp://127.0.0.1:*"});
        builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
        return builder.topology();
    }());
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].received > 0U; }));
    run.runtime().setFrozen(nodeOf(run, "sink"), true);
    ASSERT_TRUE(run.await([](const auto& now) { return sent(now, 0) == 400; }));
    run.runtime().pause();
    // A frozen node takes part in no step.
    const metrics::SnapshotPtr frozen = step(run, 2);
    ASSERT_LT(received(*frozen, 0), 396U);
    run.runtime().setFrozen(nodeOf(run, "sink"), false);
    const metrics::SnapshotPtr before = step(run);
    const metrics::SnapshotPtr after = step(run, 3);
    EXPECT_EQ(received(*before, 0) - received(*frozen, 0), 1U);
    EXPECT_EQ(received(*after, 0) - received(*before, 0), 3U);
    EXPECT_EQ(sent(*after, 0), 400U);
    expectConserved(run.finish(), run.plan());
}

TEST(Steps, WhoCouldNotSendSendsNoMoreInTheNext)
{
    TopologyBuilder builder;
    builder.node("client", Role::Client).setting("rate", 300).socket("req", Req);
    builder.node("server", Role::Server).socket("rep", Rep, {"inproc://*"});
    builder.link("client.req", "server.rep");
    TestRun run(builder);
    const std::size_t there = run.flow("client.req", "server.rep");
    ASSERT_TRUE(run.await([&](const auto& now) { return received(now, there) > 10; }));
    run.runtime().setFrozen(nodeOf(run, "server"), true);
    ASSERT_TRUE(run.awaitEvent("server", "NODE_FROZEN"));
    const metrics::SnapshotPtr before = [&] {
        pauseAndSettle(run);
        return step(run);
    }();
    const metrics::SnapshotPtr stuck = step(run, 3);
    EXPECT_EQ(sent(*stuck, there), sent(*before, there));
    run.runtime().setFrozen(nodeOf(run, "server"), false);
    const metrics::SnapshotPtr after = step(run);
    EXPECT_EQ(sent(*after, there), sent(*stuck, there) + 1);
    run.finish(0ms);
}

TEST(Steps, WhatIsAddedToAPausedRunIsPausedToo)
{
    TopologyBuilder builder = pipelineAt("inproc://*", 500);
    TestRun run(builder);
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].received > 0U; }));
    pauseAndSettle(run);
    builder.node("more", Role::Source).setting("rate", 2000).socket("out", Push, {"inproc://*"});
    builder.node("end", Role::Sink).socket("in", Pull).link("end.in", "more.out");
    run.runtime().adopt(withoutErrors(plan::makePlan(builder.topology())));
    ASSERT_TRUE(run.awaitEvent("more", "NODE_STARTED"));
    ASSERT_TRUE(run.awaitEvent("end", "NODE_STARTED"));
    const metrics::SnapshotPtr after = step(run, 3);
    const std::size_t added = run.flow("more.out", "end.in");
    EXPECT_EQ(sent(*after, added), 3U);
    EXPECT_EQ(received(*after, added), 3U);
    run.runtime().resume();
    EXPECT_TRUE(run.await([&](const auto& now) { return received(now, added) > 50; }));
    run.finish(0ms);
}

TEST(ByHand, SendsOneMoreWhateverTheRate)
{
    TopologyBuilder builder = pipelineAt("tcp://127.0.0.1:*", 0.001);
    builder.node("client", Role::Client).setting("rate", 0.001).socket("req", Req);
    builder.node("server", Role::Server).socket("rep", Rep, {"inproc://*"});
    builder.link("client.req", "server.rep");
    builder.node("peer", Role::Peer).setting("rate", 0.001).socket("pair", Pair, {"inproc://*"});
    builder.node("other", Role::Peer).setting("rate", 0.001).socket("pair", Pair);
    builder.link("other.pair", "peer.pair");
    builder.node("web", Role::Stream).setting("mode", "http_client").setting("rate", 0.001);
    builder.socket("tcp", Stream);
    builder.node("site", Role::Stream).setting("mode", "http_server");
    builder.socket("tcp", Stream, {"tcp://127.0.0.1:*"}).link("web.tcp", "site.tcp");
    TestRun run(builder);
    const std::vector<std::pair<std::string, std::size_t>> senders{
        {"vent", run.flow("vent.out", "sink.in")},
        {"client", run.flow("client.req", "server.rep")},
        {"peer", run.flow("peer.pair", "other.pair")},
        {"web", run.flow("web.tcp", "site.tcp")}};
    // The first of their own rate.
    for (const auto& [id, flow] : senders)
        ASSERT_TRUE(run.await([&, at = flow](const auto& now) { return received(now, at) == 1; }))
            << id;
    for (const auto& [id, flow] : senders) {
        sendByHand(run, id, 5);
        EXPECT_TRUE(run.await([&, at = flow](const auto& now) { return received(now, at) == 6; }))
            << id;
    }
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    for (const auto& [id, flow] : senders)
        EXPECT_EQ(*result.final->flows[flow].sent, 6U) << id;
}

TEST(ByHand, SendsThatAloneWhilePaused)
{
    TestRun run(pipelineAt("inproc://*", 500));
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].received > 10U; }));
    const metrics::SnapshotPtr before = pauseAndSettle(run);
    sendByHand(run, "vent", 3);
    ASSERT_TRUE(run.await([&](const auto& now) { return sent(now, 0) == sent(*before, 0) + 3; }));
    const metrics::SnapshotPtr after = step(run);
    EXPECT_EQ(sent(*after, 0), sent(*before, 0) + 4);
    EXPECT_EQ(received(*after, 0), received(*before, 0) + 1);
    expectConserved(run.finish(), run.plan());
}

TEST(ByHand, SaysWhyThereIsNone)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 100).socket("out", Push);
    builder.node("done", Role::Source).setting("rate", 0).setting("count", 5).socket("out", Push);
    builder.node("sink", Role::Sink).socket("in", Pull, {"inproc://*"});
    builder.link("vent.out", "sink.in").link("done.out", "sink.in");
    TestRun run(builder);
    const auto why = [&](std::string_view id) -> std::string {
        std::size_t before = 0;
        for (const auto& event : run.runtime().eventsSince(0))
            before += event.event == "SEND_REFUSED" && event.where == id ? 1 : 0;
        sendByHand(run, id);
        if (!run.awaitEvent(id, "SEND_REFUSED", before + 1))
            return {};
        std::string detail;
        for (const auto& event : run.runtime().eventsSince(0)) {
            if (event.event == "SEND_REFUSED" && event.where == id)
                detail = event.detail;
        }
        return detail;
    };
    const std::size_t ofDone = run.flow("done.out", "sink.in");
    ASSERT_TRUE(run.await([&](const auto& now) {
        return received(now, ofDone) == 5 && now.nodes[nodeOf(run, "done")].reason == "done";
    }));
    EXPECT_EQ(why("done"), "it has sent all that its count says");
    EXPECT_EQ(why("sink"), "it sends nothing of its own, it only passes on or answers");
    run.runtime().setFrozen(nodeOf(run, "vent"), true);
    EXPECT_EQ(why("vent"), "it is frozen; thaw it first");
    run.runtime().stopNode(nodeOf(run, "vent"));
    EXPECT_EQ(why("vent"), "it is stopped; start it first");
    const runtime::RunResult result = run.finish();
    EXPECT_EQ(*result.final->flows[ofDone].sent, 5U);
}

} // namespace topomq::tests
