#include "ui/shell/command_delegate.h"

#include "ui/theme/theme.h"
#include "ui/widgets/matched_text.h"

#include <QPainter>

namespace topomq::ui {

namespace {

std::vector<TextRun> runsOf(const QModelIndex& index, int role)
{
    return index.data(role).value<std::vector<TextRun>>();
}

} // namespace

void CommandDelegate::drawKeys(QPainter& painter, QRect& room, const QString& keys) const
{
    if (keys.isEmpty())
        return;
    painter.setFont(theme().figureFont());
    painter.setPen(theme().colors().dim);
    painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, keys);
    room.setRight(room.right() - QFontMetrics(theme().figureFont()).horizontalAdvance(keys)
                  - theme().scaled(14));
}

void CommandDelegate::paint(QPainter* painter,
                            const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const Colors& colors = theme().colors();
    painter->save();
    QRect room = option.rect.adjusted(theme().scaled(38), 0, -theme().scaled(12), 0);
    drawKeys(*painter, room, index.data(Keys).toString());
    const QString whyNot = index.data(WhyNot).toString();
    painter->setFont(theme().font());
    painter->setPen(whyNot.isEmpty() ? colors.text : colors.dim);
    const int width = drawMatchedText(*painter, room, index.data(Qt::AccessibleTextRole).toString(),
                                      runsOf(index, TitleRuns), standsOut(option));
    room.setLeft(room.left() + width + theme().scaled(12));
    if (room.width() > theme().scaled(30)) {
        painter->setFont(theme().smallFont());
        painter->setPen(whyNot.isEmpty() ? colors.dim : colors.warn);
        if (whyNot.isEmpty())
            drawMatchedText(*painter, room, index.data(Path).toString(), runsOf(index, PathRuns),
                            standsOut(option));
        else
            drawMatchedText(*painter, room, whyNot, {}, colors.warn);
    }
    painter->restore();
}

} // namespace topomq::ui
