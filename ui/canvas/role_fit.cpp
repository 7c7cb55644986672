#include "ui/canvas/role_fit.h"

#include "engine/model/settings.h"
#include "engine/rules/rules.h"

#include <algorithm>
#include <array>

namespace topomq::ui {

namespace {

using model::Role;
using model::SocketType;

/// A proxy joins two sockets that belong together.
constexpr std::array kProxyPairs{
    std::pair(SocketType::Router, SocketType::Dealer),
    std::pair(SocketType::XSub, SocketType::XPub),
    std::pair(SocketType::Pull, SocketType::Push),
};

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

} // namespace

std::optional<FittingNode>
fittingNode(const model::Topology& topology, Role role, model::Point position, SocketType type)
{
    FittingNode fitting{model::makeNode(topology, role, position), {}};
    const bool found = role == Role::Proxy ? setProxy(fitting.node, type, fitting.socket)
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

std::vector<Role> rolesFor(SocketType type)
{
    std::vector<Role> roles;
    for (const model::RoleInfo& info : model::allRoles()) {
        if (fittingNode({}, info.role, {}, type))
            roles.push_back(info.role);
    }
    return roles;
}

} // namespace topomq::ui
