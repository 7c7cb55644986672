// Gestures over many nodes: splicing in, linking groups, deleting with reconnection, copies that
// keep their links. See canvas_editor.cpp for the rest of the class.

#include "engine/model/settings.h"
#include "ui/canvas/canvas_editor.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/copies.h"
#include "ui/canvas/reconnect.h"
#include "ui/document/engine_text.h"
#include "ui/document/titles.h"
#include "ui/document/topology_document.h"

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

model::Point gridPoint(QPointF place)
{
    const QPointF snapped = snapToGrid(place);
    return {snapped.x(), snapped.y()};
}

/// Takes selected links away that are at none of the nodes: those at them say what passed through.
model::Batch removeElsewhere(model::Topology& topology,
                             const std::set<model::LinkId>& links,
                             const std::set<model::NodeId>& nodes)
{
    model::Batch batch;
    for (const model::LinkId& id : links) {
        const model::Link* link = topology.find(id);
        if (link != nullptr && !nodes.contains(link->connect.node)
            && !nodes.contains(link->bind.node))
            batch.edits.emplace_back(model::RemoveLink{id});
    }
    model::apply(topology, batch);
    return batch;
}

} // namespace

void CanvasEditor::spliceRoleInto(model::Role role, QPointF place, const model::LinkId& link)
{
    const model::Topology& topology = m_document.topology();
    auto gesture = spliceRole(topology, link, role, gridPoint(place));
    const QString label = engineText(model::infoOf(role).label);
    if (!gesture) {
        Q_EMIT statusMessage(tr("A %1 does not fit into this link.").arg(label));
        return;
    }
    for (const model::NodeId& node : gesture->nodes)
        m_drawing.addJoining(gesture->edit, node, place);
    pushPinned(tr("Put %1 into a link").arg(label), std::move(gesture->edit));
    m_document.selection()->set(gesture->nodes, {});
}

bool CanvasEditor::moveInto(const model::NodeId& node,
                            QPointF offset,
                            const model::LinkId& link,
                            const model::Batch& also)
{
    auto gesture = spliceNode(m_document.topology(), link, node);
    const NodeBox* box = m_scene.geometry().node(node);
    if (!gesture || box == nullptr)
        return false;
    const QPointF centre = box->rect.center() + offset;
    gesture->edit.edits.emplace_back(
        model::MoveNodes{{{node, model::Point{centre.x(), centre.y()}}}});
    gesture->edit.edits.emplace_back(also);
    pushPinned(tr("Put %1 into a link").arg(titleOf(node)), std::move(gesture->edit), {node});
    m_document.selection()->selectNode(node);
    return true;
}

void CanvasEditor::markLinkStart()
{
    setLinkStart(m_document.selection()->nodes());
    if (m_linkStart.empty())
        return;
    Q_EMIT statusMessage(
        tr("Links will start at the %1 marked nodes. Select where they end and press Ctrl+L.")
            .arg(m_linkStart.size()));
}

void CanvasEditor::setLinkStart(std::set<model::NodeId> nodes)
{
    if (nodes == m_linkStart)
        return;
    m_linkStart = std::move(nodes);
    Q_EMIT linkStartChanged();
}

