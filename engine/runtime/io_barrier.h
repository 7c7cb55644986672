#pragma once

// Waits until libzmq's I/O thread has dealt with all that was on its way.

namespace topomq::runtime {

/// Passes a message to and fro over a connection of its own, several times: each passage takes the
/// I/O thread of the context through its ready descriptors once more. No event tells when a
/// subscription has reached its publisher; after this it has reached the publisher's mailbox.
/// Bounded to about a second. Thread: any; the sockets live within the call.
void passThroughIoThread(void* zmqContext);

/// Closes a socket of its own and waits until its peer has been told: libzmq's reaper, which ends
/// closed sockets one after the other, has then dealt with all that were closed before.
/// Bounded to about a second. Thread: any; the sockets live within the call.
void passThroughReaper(void* zmqContext);

} // namespace topomq::runtime
