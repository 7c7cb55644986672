#include "engine/metrics/latency_buckets.h"

#include <algorithm>

namespace topomq::metrics {

namespace {

constexpr double kNanosecondsPerMicrosecond = 1000.0;

/// Seven bits a byte, the lowest first; the eighth says that more follow.
constexpr unsigned kBits = 7;
constexpr std::uint32_t kMore = 1U << kBits;
/// For each bucket its distance to the one before, and its count.
constexpr std::size_t kMostBytes = (2 + 5) * LatencyHistogram::kBuckets;
static_assert(LatencyHistogram::kBuckets <= std::size_t{1} << (2 * kBits));

std::uint8_t* put(std::uint8_t* at, std::uint32_t number)
{
    while (number >= kMore) {
        *at++ = static_cast<std::uint8_t>(number | kMore);
        number >>= kBits;
    }
    *at++ = static_cast<std::uint8_t>(number);
    return at;
}

/// Reads a copy bucket by bucket.
class Unpacked
{
public:
    explicit Unpacked(const LatencyBuckets::Packed& copy)
        : m_at(copy.data())
        , m_end(copy.data() + copy.size())
    {
        next();
    }

    [[nodiscard]] bool isAtEnd() const { return m_isAtEnd; }

    [[nodiscard]] std::uint32_t bucket() const { return m_bucket; }

    [[nodiscard]] std::uint32_t count() const { return m_count; }

    void next()
    {
        m_isAtEnd = m_at == m_end;
        if (m_isAtEnd)
            return;
        m_bucket += take();
        m_count = take();
    }

private:
    [[nodiscard]] std::uint32_t take()
    {
        std::uint32_t number = 0;
        for (unsigned shift = 0;; shift += kBits) {
            const std::uint32_t byte = *m_at++;
            number |= (byte & (kMore - 1)) << shift;
            if (byte < kMore)
                return number;
        }
    }

    const std::uint8_t* m_at;
    const std::uint8_t* m_end;
    bool m_isAtEnd = false;
    std::uint32_t m_bucket = 0;
    std::uint32_t m_count = 0;
};

} // namespace

/// To be asked for growing shares, and only where there are values.
class LatencyBuckets::Quantiles
{
public:
    explicit Quantiles(const LatencyBuckets& buckets)
        : m_buckets(buckets)
        , m_seen(buckets.m_filled.front().count)
    { }

    /// In microseconds.
    [[nodiscard]] double at(double share)
    {
        const auto rank =
            static_cast<std::uint64_t>(share * static_cast<double>(m_buckets.m_total - 1));
        while (m_seen <= rank)
            m_seen += m_buckets.m_filled[++m_at].count;
        const std::size_t bucket = m_buckets.m_filled[m_at].bucket;
        const auto low = static_cast<double>(LatencyHistogram::lowerEdge(bucket));
        const auto high = static_cast<double>(LatencyHistogram::lowerEdge(bucket + 1));
        return std::clamp((low + high) / 2, m_buckets.m_least, m_buckets.m_most)
            / kNanosecondsPerMicrosecond;
    }

private:
    const LatencyBuckets& m_buckets;
    std::size_t m_at = 0;
    std::uint64_t m_seen = 0;
};

LatencySummary LatencyBuckets::summary() const
{
    LatencySummary summary;
    summary.count = m_total;
    if (m_total == 0)
        return summary;
    summary.min = m_least / kNanosecondsPerMicrosecond;
    summary.max = m_most / kNanosecondsPerMicrosecond;
    summary.mean = m_sum / static_cast<double>(m_total) / kNanosecondsPerMicrosecond;
    Quantiles quantiles(*this);
    summary.p50 = quantiles.at(0.5);
    summary.p90 = quantiles.at(0.9);
    summary.p99 = quantiles.at(0.99);
    summary.p999 = quantiles.at(0.999);
    return summary;
}

RecentLatency LatencyBuckets::percentiles() const
{
    RecentLatency recent;
    recent.count = m_total;
    if (m_total == 0)
        return recent;
    Quantiles quantiles(*this);
    recent.p50 = static_cast<float>(quantiles.at(0.5));
    recent.p90 = static_cast<float>(quantiles.at(0.9));
    recent.p99 = static_cast<float>(quantiles.at(0.99));
    return recent;
}

void LatencyBuckets::pack(Packed& copy) const
{
    std::array<std::uint8_t, kMostBytes> bytes; // NOLINT: set as far as it is copied
    std::uint8_t* end = bytes.data();
    std::uint32_t before = 0;
    for (std::size_t i = 0; i < m_used; ++i) {
        end = put(end, m_filled[i].bucket - before);
        end = put(end, m_filled[i].count);
        before = m_filled[i].bucket;
    }
    copy.assign(bytes.data(), end);
}

void LatencyBuckets::subtract(const Packed& copy)
{
    std::size_t left = 0;
    m_total = 0;
    Unpacked then(copy);
    for (std::size_t i = 0; i < m_used; ++i) {
        Filled now = m_filled[i];
        while (!then.isAtEnd() && then.bucket() < now.bucket)
            then.next();
        if (!then.isAtEnd() && then.bucket() == now.bucket)
            now.count -= then.count();
        if (now.count == 0)
            continue;
        m_filled[left++] = now;
        m_total += now.count;
    }
    m_used = left;
}

} // namespace topomq::metrics
