#pragma once
// What is kept of the bytes that passed between two peers.

#include "engine/wire/decoder.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace topomq::wire {

enum class Direction : std::uint8_t { ToBinder, ToConnecter };

inline constexpr std::size_t kDirections = 2;

[[nodiscard]] constexpr std::size_t at(Direction direction)
{
    return static_cast<std::size_t>(direction);
}

/// Bytes that came in one piece.
struct WireChunk
{
    Direction direction = Direction::ToBinder;
    /// std::chrono::steady_clock, nanoseconds.
    std::uint64_t time = 0;
    /// In the bytes of its direction.
    std::size_t offset = 0;
    std::size_t length = 0;
};

struct WireConnection
{
    /// Counts up from 1 over the connections of a link.
    std::uint64_t number = 0;
    std::uint64_t openedAt = 0;
    /// Nothing: it is still open.
    std::optional<std::uint64_t> closedAt;
    /// The first bytes of each direction, and when they came.
    std::array<std::vector<std::uint8_t>, kDirections> bytes;
    std::vector<WireChunk> chunks;
    /// Of all bytes, also of those that are not kept.
    std::array<WireTotals, kDirections> totals;
    std::array<std::optional<Trouble>, kDirections> troubles;
};

/// Thread: a plain value.
struct WireRecord
{
    Protocol protocol = Protocol::Zmtp;
    /// Goes up with every change of the rest.
    std::uint64_t version = 0;
    /// The newest, oldest first.
    std::vector<WireConnection> connections;
    std::uint64_t connectionsSeen = 0;
    /// Of all connections together.
    std::array<WireTotals, kDirections> totals;
    /// Why the last try to reach the other side failed; empty: it did not.
    std::string problem;
};

/// Keeps a bounded part of what passes and counts all of it.
/// Thread: used by one at a time.
class Recorder
{
public:
    static constexpr std::size_t kMostConnections = 4;

    Recorder(Protocol protocol, std::size_t keep);

    /// Returns its number.
    std::uint64_t begin(std::uint64_t time);
    /// What was read of a connection: what the totals gain by it, and the decoder that has read
    /// its whole stream so far.
    void add(std::uint64_t connection,
             Direction direction,
             Bytes bytes,
             std::uint64_t time,
             const WireTotals& gained,
             const Decoder& decoder);
    void end(std::uint64_t connection, std::uint64_t time);
    void setProblem(std::string problem);

    [[nodiscard]] const WireRecord& record() const { return m_record; }

private:
    [[nodiscard]] WireConnection* find(std::uint64_t connection);

    WireRecord m_record;
    const std::size_t m_keep;
};

} // namespace topomq::wire
