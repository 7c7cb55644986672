// Connections that end by themselves: what goes with them was lost to a peer that was gone, and the
// rest of the run does not wait for it.

#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace topomq::tests {

namespace {

using metrics::DropCause;
using model::Role;
using enum model::SocketType;

/// Less than a handshake of CURVE needs would let nobody in.
constexpr std::int64_t kMost = 600;

std::uint64_t causeOf(const metrics::FlowFigures& flow, DropCause cause)
{
    return flow.droppedByCause[static_cast<std::size_t>(cause)];
}

/// Half of its messages are larger than its receivers take.
TopologyBuilder tooLarge(model::SocketType type, int rate, int count)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", rate).setting("count", count);
    builder.setting("size", model::Object{{"uniform", model::Array{500, 700}}});
    builder.socket("out", type);
    return builder;
}

model::Topology withCurve(model::Topology topology)
{
    for (model::Node& node : topology.nodes) {
        for (model::Socket& socket : node.sockets)
            socket.security = {.mechanism = model::Mechanism::Curve,
                               .server = !socket.bind.empty()};
    }
    return topology;
}

/// A subscriber that is given more than it can hold whenever it stands still.
TopologyBuilder published(const std::string& address)
{
    TopologyBuilder builder;
    builder.node("pub", Role::Source).setting("rate", 2000).setting("size", 2000);
    builder.socket("out", Pub, {address}).option("SNDHWM", 100).option("SNDBUF", 4096);
    builder.node("sub", Role::Sink).socket("in", Sub).option("SUBSCRIBE", model::Array{""});
    builder.option("RCVHWM", 100).option("RCVBUF", 4096).link("sub.in", "pub.out");
    return builder;
}

class RestartedSubscriber : public testing::TestWithParam<const char*>
{ };

class EndedConnection : public testing::TestWithParam<bool>
{ };

} // namespace

TEST(ConnectionThatEnds, IsWhyAPublishersMessagesAreMissing)
{
    constexpr std::uint64_t kCount = 600;
    TopologyBuilder builder = tooLarge(Pub, 500, kCount);
    builder.node("sink", Role::Sink).socket("in", Sub, {"tcp://127.0.0.1:*"});
    builder.option("SUBSCRIBE", model::Array{""}).option("MAXMSGSIZE", kMost);
    builder.link("vent.out", "sink.in");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const metrics::FlowFigures& flow = result.final->flows[0];
    EXPECT_GT(*flow.received, 0U);
    EXPECT_GT(causeOf(flow, DropCause::PeerGone), 0U);
    EXPECT_EQ(causeOf(flow, DropCause::SubscriberFull), 0U) << "nothing was ever full";
    EXPECT_EQ(*flow.received + causeOf(flow, DropCause::PeerGone), kCount);
}

TEST(ConnectionThatEnds, IsWhyMessagesOfBothLinksBetweenTwoSocketsAreMissing)
{
    TopologyBuilder builder = tooLarge(Pub, 500, 0);
    const std::vector<std::string> both{"tcp://127.0.0.1:*", "tcp://127.0.0.1:*"};
    builder.node("sink", Role::Sink).socket("in", Sub, both);
    builder.option("SUBSCRIBE", model::Array{""}).option("MAXMSGSIZE", kMost);
    builder.link("vent.out", "sink.in", 0).link("vent.out", "sink.in", 1);
    TestRun run(builder);
    EXPECT_TRUE(run.await([](const metrics::Snapshot& now) {
        return std::all_of(now.flows.begin(), now.flows.end(), [](const auto& flow) {
            EXPECT_EQ(causeOf(flow, DropCause::SubscriberFull), 0U) << "nothing was ever full";
            return causeOf(flow, DropCause::PeerGone) > 10U;
        });
    }));
    EXPECT_TRUE(run.finish(std::chrono::milliseconds(0)).conserved);
}

