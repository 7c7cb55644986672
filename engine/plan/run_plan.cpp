#include "engine/plan/run_plan.h"

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

PlanResult makePlan(const model::Topology& topology, const rules::Capabilities& capabilities)
{
    PlanResult result;
    result.findings = rules::check(topology, capabilities);
    if (result.isRunnable())
        result.plan = PlanBuilder(model::ResolvedTopology(topology).topology()).build();
    return result;
}

} // namespace topomq::plan
