#pragma once
// Who holds up whom: follows the waits of nodes to what they wait for, and finds those that wait
// for each other for ever.

#include "engine/metrics/snapshot.h"

#include <cstdint>
#include <vector>

namespace topomq::metrics {

/// Groups of nodes that nobody can wake any more: each waits, without a time-out, only for nodes of
/// its own group. A node alone is one if it waits for itself. The nodes of a group are in ascending
/// order; a node that waits for a group without being waited for by it is in none.
/// A wait counts only when it can end in no other way (`NodeWait::isFinal`).
/// Thread: any; pure.
[[nodiscard]] std::vector<std::vector<std::uint32_t>>
findDeadlocks(const std::vector<NodeFigures>& nodes);

/// By node: it has failed, or waits, without a time-out, only for nodes of which that is true, so
/// that nothing will wake it any more. Thread: any; pure.
[[nodiscard]] std::vector<bool> lostToFailures(const std::vector<NodeFigures>& nodes);

/// What a blocked node is held up by in the end: from the node itself along those that hold up the
/// one before, to one that is not blocked itself; or to one that is in the chain already, which is
/// then repeated at the end. Of several that hold up a node, one that is blocked too comes first,
/// else the busiest. Only the node itself when it is not blocked.
/// Thread: any; pure.
[[nodiscard]] std::vector<std::uint32_t> blockedChain(const std::vector<NodeFigures>& nodes,
                                                      std::uint32_t node);

} // namespace topomq::metrics
