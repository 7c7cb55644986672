#pragma once
// Many edits of one kind in a row, such as the undo of a large paste, in one pass: one by one, each
// would search the whole topology.

#include "engine/model/edit.h"

#include <optional>
#include <span>

namespace topomq::model {

/// What came of a run of edits. `inverses` are in the order of the edits.
struct BulkApplied
{
    std::vector<Edit> inverses;
    Change change;
};

/// How many edits from the beginning of `edits` are of the same kind, where they are of one that
/// `applyRun` knows; else 0.
[[nodiscard]] std::size_t runLength(std::span<const Edit> edits);

/// The same as applying them one after the other. Nothing, and nothing is changed, where they
/// depend on each other or on what is there (ids that are doubled, links that go with their node):
/// then they have to be applied one by one. Thread: that of the topology.
[[nodiscard]] std::optional<BulkApplied> applyRun(Topology& topology, std::span<const Edit> edits);

/// As `apply`, but instances wait for `refreshInstances` to get their sockets. Thread: that of the
/// topology.
[[nodiscard]] Applied addUnrefreshed(Topology& topology, const AddNode& add);

/// One edit after the other, long runs of a kind in one pass. Thread: that of the topology.
[[nodiscard]] Applied applyBatch(Topology& topology, const Batch& batch);

} // namespace topomq::model
