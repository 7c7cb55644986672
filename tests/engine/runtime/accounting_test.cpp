// Drops, limits and waits are counted where they happen and never lost from the books.

#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <array>
#include <numeric>

namespace topomq::tests {

namespace {

using metrics::DropCause;
using metrics::NodeState;
using model::Role;
using enum model::SocketType;

std::uint64_t causeOf(const metrics::FlowFigures& flow, DropCause cause)
{
    return flow.droppedByCause[static_cast<std::size_t>(cause)];
}

TopologyBuilder slowSubscriber(const std::string& address)
{
    TopologyBuilder builder;
    builder.node("news", Role::Source).setting("rate", 0).setting("count", 60000);
    builder.setting("topics", model::Array{"a", "b"});
    builder.socket("out", Pub, {address}).option("SNDHWM", 100);
    builder.node("slow", Role::Sink).setting("service_time", 50);
    builder.socket("in", Sub).option("SUBSCRIBE", model::Array{""}).option("RCVHWM", 100);
    builder.node("half", Role::Sink).setting("service_time", 20);
    builder.socket("in", Sub).option("SUBSCRIBE", model::Array{"b"}).option("RCVHWM", 100);
    builder.link("slow.in", "news.out").link("half.in", "news.out");
    return builder;
}

class SlowSubscriber : public testing::TestWithParam<const char*>
{ };

} // namespace

TEST_P(SlowSubscriber, LosesMessagesThatAreCountedOneByOne)
{
    TestRun run(slowSubscriber(GetParam()));
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const metrics::FlowFigures& slow = result.final->flows[run.flow("news.out", "slow.in")];
    const metrics::FlowFigures& half = result.final->flows[run.flow("news.out", "half.in")];
    EXPECT_EQ(*slow.sent, 60000U);
    EXPECT_EQ(*half.sent, 30000U);
    EXPECT_GT(*slow.received, 0U);
    if (GetParam() == std::string("inproc://*")) {
        EXPECT_GT(causeOf(slow, DropCause::SubscriberFull), 0U);
        EXPECT_EQ(causeOf(slow, DropCause::LateJoiner), 0U);
    }
}

INSTANTIATE_TEST_SUITE_P(Engine,
                         SlowSubscriber,
                         testing::Values("inproc://*", "ipc://*", "tcp://127.0.0.1:*"));

TEST(Accounting, CountsMessagesWithoutSubscriberAtTheSocket)
{
    TopologyBuilder builder;
    builder.node("news", Role::Source).setting("rate", 0).setting("count", 500);
    builder.setting("topics", model::Array{"a", "b"}).socket("out", Pub, {"inproc://*"});
    builder.node("sink", Role::Sink).socket("in", Sub).option("SUBSCRIBE", model::Array{"a"});
    builder.link("sink.in", "news.out");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    EXPECT_EQ(result.final->sockets[run.socket("news.out")].droppedNoSubscriber, 250U);
    EXPECT_EQ(*result.final->flows.front().received, 250U);
}

TEST(Accounting, CountsUnroutableMessagesAtTheRouter)
{
    TopologyBuilder builder;
    builder.node("a", Role::Peer).setting("rate", 0).setting("count", 100);
    builder.setting("to", model::Array{"b", "c"}).socket("s", Router, {"tcp://127.0.0.1:*"});
    builder.node("b", Role::Peer).setting("count", 1).setting("rate", 0).socket("s", Dealer);
    // A program outside that never comes.
    builder.node("c", Role::External).socket("s", Dealer);
    builder.link("b.s", "a.s").link("c.s", "a.s");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    EXPECT_TRUE(result.drained);
    EXPECT_EQ(result.final->sockets[run.socket("a.s")].droppedUnroutable, 50U);
    EXPECT_EQ(*result.final->flows[run.flow("a.s", "b.s")].received, 50U);
    EXPECT_EQ(result.final->flows[run.flow("a.s", "c.s")].received, std::nullopt);
}

TEST(Accounting, GivesUpASendAfterItsTimeoutAndCountsIt)
{
    TopologyBuilder builder;
    builder.node("fast", Role::Source).setting("rate", 0).setting("count", 40);
    builder.socket("out", Push, {"inproc://*"}).option("SNDHWM", 10).option("SNDTIMEO", 1);
    builder.node("stuck", Role::Sink).setting("service_time", 60000000);
    builder.socket("in", Pull).option("RCVHWM", 10).option("RCVTIMEO", 5000);
    builder.link("stuck.in", "fast.out");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish(std::chrono::milliseconds(0));
    const std::uint64_t given = result.final->sockets[run.socket("fast.out")].droppedTimeout;
    EXPECT_GE(given, 19U);
    EXPECT_EQ(*result.final->flows[0].sent + given, 40U);
    EXPECT_TRUE(result.conserved);
}

TEST(Accounting, TellsThatAReceiveTookLongerThanItsTimeout)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0.001).socket("out", Push, {"inproc://*"});
    builder.node("sink", Role::Sink).socket("in", Pull).option("RCVTIMEO", 1);
    builder.link("sink.in", "vent.out");
    TestRun run(builder);
    EXPECT_TRUE(run.await([&](const metrics::Snapshot&) {
        for (const runtime::RuntimeEvent& event : run.runtime().eventsSince(0)) {
            if (event.event == "RECEIVE_TIMEOUT" && event.where == "sink.in")
                return true;
        }
        return false;
    }));
    run.finish(std::chrono::milliseconds(0));
}

