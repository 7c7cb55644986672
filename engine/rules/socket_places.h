#pragma once
// How many places of a ZeroMQ context a run may take at once.

#include <cstdint>

namespace topomq::rules {

/// What the rules tell beforehand and what a run is refused for. Programs outside take none.
/// Thread: a plain value.
struct SocketPlaces
{
    std::uint64_t sockets = 0;
    /// Of them: those with an address or a link that has connections, and so a monitor.
    std::uint64_t watched = 0;
    /// Each may have to wait for its address: the context makes a socket for it when it ends, and
    /// ends the process when there is no place.
    std::uint64_t inprocLinks = 0;

    /// A monitor is a pair of sockets.
    [[nodiscard]] constexpr std::uint64_t withMonitors() const { return sockets + 2 * watched; }

    [[nodiscard]] constexpr std::uint64_t all() const
    {
        // The barrier's two, the authentication's, and those about to close.
        constexpr std::uint64_t kOwn = 32;
        return withMonitors() + inprocLinks + kOwn;
    }
};

} // namespace topomq::rules
