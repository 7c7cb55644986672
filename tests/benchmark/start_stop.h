#pragma once
// How long a run takes to begin and to end, and what it takes in between.

#include "engine/plan/run_plan.h"
#include "engine/runtime/runtime.h"
#include "tests/benchmark/figures.h"

#include <vector>

namespace topomq::benchmark {

/// Of several runs of the same plan.
struct Lives
{
    std::vector<double> starts; ///< milliseconds until all nodes are up
    std::vector<double> stops; ///< milliseconds until everything is closed and freed
    std::vector<double> kilobytes; ///< resident, for each node
    std::vector<double> p50; ///< microseconds, the median over all flows
    std::vector<double> p99;
    std::vector<double> processor; ///< percent of one core while it runs
};

/// Runs it for a while, once, and adds what it saw.
void liveOnce(const plan::RunPlan& plan,
              const runtime::RunOptions& options,
              double seconds,
              Lives& lives);

/// Of this process.
[[nodiscard]] double residentKilobytes();

} // namespace topomq::benchmark
