#pragma once
// A source that pushes to a sink, as the tests of the document begin.

#include "engine/model/edit.h"
#include "engine/model/settings.h"
#include "engine/model/topology.h"

#include <string>

namespace topomq::test {

inline model::Topology pipeline()
{
    using namespace model;
    Topology topology;
    topology.name = "Small pipeline";
    topology.nodes.push_back(makeNode(topology, Role::Source, {0, 0}));
    topology.nodes.push_back(makeNode(topology, Role::Sink, {300, 0}));
    topology.nodes.front().sockets.front().bind = {"inproc://*"};
    topology.links.push_back(Link{
        LinkId("link"), {NodeId("sink"), SocketId("in")}, {NodeId("source"), SocketId("out")}});
    return topology;
}

inline model::Edit
renamed(const model::Topology& topology, const std::string& id, const std::string& name)
{
    model::Node node = *topology.find(model::NodeId(id));
    node.name = name;
    return model::ReplaceNode{node};
}

} // namespace topomq::test
