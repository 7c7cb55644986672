// Nodes put together into a sub-topology and taken apart again.
#include "engine/model/collapse.h"
#include "engine/model/instances.h"
#include "engine/model/parameters.h"
#include "tests/engine/plan/subtopology_files.h"

#include <algorithm>

namespace topomq {
namespace {

using namespace test;
using model::FlatTopology;
using testing::Contains;
using testing::IsEmpty;

TEST(Collapse, MakesOneNodeWithThePortsThatAreLinked)
{
    const model::Topology before = flatOf(kTwoStages);
    model::Topology topology = before;
    const model::Collapsed made =
        model::collapse(topology, nodes({"stage1-w1", "stage1-w2"}), {}, "My stage");
    const model::Applied applied = model::apply(topology, made.edit);
    EXPECT_EQ(made.instance, model::NodeId("my_stage"));
    EXPECT_EQ(made.definition, model::DefinitionId("My_stage"));
    ASSERT_EQ(topology.definitions.size(), 1U);
    EXPECT_EQ(topology.definitions[0].ports.size(), 2U);
    EXPECT_EQ(topology.find(model::LinkId("a"))->connect, ref("my_stage", "in"));
    EXPECT_EQ(topology.find(model::LinkId("b"))->bind, ref("my_stage", "out"));
    EXPECT_EQ(topology.nodes.size(), 5U);
    EXPECT_FALSE(rules::hasErrors(rules::check(topology)));
    EXPECT_EQ(topologyOf(io::writeTopology(topology)), topology);
    model::apply(topology, applied.inverse);
    EXPECT_EQ(topology, before);
}

TEST(Collapse, OffersSocketsThatNothingIsLinkedToAndNamesThemApart)
{
    const model::Topology before = topologyOf(R"({ "topomq": 1, "nodes": [
      { "id": "a", "role": "worker", "sockets": [ { "id": "in", "type": "PULL" }, { "id": "out", "type": "PUSH" } ] },
      { "id": "b", "role": "worker", "sockets": [ { "id": "in", "type": "PULL" }, { "id": "out", "type": "PUSH" } ] } ] })");
    model::Topology topology = before;
    model::apply(topology, model::collapse(topology, nodes({"a", "b"}), {}, "Über").edit);
    std::vector<std::string> ports;
    for (const model::Port& port : topology.definitions.at(0).ports)
        ports.push_back(port.id.text());
    EXPECT_EQ(ports, (std::vector<std::string>{"in", "out", "b-in", "b-out"}));
}

TEST(Collapse, AndExpandingGivesTheSameRun)
{
    const model::Topology before = flatOf(kTwoStages);
    model::Topology topology = before;
    const model::Collapsed made =
        model::collapse(topology, nodes({"stage1-w1", "stage1-w2"}), {}, "Stage");
    model::apply(topology, made.edit);
    const model::Topology collapsed = topology;
    const model::Expanded back = model::expandInPlace(topology, made.instance);
    const model::Applied applied = model::apply(topology, back.edit);
    EXPECT_THAT(topology.definitions, IsEmpty());
    EXPECT_EQ(back.nodes, nodes({"stage1-w1", "stage1-w2"}));
    EXPECT_EQ(topology.nodes, before.nodes);
    for (const model::Link& link : before.links)
        EXPECT_EQ(*topology.find(link.id), link);
    model::apply(topology, applied.inverse);
    EXPECT_EQ(topology, collapsed);
}

TEST(Collapse, KeepsTheDefinitionWhileAnotherUsesIt)
{
    model::Topology topology = topologyOf(kTwoStages);
    model::apply(topology, model::expandInPlace(topology, model::NodeId("stage1")).edit);
    EXPECT_EQ(topology.definitions.size(), 1U);
    EXPECT_EQ(model::countInstances(topology, model::DefinitionId("Stage")), 1U);
    EXPECT_FALSE(rules::hasErrors(rules::check(topology)));
    model::apply(topology, model::expandInPlace(topology, model::NodeId("stage2")).edit);
    EXPECT_THAT(topology.definitions, IsEmpty());
    EXPECT_EQ(ids(topology), (std::vector<std::string>{"vent", "w1", "w2", "w12", "w22", "sink"}));
    EXPECT_FALSE(rules::hasErrors(rules::check(topology)));
}

