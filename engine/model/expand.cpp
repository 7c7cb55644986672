#include "engine/model/collapse.h"
#include "engine/model/instances.h"
#include "engine/model/node_references.h"

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

namespace topomq::model {

namespace {

constexpr std::size_t kLongestStem = 48;

class Expander
{
public:
    Expander(const Topology& topology, const Node& instance, const Definition& definition)
        : m_topology(topology)
        , m_instance(instance)
        , m_definition(definition)
    {
        for (const Node& node : topology.nodes)
            m_taken.insert(node.id.text());
        for (const Link& link : topology.links)
            m_taken.insert(link.id.text());
        for (const Note& note : topology.notes)
            m_taken.insert(note.id.text());
        for (const Group& group : topology.groups)
            m_taken.insert(group.id.text());
    }

    Expanded run(const Definition* open, const std::vector<Node>& outside)
    {
        const Point middle = middleOf(m_definition.nodes);
        const Point at = m_instance.position.value_or(middle);
        m_shift = {at.x - middle.x, at.y - middle.y};
        addNodes();
        for (const Port& port : m_definition.ports)
            m_ports.emplace(port.id, port.socket);
        moveOuterLinks();
        followOthers();
        m_batch.edits.emplace_back(RemoveNode{m_instance.id});
        addLinks();
        addDrawing();
        moveOuterPorts(open);
        if (countUses(open, outside) == 1)
            m_batch.edits.emplace_back(SetDefinition{m_definition.id, std::nullopt, {}});
        m_expanded.edit = std::move(m_batch);
        return std::move(m_expanded);
    }

private:
    /// What those inside are called outside.
    using Names = std::map<NodeId, NodeId>;

    std::string freeName(const std::string& wanted)
    {
        std::string id = wanted;
        for (int number = 2; !m_taken.insert(id).second; ++number)
            id = wanted.substr(0, kLongestStem) + std::to_string(number);
        return id;
    }

    [[nodiscard]] Point shifted(Point place) const
    {
        return {place.x + m_shift.x, place.y + m_shift.y};
    }

    void addNodes()
    {
        const auto place =
            std::find_if(m_topology.nodes.begin(), m_topology.nodes.end(),
                         [this](const Node& node) { return node.id == m_instance.id; });
        auto index = static_cast<std::size_t>(place - m_topology.nodes.begin());
        for (const Node& node : m_definition.nodes)
            m_names.emplace(node.id, NodeId(freeName(node.id.text())));
        for (const Node& node : m_definition.nodes) {
            Node copy = node;
            copy.id = m_names.at(node.id);
            copy.enabled = node.enabled && m_instance.enabled;
            if (copy.position)
                copy.position = shifted(*copy.position);
            renameTargets(copy);
            m_expanded.nodes.insert(copy.id);
            m_batch.edits.emplace_back(AddNode{std::move(copy), ++index});
        }
    }

    /// Of a node that comes out: what it calls those beside it.
    void renameTargets(Node& node) const
    {
        renameReferences(node,
                         [this](const std::string& name) { return nameOutside(m_names, name); });
    }

    /// Nodes outside that name one inside by its path, or a socket by the port that leads to it.
    void followOthers()
    {
        const std::string way = m_instance.id.text() + "/";
        m_expanded.renaming = [names = m_names, sockets = socketsOutside(),
                               way](const std::string& name) -> std::optional<std::string> {
            if (const auto socket = sockets.find(name); socket != sockets.end())
                return socket->second;
            return name.starts_with(way) ? nameOutside(names, name.substr(way.size()))
                                         : std::nullopt;
        };
        for (const Node& node : m_topology.nodes) {
            Node changed = node;
            if (renameReferences(changed, m_expanded.renaming))
                m_batch.edits.emplace_back(ReplaceNode{std::move(changed)});
        }
    }

    /// By the ports of the instance, as they are named until now.
    [[nodiscard]] std::map<std::string, std::string> socketsOutside() const
    {
        std::map<std::string, std::string> sockets;
        for (const auto& [port, socket] : m_ports)
            sockets.emplace(SocketRef{m_instance.id, port}.text(), renamed(socket).text());
        return sockets;
    }

