// Subscriptions against what is published.
#include "engine/model/edit.h"
#include "engine/rules/codes.h"
#include "engine/rules/rules.h"
#include "tests/engine/rules/codes_of.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace topomq::rules {
namespace {

using model::Array;
using model::Finding;
using model::Role;
using model::Topology;
using enum model::SocketType;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using tests::TopologyBuilder;

TopologyBuilder pubSub(Role publisher, const Array& prefixes)
{
    return TopologyBuilder()
        .node("in", Role::Source)
        .socket("out", Pub, {"inproc://*"})
        .node("pub", publisher)
        .socket("out", Pub, {"inproc://*"})
        .node("sub", Role::Sink)
        .socket("in", Sub)
        .option("SUBSCRIBE", prefixes)
        .link("sub.in", "pub.out")
        .link("sub.in", "in.out");
}

TEST(Subscriptions, MatchByPrefix)
{
    Topology topology = pubSub(Role::Source, {"new"});
    topology.nodes[0].settings.set("topics", Array{"weather", "news"});
    EXPECT_THAT(codesOf(topology), IsEmpty());
}

TEST(Subscriptions, MayMatchTheTextAfterTheTopic)
{
    Topology topology = pubSub(Role::Source, {"a: hello"});
    topology.nodes[0].settings.set("topics", Array{"a: "});
    topology.nodes[0].settings.set("text", "hello world");
    EXPECT_THAT(codesOf(topology), IsEmpty());
}

TEST(Subscriptions, OfAProgramAreAskedForWhereOursSendToIt)
{
    Topology topology = pubSub(Role::External, {});
    topology.nodes[1].sockets[0].bind = {"tcp://127.0.0.1:5555"};
    topology.nodes[2].role = Role::External;
    topology.nodes[0].sockets[0].bind = {"tcp://127.0.0.1:*"};
    EXPECT_THAT(codesOf(topology), ElementsAre(code::kUnknownSubscription));
    topology.nodes[2].sockets[0].options.set("SUBSCRIBE", Array{"a"});
    EXPECT_THAT(codesOf(topology), IsEmpty());
    // What another program sends is not ours to tell.
    topology.nodes[2].sockets[0].options.remove("SUBSCRIBE");
    topology.links.pop_back();
    EXPECT_THAT(codesOf(topology), ElementsAre(code::kUnconnected));
}

TEST(Subscriptions, ThatMatchNothingAreTakenOutAndTheOthersStay)
{
    Topology topology = pubSub(Role::Source, {"a", "zzz", "b", "zzz"});
    topology.nodes[0].settings.set("topics", Array{"a", "b", "c"});
    topology.nodes[1].settings.set("topics", Array{"d"});
    const std::vector<Finding> findings = check(topology);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].code, code::kNeverMatches);
    ASSERT_TRUE(findings[0].fix);
    model::apply(topology, findings[0].fix->edit);
    EXPECT_EQ(*topology.nodes[2].sockets[0].options.find("SUBSCRIBE"),
              model::Value(Array{"a", "b"}));
    EXPECT_THAT(codesOf(topology), IsEmpty());
    topology.nodes[2].sockets[0].options.set("SUBSCRIBE", Array{"zzz"});
    model::apply(topology, check(topology).at(0).fix->edit);
    EXPECT_EQ(*topology.nodes[2].sockets[0].options.find("SUBSCRIBE"), model::Value(Array{""}));
}

TEST(Subscriptions, OfAPublisherWithUnknownTopicsAreNotJudged)
{
    const Topology topology = pubSub(Role::Worker, {"weather"});
    EXPECT_THAT(codesOf(topology), testing::Not(testing::Contains(code::kNeverMatches)));
}

} // namespace
} // namespace topomq::rules
