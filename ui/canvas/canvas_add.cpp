// How nodes are added to the canvas by role. See canvas_view.cpp for the rest of the class.

#include "engine/model/settings.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/quick_add.h"
#include "ui/canvas/role_fit.h"
#include "ui/canvas/splice.h"
#include "ui/document/topology_document.h"

namespace topomq::ui {

void CanvasView::addRole(const RoleKind& kind)
{
    const QPointF middle = m_camera.seen(size()).center();
    m_editor->addRole(kind, m_editor->freePlaceNear(middle));
    reveal();
}

void CanvasView::quickAdd()
{
    const bool inside = underMouse() && rect().contains(m_pointer.toPoint());
    const QPointF wanted = inside ? m_camera.toScene(m_pointer) : m_camera.seen(size()).center();
    if (const auto link = inside ? linkToSpliceAt(wanted) : std::nullopt) {
        const std::vector<RoleKind> kinds = kindsBetween(m_document.topology(), *link);
        if (!kinds.empty()) {
            m_addFrom.reset();
            m_addInto = link;
            m_addPlace = wanted;
            m_quickAdd->offer(kinds, m_camera.toView(wanted).toPoint());
            update();
            return;
        }
    }
    offerQuickAdd(m_editor->freePlaceNear(wanted), std::nullopt);
}

std::optional<model::LinkId> CanvasView::linkToSpliceAt(QPointF scenePlace) const
{
    const Hit hit = hitAt(*m_scene, scenePlace, zoom());
    const auto* link = std::get_if<model::LinkId>(&hit);
    return link == nullptr ? std::nullopt : std::optional(*link);
}

void CanvasView::offerQuickAdd(QPointF scenePlace, std::optional<model::SocketRef> from)
{
    std::vector<RoleKind> kinds;
    const model::Socket* socket = from ? m_document.topology().find(*from) : nullptr;
    if (socket != nullptr) {
        kinds = kindsFor(socket->type);
    } else {
        for (const model::RoleInfo& info : model::allRoles())
            kinds.emplace_back(info.role);
        const std::vector<RoleKind> typed = typedKinds();
        kinds.insert(kinds.end(), typed.begin(), typed.end());
    }
    if (kinds.empty()) {
        showNotice(tr("No node fits this socket."), scenePlace);
        return;
    }
    m_addFrom = from;
    m_addInto.reset();
    m_addPlace = scenePlace;
    // The pulled link ends at the port of the new card, so the card stands beside the pointer.
    if (const PortSpot* port = from ? m_scene->geometry().port(*from) : nullptr)
        m_addPlace.rx() += port->side == Side::Right ? kCardWidth / 2 : -kCardWidth / 2;
    m_quickAdd->offer(kinds, m_camera.toView(scenePlace).toPoint());
}

void CanvasView::chooseKind(const RoleKind& kind)
{
    if (m_addInto)
        m_editor->spliceRoleInto(kind.role, m_editor->freePlaceNear(m_addPlace), *m_addInto);
    else if (m_addFrom)
        m_editor->addRoleLinkedTo(kind, m_addPlace, *m_addFrom);
    else
        m_editor->addRole(kind, m_addPlace);
    m_addFrom.reset();
    m_addInto.reset();
}

} // namespace topomq::ui
