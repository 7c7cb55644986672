#include "ui/canvas/layer_order.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace topomq::ui {

namespace {

constexpr int kSweeps = 24;
constexpr int kPatience = 6;
constexpr int kExchangeRounds = 12;
/// Two hubs with very many links each are not worth the comparison.
constexpr std::size_t kMostPairs = 10'000;

using Positions = std::vector<std::size_t>;
using Lists = std::vector<std::vector<std::size_t>>;

void number(const std::vector<std::size_t>& order, Positions& positions)
{
    for (std::size_t at = 0; at < order.size(); ++at)
        positions[order[at]] = at;
}

Positions positionsIn(const Layers& layers, std::size_t count)
{
    Positions positions(count, 0);
    for (const auto& order : layers)
        number(order, positions);
    return positions;
}

/// Pairs out of order among `values`, counted with a tree of sums.
std::size_t inversions(const std::vector<std::size_t>& values, std::size_t range)
{
    std::vector<std::size_t> tree(range + 1, 0);
    std::size_t total = 0;
    std::size_t seen = 0;
    for (const std::size_t value : values) {
        std::size_t notAbove = 0;
        for (std::size_t at = value + 1; at > 0; at -= at & (~at + 1))
            notAbove += tree[at];
        total += seen - notAbove;
        ++seen;
        for (std::size_t at = value + 1; at <= range; at += at & (~at + 1))
            ++tree[at];
    }
    return total;
}

std::size_t crossings(const LayerGraph& graph, const Layers& layers, const Positions& positions)
{
    std::size_t total = 0;
    std::vector<std::size_t> ends;
    for (std::size_t at = 0; at + 1 < layers.size(); ++at) {
        ends.clear();
        for (const std::size_t place : layers[at]) {
            const std::size_t first = ends.size();
            for (const std::size_t target : graph.next[place])
                ends.push_back(positions[target]);
            std::sort(ends.begin() + static_cast<std::ptrdiff_t>(first), ends.end());
        }
        total += inversions(ends, layers[at + 1].size());
    }
    return total;
}

/// Depth first from the left: what hangs together starts together.
Layers walked(const LayerGraph& graph)
{
    Layers layers(graph.layerCount());
    std::vector<bool> seen(graph.heights.size(), false);
    std::vector<std::size_t> roots(graph.heights.size());
    std::iota(roots.begin(), roots.end(), std::size_t{0});
    std::stable_sort(roots.begin(), roots.end(), [&graph](std::size_t a, std::size_t b) {
        return graph.layer[a] < graph.layer[b];
    });
    std::vector<std::size_t> stack;
    for (const std::size_t root : roots) {
        stack.push_back(root);
        while (!stack.empty()) {
            const std::size_t place = stack.back();
            stack.pop_back();
            if (seen[place])
                continue;
            seen[place] = true;
            layers[graph.layer[place]].push_back(place);
            stack.insert(stack.end(), graph.next[place].rbegin(), graph.next[place].rend());
        }
    }
    return layers;
}

/// Lanes lie on the straight way between the two cards that they join.
void straighten(const LayerGraph& graph, std::vector<double>& wishes)
{
    std::vector<std::size_t> lanes;
    for (std::size_t card = 0; card < graph.cards; ++card) {
        for (std::size_t place : graph.next[card]) {
            lanes.clear();
            for (; graph.isLane(place); place = graph.next[place].front())
                lanes.push_back(place);
            const double step =
                (wishes[place] - wishes[card]) / static_cast<double>(lanes.size() + 1);
            for (std::size_t at = 0; at < lanes.size(); ++at)
                wishes[lanes[at]] = wishes[card] + step * static_cast<double>(at + 1);
        }
    }
}

/// By where the cards stand now; what stands nowhere goes beside its neighbours.
Layers asSeen(const LayerGraph& graph, const std::vector<double>& heightsNow)
{
    std::vector<double> wishes(graph.heights.size(), std::numeric_limits<double>::quiet_NaN());
    std::copy(heightsNow.begin(), heightsNow.end(), wishes.begin());
    const auto fill = [&](const Lists& others, std::size_t place) {
        if (!std::isnan(wishes[place]))
            return;
        double sum = 0;
        std::size_t known = 0;
        for (const std::size_t other : others[place]) {
            if (std::isnan(wishes[other]))
                continue;
            sum += wishes[other];
            ++known;
        }
        if (known > 0)
            wishes[place] = sum / static_cast<double>(known);
    };
    Layers layers(graph.layerCount());
    for (std::size_t place = 0; place < graph.heights.size(); ++place)
        layers[graph.layer[place]].push_back(place);
    for (const auto& order : layers) {
        for (const std::size_t place : order)
            fill(graph.previous, place);
    }
    for (auto order = layers.rbegin(); order != layers.rend(); ++order) {
        for (const std::size_t place : *order)
            fill(graph.next, place);
    }
    straighten(graph, wishes);
    for (auto& order : layers) {
        std::stable_sort(order.begin(), order.end(), [&wishes](std::size_t a, std::size_t b) {
            const bool last = std::isnan(wishes[b]) && !std::isnan(wishes[a]);
            return last || wishes[a] < wishes[b];
        });
    }
    return layers;
}

double meanOf(std::vector<std::size_t>& places)
{
    const std::size_t sum = std::accumulate(places.begin(), places.end(), std::size_t{0});
    return static_cast<double>(sum) / static_cast<double>(places.size());
}

/// The median that leans to the side where the places are dense.
double medianOf(std::vector<std::size_t>& places)
{
    std::sort(places.begin(), places.end());
    const std::size_t middle = places.size() / 2;
    const auto at = [&places](std::size_t index) { return static_cast<double>(places[index]); };
    if (places.size() % 2 == 1)
        return at(middle);
    if (places.size() == 2)
        return (at(0) + at(1)) / 2;
    const double left = at(middle - 1) - at(0);
    const double right = at(places.size() - 1) - at(middle);
    if (left + right <= 0)
        return (at(middle - 1) + at(middle)) / 2;
    return (at(middle - 1) * right + at(middle) * left) / (left + right);
}

/// Improves an order step by step and keeps the best that it has seen.
class Sweeper
{
public:
    Sweeper(const LayerGraph& graph, Layers layers)
        : m_graph(graph)
        , m_layers(std::move(layers))
        , m_positions(positionsIn(m_layers, graph.heights.size()))
    {
        keepBest();
    }

