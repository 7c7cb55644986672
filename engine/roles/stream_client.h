#pragma once
// The asking half of `stream` nodes.

#include "engine/roles/message_reader.h"
#include "engine/roles/pacer.h"
#include "engine/runtime/node_context.h"

#include <cstdint>
#include <string>
#include <vector>

namespace topomq::roles {

/// Asks over its connections in turn at its rate; each waits for its answer before it is asked
/// over again. A connection that ends takes its open request with it.
/// Thread: the node's own.
class StreamClient
{
public:
    using Clock = runtime::NodeContext::Clock;

    StreamClient(runtime::NodeContext& context, runtime::SocketPort& port);

    void run();

private:
    struct Peer
    {
        std::string id;
        MessageReader reader;
        bool isWaiting = false;
        /// Until then a peer that came to us may still turn out to be one of ours.
        Clock::time_point identifiedBy;
    };

    [[nodiscard]] bool hasMore() const;
    void forgetLost();
    [[nodiscard]] bool isAnyWaiting() const;
    [[nodiscard]] bool mayAsk(const Peer& peer);
    [[nodiscard]] Peer* nextToAsk();
    [[nodiscard]] runtime::WaitResult ask(Peer& peer);
    /// What happens next, but for answers.
    [[nodiscard]] runtime::NodeContext::Until nextTime(bool canAsk) const;
    void heed();
    void take(Peer& peer, MessageReader::State state);

    runtime::NodeContext& m_context;
    runtime::SocketPort& m_port;
    const model::StreamMode m_mode;
    const std::string m_host;
    Pacer m_pacer;
    std::vector<Peer> m_peers;
    std::size_t m_turn = 0;
    std::uint64_t m_asked = 0;
    bool m_hasComplained = false;
    runtime::Incoming m_incoming;
    runtime::Outgoing m_message;
};

} // namespace topomq::roles
