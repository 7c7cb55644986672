// Sub-topologies in files, laid flat and planned.
#include "engine/model/instances.h"
#include "engine/plan/run_plan.h"
#include "tests/engine/plan/subtopology_files.h"

namespace topomq {
namespace {

using namespace test;
using model::FlatTopology;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Subtopology, IsReadAndWrittenBackTheSame)
{
    const model::Topology topology = topologyOf(kTwoStages);
    const std::string text = io::writeTopology(topology);
    EXPECT_EQ(topologyOf(text), topology);
    EXPECT_EQ(io::writeTopology(topologyOf(text)), text);
    EXPECT_THAT(text, HasSubstr("\"definition\": \"Stage\""));
}

TEST(Subtopology, GivesItsInstancesTheSocketsOfItsPorts)
{
    const model::Topology topology = topologyOf(kTwoStages);
    const model::Node& stage = *topology.find(model::NodeId("stage1"));
    ASSERT_EQ(stage.sockets.size(), 2U);
    EXPECT_EQ(stage.sockets[0].type, model::SocketType::Pull);
    EXPECT_EQ(stage.sockets[1].type, model::SocketType::Push);
    EXPECT_EQ(stage.sockets[1].bind, std::vector<std::string>{"inproc://*"});
}

TEST(Subtopology, KeepsKeysThatNobodyKnows)
{
    std::string text =
        replaced(kTwoStages, "\"id\": \"Stage\",", "\"id\": \"Stage\", \"mine\": 1,");
    text = replaced(text, "\"definition\": \"Stage\" }",
                    "\"definition\": \"Stage\", \"sockets\": 5 }");
    const std::string written = io::writeTopology(topologyOf(text));
    EXPECT_THAT(written, HasSubstr("\"mine\": 1"));
    EXPECT_THAT(written, HasSubstr("\"sockets\": 5"));
}

TEST(FlatTopology, PutsTheInsideInThePlaceOfEachInstance)
{
    const model::Topology topology = topologyOf(kTwoStages);
    const FlatTopology flat(topology);
    EXPECT_THAT(flat.problems(), IsEmpty());
    EXPECT_EQ(ids(flat.topology()),
              (std::vector<std::string>{"vent", "stage1-w1", "stage1-w2", "stage2-w1", "stage2-w2",
                                        "sink"}));
    ASSERT_EQ(flat.topology().links.size(), 5U);
    const auto link = [&flat](const char* id) { return *flat.topology().find(model::LinkId(id)); };
    EXPECT_EQ(link("b").connect, ref("stage2-w1", "in"));
    EXPECT_EQ(link("b").bind, ref("stage1-w2", "out"));
    EXPECT_EQ(link("stage2-l").connect, ref("stage2-w1", "out"));
    EXPECT_EQ(flat.topology().find(model::NodeId("stage1-w2"))->name, "First/Second");
    EXPECT_EQ(*flat.pathOf("stage1-w1"), "stage1/w1");
    EXPECT_EQ(flat.pathOf("vent"), nullptr);
    EXPECT_EQ(flat.idAt("stage2/w1"), model::NodeId("stage2-w1"));
}

TEST(FlatTopology, CopiesNothingWithoutSubtopologies)
{
    const model::Topology topology = topologyOf(R"({ "topomq": 1, "nodes": [], "links": [] })");
    const FlatTopology flat(topology);
    EXPECT_EQ(&flat.topology(), &topology);
}

TEST(FlatTopology, GoesThroughDefinitionsInsideDefinitions)
{
    const model::Topology topology = topologyOf(kNested);
    EXPECT_EQ(topology.find(ref("outer", "work"))->type, model::SocketType::Pull);
    const FlatTopology flat(topology);
    EXPECT_THAT(flat.problems(), IsEmpty());
    EXPECT_EQ(ids(flat.topology()),
              (std::vector<std::string>{"vent", "outer-one-w", "outer-two-w"}));
    EXPECT_EQ(flat.topology().find(model::LinkId("a"))->connect, ref("outer-one-w", "in"));
    EXPECT_EQ(flat.topology().find(model::LinkId("outer-l"))->bind, ref("outer-one-w", "out"));
    EXPECT_EQ(*flat.pathOf("outer-two-w"), "outer/two/w");
}

TEST(FlatTopology, LeavesOutWhatItsInstanceIsLeftOut)
{
    const std::string text =
        replaced(kTwoStages, "\"name\": \"First\"", "\"name\": \"First\", \"enabled\": false");
    const model::Topology topology = topologyOf(text);
    const FlatTopology flat(topology);
    EXPECT_EQ(ids(flat.topology()),
              (std::vector<std::string>{"vent", "stage2-w1", "stage2-w2", "sink"}));
    EXPECT_EQ(flat.topology().find(model::LinkId("a")), nullptr);
}

TEST(FlatTopology, RenamesWhomPeersAddress)
{
    const model::Topology topology = topologyOf(R"({ "topomq": 1,
      "nodes": [ { "id": "hub", "role": "peer", "settings": { "to": ["s/p", "hub"] },
                   "sockets": [ { "id": "peer", "type": "ROUTER", "security":
                     { "mechanism": "CURVE", "server": true, "allow": ["s.x", "s/p.peer"] } } ] },
                 { "id": "s", "role": "subtopology", "definition": "D" } ],
      "definitions": [ { "id": "D", "ports": [ { "id": "x", "socket": "p.peer" } ],
        "nodes": [ { "id": "p", "role": "peer", "settings": { "to": ["q", "hub"] },
                     "sockets": [ { "id": "peer", "type": "ROUTER" } ] },
                   { "id": "q", "role": "peer",
                     "sockets": [ { "id": "peer", "type": "ROUTER" } ] } ] } ] })");
    const FlatTopology flat(topology);
    const auto to = [&flat](const char* id) {
        return *flat.topology().find(model::NodeId(id))->settings.find("to");
    };
    EXPECT_EQ(to("s-p"), model::Value(model::Array{"s-q", "hub"}));
    EXPECT_EQ(to("hub"), model::Value(model::Array{"s-p", "hub"}));
    EXPECT_EQ(flat.topology().find(ref("hub", "peer"))->security.allow,
              (std::vector<std::string>{"s-p.peer", "s-p.peer"}));
}

