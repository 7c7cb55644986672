// What a fix inside of a sub-topology means for other instances, and the definitions that it makes.
// See fix_placer.cpp for the rest of the class.

#include "engine/model/ports.h"
#include "engine/rules/fix_placer.h"
#include "engine/rules/rules.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

namespace topomq::rules {

namespace {

using model::Definition;
using model::Link;
using model::Node;
using model::SocketType;
using model::Topology;

bool changesTypes(const Node& before, const Node& after)
{
    return std::any_of(after.sockets.begin(), after.sockets.end(),
                       [&](const model::Socket& socket) {
                           const model::Socket* known = before.find(socket.id);
                           return known != nullptr && known->type != socket.type;
                       });
}

template <class Items, class Item>
std::size_t positionIn(const Items& items, const Item* item)
{
    return static_cast<std::size_t>(item - items.data());
}

} // namespace

SocketType FixPlacer::typeAt(const model::SocketRef& end, const FixDraft* after) const
{
    const auto flat = m_nodes.find(end.node);
    const Node* node = flat == m_nodes.end() ? nullptr : flat->second;
    const auto origin = after == nullptr ? std::nullopt : m_flat.originOf(end.node.text());
    if (origin) {
        const auto inside = after->definitions.find(origin->definition->id);
        if (inside != after->definitions.end()) {
            const auto changed = inside->second.nodes.find(origin->node);
            node = changed == inside->second.nodes.end() ? node : &changed->second;
        }
    }
    const model::Socket* socket = node == nullptr ? nullptr : node->find(end.socket);
    return socket == nullptr ? SocketType::Unknown : socket->type;
}

bool FixPlacer::keepsOthers(const FixDraft& draft)
{
    for (const auto& [id, inside] : draft.definitions) {
        // Of an instance that does not run nothing is found: no check and no trial tells what it
        // needs.
        if (!m_flat.runsEverywhere(*inside.original))
            return false;
        if (m_flat.usesOf(*inside.original) == 1)
            continue;
        for (const auto& [written, changed] : inside.nodes) {
            if (changesTypes(*written, changed) && !keepsLinksAt(*written, draft))
                return false;
        }
    }
    return true;
}

bool FixPlacer::keepsLinksAt(const Node& written, const FixDraft& draft)
{
    indexInstances();
    const auto keeps = [&](const Link* link) {
        const SocketType connect = typeAt(link->connect, &draft);
        const SocketType bind = typeAt(link->bind, &draft);
        return connect == SocketType::Unknown || bind == SocketType::Unknown
            || isLegalPair(connect, bind)
            || !isLegalPair(typeAt(link->connect, nullptr), typeAt(link->bind, nullptr));
    };
    for (const Node* twin : m_twins[&written]) {
        for (const model::Socket& socket : twin->sockets) {
            const auto links = m_linksAt.find({twin->id, socket.id});
            if (links == m_linksAt.end())
                continue;
            if (!spend(links->second.size())
                || !std::all_of(links->second.begin(), links->second.end(), keeps))
                return false;
        }
    }
    return true;
}

void FixPlacer::indexInstances()
{
    if (!m_twins.empty())
        return;
    for (const auto& [id, node] : m_nodes) {
        if (const auto origin = m_flat.originOf(id.text()))
            m_twins[origin->node].push_back(node);
    }
    for (const auto& [id, link] : m_links) {
        m_linksAt[link->connect].push_back(link);
        m_linksAt[link->bind].push_back(link);
    }
}

Definition FixPlacer::definitionWith(const InsideDraft& inside)
{
    Definition definition = *inside.original;
    for (const auto& [written, node] : inside.nodes)
        definition.nodes[positionIn(inside.original->nodes, written)] = node;
    // From behind: what stands further ahead keeps its position.
    for (auto change = inside.links.rbegin(); change != inside.links.rend(); ++change) {
        const auto& [written, link] = *change;
        const std::size_t position = positionIn(inside.original->links, written);
        if (link)
            definition.links[position] = *link;
        else
            definition.links.erase(definition.links.begin()
                                   + static_cast<std::ptrdiff_t>(position));
    }
    return definition;
}

PlacedFix FixPlacer::finished(FixDraft draft) const
{
    model::Batch batch = std::move(draft.outside);
    std::vector<Definition> changed;
    for (const auto& [id, inside] : draft.definitions) {
        changed.push_back(definitionWith(inside));
        batch.edits.push_back(put(changed.back()));
    }
    PlacedFix fix;
    // A socket that goes takes its port along, as it does when people remove it.
    for (const Definition& definition : changed) {
        std::set<model::PortKey> lost = loosePorts(m_source, definition);
        const auto before = loosePorts(m_source, *findDefinition(m_source, definition.id));
        std::erase_if(lost, [&](const model::PortKey& port) { return before.contains(port); });
        if (lost.empty())
            continue;
        Topology after = m_source;
        model::apply(after, batch);
        batch.edits.push_back(model::removePorts(after, definition.id, lost).edit);
        // The fix may have taken links at them already: all that go are to be told of.
        const model::PortsRemoved all = model::removePorts(m_source, definition.id, lost);
        fix.ports += all.ports;
        fix.links += all.links;
    }
    fix.edit =
        batch.edits.size() == 1 ? std::move(batch.edits.front()) : model::Edit(std::move(batch));
    return fix;
}

std::optional<PlacedFix> placedFix(const Topology& topology, const model::Edit& fix)
{
    const model::FlatTopology flat(topology);
    if (&flat.topology() == &topology)
        return PlacedFix{fix};
    return FixPlacer(flat, topology).placed(fix);
}

} // namespace topomq::rules
