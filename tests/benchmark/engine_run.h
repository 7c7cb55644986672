#pragma once
// The engine's side of the comparisons: what it runs, and a run that has begun.

#include "engine/metrics/snapshot.h"
#include "engine/plan/run_plan.h"
#include "engine/runtime/runtime.h"
#include "tests/benchmark/shape.h"

#include <chrono>
#include <cstddef>
#include <string>

namespace topomq::benchmark {

/// How each source sends.
struct Pace
{
    double perSecond = 0; ///< 0: as much as it can
    std::size_t count = 0; ///< 0: without end
};

[[nodiscard]] plan::RunPlan planOf(const Shape& shape, Pace pace = {});

/// `nodes` in rows of a source, as many workers as wanted, and a sink, linked by inproc.
[[nodiscard]] Shape rowsOf(std::size_t nodes, std::size_t workers);
/// Little enough for what is not about throughput.
inline constexpr Pace kQuiet{.perSecond = 10};

/// A run on the way; ends the program when it cannot start. Thread: its owner's.
class EngineRun
{
public:
    /// Returns when all nodes are up.
    explicit EngineRun(const plan::RunPlan& plan, runtime::RunOptions options = {});

    [[nodiscard]] runtime::Runtime& runtime() { return m_runtime; }

    /// Milliseconds from the call to start until it ran.
    [[nodiscard]] double startedIn() const { return m_startedIn; }

    /// Waits for the first figures.
    [[nodiscard]] metrics::SnapshotPtr figures() const;

    /// Everything that has been received in `seconds`, after `warmUp`.
    [[nodiscard]] Flood received(std::chrono::milliseconds warmUp, double seconds) const;

private:
    runtime::Runtime m_runtime;
    double m_startedIn = 0;
};

/// The same as `bareFlood`, by the engine with everything measured.
[[nodiscard]] Flood engineFlood(const plan::RunPlan& plan,
                                double seconds,
                                runtime::Scheduling scheduling = runtime::Scheduling::Automatic);

[[nodiscard]] double receivedIn(const metrics::Snapshot& snapshot);

[[nodiscard]] double millisecondsSince(std::chrono::steady_clock::time_point begin);

} // namespace topomq::benchmark
