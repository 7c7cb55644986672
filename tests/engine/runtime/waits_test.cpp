// Who waits for whom, how long a node was ready, blocked or at work, and what can never end.

#include "engine/metrics/blocking.h"
#include "tests/engine/roles/foreign_socket.h"
#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zmq.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace topomq::tests {

namespace {

using metrics::WaitCause;
using model::Role;
using testing::ElementsAre;
using testing::HasSubstr;
using enum model::SocketType;

std::uint32_t place(const TestRun& run, std::string_view node)
{
    return static_cast<std::uint32_t>(run.node(node));
}

/// A source that sends all it can, a worker, and a sink that takes 20 ms for each message.
model::Topology pipeline(const std::string& address)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0);
    builder.socket("out", Push).option("SNDHWM", 5).option("SNDBUF", 4096);
    builder.node("work", Role::Worker);
    builder.socket("in", Pull, {address}).option("RCVHWM", 5).option("RCVBUF", 4096);
    builder.socket("out", Push).option("SNDHWM", 5).option("SNDBUF", 4096);
    builder.node("sink", Role::Sink).setting("service_time", 20'000);
    builder.socket("in", Pull, {address}).option("RCVHWM", 5).option("RCVBUF", 4096);
    builder.link("vent.out", "work.in").link("work.out", "sink.in");
    return builder;
}

std::string detailOf(TestRun& run, std::string_view event)
{
    for (const runtime::RuntimeEvent& each : run.runtime().eventsSince(0)) {
        if (each.event == event)
            return each.detail;
    }
    return {};
}

class Blocked : public testing::TestWithParam<std::string>
{ };

} // namespace

TEST_P(Blocked, IsToldWithThoseWhoHoldItUp)
{
    TestRun run(pipeline(GetParam()));
    const std::uint32_t vent = place(run, "vent");
    const std::uint32_t work = place(run, "work");
    const std::uint32_t sink = place(run, "sink");
    metrics::SnapshotPtr seen;
    ASSERT_TRUE(run.await([&](const metrics::Snapshot& now) {
        seen = std::make_shared<const metrics::Snapshot>(now);
        // A sink at work all the time takes nothing at once.
        return now.nodes[vent].wait.cause == WaitCause::QueueFull
            && now.nodes[work].wait.cause == WaitCause::QueueFull && now.nodes[sink].busy > 0.5
            && now.nodes[vent].shares.blocked > 0.5
            && now.flows[run.flow("work.out", "sink.in")].readiness.value() < 0.3;
    }));
    EXPECT_THAT(seen->nodes[vent].wait.on, ElementsAre(work));
    EXPECT_THAT(seen->nodes[work].wait.on, ElementsAre(sink));
    EXPECT_THAT(metrics::blockedChain(seen->nodes, vent), ElementsAre(vent, work, sink));
    EXPECT_THAT(seen->nodes[vent].reason, HasSubstr("the queue to work is full"));
    EXPECT_LE(seen->nodes[vent].wait.since, seen->time);
    EXPECT_TRUE(seen->deadlocks.empty());
    run.finish(std::chrono::milliseconds(0));
}

INSTANTIATE_TEST_SUITE_P(Transport,
                         Blocked,
                         testing::Values("inproc://*", "tcp://127.0.0.1:*"),
                         [](const auto& which) {
                             return which.param.substr(0, which.param.find(':'));
                         });

TEST(Waits, TellWhatANodeIsReadyFor)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 20).socket("out", Push, {"inproc://*"});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    TestRun run(builder);
    EXPECT_TRUE(run.await([&](const metrics::Snapshot& now) {
        return now.flows[0].received > 10U && now.flows[0].readiness.value_or(0) > 0.8
            && now.nodes[place(run, "vent")].shares.pacing > 0.8;
    }));
    run.finish();
}

