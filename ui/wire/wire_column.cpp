#include "ui/wire/wire_column.h"

#include "ui/document/titles.h"
#include "ui/document/topology_document.h"
#include "ui/session/plan_names.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/wire/hex_view.h"
#include "ui/wire/parts_model.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QStackedLayout>
#include <QTreeView>
#include <QVBoxLayout>

namespace topomq::ui {

namespace {

/// Opened from the start: the greeting of each side and what follows it.
constexpr int kFirstOpen = 2;
/// "65 536 B" and its heading.
constexpr int kLengthWidth = 92;

QString percent(std::uint64_t part, std::uint64_t whole)
{
    return QString::number(100.0 * static_cast<double>(part) / static_cast<double>(whole), 'f', 1);
}

/// "120 messages, 9.4 kB: 7.7 kB payload, 1.7 kB envelope (18.1 %)".
QString totalsText(const wire::WireTotals& totals, bool isHttp)
{
    if (totals.bytes == 0)
        return WireColumn::tr("nothing yet");
    const std::uint64_t envelope = totals.bytes - totals.payloadBytes;
    const QString messages = totals.encrypted > 0
        ? WireColumn::tr("%1 encrypted frames").arg(groupedDigits(totals.encrypted))
        : totals.messages == 1 ? WireColumn::tr("1 message")
                               : WireColumn::tr("%1 messages").arg(groupedDigits(totals.messages));
    return WireColumn::tr("%1, %2: %3 payload, %4 %5 (%6 %)")
        .arg(messages, humanBytes(static_cast<double>(totals.bytes)),
             humanBytes(static_cast<double>(totals.payloadBytes)),
             humanBytes(static_cast<double>(envelope)),
             isHttp ? WireColumn::tr("lines and headers") : WireColumn::tr("envelope"),
             percent(envelope, totals.bytes));
}

} // namespace

QString whyNotRecorded(const TopologyDocument& document, const model::LinkId& id)
{
    const model::Topology& topology = document.topology();
    const model::Link* link = topology.find(id);
    const model::Socket* binder = link == nullptr ? nullptr : topology.find(link->bind);
    const model::Node* connecter = link == nullptr ? nullptr : topology.find(link->connect.node);
    if (binder == nullptr || connecter == nullptr || link->endpoint >= binder->bind.size())
        return WireColumn::tr("This link has no address.");
    if (!binder->bind[link->endpoint].starts_with("tcp://"))
        return WireColumn::tr("Only over tcp are there bytes that can be recorded on the way: "
                              "give the binding socket a tcp address.");
    if (connecter->role == model::Role::External)
        return WireColumn::tr("A program outside makes this connection: let it bind, and our side "
                              "connect.");
    return {};
}

WireColumn::WireColumn(TopologyDocument& document,
                       RunSession& session,
                       const Theme& theme,
                       QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_session(session)
    , m_theme(theme)
    , m_exchange(std::make_shared<const Exchange>())
    , m_parts(new PartsModel(theme, this))
    , m_empty(new EmptyState(theme, QStringLiteral("stream"), {}, {}, this))
    , m_pages(new QStackedLayout)
{
    auto* full = new QWidget(this);
    auto* column = new QVBoxLayout(full);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(makeHead());
    column->addWidget(makeBody(), 1);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(full);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addLayout(m_pages);
    connect(m_bytes, &HexView::partChosen, this, &WireColumn::choose);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                if (!m_syncing)
                    m_bytes->showPart(m_parts->partOf(index));
            });
    connect(m_tree, &QTreeView::expanded, this,
            [this](const QModelIndex& index) { m_expanded.insert(keyOf(m_parts->partOf(index))); });
    connect(m_tree, &QTreeView::collapsed, this,
            [this](const QModelIndex& index) { m_expanded.erase(keyOf(m_parts->partOf(index))); });
    connect(m_connections, &QComboBox::activated, this, [this](int row) {
        m_number = m_connections->itemData(row).toULongLong();
        showExchange();
    });
    showState();
}

