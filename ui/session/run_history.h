#pragma once
// The samples of a run, bounded in time and in memory.

#include "engine/metrics/snapshot.h"

#include <cstddef>
#include <deque>

namespace topomq::ui {

/// Thread: the window's.
class RunHistory
{
public:
    /// Seconds that are kept.
    static constexpr double kLongest = 600;
    /// Samples younger than this (s) are never thinned.
    static constexpr double kFullDetail = 15;

    explicit RunHistory(std::size_t byteBudget = 192U * 1024U * 1024U)
        : m_byteBudget(byteBudget)
    { }

    void clear();
    /// Lets go of what is too old; over the budget every second one of the older samples goes, so
    /// that a large run keeps its ten minutes with fewer points rather than its last seconds only.
    void append(metrics::SnapshotPtr sample);

    [[nodiscard]] const std::deque<metrics::SnapshotPtr>& samples() const { return m_samples; }

private:
    [[nodiscard]] static std::size_t bytesOf(const metrics::Snapshot& sample);
    void thin();

    std::size_t m_byteBudget;
    std::size_t m_bytes = 0;
    std::deque<metrics::SnapshotPtr> m_samples;
};

} // namespace topomq::ui
