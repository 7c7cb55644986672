// Links are secured through ports of sub-topologies: what is inside is what runs and is saved.
#include "engine/io/topology_file.h"
#include "engine/model/instances.h"
#include "engine/plan/run_plan.h"
#include "engine/rules/rules.h"
#include "tests/engine/plan/subtopology_files.h"

#include <algorithm>

namespace topomq::test {
namespace {

using model::DefinitionId;
using model::LinkId;
using model::Mechanism;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

/// The two stages with addresses that can be secured.
model::Topology twoStages()
{
    std::string text = kTwoStages;
    for (auto at = text.find("inproc"); at != std::string::npos; at = text.find("inproc"))
        text.replace(at, std::string("inproc://*").size(), "tcp://127.0.0.1:*");
    return topologyOf(text);
}

model::Topology applied(model::Topology topology, const model::Edit& edit)
{
    model::apply(topology, edit);
    return topology;
}

const model::Security& inside(const model::Topology& topology, const char* node, const char* socket)
{
    return topology.definitions.at(0)
        .find(model::NodeId(node))
        ->find(model::SocketId(socket))
        ->security;
}

std::size_t securedInRun(const model::Topology& topology)
{
    const plan::PlanResult result = plan::makePlan(topology);
    EXPECT_TRUE(result.isRunnable());
    return static_cast<std::size_t>(
        std::count_if(result.plan.sockets.begin(), result.plan.sockets.end(), [](const auto& each) {
            return each.security->mechanism == Mechanism::Curve;
        }));
}

/// Two instances of this, linked to each other or to a sink that binds.
model::Topology twoHalves(const std::string& nodes, const std::string& links)
{
    return topologyOf(R"({ "topomq": 1, "nodes": [
      { "id": "h1", "role": "subtopology", "definition": "Half" },
      { "id": "h2", "role": "subtopology", "definition": "Half" })"
                      + nodes + R"( ], "links": [ )" + links + R"( ],
      "definitions": [ { "id": "Half", "nodes": [
        { "id": "p", "role": "peer", "sockets": [
          { "id": "s", "type": "DEALER", "bind": ["tcp://127.0.0.1:*"] } ] } ],
        "links": [], "ports": [ { "id": "s", "socket": "p.s" } ] } ] })");
}

} // namespace

TEST(SecuredSubtopologies, ALinkToAPortSecuresWhatItLeadsToForAllInstances)
{
    const model::Topology before = twoStages();
    const rules::SecureResult result = rules::secureLink(before, LinkId("a"));
    EXPECT_EQ(result.problem, "");
    EXPECT_THAT(result.sockets,
                UnorderedElementsAre(ref("vent", "out"), ref("Stage/w1", "in"),
                                     ref("Stage/w2", "out"), ref("sink", "in")));
    model::Topology after = before;
    const model::Edit inverse = model::apply(after, result.edit).inverse;
    EXPECT_EQ(inside(after, "w1", "in").mechanism, Mechanism::Curve);
    EXPECT_FALSE(inside(after, "w1", "in").server);
    EXPECT_TRUE(inside(after, "w2", "out").server);
    EXPECT_EQ(after.find(ref("stage1", "in"))->security.mechanism, Mechanism::Curve);
    EXPECT_EQ(securedInRun(after), 6U);
    EXPECT_EQ(topologyOf(io::writeTopology(after)), after) << "the file says so too";
    EXPECT_EQ(applied(after, inverse), before);
    EXPECT_THAT(rules::secureLink(after, LinkId("a")).problem, HasSubstr("already"));
}

TEST(SecuredSubtopologies, ALinkInsideIsSecuredForAllInstances)
{
    const model::Topology before = twoStages();
    const rules::SecureResult result =
        rules::secureLink(before, LinkId("l"), DefinitionId("Stage"));
    EXPECT_THAT(result.sockets,
                UnorderedElementsAre(ref("Stage/w1", "out"), ref("Stage/w2", "in")));
    EXPECT_EQ(securedInRun(applied(before, result.edit)), 4U);
    EXPECT_THAT(rules::secureLink(before, LinkId("l")).problem, HasSubstr("no link"));
}

TEST(SecuredSubtopologies, SeveralLinksAreOneEditAndTellWhichCannotBe)
{
    model::Topology mixed = twoStages();
    mixed.nodes[0].sockets[0].bind = {"inproc://*"};
    const rules::SecureResult result =
        rules::secureLinks(mixed, {LinkId("a"), LinkId("b"), LinkId("c")});
    EXPECT_THAT(result.problem, HasSubstr("inproc"));
    EXPECT_THAT(
        result.sockets,
        UnorderedElementsAre(ref("Stage/w1", "in"), ref("Stage/w2", "out"), ref("sink", "in")));
}

