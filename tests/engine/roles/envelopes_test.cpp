// Every legal pair of roles on sockets with envelopes: the body arrives whole and alone, and the
// reply finds its way.

#include "tests/engine/roles/foreign_socket.h"
#include "tests/support/run_topology.h"
#include "tests/support/run_waits.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>
#include <zmq.h>

#include <tuple>

namespace topomq::tests {

namespace {

using model::Role;
using enum model::SocketType;

constexpr unsigned kCount = 150;
constexpr unsigned kSize = 40;

struct Ends
{
    Role first;
    model::SocketType firstType;
    Role second;
    model::SocketType secondType;
    /// Messages that come back to the first.
    unsigned back;
};

constexpr Ends kEnds[]{
    {Role::Source, Dealer, Role::Server, Rep, kCount},
    {Role::Source, Dealer, Role::Server, Dealer, kCount},
    {Role::Source, Dealer, Role::Server, Router, kCount},
    {Role::Source, Dealer, Role::Sink, Dealer, 0},
    {Role::Source, Dealer, Role::Sink, Router, 0},
    {Role::Source, Dealer, Role::Peer, Router, kCount},
    {Role::Source, Pair, Role::Sink, Pair, 0},
    {Role::Source, Pair, Role::Source, Pair, kCount},
    {Role::Source, Pair, Role::Peer, Pair, kCount},
    {Role::Peer, Dealer, Role::Server, Rep, kCount},
    {Role::Peer, Dealer, Role::Server, Dealer, kCount},
    {Role::Peer, Dealer, Role::Server, Router, kCount},
    {Role::Peer, Dealer, Role::Peer, Dealer, kCount},
    {Role::Peer, Dealer, Role::Peer, Router, kCount},
    {Role::Peer, Dealer, Role::Sink, Router, 0},
    {Role::Peer, Router, Role::Server, Dealer, kCount},
    {Role::Peer, Router, Role::Server, Router, kCount},
    {Role::Peer, Router, Role::Peer, Router, kCount},
    {Role::Peer, Router, Role::Sink, Dealer, 0},
    {Role::Peer, Router, Role::Client, Dealer, kCount},
    {Role::Client, Req, Role::Server, Rep, kCount},
    {Role::Client, Req, Role::Server, Router, kCount},
    {Role::Client, Dealer, Role::Server, Rep, kCount},
    {Role::Client, Dealer, Role::Server, Dealer, kCount},
    {Role::Client, Dealer, Role::Server, Router, kCount},
};

void addEnd(TopologyBuilder& builder,
            const std::string& id,
            Role role,
            model::SocketType type,
            const std::vector<std::string>& bind)
{
    builder.node(id, role);
    if (role == Role::Source || role == Role::Peer || role == Role::Client)
        builder.setting("rate", 0)
            .setting("count", static_cast<int>(kCount))
            .setting("size", static_cast<int>(kSize));
    builder.socket("s", type, bind);
    if (type == Router)
        builder.option("ROUTING_ID", id);
}

std::string nameOf(const Ends& ends)
{
    const auto word = [](Role role, model::SocketType type) {
        return std::string(toText(role)) + std::string(toText(type));
    };
    return word(ends.first, ends.firstType) + "to" + word(ends.second, ends.secondType);
}

void adopt(TestRun& run, const TopologyBuilder& builder)
{
    run.runtime().adopt(withoutErrors(plan::makePlan(builder.topology())));
}

class Envelopes : public testing::TestWithParam<std::tuple<Ends, const char*>>
{ };

} // namespace

TEST_P(Envelopes, BringTheBodyThereAndTheReplyBack)
{
    const auto& [ends, address] = GetParam();
    TopologyBuilder builder;
    addEnd(builder, "a", ends.first, ends.firstType, {});
    addEnd(builder, "b", ends.second, ends.secondType, {address});
    builder.link("a.s", "b.s");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const auto expectFlow = [&](std::size_t index, std::uint64_t count) {
        const metrics::FlowFigures& flow = result.final->flows[index];
        EXPECT_EQ(*flow.received, count);
        EXPECT_EQ(flow.bytesSent, count * kSize);
        EXPECT_EQ(flow.bytesReceived, count * kSize);
    };
    expectFlow(run.flow("a.s", "b.s"), kCount);
    expectFlow(run.flow("b.s", "a.s"), ends.back);
    EXPECT_EQ(result.final->sockets[run.socket("a.s")].droppedUnroutable, 0U);
    EXPECT_EQ(result.final->sockets[run.socket("b.s")].droppedUnroutable, 0U);
}

INSTANTIATE_TEST_SUITE_P(Engine,
                         Envelopes,
                         testing::Combine(testing::ValuesIn(kEnds),
                                          testing::Values("inproc://*", "tcp://127.0.0.1:*")),
                         [](const auto& each) {
                             const std::string address = std::get<1>(each.param);
                             return nameOf(std::get<0>(each.param)) + "over"
                                 + address.substr(0, address.find(':'));
                         });

TEST(Envelope, OfASourceOnDealerIsWhatAForeignRepUnderstands)
{
    TopologyBuilder builder;
    builder.node("source", Role::Source).setting("text", "hello").setting("count", 1);
    builder.socket("out", Dealer, {"tcp://127.0.0.1:*"});
    builder.node("far", Role::External).socket("rep", Rep).link("far.rep", "source.out");
    TestRun run(builder);
    ForeignSocket far(ZMQ_REP, run.boundAddress("source.out"));
    EXPECT_EQ(far.receive(), Frames{"hello"});
    far.send({"world"});
    EXPECT_TRUE(run.await([&](const metrics::Snapshot& now) {
        return now.flows[run.flow("far.rep", "source.out")].received == 1U;
    }));
    run.finish(std::chrono::milliseconds(0));
}

TEST(Envelope, NamesEachPeerOfARouterInTheOrderOfItsList)
{
    TopologyBuilder builder;
    builder.node("hub", Role::Peer).setting("rate", 0).setting("count", 90);
    builder.setting("to", model::Array{"y", "x", "y"});
    builder.socket("s", Router, {"inproc://*"});
    for (const char* id : {"x", "y", "z"}) {
        builder.node(id, Role::Peer).setting("rate", 0).setting("count", 10);
        builder.socket("s", Dealer).link(std::string(id) + ".s", "hub.s");
    }
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    EXPECT_EQ(*result.final->flows[run.flow("hub.s", "x.s")].received, 30U);
    EXPECT_EQ(*result.final->flows[run.flow("hub.s", "y.s")].received, 60U);
    EXPECT_EQ(*result.final->flows[run.flow("hub.s", "z.s")].received, 0U);
}

TEST(Envelope, LeavesOutNamesThatNoPeerOfARouterHas)
{
    TopologyBuilder builder;
    builder.node("hub", Role::Peer).setting("rate", 0).setting("count", 30);
    builder.setting("to", model::Array{"nobody", "x"});
    builder.socket("s", Router, {"inproc://*"});
    builder.node("x", Role::Peer).setting("rate", 0).setting("count", 1);
    builder.socket("s", Dealer).link("x.s", "hub.s");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    EXPECT_EQ(*result.final->flows[run.flow("hub.s", "x.s")].received, 30U);
    EXPECT_EQ(result.final->sockets[run.socket("hub.s")].droppedUnroutable, 0U);
}

TEST(Envelope, HasTheDelimiterOfARepThatIsLinkedLater)
{
    for (const Role role : {Role::Source, Role::Peer}) {
        SCOPED_TRACE(toText(role));
        TopologyBuilder builder;
        builder.node("first", role).setting("rate", 200);
        builder.socket("s", Dealer, {"tcp://127.0.0.1:*"});
        builder.node("router", Role::Server).socket("s", Router).link("router.s", "first.s");
        TestRun run(builder);
        ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].received > 5U; }));
        builder.node("rep", Role::Server).socket("s", Rep).link("rep.s", "first.s");
        adopt(run, builder);
        ASSERT_TRUE(run.await(
            [](const auto& now) { return now.flows.size() == 4 && now.flows[3].received > 20U; }));
        const runtime::RunResult result = run.finish();
        expectConserved(result, run.plan());
        EXPECT_EQ(result.final->flows[run.flow("first.s", "rep.s")].received,
                  result.final->flows[run.flow("rep.s", "first.s")].received);
    }
}

