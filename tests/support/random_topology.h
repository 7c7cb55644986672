#pragma once
// Topologies that nobody has tuned for: random patterns, roles, limits, transports and loads.

#include "engine/model/topology.h"

#include <cstdint>

namespace topomq::tests {

/// The same seed makes the same topology: 2 to 40 nodes, HWMs of 1 to 1,000, inproc, ipc and tcp.
/// Every tcp link is recorded on its way, so that somebody else counts its messages, too.
[[nodiscard]] model::Topology randomTopology(std::uint64_t seed);

} // namespace topomq::tests
