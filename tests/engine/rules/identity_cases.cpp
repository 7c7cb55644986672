#include "tests/engine/rules/finding_case.h"

namespace topomq::rules {

using model::Role;
using model::Severity;
using model::Topology;
using enum model::SocketType;
using tests::TopologyBuilder;

std::vector<FindingCase> identityCases()
{
    return {
        {"InvalidNodeId",
         TopologyBuilder().node("1st", Role::Source).socket("out", Push, {"inproc://*"}),
         Severity::Error, code::kInvalidId, "1st", false},
        {"InvalidSocketId",
         TopologyBuilder().node("a", Role::Source).socket("o.ut", Push, {"inproc://*"}),
         Severity::Error, code::kInvalidId, "a.o.ut", false},
        {"InvalidLinkId",
         changedPipeline([](Topology& topology) { topology.links[0].id = model::LinkId("a b"); }),
         Severity::Error, code::kInvalidId, "a b", false},
        {"TwoNodesWithOneId", TopologyBuilder().node("a", Role::External).node("a", Role::External),
         Severity::Error, code::kDuplicateId, "a"},
        {"TwoLinkedNodesWithOneId", changedPipeline([](Topology& topology) {
             topology.nodes[1].id = topology.nodes[0].id;
             topology.links[0].connect.node = topology.nodes[0].id;
         }),
         Severity::Error, code::kDuplicateId, "vent"},
        {"ALinkWithTheIdOfANode",
         changedPipeline([](Topology& topology) { topology.links[0].id = model::LinkId("vent"); }),
         Severity::Error, code::kDuplicateId, "vent"},
        {"TwoLinksWithOneId", changedPipeline([](Topology& topology) {
             topology.nodes[0].sockets[0].bind.emplace_back("inproc://*");
             topology.links.push_back(topology.links[0]);
             topology.links[1].endpoint = 1;
         }),
         Severity::Error, code::kDuplicateId, "link1"},
        {"TwoSocketsWithOneId",
         TopologyBuilder().node("a", Role::Source).socket("out", Push).socket("out", Push),
         Severity::Error, code::kDuplicateSocketId, "a.out"},
        {"UnknownRole", changedPipeline([](Topology& topology) {
             topology.nodes[0].role = Role::Unknown;
             topology.nodes[0].unknownRole = "Source";
         }),
         Severity::Error, code::kUnknownRole, "vent"},
        {"UnknownRoleWithoutAGuess", changedPipeline([](Topology& topology) {
             topology.nodes[0].role = Role::Unknown;
             topology.nodes[0].unknownRole = "robot";
         }),
         Severity::Error, code::kUnknownRole, "vent", false},
        {"UnknownSocketType", changedPipeline([](Topology& topology) {
             topology.nodes[0].sockets[0].type = Unknown;
             topology.nodes[0].sockets[0].unknownType = "push";
         }),
         Severity::Error, code::kUnknownSocketType, "vent.out"},
        {"UnknownKeyOfTheFile",
         changedPipeline([](Topology& topology) { topology.extras.set("colour", "red"); }),
         Severity::Information, code::kUnknownKey, "", false},
        {"UnknownKeyOfASocket", changedPipeline([](Topology& topology) {
             topology.nodes[0].sockets[0].extras.set("x", 1);
         }),
         Severity::Information, code::kUnknownKey, "vent.out", false},
    };
}

} // namespace topomq::rules
