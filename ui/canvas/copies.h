#pragma once
// Copies of nodes that keep their links to the nodes that are not copied.

#include "ui/canvas/splice.h"

#include <QPointF>

#include <set>
#include <vector>

namespace topomq::ui {

class CanvasGeometry;

/// Up to so many of one node.
inline constexpr int kMostCopies = 64;

/// One copy of the nodes for each offset, with the links among them and to the outside. Fixed
/// addresses become free ones. A link that the rules refuse (a PAIR has one peer) is left out and
/// counted in `refused` (never null). Thread: any; pure.
[[nodiscard]] GestureEdit copiesWithLinks(const model::Topology& topology,
                                          const std::set<model::NodeId>& nodes,
                                          const std::vector<QPointF>& offsets,
                                          std::size_t* refused);

/// Offsets for `count` copies below the nodes, clear of the other cards.
[[nodiscard]] std::vector<QPointF> columnBelow(const CanvasGeometry& geometry,
                                               const std::set<model::NodeId>& nodes,
                                               std::size_t count);

} // namespace topomq::ui