TEST(Envelope, NamesThePeersThatARouterHasNow)
{
    const auto hubWith = [](const std::vector<std::string>& peers) {
        TopologyBuilder builder;
        builder.node("hub", Role::Peer).setting("rate", 200);
        builder.socket("s", Router, {"tcp://127.0.0.1:*"});
        for (const std::string& id : peers) {
            builder.node(id, Role::Peer).setting("rate", 10).socket("s", Dealer);
            builder.option("ROUTING_ID", id).link(id + ".s", "hub.s");
        }
        return builder;
    };
    TestRun run(hubWith({"x"}));
    const std::size_t hub = run.socket("hub.s");
    // A peer may have been linked before, by a link that is gone.
    const auto flowTo = [&run](std::string_view peer) {
        const plan::RunPlan& plan = run.plan();
        std::size_t found = plan.flows.size();
        for (std::size_t i = 0; i < plan.flows.size(); ++i) {
            if (plan.sockets[plan.flows[i].to].ref.text() == peer)
                found = i;
        }
        return found;
    };
    const auto awaitMore = [&run, &flowTo](std::string_view peer) {
        const std::size_t flow = flowTo(peer);
        const std::uint64_t before = run.runtime().latest()->flows.size() > flow
            ? run.runtime().latest()->flows[flow].received.value_or(0)
            : 0;
        return run.await([&](const auto& now) {
            return now.flows.size() > flow && now.flows[flow].received > before + 20;
        });
    };
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].received > 5U; }));
    adopt(run, hubWith({"x", "y"}));
    ASSERT_TRUE(run.await([](const auto& now) { return now.nodes.size() == 3; }));
    ASSERT_TRUE(awaitMore("y.s"));
    adopt(run, hubWith({"y"}));
    const std::size_t x = run.node("x");
    ASSERT_TRUE(run.await(
        [x](const auto& now) { return now.nodes[x].state == metrics::NodeState::Stopped; }));
    // Its link is another now: until that is connected, what is sent there cannot be routed.
    ASSERT_TRUE(awaitMore("y.s"));
    const std::uint64_t unroutable = run.runtime().latest()->sockets[hub].droppedUnroutable;
    ASSERT_TRUE(awaitMore("y.s"));
    EXPECT_EQ(run.runtime().latest()->sockets[hub].droppedUnroutable, unroutable);
    adopt(run, hubWith({}));
    const std::size_t y = run.node("y");
    ASSERT_TRUE(run.await(
        [y](const auto& now) { return now.nodes[y].state == metrics::NodeState::Stopped; }));
    adopt(run, hubWith({"z"}));
    ASSERT_TRUE(run.await([](const auto& now) { return now.nodes.size() == 4; }));
    EXPECT_TRUE(awaitMore("z.s"));
    EXPECT_TRUE(run.finish().conserved);
}

