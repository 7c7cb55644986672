#include "engine/model/subtopology.h"

#include <algorithm>

namespace topomq::model {

namespace {

/// Sockets that all instances together may be given.
constexpr std::size_t kMostDerivedSockets = 100'000;

/// Finds what a port leads to, through definitions inside definitions.
class PortIndex
{
public:
    explicit PortIndex(const Topology& topology)
    {
        for (const Definition& definition : topology.definitions) {
            if (m_entries.contains(definition.id))
                continue;
            Entry& entry = m_entries[definition.id];
            entry.definition = &definition;
            for (const Node& node : definition.nodes)
                entry.nodes.emplace(node.id, &node);
            for (const Port& port : definition.ports)
                entry.ports.emplace(port.id, &port.socket);
        }
    }

    [[nodiscard]] const Definition* find(const DefinitionId& id) const
    {
        const auto found = m_entries.find(id);
        return found == m_entries.end() ? nullptr : found->second.definition;
    }

    [[nodiscard]] Socket socketOf(const DefinitionId& id, const SocketId& port) const
    {
        Socket socket;
        if (const Socket* behind = behindPort(id, port))
            socket = *behind;
        socket.id = port;
        socket.extras = {};
        return socket;
    }

private:
    struct Entry
    {
        const Definition* definition = nullptr;
        std::unordered_map<NodeId, const Node*> nodes;
        std::unordered_map<SocketId, const SocketRef*> ports;
    };

    [[nodiscard]] const Socket* behindPort(DefinitionId id, SocketId port) const
    {
        for (std::size_t depth = 0; depth < kDeepestDefinitions; ++depth) {
            const auto entry = m_entries.find(id);
            if (entry == m_entries.end() || !entry->second.ports.contains(port))
                return nullptr;
            const SocketRef& ref = *entry->second.ports.at(port);
            const auto node = entry->second.nodes.find(ref.node);
            if (node == entry->second.nodes.end())
                return nullptr;
            if (!isInstance(*node->second))
                return node->second->find(ref.socket);
            id = node->second->definition;
            port = ref.socket;
        }
        return nullptr;
    }

    std::unordered_map<DefinitionId, Entry> m_entries;
};

void refresh(std::vector<Node>& nodes, const PortIndex& ports, std::size_t& budget)
{
    for (Node& node : nodes) {
        if (!isInstance(node))
            continue;
        node.sockets.clear();
        const Definition* definition = ports.find(node.definition);
        if (definition == nullptr || definition->ports.size() > budget)
            continue;
        budget -= definition->ports.size();
        for (const Port& port : definition->ports)
            node.sockets.push_back(ports.socketOf(definition->id, port.id));
    }
}

std::size_t ownWeight(const Definition& definition)
{
    std::size_t weight = definition.nodes.size() + definition.links.size();
    for (const Node& node : definition.nodes)
        weight += node.sockets.size();
    return weight;
}

} // namespace

const Definition* findDefinition(const Topology& topology, const DefinitionId& id)
{
    const auto found = std::find_if(topology.definitions.begin(), topology.definitions.end(),
                                    [&id](const Definition& each) { return each.id == id; });
    return found == topology.definitions.end() ? nullptr : &*found;
}

bool isInstance(const Node& node)
{
    return node.role == Role::Subtopology;
}

bool hasSubtopologies(const Topology& topology)
{
    return !topology.definitions.empty()
        || std::any_of(topology.nodes.begin(), topology.nodes.end(), isInstance);
}

DefinitionId freeDefinitionId(const Topology& topology, const std::string& stem)
{
    DefinitionId id(stem);
    for (int number = 2; findDefinition(topology, id) != nullptr; ++number)
        id = DefinitionId(stem + std::to_string(number));
    return id;
}

void refreshInstances(Topology& topology)
{
    if (!hasSubtopologies(topology))
        return;
    const PortIndex ports(topology);
    std::size_t budget = kMostDerivedSockets;
    refresh(topology.nodes, ports, budget);
    for (Definition& definition : topology.definitions)
        refresh(definition.nodes, ports, budget);
}

Nesting::Nesting(const Topology& topology)
{
    collect(topology);
    settle();
    judge();
    findCircles();
    std::stable_sort(m_problems.begin(), m_problems.end(), [this](const Found& a, const Found& b) {
        return m_byId.at(a.definition) < m_byId.at(b.definition);
    });
}

void Nesting::collect(const Topology& topology)
{
    for (const Definition& definition : topology.definitions) {
        if (m_byId.emplace(definition.id, m_entries.size()).second)
            m_entries.push_back({&definition, {}, 0, 1, ownWeight(definition)});
    }
    for (Entry& entry : m_entries) {
        for (const Node& node : entry.definition->nodes) {
            const auto found = isInstance(node) ? m_byId.find(node.definition) : m_byId.end();
            if (found != m_byId.end())
                entry.inner.push_back(found->second);
        }
        entry.open = entry.inner.size();
    }
}

/// From the innermost outwards: each after all that it uses.
void Nesting::settle()
{
    std::vector<std::vector<std::size_t>> users(m_entries.size());
    std::vector<std::size_t> ready;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        for (const std::size_t inner : m_entries[i].inner)
            users[inner].push_back(i);
        if (m_entries[i].open == 0)
            ready.push_back(i);
    }
    while (!ready.empty()) {
        const std::size_t at = ready.back();
        ready.pop_back();
        m_entries[at].settled = true;
        for (const std::size_t user : users[at]) {
            Entry& outer = m_entries[user];
            outer.depth = std::max(outer.depth, m_entries[at].depth + 1);
            outer.weight = std::min(outer.weight + m_entries[at].weight, kMostFlatThings + 1);
            if (--outer.open == 0)
                ready.push_back(user);
        }
    }
}

