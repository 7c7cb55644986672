#pragma once
// The report of a run, from its plan and its result.

#include "engine/io/report.h"
#include "engine/plan/run_plan.h"
#include "engine/runtime/runtime.h"

namespace topomq::app {

/// Thread: any; pure.
[[nodiscard]] io::Report makeReport(const plan::RunPlan& plan, const runtime::RunResult& result);

} // namespace topomq::app
