// Keys that this version does not know, wherever they stand.
#include "engine/rules/codes.h"
#include "engine/rules/rules.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace topomq::rules {
namespace {

using model::Definition;
using model::Finding;
using model::Node;
using model::Role;
using model::Severity;
using model::Topology;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using tests::pushPull;

/// "where: message" of all that is said about keys.
std::vector<std::string> saidOfKeys(const Topology& topology)
{
    std::vector<std::string> said;
    for (const Finding& finding : check(topology)) {
        if (finding.code == code::kUnknownKey || finding.code == code::kUnknownSetting)
            said.push_back(finding.where + ": " + finding.message);
    }
    return said;
}

/// Without ports, so that nothing else has to be said of them.
Topology twoInstances()
{
    const Topology inside = pushPull();
    Topology topology;
    topology.definitions.push_back({.id = model::DefinitionId("Stage")});
    topology.definitions[0].nodes = inside.nodes;
    topology.definitions[0].links = inside.links;
    for (const char* id : {"wash", "dry"}) {
        Node node{.id = model::NodeId(id), .role = Role::Subtopology};
        node.definition = topology.definitions[0].id;
        topology.nodes.push_back(node);
    }
    return topology;
}

/// What is said of a key of the security of `vent.out`, which nobody knows.
std::vector<Finding> withSecurityKey(const std::string& key)
{
    Topology topology = pushPull("tcp://127.0.0.1:*");
    model::Security& server = topology.nodes[0].sockets[0].security;
    server = {.mechanism = model::Mechanism::Curve, .server = true};
    server.extras.set(key, model::Array{"other.in"});
    topology.nodes[1].sockets[0].security.mechanism = model::Mechanism::Curve;
    return check(topology);
}

TEST(UnknownKeys, OfDrawingsAndParametersAreReported)
{
    Topology topology = pushPull();
    EXPECT_THAT(saidOfKeys(topology), IsEmpty());
    topology.groups.push_back({.id = model::GroupId("g1")});
    topology.groups[0].extras.set("icon", 1);
    topology.notes.push_back({.id = model::NoteId("n1")});
    topology.notes[0].extras.set("font", 1);
    topology.notes[0].extras.set("size", 2);
    topology.parameters.push_back({.name = "load", .value = 5});
    topology.parameters[0].extras.set("least", 1);
    EXPECT_THAT(saidOfKeys(topology),
                ElementsAre(HasSubstr(": The key \"icon\" of the group g1 is not known"),
                            HasSubstr(": The keys \"font\", \"size\" of the note n1 are not known"),
                            HasSubstr(": The key \"least\" of the parameter load is not known")));
}

TEST(UnknownKeys, OfAnInstanceAreReportedAndSoAreItsSettings)
{
    Topology topology = twoInstances();
    EXPECT_THAT(saidOfKeys(topology), IsEmpty());
    topology.nodes[1].extras.set("colour", "red");
    topology.nodes[1].settings.set("rate", 5);
    EXPECT_THAT(saidOfKeys(topology),
                ElementsAre(HasSubstr("dry: A sub-topology has no settings: \"rate\""),
                            HasSubstr("dry: The key \"colour\"")));
}

TEST(UnknownKeys, InsideOfADefinitionAreReportedOnceHoweverManyInstancesThereAre)
{
    Topology topology = twoInstances();
    Definition& stage = topology.definitions[0];
    stage.extras.set("a", 1);
    stage.nodes[0].extras.set("b", 1);
    stage.nodes[0].sockets[0].extras.set("c", 1);
    stage.links[0].extras.set("d", 1);
    stage.ports.push_back({.id = model::SocketId("p"), .socket = tests::refTo("sink.in")});
    stage.ports[0].extras.set("e", 1);
    const auto expected = ElementsAre(HasSubstr("Stage: The key \"a\" is"),
                                      HasSubstr("Stage: The key \"b\" of the node vent is"),
                                      HasSubstr("Stage: The key \"c\" of the socket vent.out is"),
                                      HasSubstr("Stage: The key \"d\" of the link link1 is"),
                                      HasSubstr("Stage: The key \"e\" of the port p is"));
    EXPECT_THAT(saidOfKeys(topology), expected);
    topology.nodes.clear();
    EXPECT_THAT(saidOfKeys(topology), expected);
}

TEST(UnknownKeys, OfSecurityAreAWarningThatSaysWhatWasMeant)
{
    const std::vector<Finding> findings = withSecurityKey("alow");
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].code, code::kUnknownSecurityKey);
    EXPECT_EQ(findings[0].severity, Severity::Warning);
    EXPECT_EQ(findings[0].where, "vent.out");
    EXPECT_THAT(findings[0].message, HasSubstr("\"alow\""));
    EXPECT_THAT(findings[0].message, HasSubstr("Was \"allow\" meant?"));
    EXPECT_THAT(withSecurityKey("colour")[0].message, HasSubstr("take it out."));
}

TEST(UnknownKeys, ThatAreSecretsAreReportedAsSuchOnly)
{
    const std::vector<Finding> findings = withSecurityKey("password");
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].code, code::kSecretInFile);
}

} // namespace
} // namespace topomq::rules
