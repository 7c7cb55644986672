#pragma once
// Reads and checks the topology that a call names.

#include "engine/model/finding.h"
#include "engine/model/topology.h"

#include <optional>
#include <string>
#include <vector>

namespace topomq::app {

struct LoadedTopology
{
    model::Topology topology;
    /// Of the reader alone: what `topology` could not hold.
    std::vector<model::Finding> findings;
};

/// `target`, which is about to be written, is the file that is read, also under another name or as
/// standard input (`-`).
[[nodiscard]] bool wouldReplace(const std::string& target, const std::string& file);

/// `-` is standard input. Nothing: it is not readable, and standard error says why.
[[nodiscard]] std::optional<LoadedTopology> loadTopology(const std::string& file);

/// The reader's findings followed by those of the rules, without saying the same twice.
[[nodiscard]] std::vector<model::Finding> joinFindings(const LoadedTopology& loaded,
                                                       std::vector<model::Finding> fromRules);

} // namespace topomq::app
