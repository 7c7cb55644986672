#include "ui/canvas/instance_totals.h"

#include "ui/canvas/figure_text.h"
#include "ui/session/plan_names.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace topomq::ui {

using metrics::NodeFigures;
using metrics::NodeState;

int urgencyOf(NodeState state)
{
    switch (state) {
    case NodeState::Failed:
        return 7;
    case NodeState::Blocked:
        return 6;
    case NodeState::Stopped:
        return 5;
    case NodeState::Frozen:
        return 4;
    case NodeState::Paused:
        return 3;
    case NodeState::Starting:
        return 2;
    case NodeState::Running:
        return 1;
    case NodeState::Waiting:
        return 0;
    case NodeState::Outside:
        return -1;
    }
    return 0;
}

void InstanceTotals::follow(const plan::RunPlan& plan,
                            const PlanNames& names,
                            const std::unordered_set<plan::NodeIndex>& left)
{
    // What runs is the instance's own, drawn or not, unless another instance took its place: then
    // nothing of it is drawn any more.
    std::unordered_set<model::NodeId> drawn;
    for (plan::NodeIndex i = 0; i < plan.nodes.size(); ++i) {
        if (const auto holder = names.holderOf(plan.nodes[i]); holder && !left.contains(i))
            drawn.insert(*holder);
    }
    std::unordered_map<model::NodeId, Trail> trails;
    for (const auto& [id, index] : m_byId)
        trails.emplace(id, std::move(m_entries[index].trail));
    m_entries.clear();
    m_byId.clear();
    m_holder.assign(plan.nodes.size(), std::nullopt);
    for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
        const auto holder = plan.nodes[i].gone ? std::nullopt : names.holderOf(plan.nodes[i]);
        if (!holder || !drawn.contains(*holder))
            continue;
        const auto [at, isNew] = m_byId.emplace(*holder, m_entries.size());
        if (isNew)
            m_entries.push_back({{}, {}, std::move(trails[*holder])});
        m_entries[at->second].nodes.push_back(i);
        m_holder[i] = at->second;
    }
}

void InstanceTotals::add(const plan::RunPlan& plan, const metrics::Snapshot& snapshot)
{
    if (m_entries.empty())
        return;
    for (Entry& entry : m_entries) {
        entry.figures = {};
        entry.known = false;
        for (const std::size_t index : entry.nodes) {
            if (index >= snapshot.nodes.size())
                continue;
            const NodeFigures& node = snapshot.nodes[index];
            // A state with its reason is taken whole, by what is shown of it: who waits in a
            // deadlock is as urgent as who is blocked, and goes first. The busiest of the like ones
            // speaks for them.
            const auto rank = [](const NodeFigures& each) {
                return std::tuple(urgencyOf(shownState(each)), each.isDeadlocked, each.busy);
            };
            if (!entry.known || rank(node) > rank(entry.figures))
                entry.figures = node;
            entry.known = true;
        }
        entry.figures.sent = 0;
        entry.figures.received = 0;
        entry.figures.sentPerSecond = 0;
        entry.figures.receivedPerSecond = 0;
        entry.figures.isSentCounted = true;
        entry.figures.isReceivedCounted = true;
    }
    const std::size_t count = std::min(plan.flows.size(), snapshot.flows.size());
    for (std::size_t i = 0; i < count; ++i) {
        const metrics::FlowFigures& flow = snapshot.flows[i];
        const auto from = m_holder.at(plan.sockets.at(plan.flows[i].from).node);
        const auto to = m_holder.at(plan.sockets.at(plan.flows[i].to).node);
        if (from == to)
            continue;
        // Where one end is outside, what the other one counts has crossed the border, too.
        if (from) {
            NodeFigures& figures = m_entries[*from].figures;
            figures.sent += flow.sent ? *flow.sent : flow.received.value_or(0);
            figures.sentPerSecond += flow.messagesPerSecond;
            figures.isSentCounted = figures.isSentCounted && flow.hasRate();
        }
        if (to) {
            NodeFigures& figures = m_entries[*to].figures;
            figures.received += flow.received ? *flow.received : flow.sent.value_or(0);
            figures.receivedPerSecond += flow.messagesPerSecond;
            figures.isReceivedCounted = figures.isReceivedCounted && flow.hasRate();
        }
    }
    for (Entry& entry : m_entries)
        entry.trail.add(snapshot.time,
                        std::max(entry.figures.sentPerSecond, entry.figures.receivedPerSecond));
}

std::optional<std::size_t> InstanceTotals::find(const model::NodeId& instance) const
{
    const auto found = m_byId.find(instance);
    return found == m_byId.end() ? std::nullopt : std::optional(found->second);
}

const NodeFigures* InstanceTotals::at(std::size_t place) const
{
    return place < m_entries.size() && m_entries[place].known ? &m_entries[place].figures : nullptr;
}

const Trail* InstanceTotals::trail(std::size_t place) const
{
    return place < m_entries.size() ? &m_entries[place].trail : nullptr;
}

} // namespace topomq::ui
