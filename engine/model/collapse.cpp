#include "engine/model/collapse.h"

#include "engine/model/instances.h"
#include "engine/model/node_references.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace topomq::model {

namespace {

class Collapser
{
public:
    Collapser(const Topology& topology, const std::set<NodeId>& nodes)
        : m_topology(topology)
        , m_chosen(nodes)
    { }

    Collapsed run(const std::set<NoteId>& notes, const std::string& title, const Definition* open)
    {
        const std::string stem = idFromTitle(title, "Stage");
        m_definition.id = freeDefinitionId(m_topology, stem);
        m_definition.name = title == m_definition.id.text() ? std::string() : title;
        m_instance = NodeId(freeId(m_topology, loweredId(stem)));
        for (const Node& node : m_topology.nodes) {
            if (m_chosen.contains(node.id))
                m_definition.nodes.push_back(node);
        }
        takeLinks();
        addLoosePorts();
        const std::optional<Edit> outerPorts = moveOuterPorts(open);
        takeGroups();
        takeNotes(notes);
        Node instance;
        instance.id = m_instance;
        instance.name = title;
        instance.role = Role::Subtopology;
        instance.definition = m_definition.id;
        instance.position = middleOf(m_definition.nodes);
        Batch batch{{put(m_definition), AddNode{instance, firstPlace()}}};
        const auto append = [&batch](std::vector<Edit>& edits) {
            batch.edits.insert(batch.edits.end(), edits.begin(), edits.end());
        };
        append(m_links);
        append(m_removals);
        followOthers(batch);
        for (const Node& node : m_definition.nodes)
            batch.edits.emplace_back(RemoveNode{node.id});
        append(m_drawing);
        if (outerPorts)
            batch.edits.push_back(*outerPorts);
        return {std::move(batch), m_instance, m_definition.id, {}, renaming()};
    }

private:
    /// Where the first of them stood in the file.
    [[nodiscard]] std::size_t firstPlace() const
    {
        const auto found =
            std::find_if(m_topology.nodes.begin(), m_topology.nodes.end(),
                         [this](const Node& node) { return m_chosen.contains(node.id); });
        return static_cast<std::size_t>(found - m_topology.nodes.begin());
    }

    void takeLinks()
    {
        for (const Link& link : m_topology.links) {
            const bool connects = m_chosen.contains(link.connect.node);
            const bool binds = m_chosen.contains(link.bind.node);
            if (connects && binds) {
                m_definition.links.push_back(link);
                m_removals.emplace_back(RemoveLink{link.id});
                m_linked.insert(link.connect);
                m_linked.insert(link.bind);
            } else if (connects || binds) {
                Link outer = link;
                SocketRef& end = connects ? outer.connect : outer.bind;
                end = {m_instance, portFor(end)};
                m_links.emplace_back(ReplaceLink{outer});
            }
        }
    }

    /// What is linked to nothing is only of use from outside.
    void addLoosePorts()
    {
        for (const Node& node : m_definition.nodes) {
            for (const Socket& socket : node.sockets) {
                if (!m_linked.contains({node.id, socket.id}))
                    portFor({node.id, socket.id});
            }
        }
    }

    /// What is offered further out is offered by the instance now.
    std::optional<Edit> moveOuterPorts(const Definition* open)
    {
        if (open == nullptr)
            return std::nullopt;
        std::unordered_map<NodeId, const Node*> nodes;
        for (const Node& node : m_definition.nodes)
            nodes.emplace(node.id, &node);
        Definition moved = *open;
        for (Port& port : moved.ports) {
            const auto node = nodes.find(port.socket.node);
            if (node != nodes.end() && node->second->find(port.socket.socket) != nullptr)
                port.socket = {m_instance, portFor(port.socket)};
        }
        return moved.ports == open->ports ? std::nullopt : std::optional(put(moved));
    }

    SocketId portFor(const SocketRef& socket)
    {
        if (const auto found = m_ports.find(socket); found != m_ports.end())
            return found->second;
        offerPort(m_definition, socket);
        const SocketId port = m_definition.ports.back().id;
        m_ports.emplace(socket, port);
        return port;
    }

    /// Nodes outside that name one that goes inside.
    void followOthers(Batch& batch) const
    {
        const Renaming rename = renaming();
        for (const Node& node : m_topology.nodes) {
            Node changed = node;
            if (!m_chosen.contains(node.id) && renameReferences(changed, rename))
                batch.edits.emplace_back(ReplaceNode{std::move(changed)});
        }
    }

    /// By an id, or a path that leads further inside.
    [[nodiscard]] Renaming renaming() const
    {
        return [chosen = m_chosen, way = m_instance.text() + "/"](const std::string& name) {
            return chosen.contains(NodeId(name.substr(0, name.find('/'))))
                ? std::optional(way + name)
                : std::nullopt;
        };
    }

    void takeGroups()
    {
        for (const Group& group : m_topology.groups) {
            const auto inside = [this](const NodeId& id) { return m_chosen.contains(id); };
            const bool any = std::any_of(group.members.begin(), group.members.end(), inside);
            const bool all = std::all_of(group.members.begin(), group.members.end(), inside);
            if (!any)
                continue;
            if (all) {
                m_definition.groups.push_back(group);
                m_drawing.emplace_back(SetGroup{group.id, std::nullopt, {}});
                continue;
            }
            Group rest = group;
            std::erase_if(rest.members, inside);
            rest.members.push_back(m_instance);
            m_drawing.push_back(put(rest));
        }
    }

    void takeNotes(const std::set<NoteId>& notes)
    {
        for (const Note& note : m_topology.notes) {
            if (!notes.contains(note.id))
                continue;
            m_definition.notes.push_back(note);
            m_drawing.emplace_back(SetNote{note.id, std::nullopt, {}});
        }
    }

    const Topology& m_topology;
    const std::set<NodeId>& m_chosen;
    Definition m_definition;
    NodeId m_instance;
    std::map<SocketRef, SocketId> m_ports;
    std::set<SocketRef> m_linked;
    std::vector<Edit> m_links;
    std::vector<Edit> m_removals;
    std::vector<Edit> m_drawing;
};

} // namespace

Collapsed collapse(const Topology& topology,
                   const std::set<NodeId>& nodes,
                   const std::set<NoteId>& notes,
                   const std::string& title,
                   const Definition* open)
{
    const bool any = std::any_of(topology.nodes.begin(), topology.nodes.end(),
                                 [&nodes](const Node& node) { return nodes.contains(node.id); });
    if (!any)
        return {Batch{}, {}, {}, "There are no nodes to put together.", {}};
    return Collapser(topology, nodes).run(notes, title, open);
}

} // namespace topomq::model
