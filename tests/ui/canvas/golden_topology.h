#pragma once
// A drawing with one of everything that the canvas can show, and made-up figures of its run.

#include "engine/metrics/snapshot.h"
#include "engine/model/topology.h"
#include "engine/plan/run_plan.h"
#include "engine/rules/capabilities.h"

#include <memory>

namespace topomq::ui::test {

/// Open and collapsed group, notes, bends, every transport, CURVE and PLAIN, what is left out, and
/// links that cannot be.
[[nodiscard]] model::Topology everything();
/// Of a machine that has every transport.
[[nodiscard]] rules::Capabilities everyTransport();
/// Without what is wrong in it; for the plan of a run.
[[nodiscard]] model::Topology withoutMisfits(model::Topology topology);
/// Each state of a node, each fill of a queue, drops, and a cut link; figures go up and down with
/// `sequence`.
[[nodiscard]] std::shared_ptr<metrics::Snapshot> everyFigure(const plan::RunPlan& plan,
                                                             std::uint64_t sequence);

} // namespace topomq::ui::test
