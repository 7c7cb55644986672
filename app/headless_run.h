#pragma once
// A started run without a window: waits for its end, shows it on the terminal, and drains it.

#include "app/report_file.h"
#include "app/run_table.h"
#include "app/stop_signal.h"
#include "engine/plan/plan_places.h"
#include "engine/runtime/runtime.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace topomq::app {

/// Thread: the main one.
class HeadlessRun
{
public:
    HeadlessRun(runtime::Runtime& engine,
                const plan::PlanPlaces& places,
                StopSignal& signals,
                const ReportFile& report);

    /// Returns when the time is over, every count is done, or a signal came.
    void watch(std::optional<std::chrono::milliseconds> duration);
    /// Stops the sources and waits until the queues are drained; a first signal ends that. A second
    /// signal ends the process, but for one that comes together with the first.
    void finish(std::chrono::milliseconds drain);

    /// The signal that ended the run, if one did.
    [[nodiscard]] std::optional<int> stoppedBy() const { return m_stoppedBy; }

private:
    /// Waits a little; true when the signal came that stops the run.
    bool waitForSignal(std::chrono::milliseconds time);
    /// So soon after the first signal another one is that same wish to stop.
    [[nodiscard]] bool isStillOneStop() const;
    /// What Ctrl+C does now, as a sentence.
    [[nodiscard]] std::string_view keyHint() const;
    void show();
    void printErrors();

    runtime::Runtime& m_engine;
    const plan::PlanPlaces& m_places;
    StopSignal& m_signals;
    bool m_isLive = false;
    TerminalTable m_table;
    std::size_t m_eventsSeen = 0;
    std::optional<int> m_stoppedBy;
    std::chrono::steady_clock::time_point m_stoppedAt;
    std::chrono::steady_clock::time_point m_nextDrawing;
};

} // namespace topomq::app