TEST(Accounting, FillsAnInprocQueueToExactlyBothHighWaterMarks)
{
    TopologyBuilder builder;
    builder.node("fast", Role::Source).setting("rate", 0);
    builder.socket("out", Push, {"inproc://*"}).option("SNDHWM", 10);
    builder.node("stuck", Role::Sink).setting("service_time", 60000000);
    builder.socket("in", Pull).option("RCVHWM", 20);
    builder.link("stuck.in", "fast.out");
    TestRun run(builder);
    // One message is in work. Its place is free again at once if it was taken before the queue
    // filled, else only after half the limit was read.
    EXPECT_TRUE(run.await([&](const metrics::Snapshot& now) {
        return now.nodes[run.node("fast")].state == NodeState::Blocked
            && now.flows[0].received == 1U && now.flows[0].inFlight >= 29U
            && now.flows[0].inFlight <= 30U;
    }));
    const runtime::RunResult result = run.finish(std::chrono::milliseconds(0));
    EXPECT_EQ(result.final->flows[0].limit, 30U);
    EXPECT_FALSE(result.drained);
    EXPECT_TRUE(result.conserved);
}

TEST(Accounting, SharesWhatIsUnderWayAmongTheWorkersThatMayHaveIt)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0);
    builder.socket("out", Push, {"inproc://*"}).option("SNDHWM", 100);
    builder.node("quick", Role::Sink).setting("service_time", 100);
    builder.socket("in", Pull).option("RCVHWM", 100);
    builder.node("stuck", Role::Sink).setting("service_time", 5000000);
    builder.socket("in", Pull).option("RCVHWM", 100);
    builder.link("quick.in", "vent.out").link("stuck.in", "vent.out");
    TestRun run(builder);
    // One message is in work, 200 wait behind it: all of them can only be there.
    EXPECT_TRUE(run.await([&](const metrics::Snapshot& now) {
        const metrics::FlowFigures& stuck = now.flows[run.flow("vent.out", "stuck.in")];
        return stuck.received == 1U && stuck.inFlight >= 199U && stuck.inFlight <= 200U
            && stuck.estimated && now.flows[run.flow("vent.out", "quick.in")].received > 500U;
    }));
    const runtime::RunResult result = run.finish(std::chrono::milliseconds(0));
    EXPECT_TRUE(result.conserved);
}

TEST(Accounting, KeepsTheTextAndSizeThatWereSet)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).setting("count", 100);
    builder.setting("text", "hello").socket("out", Push, {"tcp://127.0.0.1:*"});
    builder.node("a", Role::Sink).socket("in", Pull);
    builder.node("b", Role::Sink).socket("in", Pull);
    builder.link("a.in", "vent.out").link("b.in", "vent.out");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    EXPECT_EQ(result.final->flows[0].bytesReceived, *result.final->flows[0].received * 5);
    EXPECT_EQ(*result.final->flows[0].received + *result.final->flows[1].received, 100U);
}

