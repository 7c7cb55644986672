#pragma once
// Columns of a table that are as much wider as the type is larger.

#include <QList>

class QTreeView;

namespace topomq::ui {

class Theme;

/// From the first column on, in pixels of the usual type; 0: as it is. What people make of them
/// later grows and shrinks with the type, too. Thread: the window's. `theme` outlives the view.
void setColumnWidths(QTreeView& view, const Theme& theme, const QList<int>& widths);

} // namespace topomq::ui
