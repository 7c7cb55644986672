#pragma once
// Topologies and figures for the tests of the canvas, without a run.

#include "engine/metrics/snapshot.h"
#include "engine/model/topology.h"
#include "engine/plan/run_plan.h"

#include <cstdint>
#include <memory>
#include <string>

namespace topomq::ui::test {

/// Ventilator → Worker 1 to 3 → Collector, placed as on a drawing board.
[[nodiscard]] model::Topology pipeline();
/// Publisher and PULL sink side by side: a link that ZeroMQ does not allow.
[[nodiscard]] model::Topology misfits();
/// `nodes` cards in columns with about twice as many links, all placed.
[[nodiscard]] model::Topology large(int nodes);

/// Figures for a plan: everything zero, all nodes running.
[[nodiscard]] std::shared_ptr<metrics::Snapshot> quiet(const plan::RunPlan& plan,
                                                       std::uint64_t sequence);
/// The congested pipeline: the third worker is the bottleneck.
[[nodiscard]] std::shared_ptr<metrics::Snapshot> congested(const plan::RunPlan& plan,
                                                           std::uint64_t sequence);

[[nodiscard]] model::Socket
socket(const char* id, model::SocketType type, std::vector<std::string> bind = {});
[[nodiscard]] model::Node node(const char* id,
                               const char* name,
                               model::Role role,
                               double x,
                               double y,
                               std::vector<model::Socket> sockets);
[[nodiscard]] model::Link link(const char* id, const char* connect, const char* bind);

} // namespace topomq::ui::test
