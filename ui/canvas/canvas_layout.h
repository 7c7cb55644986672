#pragma once
// Hands what stands on the canvas to the layered layout.

#include "ui/canvas/canvas_geometry.h"

#include <QPointF>

#include <set>
#include <vector>

namespace topomq::ui {

/// A fresh layout of all nodes, in their order, around (0, 0). Thread: any; pure.
[[nodiscard]] std::vector<QPointF> layoutOf(const CanvasGeometry& geometry);

/// The layout of `nodes` alone (of all when there are none), close to where they stand and clear
/// of the other cards.
[[nodiscard]] Placement layoutOf(const CanvasGeometry& geometry,
                                 const std::set<model::NodeId>& nodes);

} // namespace topomq::ui
