#include "ui/canvas/layer_places.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <numeric>
#include <unordered_set>

namespace topomq::ui {

namespace {

constexpr double kCardGap = 64;
constexpr double kLaneGap = 16;

using Lists = std::vector<std::vector<std::size_t>>;
using Heights = std::vector<double>;

double apart(const LayerGraph& graph, std::size_t a, std::size_t b)
{
    const double halves = (graph.heights[a] + graph.heights[b]) / 2;
    return halves + (graph.isLane(a) || graph.isLane(b) ? kLaneGap : kCardGap);
}

/// Links that cross a piece of a long link: the long one stays straight, they give way.
class Conflicts
{
public:
    Conflicts(const LayerGraph& graph, const Layers& layers, const std::vector<std::size_t>& at)
    {
        for (std::size_t layer = 1; layer < layers.size(); ++layer)
            read(graph, layers[layer - 1].size(), layers[layer], at);
    }

    [[nodiscard]] bool has(std::size_t a, std::size_t b) const
    {
        return m_pairs.contains(key(a, b));
    }

private:
    static std::uint64_t key(std::size_t a, std::size_t b)
    {
        return static_cast<std::uint64_t>(std::min(a, b)) << 32U
            | static_cast<std::uint64_t>(std::max(a, b));
    }

    static const std::size_t* laneBefore(const LayerGraph& graph, std::size_t place)
    {
        if (!graph.isLane(place) || !graph.isLane(graph.previous[place].front()))
            return nullptr;
        return &graph.previous[place].front();
    }

    void read(const LayerGraph& graph,
              std::size_t sizeBefore,
              const std::vector<std::size_t>& order,
              const std::vector<std::size_t>& at)
    {
        std::size_t from = 0;
        std::size_t first = 0;
        for (std::size_t index = 0; index < order.size(); ++index) {
            const std::size_t* lane = laneBefore(graph, order[index]);
            if (lane == nullptr && index + 1 < order.size())
                continue;
            const std::size_t to = lane != nullptr ? at[*lane] : sizeBefore;
            for (; first <= index; ++first) {
                for (const std::size_t before : graph.previous[order[first]]) {
                    const bool crosses = at[before] < from || at[before] > to;
                    const bool isInner = graph.isLane(order[first]) && graph.isLane(before);
                    if (crosses && !isInner)
                        m_pairs.insert(key(before, order[first]));
                }
            }
            from = to;
        }
    }

