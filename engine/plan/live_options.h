#pragma once
// Options of sockets that a run takes while it goes on.

#include "engine/plan/run_plan.h"

#include <string_view>
#include <vector>

namespace topomq::plan {

// Thread: any; all but takeOption are pure.

/// SNDHWM and RCVHWM: they limit queues that may have been made before.
[[nodiscard]] bool isHighWaterMark(std::string_view name);
/// SNDHWM and RCVHWM are taken by a live socket, and SUBSCRIBE is.
[[nodiscard]] bool isLiveOption(std::string_view name);
/// Or do they wait until the node of the socket is restarted? They do where libzmq would stop a
/// queue by them for ever (CONFLATE), and where it takes a new inproc queue that would lose who has
/// asked whom (REQ, REP or ROUTER at an end of the link).
[[nodiscard]] bool takesHighWaterMarks(const RunPlan& plan, SocketIndex socket);
/// Does this socket take that option while it is open?
[[nodiscard]] bool takesLive(const RunPlan& plan, SocketIndex socket, std::string_view name);

/// Enters a new value of a live option.
void takeOption(PlannedSocket& socket, const PlannedOption& option);
/// The live options that have other values in `after`, with those.
[[nodiscard]] std::vector<PlannedOption> liveDifferences(const PlannedSocket& before,
                                                         const PlannedSocket& after);

} // namespace topomq::plan