    /// Exchanges only what moves no two cards past each other.
    void moveLanes()
    {
        m_cardsMove = false;
        exchange();
        m_cardsMove = true;
        keepBest();
    }

    void run(bool median)
    {
        m_layers = m_best;
        m_positions = positionsIn(m_layers, m_graph.heights.size());
        int patience = kPatience;
        exchange();
        if (const std::size_t now = crossings(m_graph, m_layers, m_positions); now < m_least)
            keepBest();
        for (int sweep = 0; sweep < kSweeps && patience > 0 && m_least > 0; ++sweep) {
            pass(sweep % 2 == 0, median, sweep % 4 >= 2);
            exchange();
            const std::size_t now = crossings(m_graph, m_layers, m_positions);
            --patience;
            if (now < m_least) {
                m_least = now;
                m_best = m_layers;
                patience = kPatience;
            }
        }
    }

    [[nodiscard]] std::size_t least() const { return m_least; }

    Layers take() { return std::move(m_best); }

private:
    void keepBest()
    {
        m_best = m_layers;
        m_least = crossings(m_graph, m_layers, m_positions);
    }

    void pass(bool rightwards, bool median, bool turnsTies)
    {
        const std::size_t count = m_layers.size();
        for (std::size_t step = 1; step < count; ++step) {
            const std::size_t layer = rightwards ? step : count - 1 - step;
            sort(m_layers[layer], rightwards ? m_graph.previous : m_graph.next, median, turnsTies);
        }
    }

