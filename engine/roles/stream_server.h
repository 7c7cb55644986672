#pragma once
// The serving half of `stream` nodes.

#include "engine/roles/message_reader.h"
#include "engine/runtime/node_context.h"

#include <deque>
#include <string>
#include <unordered_map>

namespace topomq::roles {

/// Answers the requests of all connections, one after the other.
/// Thread: the node's own.
class StreamServer
{
public:
    StreamServer(runtime::NodeContext& context, runtime::SocketPort& port);

    void run();

private:
    /// Takes in what has been received; answers later.
    void hear();
    [[nodiscard]] runtime::WaitResult serveNext();
    [[nodiscard]] runtime::WaitResult answer(const std::string& peer, const MessageReader& reader);
    [[nodiscard]] runtime::WaitResult refuse(const std::string& peer, const MessageReader& reader);
    /// Late: the peer does not read, or has gone.
    [[nodiscard]] runtime::WaitResult send(const std::string& peer, const std::string& text);
    void hangUp(const std::string& peer);

    runtime::NodeContext& m_context;
    runtime::SocketPort& m_port;
    const model::StreamMode m_mode;
    std::unordered_map<std::string, MessageReader> m_readers; ///< by routing id
    std::deque<std::string> m_waiting; ///< from whom there are new bytes
    runtime::Incoming m_incoming;
    runtime::Outgoing m_message;
};

} // namespace topomq::roles
