#include "ui/canvas/bend_tool.h"

#include "ui/canvas/canvas_editor.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/drawing_editor.h"
#include "ui/document/topology_document.h"

#include <QApplication>

#include <algorithm>
#include <utility>

namespace topomq::ui {

BendTool::BendTool(ToolHost& host, BendRef bend)
    : CanvasTool(host)
    , m_bend(std::move(bend))
{ }

BendTool::BendTool(ToolHost& host, model::LinkId link)
    : CanvasTool(host)
    , m_bend{std::move(link), 0}
    , m_isNew(true)
{ }

void BendTool::press(const PointerEvent& event)
{
    CanvasScene& scene = host().scene();
    m_start = event;
    const model::Link* link = scene.document().topology().find(m_bend.link);
    const LinkCurve* curve = scene.geometry().link(m_bend.link);
    if (link == nullptr || curve == nullptr || curve->isFolded)
        return;
    m_bends = link->bends;
    scene.document().selection()->selectLink(m_bend.link);
    if (m_isNew) {
        m_bend.index = std::min(curve->indexOfBendAt(event.scene), m_bends.size());
        m_bends.insert(m_bends.begin() + static_cast<std::ptrdiff_t>(m_bend.index),
                       model::Point{event.scene.x(), event.scene.y()});
    } else {
        scene.chooseBend(m_bend);
    }
}

void BendTool::move(const PointerEvent& event)
{
    const QPointF way = event.view - m_start.view;
    const bool still = !m_moved && way.manhattanLength() < QApplication::startDragDistance();
    if (still || m_bend.index >= m_bends.size())
        return;
    m_moved = true;
    // To pull out a new one Alt is held anyway, so there it does not mean "off the grid".
    const bool free = !m_isNew && event.modifiers.testFlag(Qt::AltModifier);
    const QPointF place = free ? event.scene : snapToGrid(event.scene);
    m_bends[m_bend.index] = {place.x(), place.y()};
    host().scene().bendLive(m_bend.link, m_bends);
}

void BendTool::release(const PointerEvent& event)
{
    move(event);
    host().scene().endLive();
    if (!m_moved)
        return;
    host().editor().drawing().setBends(m_bend.link, m_bends,
                                       m_isNew ? DrawingEditor::tr("Add a bend point")
                                               : DrawingEditor::tr("Move a bend point"));
    host().scene().chooseBend(m_bend);
}

void BendTool::cancel()
{
    host().scene().endLive();
}

void paintBends(QPainter& painter, const CanvasScene& scene, double zoom)
{
    const Colors& colors = scene.theme().colors();
    const double radius = 5 / std::min(zoom, 1.0);
    for (const model::LinkId& id : scene.document().selection()->links()) {
        const LinkCurve* curve = scene.geometry().link(id);
        if (curve == nullptr)
            continue;
        for (std::size_t at = 0; at < curve->bends.size(); ++at) {
            const bool chosen = scene.chosenBend() == BendRef{id, curve->bendIndex(at)};
            painter.setPen(QPen(colors.accent, radius / 3));
            painter.setBrush(chosen ? colors.accent : colors.card);
            painter.drawEllipse(curve->bends[at], radius, radius);
        }
    }
}

} // namespace topomq::ui
