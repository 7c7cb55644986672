#pragma once
// The options of a run's ZeroMQ context.

#include "engine/plan/run_plan.h"

#include <cstdint>
#include <string>
#include <vector>

namespace topomq::runtime {

/// What libzmq asks of the system for its threads.
struct ThreadWishes
{
    int policy = -1; ///< SCHED_…, -1: as it is
    int priority = -1; ///< -1: as it is
    std::vector<std::int64_t> processors; ///< empty: all
};

/// Tries the wishes on a thread of its own: libzmq ends the process when the system refuses them.
/// The system's words, or empty when it grants them. Thread: any.
[[nodiscard]] std::string whyNotThread(const ThreadWishes& wishes);

/// Places in the context that a run of the plan may take at once: sockets, those that watch them,
/// and one for each inproc connection whose address nobody has bound (the context makes one when
/// it ends, and ends the process when there is no place).
[[nodiscard]] std::uint64_t socketsNeeded(const plan::RunPlan& plan);

/// Sets the options of the plan and MAX_SOCKETS; what is in the way, or empty. Thread: the one
/// that makes the context, before its first socket.
[[nodiscard]] std::string setContextOptions(void* zmqContext, const plan::RunPlan& plan);

} // namespace topomq::runtime