TEST(ConnectionThatEnds, IsWhyRepliesAreMissingThatARequesterGaveUp)
{
    TopologyBuilder builder;
    builder.node("client", Role::Client).setting("rate", 100).setting("timeout", 50);
    builder.socket("req", Req, {"tcp://127.0.0.1:*"}).option("MAXMSGSIZE", kMost);
    builder.node("server", Role::Server).setting("reply_size", kMost + 1);
    builder.socket("rep", Rep).link("server.rep", "client.req");
    TestRun run(builder);
    const std::size_t replies = run.flow("server.rep", "client.req");
    EXPECT_TRUE(run.await([replies](const auto& now) {
        return causeOf(now.flows[replies], DropCause::PeerGone) > 0U;
    })) << "none comes that could show it";
    EXPECT_TRUE(run.finish(std::chrono::milliseconds(0)).conserved);
}

TEST_P(RestartedSubscriber, LosesWhatIsTooMuchForItLikeAnyOther)
{
    constexpr std::uint64_t kSome = 100;
    TestRun run(published(GetParam()));
    const auto sub = static_cast<plan::NodeIndex>(run.node("sub"));
    std::uint64_t gone = 0;
    std::uint64_t taken = 0;
    const auto takesMore = [&](const metrics::Snapshot& now) {
        gone = causeOf(now.flows[0], DropCause::PeerGone);
        return now.flows[0].received > taken + 5 * kSome;
    };
    const auto awaitMore = [&] {
        taken = run.runtime().latest()->flows[0].received.value_or(0);
        return run.await(takesMore);
    };
    ASSERT_TRUE(run.await(takesMore));
    run.runtime().restartNode(sub);
    ASSERT_TRUE(run.awaitEvent("sub", "NODE_STARTED"));
    ASSERT_TRUE(awaitMore());
    run.runtime().setFrozen(sub, true);
    ASSERT_TRUE(run.await([](const metrics::Snapshot& now) {
        return now.flows[0].sent > *now.flows[0].received + 20 * kSome;
    }));
    const metrics::FlowFigures frozen = run.runtime().latest()->flows[0];
    EXPECT_EQ(causeOf(frozen, DropCause::PeerGone), gone);
    if (frozen.stages) {
        // What the queue before the kernel cannot hold is known to be lost.
        EXPECT_LE(frozen.stages->sender, 2 * kSome);
        EXPECT_GT(causeOf(frozen, DropCause::SubscriberFull), 0U);
    }
    run.runtime().setFrozen(sub, false);
    ASSERT_TRUE(run.awaitEvent("sub", "NODE_THAWED"));
    const std::uint64_t before = gone;
    EXPECT_TRUE(run.await([](const metrics::Snapshot& now) {
        return causeOf(now.flows[0], DropCause::SubscriberFull) > kSome
            && *now.flows[0].inFlight < 2 * kSome;
    })) << "a full queue was taken for a lost connection";
    EXPECT_EQ(causeOf(run.runtime().latest()->flows[0], DropCause::PeerGone), before);
    EXPECT_TRUE(run.finish(std::chrono::milliseconds(0)).conserved);
}

INSTANTIATE_TEST_SUITE_P(Transport,
                         RestartedSubscriber,
                         testing::Values("inproc://*", "ipc://*", "tcp://127.0.0.1:*"),
                         [](const auto& each) {
                             const std::string address = each.param;
                             return address.substr(0, address.find(':'));
                         });

TEST_P(EndedConnection, DoesNotHoldUpTheEndOfARunWhereNobodyLooksForGaps)
{
    TopologyBuilder builder = tooLarge(Push, 500, 300);
    builder.node("small", Role::Sink).socket("in", Pull, {"tcp://127.0.0.1:*"});
    builder.option("MAXMSGSIZE", kMost).link("vent.out", "small.in");
    builder.node("any", Role::Sink).socket("in", Pull, {"tcp://127.0.0.1:*"});
    builder.link("vent.out", "any.in");
    TestRun run(GetParam() ? withCurve(builder) : model::Topology(builder));
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const metrics::FlowFigures& small = result.final->flows[run.flow("vent.out", "small.in")];
    const metrics::FlowFigures& any = result.final->flows[run.flow("vent.out", "any.in")];
    EXPECT_GT(*small.dropped, 0U);
    EXPECT_EQ(causeOf(small, DropCause::PeerGone), *small.dropped);
    EXPECT_EQ(any.dropped, 0U);
    EXPECT_EQ(*small.sent + *any.sent, 300U);
}

INSTANTIATE_TEST_SUITE_P(Security, EndedConnection, testing::Bool(), [](const auto& which) {
    return which.param ? "Curve" : "None";
});

} // namespace topomq::tests
