// What is dragged onto the canvas. See canvas_view.cpp for the rest of the class.

#include "ui/canvas/canvas_view.h"
#include "ui/canvas/splice.h"
#include "ui/document/topology_document.h"

#include <QDragEnterEvent>
#include <QMimeData>

namespace topomq::ui {

namespace {

/// Of role Unknown when it is no role that is dragged.
RoleKind draggedKind(const QMimeData& mime)
{
    return roleKindFrom(QString::fromUtf8(mime.data(QString::fromLatin1(kRoleMime))));
}

} // namespace

void CanvasView::dragEnterEvent(QDragEnterEvent* event)
{
    const QMimeData* mime = event->mimeData();
    for (const char* kind : {kRoleMime, kPatternMime, kSnippetMime, kDefinitionMime}) {
        if (mime->hasFormat(QString::fromLatin1(kind)))
            event->acceptProposedAction();
    }
}

void CanvasView::dragMoveEvent(QDragMoveEvent* event)
{
    m_ghost = snapToGrid(m_camera.toScene(event->position()));
    m_dropInto = linkToDropInto(*event);
    event->acceptProposedAction();
    update();
}

void CanvasView::dragLeaveEvent(QDragLeaveEvent*)
{
    m_ghost.reset();
    m_dropInto.reset();
    update();
}

void CanvasView::dropEvent(QDropEvent* event)
{
    m_ghost.reset();
    m_dropInto.reset();
    m_showsAll = false;
    const QPointF place = m_camera.toScene(event->position());
    const QMimeData* mime = event->mimeData();
    if (const RoleKind kind = draggedKind(*mime); kind.role != model::Role::Unknown) {
        if (const auto link = linkToDropInto(*event))
            m_editor->spliceRoleInto(kind.role, place, *link);
        else
            m_editor->addRole(kind, place);
    } else if (mime->hasFormat(QString::fromLatin1(kPatternMime))) {
        Q_EMIT patternDropped(QString::fromUtf8(mime->data(QString::fromLatin1(kPatternMime))),
                              {place.x(), place.y()});
    } else if (mime->hasFormat(QString::fromLatin1(kSnippetMime))) {
        Q_EMIT snippetDropped(QString::fromUtf8(mime->data(QString::fromLatin1(kSnippetMime))),
                              {place.x(), place.y()});
    } else if (mime->hasFormat(QString::fromLatin1(kDefinitionMime))) {
        addInstance(
            model::DefinitionId(mime->data(QString::fromLatin1(kDefinitionMime)).toStdString()),
            model::Point{place.x(), place.y()});
    }
    event->acceptProposedAction();
    setFocus();
    update();
}

std::optional<model::LinkId> CanvasView::linkToDropInto(const QDropEvent& event) const
{
    const model::Role role = draggedKind(*event.mimeData()).role;
    const auto link = role == model::Role::Unknown
        ? std::nullopt
        : linkToSpliceAt(m_camera.toScene(event.position()));
    if (!link || !spliceRole(m_document.topology(), *link, role, {}))
        return std::nullopt;
    return link;
}

} // namespace topomq::ui
