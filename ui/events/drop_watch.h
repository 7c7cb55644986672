#pragma once
// Makes events of the drops that the figures of a run count.

#include "engine/metrics/snapshot.h"
#include "engine/plan/run_plan.h"
#include "engine/runtime/runtime.h"

#include <array>
#include <cstdint>
#include <vector>

namespace topomq::ui {

/// One event per link or socket, cause and second at most: a storm of drops is a few rows with
/// counts, and nothing is counted twice. Thread: the window's.
class DropWatch
{
public:
    void clear();
    /// What was dropped since the last call that gave something out. `isLast`: these figures are
    /// final, so nothing is held back.
    [[nodiscard]] std::vector<runtime::RuntimeEvent>
    take(const plan::RunPlan& plan, const metrics::Snapshot& now, bool isLast);

private:
    // How many have been told of, by cause.
    std::vector<std::array<std::uint64_t, metrics::kDropCauses>> m_flows;
    std::vector<std::array<std::uint64_t, 5>> m_sockets;
    double m_nextTime = 0;
};

} // namespace topomq::ui
