#include "engine/model/edit.h"

#include "engine/model/bulk_edit.h"
#include "engine/model/insert_at.h"
#include "engine/model/parameters.h"
#include "engine/model/subtopology.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace topomq::model {

namespace {

template <class Items, class IdType>
auto positionOf(Items& items, const IdType& id)
{
    return std::find_if(items.begin(), items.end(),
                        [&id](const auto& item) { return item.id == id; });
}

bool touches(const Link& link, const NodeId& node)
{
    return link.connect.node == node || link.bind.node == node;
}

AddNode addBack(const Node& node, std::size_t index)
{
    return {node, index};
}

AddLink addBack(const Link& link, std::size_t index)
{
    return {link, index};
}

/// Removes what is about to be added at `index`. Ids may be doubled in a file that is being
/// mended, and removal reaches the first: those before the new one go with it and come back.
template <class Remove, class Item, class IdType>
Batch wayBack(const std::vector<Item>& items, const IdType& id, std::optional<std::size_t> index)
{
    Batch way{{Remove{id}}};
    const std::size_t place = std::min(index.value_or(items.size()), items.size());
    std::vector<Edit> restored;
    for (std::size_t i = 0; i < place; ++i) {
        if (items[i].id == id) {
            way.edits.emplace_back(Remove{id});
            restored.emplace_back(addBack(items[i], i));
        }
    }
    way.edits.insert(way.edits.end(), restored.begin(), restored.end());
    return way;
}

/// Sets, adds or removes the item with the id; returns what takes that back, and the item's place.
template <class Item, class IdType>
std::pair<std::optional<Item>, std::size_t> exchange(std::vector<Item>& items,
                                                     const IdType& id,
                                                     const std::optional<Item>& item,
                                                     std::optional<std::size_t> index)
{
    const auto found = positionOf(items, id);
    if (found == items.end()) {
        const std::size_t place = std::min(index.value_or(items.size()), items.size());
        if (item)
            insertAt(items, *item, index);
        return {std::nullopt, place};
    }
    const auto place = static_cast<std::size_t>(found - items.begin());
    std::optional<Item> before(*found);
    if (item)
        *found = *item;
    else
        items.erase(found);
    return {std::move(before), place};
}

std::vector<SocketId> socketIds(const Node& node)
{
    std::vector<SocketId> ids;
    for (const Socket& socket : node.sockets)
        ids.push_back(socket.id);
    return ids;
}

/// Does one kind of edit each; holds the topology they all change.
struct Applier
{
    Topology& topology;
    bool refreshes = true;

    Applied operator()(const AddNode& add) const
    {
        Batch inverse = wayBack<RemoveNode>(topology.nodes, add.node.id, add.index);
        // Links that wait for this id in the file are not the new node's to take along.
        for (std::size_t i = 0; i < topology.links.size(); ++i) {
            if (touches(topology.links[i], add.node.id))
                inverse.edits.emplace_back(AddLink{topology.links[i], i});
        }
        insertAt(topology.nodes, add.node, add.index);
        if (refreshes && isInstance(add.node))
            refreshInstances(topology);
        return {inverse, {.nodes = {add.node.id}, .structure = true}};
    }

    Applied operator()(const RemoveNode& remove) const
    {
        const auto found = positionOf(topology.nodes, remove.id);
        if (found == topology.nodes.end())
            return {Batch{}, {}};
        Change change{.nodes = {remove.id}, .structure = true};
        Batch inverse;
        // Ascending indices put every link back where it was.
        for (std::size_t i = 0; i < topology.links.size(); ++i) {
            const Link& link = topology.links[i];
            if (touches(link, remove.id)) {
                inverse.edits.emplace_back(AddLink{link, i});
                change.links.insert(link.id);
                change.nodes.insert({link.connect.node, link.bind.node});
            }
        }
        std::erase_if(topology.links,
                      [&remove](const Link& link) { return touches(link, remove.id); });
        const auto index = static_cast<std::size_t>(found - topology.nodes.begin());
        inverse.edits.insert(inverse.edits.begin(), AddNode{*found, index});
        topology.nodes.erase(found);
        return {inverse, change};
    }

