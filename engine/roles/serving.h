#pragma once
// What a server and a balanced worker have in common.

#include "engine/runtime/node_context.h"

namespace topomq::roles {

/// Takes requests and answers each after its service time, until the node must end.
/// Thread: the node's own.
void serveRequests(runtime::NodeContext& context, runtime::SocketPort& port);

} // namespace topomq::roles
