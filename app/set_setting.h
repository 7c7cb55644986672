#pragma once
// `run --set NODE.SETTING=VALUE`

#include "engine/model/topology.h"

#include <string>

namespace topomq::app {

/// Changes the setting in `topology`. Returns why it cannot be, in one line, or nothing.
[[nodiscard]] std::string setSetting(model::Topology& topology, const std::string& assignment);

} // namespace topomq::app