TEST(Collapse, CanBeNested)
{
    model::Topology topology = topologyOf(kTwoStages);
    const model::Collapsed made =
        model::collapse(topology, nodes({"stage1", "stage2"}), {}, "Both");
    model::apply(topology, made.edit);
    EXPECT_FALSE(rules::hasErrors(rules::check(topology)));
    const FlatTopology flat(topology);
    EXPECT_THAT(ids(flat.topology()), Contains("both-stage2-w1"));
}

TEST(Collapse, FollowsThoseWhoNameWhatGoesInside)
{
    model::Topology topology = topologyOf(R"({ "topomq": 1, "nodes": [
      { "id": "hub", "role": "peer", "settings": { "to": ["p"] }, "sockets": [ { "id": "peer", "type": "ROUTER" } ] },
      { "id": "p", "role": "peer", "sockets": [ { "id": "peer", "type": "ROUTER" } ] } ] })");
    const model::Collapsed made = model::collapse(topology, nodes({"p"}), {}, "S");
    model::apply(topology, made.edit);
    EXPECT_EQ(*topology.nodes[0].settings.find("to"), model::Value(model::Array{"s/p"}));
    model::apply(topology, model::expandInPlace(topology, made.instance).edit);
    EXPECT_EQ(*topology.nodes[0].settings.find("to"), model::Value(model::Array{"p"}));
}

TEST(Collapse, FollowsPathsIntoWhatGoesInside)
{
    model::Topology topology = topologyOf(R"({ "topomq": 1, "nodes": [
      { "id": "hub", "role": "peer", "settings": { "to": ["a/p"] }, "sockets": [ { "id": "x", "type": "ROUTER" } ] },
      { "id": "a", "role": "subtopology", "definition": "A" } ],
      "definitions": [ { "id": "A", "nodes": [
        { "id": "p", "role": "peer", "sockets": [ { "id": "x", "type": "ROUTER" } ] } ] } ] })");
    const model::Topology before = topology;
    const model::Collapsed made = model::collapse(topology, nodes({"a"}), {}, "S");
    model::apply(topology, made.edit);
    EXPECT_EQ(*topology.nodes[0].settings.find("to"), model::Value(model::Array{"s/a/p"}));
    model::apply(topology, model::expandInPlace(topology, made.instance).edit);
    EXPECT_EQ(topology.nodes, before.nodes);
}

/// A server that lets one client in, which is inside of an instance of `S` and has a port there.
std::string clientBehindPort(const std::string& nodes,
                             const std::string& allowed,
                             const std::string& definitions = "")
{
    return R"({ "topomq": 1, "nodes": [
      { "id": "hub", "role": "sink", "sockets": [ { "id": "in", "type": "PULL",
        "bind": ["tcp://127.0.0.1:*"],
        "security": { "mechanism": "CURVE", "server": true, "allow": [")"
        + allowed + R"("] } } ] }, )" + nodes + R"( ],
      "links": [ { "id": "a", "connect": "s.p", "bind": "hub.in" } ],
      "definitions": [ )"
        + definitions + R"({ "id": "S", "nodes": [
        { "id": "w", "role": "source", "sockets": [ { "id": "out", "type": "PUSH",
          "security": { "mechanism": "CURVE" } } ] } ],
        "links": [], "ports": [ { "id": "p", "socket": "w.out" } ] } ] })";
}

TEST(Expand, FollowsSocketsThatAreNamedByAPort)
{
    model::Topology topology = topologyOf(clientBehindPort(
        R"({ "id": "w", "role": "peer" }, { "id": "s", "role": "subtopology", "definition": "S" })",
        "s.p"));
    ASSERT_FALSE(allowsNobody(topology));
    model::apply(topology, model::expandInPlace(topology, model::NodeId("s")).edit);
    EXPECT_THAT(topology.nodes.at(0).sockets.at(0).security.allow, testing::ElementsAre("w2.out"));
    EXPECT_FALSE(allowsNobody(topology));
}

