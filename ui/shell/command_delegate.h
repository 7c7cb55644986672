#pragma once
// One row of the command palette.

#include "ui/widgets/match_delegate.h"

namespace topomq::ui {

/// Title at the left, the menu or the reason behind it, the keys at the right. Thread: the
/// window's.
class CommandDelegate : public MatchDelegate
{
public:
    /// The data of an item: its title stands in the role for accessibility.
    enum Data { Path = Qt::UserRole + 1, Keys, WhyNot, TitleRuns, PathRuns };

    using MatchDelegate::MatchDelegate;

    void paint(QPainter* painter,
               const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    void drawKeys(QPainter& painter, QRect& room, const QString& keys) const;
};

} // namespace topomq::ui
