#include "ui/canvas/canvas_geometry.h"

#include "engine/rules/rules.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace topomq::ui {

namespace {

using model::Role;
using model::SocketType;

/// The side that the role gives a port that sends and receives, as long as no partner says better.
Side sideByRole(const model::Node& node, const model::Socket& socket)
{
    switch (node.role) {
    case Role::Sink:
    case Role::Server:
    case Role::BalancedWorker:
        return Side::Left;
    case Role::Proxy:
    case Role::Balancer:
        return socket.id.text() == "frontend" ? Side::Left : Side::Right;
    default:
        return Side::Right;
    }
}

/// What goes both ways can leave to either side; between a frontend and a backend the way is fixed.
bool mayTurn(const model::Node& node, const model::Socket& socket)
{
    return node.role != Role::Proxy && node.role != Role::Balancer
        && portShapeOf(socket.type) == PortShape::Both;
}

Side sideOf(const model::Node& node, const model::Socket& socket)
{
    if (node.role == Role::Proxy)
        return sideByRole(node, socket);
    switch (portShapeOf(socket.type)) {
    case PortShape::Out:
        return Side::Right;
    case PortShape::In:
        return Side::Left;
    case PortShape::Both:
        break;
    }
    return sideByRole(node, socket);
}

void spreadPorts(NodeBox& box)
{
    for (const Side side : {Side::Left, Side::Right}) {
        const auto onSide =
            std::count_if(box.ports.begin(), box.ports.end(),
                          [side](const PortSpot& port) { return port.side == side; });
        double y = box.rect.top() + kFirstPort;
        for (PortSpot& port : box.ports) {
            if (port.side != side)
                continue;
            port.named = onSide > 1;
            port.position = {side == Side::Left ? box.rect.left() : box.rect.right(), y};
            y += kPortGap;
        }
    }
}

double heightFor(const NodeBox& box)
{
    const auto right = std::count_if(box.ports.begin(), box.ports.end(),
                                     [](const PortSpot& port) { return port.side == Side::Right; });
    const auto left = static_cast<std::ptrdiff_t>(box.ports.size()) - right;
    const auto rows = static_cast<double>(std::max<std::ptrdiff_t>({left, right, 1}));
    return kCardHeight + (rows - 1) * kPortGap;
}

} // namespace

void fitToPorts(NodeBox& box, QPointF centre)
{
    const double height = heightFor(box);
    box.rect = QRectF(centre.x() - kCardWidth / 2, centre.y() - height / 2, kCardWidth, height);
    spreadPorts(box);
}

PortShape portShapeOf(SocketType type)
{
    switch (type) {
    case SocketType::Push:
    case SocketType::Pub:
    case SocketType::XPub:
        return PortShape::Out;
    case SocketType::Pull:
    case SocketType::Sub:
    case SocketType::XSub:
        return PortShape::In;
    default:
        return PortShape::Both;
    }
}

QPointF PortSpot::edge() const
{
    const double reach = binds ? kPortReach : 8;
    return position + QPointF(side == Side::Left ? -reach : reach, 0);
}

void CanvasGeometry::rebuild(const model::Topology& topology,
                             const Placement& placement,
                             const LiveShapes& live)
{
    build(topology, placement, live, true);
}

void CanvasGeometry::rebuildOpen(const model::Topology& topology, const Placement& placement)
{
    build(topology, placement, {}, false);
}

void CanvasGeometry::build(const model::Topology& topology,
                           const Placement& placement,
                           const LiveShapes& live,
                           bool folds)
{
    m_nodes.clear();
    m_links.clear();
    m_nodeIndex.clear();
    m_linkIndex.clear();
    m_nodes.reserve(topology.nodes.size());
    m_links.reserve(topology.links.size());
    turnToPartners(topology, placement);
    findGroups(topology, folds);
    for (std::size_t index = 0; index < topology.nodes.size(); ++index) {
        const model::Node& node = topology.nodes[index];
        const auto placed = placement.find(node.id);
        const model::Point own = node.position.value_or(model::Point{});
        addNode(topology, index,
                placed == placement.end() ? QPointF(own.x, own.y) : placed->second);
    }
    placeGroups(live);
    addGroupPorts(topology);
    for (std::size_t index = 0; index < topology.links.size(); ++index)
        addLink(topology, index, live);
    addNotes(topology, live);
    findBounds();
}

void CanvasGeometry::findBounds()
{
    m_bounds = {};
    for (const NodeBox& box : m_nodes)
        m_bounds |= box.rect;
    for (const GroupBox& box : m_groups)
        m_bounds |= box.rect;
    for (const NoteBox& box : m_notes)
        m_bounds |= box.rect;
}

void CanvasGeometry::turnToPartners(const model::Topology& topology, const Placement& placement)
{
    m_turns.clear();
    std::unordered_map<model::NodeId, std::pair<const model::Node*, double>> places;
    for (const model::Node& node : topology.nodes) {
        const auto placed = placement.find(node.id);
        const double x = placed != placement.end() ? placed->second.x()
                                                   : node.position.value_or(model::Point{}).x;
        places.emplace(node.id, std::pair(&node, x));
    }
    const auto note = [&](const model::SocketRef& own, const model::SocketRef& other) {
        const auto here = places.find(own.node);
        const auto there = places.find(other.node);
        if (here == places.end() || there == places.end())
            return;
        const model::Node& node = *here->second.first;
        const model::Socket* socket = node.find(own.socket);
        if (socket == nullptr || !mayTurn(node, *socket))
            return;
        Turn& turn = m_turns[own];
        turn.lean += there->second.second - here->second.second;
        turn.otherwise = sideOf(node, *socket);
        turn.partners.push_back(other.node);
    };
    for (const model::Link& link : topology.links) {
        note(link.connect, link.bind);
        note(link.bind, link.connect);
    }
}

