#pragma once
// A list in a dialog whose entries are ticked.

#include <QList>

class QTreeWidget;

namespace topomq::ui {

/// Once it is filled: rows of one height whatever script their words are in, as high as its rows up
/// to ten of them, and never wider than its room: words in the columns `wide` are cut in their
/// middle, and are whole in the tooltip. The others are as wide as what is in them. Thread: the
/// window's.
void layOutTickList(QTreeWidget& list, const QList<int>& wide);

} // namespace topomq::ui
