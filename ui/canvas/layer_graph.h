#pragma once
// The first half of the layered layout: links without circles, a layer for each card, and lanes
// for the links that pass whole layers.

#include <cstddef>
#include <utility>
#include <vector>

namespace topomq::ui {

/// From the left to the right, as positions of cards.
using CardLink = std::pair<std::size_t, std::size_t>;

/// Cards and lanes; every link joins two neighbouring layers. Thread: a plain value.
struct LayerGraph
{
    /// Places below this number are cards, the others lanes.
    std::size_t cards = 0;
    std::vector<double> heights;
    std::vector<std::vector<std::size_t>> next;
    std::vector<std::vector<std::size_t>> previous;
    std::vector<std::size_t> layer;

    [[nodiscard]] bool isLane(std::size_t place) const { return place >= cards; }

    [[nodiscard]] std::size_t layerCount() const;
    std::size_t add(double height, std::size_t inLayer);
    void join(std::size_t from, std::size_t to);
};

/// Each pair once, those turned round that close a circle; links of a card to itself are left out.
[[nodiscard]] std::vector<CardLink> withoutCircles(std::size_t count,
                                                   const std::vector<CardLink>& links);

/// A layer for each of `count` cards such that every link leads to the right and is short.
/// `links` must be free of circles.
[[nodiscard]] std::vector<std::size_t> layersOf(std::size_t count,
                                                const std::vector<CardLink>& links);

/// Long links get a lane in each layer that they pass, as far as that stays quick.
[[nodiscard]] LayerGraph layerGraph(const std::vector<double>& heights,
                                    const std::vector<CardLink>& links,
                                    const std::vector<std::size_t>& layer);

} // namespace topomq::ui
