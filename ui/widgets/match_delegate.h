#pragma once
// Draws the entries of a list with the letters standing out that were looked for.

#include "ui/widgets/fuzzy_match.h"

#include <QStyledItemDelegate>

namespace topomq::ui {

class Theme;

/// An entry without `kRuns` is drawn as in any list. Thread: the window's. `theme` outlives it.
class MatchDelegate : public QStyledItemDelegate
{
public:
    /// The data of an item that holds its runs, as std::vector<TextRun>.
    static constexpr int kRuns = Qt::UserRole + 100;

    MatchDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter,
               const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    /// With the room that bold letters take more than others.
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;

protected:
    /// Where the words of the entry stand.
    [[nodiscard]] QRect textRoom(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const;

    [[nodiscard]] const Theme& theme() const { return m_theme; }

    /// The colour of letters that stand out: on the ground of what is selected the accent would be
    /// too faint.
    [[nodiscard]] QColor standsOut(const QStyleOptionViewItem& option) const;

private:
    const Theme& m_theme;
};

} // namespace topomq::ui
