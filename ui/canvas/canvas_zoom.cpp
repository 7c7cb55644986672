// What of the canvas is seen: zooming, panning, going to the selection. See canvas_view.cpp for the
// rest of the class.

#include "ui/canvas/canvas_view.h"
#include "ui/canvas/in_place_text.h"
#include "ui/document/topology_document.h"

namespace topomq::ui {

namespace {

constexpr double kZoomStep = 1.2;

QRectF cardThatHides(const CanvasGeometry& geometry, const model::Link& link)
{
    const GroupBox* fold = geometry.foldOf(link);
    return fold == nullptr ? QRectF() : fold->rect;
}

} // namespace

void CanvasView::zoomIn()
{
    m_showsAll = false;
    m_camera.zoomAt(rect().center(), kZoomStep);
    cameraMoved();
}

void CanvasView::zoomOut()
{
    m_showsAll = false;
    m_camera.zoomAt(rect().center(), 1 / kZoomStep);
    cameraMoved();
}

void CanvasView::zoomReset()
{
    m_showsAll = false;
    m_camera.setZoom(1, rect().center());
    cameraMoved();
}

void CanvasView::zoomFit()
{
    m_showsAll = true;
    QRectF all = m_scene->geometry().bounds();
    for (const LinkCurve& curve : m_scene->geometry().links())
        all |= curve.bounds;
    // Inside of a sub-topology lines and names lead out of it at both sides.
    constexpr double kWayOut = 80;
    if (!m_document.path().empty())
        all.adjust(-kWayOut, 0, kWayOut, 0);
    m_camera.fit(all, size());
    cameraMoved();
}

void CanvasView::zoomSelection()
{
    const QRectF bounds = selectionBounds();
    if (bounds.isEmpty())
        return;
    m_showsAll = false;
    m_camera.fit(bounds, size());
    cameraMoved();
}

QRectF CanvasView::selectionBounds() const
{
    const Selection& selection = *m_document.selection();
    return boundsOf(selection.nodes(), selection.links(), selection.groups(), selection.notes());
}

QRectF CanvasView::cardOf(const model::NodeId& id) const
{
    if (const NodeBox* box = m_scene->geometry().node(id))
        return box->rect;
    const GroupBox* fold = m_scene->geometry().foldOf(id);
    return fold == nullptr ? QRectF() : fold->rect;
}

QRectF CanvasView::boundsOf(const std::set<model::NodeId>& nodes,
                            const std::set<model::LinkId>& links,
                            const std::set<model::GroupId>& groups,
                            const std::set<model::NoteId>& notes) const
{
    QRectF bounds;
    for (const model::NodeId& id : nodes)
        bounds |= cardOf(id);
    for (const model::LinkId& id : links) {
        if (const LinkCurve* curve = m_scene->geometry().link(id))
            bounds |= curve->bounds.adjusted(-20, -20, 20, 20);
        else if (const model::Link* link = m_document.topology().find(id))
            bounds |= cardThatHides(m_scene->geometry(), *link);
    }
    for (const model::GroupId& id : groups) {
        if (const GroupBox* box = m_scene->geometry().group(id))
            bounds |= box->rect;
    }
    for (const model::NoteId& id : notes) {
        if (const NoteBox* box = m_scene->geometry().note(id))
            bounds |= box->rect;
    }
    return bounds;
}

void CanvasView::reveal()
{
    bringIntoView(selectionBounds());
}

void CanvasView::showPlace(const std::set<model::NodeId>& nodes,
                           const std::set<model::LinkId>& links,
                           const std::set<model::GroupId>& groups,
                           const std::set<model::NoteId>& notes)
{
    bringIntoView(boundsOf(nodes, links, groups, notes));
}

void CanvasView::bringIntoView(const QRectF& bounds)
{
    if (bounds.isEmpty() || m_camera.seen(size()).contains(bounds))
        return;
    m_showsAll = false;
    if (detailFor(m_camera.zoom()) != Detail::Full)
        m_camera.setZoom(1, rect().center());
    const QSizeF room = m_camera.seen(size()).size();
    if (bounds.width() > room.width() || bounds.height() > room.height())
        m_camera.fit(bounds, size());
    m_camera.centreOn(bounds.center(), size());
    cameraMoved();
}

void CanvasView::panBy(QPointF viewDelta)
{
    m_showsAll = false;
    m_camera.pan(viewDelta);
    cameraMoved();
}

void CanvasView::cameraMoved()
{
    // What is being written stands at a place of the canvas.
    m_inPlace->finish();
    placeMinimap();
    Q_EMIT zoomChanged(m_camera.zoom());
    update();
}

} // namespace topomq::ui
