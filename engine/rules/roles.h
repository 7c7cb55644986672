#pragma once
// What the rules ask about a role and its sockets.
// Thread: pure functions on values.

#include "engine/model/topology.h"

#include <optional>
#include <string>
#include <vector>

namespace topomq::rules {

/// May a node of this role have a socket of this type? An unknown role allows none.
[[nodiscard]] bool allowsType(model::Role role, model::SocketType type);
/// All types the role may have, without repeats, in the order of its slots.
[[nodiscard]] std::vector<model::SocketType> typesOf(model::Role role);

/// "source", or the file's own word for an unknown role.
[[nodiscard]] std::string roleWord(const model::Node& node);
/// "PUSH", or the file's own word for an unknown type.
[[nodiscard]] std::string typeWord(const model::Socket& socket);

/// By which name a ROUTER will know this socket, where that is set and not made up by libzmq: the
/// option, or the node's id for a peer on ROUTER.
[[nodiscard]] std::optional<std::string> routingIdOf(const model::Node& node,
                                                     const model::Socket& socket);

} // namespace topomq::rules