TEST(Waits, AreNoDeadlockWhileSomebodyCanStillSend)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0.2).socket("out", Push, {"inproc://*"});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    TestRun run(builder);
    const std::uint32_t sink = place(run, "sink");
    ASSERT_TRUE(run.await([&](const metrics::Snapshot& now) {
        EXPECT_TRUE(now.deadlocks.empty());
        return now.nodes[sink].wait.isFinal;
    }));
    const metrics::NodeFigures figures = run.runtime().latest()->nodes[sink];
    EXPECT_EQ(figures.wait.cause, WaitCause::Message);
    EXPECT_THAT(figures.wait.on, ElementsAre(place(run, "vent")));
    run.finish(std::chrono::milliseconds(0));
}

TEST(Waits, FindACircleInWhichNobodySendsFirst)
{
    TopologyBuilder builder;
    builder.node("a", Role::Worker).socket("in", Pull, {"inproc://*"}).socket("out", Push);
    builder.node("b", Role::Worker).socket("in", Pull, {"inproc://*"}).socket("out", Push);
    builder.link("a.out", "b.in").link("b.out", "a.in");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitEvent("a", "DEADLOCK"));
    EXPECT_THAT(detailOf(run, "DEADLOCK"), HasSubstr("nobody in the circle sends first"));
    const metrics::SnapshotPtr now = run.runtime().latest();
    EXPECT_THAT(now->deadlocks, ElementsAre(ElementsAre(place(run, "a"), place(run, "b"))));
    EXPECT_TRUE(now->nodes[place(run, "b")].isDeadlocked);
    run.finish();
}

TEST(Waits, FindARequestThatWasLost)
{
    TopologyBuilder builder;
    builder.node("client", Role::Client).setting("rate", 0).socket("req", Req);
    builder.node("server", Role::Server).setting("service_time", 300'000);
    builder.socket("rep", Rep, {"tcp://127.0.0.1:*"}).link("client.req", "server.rep");
    TestRun run(builder);
    const std::size_t requests = run.flow("client.req", "server.rep");
    ASSERT_TRUE(run.await([&](const auto& now) { return now.flows[requests].received >= 1U; }));
    run.runtime().killNode(place(run, "server"));
    run.runtime().startNode(place(run, "server"));
    ASSERT_TRUE(run.awaitEvent("client", "DEADLOCK"));
    EXPECT_THAT(detailOf(run, "DEADLOCK"),
                HasSubstr("client and server wait for each other, client for an answer"));
    EXPECT_THAT(detailOf(run, "DEADLOCK"), HasSubstr("; a request or its answer was lost"));
    const metrics::SnapshotPtr now = run.runtime().latest();
    EXPECT_EQ(now->nodes[place(run, "client")].wait.cause, WaitCause::Reply);
    run.runtime().restartNode(place(run, "client"));
    EXPECT_TRUE(run.await([](const metrics::Snapshot& later) { return later.deadlocks.empty(); }));
    run.finish();
}

TEST(Waits, AreNoDeadlockWhileSomebodyMayComeBack)
{
    TopologyBuilder builder;
    builder.node("client", Role::Client).setting("rate", 0).socket("req", Req);
    builder.node("proxy", Role::Proxy).socket("frontend", Router, {"inproc://*"});
    builder.socket("backend", Dealer).link("client.req", "proxy.frontend");
    builder.node("server", Role::Server).socket("rep", Rep, {"inproc://*"});
    builder.link("proxy.backend", "server.rep");
    TestRun run(builder);
    const std::uint32_t client = place(run, "client");
    const std::uint32_t proxy = place(run, "proxy");
    const std::uint32_t server = place(run, "server");
    const std::size_t requests = run.flow("proxy.backend", "server.rep");
    const std::size_t answers = run.flow("server.rep", "proxy.backend");
    const std::size_t asked = run.flow("client.req", "proxy.frontend");
    ASSERT_TRUE(run.await([&](const auto& now) { return now.flows[answers].received > 0U; }));
    // Nothing is under way when the server goes, so that nothing is lost with it.
    run.runtime().setFrozen(client, true);
    std::uint64_t before = 0;
    int quietSamples = 0;
    ASSERT_TRUE(run.await([&](const metrics::Snapshot& now) {
        const std::uint64_t sent = *now.flows[asked].sent;
        const bool isQuiet = sent > 0 && sent == before && now.flows[asked].received == sent
            && now.flows[requests].sent == sent && now.flows[answers].received == sent;
        before = sent;
        quietSamples = isQuiet ? quietSamples + 1 : 0;
        return quietSamples > 5;
    }));
    run.runtime().stopNode(server);
    run.runtime().setFrozen(client, false);
    constexpr double kLong = 1.5;
    ASSERT_TRUE(run.await([&](const metrics::Snapshot& now) {
        EXPECT_TRUE(now.deadlocks.empty());
        return now.nodes[server].state == metrics::NodeState::Stopped
            && now.flows[requests].inFlight == 1U && now.nodes[client].inStateFor > kLong
            && now.nodes[client].wait.cause == WaitCause::Reply
            && now.nodes[proxy].inStateFor > kLong;
    }));
    run.runtime().startNode(server);
    EXPECT_TRUE(run.await([&](const auto& now) { return now.flows[answers].received > before; }));
    run.finish();
}

TEST(Waits, FindACircleOfFullQueues)
{
    // Two messages for each that a worker takes: both queues fill.
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).setting("count", 100);
    builder.socket("out", Push);
    for (const char* worker : {"a", "b"}) {
        builder.node(worker, Role::Worker);
        builder.socket("in", Pull, {"inproc://*"}).option("RCVHWM", 2);
        builder.socket("out", Push).option("SNDHWM", 2);
    }
    builder.link("vent.out", "a.in").link("a.out", "b.in").link("b.out", "a.in");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitEvent("a", "DEADLOCK"));
    EXPECT_THAT(detailOf(run, "DEADLOCK"), HasSubstr("; all queues of the circle are full"));
    run.finish(std::chrono::milliseconds(0));
}

