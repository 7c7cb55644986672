#include "ui/widgets/match_delegate.h"

#include "ui/theme/theme.h"
#include "ui/widgets/matched_text.h"

#include <QPainter>
#include <QWidget>

#include <utility>

namespace topomq::ui {

MatchDelegate::MatchDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{ }

QColor MatchDelegate::standsOut(const QStyleOptionViewItem& option) const
{
    return option.state.testFlag(QStyle::State_Selected) ? m_theme.colors().text
                                                         : m_theme.colors().accent;
}

void MatchDelegate::paint(QPainter* painter,
                          const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const auto runs = index.data(kRuns).value<std::vector<TextRun>>();
    if (runs.empty()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QStyle* style = item.widget->style();
    QRect room = style->subElementRect(QStyle::SE_ItemViewItemText, &item, item.widget);
    // As the style does with text that it draws itself.
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, item.widget) + 1;
    room.adjust(margin, 0, -margin, 0);
    const QString text = std::exchange(item.text, {});
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    painter->save();
    painter->setFont(item.font);
    painter->setPen(m_theme.colors().text);
    drawMatchedText(*painter, room, text, runs, standsOut(option));
    painter->restore();
}

} // namespace topomq::ui
