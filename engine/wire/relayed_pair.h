#pragma once
// One connection through a relay: the accepted half and the half that goes on to the target.

#include "engine/wire/wire_relay.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <sys/socket.h>
#include <vector>

namespace topomq::wire {

struct RelayRoute
{
    RelayRoute(WireRelay::Settings theSettings)
        : settings(theSettings)
        , recorder(theSettings.protocol, theSettings.keep)
    { }

    const WireRelay::Settings settings;
    int listener = -1;
    bool isListening = false;
    mutable std::mutex mutex; // protects what follows
    sockaddr_storage target{};
    socklen_t targetSize = 0;
    /// As of the last time that the relay was settled.
    bool isHolding = false;
    Recorder recorder;
};

/// Which events are waited for at a descriptor: one with none at all would be told of its end again
/// and again, so it is taken out.
class Watch
{
public:
    void set(int epoll, int descriptor, std::uint32_t wanted, void* data);

private:
    std::uint32_t m_events = 0;
};

/// Thread: the relay's own.
class RelayedPair
{
public:
    /// Takes the accepted descriptor and begins to connect onward. Not `isOver`: it is under way.
    RelayedPair(int epoll, std::shared_ptr<RelayRoute> route, int accepted);
    ~RelayedPair();
    RelayedPair(const RelayedPair&) = delete;
    RelayedPair& operator=(const RelayedPair&) = delete;

    /// Moves what can be moved, a bounded amount at a time.
    void pump();

    [[nodiscard]] bool isOver() const { return m_isOver; }

    [[nodiscard]] const WireRelay::Ends& ends() const { return m_ends; }

    [[nodiscard]] bool isOf(const RelayRoute& route) const { return m_route.get() == &route; }

    /// Something has come to it, or has been sent on by it, that the next one does not have yet.
    [[nodiscard]] bool isHolding() const;

private:
    struct Half
    {
        int descriptor = -1;
        /// It sends nothing more.
        bool inputEnded = false;
        /// Nothing can be sent to it any more.
        bool outputBroken = false;
        bool isShut = false;
        /// What is on its way to it.
        std::vector<std::uint8_t> buffer;
        std::size_t begin = 0;
        std::size_t end = 0;
        Watch watch;

        [[nodiscard]] bool isEmpty() const { return begin == end; }
    };

    [[nodiscard]] bool connectOnward();
    [[nodiscard]] bool finishConnecting();
    void refuse(int error);
    [[nodiscard]] bool moveOnce(Half& from, Half& to, Direction direction);
    [[nodiscard]] bool receive(Half& from, Half& to, Direction direction);
    [[nodiscard]] bool send(Half& to);
    void note(Direction direction, Bytes bytes);
    void passEndOn(Half& from, Half& to);
    [[nodiscard]] bool isBroken() const;
    void finish();
    void watchAgain();

    const int m_epoll;
    std::shared_ptr<RelayRoute> m_route;
    Half m_client;
    Half m_target;
    WireRelay::Ends m_ends;
    bool m_isConnecting = true;
    bool m_isOver = false;
    std::uint64_t m_number = 0;
    std::array<std::unique_ptr<Decoder>, kDirections> m_decoders;
};

/// Now, as recordings tell it.
[[nodiscard]] std::uint64_t steadyNanoseconds();

} // namespace topomq::wire
