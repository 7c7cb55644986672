#include "ui/canvas/splice.h"

#include "engine/model/settings.h"
#include "engine/rules/rules.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/link_painter.h"

#include <algorithm>
#include <array>
#include <string>

namespace topomq::ui {

namespace {

using model::Role;
using model::SocketType;

/// The ends of a link, in the direction in which messages travel.
struct Ends
{
    model::SocketRef from;
    model::SocketRef to;
    SocketType fromType = SocketType::Unknown;
    SocketType toType = SocketType::Unknown;
    std::string transport;
};

std::optional<Ends> endsOf(const model::Topology& topology, const model::LinkId& id)
{
    const model::Link* link = topology.find(id);
    const model::Socket* connect = link == nullptr ? nullptr : topology.find(link->connect);
    const model::Socket* bind = link == nullptr ? nullptr : topology.find(link->bind);
    if (connect == nullptr || bind == nullptr)
        return std::nullopt;
    const bool forward = rules::sendsTo(connect->type, bind->type);
    Ends ends{forward ? link->connect : link->bind, forward ? link->bind : link->connect,
              forward ? connect->type : bind->type, forward ? bind->type : connect->type, "tcp"};
    if (link->endpoint < bind->bind.size()) {
        const std::string& address = bind->bind[link->endpoint];
        ends.transport = address.substr(0, address.find("://"));
    }
    return ends;
}

/// Messages pass from the one end to the other, and back where they did before.
bool passes(const Ends& ends, SocketType in, SocketType out)
{
    const auto goes = [](SocketType from, SocketType to) {
        return rules::isLegalPair(from, to) && rules::sendsTo(from, to);
    };
    const bool back = rules::sendsTo(ends.toType, ends.fromType);
    return goes(ends.fromType, in) && goes(out, ends.toType)
        && (!back || (goes(in, ends.fromType) && goes(ends.toType, out)));
}

/// A proxy joins two sockets that belong together.
constexpr std::array kProxyPairs{
    std::pair(SocketType::Router, SocketType::Dealer),
    std::pair(SocketType::XSub, SocketType::XPub),
    std::pair(SocketType::Pull, SocketType::Push),
};

using Chosen = std::optional<std::pair<model::SocketId, model::SocketId>>;

Chosen chooseProxyTypes(model::Node& node, const Ends& ends)
{
    for (const auto& [frontend, backend] : kProxyPairs) {
        const bool ahead = passes(ends, frontend, backend);
        if (!ahead && !passes(ends, backend, frontend))
            continue;
        node.sockets[0].type = frontend;
        node.sockets[1].type = backend;
        return std::pair(node.sockets[ahead ? 0 : 1].id, node.sockets[ahead ? 1 : 0].id);
    }
    return std::nullopt;
}

Chosen chooseTypes(model::Node& node, const Ends& ends)
{
    if (node.role == Role::Proxy)
        return chooseProxyTypes(node, ends);
    const auto& slots = model::infoOf(node.role).slots;
    for (const model::SocketSlot& in : slots) {
        for (const model::SocketSlot& out : slots) {
            if (in.name == out.name && !in.many)
                continue;
            for (const SocketType inType : in.types) {
                for (const SocketType outType : out.types) {
                    if (!passes(ends, inType, outType))
                        continue;
                    const bool same = in.name == out.name;
                    const model::SocketId inId{std::string(in.name)};
                    const model::SocketId outId{std::string(out.name) + (same ? "2" : "")};
                    node.sockets = {model::Socket{.id = inId, .type = inType},
                                    model::Socket{.id = outId, .type = outType}};
                    return std::pair(inId, outId);
                }
            }
        }
    }
    return std::nullopt;
}

/// Adds the link to `edit` and to `after`. Where the old link's address serves it, it stays.
bool addLink(GestureEdit& gesture,
             model::Topology& after,
             const model::SocketRef& a,
             const model::SocketRef& b,
             const model::Link& old,
             const std::string& transport)
{
    if (!rules::whyNoLink(after, a, b).empty())
        return false;
    model::LinkId id;
    model::Edit edit = rules::makeLink(after, a, b, transport, &id);
    if (auto* batch = std::get_if<model::Batch>(&edit)) {
        for (model::Edit& part : batch->edits) {
            auto* added = std::get_if<model::AddLink>(&part);
            if (added == nullptr)
                continue;
            added->link.enabled = old.enabled;
            if (added->link.bind == old.bind)
                added->link.endpoint = old.endpoint;
        }
    }
    model::apply(after, edit);
    gesture.edit.edits.push_back(std::move(edit));
    gesture.links.insert(id);
    return true;
}

std::optional<GestureEdit> through(const model::Topology& topology,
                                   const model::Link& link,
                                   const Ends& ends,
                                   GestureEdit gesture,
                                   const model::SocketRef& in,
                                   const model::SocketRef& out)
{
    model::Topology after = topology;
    for (const model::Edit& edit : gesture.edit.edits)
        model::apply(after, edit);
    gesture.edit.edits.emplace_back(model::RemoveLink{link.id});
    model::apply(after, gesture.edit.edits.back());
    if (!addLink(gesture, after, ends.from, in, link, ends.transport)
        || !addLink(gesture, after, out, ends.to, link, ends.transport))
        return std::nullopt;
    gesture.nodes = {in.node};
    return gesture;
}

} // namespace

std::optional<GestureEdit>
spliceNode(const model::Topology& topology, const model::LinkId& linkId, const model::NodeId& id)
{
    const auto ends = endsOf(topology, linkId);
    const model::Node* node = topology.find(id);
    if (!ends || node == nullptr || ends->from.node == id || ends->to.node == id)
        return std::nullopt;
    const bool linked =
        std::any_of(topology.links.begin(), topology.links.end(), [&id](const model::Link& link) {
            return link.connect.node == id || link.bind.node == id;
        });
    if (linked)
        return std::nullopt;
    for (const model::Socket& in : node->sockets) {
        for (const model::Socket& out : node->sockets) {
            if (in.id != out.id && passes(*ends, in.type, out.type))
                return through(topology, *topology.find(linkId), *ends, {}, {id, in.id},
                               {id, out.id});
        }
    }
    return std::nullopt;
}

std::optional<GestureEdit> spliceRole(const model::Topology& topology,
                                      const model::LinkId& linkId,
                                      Role role,
                                      model::Point place)
{
    const auto ends = endsOf(topology, linkId);
    if (!ends)
        return std::nullopt;
    model::Node node = model::makeNode(topology, role, place);
    const Chosen chosen = chooseTypes(node, *ends);
    if (!chosen)
        return std::nullopt;
    // A SUB without a subscription would stay silent and so cut what the link carried.
    for (model::Socket& socket : node.sockets) {
        if (socket.type == SocketType::Sub)
            socket.options.set("SUBSCRIBE", model::Array{""});
    }
    GestureEdit gesture;
    gesture.edit.edits.emplace_back(model::AddNode{node, {}});
    return through(topology, *topology.find(linkId), *ends, std::move(gesture),
                   {node.id, chosen->first}, {node.id, chosen->second});
}

std::vector<RoleKind> kindsBetween(const model::Topology& topology, const model::LinkId& link)
{
    std::vector<RoleKind> kinds;
    std::vector<RoleKind> typed;
    for (const model::RoleInfo& info : model::allRoles()) {
        const auto gesture = spliceRole(topology, link, info.role, {});
        if (!gesture)
            continue;
        kinds.emplace_back(info.role);
        const auto& added = std::get<model::AddNode>(gesture->edit.edits.front());
        for (const model::Socket& socket : added.node.sockets) {
            const RoleKind kind(info.role, socket.type);
            if (std::find(typed.begin(), typed.end(), kind) == typed.end())
                typed.push_back(kind);
        }
    }
    kinds.insert(kinds.end(), typed.begin(), typed.end());
    return kinds;
}

void paintSpliceMark(QPainter& painter, const CanvasScene& scene, const model::LinkId& link)
{
    const LinkCurve* curve = scene.geometry().link(link);
    if (curve == nullptr)
        return;
    QColor color = scene.theme().colors().accent;
    color.setAlphaF(0.45F);
    painter.setPen(QPen(color, 9, Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(curve->path());
}

} // namespace topomq::ui
