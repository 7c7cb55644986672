#pragma once
// One node, link, group or note of the canvas for screen readers.

#include "ui/canvas/canvas_accessible.h"

#include <QPointer>

namespace topomq::ui {

/// Asks the canvas each time, so its words are those of now. Thread: the window's.
class CanvasThingAccessible : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    CanvasThingAccessible(CanvasView* view, CanvasAccessible::Thing thing);

    [[nodiscard]] const CanvasAccessible::Thing& thing() const { return m_thing; }

    [[nodiscard]] bool isValid() const override;

    [[nodiscard]] QObject* object() const override { return nullptr; }

    [[nodiscard]] QWindow* window() const override;
    [[nodiscard]] QAccessibleInterface* parent() const override;

    [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }

    [[nodiscard]] int childCount() const override { return 0; }

    [[nodiscard]] int indexOfChild(const QAccessibleInterface*) const override { return -1; }

    [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }

    /// Name: "Worker 2, worker, PULL, PUSH", "Group Workers, 3 nodes, collapsed"; description: what
    /// its tooltip says.
    [[nodiscard]] QString text(QAccessible::Text text) const override;

    void setText(QAccessible::Text, const QString&) override { }

    [[nodiscard]] QRect rect() const override;

    [[nodiscard]] QAccessible::Role role() const override;

    [[nodiscard]] QAccessible::State state() const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    [[nodiscard]] QStringList actionNames() const override { return {pressAction()}; }

    /// Press selects it.
    void doAction(const QString& name) override;

    [[nodiscard]] QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    [[nodiscard]] QString name() const;
    [[nodiscard]] QString description() const;
    /// In scene units.
    [[nodiscard]] QRectF place() const;
    [[nodiscard]] bool isSelected() const;

    QPointer<CanvasView> m_view;
    CanvasAccessible::Thing m_thing;
};

} // namespace topomq::ui
