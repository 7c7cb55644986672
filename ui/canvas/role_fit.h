#pragma once
// New nodes for the canvas: which roles can be linked to a socket, and with which socket types.

#include "engine/model/edit.h"
#include "engine/model/topology.h"

#include <optional>
#include <vector>

namespace topomq::ui {

/// A node of `role` one of whose sockets can talk to a socket of type `type`.
struct FittingNode
{
    model::Node node;
    model::SocketId socket;
};

/// Nothing when no node of the role can. The socket types of the node are changed as needed.
/// Thread: any; pure.
[[nodiscard]] std::optional<FittingNode> fittingNode(const model::Topology& topology,
                                                     model::Role role,
                                                     model::Point position,
                                                     model::SocketType type);
/// In the order of the palette.
[[nodiscard]] std::vector<model::Role> rolesFor(model::SocketType type);

} // namespace topomq::ui
