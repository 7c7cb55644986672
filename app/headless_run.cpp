#include "app/headless_run.h"

#include "app/console.h"
#include "app/exit_codes.h"
#include "engine/runtime/spoken_texts.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <unistd.h>

namespace topomq::app {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kLook{20};
constexpr milliseconds kDrawing{200};
/// `timeout` and whoever hands Ctrl+C on signal the process and then its group: a stop comes twice.
constexpr milliseconds kOneStop{300};

} // namespace

HeadlessRun::HeadlessRun(runtime::Runtime& engine,
                         const plan::PlanPlaces& places,
                         StopSignal& signals,
                         const ReportFile& report)
    : m_engine(engine)
    , m_places(places)
    , m_signals(signals)
    , m_isLive(::isatty(STDOUT_FILENO) == 1 && !report.isStandardOutput())
    , m_nextDrawing(steady_clock::now())
{ }

bool HeadlessRun::waitForSignal(milliseconds time)
{
    const auto signal = m_signals.waitFor(time);
    if (!signal || isStillOneStop())
        return false;
    if (m_stoppedBy) {
        // Sockets and threads are left to the system: the user has asked twice.
        m_table.erase();
        complain("stopped at once, without a report");
        ::_exit(kBySignal + *signal);
    }
    m_stoppedBy = signal;
    m_stoppedAt = steady_clock::now();
    return true;
}

bool HeadlessRun::isStillOneStop() const
{
    return m_stoppedBy && steady_clock::now() - m_stoppedAt < kOneStop;
}

std::string_view HeadlessRun::keyHint() const
{
    if (!m_stoppedBy)
        return m_engine.state() == runtime::RunState::Draining ? "Ctrl+C ends the drain."
                                                               : "Ctrl+C stops.";
    return isStillOneStop() ? "Stopping." : "Ctrl+C stops at once.";
}

void HeadlessRun::watch(std::optional<milliseconds> duration)
{
    // The time that was asked for is time in which messages flow.
    std::optional<steady_clock::time_point> start;
    // What waits for a time that was asked for goes on although others have failed.
    while (!(duration ? m_engine.isDone() : m_engine.isExhausted())) {
        milliseconds pause = kLook;
        if (!start && m_engine.state() != runtime::RunState::Starting)
            start = steady_clock::now();
        if (duration && start) {
            const auto left =
                *duration - std::chrono::duration_cast<milliseconds>(steady_clock::now() - *start);
            if (left <= milliseconds::zero())
                break;
            pause = std::min(pause, left);
        }
        if (waitForSignal(pause))
            break;
        show();
    }
}

void HeadlessRun::finish(milliseconds drain)
{
    m_engine.beginFinish(drain);
    while (m_engine.state() != runtime::RunState::Stopped) {
        if (waitForSignal(kLook))
            m_engine.beginFinish(milliseconds::zero());
        show();
    }
    m_table.erase();
    printErrors();
}

void HeadlessRun::show()
{
    if (steady_clock::now() < m_nextDrawing)
        return;
    m_nextDrawing = steady_clock::now() + kDrawing;
    printErrors();
    const metrics::SnapshotPtr figures = m_isLive ? m_engine.latest() : nullptr;
    if (figures != nullptr)
        m_table.draw(liveLines(*m_engine.plan(), *figures, m_engine.state(), keyHint()));
}

void HeadlessRun::printErrors()
{
    for (const runtime::RuntimeEvent& told : m_engine.eventsSince(m_eventsSeen)) {
        ++m_eventsSeen;
        if (!told.error)
            continue;
        const runtime::RuntimeEvent event = runtime::spoken(told, m_places);
        m_table.erase();
        std::array<char, 32> time{};
        std::snprintf(time.data(), time.size(), "%.3f s", event.time);
        std::string line =
            "at " + std::string(time.data()) + ", " + event.where + ": " + event.event;
        if (!event.address.empty())
            line += " " + event.address;
        if (!event.detail.empty())
            line += ": " + event.detail;
        print(stderr, line + "\n");
    }
}

} // namespace topomq::app