TEST(Envelope, OfAReqWithATimeoutHasANumberUnlessTheUserWantsNone)
{
    for (const bool hasNumber : {true, false}) {
        ForeignSocket far(ZMQ_ROUTER);
        TopologyBuilder builder;
        builder.node("client", Role::Client).setting("text", "hello").setting("count", 1);
        builder.setting("timeout", 20'000).socket("req", Req);
        if (!hasNumber)
            builder.option("REQ_CORRELATE", false);
        builder.node("far", Role::External).socket("router", Router, {far.address()});
        builder.link("client.req", "far.router");
        TestRun run(builder);
        const Frames asked = far.receive();
        EXPECT_EQ(asked.size(), hasNumber ? 4U : 3U);
        ASSERT_TRUE(run.awaitEvent("client.req", "OPTIONS_SET"));
        for (const runtime::RuntimeEvent& event : run.runtime().eventsSince(0)) {
            if (event.event != "OPTIONS_SET")
                continue;
            const auto tells = [&](const char* text) {
                return event.detail.find(text) != std::string::npos;
            };
            EXPECT_TRUE(tells("REQ_RELAXED = true (for the timeout)"));
            EXPECT_EQ(tells("REQ_CORRELATE = true (for the timeout)"), hasNumber);
            EXPECT_EQ(tells("REQ_CORRELATE = false"), !hasNumber);
        }
        run.finish(std::chrono::milliseconds(0));
    }
}

TEST(RouterBytes, HoldThoseThatAFullPeerDidNotTake)
{
    const auto full = static_cast<std::size_t>(metrics::DropCause::PeerFull);
    TopologyBuilder builder;
    builder.node("peer", Role::Peer).setting("rate", 0).setting("count", 300);
    builder.setting("size", static_cast<int>(kSize));
    builder.socket("s", Router, {"inproc://*"}).option("SNDHWM", 1);
    builder.node("sink", Role::Sink).setting("service_time", 1000);
    builder.socket("in", Dealer).option("RCVHWM", 1).link("sink.in", "peer.s");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const metrics::FlowFigures& flow = result.final->flows[run.flow("peer.s", "sink.in")];
    EXPECT_EQ(flow.sent, 300U);
    EXPECT_GT(flow.droppedByCause[full], 0U);
    EXPECT_EQ(flow.bytesSent, 300 * kSize);
    EXPECT_EQ(flow.bytesReceived, *flow.received * kSize);
}

} // namespace topomq::tests