void CanvasGeometry::addNode(const model::Topology& topology, std::size_t index, QPointF centre)
{
    const model::Node& node = topology.nodes[index];
    NodeBox box;
    box.id = node.id;
    box.index = index;
    for (const model::Socket& socket : node.sockets) {
        PortSpot port;
        port.ref = {node.id, socket.id};
        port.type = socket.type;
        port.shape = portShapeOf(socket.type);
        const auto turned = m_turns.find(port.ref);
        port.side = turned == m_turns.end() ? sideOf(node, socket) : turned->second.side();
        port.binds = !socket.bind.empty();
        box.ports.push_back(std::move(port));
    }
    fitToPorts(box, centre);
    if (m_folded.contains(node.id)) {
        m_hidden.emplace(node.id, std::move(box));
        return;
    }
    m_nodeIndex.emplace(node.id, m_nodes.size());
    m_nodes.push_back(std::move(box));
}

void CanvasGeometry::addLink(const model::Topology& topology,
                             std::size_t index,
                             const LiveShapes& live)
{
    const model::Link& link = topology.links[index];
    const PortSpot* from = spotOf(link.connect);
    const PortSpot* to = spotOf(link.bind);
    if (from == nullptr || to == nullptr || foldOf(link) != nullptr)
        return;
    const bool there = rules::sendsTo(from->type, to->type);
    const bool back = rules::sendsTo(to->type, from->type);
    if (back && !there)
        std::swap(from, to);
    // Bend points were set round what is folded away now: there is nothing to go round.
    const bool isFolded = foldOf(link.connect.node) != nullptr || foldOf(link.bind.node) != nullptr;
    const auto moved = live.bends.find(link.id);
    std::vector<QPointF> bends;
    if (!isFolded) {
        for (const model::Point bend : moved == live.bends.end() ? link.bends : moved->second)
            bends.emplace_back(bend.x, bend.y);
    }
    const bool fromBinder = from->ref != link.connect;
    if (fromBinder)
        std::reverse(bends.begin(), bends.end());
    LinkCurve curve =
        curveBetween(from->edge(), from->side, to->edge(), to->side, std::move(bends));
    curve.fromBinder = fromBinder;
    curve.isFolded = isFolded;
    curve.endsEnabled = topology.nodes[anyNode(from->ref.node)->index].enabled
        && topology.nodes[anyNode(to->ref.node)->index].enabled;
    curve.id = link.id;
    curve.index = index;
    curve.from = from->ref;
    curve.to = to->ref;
    curve.fromType = from->type;
    curve.toType = to->type;
    curve.twoWay = there && back;
    noteSockets(topology, link, curve);
    noteLean(curve.from, curve.end.y() - curve.start.y());
    noteLean(curve.to, curve.start.y() - curve.end.y());
    m_linkIndex.emplace(link.id, m_links.size());
    m_links.push_back(std::move(curve));
}

void CanvasGeometry::noteLean(const model::SocketRef& ref, double fall)
{
    const auto found = m_nodeIndex.find(ref.node);
    if (found == m_nodeIndex.end())
        return;
    for (PortSpot& spot : m_nodes[found->second].ports) {
        if (spot.ref == ref)
            spot.lean += fall;
    }
}

const NodeBox* CanvasGeometry::node(const model::NodeId& id) const
{
    const auto found = m_nodeIndex.find(id);
    return found == m_nodeIndex.end() ? nullptr : &m_nodes[found->second];
}

const LinkCurve* CanvasGeometry::link(const model::LinkId& id) const
{
    const auto found = m_linkIndex.find(id);
    return found == m_linkIndex.end() ? nullptr : &m_links[found->second];
}

const PortSpot* CanvasGeometry::port(const model::SocketRef& ref) const
{
    const NodeBox* box = node(ref.node);
    if (box == nullptr)
        return nullptr;
    const auto found =
        std::find_if(box->ports.begin(), box->ports.end(),
                     [&ref](const PortSpot& port) { return port.ref.socket == ref.socket; });
    return found == box->ports.end() ? nullptr : &*found;
}

const NodeBox* CanvasGeometry::nodeAt(QPointF point) const
{
    // Later nodes are drawn over earlier ones.
    const auto found = std::find_if(m_nodes.rbegin(), m_nodes.rend(), [point](const NodeBox& box) {
        return box.rect.contains(point);
    });
    return found == m_nodes.rend() ? nullptr : &*found;
}

const PortSpot* CanvasGeometry::portAt(QPointF point, double reach) const
{
    const PortSpot* nearest = nullptr;
    double best = reach;
    for (const NodeBox& box : m_nodes) {
        if (!box.rect.adjusted(-reach, -reach, reach, reach).contains(point))
            continue;
        for (const PortSpot& port : box.ports) {
            const QPointF off = port.position - point;
            const double distance = std::hypot(off.x(), off.y());
            if (distance <= best) {
                best = distance;
                nearest = &port;
            }
        }
    }
    return nearest;
}

const LinkCurve* CanvasGeometry::linkAt(QPointF point, double reach) const
{
    const LinkCurve* nearest = nullptr;
    double best = reach;
    for (const LinkCurve& curve : m_links) {
        if (!curve.bounds.adjusted(-reach, -reach, reach, reach).contains(point))
            continue;
        const double distance = distanceTo(curve, point);
        if (distance <= best) {
            best = distance;
            nearest = &curve;
        }
    }
    return nearest;
}

} // namespace topomq::ui
