// Names of nodes that are collapsed or expanded, as other parts of the file write them.
#include "engine/model/collapse.h"
#include "engine/model/instances.h"
#include "tests/engine/plan/subtopology_files.h"

#include <set>

namespace topomq {
namespace {

using namespace test;
using model::FlatTopology;

/// Some nodes name what is inside of `In`: outside, through two instances; in a definition that has
/// another; and two that mean something else.
constexpr const char* kNamedFromOutside = R"({ "topomq": 1,
  "nodes": [
    { "id": "one", "role": "subtopology", "definition": "In" },
    { "id": "out", "role": "subtopology", "definition": "Out" },
    { "id": "w", "role": "peer" },
    { "id": "hub", "role": "peer", "settings": { "to": ["one/w", "out/in/w", "out/w", "w", "one"] },
      "sockets": [ { "id": "x", "type": "ROUTER", "security": { "allow": ["one/w.x", "w.x"] } } ] } ],
  "links": [],
  "definitions": [
    { "id": "Out", "nodes": [
      { "id": "in", "role": "subtopology", "definition": "In" },
      { "id": "w", "role": "peer", "settings": { "to": ["in/w", "w"] } } ] },
    { "id": "In", "nodes": [
      { "id": "w", "role": "peer" },
      { "id": "z", "role": "peer", "settings": { "to": ["w"] } } ] } ] })";

TEST(OuterReferences, AreRenamedThroughEachInstance)
{
    model::Topology topology = topologyOf(kNamedFromOutside);
    const model::Topology before = topology;
    const auto toStage = [](const std::string& name) {
        return name == "w" ? std::optional<std::string>("stage/w") : std::nullopt;
    };
    const auto applied = model::apply(
        topology, model::renameFromOutside(topology, model::DefinitionId("In"), toStage));
    const model::Node& hub = topology.nodes.at(3);
    EXPECT_EQ(*hub.settings.find("to"),
              model::Value(model::Array{"one/stage/w", "out/in/stage/w", "out/w", "w", "one"}));
    EXPECT_THAT(hub.sockets.at(0).security.allow, testing::ElementsAre("one/stage/w.x", "w.x"));
    EXPECT_EQ(*topology.definitions.at(0).nodes.at(1).settings.find("to"),
              model::Value(model::Array{"in/stage/w", "w"}));
    EXPECT_EQ(topology.definitions.at(1), before.definitions.at(1));
    model::apply(topology, applied.inverse);
    EXPECT_EQ(topology, before);
}

/// Collapses nodes of the topology itself, with those in definitions who name them.
model::Collapsed collapseAll(model::Topology& topology, const std::set<model::NodeId>& chosen)
{
    model::Collapsed made = model::collapse(topology, chosen, {}, "Stage");
    model::apply(topology, model::renameFromOutside(topology, {}, made.renaming, chosen));
    model::apply(topology, made.edit);
    return made;
}

TEST(OuterReferences, FollowWhatIsNamedFromInsideOfOtherSubtopologies)
{
    model::Topology topology = topologyOf(R"({ "topomq": 1, "nodes": [
      { "id": "s", "role": "source", "sockets": [ { "id": "out", "type": "PUSH",
        "bind": ["tcp://127.0.0.1:*"],
        "security": { "mechanism": "CURVE", "server": true, "allow": ["k.in"] } } ] },
      { "id": "k", "role": "sink", "sockets": [ { "id": "in", "type": "PULL",
        "security": { "mechanism": "CURVE" } } ] } ],
      "links": [ { "id": "l", "connect": "k.in", "bind": "s.out" } ] })");
    const auto allowed = [&topology] {
        return topology.definitions.at(0).nodes.at(0).sockets.at(0).security.allow;
    };
    collapseAll(topology, nodes({"s"}));
    const model::Topology one = topology;
    EXPECT_FALSE(allowsNobody(topology));
    const model::Collapsed other = collapseAll(topology, nodes({"k"}));
    EXPECT_THAT(allowed(), testing::ElementsAre("stage2/k.in"));
    EXPECT_FALSE(allowsNobody(topology));
    const model::Expanded back = model::expandInPlace(topology, other.instance);
    model::apply(topology, model::renameFromOutside(topology, {}, back.renaming));
    model::apply(topology, back.edit);
    EXPECT_EQ(topology.definitions, one.definitions);
    EXPECT_FALSE(allowsNobody(topology));
}

/// `p`, inside of an instance, sends to `w`, which stands beside that.
constexpr const char* kNamedFromInside = R"({ "topomq": 1, "nodes": [
    { "id": "w", "role": "peer" },
    { "id": "f", "role": "subtopology", "definition": "F" } ],
  "definitions": [ { "id": "F", "nodes": [
    { "id": "p", "role": "peer", "settings": { "to": ["w"] } } ] } ] })";

model::Value targetsInside(const model::Topology& topology)
{
    return *topology.definitions.at(0).nodes.at(0).settings.find("to");
}

TEST(OuterReferences, StayWhereBothGoToOnePlace)
{
    model::Topology topology = topologyOf(kNamedFromInside);
    collapseAll(topology, nodes({"w", "f"}));
    EXPECT_EQ(targetsInside(topology), model::Value(model::Array{"w"}));
    const FlatTopology flat(topology);
    EXPECT_EQ(*flat.topology().find(model::NodeId("stage-f-p"))->settings.find("to"),
              model::Value(model::Array{"stage-w"}));
}

TEST(OuterReferences, StayWhereAnotherInstanceMeansSomebodyElse)
{
    model::Topology topology = topologyOf(kNamedFromInside);
    model::Definition other{.id = model::DefinitionId("Other"), .nodes = topology.nodes};
    model::apply(topology, put(other));
    model::Topology unused = topology;
    model::apply(topology, model::AddNode{model::makeInstance(topology, other.id, {}), {}});
    collapseAll(topology, nodes({"w"}));
    EXPECT_EQ(targetsInside(topology), model::Value(model::Array{"w"}));
    std::erase_if(unused.definitions, [&](const auto& each) { return each.id == other.id; });
    collapseAll(unused, nodes({"w"}));
    EXPECT_EQ(targetsInside(unused), model::Value(model::Array{"stage/w"}));
}

} // namespace
} // namespace topomq
