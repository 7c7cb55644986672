#pragma once
// The figures of a run as a table on a terminal.

#include "engine/metrics/snapshot.h"
#include "engine/plan/run_plan.h"
#include "engine/runtime/runtime.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::app {

/// "950", "12.4 k", "3.1 M".
[[nodiscard]] std::string shortNumber(double value);
/// "84 µs", "1.96 s".
[[nodiscard]] std::string shortTime(double microseconds);

/// One line of words over the newest figures, which ends with `hint`, then a row for each flow.
[[nodiscard]] std::vector<std::string> liveLines(const plan::RunPlan& plan,
                                                 const metrics::Snapshot& figures,
                                                 runtime::RunState state,
                                                 std::string_view hint);
/// What a whole run came to.
[[nodiscard]] std::vector<std::string> summaryLines(const plan::RunPlan& plan,
                                                    const runtime::RunResult& result);

/// Draws lines in place of those it drew before, on a terminal that knows the ANSI escapes.
/// Thread: one.
class TerminalTable
{
public:
    void draw(std::vector<std::string> lines);
    /// Takes the lines away again, so that something else can be printed.
    void erase();

private:
    std::size_t m_lines = 0;
};

} // namespace topomq::app
