#include "ui/widgets/tick_list.h"

#include <QDialog>
#include <QHeaderView>
#include <QTreeWidget>

#include <algorithm>

namespace topomq::ui {

namespace {

/// Room for letters that are taller than those of the font itself.
constexpr int kRowGap = 14;
/// Headings are bolder than is reckoned with.
constexpr int kColumnGap = 20;
constexpr int kMostRows = 10;
constexpr int kFewestRows = 2;

} // namespace

void layOutTickList(QTreeWidget& list, const QList<int>& wide)
{
    const int row = list.fontMetrics().height() + kRowGap;
    const int count = list.topLevelItemCount();
    list.setUniformRowHeights(true);
    list.setTextElideMode(Qt::ElideMiddle);
    list.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (int place = 0; place < count; ++place) {
        QTreeWidgetItem* item = list.topLevelItem(place);
        item->setSizeHint(0, QSize(0, row));
        for (const int column : wide) {
            if (item->toolTip(column).isEmpty())
                item->setToolTip(column, item->text(column));
        }
    }
    QHeaderView* header = list.header();
    header->setStretchLastSection(false);
    for (int column = 0; column < list.columnCount(); ++column) {
        if (wide.contains(column)) {
            header->setSectionResizeMode(column, QHeaderView::Stretch);
            continue;
        }
        list.resizeColumnToContents(column);
        list.setColumnWidth(column, list.columnWidth(column) + kColumnGap);
    }
    list.setMinimumHeight(header->sizeHint().height()
                          + std::clamp(count, kFewestRows, kMostRows) * row + 2 * list.frameWidth()
                          + 2);
}

void resizeAroundTickList(QDialog& dialog, int letters)
{
    dialog.ensurePolished();
    int width = letters * dialog.fontMetrics().averageCharWidth();
    if (const QWidget* parent = dialog.parentWidget())
        width = std::min(width, parent->window()->width());
    dialog.resize(width, dialog.minimumSizeHint().height());
}

} // namespace topomq::ui
