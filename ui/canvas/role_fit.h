#pragma once
// New nodes for the canvas: which roles can be linked to a socket, and with which socket types.

#include "engine/model/edit.h"
#include "engine/model/topology.h"
#include "ui/document/role_kind.h"

#include <optional>
#include <vector>

namespace topomq::ui {

/// A node of `role` one of whose sockets can talk to a socket of type `type`.
struct FittingNode
{
    model::Node node;
    model::SocketId socket;
};

/// Nothing when no node of the role can. The socket types of the node are changed as needed, unless
/// one is asked for.
/// Thread: any; pure.
[[nodiscard]] std::optional<FittingNode> fittingNode(const model::Topology& topology,
                                                     const RoleKind& kind,
                                                     model::Point position,
                                                     model::SocketType type);
/// The roles in the order of the palette, then those with a type.
[[nodiscard]] std::vector<RoleKind> kindsFor(model::SocketType type);

} // namespace topomq::ui
