#pragma once
// Everything that the canvas does to the document; each call is one undo step.

#include "engine/model/edit.h"
#include "engine/model/topology.h"
#include "ui/canvas/drawing_editor.h"
#include "ui/canvas/movers.h"

#include <QObject>
#include <QPointF>
#include <QString>

#include <optional>
#include <set>

namespace topomq::ui {

class CanvasScene;
class TopologyDocument;

/// Thread: the window's.
class CanvasEditor : public QObject
{
    Q_OBJECT

public:
    explicit CanvasEditor(CanvasScene& scene, QObject* parent = nullptr);

    /// "inproc", "ipc" or "tcp": what new links bind.
    void setDefaultTransport(const QString& transport) { m_transport = transport; }

    [[nodiscard]] QString defaultTransport() const { return m_transport; }

    /// Bends, groups and notes.
    [[nodiscard]] DrawingEditor& drawing() { return m_drawing; }

    /// With `also` in the same step. Steps with the same non-empty `gesture` that follow each other
    /// become one.
    void move(const Movers& movers, QPointF offset, const QString& gesture, model::Batch also = {});
    void nudge(QPointF offset);
    void arrange();
    void alignSelection(Qt::Orientation axis);
    void distributeSelection(Qt::Orientation axis);

    void link(const model::SocketRef& a, const model::SocketRef& b);
    /// Links two selected nodes by their first sockets that fit.
    void linkSelection();
    void addRole(model::Role role, QPointF place);
    void addRoleLinkedTo(model::Role role, QPointF place, const model::SocketRef& from);
    /// The nearest place to `wanted` where a new card covers no other.
    [[nodiscard]] QPointF freePlaceNear(QPointF wanted) const;

    void deleteSelection();
    void selectAll();
    void copy();
    void cut();
    /// Around `place`; without one beside the originals.
    void paste(std::optional<QPointF> place);
    void duplicate();
    void flipBindSide();
    /// Takes the selection out of the run, or back in.
    void toggleEnabled();
    /// CURVE for the selected links; says where that is not possible.
    void secureLinks();

Q_SIGNALS:
    void statusMessage(const QString& text);
    /// Why the text in the clipboard cannot be pasted.
    void pasteRefused(const QString& text);

private:
    void pasteText(const QString& text, std::optional<QPointF> place, const QString& name);
    void pushMoves(model::MoveNodes moves,
                   const QString& text,
                   const QString& gesture,
                   model::Batch also = {});
    [[nodiscard]] QString titleOf(const model::NodeId& node) const;

    CanvasScene& m_scene;
    TopologyDocument& m_document;
    DrawingEditor m_drawing;
    QString m_transport = QStringLiteral("tcp");
};

} // namespace topomq::ui
