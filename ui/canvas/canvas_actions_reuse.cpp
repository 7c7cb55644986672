// Snippets and sub-topologies. See canvas_actions.cpp for the rest of the class.

#include "ui/canvas/canvas_actions.h"
#include "ui/canvas/canvas_view.h"

namespace topomq::ui {

void CanvasActions::makeReuse()
{
    using enum CanvasCommand;
    const auto on = [this](QAction* action, auto slot) {
        connect(action, &QAction::triggered, &m_view, slot);
    };
    on(make(SaveSnippet, tr("Save selection as sni&ppet…"),
            {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_N)},
            tr("Keeps the selected nodes with their links in the palette, for any topology"),
            QStringLiteral("snippet")),
       &CanvasView::snippetRequested);
    on(make(Collapse, tr("Collapse into a su&b-topology"),
            {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_K)},
            tr("The selected nodes become one node, which can be opened and used again"),
            QStringLiteral("collapse")),
       &CanvasView::collapseSelection);
    on(make(Expand, tr("E&xpand in place"), {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_J)},
            tr("Puts the nodes of the selected sub-topology in its place"),
            QStringLiteral("expand")),
       &CanvasView::expandSelection);
    on(make(OpenInside, tr("&Open the sub-topology"), {QKeySequence(Qt::ALT | Qt::Key_Down)},
            tr("Shows what is inside, to be edited; Enter and a double-click do the same"),
            QStringLiteral("inside")),
       &CanvasView::openSelection);
    on(make(LeaveInside, tr("&Back out of the sub-topology"), {QKeySequence(Qt::ALT | Qt::Key_Up)},
            tr("Shows what is around; Backspace does the same while nothing is selected"),
            QStringLiteral("outside")),
       &CanvasView::leaveInside);
    on(make(OfferPorts, tr("Offer sockets to the outs&ide"),
            {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_I)},
            tr("Lets the sockets of the selected nodes be linked from outside, or no longer"),
            QStringLiteral("port")),
       &CanvasView::offerPorts);
}

} // namespace topomq::ui
