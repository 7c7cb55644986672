#pragma once

// Waits until libzmq's I/O thread has dealt with all that was on its way.

namespace topomq::runtime {

/// Passes a message to and fro over a connection of its own, several times: each passage takes the
/// I/O thread of the context through its ready descriptors once more. No event tells when a
/// subscription has reached its publisher; after this it has reached the publisher's mailbox.
/// Bounded to about a second. Thread: any; the sockets live within the call.
void passThroughIoThread(void* zmqContext);

} // namespace topomq::runtime
