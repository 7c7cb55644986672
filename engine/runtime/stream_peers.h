#pragma once
// The peers of a STREAM socket: who is behind which routing id, and the books of the messages that
// a role takes out of the bytes.

#include "engine/runtime/message.h"
#include "engine/runtime/run_context.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace topomq::runtime {

/// Whose connection it is can be told: by its addresses on tcp, elsewhere only where there is no
/// other link. The figures of other links are unknown. For links between STREAM sockets.
[[nodiscard]] bool streamIsKnown(const plan::RunPlan& plan, plan::LinkIndex link);

/// Thread: the node's own.
class StreamPeers
{
public:
    enum class News { Connected, Bytes, Disconnected, Nothing };

    StreamPeers(RunContext& run, plan::SocketIndex index);
    /// The connections end with the socket.
    ~StreamPeers();
    StreamPeers(const StreamPeers&) = delete;
    StreamPeers& operator=(const StreamPeers&) = delete;

    // For roles. A message is what the role says it is, so it also says when it has one.

    /// What a received message says; its first frame is the peer's routing id.
    [[nodiscard]] News read(const Incoming& message);
    /// To be called once the role is done with a peer that has disconnected.
    void end(const std::string& id);

    /// The connection is there.
    [[nodiscard]] bool has(const std::string& id) const { return m_peers.contains(id); }

    /// Whose connection it is has been found out. Those that were accepted, and to which the role
    /// speaks first, may take a moment; ours are known before they send anything.
    [[nodiscard]] bool isIdentified(const std::string& id);
    /// It has been long enough: a stranger.
    void takeForStranger(const std::string& id);
    /// A message of so many bytes has been put together.
    void countReceived(const std::string& id, std::uint64_t bytes);

    // For the port.

    /// The routing id that the next connection shall have.
    [[nodiscard]] std::string nameFor(const plan::PlannedConnect& connect);
    /// The connections of this link are no more, without a word from libzmq.
    void forgetLink(plan::LinkIndex link);
    /// kNone when it is not known whose connection it is, or a stranger's.
    [[nodiscard]] plan::FlowIndex flowTo(const std::string& id) const;
    void addSent(const std::string& id, std::uint64_t ticks);
    void takeBack(const std::string& id);
    /// The connection is being closed from this side; what still comes from it is not for us.
    void hangUp(const std::string& id);

private:
    struct Peer
    {
        StreamConnections::End end = StreamConnections::End::Binder;
        std::string key;
        bool isIdentified = false;
        bool isStranger = false;
        StreamConnections::Handle connection;
        plan::FlowIndex flowIn = plan::kNone;
        plan::FlowIndex flowOut = plan::kNone;
    };

    void begin(const std::string& id, const Incoming& notice);
    void identify(Peer& peer);
    void setFlows(Peer& peer, plan::LinkIndex link) const;
    void end(Peer& peer);
    void tap(const Peer& peer, const Incoming& message) const;
    void countLost(plan::LinkIndex link, StreamConnections::Lost lost);

    RunContext& m_run;
    const plan::SocketIndex m_index;
    const plan::PlannedSocket& m_planned;
    SocketLedger& m_ledger;
    std::uint64_t m_names = 0;
    std::unordered_map<std::string, plan::PlannedConnect> m_connects; ///< by routing id
    std::unordered_map<std::string, Peer> m_peers;
    std::unordered_set<std::string> m_hungUp;
};

} // namespace topomq::runtime
