#include "ui/links/fill_delegate.h"

#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr double kBarHeight = 4;
constexpr int kTextWidth = 46;

} // namespace

FillDelegate::FillDelegate(const Theme& theme, int shareRole, int colorRole, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_shareRole(shareRole)
    , m_colorRole(colorRole)
{ }

void FillDelegate::paint(QPainter* painter,
                         const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const double share = index.data(m_shareRole).toDouble();
    if (share < 0)
        return;
    const Colors& colors = m_theme.colors();
    QRectF bar(option.rect.left() + 8, option.rect.center().y() - kBarHeight / 2 + 0.5,
               option.rect.width() - 16 - kTextWidth, kBarHeight);
    if (bar.width() < 2 * kBarHeight)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors.line);
    painter->drawRoundedRect(bar, kBarHeight / 2, kBarHeight / 2);
    if (share > 0) {
        bar.setWidth(std::max(kBarHeight, bar.width() * std::min(share, 1.0)));
        painter->setBrush(index.data(m_colorRole).value<QColor>());
        painter->drawRoundedRect(bar, kBarHeight / 2, kBarHeight / 2);
    }
    painter->restore();
}

} // namespace topomq::ui
