#include "engine/rules/check_index.h"

#include "engine/model/options.h"
#include "engine/model/weight.h"
#include "engine/rules/addresses.h"
#include "engine/rules/roles.h"

#include <algorithm>
#include <unordered_set>

namespace topomq::rules {

Place SocketEntry::place() const
{
    // 0 is the file, 1 the first node; within a node 0 is the node itself.
    return {ref.text(), nodeIndex + 1, socketIndex + 1, {}};
}

Place LinkEntry::place() const
{
    return {link->id.text(), nodeCount + 1 + index, 0, {}};
}

CheckIndex::CheckIndex(const model::Topology& checked, const model::FlatTopology& laidFlat)
    : topology(checked)
    , flat(laidFlat)
    , source(laidFlat.topology())
{
    addSockets();
    addLinks();
}

void CheckIndex::addSockets()
{
    const auto ids = routingIds(topology);
    for (std::size_t n = 0; n < topology.nodes.size(); ++n) {
        const model::Node& node = topology.nodes[n];
        nodeById.emplace(node.id, n);
        nodeWeights.push_back(weightOf(node));
        for (std::size_t s = 0; s < node.sockets.size(); ++s) {
            SocketEntry entry{.node = &node, .socket = &node.sockets[s], .nodeIndex = n};
            entry.socketIndex = s;
            entry.ref = {node.id, node.sockets[s].id};
            entry.active = node.enabled;
            for (const std::string& address : node.sockets[s].bind)
                entry.addresses.push_back(entry.isExternal() ? parseConnectAddress(address)
                                                             : parseBindAddress(address));
            if (const auto id = ids.find(entry.ref); id != ids.end())
                entry.routingId = id->second;
            socketByRef.emplace(entry.ref, sockets.size());
            sockets.push_back(std::move(entry));
        }
    }
}

void CheckIndex::addLinks()
{
    const auto positionOf = [this](const model::SocketRef& ref) -> std::optional<std::size_t> {
        const auto found = socketByRef.find(ref);
        return found == socketByRef.end() ? std::nullopt : std::optional(found->second);
    };
    std::unordered_set<model::LinkId> ids;
    for (std::size_t i = 0; i < topology.links.size(); ++i) {
        LinkEntry entry{.link = &topology.links[i], .index = i};
        entry.nodeCount = topology.nodes.size();
        entry.connect = positionOf(entry.link->connect);
        entry.bind = positionOf(entry.link->bind);
        entry.firstOfId = ids.insert(entry.link->id).second;
        if (const std::string* path = flat.pathOf(entry.link->id.text()))
            entry.depth = static_cast<std::size_t>(std::count(path->begin(), path->end(), '/'));
        entry.active = entry.connect && entry.bind && entry.connect != entry.bind
            && entry.link->enabled && sockets[*entry.connect].active && sockets[*entry.bind].active;
        if (entry.active) {
            sockets[*entry.connect].links.push_back(i);
            sockets[*entry.bind].links.push_back(i);
        }
        links.push_back(entry);
    }
}

std::string CheckIndex::called(const model::NodeId& node) const
{
    const std::string* path = flat.pathOf(node.text());
    return path == nullptr ? node.text() : *path;
}

std::string CheckIndex::called(const model::LinkId& link) const
{
    const std::string* path = flat.pathOf(link.text());
    return path == nullptr ? link.text() : *path;
}

std::string CheckIndex::called(const model::SocketRef& socket) const
{
    return called(socket.node) + "." + socket.socket.text();
}

bool CheckIndex::isFirstOfId(std::size_t nodeIndex) const
{
    return nodeById.at(topology.nodes[nodeIndex].id) == nodeIndex;
}

const Address* CheckIndex::addressOf(const LinkEntry& link) const
{
    const std::vector<AddressResult>& addresses = binder(link).addresses;
    if (link.link->endpoint >= addresses.size())
        return nullptr;
    const std::optional<Address>& address = addresses[link.link->endpoint].address;
    return address ? &*address : nullptr;
}

bool CheckIndex::allowsIpv6(const SocketEntry& socket) const
{
    if (socket.socket->options.find("IPV6") != nullptr)
        return model::integerOption(*socket.socket, "IPV6") != 0;
    return model::integerContextOption(topology, "IPV6") != 0;
}

Place CheckIndex::placeOfNode(std::size_t index) const
{
    return {topology.nodes[index].id.text(), index + 1, 0, {}};
}

const SocketEntry& CheckIndex::connecter(const LinkEntry& link) const
{
    return sockets[*link.connect];
}

const SocketEntry& CheckIndex::binder(const LinkEntry& link) const
{
    return sockets[*link.bind];
}

const SocketEntry& CheckIndex::peer(const LinkEntry& link, const SocketEntry& socket) const
{
    const SocketEntry& first = connecter(link);
    return first.ref == socket.ref ? binder(link) : first;
}

} // namespace topomq::rules
