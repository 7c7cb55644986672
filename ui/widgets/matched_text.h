#pragma once
// One line of text in which the letters that were looked for stand out. Thread: the window's.

#include "ui/widgets/fuzzy_match.h"

#include <QColor>
#include <QFont>
#include <QRect>
#include <QString>

class QPainter;

namespace topomq::ui {

/// The room that all of it takes in this font, in whole pixels.
[[nodiscard]] int
matchedTextWidth(const QFont& font, const QString& text, const std::vector<TextRun>& runs);

/// In the painter's font and pen; the letters of `runs` are bold and of this colour. What does not
/// fit into the room is cut with an ellipsis. Returns how much of the room it took.
int drawMatchedText(QPainter& painter,
                    const QRect& room,
                    const QString& text,
                    const std::vector<TextRun>& runs,
                    const QColor& standsOut,
                    Qt::Alignment alignment = Qt::AlignLeft);

} // namespace topomq::ui
