#pragma once
// Finds a node's sockets by what they are called in the drawing.

#include "engine/runtime/node_context.h"

#include <string_view>

namespace topomq::roles {

/// Null when the node has no such socket.
[[nodiscard]] inline runtime::SocketPort* findPort(const runtime::NodeContext& context,
                                                   std::string_view id)
{
    for (const auto& port : context.sockets()) {
        if (port->planned().ref.socket.text() == id)
            return port.get();
    }
    return nullptr;
}

} // namespace topomq::roles
