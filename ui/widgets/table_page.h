#pragma once
// A table, or words in its place while it has no rows.

#include <QStackedWidget>

class QAbstractItemModel;
class QTreeView;

namespace topomq::ui {

class EmptyState;
class Theme;

/// Thread: the window's. `theme` outlives this.
class TablePage : public QStackedWidget
{
    Q_OBJECT

public:
    /// `icon` stands above the words. `model` is what the table shows, sorted and filtered.
    TablePage(QAbstractItemModel& model, const Theme& theme, const QString& icon, QWidget* parent);

    [[nodiscard]] QTreeView* view() const { return m_view; }

    [[nodiscard]] EmptyState* empty() const { return m_empty; }

    /// The words for a table without rows; shows what fits the rows that there are now.
    void setWords(const QString& title, const QString& hint);

private:
    QAbstractItemModel& m_model;
    QTreeView* m_view;
    EmptyState* m_empty;
};

} // namespace topomq::ui
