#include "engine/runtime/event_log.h"

namespace topomq::runtime {

const std::string* EventLog::kept(std::string text)
{
    return &*m_texts.insert(std::move(text)).first;
}

void EventLog::add(RuntimeEvent event)
{
    const std::lock_guard lock(m_mutex);
    if (m_events.size() >= kMostEvents) {
        ++m_lost;
        return;
    }
    m_events.push_back({.time = event.time,
                        .where = kept(std::move(event.where)),
                        .event = kept(std::move(event.event)),
                        .address = kept(std::move(event.address)),
                        .detail = kept(std::move(event.detail)),
                        .error = event.error});
}

std::vector<RuntimeEvent> EventLog::since(std::size_t first) const
{
    const std::lock_guard lock(m_mutex);
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
