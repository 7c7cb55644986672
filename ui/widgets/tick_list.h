#pragma once
// A list in a dialog whose entries are ticked. Thread: the window's.

#include <QList>

class QDialog;
class QTreeWidget;

namespace topomq::ui {

/// Once it is filled: rows of one height whatever script their words are in, as high as its rows up
/// to ten of them, and never wider than its room: words in the columns `wide` are cut in their
/// middle, and are whole in the tooltip. The others are as wide as what is in them.
void layOutTickList(QTreeWidget& list, const QList<int>& wide);

/// Makes the dialog around such a list as wide as that many letters, but no wider than the window
/// that it belongs to, and as low as it can be.
void resizeAroundTickList(QDialog& dialog, int letters);

} // namespace topomq::ui
