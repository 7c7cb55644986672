#pragma once
// Counts durations in buckets whose width grows with the value: the relative error of a quantile
// is at most 1/32 of the value (half of it on average), over 1 ns to 1.2 hours.

#include "engine/metrics/snapshot.h"

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace topomq::metrics {

/// Thread: `record` by one writer; `summary` from any thread.
class LatencyHistogram
{
public:
    static constexpr unsigned kSubBits = 5;
    static constexpr unsigned kOctaves = 42;
    static constexpr std::size_t kBuckets = (kOctaves - kSubBits + 1) << kSubBits;

    void record(std::uint64_t nanoseconds)
    {
        increment(m_buckets[bucketOf(nanoseconds)]);
        if (nanoseconds < m_min.load(std::memory_order_relaxed))
            m_min.store(nanoseconds, std::memory_order_relaxed);
        if (nanoseconds > m_max.load(std::memory_order_relaxed))
            m_max.store(nanoseconds, std::memory_order_relaxed);
    }

    /// In microseconds. A quantile is the middle of its bucket, never beyond min and max.
    [[nodiscard]] LatencySummary summary() const;

    [[nodiscard]] static std::size_t bucketOf(std::uint64_t value)
    {
        constexpr std::uint64_t kLargest = (std::uint64_t{1} << kOctaves) - 1;
        if (value > kLargest)
            value = kLargest;
        const auto width = static_cast<unsigned>(std::bit_width(value));
        if (width <= kSubBits)
            return static_cast<std::size_t>(value);
        const unsigned shift = width - kSubBits - 1;
        const std::uint64_t sub = (value >> shift) - (std::uint64_t{1} << kSubBits);
        return ((static_cast<std::size_t>(shift) + 1) << kSubBits) + static_cast<std::size_t>(sub);
    }

    /// Smallest value of a bucket.
    [[nodiscard]] static std::uint64_t lowerEdge(std::size_t bucket);

private:
    static void increment(std::atomic<std::uint32_t>& bucket)
    {
        bucket.store(bucket.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }

    // 32 bits: a bucket that wraps would need four thousand million messages of one latency.
    std::array<std::atomic<std::uint32_t>, kBuckets> m_buckets{};
    std::atomic<std::uint64_t> m_min{UINT64_MAX};
    std::atomic<std::uint64_t> m_max{0};
};

} // namespace topomq::metrics
