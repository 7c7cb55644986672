#include "ui/links/links_model.h"

#include "engine/plan/plan_places.h"
#include "ui/links/flow_figures_text.h"
#include "ui/session/latency_words.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <array>
#include <utility>

namespace topomq::ui {

namespace {

bool isFigure(int column)
{
    return column >= LinksModel::Rate;
}

QColor colorOf(const Colors& colors, Fill fill)
{
    if (fill == Fill::Calm)
        return colors.calm;
    return fill == Fill::Warn ? colors.warn : colors.bad;
}

} // namespace

LinksModel::LinksModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{ }

int LinksModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LinksModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Columns);
}

QVariant LinksModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int column = index.column();
    const metrics::FlowFigures* figures = figuresAt(index.row());
    if (role == Qt::DisplayRole) {
        if (!isFigure(column))
            return nameOf(m_rows[static_cast<std::size_t>(index.row())], column);
        return figures == nullptr ? QStringLiteral("–") : figureText(*figures, column);
    }
    if (role == kSortRole) {
        if (!isFigure(column))
            return nameOf(m_rows[static_cast<std::size_t>(index.row())], column);
        return figures == nullptr ? -1.0 : figureNumber(*figures, column);
    }
    return lookOf(index.row(), column, role);
}

QVariant LinksModel::lookOf(int row, int column, int role) const
{
    const metrics::FlowFigures* figures = figuresAt(row);
    if (role == Qt::TextAlignmentRole && isFigure(column))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::FontRole && isFigure(column))
        return m_theme.figureFont();
    if (figures == nullptr)
        return {};
    const Pressure pressure = pressureAt(row);
    if (role == Qt::ToolTipRole && column == InFlight && pressure.isOnTheRise())
        return pressureText(pressure);
    if (role == Qt::ToolTipRole && figures->estimated
        && (column == Sent || column == InFlight || column == Dropped))
        return tr("Estimated while messages are in flight: the sender chooses its peer itself.");
    if (role == Qt::ToolTipRole && figures->isRateOfSent() && (column == Rate || column == Bytes))
        return tr("Sent per second: what arrives only the program outside counts.");
    if (role == Qt::ToolTipRole)
        return latencyHelp(*figures, column);
    if (role == kBarRole)
        return colorOf(m_theme.colors(), pressure.fill);
    if (role != Qt::ForegroundRole)
        return {};
    if (column == Dropped && figures->dropped.value_or(0) > 0)
        return m_theme.colors().bad;
    if (column == InFlight && pressure.fill != ui::Fill::Calm)
        return colorOf(m_theme.colors(), pressure.fill);
    return column == Limit || column == Pattern ? QVariant(m_theme.colors().dim) : QVariant();
}

QVariant LinksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= Columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((isFigure(section) && section != Fill ? Qt::AlignRight : Qt::AlignLeft)
                        | Qt::AlignVCenter);
    const auto at = static_cast<std::size_t>(section);
    if (role == Qt::DisplayRole) {
        const std::array<QString, Columns> names{
            tr("Link"),      tr("From"),          tr("To"),           tr("Pattern"),
            tr("Rate"),      tr("In flight"),     tr("Limit"),        tr("Fill"),
            tr("Sent"),      tr("Received"),      tr("Dropped"),      tr("Bytes/s"),
            tr("p50"),       tr("p99"),           tr("Round trip"),   tr("Ready"),
            tr("Max depth"), tr("p50 whole run"), tr("p99 whole run")};
        return names[at];
    }
    if (role != Qt::ToolTipRole)
        return {};
    switch (section) {
    case Rate:
        return tr("Received per second");
    case InFlight:
        return tr("Sent, and neither received nor dropped so far");
    case Limit:
        return tr("How many the queues can hold: SNDHWM + RCVHWM");
    case Fill:
        return tr(
            "What waits in the queues as a share of the limit; what the kernel holds over tcp "
            "and ipc is not counted");
    case P50:
    case P99:
        return tr("Latency of the messages of the %1, from the call of send to the return of "
                  "receive; unknown where none came")
            .arg(lastMomentsText());
    case RoundTrip:
        return tr("Of answers of the %1: half of them came so long after their request was sent, "
                  "or sooner")
            .arg(lastMomentsText());
    case P50Whole:
    case P99Whole:
        return tr("Latency of all messages since the start, from the call of send to the return "
                  "of receive");
    case Ready:
        return tr("Share of the time in which the receiver would have taken a message at once");
    case MaxDepth:
        return tr("Most messages in flight so far");
    default:
        return {};
    }
}

void LinksModel::setPlan(const plan::RunPlan& plan, const LeftThings& left, const Titles& titleOf)
{
    beginResetModel();
    m_rows.clear();
    m_snapshot.reset();
    for (std::size_t i = 0; i < plan.flows.size(); ++i) {
        const plan::PlannedFlow& flow = plan.flows[i];
        if (plan.links[flow.link].gone)
            continue;
        QString pattern = QString::fromStdString(flow.pattern);
        pattern.replace(u'-', QStringLiteral(" → "));
        m_rows.push_back({plan::placeIn(plan.links[flow.link]), !left.links.contains(flow.link),
                          flow.from, flow.to, pattern, titleOf(flow.from), titleOf(flow.to), i});
    }
    endResetModel();
}

void LinksModel::rename(const Titles& titleOf)
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        Row& row = m_rows[i];
        const QString from = titleOf(row.from);
        const QString to = titleOf(row.to);
        if (from == row.fromTitle && to == row.toTitle)
            continue;
        row.fromTitle = from;
        row.toTitle = to;
        Q_EMIT dataChanged(index(static_cast<int>(i), 0), index(static_cast<int>(i), Pattern));
    }
}

void LinksModel::setFigures(metrics::SnapshotPtr snapshot)
{
    if (snapshot == m_snapshot)
        return;
    m_snapshot = std::move(snapshot);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, Rate), index(rowCount() - 1, Columns - 1));
}

std::string LinksModel::placeAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    const Row& shown = m_rows[static_cast<std::size_t>(row)];
    return shown.isDrawn ? shown.link : std::string();
}

Pressure LinksModel::pressureAt(int row) const
{
    const metrics::FlowFigures* figures = figuresAt(row);
    if (figures == nullptr)
        return {};
    return m_pressures ? m_pressures(m_rows[static_cast<std::size_t>(row)].flow)
                       : pressureOf(*figures);
}

const metrics::FlowFigures* LinksModel::figuresAt(int row) const
{
    const std::size_t flow = m_rows[static_cast<std::size_t>(row)].flow;
    if (!m_snapshot || flow >= m_snapshot->flows.size())
        return nullptr;
    return &m_snapshot->flows[flow];
}

QString LinksModel::nameOf(const Row& row, int column)
{
    switch (column) {
    case LinkName:
        return QString::fromStdString(row.link);
    case From:
        return row.fromTitle;
    case To:
        return row.toTitle;
    case Pattern:
        return row.pattern;
    default:
        return {};
    }
}

} // namespace topomq::ui