TEST(Accounting, TakesNobodyForAPeerWhoseConnectionHasEnded)
{
    TopologyBuilder builder;
    builder.node("sink", Role::Sink).socket("in", Pull, {"tcp://127.0.0.1:*"});
    for (const std::string name : {"one", "other"}) {
        builder.node(name, Role::Source).setting("rate", 1000).setting("text", "hello");
        builder.socket("out", Push).link(name + ".out", "sink.in");
    }
    TestRun run(builder);
    const std::array flows{run.flow("one.out", "sink.in"), run.flow("other.out", "sink.in")};
    const std::array nodes{static_cast<plan::NodeIndex>(run.node("one")),
                           static_cast<plan::NodeIndex>(run.node("other"))};
    for (const plan::NodeIndex node : nodes)
        run.runtime().stopNode(node);
    ASSERT_TRUE(run.awaitEvent("other", "NODE_STOPPED"));
    ASSERT_TRUE(run.await([](const auto& figures) { return !figures.flows.empty(); }));
    // In turn, so that a connection may get what belonged to that of the other.
    for (std::size_t round = 0; round < 30; ++round) {
        const std::size_t now = round % 2;
        const std::uint64_t before = *run.runtime().latest()->flows[flows[now]].received;
        run.runtime().startNode(nodes[now]);
        ASSERT_TRUE(run.await([&](const auto& figures) {
            return figures.flows[flows[now]].received > before;
        })) << round;
        run.runtime().stopNode(nodes[now]);
        ASSERT_TRUE(run.awaitEvent(now == 0 ? "one" : "other", "NODE_STOPPED", 2 + round / 2));
    }
    EXPECT_TRUE(run.finish(std::chrono::milliseconds(0)).conserved);
}

TEST(Accounting, CountsAStaleReplyThatNobodyWaitsForAnyMore)
{
    TopologyBuilder builder;
    builder.node("client", Role::Client).setting("rate", 200).setting("count", 20);
    builder.setting("timeout", 5).socket("req", Req);
    builder.node("server", Role::Server).setting("service_time", 20000);
    builder.socket("rep", Rep, {"inproc://*"}).link("client.req", "server.rep");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const metrics::FlowFigures& replies = result.final->flows[run.flow("server.rep", "client.req")];
    EXPECT_EQ(*replies.sent, 20U);
    EXPECT_GT(causeOf(replies, DropCause::StaleReply), 0U);
}

TEST(Accounting, CountsRepliesThatAllComeTooLateWhileItRuns)
{
    for (const char* address : {"inproc://*", "tcp://127.0.0.1:*"}) {
        TopologyBuilder builder;
        builder.node("client", Role::Client).setting("rate", 100).setting("timeout", 5);
        builder.socket("req", Req);
        builder.node("server", Role::Server).setting("service_time", 20000);
        builder.socket("rep", Rep, {address}).link("client.req", "server.rep");
        TestRun run(builder);
        const std::size_t replies = run.flow("server.rep", "client.req");
        EXPECT_TRUE(run.await([&](const metrics::Snapshot& now) {
            const metrics::FlowFigures& flow = now.flows[replies];
            return flow.dropped >= 5U && flow.inFlight <= 1U
                && causeOf(flow, DropCause::StaleReply) == flow.dropped;
        })) << address;
        EXPECT_TRUE(run.finish(std::chrono::milliseconds(0)).conserved) << address;
    }
}

TEST(Accounting, CountsRepliesThatComeTooLateThroughAProxyWhileItRuns)
{
    TopologyBuilder builder;
    builder.node("client", Role::Client).setting("rate", 100).setting("timeout", 5);
    builder.socket("req", Req).link("client.req", "broker.frontend");
    builder.node("broker", Role::Proxy);
    builder.socket("frontend", Router, {"tcp://127.0.0.1:*"});
    builder.socket("backend", Dealer, {"inproc://*"});
    builder.node("server", Role::Server).setting("service_time", 20000);
    builder.socket("rep", Rep).link("server.rep", "broker.backend");
    TestRun run(builder);
    const std::size_t replies = run.flow("broker.frontend", "client.req");
    EXPECT_TRUE(run.await([&](const metrics::Snapshot& now) {
        const metrics::FlowFigures& flow = now.flows[replies];
        return flow.dropped >= 5U && flow.inFlight <= 2U
            && causeOf(flow, DropCause::StaleReply) == flow.dropped;
    }));
    EXPECT_TRUE(run.finish(std::chrono::milliseconds(0)).conserved);
}

TEST(Accounting, TakesNoReplyForAnEarlierOneThatNobodyWaitedFor)
{
    TopologyBuilder builder;
    builder.node("client", Role::Client).setting("rate", 100).setting("timeout", 50);
    builder.setting("text", "hello").socket("req", Req);
    builder.node("server", Role::Server).setting("service_time", 80000);
    builder.socket("rep", Rep, {"tcp://127.0.0.1:*"}).link("client.req", "server.rep");
    TestRun run(builder);
    const std::size_t replies = run.flow("server.rep", "client.req");
    ASSERT_TRUE(run.await([&](const auto& now) { return now.flows[replies].dropped >= 3U; }));
    const auto server = static_cast<plan::NodeIndex>(run.node("server"));
    model::RoleSettings quick = run.plan().nodes[server].settings;
    quick.serviceTime = {};
    run.runtime().applySettings(server, quick);
    ASSERT_TRUE(run.await([&](const auto& now) { return now.flows[replies].received >= 20U; }));
    const runtime::RunResult result = run.finish();
    EXPECT_TRUE(result.conserved);
    // No reply was under way for longer than since its request.
    const metrics::FlowFigures& flow = result.final->flows[replies];
    EXPECT_GT(flow.latency.count, 0U);
    EXPECT_LE(flow.latency.max, flow.roundTrip().max);
}

