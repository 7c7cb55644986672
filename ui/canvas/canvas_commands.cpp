// What can be done to the selection: its menu, and its commands in a run. See canvas_view.cpp for
// the rest of the class.

#include "engine/model/subtopology.h"
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

struct NodeMenu
{
    bool takesOrders = false;
    bool sends = false;
    bool isInstance = false;
    bool isInside = false;
};

/// Of what can be done to nodes of a run, what can be done now.
void addOrders(QMenu& menu, const CanvasActions& actions, bool sends)
{
    using enum CanvasCommand;
    // Where it cannot, its text says why.
    if (sends)
        menu.addAction(actions[NodeSend]);
    for (const CanvasCommand order : {NodeStart, NodeStop, NodeRestart, NodeFreeze, NodeKill}) {
        // Apart: it is not taken for its neighbour.
        if (order == NodeKill)
            menu.addSeparator();
        if (actions[order]->isEnabled())
            menu.addAction(actions[order]);
    }
    menu.addSeparator();
}

void fillNodeMenu(QMenu& menu, const CanvasActions& actions, const NodeMenu& node)
{
    using enum CanvasCommand;
    menu.addActions({actions[EditSelection], actions[ToggleEnabled]});
    menu.addSeparator();
    if (node.takesOrders)
        addOrders(menu, actions, node.sends);
    QMenu* links = menu.addMenu(CanvasView::tr("&Link"));
    links->addActions({actions[MarkLinkStart], actions[LinkSelection]});
    QMenu* group = menu.addMenu(CanvasView::tr("&Group"));
    group->addActions({actions[Group], actions[Ungroup]});
    QMenu* inside = menu.addMenu(CanvasView::tr("Su&b-topology"));
    if (node.isInstance)
        inside->addActions({actions[OpenInside], actions[Expand]});
    inside->addAction(actions[Collapse]);
    if (node.isInside)
        inside->addAction(actions[OfferPorts]);
    menu.addActions({actions.arrangeMenu(&menu), actions[SaveSnippet]});
    menu.addSeparator();
    menu.addActions({actions[Cut], actions[Copy], actions[Duplicate], actions[DuplicateWithLinks],
                     actions[Multiply], actions[Delete], actions[DeleteAndReconnect]});
}

void fillLinkMenu(QMenu& menu, const CanvasActions& actions, bool takesOrders)
{
    using enum CanvasCommand;
    menu.addActions({actions[EditSelection], actions[FlipBindSide], actions[ToggleEnabled]});
    menu.addSeparator();
    if (takesOrders)
        menu.addAction(actions[LinkCut]);
    menu.addAction(actions[SecureLink]);
    menu.addSeparator();
    menu.addActions({actions[AddBend], actions[RemoveBends]});
    menu.addSeparator();
    menu.addAction(actions[Delete]);
}

void fillGroundMenu(QMenu& menu, const CanvasActions& actions, bool isInside)
{
    using enum CanvasCommand;
    if (isInside)
        menu.addAction(actions[LeaveInside]);
    menu.addActions({actions[QuickAdd], actions[AddNote], actions[Paste], actions[SelectAll]});
    menu.addSeparator();
    menu.addActions({actions[Arrange], actions[ZoomFit], actions[ZoomReset]});
    menu.addSeparator();
    menu.addActions({actions[Motion], actions[Legend], actions[Minimap]});
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
        if (const QRectF card = cardOf(id); !card.isNull())
            return viewRect(card).center();
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
    // What is left are links within collapsed groups.
    return viewRect(selectionBounds()).center();
}

void CanvasView::addThingMenu(QMenu* menu, const Hit& hit)
{
    Selection& selection = *m_document.selection();
    const bool takesOrders = m_session != nullptr && m_session->takesCommands();
    const bool isInside = !m_document.path().empty();
    const auto* port = std::get_if<model::SocketRef>(&hit);
    const auto* node = std::get_if<model::NodeId>(&hit);
    if (node != nullptr || port != nullptr) {
        const model::NodeId& id = node != nullptr ? *node : port->node;
        if (!selection.nodes().contains(id))
            selection.selectNode(id);
        const model::Node* clicked = m_document.topology().find(id);
        fillNodeMenu(*menu, *m_actions,
                     {.takesOrders = takesOrders,
                      .sends = takesOrders && m_session->generates(id),
                      .isInstance = clicked != nullptr && isInstance(*clicked),
                      .isInside = isInside});
    } else if (const model::LinkId* link = linkUnder(hit)) {
        if (!selection.links().contains(*link))
            selection.selectLink(*link);
        fillLinkMenu(*menu, *m_actions, takesOrders);
    } else {
        fillGroundMenu(*menu, *m_actions, isInside);
    }
}

void CanvasView::contextMenuEvent(QContextMenuEvent* event)
{
    // The menu would take the release that ends the gesture.
    if (m_tool) {
        event->accept();
        return;
    }
    QPoint place = event->pos();
    // The menu key means what is selected, wherever the pointer is.
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    if (isByKey && !selectionBounds().isEmpty())
        place = placeOfSelection();
    m_pointer = place;
    const Hit hit = hitAt(*m_scene, m_camera.toScene(place), zoom());
    QMenu menu(this);
    if (!addDrawingMenu(&menu, hit))
        addThingMenu(&menu, hit);
    menu.exec(isByKey ? mapToGlobal(place) : event->globalPos());
}

} // namespace topomq::ui
