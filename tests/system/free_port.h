#pragma once

// Ports of 127.0.0.1 for addresses that both sides must know before they start.

namespace topomq::test {

/// Nobody has it at the moment; 0 when there is none.
[[nodiscard]] int freeTcpPort();
[[nodiscard]] int freeUdpPort();

} // namespace topomq::test
