#include "ui/inspector/link_totals.h"

#include "engine/metrics/snapshot.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/inspector_context.h"
#include "ui/session/plan_names.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

#include <cstdint>

namespace topomq::ui {

namespace {

struct TotalWords
{
    Q_DECLARE_TR_FUNCTIONS(topomq::ui::SeveralPage)
};

} // namespace

std::vector<model::LinkId> linksAmong(const model::Topology& topology,
                                      const std::set<model::NodeId>& nodes)
{
    std::vector<model::LinkId> links;
    for (const model::Link& link : topology.links) {
        if (nodes.contains(link.connect.node) && nodes.contains(link.bind.node))
            links.push_back(link.id);
    }
    return links;
}

std::vector<FigureList::Row> totalRows(const std::vector<model::LinkId>& links,
                                       const InspectorContext& context)
{
    const auto snapshot = context.session.latest();
    if (!snapshot)
        return {};
    const PlanNames names(context.document.path());
    std::uint64_t inFlight = 0;
    std::uint64_t dropped = 0;
    bool known = false;
    for (const model::LinkId& link : links) {
        for (const std::size_t flow : context.session.flowsAt(names.placeOf(link))) {
            if (flow >= snapshot->flows.size())
                continue;
            known = true;
            inFlight += snapshot->flows[flow].inFlight.value_or(0);
            dropped += snapshot->flows[flow].dropped.value_or(0);
        }
    }
    if (!known)
        return {};
    return {{.label = TotalWords::tr("in flight"), .value = groupedDigits(inFlight)},
            {.label = TotalWords::tr("dropped"), .value = groupedDigits(dropped)}};
}

} // namespace topomq::ui