void Nesting::judge()
{
    for (Entry& entry : m_entries) {
        entry.good =
            entry.settled && entry.depth <= kDeepestDefinitions && entry.weight <= kMostFlatThings;
        if (!entry.settled)
            continue;
        // The outer ones of a deep pile are so for the same reason: one of them tells it.
        if (entry.depth == kDeepestDefinitions + 1)
            m_problems.push_back({entry.definition->id, Problem::TooDeep, {}});
        else if (entry.weight > kMostFlatThings
                 && std::all_of(entry.inner.begin(), entry.inner.end(), [this](std::size_t inner) {
                        return m_entries[inner].weight <= kMostFlatThings;
                    }))
            m_problems.push_back({entry.definition->id, Problem::TooLarge, {}});
    }
}

/// What is left is on a circle or leads into one. Those that nobody left uses are peeled off.
void Nesting::findCircles()
{
    std::vector<bool> left(m_entries.size());
    std::vector<std::size_t> usedBy(m_entries.size());
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        left[i] = !m_entries[i].settled;
        for (const std::size_t inner : m_entries[i].inner)
            usedBy[inner] += left[i] ? 1 : 0;
    }
    std::vector<std::size_t> ready;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (left[i] && usedBy[i] == 0)
            ready.push_back(i);
    }
    while (!ready.empty()) {
        const std::size_t at = ready.back();
        ready.pop_back();
        left[at] = false;
        for (const std::size_t inner : m_entries[at].inner) {
            if (left[inner] && --usedBy[inner] == 0)
                ready.push_back(inner);
        }
    }
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (left[i])
            m_problems.push_back({m_entries[i].definition->id, Problem::Circle, wayFrom(i, left)});
    }
}

std::string Nesting::wayFrom(std::size_t start, const std::vector<bool>& inCircle) const
{
    constexpr std::size_t kShown = 6;
    std::string way = m_entries[start].definition->id.text();
    std::size_t at = start;
    for (std::size_t steps = 0; steps < kShown; ++steps) {
        const auto& inner = m_entries[at].inner;
        // Straight back where that is possible: the shortest way says it best.
        const auto back = std::find(inner.begin(), inner.end(), start);
        const auto next = back != inner.end()
            ? back
            : std::find_if(inner.begin(), inner.end(),
                           [&inCircle](std::size_t each) { return inCircle[each]; });
        at = *next;
        way += " › " + m_entries[at].definition->id.text();
        if (at == start)
            return way;
    }
    return way + " › …";
}

const Definition* Nesting::usable(const DefinitionId& id) const
{
    const auto found = m_byId.find(id);
    return found == m_byId.end() || !m_entries[found->second].good
        ? nullptr
        : m_entries[found->second].definition;
}

std::size_t Nesting::weightOf(const DefinitionId& id) const
{
    const auto found = m_byId.find(id);
    return found == m_byId.end() ? 0 : m_entries[found->second].weight;
}

} // namespace topomq::model
