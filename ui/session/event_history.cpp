#include "ui/session/event_history.h"

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

/// So many go at once: to move all others up for each of them would be slow.
constexpr std::ptrdiff_t kAtOnce = 5'000;

} // namespace

void EventHistory::clear()
{
    m_events.clear();
    m_letGo = 0;
}

void EventHistory::append(runtime::RuntimeEvent event)
{
    m_events.push_back(std::move(event));
    if (m_events.size() < kMost + kAtOnce)
        return;
    m_events.erase(m_events.begin(), m_events.begin() + kAtOnce);
    m_letGo += kAtOnce;
}

std::span<const runtime::RuntimeEvent> EventHistory::since(std::size_t first) const
{
    const std::size_t known = std::clamp(first, m_letGo, count());
    return std::span(m_events).subspan(known - m_letGo);
}

} // namespace topomq::ui