TEST(FlatTopology, TakesANameThatNobodyBesideHasForTheNextOneFurtherOut)
{
    const model::Topology topology = topologyOf(R"({ "topomq": 1,
      "nodes": [ { "id": "k", "role": "peer" }, { "id": "far", "role": "peer" },
                 { "id": "o", "role": "subtopology", "definition": "Outer" },
                 { "id": "i", "role": "subtopology", "definition": "Inner" } ],
      "definitions": [
        { "id": "Outer", "nodes": [
          { "id": "k", "role": "peer" },
          { "id": "in", "role": "subtopology", "definition": "Inner" } ] },
        { "id": "Inner", "nodes": [
          { "id": "p", "role": "peer", "settings": { "to": ["k", "far", "o/k", "nobody"] },
            "sockets": [ { "id": "x", "type": "ROUTER",
                           "security": { "allow": ["k.x", "o/k.x", "key"] } } ] } ] } ] })");
    const FlatTopology flat(topology);
    const auto to = [&flat](const char* id) {
        return *flat.topology().find(model::NodeId(id))->settings.find("to");
    };
    EXPECT_EQ(to("o-in-p"), model::Value(model::Array{"o-k", "far", "o-k", "nobody"}));
    EXPECT_EQ(to("i-p"), model::Value(model::Array{"k", "far", "o-k", "nobody"}));
    EXPECT_EQ(flat.topology().find(ref("o-in-p", "x"))->security.allow,
              (std::vector<std::string>{"o-k.x", "o-k.x", "key"}));
}

/// Whether all of `Outer` and of `Inner` runs.
std::vector<bool> runEverywhere(const model::Topology& topology)
{
    const FlatTopology flat(topology);
    return {flat.runsEverywhere(topology.definitions.at(0)),
            flat.runsEverywhere(topology.definitions.at(1))};
}

TEST(FlatTopology, TellsOfWhichDefinitionsSomeInstancesDoNotRun)
{
    const model::Topology good = topologyOf(kNested);
    EXPECT_EQ(runEverywhere(good), (std::vector<bool>{true, true}));
    model::Topology second = good;
    second.nodes.push_back(second.nodes.at(1));
    second.nodes.back().id = model::NodeId("outer2");
    EXPECT_EQ(runEverywhere(second), (std::vector<bool>{true, true}));
    second.nodes.back().enabled = false;
    EXPECT_EQ(runEverywhere(second), (std::vector<bool>{false, false}));
    model::Topology half = good;
    half.definitions.at(0).nodes.at(1).enabled = false;
    EXPECT_EQ(runEverywhere(half), (std::vector<bool>{true, false}));
    model::Topology unused = good;
    unused.nodes.back() = unused.definitions.at(0).nodes.at(0);
    EXPECT_EQ(runEverywhere(unused), (std::vector<bool>{false, false}));
}

TEST(FlatTopology, TellsThatAnInstanceIsTooLargeToRun)
{
    model::Topology topology;
    topology.definitions.resize(1);
    model::Definition& large = topology.definitions.front();
    large.id = model::DefinitionId("Large");
    large.nodes.resize(model::kMostFlatThings / 2 + 1);
    for (std::size_t i = 0; i < large.nodes.size(); ++i)
        large.nodes[i].id = model::NodeId("n" + std::to_string(i));
    topology.nodes.push_back(model::makeInstance(topology, large.id, {}));
    EXPECT_TRUE(FlatTopology(topology).runsEverywhere(large));
    topology.nodes.push_back(model::makeInstance(topology, large.id, {}));
    EXPECT_FALSE(FlatTopology(topology).runsEverywhere(large));
}

TEST(SubtopologyPlan, IsThatOfTheFlatTopology)
{
    const plan::PlanResult result = plan::makePlan(topologyOf(kTwoStages));
    ASSERT_TRUE(result.isRunnable());
    ASSERT_EQ(result.plan.nodes.size(), 6U);
    EXPECT_EQ(result.plan.nodes[1].id, model::NodeId("stage1-w1"));
    EXPECT_EQ(result.plan.nodes[1].path, "stage1/w1");
    EXPECT_EQ(result.plan.nodes[1].settings.serviceTime,
              model::settingsOf([] {
                  model::Node node;
                  node.role = model::Role::Worker;
                  node.settings.set("service_time", 20);
                  return node;
              }())
                  .serviceTime);
    ASSERT_EQ(result.plan.links.size(), 5U);
    EXPECT_EQ(writtenConnect(result.plan, result.plan.links[1]), ref("stage2", "in"));
    EXPECT_EQ(writtenBind(result.plan, result.plan.links[1]), ref("stage1", "out"));
    EXPECT_TRUE(result.plan.links[1].path.empty());
    EXPECT_EQ(result.plan.links[3].path, "stage1/l");
}

} // namespace
} // namespace topomq