QWidget* WireColumn::makeHead()
{
    auto* head = new QWidget(this);
    auto* rows = new QVBoxLayout(head);
    rows->setContentsMargins(8, 4, 8, 0);
    rows->setSpacing(2);
    auto* first = new QHBoxLayout;
    m_title = new ElidedLabel({}, head);
    m_title->setFont(m_theme.titleFont());
    m_connections = new QComboBox(head);
    m_connections->setObjectName(QStringLiteral("wireConnection"));
    m_connections->setAccessibleName(tr("Which connection of the link"));
    first->addWidget(m_title, 1);
    first->addWidget(m_connections);
    rows->addLayout(first);
    for (QLabel*& label : m_totals) {
        label = new QLabel(head);
        label->setFont(m_theme.smallFont());
        label->setObjectName(QStringLiteral("wireTotals"));
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        rows->addWidget(label);
    }
    return head;
}

QWidget* WireColumn::makeBody()
{
    auto* splitter = new QSplitter(this);
    m_bytes = new HexView(m_theme, splitter);
    m_tree = new QTreeView(splitter);
    m_tree->setObjectName(QStringLiteral("wireParts"));
    m_tree->setAccessibleName(tr("What the bytes say, part by part"));
    m_tree->setModel(m_parts);
    m_tree->setUniformRowHeights(true);
    m_tree->setTextElideMode(Qt::ElideRight);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(PartsModel::Part, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(PartsModel::Length, QHeaderView::Fixed);
    m_tree->header()->resizeSection(PartsModel::Length, kLengthWidth);
    m_bytes->setToolTip(
        tr("Underlined: what the program gave to be sent. All else is the protocol's."));
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

void WireColumn::setLink(const model::LinkId& link)
{
    const std::string place =
        link.isEmpty() ? std::string() : PlanNames(m_document.path()).placeOf(link);
    if (place != m_place) {
        m_link = link;
        m_place = place;
        m_record.reset();
        m_number = 0;
        m_expanded.clear();
        showParts(std::make_shared<const Exchange>());
    }
    refresh();
}

bool WireColumn::isLinkInView() const
{
    return m_document.topology().find(m_link) != nullptr
        && PlanNames(m_document.path()).linkInView(m_place) == m_link;
}

void WireColumn::refresh()
{
    WireWatch::RecordPtr record = m_place.empty() ? nullptr : m_session.wires().recordOf(m_place);
    const bool isNew = record != m_record;
    m_record = std::move(record);
    showState();
    if (!isNew || m_record == nullptr)
        return;
    showTotals();
    showConnections();
    showExchange();
}

void WireColumn::showState()
{
    const model::Link* link = m_document.topology().find(m_link);
    const bool hasBytes = m_record != nullptr && !m_record->connections.empty();
    m_pages->setCurrentIndex(hasBytes ? 1 : 0);
    if (link != nullptr)
        m_title->setText(linkTitle(m_document.topology(), *link));
    if (hasBytes)
        return;
    if (link == nullptr) {
        m_empty->setTexts(tr("No link selected"),
                          tr("Select a tcp link to see its bytes as they travel, or two links to "
                             "see them side by side."));
    } else if (const QString why = whyNotRecorded(m_document, m_link); !why.isEmpty()) {
        m_empty->setTexts(tr("No bytes to record"), why);
    } else if (!link->recordWire) {
        m_empty->setTexts(tr("Not recorded"),
                          tr("Switch on “Record the bytes on the wire”: the link then passes "
                             "through a relay that keeps its first bytes, a hop more."));
    } else if (!m_session.isActive()) {
        m_empty->setTexts(tr("No bytes yet"), tr("Run the topology (F5) to record them."));
    } else if (m_record != nullptr && !m_record->problem.empty()) {
        m_empty->setTexts(tr("No connection"), QString::fromStdString(m_record->problem));
    } else {
        m_empty->setTexts(tr("Waiting for a connection"),
                          tr("The other side is not there yet, or the link is cut."));
    }
}

void WireColumn::showTotals()
{
    const model::Link* link = m_document.topology().find(m_link);
    if (link == nullptr)
        return;
    const std::array<QString, 2> names{QString::fromStdString(link->connect.text()),
                                       QString::fromStdString(link->bind.text())};
    const bool isHttp = m_record->protocol == wire::Protocol::Http;
    for (std::size_t i = 0; i < m_totals.size(); ++i) {
        const QString text =
            QStringLiteral("%1 → %2:  %3")
                .arg(names[i], names[1 - i], totalsText(m_record->totals[i], isHttp));
        m_totals[i]->setText(text);
        m_totals[i]->setToolTip(
            tr("%1\nOf all connections of this run, counted by the relay.").arg(text));
    }
}

void WireColumn::showConnections()
{
    m_connections->clear();
    m_connections->addItem(tr("Newest connection"), 0);
    for (const wire::WireConnection& each : m_record->connections)
        m_connections->addItem(tr("Connection %1").arg(each.number),
                               static_cast<qulonglong>(each.number));
    int row = m_connections->findData(static_cast<qulonglong>(m_number));
    if (row < 0) {
        m_number = 0;
        row = 0;
    }
    m_connections->setCurrentIndex(row);
    m_connections->setVisible(m_record->connectionsSeen > 1);
}

const wire::WireConnection* WireColumn::connection() const
{
    for (const wire::WireConnection& each : m_record->connections) {
        if (each.number == m_number)
            return &each;
    }
    return m_record->connections.empty() ? nullptr : &m_record->connections.back();
}

void WireColumn::showExchange()
{
    const wire::WireConnection* shown = connection();
    if (shown == nullptr)
        return;
    const wire::WireConnection& before = m_exchange->connection;
    // Every run, and every link that takes the place of another, counts its connections from 1.
    const bool isSame = shown->number == before.number && shown->openedAt == before.openedAt;
    if (isSame && shown->chunks.size() == before.chunks.size())
        return;
    showParts(std::make_shared<const Exchange>(Exchange::of(*shown, m_record->protocol)));
}

WireColumn::Key WireColumn::keyOf(int part) const
{
    const Exchange::Part& known = m_exchange->parts[static_cast<std::size_t>(part)];
    return {static_cast<int>(known.direction), known.span.offset, known.span.depth};
}

void WireColumn::showParts(std::shared_ptr<const Exchange> exchange)
{
    const int current = m_parts->partOf(m_tree->currentIndex());
    const bool hadCurrent = current != Exchange::kNone;
    const Key key = hadCurrent ? keyOf(current) : Key();
    const bool isFirst = m_exchange->roots.empty();
    m_syncing = true;
    m_exchange = exchange;
    m_parts->setExchange(exchange);
    const model::Link* link = m_document.topology().find(m_link);
    if (link != nullptr)
        m_bytes->setExchange(exchange,
                             {QString::fromStdString(link->connect.text()),
                              QString::fromStdString(link->bind.text())});
    const std::set<Key> expanded = m_expanded;
    for (int part = 0; part < static_cast<int>(exchange->parts.size()); ++part) {
        if (expanded.contains(keyOf(part)))
            m_tree->expand(m_parts->indexOf(part));
        if (hadCurrent && keyOf(part) == key) {
            m_tree->setCurrentIndex(m_parts->indexOf(part));
            m_bytes->showPart(part);
        }
    }
    for (int row = 0; isFirst && row < kFirstOpen; ++row)
        m_tree->expand(m_parts->index(row, 0));
    m_syncing = false;
}

void WireColumn::choose(int part)
{
    m_syncing = true;
    m_bytes->showPart(part);
    const QModelIndex index = m_parts->indexOf(part);
    m_tree->setCurrentIndex(index);
    if (index.isValid())
        m_tree->scrollTo(index);
    m_syncing = false;
}

} // namespace topomq::ui
