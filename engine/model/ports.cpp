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
    { }

    PortsRemoved run(const DefinitionId& definition, const std::set<PortKey>& ports)
    {
        take(definition, ports);
        while (!m_open.empty()) {
            const auto [id, gone] = std::move(m_open.back());
            m_open.pop_back();
            unlink(id, gone);
        }
        Batch batch;
        for (const LinkId& link : m_links)
            batch.edits.emplace_back(RemoveLink{link});
        for (auto& [id, changed] : m_changed)
            batch.edits.push_back(put(changed));
        m_removed.links += m_links.size();
        m_removed.edit = std::move(batch);
        return std::move(m_removed);
    }

private:
    using Names = std::set<SocketId>;

    /// Null: there is no such definition.
    Definition* changeable(const DefinitionId& id)
    {
        const auto found = m_changed.find(id);
        if (found != m_changed.end())
            return &found->second;
        const Definition* definition = findDefinition(m_topology, id);
        return definition == nullptr ? nullptr : &m_changed.emplace(id, *definition).first->second;
    }

    void take(const DefinitionId& id, const std::set<PortKey>& ports)
    {
        Definition* definition = ports.empty() ? nullptr : changeable(id);
        if (definition == nullptr)
            return;
        m_removed.ports += std::erase_if(
            definition->ports, [&ports](const Port& port) { return ports.contains(keyOf(port)); });
        Names gone;
        for (const auto& [name, socket] : ports) {
            if (definition->find(name) == nullptr)
                gone.insert(name);
        }
        if (!gone.empty())
            m_open.emplace_back(id, std::move(gone));
    }

    /// Wherever the definition stands: nothing leads to these sockets of it any more.
    void unlink(const DefinitionId& id, const Names& gone)
    {
        const std::unordered_set<NodeId> outside = instances(m_topology.nodes, id);
        for (const Link& link : m_topology.links) {
            if (isAt(link, outside, gone))
                m_links.insert(link.id);
        }
        for (const Definition& each : m_topology.definitions) {
            const std::unordered_set<NodeId> inside = instances(each.nodes, id);
            if (!inside.empty())
                unlinkInside(each.id, inside, gone);
        }
    }

    void unlinkInside(const DefinitionId& id,
                      const std::unordered_set<NodeId>& instances,
                      const Names& gone)
    {
        Definition* definition = changeable(id);
        m_removed.links += std::erase_if(
            definition->links, [&](const Link& link) { return isAt(link, instances, gone); });
        std::set<PortKey> handedOn;
        for (const Port& port : definition->ports) {
            if (instances.contains(port.socket.node) && gone.contains(port.socket.socket))
                handedOn.insert(keyOf(port));
        }
        take(id, handedOn);
    }

    static std::unordered_set<NodeId> instances(const std::vector<Node>& nodes,
                                                const DefinitionId& id)
    {
        std::unordered_set<NodeId> found;
        for (const Node& node : nodes) {
            if (isInstance(node) && node.definition == id)
                found.insert(node.id);
        }
        return found;
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
    std::map<DefinitionId, Definition> m_changed;
    std::set<LinkId> m_links;
    std::vector<std::pair<DefinitionId, Names>> m_open;
    PortsRemoved m_removed;
};

} // namespace

bool leadsSomewhere(const Topology& topology, const Definition& definition, const Port& port)
{
    const Node* node = definition.find(port.socket.node);
    if (node == nullptr)
        return false;
    if (!isInstance(*node))
        return node->find(port.socket.socket) != nullptr;
    const Definition* inner = findDefinition(topology, node->definition);
    return inner == nullptr || inner->find(port.socket.socket) != nullptr;
}

std::set<PortKey> loosePorts(const Topology& topology, const Definition& definition)
{
    // `find` is linear, and hundreds of nodes may each have their port.
    std::unordered_map<NodeId, const Node*> nodes;
    for (const Node& node : definition.nodes)
        nodes.emplace(node.id, &node);
    std::set<PortKey> loose;
    for (const Port& port : definition.ports) {
        const auto node = nodes.find(port.socket.node);
        const bool leads = node != nodes.end()
            && (isInstance(*node->second) ? leadsSomewhere(topology, definition, port)
                                          : node->second->find(port.socket.socket) != nullptr);
        if (!leads)
            loose.insert(keyOf(port));
    }
    return loose;
}

PortsRemoved removePorts(const Topology& topology,
                         const DefinitionId& definition,
                         const std::set<PortKey>& ports)
{
    return PortRemover(topology).run(definition, ports);
}

} // namespace topomq::model
