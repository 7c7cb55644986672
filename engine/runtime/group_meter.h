#pragma once
// Counts the bytes that libzmq sends to multicast groups, which have no connections.

#include <cstdint>
#include <string>

namespace topomq::runtime {

/// Bytes that libzmq's I/O threads have sent to a multicast group, by `address:port` as the kernel
/// takes it, since the program started; 0 for one that was never sent to. Thread: any.
[[nodiscard]] std::uint64_t bytesSentToGroup(const std::string& group);

} // namespace topomq::runtime
