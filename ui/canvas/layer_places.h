#pragma once
// The third step of the layered layout: heights in the given order, with long links straight.

#include "ui/canvas/layer_order.h"

#include <vector>

namespace topomq::ui {

/// Centres, downwards, of all places of `graph`; neighbours in a layer do not overlap. After
/// Brandes and Köpf: four layouts that each lean to one corner, and the mean of the middle two.
/// Thread: any; pure.
[[nodiscard]] std::vector<double> placeLayers(const LayerGraph& graph, const Layers& layers);

} // namespace topomq::ui
