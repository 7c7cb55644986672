#pragma once
// The serving half of `stream` nodes.

#include "engine/roles/message_reader.h"
#include "engine/runtime/node_context.h"

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
    [[nodiscard]] runtime::WaitResult serve(const std::string& peer, MessageReader& reader);
    [[nodiscard]] runtime::WaitResult answer(const std::string& peer, const MessageReader& reader);
    [[nodiscard]] runtime::WaitResult refuse(const std::string& peer, const MessageReader& reader);
    /// Late: the peer does not read.
    [[nodiscard]] runtime::WaitResult send(const std::string& peer, const std::string& text);
    void hangUp(const std::string& peer);

    runtime::NodeContext& m_context;
    runtime::SocketPort& m_port;
    const model::StreamMode m_mode;
    std::unordered_map<std::string, MessageReader> m_readers; ///< by routing id
    runtime::Incoming m_incoming;
    runtime::Outgoing m_message;
};

} // namespace topomq::roles
