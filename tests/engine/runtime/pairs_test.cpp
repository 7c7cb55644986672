// Every legal pair of socket types carries messages over every transport, whoever binds, and every
// message is accounted for.

#include "tests/support/run_topology.h"
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

} // namespace topomq::tests
