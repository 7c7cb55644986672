#include "engine/runtime/event_throttle.h"

#include <utility>

namespace topomq::runtime {

bool EventThrottle::pass(const std::string& where, const char* event, double seconds)
{
    const auto key = std::pair(where, std::string(event));
    Window& window = m_windows[key];
    if (seconds - window.begin >= 1) {
        if (window.count > kMostPerSecond)
            m_over.push_back({where, key.second, window.count - kMostPerSecond});
        window = {seconds, 0};
    }
    ++window.count;
    m_anySkipped = m_anySkipped || window.count > kMostPerSecond;
    return window.count <= kMostPerSecond;
}

std::vector<EventThrottle::Skipped> EventThrottle::takeSkipped(double seconds)
{
    m_anySkipped = false;
    for (auto& [key, window] : m_windows) {
        if (window.count <= kMostPerSecond)
            continue;
        if (seconds - window.begin >= 1) {
            m_over.push_back({key.first, key.second, window.count - kMostPerSecond});
            window = {seconds, 0};
        } else {
            m_anySkipped = true;
        }
    }
    return std::exchange(m_over, {});
}

} // namespace topomq::runtime
