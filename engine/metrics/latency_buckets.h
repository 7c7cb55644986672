#pragma once
// What the buckets of a histogram held at one moment, and what has come into them since another.

#include "engine/metrics/latency_histogram.h"
#include "engine/metrics/snapshot.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace topomq::metrics {

/// Takes ten kilobytes: to be used again. Thread: one.
class LatencyBuckets
{
public:
    /// A copy that is kept: two bytes for a bucket that few values are in, and four or so for one
    /// with thousands.
    using Packed = std::vector<std::uint8_t>;

    void clear() { m_used = 0, m_total = 0; }

    /// In ascending order.
    void add(std::size_t bucket, std::uint32_t count)
    {
        m_filled[m_used++] = {static_cast<std::uint32_t>(bucket), count};
        m_total += count;
    }

    /// Of all values that there ever were, in nanoseconds.
    void setRange(std::uint64_t least, std::uint64_t most, std::uint64_t sum)
    {
        m_least = static_cast<double>(least);
        m_most = static_cast<double>(most);
        m_sum = static_cast<double>(sum);
    }

    /// Of all values.
    [[nodiscard]] LatencySummary summary() const;
    /// The same percentiles alone; how long it took for the values to come is left open.
    [[nodiscard]] RecentLatency percentiles() const;

    void pack(Packed& copy) const;
    /// Leaves what has come since the copy was made of the same histogram.
    void subtract(const Packed& copy);

private:
    struct Filled
    {
        std::uint32_t bucket;
        std::uint32_t count;
    };

    class Quantiles;

    // The first m_used are set.
    std::array<Filled, LatencyHistogram::kBuckets> m_filled; // NOLINT: set when they are used
    std::size_t m_used = 0;
    std::uint64_t m_total = 0;
    double m_least = 0;
    double m_most = 0;
    double m_sum = 0;
};

} // namespace topomq::metrics
