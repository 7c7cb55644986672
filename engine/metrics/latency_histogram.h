#pragma once
// Counts durations in buckets whose width grows with the value: the relative error of a quantile
// is at most 1/32 of the value (half of it on average), over 1 ns to 1.2 hours.

#include "engine/metrics/snapshot.h"

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace topomq::metrics {

class LatencyBuckets;

/// Takes memory for those octaves only in which there are values.
/// Thread: `record` by one writer; `count`, `read` and `summary` from any thread.
class LatencyHistogram
{
public:
    static constexpr unsigned kSubBits = 5;
    static constexpr unsigned kOctaves = 42;
    static constexpr std::size_t kBuckets = (kOctaves - kSubBits + 1) << kSubBits;

    LatencyHistogram() = default;
    ~LatencyHistogram();
    LatencyHistogram(const LatencyHistogram&) = delete;
    LatencyHistogram& operator=(const LatencyHistogram&) = delete;

    void record(std::uint64_t nanoseconds)
    {
        const std::size_t bucket = bucketOf(nanoseconds);
        Octave* octave = m_octaves[bucket >> kSubBits].load(std::memory_order_relaxed);
        if (octave == nullptr)
            octave = addOctave(bucket >> kSubBits);
        increment((*octave)[bucket & (kPerOctave - 1)]);
        m_sum.store(m_sum.load(std::memory_order_relaxed) + nanoseconds, std::memory_order_relaxed);
        if (nanoseconds < m_min.load(std::memory_order_relaxed))
            m_min.store(nanoseconds, std::memory_order_relaxed);
        if (nanoseconds > m_max.load(std::memory_order_relaxed))
            m_max.store(nanoseconds, std::memory_order_relaxed);
        // Last: who has seen it counted finds it in all the rest.
        m_count.store(m_count.load(std::memory_order_relaxed) + 1, std::memory_order_release);
    }

    /// Goes up with every value.
    [[nodiscard]] std::uint64_t count() const { return m_count.load(std::memory_order_acquire); }

    /// All that are counted by now, and perhaps some that come meanwhile.
    void read(LatencyBuckets& buckets) const;

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
    static constexpr std::size_t kPerOctave = std::size_t{1} << kSubBits;
    // 32 bits: a bucket that wraps would need four thousand million messages of one latency.
    using Octave = std::array<std::atomic<std::uint32_t>, kPerOctave>;

    static void increment(std::atomic<std::uint32_t>& bucket)
    {
        bucket.store(bucket.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }

    [[nodiscard]] Octave* addOctave(std::size_t index);

    std::array<std::atomic<Octave*>, kBuckets / kPerOctave> m_octaves{};
    std::atomic<std::uint64_t> m_count{0};
    std::atomic<std::uint64_t> m_sum{0};
    std::atomic<std::uint64_t> m_min{UINT64_MAX};
    std::atomic<std::uint64_t> m_max{0};
};

/// The same for what is measured in few places: takes its memory with the first value.
/// Thread: `record` by one writer; the rest from any thread.
class LazyHistogram
{
public:
    LazyHistogram() = default;

    ~LazyHistogram() { delete m_histogram.load(std::memory_order_relaxed); }

    LazyHistogram(const LazyHistogram&) = delete;
    LazyHistogram& operator=(const LazyHistogram&) = delete;

    void record(std::uint64_t nanoseconds)
    {
        LatencyHistogram* histogram = m_histogram.load(std::memory_order_relaxed);
        if (histogram == nullptr) {
            histogram = std::make_unique<LatencyHistogram>().release();
            m_histogram.store(histogram, std::memory_order_release);
        }
        histogram->record(nanoseconds);
    }

    [[nodiscard]] std::uint64_t count() const
    {
        const LatencyHistogram* all = histogram();
        return all == nullptr ? 0 : all->count();
    }

    [[nodiscard]] LatencySummary summary() const
    {
        const LatencyHistogram* all = histogram();
        return all == nullptr ? LatencySummary() : all->summary();
    }

    /// Null before the first value.
    [[nodiscard]] const LatencyHistogram* histogram() const
    {
        return m_histogram.load(std::memory_order_acquire);
    }

private:
    std::atomic<LatencyHistogram*> m_histogram{nullptr};
};

} // namespace topomq::metrics
