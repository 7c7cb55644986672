#pragma once
// What the rules ask about a role and its sockets.
// Thread: pure functions on values.

#include "engine/model/topology.h"

#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace topomq::rules {

/// What a proxy can pass between: (frontend, backend).
inline constexpr std::array kProxyPairs{
    std::pair(model::SocketType::Router, model::SocketType::Dealer),
    std::pair(model::SocketType::XSub, model::SocketType::XPub),
    std::pair(model::SocketType::Pull, model::SocketType::Push)};

/// Sockets of these roles have names of their own; of the others any name will do.
[[nodiscard]] bool hasNamedSlots(model::Role role);
/// May a node of this role have a socket of this type? An unknown role allows none.
[[nodiscard]] bool allowsType(model::Role role, model::SocketType type);
/// May this socket of the node be of this type? As the role allows it; where that names its sockets
/// only what the name stands for, and of a proxy only what goes with its other half.
[[nodiscard]] bool
allowsType(const model::Node& node, const model::SocketId& socket, model::SocketType type);
/// All types the role may have, without repeats, in the order of its slots.
[[nodiscard]] std::vector<model::SocketType> typesOf(model::Role role);

/// "source", or the file's own word for an unknown role.
[[nodiscard]] std::string roleWord(const model::Node& node);
/// "PUSH", or the file's own word for an unknown type.
[[nodiscard]] std::string typeWord(const model::Socket& socket);

/// The ROUTING_ID that the file gives the socket, where the type has one and the value is good.
[[nodiscard]] std::optional<std::string> writtenRoutingId(const model::Socket& socket);
/// By which names ROUTERs will know the sockets of a run; of the others libzmq makes one up. A name
/// is the ROUTING_ID that is written, or the node's id: of a peer on ROUTER, and of what a peer on
/// ROUTER is linked to, because it addresses others by node id (`to`). Two sockets of one node by
/// one name would be one too many for a ROUTER: the id is for the first that is linked.
[[nodiscard]] std::unordered_map<model::SocketRef, std::string>
routingIds(const model::Topology& topology);
/// What `routingIds` has for this socket, without looking at all the others.
[[nodiscard]] std::optional<std::string> routingIdOf(const model::Topology& topology,
                                                     const model::SocketRef& socket);

} // namespace topomq::rules
