#pragma once
// A layered layout: messages run from left to right, crossings are few, cards do not overlap.

#include <QPointF>

#include <cstddef>
#include <utility>
#include <vector>

namespace topomq::ui {

struct LayoutInput
{
    /// Height of each card.
    std::vector<double> heights;
    /// From the side that sends to the side that receives, as positions in `heights`.
    std::vector<std::pair<std::size_t, std::size_t>> links;
};

/// Centres of the cards around (0, 0), on the grid. Pure; 1,000 cards take well under a second.
/// Thread: any.
[[nodiscard]] std::vector<QPointF> layered(const LayoutInput& input);

} // namespace topomq::ui
