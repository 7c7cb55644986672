#pragma once
// Nodes in layers, each linked to several of the next layer, where the first layer sends as much
// as it can: what both sides of a comparison run.

#include <cstddef>
#include <vector>

namespace topomq::benchmark {

struct Layer
{
    std::size_t nodes = 0;
    /// From each of its nodes to the next layer.
    std::size_t links = 0;
};

struct Shape
{
    std::vector<Layer> layers;
    std::size_t bytes = 64;
    bool isOverTcp = false;
    /// PUB to SUB, of two layers, where the publisher binds; else PUSH to PULL, where the receiver
    /// does.
    bool publishes = false;
};

/// Calls `link(from, to)` for all links; nodes are numbered from 0, layer after layer.
template <class Link>
void forEachLink(const std::vector<Layer>& layers, const Link& link)
{
    std::size_t first = 0;
    for (std::size_t layer = 0; layer + 1 < layers.size(); ++layer) {
        const std::size_t next = first + layers[layer].nodes;
        for (std::size_t i = 0; i < layers[layer].nodes; ++i) {
            for (std::size_t each = 0; each < layers[layer].links; ++each)
                link(first + i, next + (i + each) % layers[layer + 1].nodes);
        }
        first = next;
    }
}

[[nodiscard]] inline std::size_t nodesIn(const std::vector<Layer>& layers)
{
    std::size_t count = 0;
    for (const Layer& layer : layers)
        count += layer.nodes;
    return count;
}

/// Messages that were received by all nodes together, after a warm-up.
struct Flood
{
    double perSecond = 0;
    /// Of the processor time of the whole process: what other programs take does not show in it.
    double perProcessorSecond = 0;
};

} // namespace topomq::benchmark
