#include "engine/model/ports.h"

#include "engine/model/subtopology.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace topomq::model {

namespace {

PortKey keyOf(const Port& port)
{
    return {port.id, port.socket};
}

class PortRemover
{
public:
    explicit PortRemover(const Topology& topology)
        : m_topology(topology)
    {
        noteInstances(nullptr, topology.nodes);
        for (const Definition& each : topology.definitions)
            noteInstances(&each, each.nodes);
    }

    PortsRemoved run(const Definition& definition, const std::set<PortKey>& ports)
    {
        take(definition, ports);
        while (!m_open.empty()) {
            const auto [id, gone] = std::move(m_open.back());
            m_open.pop_back();
            unlink(id, gone);
        }
        Batch batch;
        removeLinks(batch);
        for (auto& [id, changed] : m_changed)
            batch.edits.push_back(put(changed));
        m_removed.edit = std::move(batch);
        return std::move(m_removed);
    }

private:
    using Names = std::set<SocketId>;

    /// Instances of one definition that stand beside each other.
    struct Uses
    {
        /// Null: in the topology itself.
        const Definition* in = nullptr;
        std::unordered_set<NodeId> instances;
    };

    void noteInstances(const Definition* in, const std::vector<Node>& nodes)
    {
        for (const Node& node : nodes) {
            if (!isInstance(node))
                continue;
            std::vector<Uses>& uses = m_uses[node.definition];
            if (uses.empty() || uses.back().in != in)
                uses.push_back({in, {}});
            uses.back().instances.insert(node.id);
        }
    }

    Definition& changeable(const Definition& definition)
    {
        return m_changed.emplace(definition.id, definition).first->second;
    }

    void take(const Definition& definition, const std::set<PortKey>& ports)
    {
        if (ports.empty())
            return;
        Definition& changed = changeable(definition);
        m_removed.ports += std::erase_if(
            changed.ports, [&ports](const Port& port) { return ports.contains(keyOf(port)); });
        Names gone;
        for (const auto& [name, socket] : ports) {
            if (changed.find(name) == nullptr)
                gone.insert(name);
        }
        if (!gone.empty())
            m_open.emplace_back(definition.id, std::move(gone));
    }

    /// Wherever the definition stands: nothing leads to these sockets of it any more.
    void unlink(const DefinitionId& id, const Names& gone)
    {
        for (const Uses& uses : m_uses[id]) {
            if (uses.in != nullptr) {
                unlinkInside(*uses.in, uses.instances, gone);
                continue;
            }
            for (const Link& link : m_topology.links) {
                if (isAt(link, uses.instances, gone))
                    m_links.insert(&link);
            }
        }
    }

    void unlinkInside(const Definition& definition,
                      const std::unordered_set<NodeId>& instances,
                      const Names& gone)
    {
        const auto goes = [&](const Link& link) { return isAt(link, instances, gone); };
        if (std::any_of(definition.links.begin(), definition.links.end(), goes))
            m_removed.links += std::erase_if(changeable(definition).links, goes);
        // Without those that went before: a definition may contain itself.
        const auto changed = m_changed.find(definition.id);
        std::set<PortKey> handedOn;
        for (const Port& port :
             changed == m_changed.end() ? definition.ports : changed->second.ports) {
            if (instances.contains(port.socket.node) && gone.contains(port.socket.socket))
                handedOn.insert(keyOf(port));
        }
        take(definition, handedOn);
    }

    /// An edit reaches the first link with an id: one behind a namesake that stays has to stay,
    /// too.
    void removeLinks(Batch& batch)
    {
        if (m_links.empty())
            return;
        std::unordered_set<LinkId> staying;
        for (const Link& link : m_topology.links) {
            if (!m_links.contains(&link)) {
                staying.insert(link.id);
            } else if (!staying.contains(link.id)) {
                batch.edits.emplace_back(RemoveLink{link.id});
                ++m_removed.links;
            }
        }
    }

    static bool
    isAt(const Link& link, const std::unordered_set<NodeId>& instances, const Names& gone)
    {
        const auto meets = [&](const SocketRef& end) {
            return instances.contains(end.node) && gone.contains(end.socket);
        };
        return meets(link.connect) || meets(link.bind);
    }

    const Topology& m_topology;
    std::unordered_map<DefinitionId, std::vector<Uses>> m_uses;
    std::map<DefinitionId, Definition> m_changed;
    std::unordered_set<const Link*> m_links;
    std::vector<std::pair<DefinitionId, Names>> m_open;
    PortsRemoved m_removed;
};

bool leadsSomewhere(const Topology& topology, const Node& node, const SocketId& socket)
{
    if (!isInstance(node))
        return node.find(socket) != nullptr;
    const Definition* inner = findDefinition(topology, node.definition);
    return inner == nullptr || inner->find(socket) != nullptr;
}

} // namespace

std::set<PortKey> loosePorts(const Topology& topology, const Definition& definition)
{
    // `find` is linear, and hundreds of nodes may each have their port.
    std::unordered_map<NodeId, const Node*> nodes;
    for (const Node& node : definition.nodes)
        nodes.emplace(node.id, &node);
    std::set<PortKey> loose;
    for (const Port& port : definition.ports) {
        const auto node = nodes.find(port.socket.node);
        if (node == nodes.end() || !leadsSomewhere(topology, *node->second, port.socket.socket))
            loose.insert(keyOf(port));
    }
    return loose;
}

PortsRemoved removePorts(const Topology& topology,
                         const DefinitionId& definition,
                         const std::set<PortKey>& ports)
{
    const Definition* losing = findDefinition(topology, definition);
    return losing == nullptr ? PortsRemoved{Batch{}} : PortRemover(topology).run(*losing, ports);
}

} // namespace topomq::model
