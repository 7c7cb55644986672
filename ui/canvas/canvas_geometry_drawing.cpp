// Where groups and notes stand, and what links say; see canvas_geometry.cpp for nodes and links.

#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/figure_text.h"

#include <algorithm>

namespace topomq::ui {

namespace {

/// Ports of a collapsed card share its sides below the title.
void spreadAlong(GroupBox& box)
{
    for (const Side side : {Side::Left, Side::Right}) {
        const auto count =
            std::count_if(box.ports.begin(), box.ports.end(),
                          [side](const PortSpot& spot) { return spot.side == side; });
        const double room = box.rect.height() - kFrameTitle;
        const double gap = room / static_cast<double>(count + 1);
        double y = box.rect.top() + kFrameTitle + gap;
        for (PortSpot& spot : box.ports) {
            if (spot.side != side)
                continue;
            spot.position = {side == Side::Left ? box.rect.left() : box.rect.right(), y};
            y += gap;
        }
    }
}

template <class Box, class IdType>
const Box* boxOf(const std::vector<Box>& boxes, const IdType& id)
{
    const auto found =
        std::find_if(boxes.begin(), boxes.end(), [&id](const Box& box) { return box.id == id; });
    return found == boxes.end() ? nullptr : &*found;
}

} // namespace

/// Painters and the places of instruments ask for it so often that nobody may search for it then.
void CanvasGeometry::noteSockets(const model::Topology& topology,
                                 const model::Link& link,
                                 LinkCurve& curve) const
{
    const auto socketOf = [&](const model::SocketRef& ref) {
        return topology.nodes[anyNode(ref.node)->index].find(ref.socket);
    };
    const model::Socket* binder = socketOf(link.bind);
    curve.transport = transportOf(binder, link);
    curve.security = securityOf(socketOf(link.connect), binder, link);
}

void CanvasGeometry::findGroups(const model::Topology& topology, bool folds)
{
    m_groups.clear();
    m_hidden.clear();
    m_folded.clear();
    if (topology.groups.empty())
        return;
    std::unordered_map<model::NodeId, bool> isTaken;
    for (const model::Node& node : topology.nodes)
        isTaken.emplace(node.id, false);
    for (std::size_t index = 0; index < topology.groups.size(); ++index) {
        const model::Group& group = topology.groups[index];
        GroupBox box;
        box.id = group.id;
        box.index = index;
        box.collapsed = group.collapsed && folds;
        for (const model::NodeId& member : group.members) {
            const auto found = isTaken.find(member);
            if (found == isTaken.end() || found->second)
                continue;
            found->second = true;
            box.members.push_back(member);
            if (box.collapsed)
                m_folded.emplace(member, m_groups.size());
        }
        if (!box.members.empty())
            m_groups.push_back(std::move(box));
    }
}

void CanvasGeometry::placeGroups(const LiveShapes& live)
{
    for (GroupBox& box : m_groups) {
        QRectF inner;
        for (const model::NodeId& member : box.members)
            inner |= anyNode(member)->rect;
        if (box.collapsed) {
            const QSizeF size(kGroupCardWidth, kGroupCardHeight);
            box.rect = QRectF(inner.center() - QPointF(size.width(), size.height()) / 2, size);
            continue;
        }
        const auto held = live.frames.find(box.id);
        box.rect = held != live.frames.end() ? held->second : frameAround(inner);
    }
}

void CanvasGeometry::addGroupPort(const model::SocketRef& ref, const model::NodeId& other)
{
    const auto folded = m_folded.find(ref.node);
    if (folded == m_folded.end() || anyNode(other) == nullptr)
        return;
    GroupBox& box = m_groups[folded->second];
    if (&box == foldOf(other))
        return;
    const auto same = [&ref](const PortSpot& spot) { return spot.ref == ref; };
    const std::vector<PortSpot>& ports = m_hidden.at(ref.node).ports;
    const auto own = std::find_if(ports.begin(), ports.end(), same);
    if (own != ports.end() && std::none_of(box.ports.begin(), box.ports.end(), same))
        box.ports.push_back(*own);
}

void CanvasGeometry::addGroupPorts(const model::Topology& topology)
{
    if (m_folded.empty())
        return;
    for (const model::Link& link : topology.links) {
        addGroupPort(link.connect, link.bind.node);
        addGroupPort(link.bind, link.connect.node);
    }
    for (GroupBox& box : m_groups)
        spreadAlong(box);
}

void CanvasGeometry::addNotes(const model::Topology& topology, const LiveShapes& live)
{
    m_notes.clear();
    for (std::size_t index = 0; index < topology.notes.size(); ++index) {
        const model::Note& note = topology.notes[index];
        const auto moved = live.notes.find(note.id);
        const QRectF own(note.position.x - note.size.width / 2,
                         note.position.y - note.size.height / 2, note.size.width, note.size.height);
        m_notes.push_back({note.id, index, moved == live.notes.end() ? own : moved->second});
    }
}

const PortSpot* CanvasGeometry::spotOf(const model::SocketRef& ref) const
{
    const auto folded = m_folded.find(ref.node);
    if (folded == m_folded.end())
        return port(ref);
    const std::vector<PortSpot>& ports = m_groups[folded->second].ports;
    const auto found = std::find_if(ports.begin(), ports.end(),
                                    [&ref](const PortSpot& spot) { return spot.ref == ref; });
    return found == ports.end() ? nullptr : &*found;
}

const NodeBox* CanvasGeometry::anyNode(const model::NodeId& id) const
{
    const auto hidden = m_hidden.find(id);
    return hidden == m_hidden.end() ? node(id) : &hidden->second;
}

const GroupBox* CanvasGeometry::foldOf(const model::NodeId& node) const
{
    const auto found = m_folded.find(node);
    return found == m_folded.end() ? nullptr : &m_groups[found->second];
}

const GroupBox* CanvasGeometry::foldOf(const model::Link& link) const
{
    const GroupBox* fold = foldOf(link.connect.node);
    return fold == foldOf(link.bind.node) ? fold : nullptr;
}

const GroupBox* CanvasGeometry::group(const model::GroupId& id) const
{
    return boxOf(m_groups, id);
}

const NoteBox* CanvasGeometry::note(const model::NoteId& id) const
{
    return boxOf(m_notes, id);
}

} // namespace topomq::ui
