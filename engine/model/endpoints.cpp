#include "engine/model/endpoints.h"

#include "engine/model/subtopology.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace topomq::model {

namespace {

/// The links outside of a definition that end at sockets inside of it, and the addresses that they
/// connect to from now on. An id that stands twice in the file means the first.
class OuterLinks
{
public:
    OuterLinks(const Topology& file, const Definition* open)
        : m_file(file)
        , m_open(open)
    {
        if (open == nullptr)
            return;
        addPlace({nullptr, &file.nodes, &file.links});
        for (const Definition& each : file.definitions) {
            // One that holds itself is a mistake of its own, and its inside is what is edited.
            if (each.id != open->id && findDefinition(file, each.id) == &each)
                addPlace({&each, &each.nodes, &each.links});
        }
    }

    [[nodiscard]] std::size_t count(const SocketRef& socket, std::size_t endpoint)
    {
        const auto& links = linksAt(socket);
        return static_cast<std::size_t>(
            std::count_if(links.begin(), links.end(),
                          [&](const Link* link) { return m_endpoints.at(link) == endpoint; }));
    }

    /// The socket has lost this address.
    void drop(const SocketRef& socket, std::size_t endpoint)
    {
        for (const Link* link : linksAt(socket)) {
            std::optional<std::size_t>& at = m_endpoints.at(link);
            if (at == endpoint)
                at.reset();
            else if (at && *at > endpoint)
                --*at;
        }
    }

    /// Puts what has become of them into the edit.
    void finish(EndpointEdit& edit) const
    {
        for (const Place& place : m_places) {
            if (place.definition == nullptr)
                editTopology(edit);
            else
                editDefinition(edit, *place.definition);
        }
    }

private:
    struct Place
    {
        /// Null: the topology itself.
        const Definition* definition = nullptr;
        const std::vector<Node>* nodes = nullptr;
        const std::vector<Link>* links = nullptr;
    };

    /// A port by the definition and its name.
    using Way = std::pair<DefinitionId, SocketId>;

    void addPlace(const Place& place)
    {
        const std::size_t at = m_places.size();
        m_places.push_back(place);
        std::unordered_set<NodeId> seen;
        for (const Node& node : *place.nodes) {
            if (seen.insert(node.id).second && isInstance(node))
                m_instances[node.definition].emplace_back(at, node.id);
        }
    }

    const std::vector<const Link*>& linksAt(const SocketRef& socket)
    {
        const auto [found, isNew] = m_linksAt.try_emplace(socket);
        if (isNew && m_open != nullptr)
            found->second = findLinks(socket);
        return found->second;
    }

    /// From port to port outwards.
    std::vector<const Link*> findLinks(const SocketRef& socket)
    {
        std::map<std::size_t, std::set<SocketRef>> ends;
        std::vector<Way> open = portsTo(*m_open, socket);
        while (!open.empty()) {
            const auto [definition, port] = open.back();
            open.pop_back();
            for (const auto& [at, instance] : m_instances[definition]) {
                const SocketRef end{instance, port};
                const Definition* outer = m_places[at].definition;
                if (!ends[at].insert(end).second || outer == nullptr)
                    continue;
                for (Way& further : portsTo(*outer, end))
                    open.push_back(std::move(further));
            }
        }
        std::vector<const Link*> links;
        for (const auto& [at, sockets] : ends) {
            for (const Link& link : *m_places[at].links) {
                if (!sockets.contains(link.bind))
                    continue;
                links.push_back(&link);
                m_endpoints.emplace(&link, link.endpoint);
            }
        }
        return links;
    }

    static std::vector<Way> portsTo(const Definition& definition, const SocketRef& socket)
    {
        std::vector<Way> ports;
        for (const Port& port : definition.ports) {
            if (port.socket == socket && definition.find(port.id) == &port)
                ports.emplace_back(definition.id, port.id);
        }
        return ports;
    }

    [[nodiscard]] bool isTouched(const Link& link) const
    {
        const auto found = m_endpoints.find(&link);
        return found != m_endpoints.end() && found->second != link.endpoint;
    }

    void editTopology(EndpointEdit& edit) const
    {
        // An edit reaches the first link with an id.
        std::unordered_set<LinkId> seen;
        for (const Link& link : m_file.links) {
            if (!seen.insert(link.id).second || !isTouched(link))
                continue;
            if (const std::optional<std::size_t> endpoint = m_endpoints.at(&link)) {
                Link moved = link;
                moved.endpoint = *endpoint;
                edit.outside.edits.emplace_back(ReplaceLink{std::move(moved)});
            } else {
                edit.outside.edits.emplace_back(RemoveLink{link.id});
                ++edit.links;
            }
        }
    }

    void editDefinition(EndpointEdit& edit, const Definition& definition) const
    {
        const auto isTouchedHere = [this](const Link& link) { return isTouched(link); };
        if (std::none_of(definition.links.begin(), definition.links.end(), isTouchedHere))
            return;
        Definition changed = definition;
        changed.links.clear();
        for (const Link& link : definition.links) {
            const auto found = m_endpoints.find(&link);
            if (found == m_endpoints.end()) {
                changed.links.push_back(link);
            } else if (found->second) {
                changed.links.push_back(link);
                changed.links.back().endpoint = *found->second;
            } else {
                ++edit.links;
            }
        }
        edit.outside.edits.push_back(put(changed));
    }

    const Topology& m_file;
    const Definition* m_open;
    std::vector<Place> m_places;
    std::unordered_map<DefinitionId, std::vector<std::pair<std::size_t, NodeId>>> m_instances;
    std::unordered_map<SocketRef, std::vector<const Link*>> m_linksAt;
    /// Nothing: the link goes.
    std::unordered_map<const Link*, std::optional<std::size_t>> m_endpoints;
};

std::size_t addressesOf(const Topology& topology, const SocketRef& socket)
{
    const Socket* found = topology.find(socket);
    return found == nullptr ? 0 : found->bind.size();
}

} // namespace

std::size_t outerLinksAt(const ShownPart& part, const SocketRef& socket, std::size_t endpoint)
{
    return OuterLinks(part.file, part.open).count(socket, endpoint);
}

EndpointEdit removeEndpoint(const ShownPart& part, const SocketRef& socket, std::size_t endpoint)
{
    EndpointEdit edit{removeEndpoint(part.topology, socket, endpoint), {}, 0};
    if (endpoint < addressesOf(part.topology, socket)) {
        OuterLinks outside(part.file, part.open);
        outside.drop(socket, endpoint);
        outside.finish(edit);
    }
    return edit;
}

EndpointEdit flipBindSides(const ShownPart& part, const Flips& flips)
{
    OuterLinks outside(part.file, part.open);
    Topology after = part.topology;
    Batch batch;
    for (const auto& [id, freshAddress] : flips) {
        const Link* link = after.find(id);
        if (link == nullptr)
            continue;
        const SocketRef binder = link->bind;
        const std::size_t endpoint = link->endpoint;
        const std::size_t before = addressesOf(after, binder);
        batch.edits.push_back(
            flipBindSide(after, id, freshAddress, outside.count(binder, endpoint) > 0));
        model::apply(after, batch.edits.back());
        if (addressesOf(after, binder) < before)
            outside.drop(binder, endpoint);
    }
    EndpointEdit edit{std::move(batch), {}, 0};
    outside.finish(edit);
    return edit;
}

} // namespace topomq::model
