#include "engine/rules/fix_placer.h"

#include "engine/rules/merge_node.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace topomq::rules {

namespace {

using model::Edit;
using model::FlatTopology;
using model::Link;
using model::Node;
using model::Topology;

/// By names that hold where `origin` is written; nothing: in the topology itself.
NameThere namesAt(const FlatTopology& flat, const std::optional<FlatTopology::Origin>& origin)
{
    const std::string way = origin ? origin->way : std::string();
    return [&flat, way](const std::string& name) -> std::optional<std::string> {
        const std::string* path = flat.pathOf(name);
        if (path == nullptr)
            return way.empty() ? std::optional(name) : std::nullopt;
        // A path leads to the first of those that stand under it.
        return path->starts_with(way) && flat.idAt(*path) == model::NodeId(name)
            ? std::optional(path->substr(way.size()))
            : std::nullopt;
    };
}

void mergeLink(const Link& original, const Link& changed, Link& written)
{
    if (changed.endpoint != original.endpoint)
        written.endpoint = changed.endpoint;
    if (changed.enabled != original.enabled)
        written.enabled = changed.enabled;
    if (changed.recordWire != original.recordWire)
        written.recordWire = changed.recordWire;
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
    for (const Node& node : source.nodes) {
        m_nodesOutside.emplace(node.id, &node);
        if (isInstance(node))
            m_instancesOutside.insert(node.id);
    }
    for (const Link& link : source.links)
        m_linksOutside.emplace(link.id, &link);
}

std::optional<PlacedFix> FixPlacer::placed(const Edit& edit)
{
    auto draft = drafted(edit);
    return draft ? std::optional(finished(std::move(*draft))) : std::nullopt;
}

std::optional<FixDraft> FixPlacer::drafted(const Edit& edit)
{
    FixDraft draft;
    return place(edit, draft) && gatherParts(draft) && keepsOthers(draft)
        ? std::optional(std::move(draft))
        : std::nullopt;
}

InsideDraft& FixPlacer::partAt(const FlatTopology::Origin& origin, FixDraft& draft)
{
    InsideDraft& part = draft.parts[{origin.definition->id, origin.way}];
    part.original = origin.definition;
    return part;
}

bool FixPlacer::gatherParts(FixDraft& draft)
{
    for (auto& [key, part] : draft.parts) {
        const auto& [id, way] = key;
        draft.ways[id].insert(way);
        const auto [known, isNew] = draft.definitions.try_emplace(id, std::move(part));
        if (!isNew && known->second != part)
            return false;
    }
    draft.parts.clear();
    return true;
}

bool FixPlacer::place(const Edit& edit, FixDraft& draft)
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
    if (const auto* remove = std::get_if<model::RemoveNode>(&edit))
        return removeNode(remove->id, draft);
    const auto* added = std::get_if<model::AddNode>(&edit);
    const bool outsideNode = added != nullptr && isOutside(added->node.id.text());
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

const Node* FixPlacer::nodeOutside(const model::NodeId& id) const
{
    const auto found = m_nodesOutside.find(id);
    return found == m_nodesOutside.end() ? nullptr : found->second;
}

const Link* FixPlacer::linkOutside(const model::LinkId& id) const
{
    const auto found = m_linksOutside.find(id);
    return found == m_linksOutside.end() ? nullptr : found->second;
}

bool FixPlacer::placeNode(const Node& changed, FixDraft& draft) const
{
    const auto flat = m_nodes.find(changed.id);
    if (flat == m_nodes.end())
        return false;
    const auto origin = m_flat.originOf(changed.id.text());
    const NameThere names = namesAt(m_flat, origin);
    if (origin) {
        // Where an id stands twice, or holds a `/`, others may mean another node by it.
        if (origin->node == nullptr
            || m_flat.idAt(origin->way + origin->node->id.text()) != changed.id)
            return false;
        InsideDraft& inside = partAt(*origin, draft);
        Node& written = inside.nodes.emplace(origin->node, *origin->node).first->second;
        return mergeNode(*flat->second, changed, names, written)
            && (m_flat.usesOf(*origin->definition) == 1 || suitsEvery(*origin->node, written));
    }
    const Node* source = nodeOutside(changed.id);
    if (source == nullptr || isInstance(*source))
        return false;
    Node& written = draft.nodes.emplace(changed.id, *source).first->second;
    if (!mergeNode(*flat->second, changed, names, written))
        return false;
    draft.outside.edits.emplace_back(model::ReplaceNode{written});
    return true;
}

bool FixPlacer::placeSecurity(const model::SetSecurity& set, FixDraft& draft) const
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

bool FixPlacer::placeLink(const Link& changed, FixDraft& draft) const
{
    const auto flat = m_links.find(changed.id);
    const Link* written = m_flat.written(changed.id);
    if (flat == m_links.end() || written == nullptr)
        return false;
    const Link& original = *flat->second;
    // Which sockets it joins is a matter of the place where it is written.
    if (changed.connect != original.connect || changed.bind != original.bind)
        return false;
    if (const auto origin = m_flat.originOf(changed.id.text())) {
        InsideDraft& inside = partAt(*origin, draft);
        std::optional<Link>& target = inside.links.emplace(written, *written).first->second;
        if (target)
            mergeLink(original, changed, *target);
        return target.has_value();
    }
    if (linkOutside(changed.id) != written)
        return false;
    Link& target = draft.links.emplace(changed.id, *written).first->second;
    mergeLink(original, changed, target);
    draft.outside.edits.emplace_back(model::ReplaceLink{target});
    return true;
}

bool FixPlacer::placeNewLink(const model::AddLink& add, FixDraft& draft) const
{
    const auto joins = [this](const model::SocketRef& end) {
        const Node* node = nodeOutside(end.node);
        return node != nullptr && !isInstance(*node);
    };
    if (!isOutside(add.link.id.text()) || !joins(add.link.connect) || !joins(add.link.bind))
        return false;
    draft.outside.edits.emplace_back(add);
    return true;
}

bool FixPlacer::removeLink(const model::LinkId& id, FixDraft& draft) const
{
    const Link* written = m_flat.written(id);
    if (const auto origin = m_flat.originOf(id.text())) {
        InsideDraft& inside = partAt(*origin, draft);
        if (written != nullptr)
            inside.links[written].reset();
        return written != nullptr;
    }
    // One that cannot be laid flat stands before a namesake that can.
    if (written != nullptr && linkOutside(id) != written)
        return false;
    draft.outside.edits.emplace_back(model::RemoveLink{id});
    return true;
}

/// Links at it that lead into sub-topologies would go with it, and not come back.
bool FixPlacer::removeNode(const model::NodeId& id, FixDraft& draft)
{
    if (!isOutside(id.text()) || m_instancesOutside.contains(id) || !spend(m_source.links.size()))
        return false;
    const auto leadsInside = [&](const Link& link) {
        return (link.connect.node == id && m_instancesOutside.contains(link.bind.node))
            || (link.bind.node == id && m_instancesOutside.contains(link.connect.node));
    };
    if (std::any_of(m_source.links.begin(), m_source.links.end(), leadsInside))
        return false;
    draft.outside.edits.emplace_back(model::RemoveNode{id});
    return true;
}

bool FixPlacer::spend(std::size_t things)
{
    if (things > m_budget)
        return false;
    m_budget -= things;
    return true;
}

} // namespace topomq::rules
