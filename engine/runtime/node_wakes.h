#pragma once
// Makes nodes look after their sockets.

#include "engine/plan/run_plan.h"

#include <cstdint>
#include <mutex>
#include <unistd.h>
#include <vector>

namespace topomq::runtime {

/// Thread: any; nodes may come in meanwhile.
class NodeWakes
{
public:
    /// The event descriptor of the next node; it stays the caller's.
    void add(int descriptor)
    {
        const std::lock_guard lock(m_mutex);
        m_descriptors.push_back(descriptor);
    }

    void wake(plan::NodeIndex node)
    {
        const std::lock_guard lock(m_mutex);
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = write(m_descriptors[node], &one, sizeof one);
    }

private:
    std::mutex m_mutex; // protects m_descriptors
    std::vector<int> m_descriptors;
};

} // namespace topomq::runtime
