// What is shown elsewhere than in the document while it is dragged. See canvas_scene.cpp for the
// rest of the class.

#include "ui/canvas/canvas_scene.h"
#include "ui/document/topology_document.h"

#include <algorithm>
#include <utility>

namespace topomq::ui {

Movers moversOf(const model::Topology& topology, const Selection& selection)
{
    Movers movers{selection.nodes(), selection.notes()};
    for (const model::GroupId& id : selection.groups()) {
        if (const model::Group* group = topology.find(id)) {
            for (const model::NodeId& member : group->members) {
                const bool isThere = topology.find(member) != nullptr;
                if (isThere && topology.groupOf(member) == group)
                    movers.nodes.insert(member);
            }
        }
    }
    return movers;
}

void CanvasScene::moveLive(const Movers& movers, QPointF offset, bool framesFollow)
{
    if (m_live == movers && m_liveOffset == offset && m_framesFollow == framesFollow)
        return;
    m_glide.stop();
    const QPointF step = offset - std::exchange(m_liveOffset, offset);
    if (m_shift && m_live == movers && m_framesFollow == framesFollow
        && m_geometry.shift(*m_shift, step))
    {
        touch();
        return;
    }
    m_live = movers;
    m_framesFollow = framesFollow;
    rebuild();
    if (m_liveShapes.bends.empty() && m_liveShapes.notes.empty())
        m_shift = m_geometry.shiftOf(m_live.nodes, m_live.notes, m_framesFollow);
}

void CanvasScene::bendLive(const model::LinkId& link, std::vector<model::Point> bends)
{
    m_liveShapes.bends.insert_or_assign(link, std::move(bends));
    rebuild();
}

void CanvasScene::resizeLive(const model::NoteId& note, const QRectF& rect)
{
    m_liveShapes.notes.insert_or_assign(note, rect);
    rebuild();
}

void CanvasScene::endLive()
{
    if (!isLive())
        return;
    m_live = {};
    m_liveShapes = {};
    rebuild();
}

void CanvasScene::chooseBend(std::optional<BendRef> bend)
{
    if (bend == m_chosenBend)
        return;
    m_chosenBend = std::move(bend);
    touch();
}

bool CanvasScene::isLive() const
{
    return !m_live.isEmpty() || !m_liveShapes.bends.empty() || !m_liveShapes.notes.empty();
}

Placement CanvasScene::placesInDocument() const
{
    Placement placement = m_automatic;
    for (const model::Node& node : m_document.topology().nodes) {
        if (node.position)
            placement[node.id] = {node.position->x, node.position->y};
    }
    return placement;
}

std::optional<QPointF> CanvasScene::placeOf(const model::NodeId& node) const
{
    const model::Node* found = m_document.topology().find(node);
    if (found == nullptr)
        return std::nullopt;
    if (found->position)
        return QPointF(found->position->x, found->position->y);
    const auto automatic = m_automatic.find(node);
    return automatic == m_automatic.end() ? std::nullopt : std::optional(automatic->second);
}

void CanvasScene::rebuildLive(const Placement& home)
{
    const model::Topology& topology = m_document.topology();
    const auto moves = [this](const model::NodeId& node) { return m_live.nodes.contains(node); };
    Placement placement = home;
    for (const model::NodeId& id : m_live.nodes) {
        if (const auto found = placement.find(id); found != placement.end())
            found->second += m_liveOffset;
    }
    LiveShapes shapes = m_liveShapes;
    for (const model::Link& link : topology.links) {
        if (link.bends.empty() || !moves(link.connect.node) || !moves(link.bind.node))
            continue;
        std::vector<model::Point> bends = link.bends;
        for (model::Point& bend : bends)
            bend = {bend.x + m_liveOffset.x(), bend.y + m_liveOffset.y()};
        shapes.bends.emplace(link.id, std::move(bends));
    }
    for (const model::NoteId& id : m_live.notes) {
        if (const model::Note* note = topology.find(id))
            shapes.notes.emplace(id,
                                 QRectF(note->position.x - note->size.width / 2 + m_liveOffset.x(),
                                        note->position.y - note->size.height / 2 + m_liveOffset.y(),
                                        note->size.width, note->size.height));
    }
    // A frame that grew with the node that is dragged out of it could never be left.
    const CanvasGeometry before = m_geometry;
    for (const GroupBox& box : before.groups()) {
        if (!m_framesFollow && !std::all_of(box.members.begin(), box.members.end(), moves))
            shapes.frames.emplace(box.id, box.rect);
    }
    m_geometry.rebuild(topology, placement, shapes);
    findFigures();
    for (std::size_t at = 0; at < m_geometry.links().size(); ++at) {
        const LinkCurve& curve = m_geometry.links()[at];
        const LinkCurve* old = before.link(curve.id);
        if (old != nullptr && !moves(curve.from.node) && !moves(curve.to.node)
            && !m_liveShapes.bends.contains(curve.id))
            m_geometry.setInstrument(at, old->instrument, old->anchor);
    }
}

} // namespace topomq::ui
