#include "ui/canvas/reconnect.h"

#include "engine/rules/rules.h"

#include <algorithm>
#include <map>

namespace topomq::ui {

namespace {

using model::Link;
using model::SocketRef;

bool areLinked(const model::Topology& topology, const SocketRef& a, const SocketRef& b)
{
    return std::any_of(topology.links.begin(), topology.links.end(), [&](const Link& link) {
        return (link.connect == a && link.bind == b) || (link.connect == b && link.bind == a);
    });
}

void add(GestureEdit& gesture,
         model::Topology& after,
         const SocketRef& a,
         const SocketRef& b,
         const std::string& transport)
{
    model::LinkId id;
    gesture.edit.edits.push_back(rules::makeLink(after, a, b, transport, &id));
    model::apply(after, gesture.edit.edits.back());
    gesture.links.insert(id);
}

/// The pair of sockets that a link between the two nodes would take; first where `one` sends.
std::optional<std::pair<SocketRef, SocketRef>> fittingPair(const model::Topology& topology,
                                                           const model::Node& one,
                                                           const model::Node& other,
                                                           std::string* why)
{
    for (const bool sends : {true, false}) {
        for (const model::Socket& a : one.sockets) {
            for (const model::Socket& b : other.sockets) {
                const SocketRef first{one.id, a.id};
                const SocketRef second{other.id, b.id};
                if (sends && !rules::sendsTo(a.type, b.type))
                    continue;
                if (areLinked(topology, first, second)) {
                    *why = first.text() + " and " + second.text() + " are linked already";
                    return std::nullopt;
                }
                const std::string reason = rules::whyNoLink(topology, first, second);
                if (reason.empty())
                    return std::pair(first, second);
                *why = reason;
            }
        }
    }
    return std::nullopt;
}

/// A link of a node, seen from the node.
struct Spoke
{
    model::SocketId own;
    SocketRef peer;
    std::string transport;
    bool arrives = false;
    bool leaves = false;
};

std::vector<Spoke> spokesOf(const model::Topology& topology, const model::NodeId& id)
{
    std::vector<Spoke> spokes;
    for (const Link& link : topology.links) {
        const bool connects = link.connect.node == id;
        const SocketRef& own = connects ? link.connect : link.bind;
        const SocketRef& peer = connects ? link.bind : link.connect;
        const model::Socket* ownSocket = topology.find(own);
        const model::Socket* peerSocket = topology.find(peer);
        if (own.node != id || peer.node == id || ownSocket == nullptr || peerSocket == nullptr)
            continue;
        Spoke spoke{own.socket, peer, "tcp", rules::sendsTo(peerSocket->type, ownSocket->type),
                    rules::sendsTo(ownSocket->type, peerSocket->type)};
        const auto& addresses = topology.find(link.bind)->bind;
        if (link.endpoint < addresses.size())
            spoke.transport =
                addresses[link.endpoint].substr(0, addresses[link.endpoint].find("://"));
        spokes.push_back(std::move(spoke));
    }
    return spokes;
}

} // namespace

GestureEdit linkAll(const model::Topology& topology,
                    const std::set<model::NodeId>& from,
                    const std::set<model::NodeId>& to,
                    const std::string& transport,
                    std::string* why)
{
    GestureEdit gesture;
    model::Topology after = topology;
    for (const model::NodeId& one : from) {
        for (const model::NodeId& other : to) {
            const model::Node* a = after.find(one);
            const model::Node* b = after.find(other);
            if (a == nullptr || b == nullptr || one == other)
                continue;
            if (const auto pair = fittingPair(after, *a, *b, why))
                add(gesture, after, pair->first, pair->second, transport);
        }
    }
    return gesture;
}

std::optional<std::pair<std::set<model::NodeId>, std::set<model::NodeId>>>
twoKinds(const model::Topology& topology, const std::set<model::NodeId>& nodes)
{
    std::map<std::pair<model::Role, std::vector<model::SocketType>>, std::set<model::NodeId>> kinds;
    std::vector<const std::set<model::NodeId>*> inOrder;
    for (const model::Node& node : topology.nodes) {
        if (!nodes.contains(node.id))
            continue;
        std::vector<model::SocketType> types;
        for (const model::Socket& socket : node.sockets)
            types.push_back(socket.type);
        auto& kind = kinds[{node.role, types}];
        if (kind.empty())
            inOrder.push_back(&kind);
        kind.insert(node.id);
    }
    if (inOrder.size() == 1 && nodes.size() == 2)
        return std::pair(std::set{*nodes.begin()}, std::set{*nodes.rbegin()});
    if (inOrder.size() != 2)
        return std::nullopt;
    return std::pair(*inOrder[0], *inOrder[1]);
}

Reconnected removeAndReconnect(const model::Topology& topology,
                               const std::set<model::NodeId>& nodes)
{
    Reconnected result;
    model::Topology after = topology;
    for (const model::NodeId& id : nodes) {
        if (after.find(id) == nullptr)
            continue;
        const std::vector<Spoke> spokes = spokesOf(after, id);
        result.gesture.edit.edits.emplace_back(model::RemoveNode{id});
        model::apply(after, result.gesture.edit.edits.back());
        for (const Spoke& in : spokes) {
            for (const Spoke& out : spokes) {
                const bool passed = in.arrives && out.leaves && in.own != out.own;
                if (!passed || in.peer == out.peer || areLinked(after, in.peer, out.peer))
                    continue;
                const std::string reason = rules::whyNoLink(after, in.peer, out.peer);
                if (reason.empty()) {
                    add(result.gesture, after, in.peer, out.peer, out.transport);
                } else {
                    ++result.refused;
                    result.why = reason;
                }
            }
        }
    }
    // A link to a node that was removed later is gone again.
    std::erase_if(result.gesture.links,
                  [&after](const model::LinkId& id) { return after.find(id) == nullptr; });
    return result;
}

} // namespace topomq::ui
