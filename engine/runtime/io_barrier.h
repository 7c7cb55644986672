#pragma once

// Waits until libzmq's I/O threads have dealt with all that was on its way.

namespace topomq::runtime {

/// Passes a message to and fro over a connection of its own, several times: each passage takes an
/// I/O thread of the context through its ready descriptors once more; one thread after the other.
/// No event tells when a subscription has reached its publisher; after this it has reached the
/// publisher's mailbox. False: not in time; a passage that cannot be made at all is none that is
/// late. Bounded to about a second for each thread. Thread: any; the sockets live within the call.
bool passThroughIoThreads(void* zmqContext);

/// Closes a socket of its own and waits until its peer has been told: libzmq's reaper, which ends
/// closed sockets one after the other, has then dealt with all that were closed before.
/// Bounded to about a second. Thread: any; the sockets live within the call.
void passThroughReaper(void* zmqContext);

} // namespace topomq::runtime
