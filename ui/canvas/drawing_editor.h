#pragma once
// What the canvas does to bends, groups and notes; each call is one undo step unless it says that
// it only makes edits for another one.

#include "engine/model/edit.h"
#include "ui/canvas/movers.h"

#include <QCoreApplication>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <set>
#include <vector>

namespace topomq::ui {

class CanvasScene;
class TopologyDocument;

/// The colours of groups and notes, by the names that files have for them, and as people call them.
struct NamedColor
{
    const char* name;
    QString label;
};

[[nodiscard]] std::vector<NamedColor> drawingColors();

/// Thread: the window's.
class DrawingEditor
{
    Q_DECLARE_TR_FUNCTIONS(DrawingEditor)

public:
    explicit DrawingEditor(CanvasScene& scene);

    void addBend(const model::LinkId& link, QPointF place);
    void setBends(const model::LinkId& link,
                  const std::vector<model::Point>& bends,
                  const QString& text);
    void removeBend(const BendRef& bend);
    /// Of the selected links.
    void removeBends();

    /// A group of the selected nodes; they leave the groups that they were in.
    void groupSelection();
    /// Takes the frames away that are selected, or those of the selected nodes.
    void ungroupSelection();
    void rename(const model::GroupId& group, const QString& title);
    /// Collapses those that are open, and opens the others.
    void toggleFolds(const std::set<model::GroupId>& groups);
    /// Of the selected groups and notes.
    void setColor(const QString& name);

    /// Its id, so that it can be written at once.
    model::NoteId addNote(QPointF place);
    void setText(const model::NoteId& note, const QString& text);
    /// Of a note that was just added: one step with that. Without a text the note goes again, as if
    /// it had never been there.
    void setFirstText(const model::NoteId& note, const QString& text);
    void setRect(const model::NoteId& note, const QRectF& rect);

    // Edits for another undo step:
    /// Bends between two of the nodes, and the notes, by `offset`.
    void addMoves(model::Batch& batch, const Movers& movers, QPointF offset) const;
    /// Who joins and who leaves a group when the nodes are let go where they are shown now.
    [[nodiscard]] model::Batch membershipAfterDrop(const std::set<model::NodeId>& nodes) const;
    /// A new node at `place` joins the frame there.
    void addJoining(model::Batch& batch, const model::NodeId& node, QPointF place) const;
    /// The selected groups and notes, and the selected nodes out of their groups.
    void addRemovals(model::Batch& batch) const;
    /// Bends of the links at nodes that `moves` places anew would lead nowhere.
    [[nodiscard]] static model::Edit withoutBends(const model::Topology& topology,
                                                  const model::MoveNodes& moves);

private:
    void putChanged(model::Batch& batch, model::Group group) const;

    CanvasScene& m_scene;
    TopologyDocument& m_document;
};

} // namespace topomq::ui
