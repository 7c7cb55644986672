#pragma once
// The discrete events of a run, bounded; what did not fit is counted.

#include "engine/runtime/runtime.h"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

namespace topomq::runtime {

/// Thread: any.
class EventLog
{
public:
    static constexpr std::size_t kMostEvents = 50'000;

    void add(RuntimeEvent event);
    /// From number `first` on.
    [[nodiscard]] std::vector<RuntimeEvent> since(std::size_t first) const;
    [[nodiscard]] std::uint64_t lost() const;

private:
    mutable std::mutex m_mutex; // protects both
    std::vector<RuntimeEvent> m_events;
    std::uint64_t m_lost = 0;
};

} // namespace topomq::runtime
