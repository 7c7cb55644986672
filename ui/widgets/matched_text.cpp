#include "ui/widgets/matched_text.h"

#include <QFontMetrics>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>
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

/// All of the text on one line.
class MatchedLine
{
public:
    MatchedLine(const QString& text,
                const QFont& font,
                const std::vector<TextRun>& runs,
                const QColor& standsOut)
        : m_layout(text, font)
    {
        m_layout.setFormats(formatsOf(runs, standsOut));
        m_layout.beginLayout();
        m_line = m_layout.createLine();
        m_layout.endLayout();
    }

    [[nodiscard]] int width() const
    {
        return m_line.isValid() ? static_cast<int>(std::ceil(m_line.naturalTextWidth())) : 0;
    }

    void draw(QPainter& painter, int left, const QRect& room) const
    {
        if (m_line.isValid())
            m_layout.draw(&painter,
                          QPointF(left, room.top() + (room.height() - m_line.height()) / 2));
    }

private:
    QTextLayout m_layout;
    QTextLine m_line;
};

/// The text cut so that it fits even if all of it stood out.
QString cut(const QString& text, QFont font, int room)
{
    font.setBold(true);
    return QFontMetrics(font).elidedText(text, Qt::ElideRight, room);
}

} // namespace

int matchedTextWidth(const QFont& font, const QString& text, const std::vector<TextRun>& runs)
{
    return MatchedLine(text, font, runs, {}).width();
}

int drawMatchedText(QPainter& painter,
                    const QRect& room,
                    const QString& text,
                    const std::vector<TextRun>& runs,
                    const QColor& standsOut,
                    Qt::Alignment alignment)
{
    const int most = std::max(0, room.width());
    QString shown = text;
    std::vector<TextRun> inShown = runs;
    if (matchedTextWidth(painter.font(), text, runs) > most) {
        shown = runs.empty() ? painter.fontMetrics().elidedText(text, Qt::ElideRight, most)
                             : cut(text, painter.font(), most);
        // The ellipsis at the end stands for all that was cut.
        inShown = runsWithin(runs, 0, std::max<qsizetype>(0, shown.size() - 1));
    }
    const MatchedLine line(shown, painter.font(), inShown, standsOut);
    const int width = line.width();
    line.draw(painter, alignment.testFlag(Qt::AlignRight) ? room.right() + 1 - width : room.left(),
              room);
    return width;
}

} // namespace topomq::ui
