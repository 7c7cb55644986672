// Arranging with a visible way, multiplying with a preview, and linking groups. See
// canvas_view.cpp for the rest of the class.

#include "ui/canvas/canvas_view.h"
#include "ui/canvas/copies.h"
#include "ui/canvas/multiply_form.h"
#include "ui/document/topology_document.h"

#include <QStyle>

namespace topomq::ui {

bool CanvasView::glides() const
{
    // People who turned animations off in their desktop do not want them here.
    return m_motionOn && isVisible()
        && style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0;
}

Placement CanvasView::placesSeen() const
{
    Placement places;
    for (const NodeBox& box : m_scene->geometry().nodes())
        places.emplace(box.id, box.rect.center());
    return places;
}

void CanvasView::arrange()
{
    const Placement before = placesSeen();
    m_editor->arrange();
    zoomFit();
    if (glides())
        m_scene->glideFrom(before);
}

void CanvasView::arrangeSelection()
{
    const Placement before = placesSeen();
    m_editor->arrangeSelection();
    if (glides())
        m_scene->glideFrom(before);
}

void CanvasView::markLinkStart()
{
    m_editor->markLinkStart();
}

void CanvasView::linkSelection()
{
    m_editor->linkSelection();
}

void CanvasView::multiply()
{
    if (m_document.selection()->nodes().empty())
        return;
    m_scene->endGlide();
    m_multiplyForm->ask(m_document.selection()->nodes().size(), besideSelection());
}

QPoint CanvasView::besideSelection() const
{
    constexpr double kGap = 12;
    const QRectF bounds = m_camera.toView(selectionBounds());
    return QPointF(bounds.right() + kGap, bounds.top()).toPoint();
}

void CanvasView::previewCopies(int times)
{
    m_copyGhosts.clear();
    const auto& nodes = m_document.selection()->nodes();
    for (const QPointF offset :
         columnBelow(m_scene->geometry(), nodes, static_cast<std::size_t>(times - 1)))
    {
        for (const model::NodeId& id : nodes) {
            if (const NodeBox* box = m_scene->geometry().node(id))
                m_copyGhosts.push_back(box->rect.translated(offset));
        }
    }
    update();
}

void CanvasView::makeCopies(int times)
{
    endCopies();
    m_editor->multiply(m_document.selection()->nodes(), times);
    reveal();
}

void CanvasView::endCopies()
{
    m_copyGhosts.clear();
    update();
}

} // namespace topomq::ui
