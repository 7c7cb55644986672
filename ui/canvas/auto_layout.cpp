#include "ui/canvas/auto_layout.h"

#include "ui/canvas/canvas_geometry.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace topomq::ui {

namespace {

constexpr double kColumn = 440;
constexpr double kRowGap = 64;
constexpr double kLongLinkRoom = 24;
constexpr int kSweeps = 8;
/// Beyond so many cards and lanes a layout would no longer be quick; long links then cross cards.
constexpr std::size_t kMostPlaces = 12'000;

struct Graph
{
    std::vector<double> heights;
    std::vector<std::vector<std::size_t>> next;
    std::vector<std::vector<std::size_t>> previous;
    std::vector<std::size_t> layer;
    std::vector<double> y;

    std::size_t add(double height, std::size_t inLayer)
    {
        heights.push_back(height);
        next.emplace_back();
        previous.emplace_back();
        layer.push_back(inLayer);
        y.push_back(0);
        return heights.size() - 1;
    }

    void join(std::size_t from, std::size_t to)
    {
        next[from].push_back(to);
        previous[to].push_back(from);
    }
};

/// The links without those that close a circle: found by a depth-first walk without recursion.
std::vector<std::pair<std::size_t, std::size_t>> acyclic(const LayoutInput& input)
{
    const std::size_t count = input.heights.size();
    std::vector<std::vector<std::size_t>> next(count);
    for (const auto& [from, to] : input.links) {
        if (from != to)
            next[from].push_back(to);
    }
    for (auto& targets : next) {
        std::sort(targets.begin(), targets.end());
        targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
    }
    enum class Mark { New, Open, Done };
    std::vector<Mark> marks(count, Mark::New);
    std::vector<std::pair<std::size_t, std::size_t>> links;
    std::vector<std::pair<std::size_t, std::size_t>> stack;
    for (std::size_t root = 0; root < count; ++root) {
        if (marks[root] != Mark::New)
            continue;
        marks[root] = Mark::Open;
        stack.emplace_back(root, 0);
        while (!stack.empty()) {
            const std::size_t node = stack.back().first;
            if (stack.back().second == next[node].size()) {
                marks[node] = Mark::Done;
                stack.pop_back();
                continue;
            }
            const std::size_t target = next[node][stack.back().second++];
            if (marks[target] == Mark::Open) {
                links.emplace_back(target, node);
                continue;
            }
            links.emplace_back(node, target);
            if (marks[target] == Mark::New) {
                marks[target] = Mark::Open;
                stack.emplace_back(target, 0);
            }
        }
    }
    return links;
}

/// Longest path from the left; then what only feeds later layers moves up to them.
std::vector<std::size_t> layersOf(std::size_t count,
                                  const std::vector<std::pair<std::size_t, std::size_t>>& links)
{
    std::vector<std::vector<std::size_t>> next(count);
    std::vector<std::size_t> waitingFor(count, 0);
    for (const auto& [from, to] : links) {
        next[from].push_back(to);
        ++waitingFor[to];
    }
    std::vector<std::size_t> order;
    for (std::size_t node = 0; node < count; ++node) {
        if (waitingFor[node] == 0)
            order.push_back(node);
    }
    std::vector<bool> isStart(count, false);
    for (const std::size_t node : order)
        isStart[node] = true;
    std::vector<std::size_t> layer(count, 0);
    for (std::size_t at = 0; at < order.size(); ++at) {
        for (const std::size_t target : next[order[at]]) {
            layer[target] = std::max(layer[target], layer[order[at]] + 1);
            if (--waitingFor[target] == 0)
                order.push_back(target);
        }
    }
    for (std::size_t node = 0; node < count; ++node) {
        if (!isStart[node] || next[node].empty())
            continue;
        std::size_t first = layer[next[node].front()];
        for (const std::size_t target : next[node])
            first = std::min(first, layer[target]);
        layer[node] = first == 0 ? 0 : first - 1;
    }
    return layer;
}

Graph graphOf(const std::vector<std::size_t>& members,
              const LayoutInput& input,
              const std::vector<std::pair<std::size_t, std::size_t>>& links,
              const std::vector<std::size_t>& layer,
              std::vector<std::size_t>& local)
{
    Graph graph;
    for (const std::size_t node : members)
        local[node] = graph.add(input.heights[node], layer[node]);
    for (const auto& [from, to] : links) {
        std::size_t before = local[from];
        // A long link keeps a lane of its own free in the layers that it crosses.
        const bool keepsLane = graph.heights.size() < kMostPlaces;
        for (std::size_t at = layer[from] + 1; keepsLane && at < layer[to]; ++at) {
            const std::size_t lane = graph.add(kLongLinkRoom, at);
            graph.join(before, lane);
            before = lane;
        }
        graph.join(before, local[to]);
    }
    return graph;
}

double meanY(const Graph& graph, const std::vector<std::size_t>& others, double otherwise)
{
    if (others.empty())
        return otherwise;
    const double sum =
        std::accumulate(others.begin(), others.end(), 0.0,
                        [&graph](double total, std::size_t at) { return total + graph.y[at]; });
    return sum / static_cast<double>(others.size());
}

/// Least squares places in the given order without overlap: neighbours that want the same place
/// become one block around the mean of their wishes.
void place(Graph& graph, const std::vector<std::size_t>& order, const std::vector<double>& wishes)
{
    struct Block
    {
        double sum = 0;
        double weight = 0;
        std::size_t count = 0;

        [[nodiscard]] double mean() const { return sum / weight; }
    };

    std::vector<double> offsets(order.size(), 0);
    for (std::size_t at = 1; at < order.size(); ++at) {
        const double apart =
            (graph.heights[order[at - 1]] + graph.heights[order[at]]) / 2 + kRowGap;
        offsets[at] = offsets[at - 1] + apart;
    }
    std::vector<Block> blocks;
    for (std::size_t at = 0; at < order.size(); ++at) {
        blocks.push_back({wishes[at] - offsets[at], 1, 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() > blocks.back().mean()) {
            const Block last = blocks.back();
            blocks.pop_back();
            blocks.back().sum += last.sum;
            blocks.back().weight += last.weight;
            blocks.back().count += last.count;
        }
    }
    std::size_t at = 0;
    for (const Block& block : blocks) {
        for (std::size_t step = 0; step < block.count; ++step, ++at)
            graph.y[order[at]] = block.mean() + offsets[at];
    }
}

void sweep(Graph& graph, std::vector<std::vector<std::size_t>>& layers, bool rightwards)
{
    const auto count = layers.size();
    for (std::size_t step = 0; step < count; ++step) {
        auto& order = layers[rightwards ? step : count - 1 - step];
        std::vector<std::pair<double, std::size_t>> wishes;
        for (const std::size_t node : order) {
            const auto& others = rightwards ? graph.previous[node] : graph.next[node];
            wishes.emplace_back(meanY(graph, others, graph.y[node]), node);
        }
        std::stable_sort(wishes.begin(), wishes.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        std::vector<double> values;
        for (std::size_t at = 0; at < order.size(); ++at) {
            order[at] = wishes[at].second;
            values.push_back(wishes[at].first);
        }
        place(graph, order, values);
    }
}

void settle(Graph& graph)
{
    const std::size_t count =
        graph.layer.empty() ? 0 : *std::max_element(graph.layer.begin(), graph.layer.end()) + 1;
    std::vector<std::vector<std::size_t>> layers(count);
    for (std::size_t node = 0; node < graph.layer.size(); ++node)
        layers[graph.layer[node]].push_back(node);
    for (const auto& order : layers) {
        double y = 0;
        for (const std::size_t node : order) {
            graph.y[node] = y;
            y += graph.heights[node] + kRowGap;
        }
    }
    for (int round = 0; round < kSweeps; ++round)
        sweep(graph, layers, round % 2 == 0);
    // The last word has the side with more neighbours: a single source sits amid its workers.
    sweep(graph, layers, false);
    sweep(graph, layers, true);
    for (std::size_t step = layers.size(); step-- > 0;) {
        std::vector<double> wishes;
        for (const std::size_t node : layers[step]) {
            std::vector<std::size_t> others = graph.previous[node];
            others.insert(others.end(), graph.next[node].begin(), graph.next[node].end());
            wishes.push_back(meanY(graph, others, graph.y[node]));
        }
        place(graph, layers[step], wishes);
    }
}

/// Cards that belong together, as lists in the order of their first member.
std::vector<std::vector<std::size_t>>
components(std::size_t count, const std::vector<std::pair<std::size_t, std::size_t>>& links)
{
    std::vector<std::size_t> parent(count);
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto rootOf = [&parent](std::size_t node) {
        while (parent[node] != node)
            node = parent[node] = parent[parent[node]];
        return node;
    };
    for (const auto& [from, to] : links)
        parent[rootOf(from)] = rootOf(to);
    std::vector<std::vector<std::size_t>> groups(count);
    for (std::size_t node = 0; node < count; ++node)
        groups[rootOf(node)].push_back(node);
    std::erase_if(groups, [](const auto& group) { return group.empty(); });
    std::sort(groups.begin(), groups.end(),
              [](const auto& a, const auto& b) { return a.front() < b.front(); });
    return groups;
}

/// Unlinked cards stand in rows below the rest.
void placeLoose(const std::vector<std::size_t>& loose, std::vector<QPointF>& places, double top)
{
    const auto columns = static_cast<std::size_t>(
        std::max(1.0, std::ceil(std::sqrt(static_cast<double>(loose.size())))));
    for (std::size_t at = 0; at < loose.size(); ++at) {
        const std::size_t row = at / columns;
        places[loose[at]] = {static_cast<double>(at % columns) * (kCardWidth + kRowGap),
                             top + kCardHeight / 2
                                 + static_cast<double>(row) * (kCardHeight + kRowGap)};
    }
}

} // namespace

std::vector<QPointF> layered(const LayoutInput& input)
{
    const std::size_t count = input.heights.size();
    const auto links = acyclic(input);
    const auto layer = layersOf(count, links);
    const auto groups = components(count, links);
    std::vector<std::vector<std::pair<std::size_t, std::size_t>>> linksOf(count);
    for (const auto& link : links)
        linksOf[link.first].push_back(link);

    std::vector<QPointF> places(count);
    std::vector<std::size_t> local(count, 0);
    std::vector<std::size_t> loose;
    double top = 0;
    for (const auto& group : groups) {
        if (group.size() == 1) {
            loose.push_back(group.front());
            continue;
        }
        std::vector<std::pair<std::size_t, std::size_t>> inside;
        for (const std::size_t node : group)
            inside.insert(inside.end(), linksOf[node].begin(), linksOf[node].end());
        Graph graph = graphOf(group, input, inside, layer, local);
        settle(graph);
        double least = 1e18;
        double most = -1e18;
        for (const std::size_t node : group) {
            const double half = input.heights[node] / 2;
            least = std::min(least, graph.y[local[node]] - half);
            most = std::max(most, graph.y[local[node]] + half);
        }
        for (const std::size_t node : group)
            places[node] = {static_cast<double>(layer[node]) * kColumn,
                            graph.y[local[node]] - least + top};
        top += most - least + kRowGap * 1.5;
    }
    placeLoose(loose, places, top);
    if (places.empty())
        return places;
    QRectF bounds(places.front(), QSizeF(0, 0));
    for (const QPointF place : places) {
        bounds.setLeft(std::min(bounds.left(), place.x()));
        bounds.setRight(std::max(bounds.right(), place.x()));
        bounds.setTop(std::min(bounds.top(), place.y()));
        bounds.setBottom(std::max(bounds.bottom(), place.y()));
    }
    for (QPointF& place : places)
        place = snapToGrid(place - bounds.center());
    return places;
}

} // namespace topomq::ui
