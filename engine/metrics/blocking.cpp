#include "engine/metrics/blocking.h"

#include <algorithm>
#include <cstddef>

namespace topomq::metrics {

namespace {

using Node = std::uint32_t;
using Group = std::vector<Node>;

/// Tarjan's algorithm without recursion: groups in which each node reaches each other.
class Components
{
public:
    Components(const std::vector<NodeFigures>& nodes, const std::vector<bool>& isStuck)
        : m_nodes(nodes)
        , m_isStuck(isStuck)
        , m_states(nodes.size())
    { }

    [[nodiscard]] std::vector<Group> find()
    {
        for (Node node = 0; node < m_nodes.size(); ++node) {
            if (m_isStuck[node] && m_states[node].order == 0)
                visit(node);
        }
        return std::move(m_found);
    }

private:
    struct State
    {
        std::size_t order = 0; ///< 0: not seen yet
        std::size_t low = 0;
        std::size_t next = 0; ///< which of its waits is looked at next
        bool isOpen = false;
    };

    void enter(Node node)
    {
        State& state = m_states[node];
        state.order = state.low = ++m_seen;
        state.isOpen = true;
        m_open.push_back(node);
        m_path.push_back(node);
    }

    void visit(Node first)
    {
        enter(first);
        while (!m_path.empty()) {
            const Node node = m_path.back();
            State& state = m_states[node];
            const std::vector<Node>& on = m_nodes[node].wait.on;
            if (state.next < on.size()) {
                const Node target = on[state.next++];
                if (m_states[target].order == 0)
                    enter(target);
                else if (m_states[target].isOpen)
                    state.low = std::min(state.low, m_states[target].order);
                continue;
            }
            m_path.pop_back();
            if (!m_path.empty())
                m_states[m_path.back()].low = std::min(m_states[m_path.back()].low, state.low);
            if (state.low == state.order)
                close(node);
        }
    }

    void close(Node first)
    {
        Group group;
        for (;;) {
            const Node node = m_open.back();
            m_open.pop_back();
            m_states[node].isOpen = false;
            group.push_back(node);
            if (node == first)
                break;
        }
        const std::vector<Node>& on = m_nodes[first].wait.on;
        const bool waitsForItself = std::find(on.begin(), on.end(), first) != on.end();
        if (group.size() == 1 && !waitsForItself)
            return;
        std::sort(group.begin(), group.end());
        m_found.push_back(std::move(group));
    }

    const std::vector<NodeFigures>& m_nodes;
    const std::vector<bool>& m_isStuck;
    std::vector<State> m_states;
    std::size_t m_seen = 0;
    Group m_open;
    Group m_path;
    std::vector<Group> m_found;
};

/// Whoever might be woken by a node that is not stuck is not stuck either.
std::vector<bool> stuckNodes(const std::vector<NodeFigures>& nodes)
{
    std::vector<bool> isStuck(nodes.size());
    std::vector<std::vector<Node>> waiters(nodes.size());
    std::vector<Node> free;
    for (Node node = 0; node < nodes.size(); ++node) {
        isStuck[node] = nodes[node].wait.isFinal && !nodes[node].wait.on.empty();
        if (!isStuck[node])
            free.push_back(node);
        else
            for (const Node target : nodes[node].wait.on)
                waiters[target].push_back(node);
    }
    while (!free.empty()) {
        const Node node = free.back();
        free.pop_back();
        for (const Node waiter : waiters[node]) {
            if (isStuck[waiter])
                free.push_back(waiter);
            isStuck[waiter] = false;
        }
    }
    return isStuck;
}

} // namespace

std::vector<std::vector<std::uint32_t>> findDeadlocks(const std::vector<NodeFigures>& nodes)
{
    const std::vector<bool> isStuck = stuckNodes(nodes);
    if (std::find(isStuck.begin(), isStuck.end(), true) == isStuck.end())
        return {};
    std::vector<Group> groups = Components(nodes, isStuck).find();
    std::sort(groups.begin(), groups.end());
    return groups;
}

std::vector<bool> lostToFailures(const std::vector<NodeFigures>& nodes)
{
    std::vector<bool> isLost(nodes.size());
    std::vector<std::size_t> hopes(nodes.size());
    std::vector<std::vector<Node>> waiters(nodes.size());
    std::vector<Node> next;
    for (Node node = 0; node < nodes.size(); ++node) {
        isLost[node] = nodes[node].state == NodeState::Failed;
        if (isLost[node]) {
            next.push_back(node);
        } else if (nodes[node].wait.isFinal) {
            hopes[node] = nodes[node].wait.on.size();
            for (const Node target : nodes[node].wait.on)
                waiters[target].push_back(node);
        }
    }
    while (!next.empty()) {
        const Node node = next.back();
        next.pop_back();
        for (const Node waiter : waiters[node]) {
            if (--hopes[waiter] > 0)
                continue;
            isLost[waiter] = true;
            next.push_back(waiter);
        }
    }
    return isLost;
}

std::vector<std::uint32_t> blockedChain(const std::vector<NodeFigures>& nodes, std::uint32_t node)
{
    const auto isBlocked = [&nodes](Node each) {
        return nodes[each].wait.cause == WaitCause::QueueFull && !nodes[each].wait.on.empty();
    };
    std::vector<Node> chain{node};
    while (isBlocked(chain.back())) {
        const std::vector<Node>& on = nodes[chain.back()].wait.on;
        const Node next = *std::max_element(on.begin(), on.end(), [&](Node a, Node b) {
            return isBlocked(a) != isBlocked(b) ? isBlocked(b) : nodes[a].busy < nodes[b].busy;
        });
        const bool isKnown = std::find(chain.begin(), chain.end(), next) != chain.end();
        chain.push_back(next);
        if (isKnown)
            break;
    }
    return chain;
}

} // namespace topomq::metrics
