#include "engine/runtime/event_log.h"

#include <algorithm>
#include <utility>

namespace topomq::runtime {

const std::string* EventLog::kept(std::string text)
{
    return &*m_texts.insert(std::move(text)).first;
}

void EventLog::enter(RuntimeEvent event)
{
    m_events.push_back({.time = event.time,
                        .where = kept(std::move(event.where)),
                        .event = kept(std::move(event.event)),
                        .address = kept(std::move(event.address)),
                        .detail = kept(std::move(event.detail)),
                        .error = event.error});
}

void EventLog::add(RuntimeEvent event)
{
    const std::lock_guard lock(m_mutex);
    if (m_events.size() < kMostEvents)
        enter(std::move(event));
    else
        ++m_lost;
}

void EventLog::addRecurring(RuntimeEvent event)
{
    const std::size_t room = event.error ? kRoomForRecurringErrors : kRoomForRecurring;
    const std::lock_guard lock(m_mutex);
    if (event.time > m_time) {
        m_owed = std::max(0.0, m_owed - kRoomPerSecond * (event.time - m_time));
        m_time = event.time;
    }
    if (static_cast<double>(m_events.size()) + m_owed < static_cast<double>(room))
        enter(std::move(event));
    else
        ++m_lost;
}

std::vector<RuntimeEvent> EventLog::since(std::size_t first) const
{
    const std::lock_guard lock(m_mutex);
    return listed(first);
}

std::vector<RuntimeEvent> EventLog::take()
{
    const std::lock_guard lock(m_mutex);
    std::vector<RuntimeEvent> events = listed(0);
    m_owed += static_cast<double>(m_events.size());
    m_events.clear();
    m_texts.clear();
    return events;
}

std::vector<RuntimeEvent> EventLog::listed(std::size_t first) const
{
    std::vector<RuntimeEvent> events;
    if (first >= m_events.size())
        return events;
    events.reserve(m_events.size() - first);
    for (std::size_t i = first; i < m_events.size(); ++i) {
        const Kept& each = m_events[i];
        events.push_back({.time = each.time,
                          .where = *each.where,
                          .event = *each.event,
                          .address = *each.address,
                          .detail = *each.detail,
                          .error = each.error});
    }
    return events;
}

std::uint64_t EventLog::lost() const
{
    const std::lock_guard lock(m_mutex);
    return m_lost;
}

} // namespace topomq::runtime
