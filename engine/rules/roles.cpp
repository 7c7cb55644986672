#include "engine/rules/roles.h"

#include "engine/model/options.h"
#include "engine/model/settings.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace topomq::rules {

using model::Link;
using model::Node;
using model::NodeId;
using model::Role;
using model::Socket;
using model::SocketId;
using model::SocketRef;
using model::SocketType;
using model::Topology;

namespace {

struct End
{
    const Node* node = nullptr;
    const Socket* socket = nullptr;
};

/// Whoever it is linked to.
std::optional<std::string> ownRoutingId(const Node& node, const Socket& socket)
{
    if (auto written = writtenRoutingId(socket))
        return written;
    if (node.role == Role::Peer && socket.type == SocketType::Router)
        return node.id.text();
    return std::nullopt;
}

bool hasOwnRoutingId(const Node& node)
{
    return std::any_of(node.sockets.begin(), node.sockets.end(), [&node](const Socket& each) {
        return ownRoutingId(node, each).has_value();
    });
}

/// Only what we run ourselves can be given a name.
bool isNamedByNode(const End& router, const End& peer)
{
    return router.node->role == Role::Peer && router.socket->type == SocketType::Router
        && peer.node->role != Role::External && peer.socket->type != SocketType::Router
        && appliesTo(*model::findOption("ROUTING_ID"), peer.socket->type)
        && !writtenRoutingId(*peer.socket);
}

/// The end of the link that needs a name because the other one is a peer on ROUTER; else neither.
template <class EndOf>
End namedBy(const Link& link, const EndOf& endOf)
{
    const End connecter = link.enabled ? endOf(link.connect) : End();
    const End binder = link.enabled ? endOf(link.bind) : End();
    for (const End& end : {connecter, binder}) {
        if (end.socket == nullptr || !end.node->enabled)
            return {};
    }
    if (isNamedByNode(connecter, binder))
        return binder;
    return isNamedByNode(binder, connecter) ? connecter : End();
}

} // namespace

bool allowsType(Role role, SocketType type)
{
    const auto slots = model::infoOf(role).slots;
    return std::any_of(slots.begin(), slots.end(), [type](const model::SocketSlot& slot) {
        return std::find(slot.types.begin(), slot.types.end(), type) != slot.types.end();
    });
}

bool hasNamedSlots(Role role)
{
    return role == Role::Proxy || role == Role::Balancer;
}

bool allowsType(const Node& node, const SocketId& socket, SocketType type)
{
    if (!hasNamedSlots(node.role))
        return allowsType(node.role, type);
    const auto slots = model::infoOf(node.role).slots;
    const bool fits = std::any_of(slots.begin(), slots.end(), [&](const model::SocketSlot& slot) {
        return slot.name == socket.text()
            && std::find(slot.types.begin(), slot.types.end(), type) != slot.types.end();
    });
    const bool isFrontend = socket.text() == "frontend";
    const bool isHalf = node.role == Role::Proxy && (isFrontend || socket.text() == "backend");
    const Socket* other =
        isHalf ? node.find(SocketId(isFrontend ? "backend" : "frontend")) : nullptr;
    if (!fits || other == nullptr)
        return fits;
    const auto pair = isFrontend ? std::pair(type, other->type) : std::pair(other->type, type);
    return std::find(kProxyPairs.begin(), kProxyPairs.end(), pair) != kProxyPairs.end();
}

std::vector<SocketType> typesOf(Role role)
{
    std::vector<SocketType> types;
    for (const model::SocketSlot& slot : model::infoOf(role).slots) {
        for (const SocketType type : slot.types) {
            if (std::find(types.begin(), types.end(), type) == types.end())
                types.push_back(type);
        }
    }
    return types;
}

std::string roleWord(const model::Node& node)
{
    return node.role == Role::Unknown ? node.unknownRole : std::string(toText(node.role));
}

std::string typeWord(const model::Socket& socket)
{
    return socket.type == SocketType::Unknown ? socket.unknownType
                                              : std::string(toText(socket.type));
}

std::optional<std::string> writtenRoutingId(const Socket& socket)
{
    const model::Value* value = socket.options.find("ROUTING_ID");
    if (value == nullptr)
        return std::nullopt;
    const model::OptionInfo& info = *model::findOption("ROUTING_ID");
    if (!appliesTo(info, socket.type) || whyNot(info, *value))
        return std::nullopt;
    return *value->asText();
}

std::unordered_map<SocketRef, std::string> routingIds(const Topology& topology)
{
    std::unordered_map<SocketRef, std::string> ids;
    // A peer on ROUTER has a name itself: where nobody has one, nobody gives one.
    if (std::none_of(topology.nodes.begin(), topology.nodes.end(), hasOwnRoutingId))
        return ids;
    std::unordered_map<SocketRef, End> ends;
    std::unordered_set<NodeId> spent;
    for (const Node& node : topology.nodes) {
        for (const Socket& socket : node.sockets) {
            const SocketRef ref{node.id, socket.id};
            const bool isFirst = ends.emplace(ref, End{&node, &socket}).second;
            auto id = isFirst ? ownRoutingId(node, socket) : std::nullopt;
            if (!id)
                continue;
            if (*id == node.id.text())
                spent.insert(node.id);
            ids.emplace(ref, std::move(*id));
        }
    }
    const auto endOf = [&ends](const SocketRef& ref) {
        const auto found = ends.find(ref);
        return found == ends.end() ? End() : found->second;
    };
    for (const Link& link : topology.links) {
        const End named = namedBy(link, endOf);
        if (named.node != nullptr && spent.insert(named.node->id).second)
            ids.emplace(SocketRef{named.node->id, named.socket->id}, named.node->id.text());
    }
    return ids;
}

std::optional<std::string> routingIdOf(const Topology& topology, const SocketRef& ref)
{
    const auto endOf = [&topology](const SocketRef& each) {
        const Node* node = topology.find(each.node);
        return End{node, node == nullptr ? nullptr : node->find(each.socket)};
    };
    const End asked = endOf(ref);
    const Node* node = asked.node;
    const Socket* socket = asked.socket;
    if (socket == nullptr)
        return std::nullopt;
    if (auto own = ownRoutingId(*node, *socket))
        return own;
    const bool isSpent =
        std::any_of(node->sockets.begin(), node->sockets.end(), [node](const Socket& each) {
            return ownRoutingId(*node, each) == node->id.text();
        });
    if (isSpent)
        return std::nullopt;
    for (const Link& link : topology.links) {
        if (link.connect.node != ref.node && link.bind.node != ref.node)
            continue;
        if (const End named = namedBy(link, endOf); named.node == node)
            return named.socket == socket ? std::optional(node->id.text()) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace topomq::rules
