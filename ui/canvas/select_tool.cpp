#include "ui/canvas/select_tool.h"

#include "ui/canvas/canvas_editor.h"
#include "ui/canvas/canvas_hit.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/splice.h"
#include "ui/document/topology_document.h"

#include <QApplication>

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
    m_pressed = {};
    const Hit hit = hitAt(host().scene(), event.scene, host().zoom());
    if (const auto* node = std::get_if<model::NodeId>(&hit)) {
        pressNode(*node, m_additive);
        return;
    }
    if (const auto* link = std::get_if<model::LinkId>(&hit)) {
        auto links = m_additive ? m_linksBefore : std::set<model::LinkId>();
        if (!links.erase(*link))
            links.insert(*link);
        selection.set(m_additive ? m_nodesBefore : std::set<model::NodeId>(), links);
        m_gesture = Gesture::None;
        return;
    }
    if (!m_additive)
        selection.clear();
    m_gesture = Gesture::Band;
    m_band = QRectF(event.scene, QSizeF(0, 0));
}

void SelectTool::pressNode(const model::NodeId& node, bool add)
{
    Selection& selection = *host().scene().document().selection();
    m_gesture = Gesture::Move;
    m_offset = {};
    if (add) {
        auto nodes = m_nodesBefore;
        if (!nodes.erase(node))
            nodes.insert(node);
        selection.set(nodes, m_linksBefore);
        return;
    }
    if (m_nodesBefore.contains(node))
        m_pressed = node;
    else
        selection.selectNode(node);
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
    const auto& nodes = host().scene().document().selection()->nodes();
    if (m_gesture != Gesture::Move || nodes.empty())
        return;
    if (m_offset.isNull())
        host().scene().endLive();
    const NodeBox* anchor = host().scene().geometry().node(*nodes.begin());
    if (anchor == nullptr)
        return;
    // While live the shown place already has the offset in it.
    const QPointF home = anchor->rect.center() - m_offset;
    const bool free = event.modifiers.testFlag(Qt::AltModifier);
    const QPointF offset = event.scene - m_start.scene;
    m_offset = free ? offset : snapped(offset, home);
    host().scene().moveLive(nodes, m_offset);
    lookForLink(home + m_offset);
}

void SelectTool::lookForLink(QPointF centre)
{
    m_into.reset();
    const CanvasScene& scene = host().scene();
    const auto& nodes = scene.document().selection()->nodes();
    if (nodes.size() != 1)
        return;
    const LinkCurve* curve = scene.geometry().linkAt(centre, kLinkReach / host().zoom());
    if (curve != nullptr && spliceNode(scene.document().topology(), curve->id, *nodes.begin()))
        m_into = curve->id;
}

void SelectTool::release(const PointerEvent& event)
{
    move(event);
    Selection& selection = *host().scene().document().selection();
    if (m_gesture == Gesture::Move && m_moved) {
        const QPointF offset = m_offset;
        m_offset = {};
        host().scene().endLive();
        const bool spliced =
            m_into && host().editor().moveInto(*selection.nodes().begin(), offset, *m_into);
        if (!spliced && !offset.isNull())
            host().editor().moveNodes(selection.nodes(), offset, {});
    } else if (m_gesture == Gesture::Move && !m_pressed.isEmpty()) {
        selection.selectNode(m_pressed);
    }
    m_gesture = Gesture::None;
    m_into.reset();
    host().refresh();
}

void SelectTool::cancel()
{
    host().scene().endLive();
    host().scene().document().selection()->set(m_nodesBefore, m_linksBefore);
    m_gesture = Gesture::None;
    m_into.reset();
    m_offset = {};
    host().refresh();
}

void SelectTool::selectBand()
{
    auto nodes = m_additive ? m_nodesBefore : std::set<model::NodeId>();
    auto links = m_additive ? m_linksBefore : std::set<model::LinkId>();
    const CanvasGeometry& geometry = host().scene().geometry();
    for (const NodeBox& box : geometry.nodes()) {
        if (box.rect.intersects(m_band))
            nodes.insert(box.id);
    }
    for (const LinkCurve& curve : geometry.links()) {
        if (m_band.contains(curve.instrument))
            links.insert(curve.id);
    }
    host().scene().document().selection()->set(nodes, links);
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