TEST(Waits, ForOutputAreNoTimeOfService)
{
    constexpr double kServiceTime = 50'000;
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).socket("out", Push, {"inproc://*"});
    builder.node("work", Role::Worker).setting("service_time", kServiceTime);
    builder.socket("in", Pull).socket("out", Push).option("SNDHWM", 1);
    // Twice as slow: the worker is held up after each message.
    builder.node("sink", Role::Sink).setting("service_time", 2 * kServiceTime);
    builder.socket("in", Pull, {"inproc://*"}).option("RCVHWM", 1);
    builder.link("work.in", "vent.out").link("work.out", "sink.in");
    TestRun run(builder);
    const std::size_t flow = run.flow("work.out", "sink.in");
    ASSERT_TRUE(run.await([&](const auto& now) { return now.flows[flow].received >= 20U; }));
    const runtime::RunResult result = run.finish(std::chrono::milliseconds(0));
    EXPECT_GT(result.final->nodes[place(run, "work")].service.p50, kServiceTime / 2);
}

TEST(Work, ThatGoesOnIsCountedToo)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("count", 1).socket("out", Push, {"inproc://*"});
    builder.node("sink", Role::Sink).setting("service_time", 600'000'000).socket("in", Pull);
    builder.link("sink.in", "vent.out");
    TestRun run(builder);
    const std::uint32_t sink = place(run, "sink");
    EXPECT_TRUE(run.await([&](const auto& now) { return now.nodes[sink].busy > 0.9; }));
    run.runtime().setFrozen(sink, true);
    EXPECT_TRUE(run.await([&](const auto& now) {
        return now.nodes[sink].state == metrics::NodeState::Frozen && now.nodes[sink].busy == 0;
    }));
    run.finish(std::chrono::milliseconds(0));
}

TEST(Waits, DoNotCountTheTimeInWhichANodeIsFrozen)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 100).socket("out", Push, {"inproc://*"});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    TestRun run(builder);
    const std::uint32_t sink = place(run, "sink");
    run.runtime().setFrozen(sink, true);
    EXPECT_TRUE(run.await([&](const metrics::Snapshot& now) {
        return now.nodes[sink].state == metrics::NodeState::Frozen
            && now.nodes[sink].shares.ready == 0 && now.flows[0].readiness == 0.0;
    }));
    run.finish(std::chrono::milliseconds(0));
}

