#include "ui/widgets/match_delegate.h"

#include "ui/theme/theme.h"
#include "ui/widgets/matched_text.h"

#include <QPainter>
#include <QWidget>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

std::vector<TextRun> runsOf(const QModelIndex& index)
{
    return index.data(MatchDelegate::kRuns).value<std::vector<TextRun>>();
}

} // namespace

MatchDelegate::MatchDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{ }

QColor MatchDelegate::standsOut(const QStyleOptionViewItem& option) const
{
    return option.state.testFlag(QStyle::State_Selected) ? m_theme.colors().text
                                                         : m_theme.colors().accent;
}

QRect MatchDelegate::textRoom(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QStyle* style = item.widget->style();
    // As the style does with text that it draws itself.
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, item.widget) + 1;
    return style->subElementRect(QStyle::SE_ItemViewItemText, &item, item.widget)
        .adjusted(margin, 0, -margin, 0);
}

QSize MatchDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    const std::vector<TextRun> runs = runsOf(index);
    if (runs.empty())
        return size;
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    size.rwidth() += std::max(0,
                              matchedTextWidth(item.font, item.text, runs)
                                  - matchedTextWidth(item.font, item.text, {}));
    return size;
}

void MatchDelegate::paint(QPainter* painter,
                          const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const std::vector<TextRun> runs = runsOf(index);
    if (runs.empty()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QRect room = textRoom(option, index);
    const QString text = std::exchange(item.text, {});
    item.widget->style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    painter->save();
    painter->setFont(item.font);
    painter->setPen(m_theme.colors().text);
    drawMatchedText(*painter, room, text, runs, standsOut(option));
    painter->restore();
}

} // namespace topomq::ui
