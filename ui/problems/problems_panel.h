#pragma once
// The tab that lists what the rules find and what goes wrong in the run: a click goes there, a fix
// is one click.

#include "engine/model/finding.h"

#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QAction;
class QModelIndex;
class QSortFilterProxyModel;
class QToolButton;
class QTreeView;

namespace topomq::ui {

class ProblemsModel;
class SearchField;
class TablePage;
class Theme;
class TopologyDocument;

/// Thread: the window's. The arguments outlive it.
class ProblemsPanel : public QWidget
{
    Q_OBJECT

public:
    ProblemsPanel(TopologyDocument& document, Theme& theme, QWidget* parent = nullptr);

    /// Take the place of those that were shown before.
    void setRunProblems(std::vector<model::Finding> problems);

    /// Selects the first problem of that place, and shows it whatever the filters hide.
    void showProblem(const QString& where);

    /// For the badge of the tab.
    [[nodiscard]] int errors() const;
    [[nodiscard]] int warnings() const;

Q_SIGNALS:
    void countChanged(int errors, int warnings);

private:
    [[nodiscard]] QWidget* makeFilterRow();
    void setUpView();
    void addFilter(QWidget* row, int severity, const QString& name);
    void showCounts();
    void remember();
    void restore();
    void reveal(const QModelIndex& index);
    void applyFix(const QModelIndex& index);
    void applyAllLike(const QModelIndex& index);
    /// The remedy of the first one that is meant and has one.
    bool applyFirst(const std::function<bool(const model::Finding&)>& isMeant);
    void refreshFixes();

    TopologyDocument& m_document;
    Theme& m_theme;
    ProblemsModel* m_model = nullptr;
    QSortFilterProxyModel* m_filter = nullptr;
    TablePage* m_page = nullptr;
    QTreeView* m_view = nullptr;
    SearchField* m_text = nullptr;
    QToolButton* m_fixAll = nullptr;
    QAction* m_fix = nullptr;
    QAction* m_fixAllLike = nullptr;
    QToolButton* m_severities[3] = {};
    std::optional<model::Finding> m_current;
};

} // namespace topomq::ui
