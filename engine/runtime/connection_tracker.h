#pragma once
// Follows the connections of one socket through libzmq's events, and tells what libzmq does not.

#include "engine/model/topology.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace topomq::runtime {

/// Thread: used by one at a time.
class ConnectionTracker
{
public:
    explicit ConnectionTracker(model::SocketType type)
        : m_type(type)
    { }

    /// Something that follows from an event.
    struct Remark
    {
        const char* event = nullptr;
        std::string detail;
    };

    /// `value` is what libzmq gives with the event; `address` is the endpoint.
    [[nodiscard]] std::vector<Remark>
    take(unsigned event, std::uint32_t value, const std::string& address);

    /// After `take` of HANDSHAKE_SUCCEEDED: is a link up by it? Over ws the first one only says
    /// that the WebSocket is open.
    [[nodiscard]] bool isUp() const { return m_isUp; }

    /// After `take`: how many more ends of links are known to be up or refused by it. Who connects
    /// and is refused speaks for both ends, once, however often libzmq tries again; if it gets
    /// through later, it takes back what it said for itself too much.
    [[nodiscard]] int settled() const { return m_settled; }

    /// After `take`: a connection that we had made, and whose handshake was done, has ended by
    /// itself or by the peer.
    [[nodiscard]] bool hasEnded() const { return m_hasEnded; }

    /// Connections whose handshake is done.
    [[nodiscard]] std::size_t established() const { return m_established.size(); }

    /// Over one of those, bytes are on their way that the kernel has. Only TCP is asked: in a
    /// socket of ipc nothing lies that a waiting reader has not been told of.
    [[nodiscard]] bool hasBytesInKernel() const;

private:
    struct Connection
    {
        std::uint32_t descriptor = 0;
        /// The system gives numbers again; this it does not.
        std::uint64_t cookie = 0;
    };

    /// libzmq does not say whose a handshake is, so they are counted for all that are under way.
    struct Endpoint
    {
        std::vector<Connection> opening;
        std::size_t handshakes = 0;
        bool hasFailed = false;
        bool connects = false;
        bool isRefused = false;
        bool isWebSocket = false;
    };

    void open(Endpoint& endpoint, std::uint32_t descriptor);
    void shakeHands(Endpoint& endpoint, std::vector<Remark>& remarks);
    void settleRefused(Endpoint& endpoint);
    void close(Endpoint& endpoint, std::uint32_t descriptor, std::vector<Remark>& remarks);
    void dropStale();

    const model::SocketType m_type;
    std::map<std::string, Endpoint> m_endpoints;
    std::vector<Connection> m_established;
    /// Descriptors of those whose handshake was done when it was told, also where they had ended
    /// by then.
    std::vector<std::uint32_t> m_shaken;
    bool m_hasEnded = false;
    bool m_isUp = false;
    int m_settled = 0;
};

} // namespace topomq::runtime
