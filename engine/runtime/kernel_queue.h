#pragma once
// What the kernel says of a connection: how much waits in its buffers, and what has passed.

#include <cstdint>
#include <optional>

namespace topomq::runtime {

/// Bytes, but for what says otherwise.
struct KernelQueue
{
    /// Sent and not acknowledged by the other end (SIOCOUTQ).
    std::uint64_t unacknowledged = 0;
    /// Come in and not taken (SIOCINQ).
    std::uint64_t unread = 0;
    /// By the other end, in the life of the connection. Linux counts the SYN of the end that
    /// connects as one.
    std::uint64_t acknowledged = 0;
    std::uint64_t received = 0;
    double roundTripMicroseconds = 0;
    /// Share of the time with something to send in which the other end took no more, 0 to 1.
    double heldUpByPeer = 0;
};

/// Nothing for what is no TCP connection. Costs a few microseconds; the number may have been given
/// to another connection meanwhile, which the caller must find out. Thread: any.
[[nodiscard]] std::optional<KernelQueue> kernelQueueOf(int descriptor);

/// The kernel takes no more for this connection, or the other end has not acknowledged all that it
/// has (over ipc it does not say): more may wait before it. As above. Thread: any.
[[nodiscard]] bool isHeldUp(int descriptor);

} // namespace topomq::runtime
