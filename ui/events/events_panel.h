#pragma once
// The tab with everything that happened in the run: connections, state changes, errors.

#include "ui/events/drop_watch.h"
#include "ui/events/event_words.h"

#include <QTimer>
#include <QWidget>

#include <map>

class QCheckBox;
class QModelIndex;
class QSortFilterProxyModel;
class QToolButton;
class QTreeView;

namespace topomq::ui {

class ElidedLabel;
class EventsModel;
class RunSession;
class SearchField;
class TablePage;
class Theme;
class TopologyDocument;

/// Thread: the window's. The arguments outlive it.
class EventsPanel : public QWidget
{
    Q_OBJECT

public:
    EventsPanel(TopologyDocument& document,
                RunSession& session,
                Theme& theme,
                QWidget* parent = nullptr);

    [[nodiscard]] EventsModel& model() { return *m_model; }

Q_SIGNALS:
    /// For the badge of the tab.
    void countChanged(int events);

private:
    [[nodiscard]] QWidget* makeFilterRow();
    void setUpView();
    void startOver();
    void collect();
    /// What the engine does not tell.
    void append(const std::vector<runtime::RuntimeEvent>& own);
    [[nodiscard]] double now() const;
    /// What the user changed of the run.
    void takeMarks(std::vector<runtime::RuntimeEvent>& events);
    void notePause();
    void applyFilter();
    void showState();
    void sayNotKept();
    void followTail();
    void noticeScroll();
    void reveal(const QModelIndex& index);

    TopologyDocument& m_document;
    RunSession& m_session;
    Theme& m_theme;
    EventsModel* m_model = nullptr;
    QSortFilterProxyModel* m_filter = nullptr;
    SearchField* m_search = nullptr;
    std::map<EventKind, QToolButton*> m_kinds;
    QToolButton* m_errors = nullptr;
    DropWatch m_drops;
    ElidedLabel* m_notKept = nullptr;
    QCheckBox* m_follow = nullptr;
    TablePage* m_page = nullptr;
    QTreeView* m_view = nullptr;
    QTimer m_refresh;
    /// Events of the session.
    std::size_t m_taken = 0;
    /// Rows that there would be if all were kept.
    std::size_t m_rows = 0;
    std::size_t m_marksTaken = 0;
    bool m_isPaused = false;
    bool m_scrolling = false;
};

} // namespace topomq::ui