    Applied operator()(const ReplaceNode& replace) const
    {
        Node* node = topology.find(replace.node.id);
        if (node == nullptr)
            return {Batch{}, {}};
        Change change{.nodes = {replace.node.id}};
        change.structure = socketIds(*node) != socketIds(replace.node);
        for (const Link& link : topology.links) {
            if (touches(link, replace.node.id))
                change.links.insert(link.id);
        }
        ReplaceNode inverse{*node};
        *node = replace.node;
        if (isInstance(*node))
            refreshInstances(topology);
        return {inverse, change};
    }

    Applied operator()(const MoveNodes& move) const
    {
        Change change{.layoutOnly = true};
        MoveNodes inverse;
        for (const auto& [id, position] : move.positions) {
            Node* node = topology.find(id);
            if (node == nullptr)
                continue;
            inverse.positions.emplace_back(id, node->position);
            node->position = position;
            change.nodes.insert(id);
        }
        // A node named twice must get its first position back last.
        std::reverse(inverse.positions.begin(), inverse.positions.end());
        return {inverse, change};
    }

    Applied operator()(const BendLinks& bend) const
    {
        Change change{.layoutOnly = true};
        BendLinks inverse;
        for (const auto& [id, bends] : bend.bends) {
            Link* link = topology.find(id);
            if (link == nullptr)
                continue;
            inverse.bends.emplace_back(id, link->bends);
            link->bends = bends;
            change.links.insert(id);
        }
        std::reverse(inverse.bends.begin(), inverse.bends.end());
        return {inverse, change};
    }

    Applied operator()(const SetGroup& set) const
    {
        // An id stays what it is, so the value's own cannot name another group.
        std::optional<Group> group = set.group;
        if (group)
            group->id = set.id;
        auto [before, place] = exchange(topology.groups, set.id, group, set.index);
        return {SetGroup{set.id, std::move(before), place},
                {.groups = {set.id}, .layoutOnly = true}};
    }

    Applied operator()(const SetNote& set) const
    {
        std::optional<Note> note = set.note;
        if (note)
            note->id = set.id;
        auto [before, place] = exchange(topology.notes, set.id, note, set.index);
        return {SetNote{set.id, std::move(before), place}, {.notes = {set.id}, .layoutOnly = true}};
    }

    Applied operator()(const SetDefinition& set) const
    {
        std::optional<Definition> definition = set.definition;
        if (definition)
            definition->id = set.id;
        auto [before, place] = exchange(topology.definitions, set.id, definition, set.index);
        refreshInstances(topology);
        Change change{.definitions = {set.id}, .structure = true};
        // Those that hold an instance of it deeper inside have other ports now too.
        for (const Node& node : topology.nodes) {
            if (isInstance(node))
                change.nodes.insert(node.id);
        }
        for (const Link& link : topology.links) {
            if (change.nodes.contains(link.connect.node) || change.nodes.contains(link.bind.node))
                change.links.insert(link.id);
        }
        return {SetDefinition{set.id, std::move(before), place}, change};
    }

    Applied operator()(const AddLink& add) const
    {
        const Batch inverse = wayBack<RemoveLink>(topology.links, add.link.id, add.index);
        insertAt(topology.links, add.link, add.index);
        return {inverse,
                {.nodes = {add.link.connect.node, add.link.bind.node},
                 .links = {add.link.id},
                 .structure = true}};
    }

    Applied operator()(const RemoveLink& remove) const
    {
        const auto found = positionOf(topology.links, remove.id);
        if (found == topology.links.end())
            return {Batch{}, {}};
        const AddLink inverse{*found, static_cast<std::size_t>(found - topology.links.begin())};
        const Change change{.nodes = {found->connect.node, found->bind.node},
                            .links = {remove.id},
                            .structure = true};
        topology.links.erase(found);
        return {inverse, change};
    }

    Applied operator()(const ReplaceLink& replace) const
    {
        Link* link = topology.find(replace.link.id);
        if (link == nullptr)
            return {Batch{}, {}};
        Change change{.nodes = {link->connect.node, link->bind.node, replace.link.connect.node,
                                replace.link.bind.node},
                      .links = {link->id}};
        change.structure = link->connect != replace.link.connect || link->bind != replace.link.bind;
        ReplaceLink inverse{*link};
        *link = replace.link;
        return {inverse, change};
    }

