// What can be done to the selection: its menu, and its commands in a run. See canvas_view.cpp for
// the rest of the class.

#include "ui/canvas/canvas_view.h"
#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"

#include <QContextMenuEvent>
#include <QMenu>

#include <algorithm>

namespace topomq::ui {

namespace {

/// The link that is hit itself or by one of its bends.
const model::LinkId* linkUnder(const Hit& hit)
{
    const auto* bend = std::get_if<BendRef>(&hit);
    return bend != nullptr ? &bend->link : std::get_if<model::LinkId>(&hit);
}

} // namespace

void CanvasView::refreshRunActions()
{
    m_actions->setRun(m_session, *m_document.selection());
}

void CanvasView::orderNodes(NodeCommand command)
{
    const auto& nodes = m_document.selection()->nodes();
    if (m_session != nullptr)
        m_session->order(command, {nodes.begin(), nodes.end()});
}

void CanvasView::freezeOrThaw()
{
    if (m_session == nullptr)
        return;
    const auto& nodes = m_document.selection()->nodes();
    const bool freezes = std::any_of(nodes.begin(), nodes.end(), [this](const auto& node) {
        return m_session->can(NodeCommand::Freeze, node);
    });
    orderNodes(freezes ? NodeCommand::Freeze : NodeCommand::Thaw);
}

void CanvasView::cutOrMend()
{
    if (m_session == nullptr)
        return;
    const auto& links = m_document.selection()->links();
    const bool cuts = std::any_of(links.begin(), links.end(), [this](const auto& link) {
        return m_session->can(LinkCommand::Cut, link);
    });
    m_session->order(cuts ? LinkCommand::Cut : LinkCommand::Mend, {links.begin(), links.end()});
}

QPoint CanvasView::placeOfSelection() const
{
    const Selection& selection = *m_document.selection();
    const CanvasGeometry& geometry = m_scene->geometry();
    for (const model::NodeId& id : selection.nodes()) {
        if (geometry.node(id) != nullptr)
            return nodeCenter(id);
    }
    for (const model::LinkId& id : selection.links()) {
        if (geometry.link(id) != nullptr)
            return linkMiddle(id);
    }
    for (const model::GroupId& id : selection.groups()) {
        if (const GroupBox* box = geometry.group(id))
            return viewRect(box->title()).center();
    }
    for (const model::NoteId& id : selection.notes()) {
        if (const NoteBox* box = geometry.note(id))
            return viewRect(box->rect).center();
    }
    return rect().center();
}

void CanvasView::contextMenuEvent(QContextMenuEvent* event)
{
    using enum CanvasCommand;
    Selection& selection = *m_document.selection();
    QPoint place = event->pos();
    // The menu key means what is selected, wherever the pointer is.
    if (const QRectF bounds = selectionBounds();
        event->reason() == QContextMenuEvent::Keyboard && !bounds.isEmpty())
        place = placeOfSelection();
    m_pointer = place;
    const Hit hit = hitAt(*m_scene, m_camera.toScene(place), zoom());
    const CanvasActions& actions = *m_actions;
    QMenu menu(this);
    const auto* port = std::get_if<model::SocketRef>(&hit);
    const auto* node = std::get_if<model::NodeId>(&hit);
    if (addDrawingMenu(&menu, hit)) {
        menu.exec(event->globalPos());
        return;
    }
    if (node != nullptr || port != nullptr) {
        const model::NodeId& id = node != nullptr ? *node : port->node;
        if (!selection.nodes().contains(id))
            selection.selectNode(id);
        menu.addActions({actions[EditSelection], actions[ToggleEnabled]});
        menu.addSeparator();
        if (m_session != nullptr && m_session->takesCommands()) {
            menu.addActions(
                {actions[NodeStart], actions[NodeStop], actions[NodeRestart], actions[NodeFreeze]});
            menu.addSeparator();
            menu.addAction(actions[NodeKill]);
            menu.addSeparator();
        }
        menu.addActions({actions[MarkLinkStart], actions[LinkSelection], actions[ArrangeSelection],
                         actions.alignMenu(&menu)});
        menu.addSeparator();
        menu.addActions({actions[Group], actions[Ungroup]});
        menu.addSeparator();
        menu.addActions({actions[Cut], actions[Copy], actions[Duplicate],
                         actions[DuplicateWithLinks], actions[Multiply], actions[Delete],
                         actions[DeleteAndReconnect]});
    } else if (linkUnder(hit) != nullptr) {
        const model::LinkId* link = linkUnder(hit);
        if (!selection.links().contains(*link))
            selection.selectLink(*link);
        menu.addActions({actions[EditSelection], actions[FlipBindSide], actions[ToggleEnabled]});
        menu.addSeparator();
        if (m_session != nullptr && m_session->takesCommands())
            menu.addAction(actions[LinkCut]);
        menu.addAction(actions[SecureLink]);
        menu.addSeparator();
        menu.addActions({actions[AddBend], actions[RemoveBends]});
        menu.addSeparator();
        menu.addAction(actions[Delete]);
    } else {
        menu.addActions({actions[QuickAdd], actions[AddNote], actions[Paste], actions[SelectAll]});
        menu.addSeparator();
        menu.addActions({actions[Arrange], actions[ZoomFit], actions[ZoomReset]});
        menu.addSeparator();
        menu.addActions({actions[Motion], actions[Legend], actions[Minimap]});
    }
    menu.exec(event->reason() == QContextMenuEvent::Keyboard ? mapToGlobal(place)
                                                             : event->globalPos());
}

} // namespace topomq::ui
