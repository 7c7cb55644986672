#include "ui/canvas/select_tool.h"

#include "ui/canvas/canvas_editor.h"
#include "ui/canvas/canvas_hit.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/splice.h"
#include "ui/document/topology_document.h"

#include <QApplication>

#include <utility>

namespace topomq::ui {

namespace {

/// How near the middle of a card must come to a link to be put into it.
constexpr double kLinkReach = 24;

/// The first card of the selection lands on the grid; the others keep their distance to it.
QPointF snapped(QPointF offset, QPointF anchor)
{
    return snapToGrid(anchor + offset) - anchor;
}

} // namespace

void SelectTool::press(const PointerEvent& event)
{
    Selection& selection = *host().scene().document().selection();
    m_start = event;
    m_moved = false;
    m_additive = event.modifiers.testAnyFlags(Qt::ControlModifier | Qt::ShiftModifier);
    m_nodesBefore = selection.nodes();
    m_linksBefore = selection.links();
    m_groupsBefore = selection.groups();
    m_notesBefore = selection.notes();
    m_pressed = {};
    const Hit hit = hitAt(host().scene(), event.scene, host().zoom());
    if (pressMovable(hit))
        return;
    if (const auto* link = std::get_if<model::LinkId>(&hit)) {
        auto links = m_additive ? m_linksBefore : std::set<model::LinkId>();
        if (!links.erase(*link))
            links.insert(*link);
        selection.set(m_additive ? m_nodesBefore : std::set<model::NodeId>(), links,
                      m_additive ? m_groupsBefore : std::set<model::GroupId>(),
                      m_additive ? m_notesBefore : std::set<model::NoteId>());
        m_gesture = Gesture::None;
        return;
    }
    if (!m_additive)
        selection.clear();
    m_gesture = Gesture::Band;
    m_band = QRectF(event.scene, QSizeF(0, 0));
}

bool SelectTool::pressMovable(const Hit& hit)
{
    const auto* node = std::get_if<model::NodeId>(&hit);
    const auto* group = std::get_if<model::GroupId>(&hit);
    const auto* note = std::get_if<model::NoteId>(&hit);
    if (node == nullptr && group == nullptr && note == nullptr)
        return false;
    m_gesture = Gesture::Move;
    m_offset = {};
    Selection& selection = *host().scene().document().selection();
    const bool isSelected = (node != nullptr && m_nodesBefore.contains(*node))
        || (group != nullptr && m_groupsBefore.contains(*group))
        || (note != nullptr && m_notesBefore.contains(*note));
    if (m_additive) {
        auto nodes = m_nodesBefore;
        auto groups = m_groupsBefore;
        auto notes = m_notesBefore;
        const auto toggle = [](auto& ids, const auto* id) {
            if (id != nullptr && !ids.erase(*id))
                ids.insert(*id);
        };
        toggle(nodes, node);
        toggle(groups, group);
        toggle(notes, note);
        selection.set(nodes, m_linksBefore, groups, notes);
    } else if (isSelected) {
        m_pressed = hit;
    } else {
        selectOnly(hit);
    }
    return true;
}

void SelectTool::selectOnly(const Hit& hit)
{
    if (const auto* node = std::get_if<model::NodeId>(&hit))
        select({*node}, {}, {}, {});
    else if (const auto* group = std::get_if<model::GroupId>(&hit))
        select({}, {}, {*group}, {});
    else if (const auto* note = std::get_if<model::NoteId>(&hit))
        select({}, {}, {}, {*note});
}

/// Keys act during a gesture, too: what was there when it began may be gone.
void SelectTool::select(std::set<model::NodeId> nodes,
                        std::set<model::LinkId> links,
                        std::set<model::GroupId> groups,
                        std::set<model::NoteId> notes)
{
    TopologyDocument& document = host().scene().document();
    const auto isGone = [&topology = document.topology()](const auto& id) {
        return topology.find(id) == nullptr;
    };
    std::erase_if(nodes, isGone);
    std::erase_if(links, isGone);
    std::erase_if(groups, isGone);
    std::erase_if(notes, isGone);
    document.selection()->set(std::move(nodes), std::move(links), std::move(groups),
                              std::move(notes));
}

/// Where the first of what moves stands; the grid is for that one.
std::optional<QPointF> SelectTool::anchor(const Movers& movers) const
{
    const CanvasScene& scene = host().scene();
    if (!movers.nodes.empty())
        return scene.placeOf(*movers.nodes.begin());
    const model::Note* note = scene.document().topology().find(*movers.notes.begin());
    return note == nullptr ? std::nullopt
                           : std::optional(QPointF(note->position.x, note->position.y));
}

void SelectTool::move(const PointerEvent& event)
{
    const QPointF way = event.view - m_start.view;
    if (!m_moved && way.manhattanLength() < QApplication::startDragDistance())
        return;
    m_moved = true;
    if (m_gesture == Gesture::Band) {
        m_band = QRectF(m_start.scene, event.scene).normalized();
        selectBand();
        host().refresh();
        return;
    }
    if (m_gesture != Gesture::Move)
        return;
    CanvasScene& scene = host().scene();
    const Movers movers = moversOf(scene.document().topology(), *scene.document().selection());
    const auto home = movers.isEmpty() ? std::nullopt : anchor(movers);
    if (!home)
        return;
    const bool free = event.modifiers.testFlag(Qt::AltModifier);
    const QPointF offset = event.scene - m_start.scene;
    m_offset = free ? offset : snapped(offset, *home);
    scene.moveLive(movers, m_offset, free);
    lookForLink(movers, *home + m_offset);
}

void SelectTool::lookForLink(const Movers& movers, QPointF centre)
{
    m_into.reset();
    const CanvasScene& scene = host().scene();
    const bool isOneNode = movers.nodes.size() == 1 && movers.notes.empty()
        && scene.document().selection()->nodes() == movers.nodes;
    if (!isOneNode)
        return;
    const LinkCurve* curve = scene.geometry().linkAt(centre, kLinkReach / host().zoom());
    if (curve != nullptr
        && spliceNode(scene.document().topology(), curve->id, *movers.nodes.begin()))
        m_into = curve->id;
}

void SelectTool::release(const PointerEvent& event)
{
    move(event);
    CanvasScene& scene = host().scene();
    if (m_gesture == Gesture::Move && m_moved) {
        const QPointF offset = m_offset;
        const Movers movers = moversOf(scene.document().topology(), *scene.document().selection());
        m_offset = {};
        // With Alt nodes stay in the groups that they are in.
        model::Batch joins;
        if (!event.modifiers.testFlag(Qt::AltModifier) && !offset.isNull())
            joins = host().editor().drawing().membershipAfterDrop(movers.nodes);
        scene.endLive();
        const bool spliced = m_into && movers.nodes.size() == 1
            && host().editor().moveInto(*movers.nodes.begin(), offset, *m_into, joins);
        if (!spliced && !offset.isNull())
            host().editor().move(movers, offset, {}, std::move(joins));
    } else if (m_gesture == Gesture::Move) {
        selectOnly(m_pressed);
    }
    m_gesture = Gesture::None;
    m_into.reset();
    host().refresh();
}

void SelectTool::cancel()
{
    host().scene().endLive();
    select(m_nodesBefore, m_linksBefore, m_groupsBefore, m_notesBefore);
    m_gesture = Gesture::None;
    m_into.reset();
    m_offset = {};
    host().refresh();
}

void SelectTool::selectBand()
{
    auto nodes = m_additive ? m_nodesBefore : std::set<model::NodeId>();
    auto links = m_additive ? m_linksBefore : std::set<model::LinkId>();
    auto groups = m_additive ? m_groupsBefore : std::set<model::GroupId>();
    auto notes = m_additive ? m_notesBefore : std::set<model::NoteId>();
    const CanvasGeometry& geometry = host().scene().geometry();
    for (const GroupBox& box : geometry.groups()) {
        // A frame is large: it is meant when all of it is in the band.
        if (box.collapsed ? box.rect.intersects(m_band) : m_band.contains(box.rect))
            groups.insert(box.id);
    }
    for (const NoteBox& box : geometry.notes()) {
        if (box.rect.intersects(m_band))
            notes.insert(box.id);
    }
    for (const NodeBox& box : geometry.nodes()) {
        if (box.rect.intersects(m_band))
            nodes.insert(box.id);
    }
    for (const LinkCurve& curve : geometry.links()) {
        if (m_band.contains(curve.instrument))
            links.insert(curve.id);
    }
    select(std::move(nodes), std::move(links), std::move(groups), std::move(notes));
}

void SelectTool::paint(QPainter& painter) const
{
    if (m_into)
        paintSpliceMark(painter, host().scene(), *m_into);
    if (m_gesture != Gesture::Band || !m_moved)
        return;
    const QColor accent = host().scene().theme().colors().accent;
    painter.setPen(QPen(accent, 0));
    painter.setBrush(withAlpha(accent, 28));
    painter.drawRect(m_band);
}

QCursor SelectTool::cursor() const
{
    return m_gesture == Gesture::Move && m_moved ? Qt::SizeAllCursor : Qt::ArrowCursor;
}

} // namespace topomq::ui
