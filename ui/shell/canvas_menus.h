#pragma once
// The commands of one canvas as they stand in the menus of the window.

#include <QList>

class QAction;
class QWidget;

namespace topomq::ui {

class CanvasActions;

/// Null: a separator.
struct CanvasMenus
{
    /// Cut, copy, delete, add, ….
    QList<QAction*> edit;
    /// What is done to links, to groups and to sub-topologies.
    QList<QAction*> link;
    QList<QAction*> group;
    QList<QAction*> inside;
    /// The menu of what lays out and aligns.
    QAction* arrange = nullptr;
    /// Zoom, legend, motion, ….
    QList<QAction*> view;
    /// What is done to single nodes and links of a run.
    QList<QAction*> run;
};

/// Submenus are made as children of `parent`.
[[nodiscard]] CanvasMenus canvasMenus(const CanvasActions& canvas, QWidget* parent);

} // namespace topomq::ui
