#include "ui/events/events_model.h"

#include "ui/document/titles.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace topomq::ui {

namespace {

struct Words
{
    std::string_view event;
    const char* text;
};

// The names are those of zmq_socket_monitor(3) and of our own runtime.
constexpr std::array kWords{
    Words{"LISTENING", QT_TRANSLATE_NOOP("Events", "bound")},
    Words{"BOUND", QT_TRANSLATE_NOOP("Events", "bound")},
    Words{"BIND_FAILED", QT_TRANSLATE_NOOP("Events", "could not bind")},
    Words{"CONNECT_FAILED", QT_TRANSLATE_NOOP("Events", "could not connect")},
    Words{"CONNECTED", QT_TRANSLATE_NOOP("Events", "connected")},
    Words{"CONNECT_DELAYED", QT_TRANSLATE_NOOP("Events", "connecting")},
    Words{"CONNECT_RETRIED", QT_TRANSLATE_NOOP("Events", "tries to connect again")},
    Words{"ACCEPTED", QT_TRANSLATE_NOOP("Events", "accepted a connection")},
    Words{"ACCEPT_FAILED", QT_TRANSLATE_NOOP("Events", "could not accept a connection")},
    Words{"CLOSED", QT_TRANSLATE_NOOP("Events", "connection closed")},
    Words{"CLOSE_FAILED", QT_TRANSLATE_NOOP("Events", "could not close the connection")},
    Words{"DISCONNECTED", QT_TRANSLATE_NOOP("Events", "connection lost")},
    Words{"MONITOR_STOPPED", QT_TRANSLATE_NOOP("Events", "no longer watched")},
    Words{"HANDSHAKE_SUCCEEDED", QT_TRANSLATE_NOOP("Events", "handshake done")},
    Words{"HANDSHAKE_FAILED_NO_DETAIL", QT_TRANSLATE_NOOP("Events", "handshake failed")},
    Words{"HANDSHAKE_FAILED_PROTOCOL",
          QT_TRANSLATE_NOOP("Events", "handshake failed: the peer breaks the protocol")},
    Words{"HANDSHAKE_FAILED_AUTH",
          QT_TRANSLATE_NOOP("Events", "handshake failed: not authenticated")},
    Words{"NODE_STARTED", QT_TRANSLATE_NOOP("Events", "node started")},
    Words{"NODE_STOPPED", QT_TRANSLATE_NOOP("Events", "node stopped")},
    Words{"NODE_DONE", QT_TRANSLATE_NOOP("Events", "node has done its work")},
    Words{"NODE_FAILED", QT_TRANSLATE_NOOP("Events", "node failed")},
    Words{"NODE_PROBLEM", QT_TRANSLATE_NOOP("Events", "node has a problem")},
    Words{"SOCKET_FAILED", QT_TRANSLATE_NOOP("Events", "socket failed")},
    Words{"OPTION_FAILED", QT_TRANSLATE_NOOP("Events", "option refused")},
};

QString timeText(double seconds)
{
    return QStringLiteral("%1 s").arg(seconds, 0, 'f', 3);
}

} // namespace

QString eventWords(const std::string& event)
{
    const auto found = std::find_if(kWords.begin(), kWords.end(),
                                    [&event](const Words& each) { return each.event == event; });
    if (found != kWords.end())
        return QCoreApplication::translate("Events", found->text);
    return QString::fromStdString(event).toLower().replace(u'_', u' ');
}

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
        return index.column() == Event ? QString::fromStdString(row.event.event)
                                       : textOf(row, index.column());
    case Qt::TextAlignmentRole:
        return index.column() == Time ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::FontRole:
        return index.column() == Time ? QVariant(m_theme.figureFont()) : QVariant();
    case Qt::ForegroundRole:
        if (row.event.error && (index.column() == Event || index.column() == Detail))
            return colors.bad;
        return index.column() == Time || index.column() == Address ? QVariant(colors.dim)
                                                                   : QVariant();
    case Qt::DecorationRole:
        if (index.column() == Event && row.event.error)
            return m_theme.icon(QStringLiteral("error"), colors.bad);
        return {};
    case kWhereRole:
        return QString::fromStdString(row.event.where);
    case kErrorRole:
        return row.event.error;
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
        return tr("Event");
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
    case Event: {
        const QString words = eventWords(row.event.event);
        const QString name = QString::fromStdString(row.event.event);
        return words == name ? name : QStringLiteral("%1  ·  %2").arg(words, name);
    }
    case Address:
        return QString::fromStdString(row.event.address);
    case Detail:
        return QString::fromStdString(row.event.detail);
    default:
        return {};
    }
}

} // namespace topomq::ui
