#include "ui/session/queue_watch.h"

#include <algorithm>
#include <array>

namespace topomq::ui {

namespace {

/// Above the first two, and from the third on.
using Marks = std::array<double, 3>;
constexpr Marks kUp{0.60, 0.85, 0.98};
/// Below these it is clearly less full.
constexpr Marks kDown{0.45, 0.75, 0.95};

Fill fillBy(const Marks& marks, double share)
{
    if (share <= marks[0])
        return Fill::Calm;
    if (share <= marks[1])
        return Fill::Warn;
    // Whoever reads a few messages while the sender waits does not make the queue less full.
    return share < marks[2] ? Fill::Bad : Fill::Full;
}

double shareOf(const metrics::FlowFigures& figures)
{
    const auto queued = metrics::queuedOf(figures);
    return queued && figures.limit > 0
        ? static_cast<double>(*queued) / static_cast<double>(figures.limit)
        : 0;
}

} // namespace

Fill fillOfShare(double share)
{
    return fillBy(kUp, share);
}

Fill SteadyFill::take(double share, double time)
{
    const Fill now = fillBy(kUp, share);
    // At most what is said: to rise it has to be above the higher mark.
    const Fill still = std::max(now, std::min(m_level, fillBy(kDown, share)));
    if (still >= m_level || time - m_seen >= kHold || time < m_seen) {
        m_level = still;
        m_seen = time;
    }
    return m_level;
}

Pressure pressureOf(const metrics::FlowFigures& figures)
{
    return {fillOfShare(shareOf(figures))};
}

void QueueWatch::add(const metrics::Snapshot& snapshot)
{
    m_flows.resize(std::max(m_flows.size(), snapshot.flows.size()));
    for (std::size_t i = 0; i < snapshot.flows.size(); ++i)
        m_flows[i].said.fill = m_flows[i].fill.take(shareOf(snapshot.flows[i]), snapshot.time);
}

const Pressure& QueueWatch::of(std::size_t flow) const
{
    static const Pressure kNothing;
    return flow < m_flows.size() ? m_flows[flow].said : kNothing;
}

} // namespace topomq::ui
