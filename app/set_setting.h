#pragma once
// `run --set NODE.SETTING=VALUE` and `run --set #PARAMETER=VALUE`

#include "engine/model/topology.h"

#include <string>
#include <vector>

namespace topomq::app {

/// Changes the setting or parameter in `topology`. Returns why it cannot be, in one line, or
/// nothing.
[[nodiscard]] std::string setSetting(model::Topology& topology, const std::string& assignment);

/// Lays the topology flat when one of the assignments is for a node inside of a sub-topology
/// (`stage1/w1.rate=5` or `stage1-w1.rate=5`): it is meant for that one instance alone.
void openInside(model::Topology& topology, const std::vector<std::string>& assignments);

} // namespace topomq::app
