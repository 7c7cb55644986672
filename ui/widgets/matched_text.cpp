#include "ui/widgets/matched_text.h"

#include <QFontMetrics>
#include <QPainter>
#include <QTextLayout>

#include <cmath>

namespace topomq::ui {

namespace {

QList<QTextLayout::FormatRange> formatsOf(const std::vector<TextRun>& runs, const QColor& color)
{
    QTextCharFormat format;
    format.setFontWeight(QFont::Bold);
    format.setForeground(color);
    QList<QTextLayout::FormatRange> formats;
    for (const TextRun& run : runs)
        formats.append({static_cast<int>(run.start), static_cast<int>(run.length), format});
    return formats;
}

} // namespace

int drawMatchedText(QPainter& painter,
                    const QRect& room,
                    const QString& text,
                    const std::vector<TextRun>& runs,
                    const QColor& standsOut,
                    Qt::Alignment alignment)
{
    QFont widest = painter.font();
    if (!runs.empty())
        widest.setBold(true);
    const QString shown =
        QFontMetrics(widest).elidedText(text, Qt::ElideRight, std::max(0, room.width()));
    // The ellipsis at the end stands for all that was cut.
    const qsizetype whole = shown == text ? text.size() : shown.size() - 1;
    QTextLayout layout(shown, painter.font());
    layout.setFormats(formatsOf(runsWithin(runs, 0, whole), standsOut));
    layout.beginLayout();
    QTextLine line = layout.createLine();
    layout.endLayout();
    if (!line.isValid())
        return 0;
    const int width = static_cast<int>(std::ceil(line.naturalTextWidth()));
    const int left = alignment.testFlag(Qt::AlignRight) ? room.right() + 1 - width : room.left();
    layout.draw(&painter, QPointF(left, room.top() + (room.height() - line.height()) / 2));
    return width;
}

} // namespace topomq::ui
