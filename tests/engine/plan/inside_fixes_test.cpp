// Fixes of what is found inside of sub-topologies change the definition, by its own names.
#include "engine/model/ports.h"
#include "tests/engine/plan/nothing_worse.h"

#include <algorithm>

namespace topomq {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::IsEmpty;

/// Applies the fix of the first finding with this code; the topology as it was, where there is
/// none.
model::Topology
mended(model::Topology topology, const std::string& code, std::string* text = nullptr)
{
    for (const model::Finding& finding : rules::check(topology)) {
        if (finding.code != code)
            continue;
        EXPECT_TRUE(finding.fix) << finding.where << ": " << finding.message;
        if (!finding.fix)
            break;
        if (text != nullptr)
            *text = finding.fix->text;
        const model::Topology before = topology;
        const auto placed = rules::placedFix(topology, finding.fix->edit);
        EXPECT_TRUE(placed) << finding.fix->text;
        if (!placed)
            break;
        const model::Edit inverse = model::apply(topology, placed->edit).inverse;
        EXPECT_THAT(worseElsewhere(before, finding, topology), IsEmpty());
        model::Topology undone = topology;
        model::apply(undone, inverse);
        EXPECT_EQ(undone, before);
        return topology;
    }
    ADD_FAILURE() << "not found: " << code;
    return topology;
}

TEST(InsideFixes, ChangeTheDefinitionAndNothingElse)
{
    const model::Topology good = topologyOf(kTwoStages);
    const auto broken = topologyOf(replaced(kTwoStages, "\"#pause\"", "\"#paus\""));
    EXPECT_EQ(mended(broken, "unknown-parameter"), good);
}

TEST(InsideFixes, ChangeTypesForAllInstances)
{
    const auto broken =
        topologyOf(replaced(kTwoStages, "\"type\": \"PUSH\" }", "\"type\": \"PUB\" }"));
    EXPECT_FALSE(rules::hasErrors(rules::check(mended(broken, "illegal-pair"))));
}

TEST(InsideFixes, RemoveALinkThere)
{
    const auto broken =
        topologyOf(replaced(kTwoStages, "\"connect\": \"w1.out\"", "\"connect\": \"w7.out\""));
    EXPECT_THAT(mended(broken, "dangling-link").definitions.at(0).links, IsEmpty());
}

TEST(InsideFixes, ChangeLinksWhoseEndsArePorts)
{
    const auto broken = topologyOf(replaced(kTwoStages, "\"bind\": \"stage1.out\"",
                                            "\"bind\": \"stage1.out\", \"endpoint\": 4"));
    EXPECT_EQ(mended(broken, "dangling-link"), topologyOf(kTwoStages));
}

TEST(InsideFixes, KeepTheNamesThatTheFileUses)
{
    const std::string peers =
        replaced(kTwoStages, "\"settings\": { \"service_time\": \"#pause\" }",
                 "\"settings\": { \"service_time\": \"#paus\", \"to\": [\"w2\"] }");
    const model::Topology after = mended(topologyOf(peers), "unknown-parameter");
    const model::Node& w1 = after.definitions.at(0).nodes.at(0);
    EXPECT_EQ(*w1.settings.find("to"), model::Value(model::Array{"w2"}));
    EXPECT_EQ(*w1.settings.find("service_time"), model::Value("#pause"));
    EXPECT_EQ(w1.name, "");
}

TEST(InsideFixes, ShortenListsByTheNamesThatTheFileUses)
{
    model::Topology topology = topologyOf(kTwoStages);
    std::vector<model::Node>& inside = topology.definitions.at(0).nodes;
    model::Security& client = inside.at(0).sockets.at(1).security;
    model::Security& server = inside.at(1).sockets.at(0).security;
    client.mechanism = server.mechanism = model::Mechanism::Curve;
    server.server = true;
    server.allow = {"w1.out", "ghost.in"};
    const model::Topology after = mended(topology, "unknown-allowed");
    EXPECT_THAT(after.definitions.at(0).nodes.at(1).sockets.at(0).security.allow,
                testing::ElementsAre("w1.out"));
}

TEST(InsideFixes, AreNotOfferedWhereTheyWouldBreakAnotherInstance)
{
    // Inside of stage1 PULL would have to be SUB; stage2 is fed by a PUSH.
    const std::string one =
        replaced(kTwoStages,
                 "\"type\": \"PUSH\", \"bind\": [\"inproc://*\"] } ] },\n    { \"id\": \"stage1\"",
                 "\"type\": \"PUB\", \"bind\": [\"inproc://*\"] } ] },\n    { \"id\": \"stage1\"");
    for (const model::Finding& finding : rules::check(topologyOf(one))) {
        if (finding.code != "illegal-pair" || !finding.fix)
            continue;
        model::Topology after = topologyOf(one);
        model::apply(after, rules::placedFix(after, finding.fix->edit).value().edit);
        EXPECT_FALSE(rules::hasErrors(rules::check(after))) << finding.fix->text;
        EXPECT_THAT(worseElsewhere(topologyOf(one), finding, after), IsEmpty());
    }
}

TEST(InsideFixes, SayNamesAsPlaces)
{
    const auto findings = rules::check(
        topologyOf(replaced(kTwoStages, "\"type\": \"PUSH\" }", "\"type\": \"PUB\" }")));
    const auto pair = std::find_if(findings.begin(), findings.end(), [](const auto& finding) {
        return finding.where == "stage1/l" && finding.code == "illegal-pair";
    });
    ASSERT_NE(pair, findings.end());
    for (const model::Finding& finding : findings) {
        EXPECT_THAT(finding.message, testing::Not(HasSubstr("stage1-")));
        EXPECT_THAT(finding.fix ? finding.fix->text : "", testing::Not(HasSubstr("stage1-")));
    }
}

TEST(InsideFixes, RemoveAPortThatLeadsNowhereWithItsLinks)
{
    const auto broken =
        topologyOf(replaced(kTwoStages, "\"socket\": \"w1.in\"", "\"socket\": \"w9.in\""));
    std::string text;
    const model::Topology after = mended(broken, "bad-port", &text);
    EXPECT_EQ(text, "Remove the port and its links");
    EXPECT_EQ(after.definitions.at(0).ports.size(), 1U);
    ASSERT_EQ(after.links.size(), 1U);
    EXPECT_EQ(after.links.front().id, model::LinkId("c"));
}

TEST(InsideFixes, RemoveALinkToAPortThatIsNotThere)
{
    const auto broken = topologyOf(replaced(kTwoStages, "\"stage1.in\"", "\"stage1.inn\""));
    EXPECT_EQ(mended(broken, "dangling-link").links.size(), 2U);
}

TEST(Ports, GoWithTheLinksAtThemAndWhatHandsThemOn)
{
    model::Topology topology = topologyOf(kNested);
    const model::Topology before = topology;
    const model::PortsRemoved removed = model::removePorts(
        topology, model::DefinitionId("Inner"), {{model::SocketId("in"), ref("w", "in")}});
    // `in` of Inner, and `work` of Outer that hands it on; `a` outside, `l` inside of Outer.
    EXPECT_EQ(removed.ports, 2U);
    EXPECT_EQ(removed.links, 2U);
    const model::Edit inverse = model::apply(topology, removed.edit).inverse;
    EXPECT_THAT(topology.links, IsEmpty());
    EXPECT_THAT(topology.definitions.at(0).links, IsEmpty());
    EXPECT_THAT(topology.definitions.at(0).ports, IsEmpty());
    EXPECT_EQ(topology.definitions.at(1).ports.size(), 1U);
    EXPECT_FALSE(rules::hasErrors(rules::check(topology)));
    model::apply(topology, inverse);
    EXPECT_EQ(topology, before);
}

} // namespace
} // namespace topomq