void CanvasEditor::linkSelection()
{
    const model::Topology& topology = m_document.topology();
    std::set<model::NodeId> from = linkStart();
    std::set<model::NodeId> to = m_document.selection()->nodes();
    for (const model::NodeId& id : from)
        to.erase(id);
    if (from.empty() || to.empty()) {
        const auto groups = twoKinds(topology, m_document.selection()->nodes());
        if (!groups) {
            Q_EMIT statusMessage(
                tr("Select nodes of two kinds, for example sources and workers; or mark where "
                   "links start with Ctrl+Alt+L, then select where they end."));
            return;
        }
        from = groups->first;
        to = groups->second;
    }
    std::string why;
    const GestureEdit gesture = linkAll(topology, from, to, m_transport.toStdString(), &why);
    setLinkStart({});
    if (gesture.links.empty()) {
        Q_EMIT statusMessage(why.empty() ? tr("There is no socket to link.")
                                         : QString::fromStdString(why));
        return;
    }
    if (gesture.links.size() == 1) {
        model::Topology after = topology;
        model::apply(after, gesture.edit);
        const model::Link& made = *after.find(*gesture.links.begin());
        const bool connects = from.contains(made.connect.node);
        m_document.push(tr("Link %1 and %2")
                            .arg(titleOf(connects ? made.connect.node : made.bind.node),
                                 titleOf(connects ? made.bind.node : made.connect.node)),
                        gesture.edit);
    } else {
        m_document.push(tr("Make %1 links").arg(gesture.links.size()), gesture.edit);
    }
    m_document.selection()->set({}, gesture.links);
    if (gesture.links.size() == 1 && from.size() * to.size() == 1)
        return;
    Q_EMIT statusMessage(
        tr("Made %1 of %2 links.").arg(gesture.links.size()).arg(from.size() * to.size()));
}

void CanvasEditor::deleteAndReconnect()
{
    const std::set<model::NodeId> nodes = m_document.selection()->nodes();
    if (nodes.empty())
        return;
    // New links may take the ids of those that go, so nothing is taken away after they were made.
    model::Topology left = m_document.topology();
    model::Batch batch = removeElsewhere(left, m_document.selection()->links(), nodes);
    const Reconnected result = removeAndReconnect(left, nodes);
    batch.edits.emplace_back(result.gesture.edit);
    m_drawing.addRemovals(batch);
    const std::size_t made = result.gesture.links.size();
    m_document.selection()->clear();
    m_document.push(nodes.size() == 1 ? tr("Delete 1 node and reconnect")
                                      : tr("Delete %1 nodes and reconnect").arg(nodes.size()),
                    batch);
    m_document.selection()->set({}, result.gesture.links);
    if (result.refused > 0) {
        Q_EMIT statusMessage(tr("Reconnected %1 links; %2 are not possible: %3.")
                                 .arg(made)
                                 .arg(result.refused)
                                 .arg(QString::fromStdString(result.why)));
    } else {
        Q_EMIT statusMessage(made == 0 ? tr("Deleted; nothing passed through, so there was nothing "
                                            "to reconnect.")
                                       : tr("Deleted and reconnected %1 links.").arg(made));
    }
}

void CanvasEditor::duplicateWithLinks()
{
    constexpr QPointF kBeside{32, 32};
    pushCopies(m_document.selection()->nodes(), {kBeside}, tr("Duplicate with links"));
}

void CanvasEditor::multiply(const std::set<model::NodeId>& nodes, int times)
{
    m_scene.endGlide();
    if (times > 1)
        pushCopies(nodes,
                   columnBelow(m_scene.geometry(), nodes, static_cast<std::size_t>(times - 1)),
                   tr("Multiply ×%1").arg(times));
}

void CanvasEditor::pushCopies(const std::set<model::NodeId>& nodes,
                              const std::vector<QPointF>& offsets,
                              const QString& text)
{
    std::size_t refused = 0;
    GestureEdit gesture = copiesWithLinks(m_document.topology(), nodes, offsets, &refused);
    if (gesture.nodes.empty())
        return;
    const model::MoveNodes pinned = m_scene.pinnedPlaces();
    if (!pinned.positions.empty()) {
        // Nodes that were placed for the user get their places in the file first.
        model::Topology placed = m_document.topology();
        model::apply(placed, pinned);
        refused = 0;
        gesture = copiesWithLinks(placed, nodes, offsets, &refused);
        gesture.edit.edits.insert(gesture.edit.edits.begin(), model::Edit(pinned));
    }
    m_document.push(text, gesture.edit);
    m_document.selection()->set(gesture.nodes, {});
    if (refused > 0)
        Q_EMIT statusMessage(tr("%1 links could not be copied: a PAIR has one peer only, and a "
                                "ROUTER knows each id once.")
                                 .arg(refused));
}

} // namespace topomq::ui
