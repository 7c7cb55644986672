#pragma once
// Graphs for the tests of the layout, the same on every machine, and how often their links cross.

#include "ui/canvas/auto_layout.h"

#include <cstdint>

namespace topomq::ui::test {

enum class GraphKind {
    /// Links between any two cards: few follow the layers.
    Any,
    /// Stages of a pipeline, where most links lead to the next stage.
    Stages,
    /// A tree with some links across.
    Tree,
};

/// The same arguments make the same graph.
[[nodiscard]] LayoutInput randomGraph(GraphKind kind, std::uint32_t seed, std::size_t cards);

/// How often two curves cross as the canvas draws them from card to card. Links that share a card
/// are not counted against each other, nor the same link twice.
[[nodiscard]] std::size_t drawnCrossings(const LayoutInput& input,
                                         const std::vector<QPointF>& places);

} // namespace topomq::ui::test
