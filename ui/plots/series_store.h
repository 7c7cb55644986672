#pragma once
// The samples of the lines on view as plain columns, and their reduction to what pixels can show.

#include "engine/metrics/snapshot.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

namespace topomq::ui {

struct TimePoint
{
    double time = 0;
    double value = 0;
};

/// Thread: the window's.
class SeriesStore
{
public:
    /// Not a number where the figure is unknown.
    using Figure = std::function<double(const metrics::FlowFigures&)>;

    explicit SeriesStore(Figure figure)
        : m_figure(std::move(figure))
    { }

    /// The flows, by position in the figures, whose columns are kept; reads all of `history`.
    void setFlows(std::vector<std::size_t> flows, const std::deque<metrics::SnapshotPtr>& history);
    /// Takes up what is new in `history` and lets go of what it no longer covers.
    void update(const std::deque<metrics::SnapshotPtr>& history);
    void clear();

    [[nodiscard]] const std::vector<std::size_t>& flows() const { return m_flows; }

    /// The first, lowest, highest and last sample of each step of time, at least `columns` steps,
    /// in the order in which they came: every peak stays, and lines end where the record does.
    /// Steps are fixed in time, so a moving view does not flicker. A gap is one not-a-number point.
    [[nodiscard]] std::vector<TimePoint>
    reduced(std::size_t line, double from, double to, int columns) const;
    /// The value of the last sample at or before `time`; not a number where there is none.
    [[nodiscard]] double valueAt(std::size_t line, double time) const;
    /// Time of that sample; not a number where there is none.
    [[nodiscard]] double sampleTimeAt(double time) const;
    /// Highest value between two moments; 0 when there is none.
    [[nodiscard]] double highest(double from, double to) const;

private:
    void append(const metrics::Snapshot& sample);
    void dropBefore(double time);
    [[nodiscard]] std::size_t firstAtOrAfter(double time) const;

    Figure m_figure;
    std::vector<std::size_t> m_flows;
    std::uint64_t m_lastSequence = 0;
    bool m_hasSamples = false;
    std::vector<double> m_times;
    std::vector<std::vector<double>> m_values;
};

} // namespace topomq::ui