    Applied operator()(const SetHeader& header) const
    {
        SetHeader inverse{topology.name, topology.description, topology.extras};
        topology.name = header.name;
        topology.description = header.description;
        topology.extras = header.extras;
        return {inverse, {.header = true}};
    }

    Applied operator()(const SetContextOption& set) const
    {
        const auto& members = topology.context.members();
        const auto found =
            std::find_if(members.begin(), members.end(),
                         [&set](const Object::Member& each) { return each.first == set.name; });
        const auto index = static_cast<std::size_t>(found - members.begin());
        SetContextOption inverse{set.name, std::nullopt, index};
        if (found != members.end())
            inverse.value = found->second;
        if (!set.value && !inverse.value)
            return {Batch{}, {}};
        if (!set.value)
            topology.context.remove(set.name);
        else if (inverse.value)
            topology.context.set(set.name, *set.value);
        else
            topology.context.insert(set.index.value_or(members.size()), set.name, *set.value);
        return {inverse, {.context = true}};
    }

    Applied operator()(const SetSecurity& set) const
    {
        Node* node = topology.find(set.socket.node);
        Socket* socket = node == nullptr ? nullptr : node->find(set.socket.socket);
        if (socket == nullptr)
            return {Batch{}, {}};
        Change change{.nodes = {node->id}};
        for (const Link& link : topology.links) {
            if (link.connect == set.socket || link.bind == set.socket)
                change.links.insert(link.id);
        }
        SetSecurity inverse{set.socket, socket->security};
        socket->security = set.security;
        return {inverse, change};
    }

    Applied operator()(const SetParameters& set) const
    {
        Change change{.parameters = true};
        for (const ParameterUse& use : parameterUses(topology)) {
            if (use.node.isEmpty())
                change.context = true;
            else
                change.nodes.insert(use.node);
        }
        SetParameters inverse{std::move(topology.parameters)};
        topology.parameters = set.parameters;
        return {inverse, change};
    }

    Applied operator()(const ReplaceAll& replace) const
    {
        Change change{.structure = true, .header = true, .context = true, .parameters = true};
        for (const Topology* each : {&std::as_const(topology), replace.topology.get()}) {
            for (const Node& node : each->nodes)
                change.nodes.insert(node.id);
            for (const Link& link : each->links)
                change.links.insert(link.id);
            for (const Group& group : each->groups)
                change.groups.insert(group.id);
            for (const Note& note : each->notes)
                change.notes.insert(note.id);
            for (const Definition& definition : each->definitions)
                change.definitions.insert(definition.id);
        }
        ReplaceAll inverse{std::make_shared<const Topology>(std::move(topology))};
        topology = *replace.topology;
        return {inverse, change};
    }

    Applied operator()(const Batch& batch) const { return applyBatch(topology, batch); }
};

} // namespace

void Change::add(const Change& other)
{
    nodes.insert(other.nodes.begin(), other.nodes.end());
    links.insert(other.links.begin(), other.links.end());
    groups.insert(other.groups.begin(), other.groups.end());
    notes.insert(other.notes.begin(), other.notes.end());
    definitions.insert(other.definitions.begin(), other.definitions.end());
    structure = structure || other.structure;
    header = header || other.header;
    context = context || other.context;
    parameters = parameters || other.parameters;
    layoutOnly = layoutOnly && other.layoutOnly;
}

Applied apply(Topology& topology, const Edit& edit)
{
    return std::visit(Applier{topology}, edit);
}

Applied addUnrefreshed(Topology& topology, const AddNode& add)
{
    return Applier{topology, false}(add);
}

Edit put(const Group& group)
{
    return SetGroup{group.id, group, {}};
}

Edit put(const Definition& definition)
{
    return SetDefinition{definition.id, definition, {}};
}

Edit put(const Note& note)
{
    return SetNote{note.id, note, {}};
}

} // namespace topomq::model
