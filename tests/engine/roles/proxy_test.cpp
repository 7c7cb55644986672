// Proxies: what they pass is captured and counted, and they can be paused while they run.

#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using metrics::NodeState;
using model::Role;
using enum model::SocketType;

struct Capture
{
    model::SocketType socket;
    model::SocketType reader;
};

/// Clients, a ROUTER-DEALER proxy, a server, and a reader of the capture.
TopologyBuilder captured(Capture capture, int readerTime)
{
    TopologyBuilder builder;
    builder.node("proxy", Role::Proxy).socket("frontend", Router, {"inproc://*"});
    builder.socket("backend", Dealer, {"tcp://127.0.0.1:*"});
    builder.socket("capture", capture.socket, {"inproc://*"}).option("SNDHWM", 10);
    for (const char* id : {"c1", "c2"}) {
        builder.node(id, Role::Client).setting("rate", 0).setting("count", 200);
        builder.socket("req", Req).link(std::string(id) + ".req", "proxy.frontend");
    }
    builder.node("server", Role::Server).setting("reply_size", 100);
    builder.socket("rep", Rep).link("server.rep", "proxy.backend");
    builder.node("reader", Role::Sink).setting("service_time", readerTime);
    builder.socket("in", capture.reader).option("RCVHWM", 10);
    if (capture.reader == Sub)
        builder.option("SUBSCRIBE", model::Array{""});
    builder.link("reader.in", "proxy.capture");
    return builder;
}

class CaptureOn : public testing::TestWithParam<Capture>
{ };

void setPaused(TestRun& run, bool paused)
{
    const std::size_t node = run.node("proxy");
    model::RoleSettings settings = run.plan().nodes[node].settings;
    settings.paused = paused;
    run.runtime().applySettings(static_cast<plan::NodeIndex>(node), settings);
}

} // namespace

TEST_P(CaptureOn, GetsACopyOfEachMessageOfBothDirections)
{
    TopologyBuilder builder = captured(GetParam(), 0);
    if (GetParam().socket == Pub)
        builder.option("RCVHWM", 0);
    model::Topology topology = builder;
    // Room for all: a PUB must not drop here.
    topology.find(model::NodeId("proxy"))->sockets.back().options.set("SNDHWM", 0);
    TestRun run(topology);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const metrics::FlowFigures& copies =
        result.final->flows[run.flow("proxy.capture", "reader.in")];
    EXPECT_EQ(*copies.received, 800U);
    EXPECT_GT(copies.bytesReceived, 400U * (64 + 100));
    EXPECT_EQ(copies.bytesReceived, copies.bytesSent);
    const metrics::FlowFigures& back = result.final->flows[run.flow("server.rep", "proxy.backend")];
    EXPECT_EQ(back.bytesReceived, 400U * 100);
}

INSTANTIATE_TEST_SUITE_P(Engine,
                         CaptureOn,
                         testing::Values(Capture{Push, Pull},
                                         Capture{Pub, Sub},
                                         Capture{Pair, Pair}),
                         [](const auto& each) { return std::string(toText(each.param.socket)); });

TEST(Proxy, IsHeldUpByAPushCaptureThatIsFull)
{
    TestRun run(captured({Push, Pull}, 60'000'000));
    // One in the reader's hands, 20 in the queues, one in the proxy's.
    EXPECT_TRUE(run.await([&](const metrics::Snapshot& now) {
        return now.nodes[run.node("proxy")].state == NodeState::Blocked
            && now.flows[run.flow("proxy.capture", "reader.in")].sent >= 20U;
    }));
    const runtime::RunResult result = run.finish(0ms);
    EXPECT_LT(*result.final->flows[run.flow("proxy.frontend", "c1.req")].received, 20U);
    EXPECT_TRUE(result.conserved);
}

