// Round trips: each request's own answer, however the answers come.

#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

namespace topomq::tests {

namespace {

using model::Role;
using enum model::SocketType;

constexpr int kRequests = 60;
constexpr double kQuick = 1000; // µs
constexpr double kSlow = 15'000;

class RoundTrips : public testing::TestWithParam<std::string>
{ };

} // namespace

TEST_P(RoundTrips, AreThoseOfEachServer)
{
    TopologyBuilder builder;
    builder.node("client", Role::Client).setting("rate", 0).setting("count", kRequests);
    builder.setting("window", 8).socket("out", Dealer);
    builder.node("quick", Role::Server).setting("service_time", kQuick);
    builder.socket("in", Rep, {GetParam()});
    builder.node("slow", Role::Server).setting("service_time", kSlow);
    builder.socket("in", Router, {GetParam()});
    builder.link("client.out", "quick.in").link("client.out", "slow.in");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    const auto& quick = result.final->flows[run.flow("quick.in", "client.out")];
    const auto& slow = result.final->flows[run.flow("slow.in", "client.out")];
    EXPECT_EQ(quick.roundTrip().count, quick.received.value());
    EXPECT_EQ(slow.roundTrip().count, slow.received.value());
    EXPECT_EQ(quick.roundTrip().count + slow.roundTrip().count, std::uint64_t{kRequests});
    // How long it takes depends on the machine, and a server that was kept from its work makes up
    // for it; what is one server's and what the other's does not.
    EXPECT_LT(quick.roundTrip().p50, slow.roundTrip().p50);
    // Three ways to one sum: what it is made of cannot be more than the whole.
    const auto& request = result.final->flows[run.flow("client.out", "slow.in")];
    const double service = result.final->nodes[run.node("slow")].service.mean;
    EXPECT_GT(service, result.final->nodes[run.node("quick")].service.mean);
    EXPECT_GE(slow.roundTrip().mean, (request.latency.mean + slow.latency.mean + service) * 0.97);
    EXPECT_EQ(result.final->nodes[run.node("slow")].service.count, slow.received.value());
}

TEST_P(RoundTrips, AreKnownBehindABrokerWhereAnswersOvertakeEachOther)
{
    TopologyBuilder builder;
    builder.node("client", Role::Client).setting("rate", 0).setting("count", kRequests);
    builder.setting("window", 10).socket("out", Dealer);
    builder.node("broker", Role::Proxy).socket("frontend", Router, {GetParam()});
    builder.socket("backend", Dealer, {GetParam()});
    for (const auto& [name, time] : {std::pair("quick", kQuick), std::pair("slow", kSlow)}) {
        builder.node(name, Role::Server).setting("service_time", time).socket("in", Rep);
        builder.link(std::string(name) + ".in", "broker.backend");
    }
    builder.link("client.out", "broker.frontend");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    const auto& answers = result.final->flows[run.flow("broker.frontend", "client.out")];
    EXPECT_EQ(answers.roundTrip().count, std::uint64_t{kRequests});
    EXPECT_GE(answers.roundTrip().max, kSlow);
    // Those that took the quick way are not taken for slow ones asked before them.
    EXPECT_LT(answers.roundTrip().min, answers.roundTrip().max / 2);
}

TEST_P(RoundTrips, OfARequestThatIsGivenUpAreNotTakenForTheNextOnes)
{
    TopologyBuilder builder;
    builder.node("client", Role::Client).setting("rate", 0).setting("count", 4);
    builder.setting("timeout", 10).setting("window", 1).socket("out", Dealer);
    builder.node("server", Role::Server).setting("service_time", 400'000);
    builder.socket("in", Router, {GetParam()}).link("client.out", "server.in");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    const auto& answers = result.final->flows[run.flow("server.in", "client.out")];
    EXPECT_EQ(answers.received, 4U);
    EXPECT_EQ(answers.roundTrip().count, 0U) << "every answer came after its request was given up";
}

TEST_P(RoundTrips, OfAReqAreMeasuredOneByOne)
{
    TopologyBuilder builder;
    builder.node("client", Role::Client).setting("rate", 0).setting("count", 20);
    builder.setting("text", "hi").socket("req", Req);
    builder.node("server", Role::Server).setting("service_time", kQuick);
    builder.socket("rep", Rep, {GetParam()}).link("client.req", "server.rep");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    const auto& answers = result.final->flows[run.flow("server.rep", "client.req")];
    EXPECT_EQ(answers.roundTrip().count, 20U) << "also of texts, which carry no mark";
    EXPECT_GE(answers.roundTrip().max, kQuick * 0.9);
}

INSTANTIATE_TEST_SUITE_P(Transport,
                         RoundTrips,
                         testing::Values("inproc://*", "tcp://127.0.0.1:*"),
                         [](const auto& which) {
                             return which.param.substr(0, which.param.find(':'));
                         });

TEST(LateReply, IsTakenForTheRightOneWhereRequestsHaveNoNumber)
{
    TopologyBuilder builder;
    builder.node("client", Role::Client).setting("rate", 0).setting("timeout", 20);
    builder.socket("out", Req).option("REQ_CORRELATE", false);
    builder.node("server", Role::Server).setting("service_time", 30'000);
    builder.socket("in", Rep, {"inproc://*"}).link("client.out", "server.in");
    TestRun run(builder);
    const std::size_t replies = run.flow("server.in", "client.out");
    // Each comes after its own request was given up.
    EXPECT_TRUE(run.await([&](const auto& now) { return now.flows[replies].received > 3U; }));
    expectConserved(run.finish(), run.plan());
}

} // namespace topomq::tests
