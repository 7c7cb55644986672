// A small file can use a large part many times: what that comes to has a limit, and is told.
#include "engine/model/instances.h"
#include "engine/model/weight.h"
#include "tests/engine/plan/subtopology_files.h"

#include <algorithm>
#include <cstddef>

namespace topomq {
namespace {

using namespace test;
using model::FlatTopology;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

/// One sink with one SUB, and a port to it.
model::Definition subscriber(std::size_t subscriptions)
{
    model::Socket socket{.id = model::SocketId("in"), .type = model::SocketType::Sub};
    socket.options.set("SUBSCRIBE", model::Array(subscriptions, model::Value("a")));
    model::Node node{.id = model::NodeId("sink"), .role = model::Role::Sink};
    node.sockets.push_back(std::move(socket));
    model::Definition definition;
    definition.id = model::DefinitionId("Many");
    definition.nodes.push_back(std::move(node));
    definition.ports.push_back({model::SocketId("in"), ref("sink", "in"), {}});
    return definition;
}

/// So many instances of the definition, as a file with them is read.
model::Topology instancesOf(model::Definition definition, int count)
{
    model::Topology topology;
    topology.definitions.push_back(std::move(definition));
    for (int i = 0; i < count; ++i)
        topology.nodes.push_back(
            model::makeInstance(topology, topology.definitions.front().id, {}));
    model::refreshInstances(topology);
    return topology;
}

/// "where code" of everything that is found.
std::vector<std::string> foundIn(const model::Topology& topology)
{
    std::vector<std::string> all;
    for (const model::Finding& finding : rules::check(topology))
        all.push_back(finding.where + " " + finding.code);
    return all;
}

std::vector<model::FlatProblem::Kind> problemsOf(const model::Topology& topology)
{
    std::vector<model::FlatProblem::Kind> kinds;
    const FlatTopology flat(topology);
    for (const model::FlatProblem& problem : flat.problems())
        kinds.push_back(problem.kind);
    return kinds;
}

/// Definitions inside each other, each with two of the next, and nodes in the last.
std::string tower(int levels, const std::string& stem)
{
    std::string text = R"({ "topomq": 1, "nodes": [ { "id": "s", "role": "subtopology",)"
                       R"( "definition": "D0" } ], "definitions": [)";
    for (int level = 0; level < levels; ++level) {
        text += (level == 0 ? "{ \"id\": \"D" : ", { \"id\": \"D") + std::to_string(level)
            + "\", \"nodes\": [";
        const std::string rest = level + 1 == levels
            ? R"(", "role": "external" })"
            : R"(", "role": "subtopology", "definition": "D)" + std::to_string(level + 1) + "\" }";
        text += R"({ "id": "a)" + stem + rest + R"(, { "id": "b)" + stem + rest + "] }";
    }
    return text + "] }";
}

TEST(Weight, CountsEveryValueAndLongTextsByTheirLength)
{
    const std::string longText(10 * model::kTextPerValue, 'x');
    EXPECT_EQ(model::weightOf(model::Value("short")), 1U);
    EXPECT_EQ(model::weightOf(model::Value(longText)), 11U);
    EXPECT_EQ(model::weightOf(model::Value(model::Array{1, "a", model::Array{2}})), 5U);
    EXPECT_EQ(model::weightOf(model::Object{{longText, model::Object{{"a", 1}}}}), 12U);
    const model::Definition definition = subscriber(7);
    EXPECT_EQ(model::weightOf(definition.nodes.front()), 1U + 1 + 1 + 7);
}

TEST(FlatWeight, LetsWhatIsLargeAndPlainBe)
{
    model::Definition plain = subscriber(3);
    plain.nodes.front().settings.set("service_time", 10);
    plain.nodes.front().sockets.front().bind = {"inproc://*"};
    const model::Node node = plain.nodes.front();
    for (int i = 1; i < 10'000; ++i) {
        plain.nodes.push_back(node);
        plain.nodes.back().id = model::NodeId("n" + std::to_string(i));
    }
    const model::Topology topology = instancesOf(std::move(plain), 2);
    EXPECT_THAT(problemsOf(topology), IsEmpty());
    EXPECT_EQ(FlatTopology(topology).topology().nodes.size(), 20'000U);
}

TEST(FlatWeight, CountsWhatTheOptionsHold)
{
    const model::Topology two = instancesOf(subscriber(model::kMostFlatValues / 2 - 100), 2);
    EXPECT_THAT(problemsOf(two), IsEmpty());
    const model::Topology three = instancesOf(subscriber(model::kMostFlatValues / 2 - 100), 3);
    EXPECT_THAT(problemsOf(three), ElementsAre(model::FlatProblem::Kind::TooHeavy));
    EXPECT_EQ(FlatTopology(three).topology().nodes.size(), 2U);
    EXPECT_THAT(foundIn(three), Contains("many3 too-many-values"));
}

TEST(FlatWeight, IsThatOfOneDefinitionTooWhenItHoldsTooMuch)
{
    const model::Topology topology = instancesOf(subscriber(model::kMostFlatValues), 1);
    EXPECT_TRUE(FlatTopology(topology).topology().nodes.empty());
    EXPECT_THAT(foundIn(topology), Contains("Many too-many-values"));
}

TEST(FlatWeight, CountsLongTexts)
{
    model::Definition wordy = subscriber(1);
    wordy.nodes.front().settings.set(
        "text", std::string(model::kMostFlatValues / 8 * model::kTextPerValue, 'x'));
    const model::Topology topology = instancesOf(std::move(wordy), 8);
    EXPECT_THAT(problemsOf(topology), ElementsAre(model::FlatProblem::Kind::TooHeavy));
}

TEST(FlatWeight, CountsPorts)
{
    model::Definition open = subscriber(1);
    for (std::size_t i = 1; i < model::kMostFlatValues / 100; ++i)
        open.ports.push_back(
            {model::SocketId("p" + std::to_string(i)), open.ports.front().socket, {}});
    const auto problems = problemsOf(instancesOf(std::move(open), 120));
    EXPECT_GE(problems.size(), 20U);
    EXPECT_THAT(problems, testing::Each(model::FlatProblem::Kind::TooHeavy));
}

TEST(FlatWeight, CountsTheNamesThatStandInFrontOfThoseInside)
{
    EXPECT_THAT(told(tower(14, "")), Not(Contains(testing::HasSubstr("too-many"))));
    EXPECT_THAT(told(tower(14, std::string(63, 'x'))),
                Contains(testing::HasSubstr("too-many-values")));
}

TEST(FlatWeight, LeavesAnInstanceWithoutSocketsThatWouldBeTooMuch)
{
    const model::Topology topology = instancesOf(subscriber(model::kMostFlatValues / 2 - 100), 3);
    EXPECT_EQ(topology.nodes.at(0).sockets.size(), 1U);
    EXPECT_EQ(topology.nodes.at(1).sockets.size(), 1U);
    EXPECT_TRUE(topology.nodes.at(2).sockets.empty());
    EXPECT_THAT(foundIn(topology), Contains("many3 sockets-not-shown"));
}

TEST(FlatWeight, TellsOnceThatSocketsInsideAreNotShown)
{
    model::Topology topology = instancesOf(subscriber(model::kMostFlatValues / 2 - 100), 3);
    topology.definitions.resize(2);
    model::Definition& outer = topology.definitions.back();
    outer.id = model::DefinitionId("Outer");
    outer.nodes = {topology.nodes.back(), topology.nodes.back()};
    topology.nodes.pop_back();
    model::refreshInstances(topology);
    const std::vector<std::string> found = foundIn(topology);
    EXPECT_EQ(std::count(found.begin(), found.end(), "Outer sockets-not-shown"), 1);
}

} // namespace
} // namespace topomq