TEST(Waits, TellThatNoPeerIsThere)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).socket("out", Push, {"inproc://*"});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    TestRun run(builder);
    const std::uint32_t vent = place(run, "vent");
    run.runtime().stopNode(place(run, "sink"));
    EXPECT_TRUE(run.await([&](const metrics::Snapshot& now) {
        return now.nodes[vent].wait.cause == WaitCause::NoPeer
            && now.nodes[vent].reason == "blocked: none of its peers is there";
    }));
    run.finish(std::chrono::milliseconds(0));
}

TEST(Waits, TellThatNoProgramOutsideHasComeYet)
{
    // By one link it is known whose connection there is, by several only that there is one.
    for (const int programs : {1, 2}) {
        SCOPED_TRACE(programs);
        TopologyBuilder builder;
        builder.node("vent", Role::Source).setting("rate", 0);
        builder.socket("out", Push, {"tcp://127.0.0.1:*"}).option("SNDHWM", 10);
        builder.option("SNDBUF", 4096);
        for (int i = 0; i < programs; ++i) {
            const std::string id = "far" + std::to_string(i);
            builder.node(id, Role::External).socket("in", Pull).link(id + ".in", "vent.out");
        }
        TestRun run(builder);
        const std::uint32_t vent = place(run, "vent");
        EXPECT_TRUE(run.await([&](const metrics::Snapshot& now) {
            return now.nodes[vent].state == metrics::NodeState::Blocked
                && now.nodes[vent].wait.cause == WaitCause::NoPeer
                && now.nodes[vent].reason == "blocked: none of its peers is there";
        }));
        const ForeignSocket far(ZMQ_PULL, run.boundAddress("vent.out"),
                                {{ZMQ_RCVHWM, 10}, {ZMQ_RCVBUF, 4096}});
        EXPECT_TRUE(run.await([&](const metrics::Snapshot& now) {
            return now.nodes[vent].state == metrics::NodeState::Blocked
                && now.nodes[vent].wait.cause == WaitCause::QueueFull;
        }));
        run.finish(std::chrono::milliseconds(0));
    }
}

TEST(Waits, TellThatAPeerThatCouldNotOpenItsSocketsIsNotThere)
{
    const std::string path = testing::TempDir() + "topomq_no_sink_" + std::to_string(getpid());
    std::ofstream(path) << "somebody's file";
    for (const auto& [from, to] : {std::pair{Push, Pull}, {Req, Rep}}) {
        TopologyBuilder builder;
        builder.node("vent", from == Push ? Role::Source : Role::Client).setting("rate", 0);
        builder.socket("out", from);
        builder.node("sink", from == Push ? Role::Sink : Role::Server);
        builder.socket("in", to, {"ipc://" + path}).link("vent.out", "sink.in");
        TestRun run(builder);
        const std::uint32_t vent = place(run, "vent");
        EXPECT_TRUE(run.await([&](const metrics::Snapshot& now) {
            return now.nodes[place(run, "sink")].state == metrics::NodeState::Failed
                && now.nodes[vent].wait.cause == WaitCause::NoPeer
                && now.nodes[vent].reason == "blocked: none of its peers is there";
        }));
        run.finish(std::chrono::milliseconds(0));
    }
    std::filesystem::remove(path);
}

TEST(Causes, TellWhatWasFilteredFromWhatNobodyWanted)
{
    const auto dropped = [](bool hasSubscriber) {
        TopologyBuilder builder;
        builder.node("pub", Role::Source).setting("rate", 0).setting("count", 500);
        builder.setting("topics", model::Array{"b"}).socket("out", Pub, {"inproc://*"});
        if (hasSubscriber) {
            builder.node("sub", Role::Sink).socket("in", Sub);
            builder.option("SUBSCRIBE", model::Array{"a"}).link("sub.in", "pub.out");
        }
        TestRun run(builder);
        EXPECT_TRUE(run.awaitDone());
        const metrics::SocketFigures figures = run.finish().final->sockets[run.socket("pub.out")];
        EXPECT_EQ(figures.droppedNoSubscriber, 500U);
        return figures.droppedFiltered;
    };
    EXPECT_EQ(dropped(true), 500U);
    EXPECT_EQ(dropped(false), 0U);
}

} // namespace topomq::tests
