#pragma once
// Small topologies for the tests of the run, built in code.

#include "engine/model/topology.h"

#include <cstdint>
#include <string>

namespace topomq::test {

/// "source" (PUSH, binds) to "worker" to "sink" (PULL, binds) by the links "task" and "result".
[[nodiscard]] model::Topology pipeline(std::int64_t rate = 2000);
/// "client" (REQ) connects to "server" (REP) by the link "ask".
[[nodiscard]] model::Topology requestReply();
/// A PUB linked to a PULL: an error.
[[nodiscard]] model::Topology illegalPair();

} // namespace topomq::test