    void sort(std::vector<std::size_t>& order, const Lists& others, bool median, bool turnsTies)
    {
        std::vector<std::pair<double, std::size_t>> wishes;
        std::vector<std::size_t> slots;
        std::vector<std::size_t> places;
        for (std::size_t at = 0; at < order.size(); ++at) {
            const auto& neighbours = others[order[at]];
            // Without a neighbour there it keeps its place.
            if (neighbours.empty())
                continue;
            places.clear();
            for (const std::size_t neighbour : neighbours)
                places.push_back(m_positions[neighbour]);
            wishes.emplace_back(median ? medianOf(places) : meanOf(places), order[at]);
            slots.push_back(at);
        }
        if (turnsTies)
            std::reverse(wishes.begin(), wishes.end());
        std::stable_sort(wishes.begin(), wishes.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        for (std::size_t at = 0; at < slots.size(); ++at)
            order[slots[at]] = wishes[at].second;
        number(order, m_positions);
    }

    [[nodiscard]] std::ptrdiff_t gain(const std::vector<std::size_t>& upper,
                                      const std::vector<std::size_t>& lower) const
    {
        if (upper.size() * lower.size() > kMostPairs)
            return 0;
        std::ptrdiff_t gain = 0;
        for (const std::size_t a : upper) {
            for (const std::size_t b : lower) {
                gain += m_positions[a] > m_positions[b] ? 1 : 0;
                gain -= m_positions[a] < m_positions[b] ? 1 : 0;
            }
        }
        return gain;
    }

    void exchange()
    {
        bool better = true;
        for (int round = 0; round < kExchangeRounds && better; ++round) {
            better = false;
            for (auto& order : m_layers)
                better = exchangeIn(order) || better;
        }
    }

    bool exchangeIn(std::vector<std::size_t>& order)
    {
        bool better = false;
        for (std::size_t at = 0; at + 1 < order.size(); ++at) {
            const std::size_t upper = order[at];
            const std::size_t lower = order[at + 1];
            if (!m_cardsMove && !m_graph.isLane(upper) && !m_graph.isLane(lower))
                continue;
            const std::ptrdiff_t saved = gain(m_graph.previous[upper], m_graph.previous[lower])
                + gain(m_graph.next[upper], m_graph.next[lower]);
            if (saved <= 0)
                continue;
            std::swap(order[at], order[at + 1]);
            std::swap(m_positions[upper], m_positions[lower]);
            better = true;
        }
        return better;
    }

    const LayerGraph& m_graph;
    Layers m_layers;
    Positions m_positions;
    Layers m_best;
    std::size_t m_least = 0;
    bool m_cardsMove = true;
};

Sweeper improved(const LayerGraph& graph, Layers start)
{
    Sweeper sweeper(graph, std::move(start));
    sweeper.run(true);
    sweeper.run(false);
    return sweeper;
}

} // namespace

std::size_t crossings(const LayerGraph& graph, const Layers& layers)
{
    return crossings(graph, layers, positionsIn(layers, graph.heights.size()));
}

Layers orderLayers(const LayerGraph& graph, const std::vector<double>& heightsNow)
{
    const bool hasOrder = std::any_of(heightsNow.begin(), heightsNow.end(),
                                      [](double height) { return !std::isnan(height); });
    if (hasOrder) {
        // Within reach of the best, what people know counts for more.
        Sweeper seen(graph, asSeen(graph, heightsNow));
        seen.moveLanes();
        if (seen.least() == 0)
            return seen.take();
        Sweeper better = improved(graph, asSeen(graph, heightsNow));
        Sweeper fresh = improved(graph, walked(graph));
        const std::size_t least = std::min(better.least(), fresh.least());
        if (seen.least() <= least + least / 4)
            return seen.take();
        return better.least() <= least + least / 8 ? better.take() : fresh.take();
    }
    return improved(graph, walked(graph)).take();
}

} // namespace topomq::ui
