#include "ui/session/queue_watch.h"

#include <algorithm>
#include <array>
#include <utility>

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

/// Growth below all of these is none: messages, and shares of the limit and of the rate.
constexpr double kLeastGrowth = 20;
constexpr double kGrowthOfLimit = 0.1;
constexpr double kGrowthOfRate = 0.02;
/// Seconds of work under way from which a receiver is behind, and below which it is no longer.
constexpr double kBehind = 3;
constexpr double kNoLongerBehind = 2;
/// In flight where no limit says what is much.
constexpr double kManyWithoutLimit = 1000;

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
    return {.fill = fillOfShare(shareOf(figures))};
}

void QueueWatch::clear()
{
    m_flows.clear();
    m_hasStarted = false;
}

void QueueWatch::add(const metrics::Snapshot& snapshot)
{
    m_flows.resize(std::max(m_flows.size(), snapshot.flows.size()));
    if (!m_hasStarted)
        m_closed.fill(snapshot.time);
    m_hasStarted = true;
    for (std::size_t i = 0; i < snapshot.flows.size(); ++i) {
        const metrics::FlowFigures& figures = snapshot.flows[i];
        Flow& flow = m_flows[i];
        flow.fill.take(shareOf(figures), snapshot.time);
        if (figures.inFlight) {
            flow.least = std::min(flow.least.value_or(*figures.inFlight), *figures.inFlight);
            flow.most = std::max(flow.most, *figures.inFlight);
        }
    }
    if (snapshot.time - m_closed.back() >= kWindow)
        closeWindow(snapshot);
    for (Flow& flow : m_flows)
        flow.said.fill =
            flow.said.isOnTheRise() ? std::max(flow.fill.level(), Fill::Warn) : flow.fill.level();
}

void QueueWatch::closeWindow(const metrics::Snapshot& snapshot)
{
    std::copy(m_closed.begin() + 1, m_closed.end(), m_closed.begin());
    m_closed.back() = snapshot.time;
    for (std::size_t i = 0; i < snapshot.flows.size(); ++i) {
        Flow& flow = m_flows[i];
        if (!flow.least) {
            flow = {.fill = flow.fill};
            continue;
        }
        countRises(flow);
        std::copy(flow.past.begin() + 1, flow.past.end(), flow.past.begin());
        flow.past.back() = *flow.least;
        flow.pastMost = flow.most;
        ++flow.windows;
        judge(flow, snapshot.flows[i]);
        flow.least.reset();
        flow.most = 0;
    }
}

void QueueWatch::countRises(Flow& flow)
{
    if (flow.windows == 0)
        return;
    if (*flow.least > flow.past.back() && flow.most > flow.pastMost) {
        if (flow.rises++ == 0)
            flow.risesFrom = flow.past.back();
        flow.hasMissed = false;
        return;
    }
    // What grows already may rest for a moment.
    if (flow.said.growth == 0 || std::exchange(flow.hasMissed, true))
        flow.rises = 0;
}

void QueueWatch::judge(Flow& flow, const metrics::FlowFigures& figures) const
{
    const auto number = [](std::uint64_t count) { return static_cast<double>(count); };
    const double least = number(flow.past.back());
    const double rate = figures.hasRate() ? figures.messagesPerSecond : 0;
    const double limit = number(figures.limit);
    // A few more of thousands a second are no trouble.
    const double enough =
        std::max({kLeastGrowth, limit * kGrowthOfLimit,
                  rate * kGrowthOfRate * static_cast<double>(flow.rises) * kWindow});
    const bool grows =
        flow.rises >= kRises && (flow.said.growth > 0 || least - number(flow.risesFrom) >= enough);
    const double grown = least - number(flow.past.front());
    flow.said.growth = grows ? std::max(0.0, grown / (m_closed.back() - m_closed.front())) : 0;
    // Beside the queues the kernel takes what nobody knows the end of.
    const double room = figures.stages ? 0 : limit - number(figures.inFlight.value_or(0));
    flow.said.untilFull = flow.said.growth > 0 && room > 0 ? room / flow.said.growth : 0;
    // While nothing is received, as in a pause, what was said last stays.
    if (rate > 0 || least == 0) {
        const double work = rate > 0 ? least / rate : 0;
        const double from = flow.said.behind > 0 ? kNoLongerBehind : kBehind;
        const double most = limit > 0 ? limit : kManyWithoutLimit;
        flow.said.behind = work >= from && least > most ? work : 0;
    }
}

const Pressure& QueueWatch::of(std::size_t flow) const
{
    static const Pressure kNothing;
    return flow < m_flows.size() ? m_flows[flow].said : kNothing;
}

} // namespace topomq::ui
