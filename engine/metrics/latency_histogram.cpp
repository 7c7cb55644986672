#include "engine/metrics/latency_histogram.h"

#include <algorithm>
#include <memory>

namespace topomq::metrics {

namespace {

constexpr double kNanosecondsPerMicrosecond = 1000.0;

} // namespace

std::uint64_t LatencyHistogram::lowerEdge(std::size_t bucket)
{
    constexpr std::size_t kSubBuckets = std::size_t{1} << kSubBits;
    if (bucket < kSubBuckets)
        return bucket;
    const std::size_t shift = (bucket >> kSubBits) - 1;
    return ((bucket & (kSubBuckets - 1)) + kSubBuckets) << shift;
}

LatencyHistogram::~LatencyHistogram()
{
    for (const std::atomic<Octave*>& octave : m_octaves)
        delete octave.load(std::memory_order_relaxed);
}

LatencyHistogram::Octave* LatencyHistogram::addOctave(std::size_t index)
{
    Octave* octave = std::make_unique<Octave>().release();
    m_octaves[index].store(octave, std::memory_order_release);
    return octave;
}

LatencySummary LatencyHistogram::summary() const
{
    struct Filled
    {
        std::size_t bucket;
        std::uint32_t count;
    };

    // Few buckets of few octaves are in use.
    std::array<Filled, kBuckets> filled; // NOLINT(cppcoreguidelines-pro-type-member-init)
    std::size_t used = 0;
    std::uint64_t total = 0;
    // All at once: with thousands of histograms hardly any of it is in the caches.
    for (const std::atomic<Octave*>& each : m_octaves) {
        if (const Octave* octave = each.load(std::memory_order_acquire)) {
            __builtin_prefetch(octave);
            __builtin_prefetch(reinterpret_cast<const char*>(octave) + sizeof(Octave) / 2);
        }
    }
    for (std::size_t i = 0; i < m_octaves.size(); ++i) {
        const Octave* octave = m_octaves[i].load(std::memory_order_acquire);
        for (std::size_t j = 0; octave != nullptr && j < kPerOctave; ++j) {
            const std::uint32_t count = (*octave)[j].load(std::memory_order_relaxed);
            if (count == 0)
                continue;
            filled[used++] = {i * kPerOctave + j, count};
            total += count;
        }
    }
    LatencySummary summary;
    summary.count = total;
    if (total == 0)
        return summary;
    const auto least = static_cast<double>(m_min.load(std::memory_order_relaxed));
    const auto most = static_cast<double>(m_max.load(std::memory_order_relaxed));
    std::size_t at = 0;
    std::uint64_t seen = filled[0].count;
    // To be asked for growing shares.
    const auto quantile = [&](double share) {
        const auto rank = static_cast<std::uint64_t>(share * static_cast<double>(total - 1));
        while (seen <= rank)
            seen += filled[++at].count;
        const auto low = static_cast<double>(lowerEdge(filled[at].bucket));
        const auto high = static_cast<double>(lowerEdge(filled[at].bucket + 1));
        return std::clamp((low + high) / 2, least, most) / kNanosecondsPerMicrosecond;
    };
    summary.min = least / kNanosecondsPerMicrosecond;
    summary.max = most / kNanosecondsPerMicrosecond;
    summary.mean = static_cast<double>(m_sum.load(std::memory_order_relaxed))
        / static_cast<double>(total) / kNanosecondsPerMicrosecond;
    summary.p50 = quantile(0.5);
    summary.p90 = quantile(0.9);
    summary.p99 = quantile(0.99);
    summary.p999 = quantile(0.999);
    return summary;
}

} // namespace topomq::metrics
