#include "ui/canvas/auto_layout.h"

#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/layer_places.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace topomq::ui {

namespace {

/// Room for a link's instrument between two columns.
constexpr double kColumnGap = 250;
constexpr double kPartGap = 96;
constexpr double kLooseGap = 64;
/// Width to height of the whole.
constexpr double kAspect = 1.6;

/// Cards that hang together, with where they come to stand within their own room.
struct Part
{
    std::vector<std::size_t> cards;
    std::vector<QPointF> places;
    QSizeF size;
};

/// Lists of cards that hang together, in the order of their first member.
std::vector<std::vector<std::size_t>> components(std::size_t count,
                                                 const std::vector<CardLink>& links)
{
    std::vector<std::size_t> parent(count);
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto rootOf = [&parent](std::size_t card) {
        while (parent[card] != card)
            card = parent[card] = parent[parent[card]];
        return card;
    };
    for (const auto& [from, to] : links)
        parent[rootOf(from)] = rootOf(to);
    std::vector<std::vector<std::size_t>> groups(count);
    for (std::size_t card = 0; card < count; ++card)
        groups[rootOf(card)].push_back(card);
    std::erase_if(groups, [](const auto& group) { return group.empty(); });
    std::sort(groups.begin(), groups.end(),
              [](const auto& a, const auto& b) { return a.front() < b.front(); });
    return groups;
}

std::vector<double> heightsNow(const LayoutInput& input, const std::vector<std::size_t>& cards)
{
    std::vector<double> heights;
    if (input.places.empty())
        return heights;
    for (const std::size_t card : cards)
        heights.push_back(input.places[card] ? input.places[card]->y()
                                             : std::numeric_limits<double>::quiet_NaN());
    return heights;
}

/// The middle of each column.
std::vector<double>
columnsOf(const LayoutInput& input, const Part& part, const std::vector<std::size_t>& layer)
{
    const std::size_t count = *std::max_element(layer.begin(), layer.end()) + 1;
    std::vector<double> widths(count, 0);
    for (std::size_t at = 0; at < part.cards.size(); ++at)
        widths[layer[at]] = std::max(widths[layer[at]], input.sizes[part.cards[at]].width());
    std::vector<double> middles;
    double left = 0;
    for (const double width : widths) {
        middles.push_back(left + width / 2);
        left += width + kColumnGap;
    }
    return middles;
}

Part layeredPart(const LayoutInput& input,
                 std::vector<std::size_t> cards,
                 const std::vector<CardLink>& links)
{
    Part part{std::move(cards), {}, {}};
    std::vector<double> heights;
    for (const std::size_t card : part.cards)
        heights.push_back(input.sizes[card].height());
    const std::vector<CardLink> straight = withoutCircles(heights.size(), links);
    const std::vector<std::size_t> layer = layersOf(heights.size(), straight);
    const LayerGraph graph = layerGraph(heights, straight, layer);
    const std::vector<double> y =
        placeLayers(graph, orderLayers(graph, heightsNow(input, part.cards)));
    const std::vector<double> columns = columnsOf(input, part, layer);

    double top = std::numeric_limits<double>::max();
    for (std::size_t at = 0; at < part.cards.size(); ++at)
        top = std::min(top, y[at] - heights[at] / 2);
    for (std::size_t at = 0; at < part.cards.size(); ++at) {
        const QPointF centre(columns[layer[at]], y[at] - top);
        part.places.push_back(centre);
        const QSizeF half = input.sizes[part.cards[at]] / 2;
        part.size =
            part.size.expandedTo(QSizeF(centre.x() + half.width(), centre.y() + half.height()));
    }
    return part;
}

/// Cards without links stand in rows, as one part.
Part looseCards(const LayoutInput& input, std::vector<std::size_t> cards)
{
    Part part{std::move(cards), {}, {}};
    const auto perRow = static_cast<std::size_t>(
        std::max(1.0, std::ceil(std::sqrt(static_cast<double>(part.cards.size())))));
    QSizeF cell;
    for (const std::size_t card : part.cards)
        cell = cell.expandedTo(input.sizes[card]);
    for (std::size_t at = 0; at < part.cards.size(); ++at) {
        const QPointF corner(static_cast<double>(at % perRow) * (cell.width() + kLooseGap),
                             static_cast<double>(at / perRow) * (cell.height() + kLooseGap));
        part.places.push_back(corner + QPointF(cell.width(), cell.height()) / 2);
        part.size =
            part.size.expandedTo(QSizeF(corner.x() + cell.width(), corner.y() + cell.height()));
    }
    return part;
}

std::vector<Part> partsOf(const LayoutInput& input)
{
    const auto groups = components(input.sizes.size(), input.links);
    std::vector<std::size_t> group(input.sizes.size(), 0);
    std::vector<std::size_t> local(input.sizes.size(), 0);
    for (std::size_t at = 0; at < groups.size(); ++at) {
        for (std::size_t index = 0; index < groups[at].size(); ++index) {
            group[groups[at][index]] = at;
            local[groups[at][index]] = index;
        }
    }
    std::vector<std::vector<CardLink>> links(groups.size());
    for (const auto& [from, to] : input.links)
        links[group[from]].emplace_back(local[from], local[to]);
    std::vector<Part> parts;
    std::vector<std::size_t> loose;
    for (std::size_t at = 0; at < groups.size(); ++at) {
        if (groups[at].size() == 1)
            loose.push_back(groups[at].front());
        else
            parts.push_back(layeredPart(input, groups[at], links[at]));
    }
    if (!loose.empty())
        parts.push_back(looseCards(input, std::move(loose)));
    return parts;
}

/// Row after row of parts, in their order, about as wide as a window.
std::vector<QPointF> packedTogether(const std::vector<Part>& parts, std::size_t count)
{
    double area = 0;
    double width = 0;
    for (const Part& part : parts) {
        area += (part.size.width() + kPartGap) * (part.size.height() + kPartGap);
        width = std::max(width, part.size.width());
    }
    width = std::max(width, std::sqrt(area * kAspect));
    std::vector<QPointF> places(count);
    QPointF corner;
    double rowHeight = 0;
    for (const Part& part : parts) {
        if (corner.x() > 0 && corner.x() + part.size.width() > width) {
            corner = {0, corner.y() + rowHeight + kPartGap};
            rowHeight = 0;
        }
        for (std::size_t at = 0; at < part.cards.size(); ++at)
            places[part.cards[at]] = corner + part.places[at];
        corner.rx() += part.size.width() + kPartGap;
        rowHeight = std::max(rowHeight, part.size.height());
    }
    return places;
}

double middleOf(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Brings the whole to where most cards stay put; without places its middle to (0, 0).
QPointF shiftOf(const LayoutInput& input, const std::vector<QPointF>& places)
{
    std::vector<double> x;
    std::vector<double> y;
    for (std::size_t card = 0; card < input.places.size(); ++card) {
        if (!input.places[card])
            continue;
        x.push_back(input.places[card]->x() - places[card].x());
        y.push_back(input.places[card]->y() - places[card].y());
    }
    if (!x.empty())
        return {middleOf(std::move(x)), middleOf(std::move(y))};
    QRectF bounds(places.front(), QSizeF(0, 0));
    for (const QPointF place : places) {
        bounds.setLeft(std::min(bounds.left(), place.x()));
        bounds.setRight(std::max(bounds.right(), place.x()));
        bounds.setTop(std::min(bounds.top(), place.y()));
        bounds.setBottom(std::max(bounds.bottom(), place.y()));
    }
    return -bounds.center();
}

} // namespace

std::vector<QPointF> layered(const LayoutInput& input)
{
    if (input.sizes.empty())
        return {};
    std::vector<QPointF> places = packedTogether(partsOf(input), input.sizes.size());
    const QPointF shift = shiftOf(input, places);
    for (QPointF& place : places)
        place = snapToGrid(place + shift);
    return places;
}

} // namespace topomq::ui
