#include "ui/messages/messages_model.h"

#include "ui/messages/message_text.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

bool isNumber(int column)
{
    return column == MessagesModel::Time || column == MessagesModel::Number
        || column == MessagesModel::Frames || column == MessagesModel::Size
        || column == MessagesModel::Latency;
}

bool isEarlier(const MessagesModel::Row& a, const MessagesModel::Row& b)
{
    return a.message->time < b.message->time;
}

} // namespace

MessagesModel::MessagesModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{ }

int MessagesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MessagesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Columns);
}

const MessagesModel::Row& MessagesModel::rowAt(int row) const
{
    return m_rows[static_cast<std::size_t>(row)];
}

QString MessagesModel::textOf(const Row& row, int column)
{
    switch (column) {
    case Time:
        return momentOf(*row.message);
    case Direction:
        return row.toward.isEmpty() ? row.direction : row.toward;
    case Number:
        return numberOf(*row.message);
    case Frames:
        return groupedDigits(row.message->frameCount);
    case Size:
        return humanBytes(static_cast<double>(row.message->bytes));
    case Latency:
        return shortLatencyOf(*row.message);
    case Content:
        return previewOf(*row.message);
    default:
        return {};
    }
}

QVariant MessagesModel::tipOf(const Row& row, int column)
{
    if (column == Direction)
        return row.direction;
    if (column == Latency && row.message->latency)
        return latencyOf(*row.message);
    return {};
}

QVariant MessagesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return textOf(rowAt(index.row()), column);
    case Qt::ToolTipRole:
        return tipOf(rowAt(index.row()), column);
    case Qt::AccessibleTextRole:
        return column == Direction ? QVariant(rowAt(index.row()).direction) : QVariant();
    case Qt::TextAlignmentRole:
        return isNumber(column) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::FontRole:
        return isNumber(column) ? QVariant(m_theme.figureFont()) : QVariant();
    case Qt::ForegroundRole:
        if (column == Direction)
            return rowAt(index.row()).flow == 0 ? m_theme.colors().blue : m_theme.colors().violet;
        return column == Time ? QVariant(m_theme.colors().dim) : QVariant();
    default:
        return {};
    }
}

QVariant MessagesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && isNumber(section))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == Number)
        return tr("Its number among all messages of this direction; gaps passed unseen");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Seen at");
    case Direction:
        return tr("Direction");
    case Number:
        return tr("No.");
    case Frames:
        return tr("Frames");
    case Size:
        return tr("Size");
    case Latency:
        return tr("Latency");
    case Content:
        return tr("Content");
    default:
        return {};
    }
}

void MessagesModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

void MessagesModel::add(std::vector<Row> rows, int most)
{
    if (rows.empty())
        return;
    std::stable_sort(rows.begin(), rows.end(), isEarlier);
    // Rows of the last time that are later than the first of these: the other direction was
    // quicker.
    std::size_t keep = m_rows.size();
    while (keep > 0 && isEarlier(rows.front(), m_rows[keep - 1]))
        --keep;
    if (keep < m_rows.size()) {
        beginRemoveRows({}, static_cast<int>(keep), rowCount() - 1);
        const auto tail = m_rows.begin() + static_cast<std::ptrdiff_t>(keep);
        rows.insert(rows.begin(), tail, m_rows.end());
        m_rows.erase(tail, m_rows.end());
        endRemoveRows();
        std::stable_sort(rows.begin(), rows.end(), isEarlier);
    }
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(rows.size()) - 1);
    m_rows.insert(m_rows.end(), std::make_move_iterator(rows.begin()),
                  std::make_move_iterator(rows.end()));
    endInsertRows();
    const int surplus = rowCount() - most;
    if (surplus <= 0)
        return;
    beginRemoveRows({}, 0, surplus - 1);
    m_rows.erase(m_rows.begin(), m_rows.begin() + surplus);
    endRemoveRows();
}

void MessagesModel::recolour()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
}

} // namespace topomq::ui
