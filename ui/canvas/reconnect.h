#pragma once
// Links that are made for many nodes at once: between two groups, and across a gap.

#include "ui/canvas/splice.h"

#include <set>
#include <string>

namespace topomq::ui {

/// Links each node of `from` with each of `to` by their first sockets that fit and are not linked
/// yet, sending ends of `from` first. `why` (never null) receives the last reason of a refusal.
/// Thread: any; pure.
[[nodiscard]] GestureEdit linkAll(const model::Topology& topology,
                                  const std::set<model::NodeId>& from,
                                  const std::set<model::NodeId>& to,
                                  const std::string& transport,
                                  std::string* why);

/// The selection as two groups, when its nodes are of exactly two kinds (role and socket types).
[[nodiscard]] std::optional<std::pair<std::set<model::NodeId>, std::set<model::NodeId>>>
twoKinds(const model::Topology& topology, const std::set<model::NodeId>& nodes);

/// Removes the nodes and links the neighbours between which they passed messages on. Which pairs
/// could not be linked is counted in `refused`, the last reason stands in `why`.
struct Reconnected
{
    GestureEdit gesture;
    std::size_t refused = 0;
    std::string why;
};

[[nodiscard]] Reconnected removeAndReconnect(const model::Topology& topology,
                                             const std::set<model::NodeId>& nodes);

} // namespace topomq::ui
