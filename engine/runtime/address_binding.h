#pragma once
// Binds one planned address: fills in `*`, keeps files safe, and says where peers find it.

#include "engine/plan/run_plan.h"
#include "engine/runtime/run_context.h"

#include <string>

namespace topomq::runtime {

struct BindOutcome
{
    BoundAddress bound;
    /// What went wrong and what to do; empty when it is bound.
    std::string problem;
    /// The socket file that libzmq made and never removes; empty if none.
    std::string ipcFile;
};

/// An ipc path is refused when anything but an abandoned socket is there: libzmq itself would
/// silently replace even a regular file. Thread: the socket's own.
[[nodiscard]] BindOutcome bindAddress(RunContext& run,
                                      void* socket,
                                      plan::SocketIndex index,
                                      const plan::PlannedBind& bind,
                                      const std::string& uniqueName);

/// Removes the file if it is still a socket.
void removeSocketFile(const std::string& path);

} // namespace topomq::runtime
