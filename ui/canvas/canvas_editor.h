#pragma once
// Everything that the canvas does to the document; each call is one undo step.

#include "engine/model/edit.h"
#include "engine/model/topology.h"
#include "ui/canvas/drawing_editor.h"
#include "ui/canvas/movers.h"
#include "ui/document/role_kind.h"

#include <QObject>
#include <QPointF>
#include <QString>

#include <optional>
#include <set>
#include <vector>

namespace topomq::ui {

class CanvasScene;
class TopologyDocument;

/// By which line cards are brought together; Centre: below each other, Middle: beside each other.
enum class Alignment { Left, Centre, Right, Top, Middle, Bottom };

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
    /// All nodes, or those of the selection.
    void arrange();
    void arrangeSelection();
    void alignSelection(Alignment alignment);
    void distributeSelection(Qt::Orientation axis);

    void link(const model::SocketRef& a, const model::SocketRef& b);
    /// Remembers the selected nodes as those where the next `linkSelection` starts.
    void markLinkStart();

    /// Those of them that are still there.
    [[nodiscard]] const std::set<model::NodeId>& linkStart() const { return m_linkStart; }

    /// Links each node of one group with each of the other, as far as sockets fit: the marked
    /// nodes with the selected ones, else the two kinds of nodes that are selected.
    void linkSelection();
    void spliceRoleInto(model::Role role, QPointF place, const model::LinkId& link);
    /// Moves an unlinked node by `offset` and puts it into the link, with `also` in the same step.
    /// False: it does not fit.
    bool moveInto(const model::NodeId& node,
                  QPointF offset,
                  const model::LinkId& link,
                  const model::Batch& also);
    /// Deletes the selection, as `deleteSelection` does, and links what passed messages through it;
    /// says what is not possible.
    void deleteAndReconnect();
    void duplicateWithLinks();
    /// `times` of the nodes in all, below each other, each with the same links.
    void multiply(const std::set<model::NodeId>& nodes, int times);
    void addRole(const RoleKind& kind, QPointF place);
    void addRoleLinkedTo(const RoleKind& kind, QPointF place, const model::SocketRef& from);
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
    void linkStartChanged();

private:
    void setLinkStart(std::set<model::NodeId> nodes);
    void pasteText(const QString& text, std::optional<QPointF> place, const QString& name);
    void pushMoves(model::MoveNodes moves,
                   const QString& text,
                   const QString& gesture,
                   model::Batch also = {});
    /// Where something is added: nodes without a place of their own stay where they are seen, but
    /// for those `placed` by the batch itself.
    void
    pushPinned(const QString& text, model::Batch batch, const std::set<model::NodeId>& placed = {});
    void pushCopies(const std::set<model::NodeId>& nodes,
                    const std::vector<QPointF>& offsets,
                    const QString& text);
    void pushArranged(const std::set<model::NodeId>& nodes, const QString& text);
    [[nodiscard]] QString titleOf(const model::NodeId& node) const;

    CanvasScene& m_scene;
    TopologyDocument& m_document;
    DrawingEditor m_drawing;
    std::set<model::NodeId> m_linkStart;
    QString m_transport = QStringLiteral("tcp");
};

} // namespace topomq::ui
