#pragma once
// What the connections of one socket say of themselves, so that a peer with several of them knows
// by which a message has come. They travel beside the name of the socket, when hands are shaken.

#include "engine/plan/run_plan.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace topomq::runtime {

/// libzmq never takes a property of a socket back, and a connection has those that its socket had
/// when it was made: so each mark is a new property, and the last is the one that counts.
/// Thread: the socket's own.
class ConnectionMarks
{
public:
    /// Before the socket is bound to its address number `endpoint`, in ascending order.
    void beforeBind(void* socket, std::size_t endpoint);
    /// Before it connects; `link` if more than one leads to the same peer, else kNone.
    void beforeConnect(void* socket, plan::LinkIndex link);

private:
    void set(void* socket, std::string mark);

    struct Said
    {
        std::string last;
        unsigned count = 0;
    };

    [[nodiscard]] bool hasConnected() const;

    std::unique_ptr<Said> m_said; ///< null: nothing, as most sockets
    bool m_isBound = false;
};

/// By which connection of its sender a message has come.
struct ConnectionMark
{
    /// Its sender was bound to this address of its own; else it has connected.
    std::optional<std::size_t> endpoint;
    /// For this link, if it had to say so.
    plan::LinkIndex link = plan::kNone;
};

/// `frame` is a zmq_msg_t that has come over tcp, ipc or ws. Nothing: its sender was bound to its
/// first address, or is bound to none. Thread: that of the frame.
[[nodiscard]] std::optional<ConnectionMark> markOn(void* frame);

} // namespace topomq::runtime
