#pragma once
// Draws a share as a thin bar with its percentage.

#include <QStyledItemDelegate>

namespace topomq::ui {

class Theme;

/// Thread: the window's. `theme` outlives it.
class FillDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// `shareRole` gives the share, below 0 where there is none; `colorRole` that of the bar.
    FillDelegate(const Theme& theme, int shareRole, int colorRole, QObject* parent);

    void paint(QPainter* painter,
               const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    const Theme& m_theme;
    int m_shareRole;
    int m_colorRole;
};

} // namespace topomq::ui
