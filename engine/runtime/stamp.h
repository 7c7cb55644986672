#pragma once
// Sixteen bytes at the end of a generated payload that say who sent it, as which number, and when.
// They travel with the message over tcp and ipc, where a hidden header cannot.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>

namespace topomq::runtime {

struct Stamp
{
    std::uint32_t sender = 0; ///< 16 bits: socket
    std::uint32_t matchClass = 0; ///< 16 bits
    std::uint32_t sequence = 0; ///< the low 32 bits
    std::uint64_t ticks = 0; ///< since the start of the run, the low 48 bits
};

inline constexpr std::size_t kStampBytes = 16;
inline constexpr std::uint64_t kStampTickMask = (std::uint64_t{1} << 48) - 1;

/// The full number nearest to `known` whose low 32 bits are `low`.
[[nodiscard]] inline std::uint64_t unwrap(std::uint64_t known, std::uint32_t low)
{
    const auto step = static_cast<std::int32_t>(low - static_cast<std::uint32_t>(known));
    return known + static_cast<std::uint64_t>(static_cast<std::int64_t>(step));
}

/// Writes and recognises stamps of one run. Foreign bytes pass for a stamp by chance about once in
/// 10^13: they would have to hold the run's own mark under its random keys, a sender that is linked
/// to the receiver, and a time within the run.
/// Thread: any; constant after construction.
class StampCodec
{
public:
    StampCodec(std::uint64_t firstKey, std::uint64_t secondKey)
        : m_firstKey(firstKey)
        , m_secondKey(secondKey)
    { }

    void write(char* place, const Stamp& stamp) const
    {
        const std::uint64_t first =
            (std::uint64_t{stamp.sequence} | kMark << 32 | std::uint64_t{stamp.sender} << 48)
            ^ m_firstKey;
        const std::uint64_t second =
            ((stamp.ticks & kStampTickMask) | std::uint64_t{stamp.matchClass} << 48) ^ m_secondKey;
        std::memcpy(place, &first, sizeof first);
        std::memcpy(place + sizeof first, &second, sizeof second);
    }

    [[nodiscard]] std::optional<Stamp> read(const char* place, std::uint64_t ticksNow) const
    {
        std::uint64_t first = 0;
        std::uint64_t second = 0;
        std::memcpy(&first, place, sizeof first);
        std::memcpy(&second, place + sizeof first, sizeof second);
        first ^= m_firstKey;
        second ^= m_secondKey;
        if ((first >> 32 & 0xffffU) != kMark)
            return std::nullopt;
        Stamp stamp;
        stamp.sequence = static_cast<std::uint32_t>(first);
        stamp.sender = static_cast<std::uint32_t>(first >> 48);
        stamp.matchClass = static_cast<std::uint32_t>(second >> 48);
        stamp.ticks = second & kStampTickMask;
        if (stamp.ticks > (ticksNow & kStampTickMask))
            return std::nullopt;
        return stamp;
    }

private:
    static constexpr std::uint64_t kMark = 0x7a4d;

    std::uint64_t m_firstKey;
    std::uint64_t m_secondKey;
};

} // namespace topomq::runtime
