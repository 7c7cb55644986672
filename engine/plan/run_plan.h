#pragma once
// What a run needs to know, made from a topology by a pure function: one entry per node and
// socket, in the order in which they bind and connect. Everything that executes or exports a
// topology starts from the same plan.

#include "engine/model/finding.h"
#include "engine/model/settings.h"
#include "engine/model/topology.h"
#include "engine/plan/seldom.h"
#include "engine/rules/capabilities.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::plan {

enum class Transport { Inproc, Ipc, Tcp, Ws, Pgm, Epgm, Norm, Other };

[[nodiscard]] Transport transportOf(std::string_view address);

/// One group for many: no connections, no monitor events, and who binds makes no difference.
[[nodiscard]] constexpr bool isMulticast(Transport transport)
{
    return transport == Transport::Pgm || transport == Transport::Epgm
        || transport == Transport::Norm;
}

/// Positions in the vectors of RunPlan.
using SocketIndex = std::uint32_t;
using LinkIndex = std::uint32_t;
using FlowIndex = std::uint32_t;
using NodeIndex = std::uint32_t;

inline constexpr std::uint32_t kNone = 0xffffffffU;

/// An address to bind. `*` stays symbolic here; the runtime fills it in when it binds.
struct PlannedBind
{
    std::string address;
    Transport transport = Transport::Other;
};

struct PlannedConnect
{
    LinkIndex link = kNone;
    SocketIndex binder = kNone;
    /// Position in the binder's `binds`.
    std::size_t endpoint = 0;
};

/// An option that differs from ZeroMQ's default, by ZeroMQ's name without `ZMQ_`.
struct PlannedOption
{
    std::string name;
    model::Value value;
};

/// What the socket's mechanism needs to know but the keys and passwords, which the runtime keeps.
struct PlannedSecurity
{
    model::Mechanism mechanism = model::Mechanism::Null;
    bool server = false;
    /// PLAIN client: its user name.
    std::string username;
    /// CURVE client: the public key of a server that is not in the plan, in Z85; else empty.
    std::string serverKey;
    /// CURVE client that binds: the server in the plan that connects to it. One that connects
    /// takes the key of each binder as it connects to it.
    SocketIndex keyOwner = kNone;
    /// Server: who may come in. All lists empty and `allowsAll`: whoever has the right key.
    bool allowsAll = true;
    std::vector<SocketIndex> allowedSockets;
    std::vector<std::string> allowedKeys;
    std::vector<std::string> allowedUsers;

    friend bool operator==(const PlannedSecurity&, const PlannedSecurity&) = default;
};

struct PlannedSocket
{
    model::SocketRef ref;
    model::SocketType type = model::SocketType::Unknown;
    NodeIndex node = kNone;
    std::vector<PlannedOption> options;
    std::vector<std::string> subscriptions;
    std::int64_t sendHighWaterMark = 1000;
    std::int64_t receiveHighWaterMark = 1000;
    bool conflate = false;
    std::vector<PlannedBind> binds;
    std::vector<PlannedConnect> connects;
    Seldom<PlannedSecurity> security;
    /// Flows that leave and reach this socket.
    std::vector<FlowIndex> flowsOut;
    std::vector<FlowIndex> flowsIn;
};

struct PlannedNode
{
    model::NodeId id;
    std::string title;
    model::Role role = model::Role::Unknown;
    model::RoleSettings settings;
    std::vector<SocketIndex> sockets;
    /// An `external` node: its place in the plan without anything to run.
    bool external = false;
    /// Taken out of a topology that runs; its figures stay.
    bool gone = false;
    /// Where it stands inside of sub-topologies: `stage1/w1`; else empty.
    std::string path;
};

/// It sends messages that nobody has to ask it for.
[[nodiscard]] inline bool isGenerator(const PlannedNode& node)
{
    return node.role == model::Role::Source || node.role == model::Role::Client
        || node.role == model::Role::Peer
        || (node.role == model::Role::Stream && !isServer(node.settings.mode));
}

struct LinkEnds
{
    model::SocketRef connect;
    model::SocketRef bind;

    friend bool operator==(const LinkEnds&, const LinkEnds&) = default;
};

struct PlannedLink
{
    model::LinkId id;
    /// As of a node.
    std::string path;
    /// Its ends as the file names them, where one is a port of a sub-topology.
    Seldom<LinkEnds> written;
    SocketIndex connect = kNone;
    SocketIndex bind = kNone;
    std::size_t endpoint = 0;
    Transport transport = Transport::Other;
    /// Taken out of a topology that runs; its figures stay.
    bool gone = false;
    /// The first bytes of its connections are to be kept.
    bool recordWire = false;
};

/// One direction of one link in which messages travel.
struct PlannedFlow
{
    LinkIndex link = kNone;
    SocketIndex from = kNone;
    SocketIndex to = kNone;
    /// "PUSH-PULL": sender's type first.
    std::string pattern;
    Transport transport = Transport::Other;
};

/// Thread: a plain value.
struct RunPlan
{
    std::string topology;
    // Deques: what runs keeps its place while a plan grows (plan_merge.h).
    std::deque<PlannedNode> nodes;
    std::deque<PlannedSocket> sockets;
    std::deque<PlannedLink> links;
    std::deque<PlannedFlow> flows;
    /// Options of the context that differ from ZeroMQ's defaults; without MAX_SOCKETS where the
    /// runtime is to choose it.
    std::vector<PlannedOption> contextOptions;
};

/// The ends of a link as the file names them.
[[nodiscard]] const model::SocketRef& writtenConnect(const RunPlan& plan, const PlannedLink& link);
[[nodiscard]] const model::SocketRef& writtenBind(const RunPlan& plan, const PlannedLink& link);

struct PlanResult
{
    RunPlan plan;
    /// All findings of the rules; `plan` is empty when one of them is an error.
    std::vector<model::Finding> findings;

    [[nodiscard]] bool isRunnable() const;
};

/// Pure. Left-out nodes, links at them and disabled links are not in the plan.
[[nodiscard]] PlanResult makePlan(const model::Topology& topology,
                                  const rules::Capabilities& capabilities = {});

} // namespace topomq::plan
