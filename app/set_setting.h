#pragma once
// `run --set NODE.SETTING=VALUE` and `run --set #PARAMETER=VALUE`

#include "engine/model/topology.h"

#include <string>

namespace topomq::app {

/// Changes the setting or parameter in `topology`. Returns why it cannot be, in one line, or
/// nothing.
[[nodiscard]] std::string setSetting(model::Topology& topology, const std::string& assignment);

} // namespace topomq::app
