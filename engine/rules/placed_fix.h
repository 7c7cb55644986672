#pragma once
// Fixes are made for a topology as it runs; what they change may stand in a definition.

#include "engine/model/finding.h"
#include "engine/model/topology.h"

#include <cstddef>
#include <optional>

namespace topomq::rules {

/// What a fix comes to in the file.
struct PlacedFix
{
    model::Edit edit;
    /// That go with sockets that it removes inside of sub-topologies, and links at them elsewhere.
    std::size_t ports = 0;
    std::size_t links = 0;
};

/// Of a finding about this very topology: `check` keeps only those that can be placed, and leaves
/// the work to when one is asked for, as it copies whole definitions. Nothing where the topology
/// has become another one that cannot take the edit. Thread: any; pure.
[[nodiscard]] std::optional<PlacedFix> placedFix(const model::Topology& topology,
                                                 const model::Edit& fix);

} // namespace topomq::rules
