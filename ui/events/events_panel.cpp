#include "ui/events/events_panel.h"

#include "ui/document/titles.h"
#include "ui/document/topology_document.h"
#include "ui/events/event_words.h"
#include "ui/events/events_model.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/table_page.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <set>

namespace topomq::ui {

namespace {

constexpr std::chrono::milliseconds kPeriod{100};
/// Until then more typing in the same field may still change what a mark says (s).
constexpr double kMarkSettles = 2;

/// A row stays when every word of the filter stands in some column.
class WordFilter : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    /// Kinds by their numbers, and errors; none of them: everything.
    void set(const QStringList& words, const std::set<int>& kinds, bool errors)
    {
        m_words = words;
        m_kinds = kinds;
        m_errors = errors;
        invalidateFilter();
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override
    {
        const QModelIndex first = sourceModel()->index(row, 0, parent);
        const bool wanted = (m_kinds.empty() && !m_errors)
            || m_kinds.contains(first.data(EventsModel::kKindRole).toInt())
            || (m_errors && first.data(EventsModel::kErrorRole).toBool());
        if (!wanted)
            return false;
        if (m_words.isEmpty())
            return true;
        QString all = first.data(EventsModel::kWhereRole).toString();
        for (int column = 0; column < EventsModel::Columns; ++column)
            all += u' ' + first.siblingAtColumn(column).data().toString();
        for (const QString& word : m_words) {
            if (!all.contains(word, Qt::CaseInsensitive))
                return false;
        }
        return true;
    }

private:
    QStringList m_words;
    std::set<int> m_kinds;
    bool m_errors = false;
};

} // namespace

EventsPanel::EventsPanel(TopologyDocument& document,
                         RunSession& session,
                         Theme& theme,
                         QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_session(session)
    , m_theme(theme)
    , m_model(new EventsModel(theme, this))
    , m_filter(new WordFilter(this))
    , m_page(new TablePage(*m_filter, theme, QStringLiteral("live"), this))
    , m_view(m_page->view())
{
    m_filter->setSourceModel(m_model);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeFilterRow());
    column->addWidget(m_page, 1);
    setUpView();
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(kPeriod);
    connect(&m_refresh, &QTimer::timeout, this, &EventsPanel::collect);
    connect(&session, &RunSession::started, this, &EventsPanel::startOver);
    connect(&session, &RunSession::updated, this, [this] {
        if (!m_refresh.isActive())
            m_refresh.start();
    });
    connect(&session, &RunSession::stateChanged, this, &EventsPanel::notePause);
    connect(&session, &RunSession::stateChanged, this, &EventsPanel::showState);
    connect(&theme, &Theme::changed, m_model, &EventsModel::recolour);
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, &EventsPanel::followTail);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &EventsPanel::showState);
    connect(m_model, &QAbstractItemModel::modelReset, this, &EventsPanel::showState);
    collect();
    showState();
}

QWidget* EventsPanel::makeFilterRow()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(10, 6, 10, 6);
    layout->setSpacing(12);
    m_search = new SearchField(m_theme, tr("Filter: node, event, address…"), row);
    m_search->setObjectName(QStringLiteral("eventFilter"));
    m_search->setMaximumWidth(320);
    m_follow = new QCheckBox(tr("follow the newest"), row);
    m_follow->setObjectName(QStringLiteral("followTail"));
    m_follow->setToolTip(tr("Scrolling up lets go; scrolling to the end follows again"));
    m_follow->setChecked(true);
    layout->addWidget(m_search, 1);
    const auto kind = [&](const QString& text, const char* name, const QString& tip) {
        auto* button = new QToolButton(row);
        button->setObjectName(QString::fromLatin1(name));
        button->setText(text);
        button->setCheckable(true);
        button->setToolTip(tip);
        layout->addWidget(button);
        connect(button, &QToolButton::toggled, this, &EventsPanel::applyFilter);
        return button;
    };
    m_kinds = {
        {EventKind::Connection,
         kind(tr("Connections"), "kindConnections", tr("Binding, connecting, handshakes, links"))},
        {EventKind::Node,
         kind(tr("Nodes"), "kindNodes",
              tr("Nodes and their sockets: started, stopped, frozen, …; and what you changed "
                 "of the run"))},
        {EventKind::Drop, kind(tr("Drops"), "kindDrops", tr("Messages that were lost, and why"))}};
    m_errors = kind(tr("Errors"), "kindErrors", tr("What went wrong, with what to do"));
    layout->addStretch();
    m_notKept = new ElidedLabel({}, row);
    m_notKept->setObjectName(QStringLiteral("eventsNotKept"));
    m_notKept->hide();
    layout->addWidget(m_notKept);
    layout->addWidget(m_follow);
    connect(m_search, &QLineEdit::textChanged, this, &EventsPanel::applyFilter);
    connect(m_follow, &QCheckBox::toggled, this, &EventsPanel::followTail);
    return row;
}

