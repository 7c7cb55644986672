// By which names ROUTERs know their peers, and where two have one.
#include "engine/model/edit.h"
#include "engine/rules/codes.h"
#include "engine/rules/rules.h"
#include "tests/engine/rules/codes_of.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace topomq::rules {
namespace {

using model::Finding;
using model::Role;
using model::Topology;
using enum model::SocketType;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using tests::TopologyBuilder;

TEST(RoutingIds, OfPeersOnRouterAreTheirNodeIds)
{
    const Topology topology = TopologyBuilder()
                                  .node("hub", Role::Peer)
                                  .socket("s", Router, {"inproc://*"})
                                  .node("x", Role::Peer)
                                  .socket("s", Router)
                                  .node("y", Role::Peer)
                                  .socket("s", Dealer)
                                  .option("ROUTING_ID", "x")
                                  .link("x.s", "hub.s")
                                  .link("y.s", "hub.s");
    EXPECT_THAT(codesOf(topology), Contains(code::kDuplicateRoutingId));
}

TEST(RoutingIds, MayRepeatAtDifferentRouters)
{
    const Topology topology = TopologyBuilder()
                                  .node("r", Role::Server)
                                  .socket("s", Router, {"inproc://*"})
                                  .node("q", Role::Server)
                                  .socket("s", Router, {"inproc://*"})
                                  .node("x", Role::Client)
                                  .socket("s", Dealer)
                                  .option("ROUTING_ID", "me")
                                  .link("x.s", "r.s")
                                  .link("x.s", "q.s");
    EXPECT_THAT(codesOf(topology), IsEmpty());
}

TEST(RoutingIds, OfTwoSocketsOfANodeOnlyTheFirstThatIsLinkedIsItsId)
{
    Topology topology = TopologyBuilder()
                            .node("hub", Role::Peer)
                            .socket("s", Router, {"inproc://*"})
                            .node("x", Role::Source)
                            .socket("a", Dealer)
                            .socket("b", Dealer)
                            .link("x.b", "hub.s")
                            .link("x.a", "hub.s");
    const std::vector<Finding> findings = check(topology);
    EXPECT_FALSE(hasErrors(findings));
    const auto found = std::find_if(findings.begin(), findings.end(), [](const Finding& each) {
        return each.code == code::kNoRoutingId;
    });
    ASSERT_NE(found, findings.end());
    EXPECT_EQ(found->where, "link2");
    ASSERT_TRUE(found->fix);
    model::apply(topology, found->fix->edit);
    EXPECT_THAT(codesOf(topology), Not(Contains(code::kNoRoutingId)));
}

TEST(RoutingIds, AreNotMissedWhereTheTwoCannotTalkAtAll)
{
    const Topology topology = TopologyBuilder()
                                  .node("hub", Role::Peer)
                                  .socket("s", Router, {"inproc://*"})
                                  .node("pub", Role::Source)
                                  .socket("out", Pub)
                                  .link("pub.out", "hub.s");
    const std::vector<std::string> codes = codesOf(topology);
    EXPECT_THAT(codes, Contains(code::kIllegalPair));
    EXPECT_THAT(codes, Not(Contains(code::kNoRoutingId)));
}

TEST(RoutingIds, ThatNobodyWroteGoWithTheirLink)
{
    const Topology topology = TopologyBuilder()
                                  .node("hub", Role::Peer)
                                  .socket("s", Router, {"inproc://*"})
                                  .node("x", Role::Peer)
                                  .socket("s", Dealer)
                                  .option("ROUTING_ID", "y")
                                  .node("y", Role::Peer)
                                  .socket("s", Dealer)
                                  .link("x.s", "hub.s")
                                  .link("y.s", "hub.s");
    const Finding finding = check(topology).front();
    EXPECT_THAT(finding.message, HasSubstr("y.s has no ROUTING_ID and goes by the id of its node"));
    ASSERT_TRUE(finding.fix);
    EXPECT_EQ(finding.fix->text, "Remove the link");
}

TEST(RoutingIds, OfTwoRoutersThatKnowEachOtherAreNothingToTell)
{
    const auto notes = [](const Topology& topology) {
        const std::vector<Finding> findings = check(topology);
        return std::count_if(findings.begin(), findings.end(), [](const Finding& finding) {
            return finding.code == code::kTrickyPair;
        });
    };
    const auto peers = [](model::Array to, const char* first, const char* second) {
        TopologyBuilder builder;
        builder.node("a", Role::Peer)
            .setting("to", model::Value(std::move(to)))
            .socket("s", Router, {"inproc://*"});
        if (first != nullptr)
            builder.option("ROUTING_ID", first);
        builder.node("b", Role::Peer).socket("s", Router);
        if (second != nullptr)
            builder.option("ROUTING_ID", second);
        return builder.link("b.s", "a.s").topology();
    };
    EXPECT_EQ(notes(peers({"b"}, nullptr, nullptr)), 0);
    EXPECT_EQ(notes(peers({}, "one", "two")), 0);
    EXPECT_EQ(notes(peers({}, "one", nullptr)), 1);
    EXPECT_EQ(notes(peers({"c"}, nullptr, nullptr)), 1);
}

} // namespace
} // namespace topomq::rules
