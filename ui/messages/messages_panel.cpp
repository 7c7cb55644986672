#include "ui/messages/messages_panel.h"

#include "ui/document/titles.h"
#include "ui/document/topology_document.h"
#include "ui/messages/frame_view.h"
#include "ui/messages/message_text.h"
#include "ui/messages/messages_bar.h"
#include "ui/session/message_watch.h"
#include "ui/session/plan_names.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/table_page.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace topomq::ui {

namespace {

constexpr std::chrono::milliseconds kPeriod{100};
/// Before and behind the words of a heading, with what the style takes around them.
constexpr int kHeadingMargins = 20;
/// Two directions, as many as are kept of each.
constexpr int kMostRows = 2 * static_cast<int>(MessageWatch::kMostMessages);

} // namespace

MessagesPanel::MessagesPanel(TopologyDocument& document,
                             RunSession& session,
                             Theme& theme,
                             QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_theme(theme)
    , m_session(session)
    , m_model(new MessagesModel(theme, this))
    , m_bar(new MessagesBar(theme, this))
    , m_page(new TablePage(*m_model, theme, QStringLiteral("send"), this))
    , m_view(m_page->view())
    , m_frames(new FrameView(theme, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(m_page);
    split->addWidget(m_frames);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    split->setSizes({600, 500});
    split->setChildrenCollapsible(false);
    column->addWidget(split, 1);
    setUpView();
    connectBar();
    connectSources();
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(kPeriod);
    connect(&m_refresh, &QTimer::timeout, this, &MessagesPanel::refresh);
    connect(&theme, &Theme::changed, m_model, &MessagesModel::recolour);
    chooseLink();
    startOver();
}

MessagesPanel::~MessagesPanel() = default;

void MessagesPanel::setUpView()
{
    m_view->setObjectName(QStringLiteral("messages"));
    m_view->setAccessibleName(tr("Messages seen on the link"));
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->header()->setSectionsMovable(false);
    setColumnWidths(*m_view, m_theme, {84, 132, 66, 68, 66, 74});
    makeRoomForHeadings();
    connect(&m_theme, &Theme::changed, this, &MessagesPanel::makeRoomForHeadings);
    auto* copyRows = new QAction(tr("Copy messages"), this);
    copyRows->setObjectName(QStringLiteral("copyMessages"));
    copyRows->setStatusTip(tr("Copies the chosen messages as text"));
    const auto giveIcon = [this, copyRows] {
        copyRows->setIcon(m_theme.icon(QStringLiteral("copy")));
    };
    connect(&m_theme, &Theme::changed, copyRows, giveIcon);
    giveIcon();
    copyRows->setShortcut(QKeySequence::Copy);
    copyRows->setShortcutContext(Qt::WidgetShortcut);
    m_view->addAction(copyRows);
    connect(copyRows, &QAction::triggered, this, &MessagesPanel::copy);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &MessagesPanel::showChosen);
}

/// Fonts differ: a heading is never cut off. Before it is shown the table has not its own yet.
void MessagesPanel::makeRoomForHeadings()
{
    m_view->header()->ensurePolished();
    QFont font = m_view->header()->font();
    font.setWeight(QFont::Bold);
    const QFontMetrics metrics(font);
    for (int column = 0; column < MessagesModel::Content; ++column) {
        const QString heading =
            m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const int words = metrics.horizontalAdvance(heading) + m_theme.scaled(kHeadingMargins);
        m_view->setColumnWidth(column,
                               std::max({m_view->columnWidth(column), words,
                                         m_view->header()->sectionSizeHint(column)}));
    }
}

void MessagesPanel::connectBar()
{
    connect(m_bar, &MessagesBar::shownChosen, this, [this](bool shown) {
        m_isOn = shown;
        // Also when it was not this panel that had it watched.
        if (!shown && m_link && isWatched() && m_watched != m_link)
            m_session.messages().setDetail(*m_link, metrics::Detail::Latency);
        syncWatch();
        showState();
    });
    connect(m_bar, &MessagesBar::pinnedChosen, this, [this](bool pinned) {
        m_isPinned = pinned;
        chooseLink();
        syncWatch();
    });
    connect(m_bar, &MessagesBar::pausedChosen, this, &MessagesPanel::setPaused);
    connect(m_bar, &MessagesBar::clearChosen, this, &MessagesPanel::clear);
    connect(m_bar, &MessagesBar::copyChosen, this, &MessagesPanel::copy);
}

void MessagesPanel::connectSources()
{
    connect(&m_session, &RunSession::started, this, &MessagesPanel::startOver);
    connect(&m_session, &RunSession::planChanged, this, &MessagesPanel::followPlan);
    connect(&m_session, &RunSession::stateChanged, this, &MessagesPanel::showState);
    connect(&m_session, &RunSession::updated, this, [this] {
        if (!m_refresh.isActive() && isVisible())
            m_refresh.start();
    });
    connect(&m_session.messages(), &MessageWatch::detailChanged, this,
            &MessagesPanel::noticeDetail);
    connect(m_document.selection(), &Selection::changed, this, &MessagesPanel::chooseLink);
    connect(&m_document, &TopologyDocument::changed, this, [this](const model::Change& change) {
        if (!change.layoutOnly)
            followDocument();
    });
    connect(&m_document, &TopologyDocument::wasReset, this, &MessagesPanel::followDocument);
    connect(&m_document, &TopologyDocument::insideChanged, this, &MessagesPanel::followDocument);
}

void MessagesPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    makeRoomForHeadings();
    syncWatch();
    refresh();
}

void MessagesPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    syncWatch();
}

void MessagesPanel::chooseLink()
{
    if (m_isPinned && m_link && isLinkAt(m_document.root(), *m_link))
        return;
    m_isPinned = false;
    const std::set<model::LinkId>& links = m_document.selection()->links();
    setLink(links.size() == 1 ? std::optional(PlanNames(m_document.path()).placeOf(*links.begin()))
                              : std::nullopt);
}

void MessagesPanel::followDocument()
{
    chooseLink();
    m_bar->setLink(linkName());
}

void MessagesPanel::setLink(const std::optional<std::string>& place)
{
    if (place == m_link)
        return;
    m_link = place;
    syncWatch();
    setPaused(false);
    reload();
}

void MessagesPanel::startOver()
{
    m_read.clear();
    setPaused(false);
    reload();
}

void MessagesPanel::followPlan()
{
    // What has come or gone elsewhere takes nothing away from who reads here.
    if (linkFlows() == m_flows)
        showState();
    else
        reload();
}

void MessagesPanel::reload()
{
    m_flows = linkFlows();
    m_model->clear();
    m_frames->setMessage(nullptr, {});
    for (auto& [flow, read] : m_read)
        read.taken = read.seenBefore;
    m_bar->setLink(linkName());
    const bool wasPaused = std::exchange(m_isPaused, false);
    refresh();
    m_isPaused = wasPaused;
    showState();
}

void MessagesPanel::refresh()
{
    if (!m_link)
        return;
    showCounts();
    if (m_isPaused)
        return;
    const std::vector<std::size_t> flows = m_session.flowsAt(*m_link);
    std::vector<MessagesModel::Row> rows;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        Read& read = m_read[flows[i]];
        const QString direction = directionOf(flows[i]);
        const QString toward = towardOf(flows[i], i == 0);
        for (const auto& message : m_session.messages().copiesOf(flows[i]).messages) {
            if (message->seen > read.taken)
                rows.push_back({message, direction, static_cast<int>(i), toward});
        }
        read.taken = std::max(read.taken, m_session.messages().copiesOf(flows[i]).seen);
    }
    if (rows.empty())
        return;
    m_isMoving = true;
    m_model->add(std::move(rows), kMostRows);
    m_view->scrollToBottom();
    m_isMoving = false;
    showState();
}

void MessagesPanel::showCounts()
{
    std::uint64_t seen = 0;
    std::uint64_t passed = 0;
    for (const std::size_t flow : m_session.flowsAt(*m_link)) {
        const MessageWatch::Copies& copies = m_session.messages().copiesOf(flow);
        const Read& read = m_read[flow];
        seen += copies.seen - read.seenBefore;
        passed += copies.passed - read.passedBefore;
    }
    m_bar->setCount(passed == 0
                        ? QString()
                        : tr("%1 of %2 seen").arg(groupedDigits(seen), groupedDigits(passed)));
}

