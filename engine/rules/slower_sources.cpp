#include "engine/rules/slower_sources.h"

#include "engine/model/settings.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace topomq::rules {

namespace {

using model::Node;
using model::Role;
using model::Value;

void setRate(Node& node, std::int64_t rate)
{
    const bool poisson = settingsOf(node).rate.poisson;
    node.settings.set("rate", poisson ? Value(model::Object{{"poisson", rate}}) : Value(rate));
}

} // namespace

SlowerSources::SlowerSources(const CheckIndex& index,
                             const Forwarding& forwarding,
                             const Loads& loads)
    : m_index(index)
    , m_loads(loads)
    , m_parts(index.topology.nodes.size(), 1)
    , m_groups(index.topology.nodes.size())
    , m_sources(index.topology.nodes.size())
{
    std::iota(m_groups.begin(), m_groups.end(), std::size_t{0});
    for (auto node = forwarding.order.rbegin(); node != forwarding.order.rend(); ++node) {
        if (loads.isBottleneck(*node))
            m_parts[*node] = loads.of(*node).capacity / loads.of(*node).demand;
        for (const std::size_t position : forwarding.out[*node]) {
            const Hop& hop = forwarding.hops[position];
            // Who drops is not held back, and nobody waits for it.
            if (m_parts[hop.to] >= 1 || loads.drops(hop))
                continue;
            m_parts[*node] = std::min(m_parts[*node], m_parts[hop.to]);
            join(*node, hop.to);
        }
    }
    for (const std::size_t node : forwarding.order) {
        if (index.topology.nodes[node].role == Role::Source && loads.wishOf(node) != kNoLimit)
            m_sources[groupOf(node)].push_back(node);
    }
}

std::size_t SlowerSources::groupOf(std::size_t node) const
{
    while (m_groups[node] != node)
        node = m_groups[node];
    return node;
}

void SlowerSources::join(std::size_t a, std::size_t b)
{
    const std::size_t first = groupOf(a);
    const std::size_t second = groupOf(b);
    m_groups[first] = second;
    // The next look has a shorter way.
    m_groups[a] = second;
    m_groups[b] = second;
}

const std::vector<std::size_t>& SlowerSources::togetherWith(std::size_t source) const
{
    return m_sources[groupOf(source)];
}

MaybeFix SlowerSources::fix(std::size_t source, Findings& findings) const
{
    // A fix for more would change more than anybody looks through.
    constexpr std::size_t kMostSources = 64;
    const std::vector<std::size_t>& sources = togetherWith(source);
    if (sources.size() > kMostSources)
        return std::nullopt;
    model::Batch batch;
    std::int64_t least = 0;
    std::int64_t most = 0;
    for (const std::size_t each : sources) {
        const auto rate =
            static_cast<std::int64_t>(std::floor(m_loads.wishOf(each) * m_parts[each]));
        if (rate < 1 || static_cast<double>(rate) >= m_loads.wishOf(each))
            return std::nullopt;
        MaybeFix one =
            changeNode(m_index, findings, each, "Send " + Value(rate).describe() + " msg/s",
                       [rate](Node& changed) { setRate(changed, rate); });
        if (!one || sources.size() == 1)
            return one;
        batch.edits.push_back(std::move(one->edit));
        least = batch.edits.size() == 1 ? rate : std::min(least, rate);
        most = std::max(most, rate);
    }
    const std::string all = "the " + std::to_string(sources.size()) + " sources";
    return model::Fix{least == most
                          ? "Send " + Value(most).describe() + " msg/s from each of " + all
                          : "Slow " + all + " down so that what they send is taken",
                      std::move(batch)};
}

} // namespace topomq::rules
