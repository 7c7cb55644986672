// Going from node to node by the arrow keys. See canvas_view.cpp for the rest of the class.

#include "ui/canvas/canvas_view.h"
#include "ui/document/topology_document.h"

#include <cmath>
#include <limits>

namespace topomq::ui {

void CanvasView::goToNeighbour(int key)
{
    const auto& nodes = m_scene->geometry().nodes();
    const auto& selected = m_document.selection()->nodes();
    const NodeBox* from = selected.empty() ? nullptr : m_scene->geometry().node(*selected.begin());
    if (from == nullptr) {
        cycle(true);
        return;
    }
    const NodeBox* best = nullptr;
    double least = std::numeric_limits<double>::max();
    for (const NodeBox& box : nodes) {
        const QPointF off = box.rect.center() - from->rect.center();
        const bool sideways = key == Qt::Key_Left || key == Qt::Key_Right;
        const bool back = key == Qt::Key_Left || key == Qt::Key_Up;
        const double along = (sideways ? off.x() : off.y()) * (back ? -1 : 1);
        const double aside = std::abs(sideways ? off.y() : off.x());
        // What lies more aside than ahead is not that way; what is straight ahead goes first.
        if (along <= 0 || aside > along * 2 || along + 2 * aside >= least)
            continue;
        least = along + 2 * aside;
        best = &box;
    }
    if (best == nullptr)
        return;
    m_document.selection()->selectNode(best->id);
    reveal();
}

} // namespace topomq::ui
