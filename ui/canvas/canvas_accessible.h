#pragma once
// The canvas for screen readers: its nodes, links, groups and notes as children with names and
// descriptions.

#include "engine/model/ids.h"

#include <QAccessibleWidget>

#include <map>
#include <variant>

namespace topomq::ui {

class CanvasView;

/// Nodes, links, groups and notes in the order of the document, after the widgets that float on the
/// canvas.
/// Thread: the window's.
class CanvasAccessible : public QAccessibleWidget
{
public:
    using Thing = std::variant<model::NodeId, model::LinkId, model::GroupId, model::NoteId>;

    explicit CanvasAccessible(CanvasView* view);
    ~CanvasAccessible() override;

    /// Makes screen readers see every CanvasView so; once for the program.
    static void install();
    /// Tells them that another thing is selected.
    static void announceSelection(CanvasView& view);
    /// Tells them that things came or went.
    static void announceChange(CanvasView& view);

    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface* child(int index) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* child) const override;
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override;
    [[nodiscard]] QAccessibleInterface* focusChild() const override;
    [[nodiscard]] QString text(QAccessible::Text text) const override;

private:
    [[nodiscard]] CanvasView& view() const;

    [[nodiscard]] int floating() const { return QAccessibleWidget::childCount(); }

    /// -1: it is not there.
    [[nodiscard]] int indexOf(const Thing& thing) const;
    [[nodiscard]] QAccessibleInterface* interfaceOf(const Thing& thing) const;

    /// Handed out so far; QAccessible owns them.
    mutable std::map<Thing, QAccessible::Id> m_known;
};

} // namespace topomq::ui
