#include "engine/runtime/written_ring.h"

#include <algorithm>

namespace topomq::runtime {

bool WrittenRing::grow(SlotArena& arena, std::uint64_t number, std::size_t bytes)
{
    const std::size_t stride = std::max(m_stride, (bytes + kStep - 1) / kStep * kStep);
    const std::uint64_t places = std::clamp(m_places * 2, kFewest, kMost);
    char* base = arena.allocate(places * stride);
    if (base == nullptr)
        return false;
    m_base = base;
    m_places = places;
    m_stride = stride;
    m_start = number;
    return true;
}

bool WrittenRing::makeRoom(SlotArena& arena,
                           const WireLedger& wire,
                           std::uint64_t number,
                           std::size_t bytes)
{
    if (m_isRetired || bytes > kLongest)
        return false;
    if (!isFree(number)) {
        // In this order: whoever sees messages of a second connection also sees that it is there.
        m_written = wire.written.load(std::memory_order_acquire);
        m_isRetired = wire.connections.load(std::memory_order_acquire) > 1;
        if (m_isRetired || (!isFree(number) && m_places == kMost))
            return false;
    }
    if (isFree(number) && bytes <= m_stride)
        return true;
    return grow(arena, number, std::max<std::size_t>(bytes, 1));
}

} // namespace topomq::runtime
