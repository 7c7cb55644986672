#include "ui/plots/series_store.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace topomq::ui {

namespace {

/// Old samples are let go of in lumps, so that the columns are not moved with every sample (s).
constexpr double kLump = 30;

/// The longest step of the series 1, 2, 5, 10, … ms that is not above `seconds`.
double roundStep(double seconds)
{
    const double power = std::pow(10.0, std::floor(std::log10(seconds)));
    for (const double factor : {5.0, 2.0}) {
        if (factor * power <= seconds)
            return factor * power;
    }
    return power;
}

/// Collects one step of time.
class Step
{
public:
    explicit Step(std::vector<TimePoint>& out)
        : m_out(out)
    { }

    void add(long long number, TimePoint point)
    {
        if (number != m_number)
            flush();
        m_number = number;
        if (std::isnan(point.value)) {
            flush();
            if (m_out.empty() || !std::isnan(m_out.back().value))
                m_out.push_back(point);
            return;
        }
        if (m_empty)
            m_first = point;
        if (m_empty || point.value < m_low.value)
            m_low = point;
        if (m_empty || point.value > m_high.value)
            m_high = point;
        m_last = point;
        m_empty = false;
    }

    void flush()
    {
        if (m_empty)
            return;
        m_empty = true;
        const bool lowFirst = m_low.time <= m_high.time;
        m_out.push_back(m_first);
        put(lowFirst ? m_low : m_high);
        put(lowFirst ? m_high : m_low);
        put(m_last);
    }

private:
    /// The same sample may be several of the four.
    void put(const TimePoint& point)
    {
        if (point.time > m_out.back().time)
            m_out.push_back(point);
    }

    std::vector<TimePoint>& m_out;
    long long m_number = std::numeric_limits<long long>::min();
    bool m_empty = true;
    TimePoint m_first;
    TimePoint m_low;
    TimePoint m_high;
    TimePoint m_last;
};

} // namespace

void SeriesStore::setFlows(std::vector<std::size_t> flows,
                           const std::deque<metrics::SnapshotPtr>& history)
{
    clear();
    m_flows = std::move(flows);
    m_values.resize(m_flows.size());
    update(history);
}

void SeriesStore::clear()
{
    m_flows.clear();
    m_times.clear();
    m_values.clear();
    m_hasSamples = false;
}

void SeriesStore::update(const std::deque<metrics::SnapshotPtr>& history)
{
    auto first = history.begin();
    if (m_hasSamples) {
        first = std::upper_bound(history.begin(), history.end(), m_lastSequence,
                                 [](std::uint64_t sequence, const metrics::SnapshotPtr& sample) {
                                     return sequence < sample->sequence;
                                 });
    }
    for (; first != history.end(); ++first)
        append(**first);
    if (!m_times.empty() && !history.empty() && history.front()->time - m_times.front() > kLump)
        dropBefore(history.front()->time);
}

void SeriesStore::append(const metrics::Snapshot& sample)
{
    m_times.push_back(sample.time);
    for (std::size_t line = 0; line < m_flows.size(); ++line) {
        const std::size_t flow = m_flows[line];
        const double value = flow < sample.flows.size() ? m_figure(sample.flows[flow])
                                                        : std::numeric_limits<double>::quiet_NaN();
        m_values[line].push_back(value);
    }
    m_lastSequence = sample.sequence;
    m_hasSamples = true;
}

void SeriesStore::dropBefore(double time)
{
    const auto count = static_cast<std::ptrdiff_t>(firstAtOrAfter(time));
    m_times.erase(m_times.begin(), m_times.begin() + count);
    for (std::vector<double>& column : m_values)
        column.erase(column.begin(), column.begin() + count);
}

std::size_t SeriesStore::firstAtOrAfter(double time) const
{
    const auto found = std::lower_bound(m_times.begin(), m_times.end(), time);
    return static_cast<std::size_t>(found - m_times.begin());
}

std::vector<TimePoint>
SeriesStore::reduced(std::size_t line, double from, double to, int columns) const
{
    std::vector<TimePoint> points;
    if (line >= m_values.size() || to <= from || columns < 1)
        return points;
    const double step = roundStep((to - from) / columns);
    // One sample beyond each edge, so that the line leaves the view instead of ending in it.
    std::size_t first = firstAtOrAfter(from);
    first -= first > 0 ? 1 : 0;
    const std::size_t last = std::min(firstAtOrAfter(to) + 1, m_times.size());
    points.reserve(2 * static_cast<std::size_t>(columns) + 4);
    Step current(points);
    for (std::size_t i = first; i < last; ++i)
        current.add(std::llround(std::floor(m_times[i] / step)), {m_times[i], m_values[line][i]});
    current.flush();
    return points;
}

double SeriesStore::valueAt(std::size_t line, double time) const
{
    const auto after = std::upper_bound(m_times.begin(), m_times.end(), time);
    if (line >= m_values.size() || after == m_times.begin())
        return std::numeric_limits<double>::quiet_NaN();
    return m_values[line][static_cast<std::size_t>(after - m_times.begin()) - 1];
}

double SeriesStore::sampleTimeAt(double time) const
{
    const auto after = std::upper_bound(m_times.begin(), m_times.end(), time);
    return after == m_times.begin() ? std::numeric_limits<double>::quiet_NaN() : *(after - 1);
}

double SeriesStore::highest(double from, double to) const
{
    const std::size_t first = firstAtOrAfter(from);
    const std::size_t last = std::min(firstAtOrAfter(to) + 1, m_times.size());
    double most = 0;
    for (const std::vector<double>& column : m_values) {
        for (std::size_t i = first; i < last; ++i) {
            if (!std::isnan(column[i]))
                most = std::max(most, column[i]);
        }
    }
    return most;
}

} // namespace topomq::ui
