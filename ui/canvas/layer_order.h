#pragma once
// The second step of the layered layout: an order in each layer with few crossings.

#include "ui/canvas/layer_graph.h"

#include <cstddef>
#include <vector>

namespace topomq::ui {

/// For each layer its places from top to bottom.
using Layers = std::vector<std::vector<std::size_t>>;

/// How often links cross between neighbouring layers.
[[nodiscard]] std::size_t crossings(const LayerGraph& graph, const Layers& layers);

/// Few crossings, by sweeps that sort each layer by its neighbours and by exchanging neighbours.
/// `heightsNow`: the heights at which the cards stand now (NaN: nowhere), or empty. Their order is
/// kept where that costs little, so that a small change moves little. Thread: any; pure.
[[nodiscard]] Layers orderLayers(const LayerGraph& graph, const std::vector<double>& heightsNow);

} // namespace topomq::ui
