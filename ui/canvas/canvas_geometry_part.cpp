// What is left of the drawing when only a part of it is shown. See canvas_geometry.cpp for the rest
// of the class.

#include "ui/canvas/canvas_geometry.h"

#include <algorithm>

namespace topomq::ui {

void CanvasGeometry::keepOnly(const DrawnPart& part)
{
    const auto isIn = [&part](const model::NodeId& node) { return part.nodes.contains(node); };
    std::erase_if(m_nodes, [&](const NodeBox& box) { return !isIn(box.id); });
    std::erase_if(m_links, [&](const LinkCurve& curve) {
        return !isIn(curve.from.node) || !isIn(curve.to.node);
    });
    std::erase_if(m_groups, [&](const GroupBox& box) {
        const bool hides =
            box.collapsed && std::any_of(box.members.begin(), box.members.end(), isIn);
        return !hides && !part.groups.contains(box.id);
    });
    std::erase_if(m_notes, [&](const NoteBox& box) { return !part.notes.contains(box.id); });
    findPlaces();
    findBounds();
}

/// Where things stand in the lists that are left.
void CanvasGeometry::findPlaces()
{
    m_nodeIndex.clear();
    m_linkIndex.clear();
    m_folded.clear();
    for (std::size_t at = 0; at < m_nodes.size(); ++at)
        m_nodeIndex.emplace(m_nodes[at].id, at);
    for (std::size_t at = 0; at < m_links.size(); ++at)
        m_linkIndex.emplace(m_links[at].id, at);
    for (std::size_t at = 0; at < m_groups.size(); ++at) {
        if (!m_groups[at].collapsed)
            continue;
        for (const model::NodeId& member : m_groups[at].members)
            m_folded.emplace(member, at);
    }
    std::erase_if(m_hidden,
                  [this](const auto& hidden) { return !m_folded.contains(hidden.first); });
    std::erase_if(m_turns, [this](const auto& turn) {
        return !m_nodeIndex.contains(turn.first.node) && !m_folded.contains(turn.first.node);
    });
}

} // namespace topomq::ui
