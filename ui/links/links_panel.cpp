#include "ui/links/links_panel.h"

#include "ui/document/topology_document.h"
#include "ui/links/fill_delegate.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/table_page.h"

#include <QHeaderView>
#include <QItemSelection>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

#include <chrono>
#include <set>
#include <unordered_set>
#include <utility>

namespace topomq::ui {

namespace {

constexpr std::chrono::milliseconds kFigurePeriod{100};
constexpr std::chrono::milliseconds kOrderPeriod{1000};

} // namespace

LinksPanel::LinksPanel(TopologyDocument& document,
                       RunSession& session,
                       Theme& theme,
                       QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_session(session)
    , m_model(new LinksModel(theme, this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_page(new TablePage(*m_sorted, theme, QStringLiteral("pipeline"), this))
    , m_view(m_page->view())
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(LinksModel::kSortRole);
    m_sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setDynamicSortFilter(false);
    // The model and its views end later than this.
    m_model->setPressures([&session](std::size_t flow) { return session.pressureOf(flow); });
    setUpView(theme);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_page);
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(kFigurePeriod);
    m_order.setInterval(kOrderPeriod);
    connect(&m_refresh, &QTimer::timeout, this, &LinksPanel::refresh);
    connect(&m_order, &QTimer::timeout, this, [this] {
        if (isVisible() && m_session.isActive())
            putInOrder();
    });
    connect(&session, &RunSession::started, this, &LinksPanel::startOver);
    connect(&session, &RunSession::stateChanged, this, &LinksPanel::showState);
    connect(&session, &RunSession::updated, this, [this] {
        if (!m_refresh.isActive() && isVisible())
            m_refresh.start();
    });
    connect(&session, &RunSession::planChanged, this, &LinksPanel::startOver);
    connect(&document, &TopologyDocument::changed, this, [this](const model::Change& change) {
        if (!change.layoutOnly)
            m_model->rename(titles());
    });
    connect(document.selection(), &Selection::changed, this, &LinksPanel::takeSelection);
    m_order.start();
    startOver();
}

void LinksPanel::setUpView(const Theme& theme)
{
    QTreeView* view = m_view;
    view->setObjectName(QStringLiteral("links"));
    view->setAccessibleName(tr("Links and their figures"));
    view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view->setItemDelegateForColumn(
        LinksModel::Fill,
        new FillDelegate(theme, LinksModel::kSortRole, LinksModel::kBarRole, view));
    view->setSortingEnabled(true);
    view->sortByColumn(LinksModel::LinkName, Qt::AscendingOrder);
    view->header()->setStretchLastSection(false);
    setColumnWidths(
        *view, theme,
        {130, 140, 140, 150, 110, 90, 80, 110, 96, 96, 90, 100, 80, 80, 100, 78, 104, 140, 140});
    // Its id in the file says nothing beside its ends; but rows stand in this order at first.
    view->setColumnHidden(LinksModel::LinkName, true);
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &LinksPanel::giveSelection);
    connect(view, &QTreeView::activated, this, &LinksPanel::reveal);
}

LinksModel::Titles LinksPanel::titles() const
{
    return [this](plan::SocketIndex socket) {
        const model::SocketId& id = m_session.plan().sockets.at(socket).ref.socket;
        return QStringLiteral("%1 · %2").arg(m_session.titleOfNodeAt(socket),
                                             QString::fromStdString(id.text()));
    };
}

void LinksPanel::showEvent(QShowEvent* event)
{
    m_model->setFigures(m_session.latest());
    putInOrder();
    QWidget::showEvent(event);
}

void LinksPanel::startOver()
{
    m_syncing = true;
    m_model->setPlan(m_session.plan(), m_session.leftThings(), titles());
    m_model->setFigures(m_session.latest());
    m_syncing = false;
    putInOrder();
    showState();
    takeSelection();
    Q_EMIT countChanged(m_model->rowCount());
}

void LinksPanel::refresh()
{
    m_model->setFigures(m_session.latest());
    // Those of the end stay: there is no later moment to put them in order.
    if (!m_session.isActive())
        putInOrder();
}

void LinksPanel::putInOrder()
{
    m_sorted->sort(m_sorted->sortColumn(), m_sorted->sortOrder());
}

void LinksPanel::showState()
{
    if (m_session.isActive())
        m_page->setWords(tr("This run has no links"), tr("Draw links between the sockets."));
    else
        m_page->setWords(tr("No figures yet"),
                         tr("Run the topology (F5) to see rates, queues and latencies here."));
    // Of a run that is over there are no last moments; until then their tooltips tell the others.
    const bool isOver = !m_session.isActive() && m_model->rowCount() > 0;
    for (const auto column : {LinksModel::P50, LinksModel::P99})
        m_view->setColumnHidden(column, isOver);
    for (const auto column : {LinksModel::P50Whole, LinksModel::P99Whole})
        m_view->setColumnHidden(column, !isOver);
}

void LinksPanel::takeSelection()
{
    if (m_syncing)
        return;
    const std::set<model::LinkId>& links = m_document.selection()->links();
    QItemSelection rows;
    QModelIndex first;
    for (int row = 0; row < m_sorted->rowCount() && !links.empty(); ++row) {
        const QModelIndex index = m_sorted->index(row, 0);
        const auto link = nameInView(index);
        if (!link || !links.contains(*link))
            continue;
        if (!first.isValid())
            first = index;
        rows.select(index, index);
    }
    m_syncing = true;
    m_view->selectionModel()->select(
        rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_syncing = false;
    if (first.isValid())
        m_view->scrollTo(first);
}

void LinksPanel::giveSelection()
{
    if (m_syncing)
        return;
    std::set<model::LinkId> links;
    // A run goes on showing links that were deleted since.
    std::unordered_set<model::LinkId> there;
    for (const model::Link& link : m_document.topology().links)
        there.insert(link.id);
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    for (const QModelIndex& index : rows) {
        const auto link = nameInView(index);
        if (link && there.contains(*link))
            links.insert(*link);
    }
    Selection* selection = m_document.selection();
    if (links.empty() && selection->links().empty())
        return;
    m_syncing = true;
    selection->set({}, std::move(links));
    m_syncing = false;
}

void LinksPanel::reveal(const QModelIndex& index)
{
    const std::string where = m_model->placeAt(m_sorted->mapToSource(index).row());
    if (where.empty())
        return;
    const model::LinkId link(m_document.openPlace(where));
    if (m_document.topology().find(link) != nullptr)
        m_document.selection()->reveal({}, {link});
}

std::optional<model::LinkId> LinksPanel::nameInView(const QModelIndex& index) const
{
    const std::string where = m_model->placeAt(m_sorted->mapToSource(index).row());
    const auto place = where.empty() ? std::nullopt : m_document.placeInView(where);
    return place ? std::optional(model::LinkId(*place)) : std::nullopt;
}

} // namespace topomq::ui
