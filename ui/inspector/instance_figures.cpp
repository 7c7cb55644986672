#include "ui/inspector/instance_figures.h"

#include "ui/document/topology_document.h"
#include "ui/inspector/inspector_context.h"
#include "ui/session/plan_names.h"
#include "ui/session/run_session.h"
#include "ui/session/state_words.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace topomq::ui {

namespace {

struct InstanceWords
{
    Q_DECLARE_TR_FUNCTIONS(topomq::ui::NodePage)
};

/// How many of its nodes are in each state, as "3 running, 1 blocked".
QString statesOf(const std::map<metrics::NodeState, int>& counts)
{
    QStringList words;
    for (const auto& [state, count] : counts)
        words << QStringLiteral("%1 %2").arg(count).arg(stateText(state));
    return words.join(QStringLiteral(", "));
}

} // namespace

std::vector<FigureList::Row> instanceRows(const model::NodeId& instance,
                                          const metrics::Snapshot& snapshot,
                                          const InspectorContext& context)
{
    const plan::RunPlan& plan = context.session.plan();
    const PlanNames names(context.document.path());
    const std::size_t nodes = std::min(plan.nodes.size(), snapshot.nodes.size());
    std::vector<bool> isInside(plan.nodes.size(), false);
    std::map<metrics::NodeState, int> states;
    for (std::size_t i = 0; i < nodes; ++i) {
        if (plan.nodes[i].gone || !context.session.isNodeDrawn(static_cast<plan::NodeIndex>(i))
            || names.holderOf(plan.nodes[i]) != instance)
            continue;
        isInside[i] = true;
        ++states[snapshot.nodes[i].state];
    }
    if (states.empty())
        return {};
    double in = 0;
    double out = 0;
    std::uint64_t inFlight = 0;
    for (std::size_t i = 0; i < std::min(plan.flows.size(), snapshot.flows.size()); ++i) {
        const bool from = isInside[plan.sockets[plan.flows[i].from].node];
        const bool to = isInside[plan.sockets[plan.flows[i].to].node];
        const metrics::FlowFigures& flow = snapshot.flows[i];
        in += to && !from ? flow.messagesPerSecond : 0;
        out += from && !to ? flow.messagesPerSecond : 0;
        inFlight += from && to ? flow.inFlight.value_or(0) : 0;
    }
    return {{.label = InstanceWords::tr("nodes"), .value = statesOf(states)},
            {.label = InstanceWords::tr("in"),
             .value = humanRate(in),
             .toolTip = InstanceWords::tr("Through its ports, from outside")},
            {.label = InstanceWords::tr("out"),
             .value = humanRate(out),
             .toolTip = InstanceWords::tr("Through its ports, to the outside")},
            {.label = InstanceWords::tr("in flight inside"), .value = groupedDigits(inFlight)}};
}

} // namespace topomq::ui
