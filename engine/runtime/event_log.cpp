#include "engine/runtime/event_log.h"

namespace topomq::runtime {

void EventLog::add(RuntimeEvent event)
{
    const std::lock_guard lock(m_mutex);
    if (m_events.size() < kMostEvents)
        m_events.push_back(std::move(event));
    else
        ++m_lost;
}

std::vector<RuntimeEvent> EventLog::since(std::size_t first) const
{
    const std::lock_guard lock(m_mutex);
    if (first >= m_events.size())
        return {};
    return {m_events.begin() + static_cast<std::ptrdiff_t>(first), m_events.end()};
}

std::uint64_t EventLog::lost() const
{
    const std::lock_guard lock(m_mutex);
    return m_lost;
}

} // namespace topomq::runtime
