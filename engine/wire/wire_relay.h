#pragma once
// A TCP relay on the loopback that passes bytes on unchanged, keeps the first of them and counts
// the messages in all of them.

#include "engine/wire/wire_record.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace topomq::wire {

/// One thread for all connections of all routes. Its buffers are bounded: who reads slowly slows
/// down who writes, as without it. Half-closes, resets and failures to connect are passed on.
/// Thread: any, but for construction and destruction, which are the owner's.
class WireRelay
{
public:
    using Route = std::uint32_t;

    struct Settings
    {
        Protocol protocol = Protocol::Zmtp;
        /// Bytes of each direction of a connection.
        std::size_t keep = std::size_t{64} * 1024;
    };

    struct Opened
    {
        Route route = 0;
        /// To be connected to on 127.0.0.1; 0: `problem` says why not.
        std::uint16_t port = 0;
        std::string problem;
    };

    /// The addresses of the two connections that make one, as "address:port".
    struct Ends
    {
        std::string client;
        std::string relay; ///< that the client has connected to
        std::string local; ///< that connects onward
        std::string target;
    };

    /// Told from the relay's thread. `begins` before a byte has been passed on.
    struct Listener
    {
        std::function<void(const Ends&)> begins;
        std::function<void(const Ends&)> ended;
    };

    explicit WireRelay(Listener listener = {});
    ~WireRelay();
    WireRelay(const WireRelay&) = delete;
    WireRelay& operator=(const WireRelay&) = delete;

    /// `host` is a number, without brackets. Later connections can be sent elsewhere by `aim`.
    [[nodiscard]] Opened open(const std::string& host, std::uint16_t port, Settings settings);
    /// What is wrong with the address; empty: nothing.
    [[nodiscard]] std::string aim(Route route, const std::string& host, std::uint16_t port);

    [[nodiscard]] WireRecord record(Route route) const;
    /// The `version` of the record, without copying it.
    [[nodiscard]] std::uint64_t version(Route route) const;
    /// Of all bytes of all connections of the route.
    [[nodiscard]] WireTotals totals(Route route, Direction direction) const;

    /// Waits until all that had come to the relay before has been passed on, as far as buffers let
    /// it; at most `limit`, and false when that was not enough.
    bool settle(std::chrono::milliseconds limit);
    /// When it was last settled, there was something left of this route that had come and could not
    /// be passed on.
    [[nodiscard]] bool isHolding(Route route) const;
    /// Ends all connections. Nothing is accepted any more; what was recorded stays.
    void stop();

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace topomq::wire
