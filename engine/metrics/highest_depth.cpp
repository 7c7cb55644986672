#include "engine/metrics/highest_depth.h"

#include <algorithm>

namespace topomq::metrics {

void HighestDepth::note(std::uint64_t waiting)
{
    m_highest = std::max(m_highest, waiting);
}

void HighestDepth::noteAtMost(std::uint64_t waiting, std::uint64_t sent, std::uint64_t received)
{
    if (waiting <= m_highest)
        return;
    if (m_oldest.waiting == 0)
        m_oldest = {waiting, sent, received};
    else if (waiting > m_fullest.waiting)
        m_fullest = {waiting, sent, received};
}

void HighestDepth::settle(std::uint64_t received, std::uint64_t dropped)
{
    settle(m_oldest, received, dropped);
    settle(m_fullest, received, dropped);
    if (m_fullest.waiting <= m_highest)
        m_fullest = {};
    if (m_oldest.waiting == 0)
        std::swap(m_oldest, m_fullest);
}

void HighestDepth::settle(Look& look, std::uint64_t received, std::uint64_t dropped)
{
    if (look.waiting == 0 || received + dropped < look.sent)
        return;
    // Some of these may have been lost since: then fewer waited than was possible, never more.
    const std::uint64_t kept = look.sent - std::min(look.sent, look.received + dropped);
    note(std::min(look.waiting, kept));
    look = {};
}

} // namespace topomq::metrics
