#pragma once
// What is shown of a histogram that grows: the summary of all its values, and the percentiles of
// those that came in the last moments.

#include "engine/metrics/latency_buckets.h"
#include "engine/metrics/latency_histogram.h"
#include "engine/metrics/snapshot.h"

#include <cstdint>

namespace topomq::metrics {

/// Two copies of the buckets are kept, the newer one made about a second after the older. The last
/// moments are what has come since the older one: with looks `d` seconds apart the last 1 - d to 2
/// seconds where d is at most 1, else about d.
/// Nothing is guessed in the difference, so that its percentiles are as exact as the histogram's:
/// at most 1/32 of the value beside the true ones.
/// Thread: one; the histogram's writer may go on.
class LatencyFollower
{
public:
    /// The histogram has no values yet that came before `since` (seconds since the start).
    explicit LatencyFollower(double since) { m_newer.time = m_older.time = since; }

    /// To be called steadily, whether values have come or not; `room` is used on the way.
    void look(const LatencyHistogram& histogram, double time, LatencyBuckets& room);

    [[nodiscard]] const LatencySummary& whole() const { return m_whole; }

    [[nodiscard]] const RecentLatency& recent() const { return m_recent; }

    /// The moment of the newer copy.
    [[nodiscard]] double copied() const { return m_newer.time; }

private:
    struct Copy
    {
        LatencyBuckets::Packed buckets;
        /// LatencyHistogram::count, read before the buckets.
        std::uint64_t count = 0;
        double time = 0;
    };

    [[nodiscard]] bool isDue(double time) const;
    /// The newer copy becomes the older one.
    void makeCopy(std::uint64_t count, double time, const LatencyBuckets& buckets);

    LatencySummary m_whole;
    RecentLatency m_recent;
    /// As it was at the last look.
    std::uint64_t m_count = 0;
    Copy m_older;
    Copy m_newer;
};

} // namespace topomq::metrics