    /// By an id, or a path that leads further inside.
    static std::optional<std::string> nameOutside(const Names& names, const std::string& name)
    {
        const auto slash = name.find('/');
        const auto found = names.find(NodeId(name.substr(0, slash)));
        if (found == names.end())
            return std::nullopt;
        return found->second.text() + (slash == std::string::npos ? "" : name.substr(slash));
    }

    [[nodiscard]] SocketRef renamed(const SocketRef& inner) const
    {
        const auto found = m_names.find(inner.node);
        return found == m_names.end() ? inner : SocketRef{found->second, inner.socket};
    }

    void moveOuterLinks()
    {
        for (const Link& link : m_topology.links) {
            Link moved = link;
            for (SocketRef* end : {&moved.connect, &moved.bind}) {
                const auto port =
                    end->node == m_instance.id ? m_ports.find(end->socket) : m_ports.end();
                if (port != m_ports.end())
                    *end = renamed(port->second);
            }
            if (moved == link)
                continue;
            m_expanded.links.insert(link.id);
            m_batch.edits.emplace_back(ReplaceLink{std::move(moved)});
        }
    }

    /// In all of the file. What is inside of the open definition is there twice: as the nodes of
    /// the topology and as it is written.
    [[nodiscard]] std::size_t countUses(const Definition* open,
                                        const std::vector<Node>& outside) const
    {
        const DefinitionId& id = m_definition.id;
        const std::size_t uses = countInstances(m_topology, id);
        return open == nullptr
            ? uses
            : uses - countInstances(open->nodes, id) + countInstances(outside, id);
    }

    void moveOuterPorts(const Definition* open)
    {
        if (open == nullptr)
            return;
        Definition moved = *open;
        for (Port& port : moved.ports) {
            const auto inner = port.socket.node == m_instance.id ? m_ports.find(port.socket.socket)
                                                                 : m_ports.end();
            if (inner != m_ports.end())
                port.socket = renamed(inner->second);
        }
        if (moved.ports != open->ports)
            m_batch.edits.push_back(put(moved));
    }

    void addLinks()
    {
        for (const Link& link : m_definition.links) {
            Link copy = link;
            copy.id = LinkId(freeName(link.id.text()));
            copy.connect = renamed(link.connect);
            copy.bind = renamed(link.bind);
            for (Point& bend : copy.bends)
                bend = shifted(bend);
            m_expanded.links.insert(copy.id);
            m_batch.edits.emplace_back(AddLink{std::move(copy), {}});
        }
    }

    void addDrawing()
    {
        for (const Group& group : m_topology.groups) {
            const auto place = std::find(group.members.begin(), group.members.end(), m_instance.id);
            if (place == group.members.end())
                continue;
            Group grown = group;
            std::erase(grown.members, m_instance.id);
            grown.members.insert(grown.members.end(), m_expanded.nodes.begin(),
                                 m_expanded.nodes.end());
            m_batch.edits.push_back(put(grown));
        }
        for (Group group : m_definition.groups) {
            group.id = GroupId(freeName(group.id.text()));
            for (NodeId& member : group.members)
                member = renamed({member, {}}).node;
            m_batch.edits.push_back(put(group));
        }
        for (Note note : m_definition.notes) {
            note.id = NoteId(freeName(note.id.text()));
            note.position = shifted(note.position);
            m_batch.edits.push_back(put(note));
        }
    }

    const Topology& m_topology;
    const Node& m_instance;
    const Definition& m_definition;
    std::unordered_set<std::string> m_taken;
    Names m_names;
    std::map<SocketId, SocketRef> m_ports;
    Point m_shift;
    Batch m_batch;
    Expanded m_expanded;
};

} // namespace

Expanded expandInPlace(const Topology& topology,
                       const NodeId& instance,
                       const Definition* open,
                       const std::vector<Node>& outside)
{
    const Node* node = topology.find(instance);
    const Definition* definition = node == nullptr || !isInstance(*node)
        ? nullptr
        : findDefinition(topology, node->definition);
    if (definition == nullptr)
        return {Batch{}, {}, {}, {}};
    return Expander(topology, *node, *definition).run(open, outside);
}

} // namespace topomq::model
