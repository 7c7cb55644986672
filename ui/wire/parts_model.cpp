#include "ui/wire/parts_model.h"

#include "ui/theme/theme.h"

namespace topomq::ui {

PartsModel::PartsModel(const Theme& theme, QObject* parent)
    : QAbstractItemModel(parent)
    , m_theme(theme)
    , m_exchange(std::make_shared<const Exchange>())
{ }

void PartsModel::setExchange(std::shared_ptr<const Exchange> exchange)
{
    beginResetModel();
    m_exchange = std::move(exchange);
    endResetModel();
}

int PartsModel::partOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<int>(index.internalId()) : Exchange::kNone;
}

QModelIndex PartsModel::indexOf(int part) const
{
    return part == Exchange::kNone ? QModelIndex()
                                   : createIndex(at(part).row, Part, static_cast<quintptr>(part));
}

const std::vector<int>& PartsModel::childrenOf(const QModelIndex& parent) const
{
    return parent.isValid() ? at(partOf(parent)).children : m_exchange->roots;
}

QModelIndex PartsModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const int part = childrenOf(parent)[static_cast<std::size_t>(row)];
    return createIndex(row, column, static_cast<quintptr>(part));
}

QModelIndex PartsModel::parent(const QModelIndex& index) const
{
    return index.isValid() ? indexOf(at(partOf(index)).parent) : QModelIndex();
}

int PartsModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(childrenOf(parent).size());
}

int PartsModel::columnCount(const QModelIndex&) const
{
    return Columns;
}

QVariant PartsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Exchange::Part& part = at(partOf(index));
    const QString text = QString::fromStdString(part.span.text);
    if (role == Qt::TextAlignmentRole && index.column() == Length)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ForegroundRole && part.isTrouble)
        return m_theme.colors().warn;
    if (role == Qt::ToolTipRole)
        return tr("%1\nFrom byte %2 of this direction on, %3 bytes")
            .arg(text, groupedDigits(part.span.offset), groupedDigits(part.span.length));
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    if (index.column() == Length)
        return tr("%1 B").arg(groupedDigits(part.span.length));
    if (part.parent != Exchange::kNone)
        return text;
    const bool toBinder = part.direction == wire::Direction::ToBinder;
    if (role == Qt::AccessibleTextRole)
        return toBinder ? tr("To the binding side: %1").arg(text)
                        : tr("To the connecting side: %1").arg(text);
    return (toBinder ? QStringLiteral("→ ") : QStringLiteral("← ")) + text;
}

QVariant PartsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Length)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == Part ? tr("What the bytes say") : tr("Length");
}

} // namespace topomq::ui
