#include "ui/canvas/layer_graph.h"

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr double kLaneHeight = 24;
constexpr int kRounds = 8;
/// Beyond so many cards and lanes a layout would no longer be quick; long links then cross cards.
constexpr std::size_t kMostPlaces = 40'000;

using Lists = std::vector<std::vector<std::size_t>>;

void sortUnique(std::vector<CardLink>& links)
{
    std::sort(links.begin(), links.end());
    links.erase(std::unique(links.begin(), links.end()), links.end());
}

Lists targetsOf(std::size_t count, const std::vector<CardLink>& links)
{
    Lists next(count);
    for (const auto& [from, to] : links)
        next[from].push_back(to);
    return next;
}

Lists sourcesOf(std::size_t count, const std::vector<CardLink>& links)
{
    Lists previous(count);
    for (const auto& [from, to] : links)
        previous[to].push_back(from);
    return previous;
}

/// The longest way from the left, with the cards in an order in which every link leads onwards.
std::vector<std::size_t>
longestWays(const Lists& next, const Lists& previous, std::vector<std::size_t>& order)
{
    std::vector<std::size_t> waitingFor;
    waitingFor.reserve(previous.size());
    for (const auto& sources : previous)
        waitingFor.push_back(sources.size());
    for (std::size_t card = 0; card < next.size(); ++card) {
        if (waitingFor[card] == 0)
            order.push_back(card);
    }
    std::vector<std::size_t> layer(next.size(), 0);
    for (std::size_t at = 0; at < order.size(); ++at) {
        for (const std::size_t target : next[order[at]]) {
            layer[target] = std::max(layer[target], layer[order[at]] + 1);
            if (--waitingFor[target] == 0)
                order.push_back(target);
        }
    }
    return layer;
}

/// The layer between its neighbours where the links of the card are shortest in all.
std::size_t shortestFor(std::size_t card,
                        const Lists& next,
                        const Lists& previous,
                        const std::vector<std::size_t>& layer)
{
    const std::size_t now = layer[card];
    if (previous[card].size() == next[card].size())
        return now;
    if (previous[card].size() > next[card].size()) {
        std::size_t least = 0;
        for (const std::size_t source : previous[card])
            least = std::max(least, layer[source] + 1);
        return least;
    }
    std::size_t most = layer[next[card].front()] - 1;
    for (const std::size_t target : next[card])
        most = std::min(most, layer[target] - 1);
    return most;
}

} // namespace

std::size_t LayerGraph::layerCount() const
{
    return layer.empty() ? 0 : *std::max_element(layer.begin(), layer.end()) + 1;
}

std::size_t LayerGraph::add(double height, std::size_t inLayer)
{
    heights.push_back(height);
    next.emplace_back();
    previous.emplace_back();
    layer.push_back(inLayer);
    return heights.size() - 1;
}

void LayerGraph::join(std::size_t from, std::size_t to)
{
    next[from].push_back(to);
    previous[to].push_back(from);
}

std::vector<CardLink> withoutCircles(std::size_t count, const std::vector<CardLink>& links)
{
    std::vector<CardLink> given;
    for (const CardLink& link : links) {
        if (link.first != link.second)
            given.push_back(link);
    }
    sortUnique(given);
    const Lists next = targetsOf(count, given);
    const Lists previous = sourcesOf(count, given);
    // Where nothing arrives the walk starts: then only links that lead back are turned.
    std::vector<std::size_t> roots;
    for (const bool starts : {true, false}) {
        for (std::size_t card = 0; card < count; ++card) {
            if (previous[card].empty() == starts)
                roots.push_back(card);
        }
    }
    enum class Mark { New, Open, Done };
    std::vector<Mark> marks(count, Mark::New);
    std::vector<CardLink> straight;
    std::vector<std::pair<std::size_t, std::size_t>> stack;
    for (const std::size_t root : roots) {
        if (marks[root] != Mark::New)
            continue;
        marks[root] = Mark::Open;
        stack.emplace_back(root, 0);
        while (!stack.empty()) {
            const std::size_t card = stack.back().first;
            if (stack.back().second == next[card].size()) {
                marks[card] = Mark::Done;
                stack.pop_back();
                continue;
            }
            const std::size_t target = next[card][stack.back().second++];
            const bool back = marks[target] == Mark::Open;
            straight.emplace_back(back ? target : card, back ? card : target);
            if (marks[target] == Mark::New) {
                marks[target] = Mark::Open;
                stack.emplace_back(target, 0);
            }
        }
    }
    sortUnique(straight);
    return straight;
}

std::vector<std::size_t> layersOf(std::size_t count, const std::vector<CardLink>& links)
{
    const Lists next = targetsOf(count, links);
    const Lists previous = sourcesOf(count, links);
    std::vector<std::size_t> order;
    std::vector<std::size_t> layer = longestWays(next, previous, order);
    for (int round = 0; round < kRounds; ++round) {
        bool moved = false;
        const auto settle = [&](std::size_t card) {
            const std::size_t better = shortestFor(card, next, previous, layer);
            moved = moved || better != layer[card];
            layer[card] = better;
        };
        std::for_each(order.rbegin(), order.rend(), settle);
        std::for_each(order.begin(), order.end(), settle);
        if (!moved)
            break;
    }
    return layer;
}

LayerGraph layerGraph(const std::vector<double>& heights,
                      const std::vector<CardLink>& links,
                      const std::vector<std::size_t>& layer)
{
    LayerGraph graph;
    graph.cards = heights.size();
    for (std::size_t card = 0; card < heights.size(); ++card)
        graph.add(heights[card], layer[card]);
    for (const auto& [from, to] : links) {
        std::size_t before = from;
        const bool keepsLanes = graph.heights.size() + layer[to] - layer[from] < kMostPlaces;
        if (!keepsLanes && layer[to] - layer[from] > 1)
            continue;
        for (std::size_t at = layer[from] + 1; at < layer[to]; ++at) {
            const std::size_t lane = graph.add(kLaneHeight, at);
            graph.join(before, lane);
            before = lane;
        }
        graph.join(before, to);
    }
    return graph;
}

} // namespace topomq::ui
