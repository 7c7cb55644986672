#pragma once
// The states of a node in words.

#include "engine/metrics/snapshot.h"

#include <QString>

namespace topomq::ui {

/// "running", "waiting", …
[[nodiscard]] QString stateText(metrics::NodeState state);
/// The same; a stopped node may have been "killed".
[[nodiscard]] QString stateText(const metrics::NodeFigures& node);

} // namespace topomq::ui
