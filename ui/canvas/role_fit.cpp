#include "ui/canvas/role_fit.h"

#include "engine/model/settings.h"
#include "engine/rules/rules.h"
#include "ui/document/role_kind.h"

#include <algorithm>

namespace topomq::ui {

namespace {

using model::Role;
using model::SocketType;

/// Messages can travel at least one way: a pair may be legal without (XSUB talks to XPUB only).
bool fits(SocketType own, SocketType other)
{
    return rules::isLegalPair(own, other);
}

bool setProxy(model::Node& node, SocketType other, model::SocketId& chosen)
{
    if (node.sockets.size() < 2)
        return false;
    for (const auto& [frontend, backend] : kProxyPairs) {
        const bool front = fits(frontend, other);
        if (!front && !fits(backend, other))
            continue;
        node.sockets[0].type = frontend;
        node.sockets[1].type = backend;
        chosen = node.sockets[front ? 0 : 1].id;
        return true;
    }
    return false;
}

bool setSlot(model::Node& node, SocketType other, model::SocketId& chosen)
{
    for (const model::SocketSlot& slot : model::infoOf(node.role).slots) {
        const auto type = std::find_if(slot.types.begin(), slot.types.end(),
                                       [other](SocketType own) { return fits(own, other); });
        if (type == slot.types.end())
            continue;
        const model::SocketId id{std::string(slot.name)};
        model::Socket* socket = node.find(id);
        if (socket == nullptr)
            socket = &node.sockets.emplace_back(model::Socket{.id = id});
        socket->type = *type;
        chosen = id;
        return true;
    }
    return false;
}

/// The types of the node are those that were asked for.
std::optional<FittingNode> fittingAsAsked(const model::Topology& topology,
                                          const RoleKind& kind,
                                          model::Point position,
                                          SocketType type)
{
    if (!fits(kind.type, type))
        return std::nullopt;
    FittingNode fitting{nodeOfKind(topology, kind, position), {}};
    for (const model::Socket& socket : fitting.node.sockets) {
        if (socket.type != kind.type)
            continue;
        fitting.socket = socket.id;
        return fitting;
    }
    return std::nullopt;
}

} // namespace

std::optional<FittingNode> fittingNode(const model::Topology& topology,
                                       const RoleKind& kind,
                                       model::Point position,
                                       SocketType type)
{
    if (kind.type != SocketType::Unknown)
        return fittingAsAsked(topology, kind, position, type);
    FittingNode fitting{model::makeNode(topology, kind.role, position), {}};
    const bool found = kind.role == Role::Proxy ? setProxy(fitting.node, type, fitting.socket)
                                                : setSlot(fitting.node, type, fitting.socket);
    if (!found)
        return std::nullopt;
    // A SUB without a subscription would stay silent, which nobody who pulls a link wants.
    for (model::Socket& socket : fitting.node.sockets) {
        if (socket.type == SocketType::Sub)
            socket.options.set("SUBSCRIBE", model::Array{""});
    }
    return fitting;
}

std::vector<RoleKind> kindsFor(SocketType type)
{
    std::vector<RoleKind> kinds;
    for (const model::RoleInfo& info : model::allRoles()) {
        if (fittingNode({}, info.role, {}, type))
            kinds.emplace_back(info.role);
    }
    for (const RoleKind& kind : typedKinds()) {
        if (fittingNode({}, kind, {}, type))
            kinds.push_back(kind);
    }
    return kinds;
}

} // namespace topomq::ui
