#include "engine/model/topology.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace topomq::model {

namespace {

constexpr std::array<std::string_view, 12> kSocketTypes{"PAIR", "PUB",    "SUB",    "REQ",
                                                        "REP",  "DEALER", "ROUTER", "PULL",
                                                        "PUSH", "XPUB",   "XSUB",   "STREAM"};

constexpr std::array<std::string_view, 12> kRoles{"source", "sink",   "worker",   "client",
                                                  "server", "proxy",  "balancer", "balanced_worker",
                                                  "peer",   "stream", "external", "subtopology"};

constexpr std::array<std::string_view, 3> kMechanisms{"NULL", "PLAIN", "CURVE"};

template <class Enum, std::size_t N>
Enum enumFromText(const std::array<std::string_view, N>& words, std::string_view text)
{
    const auto found = std::find(words.begin(), words.end(), text);
    return static_cast<Enum>(found - words.begin());
}

template <class Enum, std::size_t N>
std::string_view enumToText(const std::array<std::string_view, N>& words, Enum value)
{
    const auto index = static_cast<std::size_t>(value);
    return index < N ? words[index] : std::string_view();
}

template <class Items, class IdType>
auto* findById(Items& items, const IdType& id)
{
    const auto found =
        std::find_if(items.begin(), items.end(), [&id](const auto& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

} // namespace

std::string_view toText(SocketType type)
{
    return enumToText(kSocketTypes, type);
}

SocketType socketTypeFromText(std::string_view text)
{
    return enumFromText<SocketType>(kSocketTypes, text);
}

std::string_view toText(Role role)
{
    return enumToText(kRoles, role);
}

Role roleFromText(std::string_view text)
{
    return enumFromText<Role>(kRoles, text);
}

std::string_view toText(Mechanism mechanism)
{
    return enumToText(kMechanisms, mechanism);
}

Mechanism mechanismFromText(std::string_view text)
{
    return enumFromText<Mechanism>(kMechanisms, text);
}

bool canSend(SocketType type)
{
    return type != SocketType::Pull && type != SocketType::Sub && type != SocketType::Unknown;
}

bool canReceive(SocketType type)
{
    return type != SocketType::Push && type != SocketType::Pub && type != SocketType::Unknown;
}

const Socket* Node::find(const SocketId& socket) const
{
    return findById(sockets, socket);
}

Socket* Node::find(const SocketId& socket)
{
    return findById(sockets, socket);
}

const Node* Definition::find(const NodeId& node) const
{
    return findById(nodes, node);
}

Node* Definition::find(const NodeId& node)
{
    return findById(nodes, node);
}

const Port* Definition::find(const SocketId& port) const
{
    return findById(ports, port);
}

const Node* Topology::find(const NodeId& id) const
{
    return findById(nodes, id);
}

Node* Topology::find(const NodeId& id)
{
    return findById(nodes, id);
}

const Link* Topology::find(const LinkId& id) const
{
    return findById(links, id);
}

Link* Topology::find(const LinkId& id)
{
    return findById(links, id);
}

const Socket* Topology::find(const SocketRef& ref) const
{
    const Node* node = find(ref.node);
    return node == nullptr ? nullptr : node->find(ref.socket);
}

const Group* Topology::find(const GroupId& id) const
{
    return findById(groups, id);
}

const Note* Topology::find(const NoteId& id) const
{
    return findById(notes, id);
}

const Group* Topology::groupOf(const NodeId& node) const
{
    const auto found = std::find_if(groups.begin(), groups.end(), [&node](const Group& group) {
        return std::find(group.members.begin(), group.members.end(), node) != group.members.end();
    });
    return found == groups.end() ? nullptr : &*found;
}

std::string freeId(const Topology& topology, std::string_view stem)
{
    std::unordered_set<std::string_view> taken;
    for (const Node& node : topology.nodes)
        taken.insert(node.id.text());
    for (const Link& link : topology.links)
        taken.insert(link.id.text());
    for (const Note& note : topology.notes)
        taken.insert(note.id.text());
    for (const Group& group : topology.groups) {
        taken.insert(group.id.text());
        // A new node must not become a member for its name alone.
        for (const NodeId& member : group.members)
            taken.insert(member.text());
    }
    std::string id(stem);
    for (int number = 2; taken.contains(id); ++number)
        id = std::string(stem) + std::to_string(number);
    return id;
}

} // namespace topomq::model
