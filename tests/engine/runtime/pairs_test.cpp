// Every legal pair of socket types carries messages over every transport, whoever binds, and every
// message is accounted for.

#include "tests/support/run_topology.h"
#include "tests/support/run_waits.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <string>
#include <tuple>

namespace topomq::tests {

namespace {

using model::Role;
using enum model::SocketType;

struct Ends
{
    model::SocketType asker;
    Role askerRole;
    model::SocketType answerer;
    Role answererRole;
};

constexpr Ends kPairs[]{
    {Pair, Role::Peer, Pair, Role::Peer},      {Pub, Role::Source, Sub, Role::Sink},
    {Pub, Role::Source, XSub, Role::Sink},     {XPub, Role::Source, Sub, Role::Sink},
    {XPub, Role::Source, XSub, Role::Sink},    {Push, Role::Source, Pull, Role::Sink},
    {Req, Role::Client, Rep, Role::Server},    {Req, Role::Client, Router, Role::Server},
    {Dealer, Role::Client, Rep, Role::Server}, {Dealer, Role::Client, Router, Role::Server},
    {Dealer, Role::Peer, Dealer, Role::Peer},  {Router, Role::Peer, Router, Role::Peer},
};

/// Two that send to each other over PAIR, the other one of this name.
TopologyBuilder pairOf(const std::string& other, const std::string& address, bool firstBinds)
{
    TopologyBuilder builder;
    for (const std::string& id : {std::string("a"), other}) {
        const bool binds = (id == "a") == firstBinds;
        builder.node(id, Role::Peer).setting("rate", 300);
        builder.socket("s", Pair, binds ? std::vector{address} : std::vector<std::string>{});
    }
    return builder;
}

class PairThatIsLinkedAnew : public testing::TestWithParam<std::tuple<const char*, bool, bool>>
{ };

class LegalPair : public testing::TestWithParam<std::tuple<Ends, const char*, bool>>
{ };

} // namespace

TEST_P(LegalPair, CarriesMessagesAndAccountsForThem)
{
    const auto& [pair, address, firstBinds] = GetParam();
    constexpr std::uint64_t kCount = 200;
    const std::vector<std::string> bound{address};
    const std::vector<std::string> none;
    TopologyBuilder builder;
    builder.node("a", pair.askerRole).setting("rate", 0);
    builder.setting("count", static_cast<int>(kCount));
    builder.socket("s", pair.asker, firstBinds ? bound : none);
    builder.node("b", pair.answererRole);
    if (pair.answererRole == Role::Peer)
        builder.setting("rate", 0).setting("count", static_cast<int>(kCount));
    builder.socket("s", pair.answerer, firstBinds ? none : bound);
    if (pair.answerer == Sub || pair.answerer == XSub)
        builder.option("SUBSCRIBE", model::Array{""});
    if (firstBinds)
        builder.link("b.s", "a.s");
    else
        builder.link("a.s", "b.s");

    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const metrics::FlowFigures& there = result.final->flows[run.flow("a.s", "b.s")];
    EXPECT_EQ(*there.sent, kCount);
    EXPECT_EQ(*there.received, kCount);
    EXPECT_EQ(there.bytesReceived, kCount * 64);
    EXPECT_GT(there.latency.p50, 0);
    if (pair.answererRole != Role::Sink) {
        const metrics::FlowFigures& back = result.final->flows[run.flow("b.s", "a.s")];
        EXPECT_EQ(*back.received, kCount);
        EXPECT_EQ(back.bytesReceived, kCount * 64);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Engine,
    LegalPair,
    testing::Combine(testing::ValuesIn(kPairs),
                     testing::Values("inproc://*", "ipc://*", "tcp://127.0.0.1:*"),
                     testing::Bool()));

TEST_P(PairThatIsLinkedAnew, CountsWhatItSendsForTheLinkThatItHasNow)
{
    const auto& [address, firstBinds, isLedToAnother] = GetParam();
    const auto linked = [binds = firstBinds](TopologyBuilder builder, const std::string& other) {
        return binds ? builder.link(other + ".s", "a.s") : builder.link("a.s", other + ".s");
    };
    const auto adopt = [](TestRun& run, const model::Topology& topology) {
        run.runtime().adopt(withoutErrors(plan::makePlan(topology)));
    };
    const TopologyBuilder apart = pairOf("b", address, firstBinds);
    TestRun run(linked(apart, "b"));
    ASSERT_TRUE(run.await([](const metrics::Snapshot& now) {
        return now.flows[0].received > 20U && now.flows[1].received > 20U;
    }));
    if (isLedToAnother) {
        adopt(run, linked(pairOf("c", address, firstBinds), "c"));
    } else {
        adopt(run, apart);
        adopt(run, linked(apart, "b"));
    }
    ASSERT_TRUE(run.await([](const metrics::Snapshot& now) {
        EXPECT_TRUE(now.conserved);
        return now.flows.size() == 4 && now.flows[2].received > 50U && now.flows[3].received > 50U;
    }));
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    for (const std::size_t flow : {2U, 3U})
        EXPECT_EQ(result.final->flows[flow].dropped, 0U) << flow;
}

INSTANTIATE_TEST_SUITE_P(
    Engine,
    PairThatIsLinkedAnew,
    testing::Combine(testing::Values("inproc://*", "ipc://*", "tcp://127.0.0.1:*"),
                     testing::Bool(),
                     testing::Bool()));

} // namespace topomq::tests
