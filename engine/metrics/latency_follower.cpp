#include "engine/metrics/latency_follower.h"

#include <utility>

namespace topomq::metrics {

bool LatencyFollower::isDue(double time) const
{
    return time - m_newer.time >= RecentLatency::kLongest / 2
        || time - m_older.time > RecentLatency::kLongest;
}

void LatencyFollower::look(const LatencyHistogram& histogram, double time, LatencyBuckets& room)
{
    // What comes while the buckets are read is looked at again: the count has changed by then.
    const std::uint64_t count = histogram.count();
    const bool due = isDue(time);
    const bool isRead = count != m_count || (due && count != m_newer.count);
    if (isRead) {
        histogram.read(room);
        m_count = count;
        m_whole = room.summary();
    }
    if (due)
        makeCopy(count, time, room);
    if (count == m_older.count) {
        m_recent = {};
    } else if (isRead) {
        room.subtract(m_older.buckets);
        m_recent = room.percentiles();
    }
    m_recent.seconds = static_cast<float>(time - m_older.time);
}

void LatencyFollower::makeCopy(std::uint64_t count, double time, const LatencyBuckets& buckets)
{
    std::swap(m_older, m_newer);
    m_newer.time = time;
    if (m_newer.count == count)
        return;
    m_newer.count = count;
    if (m_older.count == count)
        m_newer.buckets = m_older.buckets;
    else
        buckets.pack(m_newer.buckets);
}

} // namespace topomq::metrics
