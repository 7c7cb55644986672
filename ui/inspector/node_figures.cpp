#include "ui/inspector/node_figures.h"

#include "engine/metrics/blocking.h"
#include "engine/plan/plan_places.h"
#include "ui/document/engine_text.h"
#include "ui/inspector/inspector_text.h"
#include "ui/session/run_session.h"
#include "ui/session/state_words.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

#include <cmath>

namespace topomq::ui {

namespace {

struct NodeWords
{
    Q_DECLARE_TR_FUNCTIONS(topomq::ui::NodePage)
};

QColor stateColor(metrics::NodeState state, const Colors& colors)
{
    switch (state) {
    case metrics::NodeState::Running:
        return colors.green;
    case metrics::NodeState::Blocked:
        return colors.warn;
    case metrics::NodeState::Failed:
        return colors.bad;
    case metrics::NodeState::Frozen:
        return colors.accent;
    default:
        return colors.dim;
    }
}

QString percentText(double share)
{
    const double percent = std::round(share * 1000) / 10;
    return QStringLiteral("%1 %").arg(percent, 0, 'f', percent < 10 ? 1 : 0);
}

FigureList::Row
rateRow(const QString& label, double perSecond, bool isCounted, const QString& total)
{
    if (!isCounted)
        return {.label = label,
                .value = NodeWords::tr("unknown"),
                .toolTip = NodeWords::tr("Only the program outside counts that")};
    return {.label = label, .value = humanRate(perSecond), .toolTip = total};
}

QString linkTo(const RunSession& session, plan::NodeIndex node)
{
    // Another node may be in its place by now.
    if (!session.isNodeDrawn(node))
        return session.titleOf(node).toHtmlEscaped();
    return QStringLiteral("<a href=\"%1\">%2</a>")
        .arg(toText(plan::placeIn(session.plan().nodes[node])).toHtmlEscaped(),
             session.titleOf(node).toHtmlEscaped());
}

} // namespace

std::vector<FigureList::Row>
nodeRows(const metrics::NodeFigures& figures, const Colors& colors, const NodeSides& sides)
{
    const metrics::TimeShares& shares = figures.shares;
    std::vector<FigureList::Row> rows{
        {.label = NodeWords::tr("state"),
         .value = QStringLiteral("● ")
             + (figures.isDeadlocked ? NodeWords::tr("deadlock") : stateText(figures)),
         .color = sides.isOver      ? colors.dim
             : figures.isDeadlocked ? colors.bad
                                    : stateColor(figures.state, colors),
         .toolTip = NodeWords::tr("For %1").arg(humanMicroseconds(figures.inStateFor * 1e6))},
    };
    if (sides.receives)
        rows.push_back(rateRow(NodeWords::tr("in"), figures.receivedPerSecond,
                               figures.isReceivedCounted,
                               NodeWords::tr("%1 received").arg(groupedDigits(figures.received))));
    if (sides.sends)
        rows.push_back(rateRow(NodeWords::tr("out"), figures.sentPerSecond, figures.isSentCounted,
                               NodeWords::tr("%1 sent").arg(groupedDigits(figures.sent))));
    if (figures.state == metrics::NodeState::Outside) {
        rows.front().toolTip.clear();
        return rows;
    }
    rows.push_back(
        {.label = NodeWords::tr("busy"),
         .value = percentText(figures.busy),
         .color = figures.busy >= 0.95 ? colors.warn : QColor(),
         .toolTip = NodeWords::tr("Share of the time spent with messages (service time)")});
    rows.push_back(
        {.label = NodeWords::tr("blocked"),
         .value = percentText(shares.blocked),
         .color = shares.blocked >= 0.5 ? colors.warn : QColor(),
         .toolTip = NodeWords::tr("Share of the time in which it could not send: every peer that "
                                  "could take its message was at its high-water mark")});
    rows.push_back(
        {.label = NodeWords::tr("ready"),
         .value = percentText(shares.ready),
         .toolTip = NodeWords::tr("Share of the time in which it waited for a message and would "
                                  "have taken one at once")});
    if (figures.service.count > 0)
        rows.push_back({.label = NodeWords::tr("service"),
                        .value = humanMicroseconds(figures.service.p50),
                        .toolTip = NodeWords::tr("Half of the messages took no longer, once they "
                                                 "were taken from their queue. 99 %: %1. Mean: %2.")
                                       .arg(humanMicroseconds(figures.service.p99),
                                            humanMicroseconds(figures.service.mean))});
    return rows;
}

QString heldUpText(const RunSession& session, const metrics::Snapshot& now, std::uint32_t node)
{
    constexpr std::size_t kMost = 4;
    const metrics::NodeFigures& figures = now.nodes[node];
    if (figures.wait.on.empty() || figures.wait.cause == metrics::WaitCause::None)
        return {};
    if (figures.wait.cause != metrics::WaitCause::QueueFull) {
        QStringList names;
        for (const std::uint32_t each : figures.wait.on) {
            if (static_cast<std::size_t>(names.size()) == kMost)
                break;
            names << linkTo(session, each);
        }
        if (figures.wait.on.size() > kMost)
            names << NodeWords::tr("%1 more").arg(figures.wait.on.size() - kMost);
        return NodeWords::tr("Waits for %1").arg(names.join(QStringLiteral(", ")));
    }
    const std::vector<std::uint32_t> chain = metrics::blockedChain(now.nodes, node);
    QStringList names;
    for (std::size_t i = 1; i < chain.size(); ++i)
        names << linkTo(session, chain[i]);
    const metrics::NodeFigures& last = now.nodes[chain.back()];
    QString text = NodeWords::tr("Held up by %1").arg(names.join(QStringLiteral(" → ")));
    if (last.busy > 0)
        text += NodeWords::tr(", busy %1").arg(percentText(last.busy));
    else if (last.state != metrics::NodeState::Running)
        text += QStringLiteral(", ") + stateText(last);
    return text;
}

} // namespace topomq::ui
