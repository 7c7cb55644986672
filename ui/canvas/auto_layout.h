#pragma once
// A layered layout: messages run from left to right, crossings are few, cards do not overlap, and
// a small change of the topology moves little.

#include <QPointF>
#include <QSizeF>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace topomq::ui {

struct LayoutInput
{
    /// Of each card.
    std::vector<QSizeF> sizes;
    /// From the side that sends to the side that receives, as positions in `sizes`. Links of a card
    /// to itself, circles and the same pair twice are fine.
    std::vector<std::pair<std::size_t, std::size_t>> links;
    /// Where the cards stand now: their order from top to bottom is kept where it costs few
    /// crossings. Empty, or one for each card.
    std::vector<std::optional<QPointF>> places;
};

/// Centres of the cards, on the grid: where most of them stand now, else around (0, 0). Parts that
/// do not hang together are packed beside and below each other.
/// Pure; 1,000 cards with 2,000 links take well under a second. Thread: any.
[[nodiscard]] std::vector<QPointF> layered(const LayoutInput& input);

} // namespace topomq::ui
