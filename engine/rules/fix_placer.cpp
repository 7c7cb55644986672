#include "engine/rules/fix_placer.h"

#include "engine/model/ports.h"
#include "engine/rules/merge_node.h"
#include "engine/rules/rules.h"

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

namespace topomq::rules {

namespace {

using model::Definition;
using model::Edit;
using model::FlatTopology;
using model::Link;
using model::Node;
using model::Topology;

template <class Items, class IdType>
auto* itemOf(Items& items, const IdType& id)
{
    const auto found =
        std::find_if(items.begin(), items.end(), [&id](const auto& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

/// By names that hold where `origin` is written; nothing: in the topology itself.
NameThere namesAt(const FlatTopology& flat, const std::optional<FlatTopology::Origin>& origin)
{
    const std::string way = origin ? origin->way : std::string();
    return [&flat, way](const std::string& name) -> std::optional<std::string> {
        const std::string* path = flat.pathOf(name);
        if (path == nullptr)
            return way.empty() ? std::optional(name) : std::nullopt;
        return path->starts_with(way) ? std::optional(path->substr(way.size())) : std::nullopt;
    };
}

bool changesTypes(const Definition& before, const Definition& after)
{
    for (const Node& node : after.nodes) {
        const Node* old = before.find(node.id);
        for (const model::Socket& socket : node.sockets) {
            const model::Socket* known = old == nullptr ? nullptr : old->find(socket.id);
            if (known != nullptr && known->type != socket.type)
                return true;
        }
    }
    return false;
}

std::size_t weightOf(const Definition& definition)
{
    return 1 + 4 * definition.nodes.size() + definition.links.size() + definition.notes.size();
}

} // namespace

FixPlacer::FixPlacer(const FlatTopology& flat, const Topology& source)
    : m_flat(flat)
    , m_source(source)
{
    for (const Node& node : flat.topology().nodes)
        m_nodes.emplace(node.id, &node);
    for (const Link& link : flat.topology().links)
        m_links.emplace(link.id, &link);
}

std::optional<Edit> FixPlacer::placed(const Edit& edit)
{
    Draft draft;
    if (!place(edit, draft) || !keepsOthers(draft))
        return std::nullopt;
    return finished(std::move(draft));
}

bool FixPlacer::place(const Edit& edit, Draft& draft)
{
    if (const auto* batch = std::get_if<model::Batch>(&edit))
        return std::all_of(batch->edits.begin(), batch->edits.end(),
                           [&](const Edit& each) { return place(each, draft); });
    if (const auto* replace = std::get_if<model::ReplaceNode>(&edit))
        return placeNode(replace->node, draft);
    if (const auto* set = std::get_if<model::SetSecurity>(&edit))
        return placeSecurity(*set, draft);
    if (const auto* replace = std::get_if<model::ReplaceLink>(&edit))
        return placeLink(replace->link, draft);
    if (const auto* remove = std::get_if<model::RemoveLink>(&edit))
        return removeLink(remove->id, draft);
    if (const auto* add = std::get_if<model::AddLink>(&edit))
        return placeNewLink(*add, draft);
    const auto* added = std::get_if<model::AddNode>(&edit);
    const auto* removed = std::get_if<model::RemoveNode>(&edit);
    const bool outsideNode = (added != nullptr && isOutside(added->node.id.text()))
        || (removed != nullptr && isOutside(removed->id.text()));
    // Definitions are changed by findings about the file itself.
    if (!outsideNode && !std::holds_alternative<model::SetContextOption>(edit)
        && !std::holds_alternative<model::SetParameters>(edit)
        && !std::holds_alternative<model::SetDefinition>(edit))
        return false;
    draft.outside.edits.push_back(edit);
    return true;
}

bool FixPlacer::isOutside(const std::string& id) const
{
    return m_flat.pathOf(id) == nullptr;
}

Definition* FixPlacer::definitionIn(Draft& draft, const Definition& original)
{
    const auto found = draft.definitions.find(original.id);
    if (found != draft.definitions.end())
        return &found->second;
    return spend(weightOf(original))
        ? &draft.definitions.emplace(original.id, original).first->second
        : nullptr;
}

bool FixPlacer::placeNode(const Node& changed, Draft& draft)
{
    const auto flat = m_nodes.find(changed.id);
    if (flat == m_nodes.end())
        return false;
    const auto origin = m_flat.originOf(changed.id.text());
    const NameThere names = namesAt(m_flat, origin);
    if (origin) {
        Definition* definition = definitionIn(draft, *origin->definition);
        Node* written =
            definition == nullptr ? nullptr : definition->find(model::NodeId(origin->id));
        return written != nullptr && mergeNode(*flat->second, changed, names, *written);
    }
    const Node* source = m_source.find(changed.id);
    if (source == nullptr)
        return false;
    Node& written = draft.nodes.emplace(changed.id, *source).first->second;
    if (!mergeNode(*flat->second, changed, names, written))
        return false;
    draft.outside.edits.emplace_back(model::ReplaceNode{written});
    return true;
}

bool FixPlacer::placeSecurity(const model::SetSecurity& set, Draft& draft)
{
    const auto flat = m_nodes.find(set.socket.node);
    if (flat == m_nodes.end())
        return false;
    Node changed = *flat->second;
    model::Socket* socket = changed.find(set.socket.socket);
    if (socket == nullptr)
        return false;
    socket->security = set.security;
    return placeNode(changed, draft);
}

bool FixPlacer::placeLink(const Link& changed, Draft& draft)
{
    const auto flat = m_links.find(changed.id);
    const Link* written = m_flat.written(changed.id);
    if (flat == m_links.end() || written == nullptr)
        return false;
    const Link& original = *flat->second;
    // Which sockets it joins is a matter of the place where it is written.
    if (changed.connect != original.connect || changed.bind != original.bind)
        return false;
    Link merged = *written;
    merged.endpoint = changed.endpoint;
    merged.enabled = changed.enabled;
    merged.recordWire = changed.recordWire;
    const auto origin = m_flat.originOf(changed.id.text());
    if (!origin) {
        draft.outside.edits.emplace_back(model::ReplaceLink{merged});
        return true;
    }
    Definition* definition = definitionIn(draft, *origin->definition);
    Link* target = definition == nullptr ? nullptr : itemOf(definition->links, written->id);
    if (target != nullptr)
        *target = merged;
    return target != nullptr;
}

bool FixPlacer::placeNewLink(const model::AddLink& add, Draft& draft) const
{
    const auto joins = [this](const model::SocketRef& end) {
        const Node* node = m_source.find(end.node);
        return node != nullptr && !isInstance(*node);
    };
    if (!isOutside(add.link.id.text()) || !joins(add.link.connect) || !joins(add.link.bind))
        return false;
    draft.outside.edits.emplace_back(add);
    return true;
}

bool FixPlacer::removeLink(const model::LinkId& id, Draft& draft)
{
    const auto origin = m_flat.originOf(id.text());
    if (!origin) {
        draft.outside.edits.emplace_back(model::RemoveLink{id});
        return true;
    }
    Definition* definition = definitionIn(draft, *origin->definition);
    const Link* link =
        definition == nullptr ? nullptr : itemOf(definition->links, model::LinkId(origin->id));
    if (link != nullptr)
        definition->links.erase(definition->links.begin() + (link - definition->links.data()));
    return link != nullptr;
}

model::SocketType FixPlacer::typeAt(const model::SocketRef& end, const Draft* after) const
{
    const auto flat = m_nodes.find(end.node);
    const Node* node = flat == m_nodes.end() ? nullptr : flat->second;
    const auto origin = after == nullptr ? std::nullopt : m_flat.originOf(end.node.text());
    if (origin) {
        const auto changed = after->definitions.find(origin->definition->id);
        if (changed != after->definitions.end())
            node = changed->second.find(model::NodeId(origin->id));
    }
    const model::Socket* socket = node == nullptr ? nullptr : node->find(end.socket);
    return socket == nullptr ? model::SocketType::Unknown : socket->type;
}

bool FixPlacer::keepsOthers(const Draft& draft)
{
    const bool changes =
        std::any_of(draft.definitions.begin(), draft.definitions.end(), [this](const auto& entry) {
            return changesTypes(*findDefinition(m_source, entry.first), entry.second);
        });
    if (!changes)
        return true;
    return spend(m_links.size())
        && std::all_of(m_links.begin(), m_links.end(), [&](const auto& entry) {
               const Link& link = *entry.second;
               const auto connect = typeAt(link.connect, &draft);
               const auto bind = typeAt(link.bind, &draft);
               return connect == model::SocketType::Unknown || bind == model::SocketType::Unknown
                   || isLegalPair(connect, bind)
                   || !isLegalPair(typeAt(link.connect, nullptr), typeAt(link.bind, nullptr));
           });
}

std::optional<Edit> FixPlacer::finished(Draft draft)
{
    model::Batch batch = std::move(draft.outside);
    for (const auto& [id, definition] : draft.definitions)
        batch.edits.push_back(put(definition));
    // A socket that goes takes its port along, as it does when people remove it.
    for (const auto& [id, definition] : draft.definitions) {
        std::set<model::PortKey> lost = loosePorts(m_source, definition);
        const auto before = loosePorts(m_source, *findDefinition(m_source, id));
        std::erase_if(lost, [&](const model::PortKey& port) { return before.contains(port); });
        if (lost.empty())
            continue;
        if (!spend(m_source.nodes.size() + m_source.links.size()))
            return std::nullopt;
        Topology after = m_source;
        model::apply(after, batch);
        batch.edits.push_back(model::removePorts(after, id, lost).edit);
    }
    return batch.edits.size() == 1 ? std::optional(std::move(batch.edits.front()))
                                   : std::optional(Edit(std::move(batch)));
}

bool FixPlacer::spend(std::size_t things)
{
    if (things > m_budget)
        return false;
    m_budget -= things;
    return true;
}

} // namespace topomq::rules
