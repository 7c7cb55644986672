#include "engine/plan/run_plan.h"

#include "engine/model/flat_topology.h"
#include "engine/model/parameters.h"
#include "engine/plan/plan_builder.h"
#include "engine/rules/rules.h"

#include <array>
#include <utility>

namespace topomq::plan {

Transport transportOf(std::string_view address)
{
    constexpr std::array<std::pair<std::string_view, Transport>, 7> kSchemes{{
        {"inproc://", Transport::Inproc},
        {"ipc://", Transport::Ipc},
        {"tcp://", Transport::Tcp},
        {"ws://", Transport::Ws},
        {"pgm://", Transport::Pgm},
        {"epgm://", Transport::Epgm},
        {"norm://", Transport::Norm},
    }};
    for (const auto& [scheme, transport] : kSchemes) {
        if (address.starts_with(scheme))
            return transport;
    }
    return Transport::Other;
}

bool PlanResult::isRunnable() const
{
    return !rules::hasErrors(findings);
}

namespace {

/// Says of nodes and links where they stand in the file.
void markInside(RunPlan& plan, const model::FlatTopology& flat)
{
    for (PlannedNode& node : plan.nodes) {
        if (const std::string* path = flat.pathOf(node.id.text()))
            node.path = *path;
    }
    for (PlannedLink& link : plan.links) {
        if (const std::string* path = flat.pathOf(link.id.text()))
            link.path = *path;
        const model::Link* written = flat.written(link.id);
        if (written == nullptr)
            continue;
        if (written->connect != plan.sockets[link.connect].ref
            || written->bind != plan.sockets[link.bind].ref)
            link.written = LinkEnds{written->connect, written->bind};
    }
}

} // namespace

const model::SocketRef& writtenConnect(const RunPlan& plan, const PlannedLink& link)
{
    return *link.written == LinkEnds() ? plan.sockets[link.connect].ref : link.written->connect;
}

const model::SocketRef& writtenBind(const RunPlan& plan, const PlannedLink& link)
{
    return *link.written == LinkEnds() ? plan.sockets[link.bind].ref : link.written->bind;
}

PlanResult makePlan(const model::Topology& topology, const rules::Capabilities& capabilities)
{
    PlanResult result;
    result.findings = rules::check(topology, capabilities);
    if (result.isRunnable()) {
        const model::FlatTopology flat(topology);
        result.plan = PlanBuilder(model::ResolvedTopology(flat.topology()).topology()).build();
        markInside(result.plan, flat);
    }
    return result;
}

} // namespace topomq::plan
