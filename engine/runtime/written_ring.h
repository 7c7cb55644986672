#pragma once
// Memory for short messages of one connection, without malloc and without libzmq telling anybody
// that it is done: a place is used again once the kernel has the message that lay in it.

#include "engine/runtime/slot_pool.h"
#include "engine/runtime/wire_meter.h"

#include <cstddef>
#include <cstdint>

namespace topomq::runtime {

/// Messages have numbers, from 0, in the order in which the socket sends them; they all go by one
/// connection, which keeps that order. Its wire ledger then says up to which number libzmq has
/// let go of them. What a connection loses is never counted there: places come back too late then,
/// never too early. A second connection ends the use of the ring, since the order holds only within
/// one.
/// Thread: one, that of the socket.
class WrittenRing
{
public:
    /// Longest message.
    static constexpr std::size_t kLongest = 256;

    /// A place for message `number`; null: none is free, or the ring is out of use. To be asked in
    /// the order of the numbers; the same number may be asked for again.
    [[nodiscard]] char*
    take(SlotArena& arena, const WireLedger& wire, std::uint64_t number, std::size_t bytes)
    {
        const bool isAtHand = isFree(number) && bytes <= m_stride && !m_isRetired;
        if (!isAtHand && !makeRoom(arena, wire, number, bytes))
            return nullptr;
        return m_base + (number & (m_places - 1)) * m_stride;
    }

    /// Nothing is given out any more; what is out stays valid.
    void retire() { m_isRetired = true; }

private:
    static constexpr std::uint64_t kFewest = 64;
    static constexpr std::uint64_t kMost = 2048;
    static constexpr std::size_t kStep = 64;

    [[nodiscard]] bool isFree(std::uint64_t number) const
    {
        return number < (m_written > m_start ? m_written : m_start) + m_places;
    }

    /// False: there is none.
    [[nodiscard]] bool
    makeRoom(SlotArena& arena, const WireLedger& wire, std::uint64_t number, std::size_t bytes);
    /// A larger ring that begins with message `number`; the old one stays as it is.
    [[nodiscard]] bool grow(SlotArena& arena, std::uint64_t number, std::size_t bytes);

    char* m_base = nullptr;
    std::uint64_t m_places = 0; ///< a power of two
    std::size_t m_stride = 0;
    std::uint64_t m_start = 0; ///< number of the first message in this ring
    std::uint64_t m_written = 0; ///< as last read
    bool m_isRetired = false;
};

} // namespace topomq::runtime