void MessagesPanel::showState()
{
    m_bar->setCanClear(m_model->rowCount() > 0);
    m_bar->setCanCopy(m_model->rowCount() > 0);
    if (!m_link) {
        m_bar->setCount({});
        const bool several = m_document.selection()->links().size() > 1;
        m_page->setWords(several ? tr("Several links are selected") : tr("No link selected"),
                         tr("Select one link on the canvas or in the table of links to see the "
                            "messages that pass on it."));
    } else if (!m_isOn && !isWatched()) {
        m_page->setWords(tr("Messages of this link are not copied"),
                         tr("Switch “Show messages” on to see copies of them as they pass."));
    } else if (!m_session.isActive()) {
        m_page->setWords(tr("Nothing runs"),
                         tr("Run the topology (F5) to see copies of the messages as they pass."));
    } else {
        m_page->setWords(tr("No message has passed yet"), nothingSeenHint());
    }
    m_frames->setVisible(m_model->rowCount() > 0);
}

QString MessagesPanel::nothingSeenHint() const
{
    const std::vector<std::size_t> flows = m_session.flowsAt(*m_link);
    if (flows.empty())
        return tr("This link takes no part in the run.");
    const plan::RunPlan& plan = m_session.plan();
    const plan::PlannedFlow& flow = plan.flows[flows.front()];
    const plan::PlannedSocket& sender = plan.sockets[flow.from];
    const bool isOutside = plan.nodes[plan.sockets[flow.to].node].external;
    if (isOutside && sender.flowsOut.size() > 1
        && (sender.type == model::SocketType::Push || sender.type == model::SocketType::Dealer
            || sender.type == model::SocketType::Req))
        return tr("%1 chooses among several peers, and this one is a program outside: which "
                  "messages it gets cannot be seen from here.")
            .arg(QString::fromUtf8(model::toText(sender.type).data()));
    return tr("Copies appear here as messages are received, or, where a program outside receives "
              "them, as they are sent.");
}

void MessagesPanel::setPaused(bool paused)
{
    m_isPaused = paused;
    m_bar->setPaused(paused);
    if (paused)
        return;
    m_isMoving = true;
    m_view->clearSelection();
    m_view->setCurrentIndex({});
    m_isMoving = false;
    m_frames->setMessage(nullptr, {});
    refresh();
}

void MessagesPanel::clear()
{
    if (!m_link)
        return;
    for (const std::size_t flow : m_session.flowsAt(*m_link)) {
        const MessageWatch::Copies& copies = m_session.messages().copiesOf(flow);
        m_read[flow] = {copies.seen, copies.seen, copies.passed};
    }
    m_model->clear();
    setPaused(false);
    showCounts();
    showState();
}

void MessagesPanel::copy()
{
    QModelIndexList rows = m_view->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QString text;
    const auto add = [&text](const MessagesModel::Row& row) {
        text += (text.isEmpty() ? QString() : QStringLiteral("\n"))
            + describe(*row.message, row.direction);
    };
    for (const QModelIndex& row : rows)
        add(m_model->rowAt(row.row()));
    for (int row = 0; rows.isEmpty() && row < m_model->rowCount(); ++row)
        add(m_model->rowAt(row));
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void MessagesPanel::showChosen()
{
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    if (m_isMoving || rows.isEmpty())
        return;
    const QModelIndex current = m_view->currentIndex();
    const int row = current.isValid() ? current.row() : rows.front().row();
    if (!m_isPaused)
        setPaused(true);
    const MessagesModel::Row& chosen = m_model->rowAt(row);
    m_frames->setMessage(chosen.message, chosen.direction);
}

std::vector<std::size_t> MessagesPanel::linkFlows() const
{
    return m_link ? m_session.flowsAt(*m_link) : std::vector<std::size_t>();
}

} // namespace topomq::ui
