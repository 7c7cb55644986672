#pragma once
// Keeps libzmq from using up the descriptors of the process.
//
// Without one left, libzmq 4.3.4 ends the process when a peer comes in over ipc (EMFILE is not
// among the errors that ipc_listener.cpp expects), and turns in circles at full speed over tcp.
// Peers from outside come in any number. So those beyond what can be spared are turned away as soon
// as they have come in: libzmq is told ENFILE, which it takes calmly, says ACCEPT_FAILED, and the
// peer tries again later.

#include <cstdint>

namespace topomq::runtime {

/// So many since the program started. Thread: any.
[[nodiscard]] std::uint64_t peersTurnedAway();

} // namespace topomq::runtime