TEST(Proxy, LetsAPubCaptureDropWhatItsReaderIsTooSlowFor)
{
    TestRun run(captured({Pub, Sub}, 1000));
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const metrics::FlowFigures& copies =
        result.final->flows[run.flow("proxy.capture", "reader.in")];
    EXPECT_EQ(*copies.sent, 800U);
    EXPECT_GT(*copies.dropped, 0U);
    EXPECT_EQ(*result.final->flows[run.flow("proxy.frontend", "c1.req")].received, 200U);
}

TEST(Proxy, PassesNothingWhilePausedAndAllOfItAfterwards)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).setting("count", 500);
    builder.socket("out", Push).option("SNDHWM", 20).link("vent.out", "proxy.frontend");
    builder.node("proxy", Role::Proxy).setting("paused", true);
    builder.socket("frontend", Pull, {"inproc://*"}).option("RCVHWM", 30);
    builder.socket("backend", Push, {"inproc://*"});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "proxy.backend");
    TestRun run(builder);
    EXPECT_TRUE(run.await([&](const metrics::Snapshot& now) {
        const metrics::FlowFigures& before = now.flows[run.flow("vent.out", "proxy.frontend")];
        return now.nodes[run.node("vent")].state == NodeState::Blocked && before.inFlight == 50U
            && before.received == 0U;
    }));
    setPaused(run, false);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    EXPECT_EQ(*result.final->flows[run.flow("proxy.backend", "sink.in")].received, 500U);
}

TEST(Proxy, CanBePausedWhileItWaitsForMessages)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 2000);
    builder.socket("out", Push).link("vent.out", "proxy.frontend");
    builder.node("proxy", Role::Proxy);
    builder.socket("frontend", Pull, {"ipc://*"}).socket("backend", Push, {"ipc://*"});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "proxy.backend");
    TestRun run(builder);
    const std::size_t in = run.flow("vent.out", "proxy.frontend");
    const std::size_t out = run.flow("proxy.backend", "sink.in");
    ASSERT_TRUE(run.await([&](const auto& now) { return now.flows[out].received > 10U; }));
    setPaused(run, true);
    ASSERT_TRUE(run.await([&](const auto& now) {
        return now.flows[in].inFlight > 200U && now.flows[out].messagesPerSecond == 0;
    }));
    setPaused(run, false);
    EXPECT_TRUE(run.await([&](const auto& now) { return now.flows[out].received > 500U; }));
    expectConserved(run.finish(), run.plan());
}

TEST(Proxy, TakesSubscriptionsBackUpstreamWhenASubscriberLeavesThem)
{
    TopologyBuilder builder;
    builder.node("news", Role::Source).setting("rate", 2000);
    builder.setting("topics", model::Array{"a", "b"}).socket("out", XPub, {"tcp://127.0.0.1:*"});
    builder.node("proxy", Role::Proxy).socket("frontend", XSub);
    builder.socket("backend", XPub, {"inproc://*"}).link("proxy.frontend", "news.out");
    builder.node("sink", Role::Sink).socket("in", Sub);
    builder.option("SUBSCRIBE", model::Array{"a"}).link("sink.in", "proxy.backend");
    TestRun run(builder);
    const std::size_t up = run.flow("news.out", "proxy.frontend");
    const std::size_t down = run.flow("proxy.backend", "sink.in");
    const auto unwanted = [&](const metrics::Snapshot& now) {
        return now.sockets[run.socket("news.out")].droppedNoSubscriber;
    };
    ASSERT_TRUE(run.await(
        [&](const auto& now) { return now.flows[down].received > 20U && unwanted(now) > 20U; }));
    EXPECT_TRUE(run.runtime().applyOption(static_cast<plan::SocketIndex>(run.socket("sink.in")),
                                          {"SUBSCRIBE", model::Array{}}));
    // Nobody wants anything any more: the publisher itself drops both topics.
    EXPECT_TRUE(run.await([&](const auto& now) {
        return now.flows[down].received > 20U && now.flows[up].messagesPerSecond == 0;
    }));
    expectConserved(run.finish(), run.plan());
}

} // namespace topomq::tests