/// Source, sub-topology, sink: whichever is called what, its two links lead somewhere afterwards.
void expectLinksKept(model::Topology topology, const char* instance)
{
    ASSERT_FALSE(rules::hasErrors(rules::check(topology)));
    const model::Topology before = topology;
    const model::Expanded expanded = model::expandInPlace(topology, model::NodeId(instance));
    const model::Applied applied = model::apply(topology, expanded.edit);
    for (const model::Link& link : before.links)
        EXPECT_NE(topology.find(link.id), nullptr) << link.id.text();
    for (const model::NodeId& each : expanded.nodes)
        EXPECT_NE(topology.find(each), nullptr) << each.text();
    EXPECT_FALSE(rules::hasErrors(rules::check(topology)));
    model::apply(topology, applied.inverse);
    EXPECT_EQ(topology, before);
}

TEST(Expand, KeepsTheLinksOfAnInstanceThatIsCalledAsANodeInside)
{
    expectLinksKept(topologyOf(R"({ "topomq": 1, "nodes": [
      { "id": "src", "role": "source", "sockets": [
        { "id": "out", "type": "PUSH", "bind": ["tcp://127.0.0.1:*"] } ] },
      { "id": "worker", "role": "subtopology", "definition": "Worker" },
      { "id": "snk", "role": "sink", "sockets": [
        { "id": "in", "type": "PULL", "bind": ["tcp://127.0.0.1:*"] } ] } ],
      "links": [ { "id": "a", "connect": "worker.in", "bind": "src.out" },
                 { "id": "b", "connect": "worker.out", "bind": "snk.in" } ],
      "definitions": [ { "id": "Worker", "nodes": [
        { "id": "worker", "role": "worker", "sockets": [
          { "id": "in", "type": "PULL" }, { "id": "out", "type": "PUSH" } ] } ],
        "links": [], "ports": [ { "id": "in", "socket": "worker.in" },
                                { "id": "out", "socket": "worker.out" } ] } ] })"),
                    "worker");
}

TEST(Expand, KeepsTheLinksWhereTheNameOfANodeInsideIsTakenAndTheNextOneIsTheInstances)
{
    model::Topology topology = topologyOf(R"({ "topomq": 1, "nodes": [
      { "id": "src", "role": "source", "sockets": [
        { "id": "out", "type": "PUSH", "bind": ["tcp://127.0.0.1:*"] } ] },
      { "id": "w", "role": "worker", "sockets": [
        { "id": "in", "type": "PULL" }, { "id": "out", "type": "PUSH" } ] },
      { "id": "snk", "role": "sink", "sockets": [
        { "id": "in", "type": "PULL", "bind": ["tcp://127.0.0.1:*"] } ] } ],
      "links": [ { "id": "a", "connect": "w.in", "bind": "src.out" },
                 { "id": "b", "connect": "w.out", "bind": "snk.in" } ] })");
    model::apply(topology, model::collapse(topology, nodes({"w"}), {}, "Stage").edit);
    const model::Collapsed outer = model::collapse(topology, nodes({"stage", "snk"}), {}, "Stage");
    model::apply(topology, outer.edit);
    ASSERT_EQ(outer.instance, model::NodeId("stage2"));
    // Another of the first kind takes the name that the one inside has there.
    model::Node another = model::makeInstance(topology, model::DefinitionId("Stage"), {});
    ASSERT_EQ(another.id, model::NodeId("stage"));
    model::apply(topology, model::AddNode{another, {}});
    expectLinksKept(topology, "stage2");
}

/// The file as it is edited while this definition of it is open.
model::Topology insideOf(const model::Topology& file, const model::Definition& definition)
{
    model::Topology inside = file;
    inside.nodes = definition.nodes;
    inside.links = definition.links;
    return inside;
}

const std::string kOuterInstance = R"({ "id": "s", "role": "subtopology", "definition": "D" })";
const std::string kOuter = R"({ "id": "D",
    "nodes": [ { "id": "t", "role": "subtopology", "definition": "S" } ],
    "links": [], "ports": [ { "id": "p", "socket": "t.p" } ] }, )";

