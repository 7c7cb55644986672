#pragma once
// The tab with the figures of all links, to sort and to jump from.

#include "engine/model/ids.h"
#include "ui/links/links_model.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QModelIndex;
class QSortFilterProxyModel;
class QTreeView;

namespace topomq::ui {

class RunSession;
class TablePage;
class Theme;
class TopologyDocument;

/// Figures come at most ten times a second while it is visible; the order follows them once a
/// second, so that rows do not jump under the pointer, and with the last ones of a run.
/// Thread: the window's. The arguments outlive it.
class LinksPanel : public QWidget
{
    Q_OBJECT

public:
    LinksPanel(TopologyDocument& document,
               RunSession& session,
               Theme& theme,
               QWidget* parent = nullptr);

    [[nodiscard]] LinksModel& model() { return *m_model; }

Q_SIGNALS:
    /// For the badge of the tab.
    void countChanged(int links);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void setUpView(const Theme& theme);
    [[nodiscard]] LinksModel::Titles titles() const;
    void startOver();
    void refresh();
    /// By the figures that there are now.
    void putInOrder();
    void showState();
    void takeSelection();
    void giveSelection();
    void reveal(const QModelIndex& index);
    /// Nothing: it is not part of what is shown. It may have been deleted since the run began.
    [[nodiscard]] std::optional<model::LinkId> nameInView(const QModelIndex& index) const;

    TopologyDocument& m_document;
    RunSession& m_session;
    LinksModel* m_model = nullptr;
    QSortFilterProxyModel* m_sorted = nullptr;
    TablePage* m_page = nullptr;
    QTreeView* m_view = nullptr;
    QTimer m_refresh;
    QTimer m_order;
    bool m_syncing = false;
};

} // namespace topomq::ui
