#pragma once
// Who goes by which name at a ROUTER.

#include "engine/plan/run_plan.h"

#include <string>
#include <vector>

namespace topomq::runtime {

/// The ROUTING_ID that the plan gives the socket; empty: libzmq makes one up.
[[nodiscard]] std::string routingIdOf(const plan::PlannedSocket& socket);

/// Other sockets that talk to `router` under the name of `peer`: libzmq reads the messages of one
/// of them only, and does not say so. Empty where `peer` has no name of its own.
[[nodiscard]] std::vector<plan::SocketIndex>
namesakes(const plan::RunPlan& plan, plan::SocketIndex router, plan::SocketIndex peer);

} // namespace topomq::runtime
