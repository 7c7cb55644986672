#include "ui/widgets/column_widths.h"

#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QTreeView>

#include <utility>

namespace topomq::ui {

namespace {

/// Fine enough to tell how much larger the type has become.
constexpr int kMeasure = 1000;

} // namespace

void setColumnWidths(QTreeView& view, const Theme& theme, const QList<int>& widths)
{
    for (int column = 0; column < widths.size(); ++column) {
        if (widths[column] > 0)
            view.setColumnWidth(column, theme.scaled(widths[column]));
    }
    QObject::connect(&theme, &Theme::changed, &view,
                     [&view, &theme, measure = theme.scaled(kMeasure)]() mutable {
                         const int now = theme.scaled(kMeasure);
                         const int before = std::exchange(measure, now);
                         if (now == before)
                             return;
                         for (int column = 0; column < view.header()->count(); ++column)
                             view.setColumnWidth(
                                 column, (view.columnWidth(column) * now + before / 2) / before);
                     });
}

} // namespace topomq::ui
