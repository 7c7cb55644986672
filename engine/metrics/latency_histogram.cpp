#include "engine/metrics/latency_histogram.h"

#include "engine/metrics/latency_buckets.h"

#include <memory>

namespace topomq::metrics {

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

void LatencyHistogram::read(LatencyBuckets& buckets) const
{
    buckets.clear();
    if (count() == 0)
        return;
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
            const std::uint32_t inside = (*octave)[j].load(std::memory_order_relaxed);
            if (inside != 0)
                buckets.add(i * kPerOctave + j, inside);
        }
    }
    buckets.setRange(m_min.load(std::memory_order_relaxed), m_max.load(std::memory_order_relaxed),
                     m_sum.load(std::memory_order_relaxed));
}

LatencySummary LatencyHistogram::summary() const
{
    LatencyBuckets buckets;
    read(buckets);
    return buckets.summary();
}

} // namespace topomq::metrics
