#pragma once

// What a publishing socket put on the wire with one number of clients.

namespace topomq::ui {

/// Measured over one second.
struct ClientsPoint
{
    double bytesPerSecond = 0;
    /// Given to the socket, each once for all clients: tells a slow second from a cheap one.
    double messagesPerSecond = 0;

    friend bool operator==(const ClientsPoint&, const ClientsPoint&) = default;
};

} // namespace topomq::ui
