#pragma once
// What a run needs of the machine, counted before it starts.

#include "engine/plan/run_plan.h"

#include <cstdint>
#include <string>

namespace topomq::runtime {

/// Descriptors that a run of this plan opens, by the cost of each part as measured on libzmq 4.3.4.
[[nodiscard]] std::uint64_t descriptorsNeeded(const plan::RunPlan& plan, bool sharesReactors);
/// Why the plan cannot run on this machine, with the numbers; empty when it can.
[[nodiscard]] std::string whyNotRunnable(const plan::RunPlan& plan, bool sharesReactors);

} // namespace topomq::runtime
