#pragma once
// Draws a topology to a file without a window.

#include "engine/model/topology.h"
#include "engine/rules/capabilities.h"

#include <QString>

namespace topomq::ui {

/// As SVG, PNG (two pixels per unit) or PDF, by the ending of `outPath`; cards are marked with what
/// the rules find on a machine with these capabilities. Empty when it was written; else what went
/// wrong and what to do. Thread: the one with the QApplication.
[[nodiscard]] QString renderTopology(const model::Topology& topology,
                                     const rules::Capabilities& capabilities,
                                     const QString& outPath,
                                     bool dark);

} // namespace topomq::ui
