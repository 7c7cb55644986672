// Loads and answers: what must not be said.
#include "engine/rules/codes.h"
#include "engine/rules/rules.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace topomq::rules {
namespace {

using model::Array;
using model::Role;
using model::Topology;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using enum model::SocketType;
using tests::TopologyBuilder;

std::vector<std::string> codesOf(const Topology& topology)
{
    std::vector<std::string> codes;
    for (const model::Finding& finding : check(topology))
        codes.push_back(finding.code);
    return codes;
}

/// A publisher of two topics and a sink that can take 600 of its 1000 msg/s.
TopologyBuilder subscribedTo(const Array& prefixes)
{
    return TopologyBuilder()
        .node("pub", Role::Source)
        .setting("topics", Array{"a", "b"})
        .socket("out", Pub, {"inproc://*"})
        .node("sub", Role::Sink)
        .setting("service_time", 1666)
        .socket("in", Sub)
        .option("SUBSCRIBE", prefixes)
        .link("sub.in", "pub.out");
}

Topology shared(int workers, int service)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 1000).socket("out", Push, {"inproc://*"});
    for (int i = 0; i < workers; ++i) {
        const std::string id = "w" + std::to_string(i);
        builder.node(id, Role::Sink).setting("service_time", service).socket("in", Pull);
        builder.link(id + ".in", "vent.out");
    }
    return builder;
}

TEST(Loads, CountOnlyTheTopicsThatAreSubscribed)
{
    EXPECT_THAT(codesOf(subscribedTo({""})), Contains(code::kDropsExpected));
    EXPECT_THAT(codesOf(subscribedTo({"a"})), Not(Contains(code::kDropsExpected)));
    EXPECT_THAT(codesOf(subscribedTo({"a", "b"})), Contains(code::kDropsExpected));
}

TEST(Loads, OfAPublisherThatWaitsDropNothing)
{
    Topology topology = subscribedTo({""});
    topology.nodes[0].sockets[0].options.set("XPUB_NODROP", true);
    EXPECT_THAT(codesOf(topology), Not(Contains(code::kDropsExpected)));
}

TEST(Loads, AreSharedByThoseWhoPull)
{
    EXPECT_THAT(codesOf(shared(2, 3000)), Contains(code::kBackPressure));
    EXPECT_THAT(codesOf(shared(4, 3000)), Not(Contains(code::kBackPressure)));
}

TEST(Loads, OfASourceThatTakesWhatItGetsAreNoFinding)
{
    Topology topology = shared(1, 3000);
    topology.nodes[0].settings.set("rate", 0);
    EXPECT_THAT(codesOf(topology), Not(Contains(code::kBackPressure)));
}

TEST(Loads, NameTheRateThatIsPossible)
{
    const auto findings = check(shared(1, 4000));
    ASSERT_FALSE(findings.empty());
    EXPECT_THAT(findings[0].message, HasSubstr("about 1000 msg/s"));
    EXPECT_THAT(findings[0].message, HasSubstr("about 250 msg/s"));
}

TEST(Requests, ReachAServerThroughBrokers)
{
    const Topology topology = TopologyBuilder()
                                  .node("c", Role::Client)
                                  .setting("timeout", 100)
                                  .socket("req", Req)
                                  .node("p", Role::Proxy)
                                  .socket("frontend", Router, {"inproc://*"})
                                  .socket("backend", Dealer, {"inproc://*"})
                                  .node("s", Role::Server)
                                  .socket("rep", Rep)
                                  .link("c.req", "p.frontend")
                                  .link("s.rep", "p.backend");
    EXPECT_THAT(codesOf(topology), ::testing::IsEmpty());
}

TEST(Requests, OfManyClientsThroughManyBrokersAreCheckedInTime)
{
    TopologyBuilder builder;
    constexpr int kMany = 2000;
    for (int i = 0; i < kMany; ++i) {
        const std::string number = std::to_string(i);
        builder.node("p" + number, Role::Proxy);
        builder.socket("frontend", Router, {"inproc://*"}).socket("backend", Dealer);
        builder.node("c" + number, Role::Client).socket("s", Req);
        builder.link("c" + number + ".s", "p" + number + ".frontend");
        if (i > 0)
            builder.link("p" + std::to_string(i - 1) + ".backend", "p" + number + ".frontend");
    }
    const auto codes = codesOf(builder);
    EXPECT_EQ(std::count(codes.begin(), codes.end(), code::kNobodyAnswers), kMany);
}

} // namespace
} // namespace topomq::rules
