#include "engine/model/subtopology.h"

#include "engine/model/weight.h"

#include <algorithm>
#include <optional>

namespace topomq::model {

namespace {

/// What all instances together may be given.
struct Budget
{
    std::size_t sockets = 100'000;
    std::size_t values = 1'000'000;

    [[nodiscard]] bool spend(std::size_t count, std::size_t weight)
    {
        if (count > sockets || weight > values)
            return false;
        sockets -= count;
        values -= weight;
        return true;
    }
};

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

    /// What the sockets of one instance take.
    [[nodiscard]] std::size_t weightOf(const DefinitionId& id)
    {
        Entry& entry = m_entries.at(id);
        if (entry.weight)
            return *entry.weight;
        std::size_t weight = 0;
        for (const Port& port : entry.definition->ports) {
            const Socket* behind = behindPort(id, port.id);
            weight += model::weightOf(port) + (behind == nullptr ? 1 : weightOf(*behind));
        }
        entry.weight = weight;
        return weight;
    }

private:
    struct Entry
    {
        const Definition* definition = nullptr;
        std::optional<std::size_t> weight;
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

    /// Reckoned once, however many ports lead to it.
    [[nodiscard]] std::size_t weightOf(const Socket& socket)
    {
        const auto [known, isNew] = m_weights.emplace(&socket, 0);
        if (isNew)
            known->second = model::weightOf(socket);
        return known->second;
    }

    std::unordered_map<DefinitionId, Entry> m_entries;
    std::unordered_map<const Socket*, std::size_t> m_weights;
};

void refresh(std::vector<Node>& nodes, PortIndex& ports, Budget& budget)
{
    for (Node& node : nodes) {
        if (!isInstance(node))
            continue;
        node.sockets.clear();
        const Definition* definition = ports.find(node.definition);
        if (definition == nullptr
            || !budget.spend(definition->ports.size(), ports.weightOf(definition->id)))
            continue;
        for (const Port& port : definition->ports)
            node.sockets.push_back(ports.socketOf(definition->id, port.id));
    }
}

FlatWeight ownWeight(const Definition& definition)
{
    FlatWeight weight{.things = definition.nodes.size() + definition.links.size()};
    for (const Node& node : definition.nodes) {
        weight.things += node.sockets.size();
        // What an instance says stays in the file.
        weight.values += isInstance(node) ? 1 : weightOf(node);
    }
    for (const Link& link : definition.links)
        weight.values += weightOf(link);
    for (const Port& port : definition.ports)
        weight.values += weightOf(port);
    return weight;
}

/// All that is inside has the names of the instance in front of its own.
FlatWeight insideOf(const Node& instance, FlatWeight weight)
{
    const std::size_t names = instance.id.text().size() + instance.title().size();
    weight.values += weight.things * names / kTextPerValue;
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
    PortIndex ports(topology);
    Budget budget;
    refresh(topology.nodes, ports, budget);
    for (Definition& definition : topology.definitions)
        refresh(definition.nodes, ports, budget);
}

FlatWeight& FlatWeight::operator+=(const FlatWeight& other)
{
    things = std::min(things + other.things, kMostFlatThings + 1);
    values = std::min(values + other.values, kMostFlatValues + 1);
    return *this;
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
            m_entries.push_back({.definition = &definition, .weight = ownWeight(definition)});
    }
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        Entry& entry = m_entries[i];
        for (const Node& node : entry.definition->nodes) {
            const auto found = isInstance(node) ? m_byId.find(node.definition) : m_byId.end();
            if (found == m_byId.end())
                continue;
            entry.inner.push_back(found->second);
            m_entries[found->second].uses.push_back({i, &node});
        }
        entry.open = entry.inner.size();
    }
}

/// From the innermost outwards: each after all that it uses.
void Nesting::settle()
{
    std::vector<std::size_t> ready;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].open == 0)
            ready.push_back(i);
    }
    while (!ready.empty()) {
        Entry& entry = m_entries[ready.back()];
        ready.pop_back();
        entry.settled = true;
        for (const Use& use : entry.uses) {
            Entry& outer = m_entries[use.user];
            outer.depth = std::max(outer.depth, entry.depth + 1);
            outer.weight += insideOf(*use.instance, entry.weight);
            if (--outer.open == 0)
                ready.push_back(use.user);
        }
    }
}

void Nesting::judge()
{
    for (Entry& entry : m_entries) {
        const FlatWeight& weight = entry.weight;
        entry.good = entry.settled && entry.depth <= kDeepestDefinitions && weight.fits();
        if (!entry.settled)
            continue;
        // The outer ones of a deep pile are so for the same reason: one of them tells it.
        if (entry.depth == kDeepestDefinitions + 1)
            m_problems.push_back({entry.definition->id, Problem::TooDeep, {}});
        else if (!weight.fits()
                 && std::all_of(entry.inner.begin(), entry.inner.end(), [this](std::size_t inner) {
                        return m_entries[inner].weight.fits();
                    }))
            m_problems.push_back({entry.definition->id,
                                  weight.isTooMany() ? Problem::TooLarge : Problem::TooHeavy,
                                  {}});
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

FlatWeight Nesting::weightOf(const Node& instance) const
{
    const auto found = m_byId.find(instance.definition);
    return found == m_byId.end() ? FlatWeight()
                                 : insideOf(instance, m_entries[found->second].weight);
}

} // namespace topomq::model