TEST(Accounting, PassesMessagesThroughAProxyWithEveryLinkCounted)
{
    TopologyBuilder builder;
    for (const char* id : {"c1", "c2"}) {
        builder.node(id, Role::Client).setting("rate", 0).setting("count", 300);
        builder.socket("req", Req).link(std::string(id) + ".req", "broker.frontend");
    }
    builder.node("broker", Role::Proxy);
    builder.socket("frontend", Router, {"tcp://127.0.0.1:*"});
    builder.socket("backend", Dealer, {"inproc://*"});
    for (const char* id : {"s1", "s2"}) {
        builder.node(id, Role::Server).socket("rep", Rep);
        builder.link(std::string(id) + ".rep", "broker.backend");
    }
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    EXPECT_EQ(*result.final->flows[run.flow("broker.frontend", "c1.req")].received, 300U);
    EXPECT_EQ(*result.final->flows[run.flow("broker.backend", "s1.rep")].received
                  + *result.final->flows[run.flow("broker.backend", "s2.rep")].received,
              600U);
}

TEST(Accounting, PassesSubscriptionsUpThroughAForwarder)
{
    TopologyBuilder builder;
    builder.node("news", Role::Source).setting("rate", 0).setting("count", 400);
    builder.setting("topics", model::Array{"a", "b"}).socket("out", Pub, {"inproc://*"});
    builder.node("forwarder", Role::Proxy).socket("frontend", XSub);
    builder.socket("backend", XPub, {"inproc://*"});
    builder.node("sink", Role::Sink).socket("in", Sub).option("SUBSCRIBE", model::Array{"a"});
    builder.link("forwarder.frontend", "news.out").link("sink.in", "forwarder.backend");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    EXPECT_EQ(*result.final->flows[run.flow("forwarder.backend", "sink.in")].received, 200U);
    EXPECT_EQ(result.final->sockets[run.socket("news.out")].droppedNoSubscriber, 200U);
}

TEST(Accounting, MissesNoneOfThoseThatAreTooShortForANumber)
{
    TopologyBuilder builder;
    builder.node("pub", Role::Source).setting("rate", 4000).setting("count", 1000);
    builder.setting("size", model::Object{{"uniform", model::Array{0, 64}}});
    builder.socket("out", Pub, {"tcp://127.0.0.1:*"});
    builder.node("sub", Role::Sink).socket("in", Sub);
    builder.option("SUBSCRIBE", model::Array{""}).link("sub.in", "pub.out");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    EXPECT_EQ(result.final->flows[0].received, 1000U);
    EXPECT_EQ(result.final->flows[0].dropped, 0U);
    expectConserved(result, run.plan());
}

TEST(Accounting, KnowsWhoSentWhatIsTooShortForAStampToInprocAndTcpAlike)
{
    constexpr std::uint64_t kCount = 400;
    const std::vector<std::string> both{"tcp://127.0.0.1:*", "inproc://*"};
    TopologyBuilder builder;
    builder.node("vent", Role::Source)
        .setting("rate", 0)
        .setting("count", static_cast<int>(kCount));
    builder.setting("text", "hello").socket("out", Push, both);
    builder.node("server", Role::Server).socket("in", Router, both);
    for (const std::size_t endpoint : {0U, 1U}) {
        const std::string number = std::to_string(endpoint);
        builder.node("sink" + number, Role::Sink).socket("in", Pull);
        builder.link("sink" + number + ".in", "vent.out", endpoint);
        builder.node("client" + number, Role::Client).setting("rate", 0).setting("count", 100);
        builder.setting("size", 4).socket("req", Req);
        builder.link("client" + number + ".req", "server.in", endpoint);
    }
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const auto receivedBy = [&](const std::string& from, const std::string& to) {
        return *result.final->flows[run.flow(from, to)].received;
    };
    EXPECT_EQ(receivedBy("vent.out", "sink0.in") + receivedBy("vent.out", "sink1.in"), kCount);
    EXPECT_GT(receivedBy("vent.out", "sink1.in"), 0U);
    EXPECT_EQ(receivedBy("server.in", "client0.req"), 100U);
    EXPECT_EQ(receivedBy("server.in", "client1.req"), 100U);
}

} // namespace topomq::tests
