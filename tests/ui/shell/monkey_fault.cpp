// What must hold for every document, whatever was done to it.

#include "engine/io/topology_file.h"
#include "tests/ui/shell/monkey.h"
#include "ui/document/topology_document.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace topomq::ui::test {

namespace {

using model::Topology;

/// Nodes, links, groups and notes share one space of ids.
std::string doubledId(const Topology& topology)
{
    std::set<std::string> ids;
    std::string doubled;
    const auto take = [&](const auto& things) {
        for (const auto& thing : things) {
            if (!ids.insert(thing.id.text()).second)
                doubled = thing.id.text();
        }
    };
    take(topology.nodes);
    take(topology.links);
    take(topology.groups);
    take(topology.notes);
    for (const model::Node& node : topology.nodes) {
        std::set<std::string> sockets;
        for (const model::Socket& socket : node.sockets) {
            if (!sockets.insert(socket.id.text()).second)
                doubled = node.id.text() + '.' + socket.id.text();
        }
    }
    return doubled;
}

std::string looseLink(const Topology& topology)
{
    for (const model::Link& link : topology.links) {
        const model::Socket* binder = topology.find(link.bind);
        if (topology.find(link.connect) == nullptr || binder == nullptr)
            return link.id.text();
    }
    return {};
}

bool isFinite(model::Point point)
{
    return std::isfinite(point.x) && std::isfinite(point.y);
}

std::string lostPlace(const Topology& topology)
{
    for (const model::Node& node : topology.nodes) {
        if (node.position && !isFinite(*node.position))
            return node.id.text();
    }
    for (const model::Link& link : topology.links) {
        if (!std::all_of(link.bends.begin(), link.bends.end(), isFinite))
            return link.id.text();
    }
    for (const model::Note& note : topology.notes) {
        if (!isFinite(note.position) || !(note.size.width > 0) || !(note.size.height > 0))
            return note.id.text();
    }
    return {};
}

bool isSelectionThere(const Topology& topology, const Selection& selection)
{
    const auto there = [&topology](const auto& ids) {
        return std::all_of(ids.begin(), ids.end(),
                           [&](const auto& id) { return topology.find(id) != nullptr; });
    };
    return there(selection.nodes()) && there(selection.links()) && there(selection.groups())
        && there(selection.notes());
}

} // namespace

std::string faultOf(TopologyDocument& document)
{
    const Topology& topology = document.topology();
    if (const std::string id = doubledId(topology); !id.empty())
        return "the id stands twice: " + id;
    if (const std::string id = looseLink(topology); !id.empty())
        return "an end of the link is not there: " + id;
    if (const std::string id = lostPlace(topology); !id.empty())
        return "it stands nowhere: " + id;
    if (!isSelectionThere(topology, *document.selection()))
        return "something is selected that is not there";
    return {};
}

std::string faultInFile(TopologyDocument& document)
{
    const io::ReadResult read = io::readTopology(io::writeTopology(document.root()));
    if (!read.isReadable())
        return "its file cannot be read: " + read.unreadable;
    return read.topology == document.root() ? "" : "its file says something else";
}

} // namespace topomq::ui::test