void EventsPanel::setUpView()
{
    QTreeView* view = m_view;
    view->setObjectName(QStringLiteral("events"));
    view->setAccessibleName(tr("Events of the run"));
    view->header()->setSectionsMovable(false);
    setColumnWidths(*view, m_theme, {90, 170, 240, 200, 200});
    connect(view, &QTreeView::clicked, this, &EventsPanel::reveal);
    connect(view, &QTreeView::activated, this, &EventsPanel::reveal);
    connect(view->verticalScrollBar(), &QScrollBar::valueChanged, this, &EventsPanel::noticeScroll);
}

void EventsPanel::startOver()
{
    m_taken = 0;
    m_rows = 0;
    m_marksTaken = 0;
    m_isPaused = false;
    m_drops.clear();
    m_model->clear();
    sayNotKept();
    Q_EMIT countChanged(0);
}

void EventsPanel::collect()
{
    const EventHistory& events = m_session.events();
    if (events.count() < m_taken)
        startOver();
    const auto latest = m_session.latest();
    std::vector<runtime::RuntimeEvent> own = latest
        ? m_drops.take(m_session.plan(), *latest, !m_session.isActive())
        : std::vector<runtime::RuntimeEvent>();
    takeMarks(own);
    if (events.count() == m_taken && own.empty())
        return;
    m_model->append(events.since(m_taken), m_document.root());
    m_rows += events.count() - m_taken;
    m_taken = events.count();
    append(own);
}

void EventsPanel::append(const std::vector<runtime::RuntimeEvent>& own)
{
    m_model->append(own, m_document.root());
    m_rows += own.size();
    sayNotKept();
    Q_EMIT countChanged(m_model->rowCount());
}

double EventsPanel::now() const
{
    const metrics::SnapshotPtr latest = m_session.latest();
    return latest ? latest->time : 0;
}

void EventsPanel::takeMarks(std::vector<runtime::RuntimeEvent>& events)
{
    const std::vector<RunSession::Mark>& marks = m_session.marks();
    m_marksTaken = std::min(m_marksTaken, marks.size());
    for (; m_marksTaken < marks.size(); ++m_marksTaken) {
        const RunSession::Mark& mark = marks[m_marksTaken];
        if (m_session.isActive() && m_marksTaken + 1 == marks.size()
            && now() - mark.time < kMarkSettles)
            return;
        // Of orders to nodes and links the engine tells itself.
        if (mark.key.empty())
            continue;
        const bool isSpeed = mark.key.find('.') == std::string::npos;
        events.push_back({.time = mark.time,
                          .where = {},
                          .event = isSpeed ? kSpeedEvent : kSettingEvent,
                          .address = {},
                          .detail = mark.text.toStdString()});
    }
}

void EventsPanel::notePause()
{
    const bool isPaused = m_session.state() == RunSession::State::Paused;
    if (isPaused == m_isPaused)
        return;
    m_isPaused = isPaused;
    // It may also have been stopped.
    if (isPaused || m_session.state() == RunSession::State::Running)
        append({{.time = now(),
                 .where = {},
                 .event = isPaused ? kPausedEvent : kResumedEvent,
                 .address = {},
                 .detail = {}}});
}

void EventsPanel::sayNotKept()
{
    const auto rows = static_cast<std::size_t>(m_model->rowCount());
    const std::uint64_t count = m_session.eventsLost() + m_rows - std::min(m_rows, rows);
    m_notKept->setText(tr("%1 more were not kept").arg(groupedDigits(count)));
    m_notKept->setVisible(count > 0);
}

void EventsPanel::applyFilter()
{
    std::set<int> kinds;
    for (const auto& [kind, button] : m_kinds) {
        if (button->isChecked())
            kinds.insert(static_cast<int>(kind));
    }
    static_cast<WordFilter*>(m_filter)->set(m_search->text().split(u' ', Qt::SkipEmptyParts), kinds,
                                            m_errors->isChecked());
    showState();
    followTail();
}

void EventsPanel::showState()
{
    if (m_model->rowCount() > 0)
        m_page->setWords(tr("No event matches the filter"), tr("Clear it to see all of them."));
    else if (m_session.isActive())
        m_page->setWords(tr("Nothing has happened yet"),
                         tr("Connections and state changes appear here."));
    else
        m_page->setWords(tr("No events yet"),
                         tr("Run the topology (F5) to see its sockets bind and connect."));
}

void EventsPanel::followTail()
{
    if (!m_follow->isChecked())
        return;
    m_scrolling = true;
    m_view->scrollToBottom();
    m_scrolling = false;
}

void EventsPanel::noticeScroll()
{
    // Rows that come in move the end away; only the user's own scrolling counts.
    const QScrollBar* bar = m_view->verticalScrollBar();
    if (m_scrolling || !m_view->isVisible())
        return;
    const QSignalBlocker silent(m_follow);
    m_follow->setChecked(bar->value() >= bar->maximum());
}

void EventsPanel::reveal(const QModelIndex& index)
{
    const std::string where =
        index.siblingAtColumn(0).data(EventsModel::kWhereRole).toString().toStdString();
    // First: it may put another part of the file in view, which the place is then read in.
    const std::string inView = m_document.openPlace(where);
    const Place place = placeOf(m_document.topology(), inView);
    if (!place.nodes.empty() || !place.links.empty())
        m_document.selection()->reveal(place.nodes, place.links);
}

} // namespace topomq::ui