    std::unordered_set<std::uint64_t> m_pairs;
};

/// Places that share one height, each block known by its first place.
struct Blocks
{
    std::vector<std::size_t> root;
    std::vector<std::size_t> next;
};

Blocks blocksOf(const Layers& layers,
                const Lists& others,
                const std::vector<std::size_t>& at,
                const Conflicts& conflicts)
{
    Blocks blocks;
    blocks.root.resize(at.size());
    std::iota(blocks.root.begin(), blocks.root.end(), std::size_t{0});
    blocks.next = blocks.root;
    std::vector<std::size_t> neighbours;
    for (const auto& order : layers) {
        std::ptrdiff_t before = -1;
        for (const std::size_t place : order) {
            neighbours = others[place];
            if (neighbours.empty())
                continue;
            std::sort(neighbours.begin(), neighbours.end(),
                      [&at](std::size_t a, std::size_t b) { return at[a] < at[b]; });
            for (std::size_t middle = (neighbours.size() - 1) / 2;
                 middle <= neighbours.size() / 2 && middle < neighbours.size(); ++middle)
            {
                const std::size_t other = neighbours[middle];
                const auto position = static_cast<std::ptrdiff_t>(at[other]);
                if (blocks.next[place] != place || before >= position
                    || conflicts.has(place, other))
                    continue;
                blocks.next[other] = place;
                blocks.root[place] = blocks.root[other];
                blocks.next[place] = blocks.root[place];
                before = position;
            }
        }
    }
    return blocks;
}

struct Room
{
    std::size_t block;
    double least;
};

/// Blocks as near to the top as the room between them allows, then what is loose drawn down to
/// what it stands beside.
Heights packed(const LayerGraph& graph, const Layers& layers, const Blocks& blocks)
{
    const std::size_t count = blocks.root.size();
    std::vector<std::vector<Room>> below(count);
    std::vector<std::size_t> waitingFor(count, 0);
    for (const auto& order : layers) {
        for (std::size_t index = 1; index < order.size(); ++index) {
            const std::size_t upper = blocks.root[order[index - 1]];
            const std::size_t lower = blocks.root[order[index]];
            below[upper].push_back({lower, apart(graph, order[index - 1], order[index])});
            ++waitingFor[lower];
        }
    }
    std::vector<std::size_t> sequence;
    for (std::size_t place = 0; place < count; ++place) {
        if (blocks.root[place] == place && waitingFor[place] == 0)
            sequence.push_back(place);
    }
    Heights heights(count, 0);
    for (std::size_t at = 0; at < sequence.size(); ++at) {
        for (const Room& room : below[sequence[at]]) {
            heights[room.block] = std::max(heights[room.block], heights[sequence[at]] + room.least);
            if (--waitingFor[room.block] == 0)
                sequence.push_back(room.block);
        }
    }
    for (auto block = sequence.rbegin(); block != sequence.rend(); ++block) {
        if (below[*block].empty())
            continue;
        double most = std::numeric_limits<double>::max();
        for (const Room& room : below[*block])
            most = std::min(most, heights[room.block] - room.least);
        heights[*block] = std::max(heights[*block], most);
    }
    for (std::size_t place = 0; place < count; ++place)
        heights[place] = heights[blocks.root[place]];
    return heights;
}

std::vector<std::size_t> positionsIn(const Layers& layers, std::size_t count)
{
    std::vector<std::size_t> positions(count, 0);
    for (const auto& order : layers) {
        for (std::size_t at = 0; at < order.size(); ++at)
            positions[order[at]] = at;
    }
    return positions;
}

Heights leaning(
    const LayerGraph& graph, Layers layers, const Conflicts& conflicts, bool fromLeft, bool fromTop)
{
    if (!fromLeft)
        std::reverse(layers.begin(), layers.end());
    if (!fromTop) {
        for (auto& order : layers)
            std::reverse(order.begin(), order.end());
    }
    const auto at = positionsIn(layers, graph.heights.size());
    const Blocks blocks = blocksOf(layers, fromLeft ? graph.previous : graph.next, at, conflicts);
    Heights heights = packed(graph, layers, blocks);
    if (!fromTop) {
        for (double& height : heights)
            height = -height;
    }
    return heights;
}

struct Extent
{
    double least = 0;
    double most = 0;

    [[nodiscard]] double length() const { return most - least; }
};

Extent extentOf(const LayerGraph& graph, const Heights& heights)
{
    Extent extent{std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest()};
    for (std::size_t place = 0; place < heights.size(); ++place) {
        extent.least = std::min(extent.least, heights[place] - graph.heights[place] / 2);
        extent.most = std::max(extent.most, heights[place] + graph.heights[place] / 2);
    }
    return extent;
}

} // namespace

std::vector<double> placeLayers(const LayerGraph& graph, const Layers& layers)
{
    if (graph.heights.empty())
        return {};
    const Conflicts conflicts(graph, layers, positionsIn(layers, graph.heights.size()));
    std::array<Heights, 4> four;
    std::array<Extent, 4> extents;
    for (std::size_t at = 0; at < four.size(); ++at) {
        four[at] = leaning(graph, layers, conflicts, at < 2, at % 2 == 0);
        extents[at] = extentOf(graph, four[at]);
    }
    const Extent narrow =
        *std::min_element(extents.begin(), extents.end(),
                          [](const Extent& a, const Extent& b) { return a.length() < b.length(); });
    for (std::size_t at = 0; at < four.size(); ++at) {
        const double shift =
            at % 2 == 0 ? narrow.least - extents[at].least : narrow.most - extents[at].most;
        for (double& height : four[at])
            height += shift;
    }
    std::vector<double> heights(graph.heights.size(), 0);
    for (std::size_t place = 0; place < heights.size(); ++place) {
        std::array<double, 4> each{four[0][place], four[1][place], four[2][place], four[3][place]};
        std::sort(each.begin(), each.end());
        heights[place] = (each[1] + each[2]) / 2;
    }
    return heights;
}

} // namespace topomq::ui