TEST(SecuredSubtopologies, AllLinksAreSecuredInsideTooAndTheSecurityComesOffAgain)
{
    const model::Topology before = twoStages();
    EXPECT_FALSE(rules::hasSecurity(before));
    const model::Topology after = applied(before, rules::secureAll(before).edit);
    EXPECT_TRUE(rules::hasSecurity(after));
    EXPECT_EQ(securedInRun(after), 10U);
    EXPECT_THAT(rules::secureAll(after).problem, HasSubstr("nothing left"));
    const model::Topology open = applied(after, rules::takeSecurityOff(after));
    EXPECT_EQ(open, before);
    EXPECT_FALSE(rules::hasSecurity(open));
}

TEST(SecuredSubtopologies, ADefinitionThatNobodyUsesIsSecuredAndOpenedWithTheRest)
{
    model::Topology before = twoStages();
    std::erase_if(before.nodes, [](const auto& node) { return isInstance(node); });
    before.links.clear();
    const rules::SecureResult result = rules::secureAll(before);
    EXPECT_THAT(result.sockets,
                UnorderedElementsAre(ref("Stage/w1", "out"), ref("Stage/w2", "in")));
    const model::Topology after = applied(before, result.edit);
    EXPECT_TRUE(rules::hasSecurity(after));
    EXPECT_EQ(applied(after, rules::takeSecurityOff(after)), before);
}

TEST(SecuredSubtopologies, TwoInstancesThatFaceEachOtherByOneSocketAreRefused)
{
    const model::Topology topology =
        twoHalves("", R"({ "id": "l", "connect": "h1.s", "bind": "h2.s" })");
    const rules::SecureResult result = rules::secureLink(topology, LinkId("l"));
    EXPECT_THAT(result.problem, HasSubstr("Half/p.s"));
    EXPECT_THAT(result.problem, HasSubstr("all instances"));
    EXPECT_THAT(result.sockets, IsEmpty());
    EXPECT_EQ(applied(topology, result.edit), topology);
}

TEST(SecuredSubtopologies, EachInstanceIsAServerOfItsOwn)
{
    // The program outside cannot be the server, as nobody knows its key.
    const char* outside = R"(, { "id": "x", "role": "external", "sockets": [
      { "id": "in", "type": "DEALER", "bind": ["tcp://127.0.0.1:5555"] } ] })";
    const std::string one = R"({ "id": "a", "connect": "h1.s", "bind": "x.in" })";
    const std::string other = R"({ "id": "b", "connect": "h2.s", "bind": "x.in" })";
    EXPECT_EQ(rules::secureLink(twoHalves(outside, one), LinkId("a")).problem, "");
    const rules::SecureResult both =
        rules::secureLink(twoHalves(outside, one + ", " + other), LinkId("a"));
    EXPECT_THAT(both.problem, HasSubstr("external"));
    EXPECT_THAT(both.sockets, IsEmpty());
}

TEST(SecuredSubtopologies, AClientInsideMayHaveServersInsideAndOutside)
{
    model::Topology topology = topologyOf(R"({ "topomq": 1, "nodes": [
      { "id": "h", "role": "subtopology", "definition": "Half" },
      { "id": "q", "role": "peer", "sockets": [ { "id": "s", "type": "DEALER" } ] } ],
      "links": [ { "id": "a", "connect": "q.s", "bind": "h.in" } ],
      "definitions": [ { "id": "Half", "nodes": [
        { "id": "p", "role": "peer", "sockets": [ { "id": "s", "type": "DEALER" } ] },
        { "id": "x", "role": "external", "sockets": [
          { "id": "in", "type": "DEALER", "bind": ["tcp://127.0.0.1:5555"] } ] } ],
        "links": [ { "id": "l", "connect": "p.s", "bind": "x.in" } ],
        "ports": [ { "id": "in", "socket": "x.in" } ] } ] })");
    const rules::SecureResult both = rules::secureLink(topology, LinkId("a"));
    EXPECT_THAT(both.problem, HasSubstr("external")) << "it can know the key of one only";
    EXPECT_THAT(both.sockets, IsEmpty());
    topology.links.clear();
    EXPECT_EQ(rules::secureLink(topology, LinkId("l"), DefinitionId("Half")).problem, "");
}

TEST(SecuredSubtopologies, SecurityThatIsSetAtAPortIsThatOfTheSocketInside)
{
    const model::Topology before = twoStages();
    const model::Security security{.mechanism = Mechanism::Plain, .username = "ann"};
    const model::Topology after =
        applied(before, model::setSecurity(before, ref("stage1", "in"), security));
    EXPECT_EQ(inside(after, "w1", "in"), security);
    EXPECT_EQ(after.find(ref("stage2", "in"))->security, security);
    EXPECT_EQ(applied(before, model::setSecurity(before, ref("vent", "out"), security))
                  .find(ref("vent", "out"))
                  ->security,
              security);
}

} // namespace topomq::test
