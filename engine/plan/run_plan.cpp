#include "engine/plan/run_plan.h"

#include "engine/plan/plan_builder.h"
#include "engine/rules/rules.h"

namespace topomq::plan {

Transport transportOf(std::string_view address)
{
    if (address.starts_with("inproc://"))
        return Transport::Inproc;
    if (address.starts_with("ipc://"))
        return Transport::Ipc;
    if (address.starts_with("tcp://"))
        return Transport::Tcp;
    return Transport::Other;
}

bool PlanResult::isRunnable() const
{
    return !rules::hasErrors(findings);
}

PlanResult makePlan(const model::Topology& topology)
{
    PlanResult result;
    result.findings = rules::check(topology);
    if (result.isRunnable())
        result.plan = PlanBuilder(topology).build();
    return result;
}

} // namespace topomq::plan