TEST(Expand, FollowsSocketsThatAreNamedByAPortFromOutside)
{
    model::Topology file = topologyOf(clientBehindPort(kOuterInstance, "s/t.p", kOuter));
    ASSERT_FALSE(allowsNobody(file));
    const model::Definition open = file.definitions.at(0);
    model::Topology inside = insideOf(file, open);
    const auto expanded = model::expandInPlace(inside, model::NodeId("t"), &open, file.nodes);
    model::apply(file, model::renameFromOutside(file, open.id, expanded.renaming));
    EXPECT_THAT(file.nodes.at(0).sockets.at(0).security.allow, testing::ElementsAre("s/w.out"));
    model::apply(inside, expanded.edit);
    file.definitions = inside.definitions;
    file.definitions.at(0).nodes = inside.nodes;
    refreshInstances(file);
    EXPECT_FALSE(allowsNobody(file));
}

TEST(Expand, TakesTheDefinitionAlongWithItsLastInstanceInAllOfTheFile)
{
    const auto definitionsAfter = [](const std::string& nodes) {
        const model::Topology file = topologyOf(clientBehindPort(nodes, "s/t.p", kOuter));
        const model::Definition& open = file.definitions.at(0);
        model::Topology inside = insideOf(file, open);
        model::apply(inside,
                     model::expandInPlace(inside, model::NodeId("t"), &open, file.nodes).edit);
        return inside.definitions.size();
    };
    EXPECT_EQ(definitionsAfter(kOuterInstance), 1U);
    EXPECT_EQ(definitionsAfter(kOuterInstance
                               + R"(, { "id": "u", "role": "subtopology", "definition": "S" })"),
              2U);
}

TEST(Instances, LeadToWhatAPathNames)
{
    const model::Topology topology = topologyOf(kNested);
    const auto known = stepsOf(topology, "outer/two/w");
    ASSERT_EQ(known.size(), 3U);
    EXPECT_EQ(known.at(0).node, &topology.nodes.at(1));
    EXPECT_EQ(known.at(2).node, &topology.definitions.at(1).nodes.at(0));
    const auto lost = stepsOf(topology, "outer/three/w");
    ASSERT_EQ(lost.size(), 3U);
    EXPECT_EQ(lost.at(1).id, model::NodeId("three"));
    EXPECT_EQ(lost.at(1).node, nullptr);
    EXPECT_EQ(lost.at(2).node, nullptr);
    EXPECT_EQ(stepsOf(topology, "vent/x").at(1).node, nullptr);
}

TEST(Instances, AreLinkedLikeOtherNodes)
{
    model::Topology topology = topologyOf(kTwoStages);
    model::Node sink;
    sink.id = model::NodeId("sink2");
    sink.role = model::Role::Sink;
    sink.sockets.push_back({.id = model::SocketId("in"), .type = model::SocketType::Pull});
    model::apply(topology, model::AddNode{sink, {}});
    EXPECT_EQ(rules::whyNoLink(topology, ref("stage2", "out"), ref("sink2", "in")), "");
    model::LinkId id;
    model::apply(topology,
                 rules::makeLink(topology, ref("stage2", "out"), ref("sink2", "in"), "tcp", &id));
    EXPECT_EQ(topology.find(id)->bind, ref("stage2", "out"));
    // The second address is one of the definition, so that the inside has it too.
    EXPECT_EQ(topology.definitions[0].nodes[1].sockets[1].bind.size(), 2U);
    EXPECT_EQ(topology.find(ref("stage1", "out"))->bind.size(), 2U);
    EXPECT_FALSE(rules::hasErrors(rules::check(topology)));
}

TEST(Instances, FollowParametersThatAreRenamed)
{
    model::Topology topology = topologyOf(kTwoStages);
    const model::Topology before = topology;
    const model::Applied applied =
        model::apply(topology, model::renameParameter(topology, "pause", "rest"));
    EXPECT_EQ(*topology.definitions[0].nodes[0].settings.find("service_time"),
              model::Value("#rest"));
    EXPECT_FALSE(rules::hasErrors(rules::check(topology)));
    model::apply(topology, applied.inverse);
    EXPECT_EQ(topology, before);
}

} // namespace
} // namespace topomq
