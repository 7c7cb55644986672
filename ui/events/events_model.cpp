#include "ui/events/events_model.h"

#include "ui/document/titles.h"
#include "ui/events/event_words.h"
#include "ui/theme/theme.h"

namespace topomq::ui {

namespace {

QString timeText(double seconds)
{
    return QStringLiteral("%1 s").arg(seconds, 0, 'f', 3);
}

} // namespace

EventsModel::EventsModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{ }

int EventsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EventsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Columns);
}

QVariant EventsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const Colors& colors = m_theme.colors();
    switch (role) {
    case Qt::DisplayRole:
        return textOf(row, index.column());
    case Qt::ToolTipRole:
        return textOf(row, index.column());
    case Qt::TextAlignmentRole:
        return index.column() == Time ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::FontRole:
        return index.column() == Time ? QVariant(m_theme.figureFont()) : QVariant();
    case Qt::ForegroundRole:
        if (row.event.error && (index.column() == Event || index.column() == Detail))
            return colors.bad;
        if (index.column() == Event && kindOf(row.event.event) == EventKind::Drop)
            return colors.warn;
        return index.column() == Time || index.column() == Name || index.column() == Address
            ? QVariant(colors.dim)
            : QVariant();
    case Qt::DecorationRole:
        if (index.column() == Event && row.event.error)
            return m_theme.icon(QStringLiteral("error"), colors.bad);
        return {};
    case kWhereRole:
        return QString::fromStdString(row.event.where);
    case kErrorRole:
        return row.event.error;
    case kKindRole:
        return static_cast<int>(kindOf(row.event.event));
    default:
        return {};
    }
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Time)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Where:
        return tr("Where");
    case Event:
        return tr("What happened");
    case Name:
        return tr("ZeroMQ's name");
    case Address:
        return tr("Address");
    case Detail:
        return tr("Detail");
    default:
        return {};
    }
}

void EventsModel::clear()
{
    if (m_rows.empty())
        return;
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

void EventsModel::append(std::span<const runtime::RuntimeEvent> events,
                         const model::Topology& topology)
{
    if (events.size() > kMost)
        events = events.last(kMost);
    if (events.empty())
        return;
    const int total = rowCount() + static_cast<int>(events.size());
    if (total > kMost) {
        const int surplus = total - kMost;
        beginRemoveRows({}, 0, surplus - 1);
        m_rows.erase(m_rows.begin(), m_rows.begin() + surplus);
        endRemoveRows();
    }
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(events.size()) - 1);
    for (const runtime::RuntimeEvent& event : events)
        m_rows.push_back({event, placeOf(topology, event.where).title});
    endInsertRows();
}

void EventsModel::recolour()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
}

QString EventsModel::textOf(const Row& row, int column)
{
    switch (column) {
    case Time:
        return timeText(row.event.time);
    case Where:
        return row.place;
    case Event:
        return eventWords(row.event.event);
    case Name:
        return zmqName(row.event.event);
    case Address:
        return QString::fromStdString(row.event.address);
    case Detail:
        return detailWords(row.event);
    default:
        return {};
    }
}

} // namespace topomq::ui
