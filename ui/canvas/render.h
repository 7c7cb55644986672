#pragma once
// Draws a topology to a file without a window.

#include "engine/model/topology.h"

#include <QString>

namespace topomq::ui {

/// As SVG, PNG (two pixels per unit) or PDF, by the ending of `outPath`. Empty when it was
/// written; else what went wrong and what to do. Thread: the one with the QApplication.
[[nodiscard]] QString
renderTopology(const model::Topology& topology, const QString& outPath, bool dark);

} // namespace topomq::ui
