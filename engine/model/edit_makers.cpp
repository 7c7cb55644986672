// Edits that are made of several; see edit.cpp for how they are applied.
#include "engine/model/edit.h"
#include "engine/model/instances.h"

#include <algorithm>
#include <utility>

namespace topomq::model {

namespace {

/// Where the links of `socket` go when its address `endpoint` is no more.
void renumber(Batch& batch, const Topology& topology, const SocketRef& socket, std::size_t endpoint)
{
    for (const Link& link : topology.links) {
        if (link.bind != socket || link.endpoint <= endpoint)
            continue;
        Link moved = link;
        --moved.endpoint;
        batch.edits.emplace_back(ReplaceLink{moved});
    }
}

Node withoutAddress(Node node, const SocketId& socket, std::size_t endpoint)
{
    if (Socket* found = node.find(socket); found != nullptr && endpoint < found->bind.size())
        found->bind.erase(found->bind.begin() + static_cast<std::ptrdiff_t>(endpoint));
    return node;
}

} // namespace

Edit removeSocket(const Topology& topology, const SocketRef& socket)
{
    const Node* node = topology.find(socket.node);
    if (node == nullptr)
        return Batch{};
    Batch batch;
    for (const Link& link : topology.links) {
        if (link.connect == socket || link.bind == socket)
            batch.edits.emplace_back(RemoveLink{link.id});
    }
    Node smaller = *node;
    std::erase_if(smaller.sockets,
                  [&socket](const Socket& each) { return each.id == socket.socket; });
    batch.edits.emplace_back(ReplaceNode{smaller});
    return batch;
}

Edit removeEndpoint(const Topology& topology, const SocketRef& socket, std::size_t endpoint)
{
    const Node* node = topology.find(socket.node);
    const Socket* found = node == nullptr ? nullptr : node->find(socket.socket);
    if (found == nullptr || endpoint >= found->bind.size())
        return Batch{};
    Batch batch;
    for (const Link& link : topology.links) {
        if (link.bind == socket && link.endpoint == endpoint)
            batch.edits.emplace_back(RemoveLink{link.id});
    }
    renumber(batch, topology, socket, endpoint);
    batch.edits.emplace_back(ReplaceNode{withoutAddress(*node, socket.socket, endpoint)});
    return batch;
}

Edit flipBindSide(const Topology& topology,
                  const LinkId& id,
                  const std::string& freshAddress,
                  bool isShared)
{
    const Link* link = topology.find(id);
    const Node* newBinder = link == nullptr ? nullptr : topology.find(link->connect.node);
    const Node* oldBinder = link == nullptr ? nullptr : topology.find(link->bind.node);
    const Socket* oldSocket = oldBinder == nullptr ? nullptr : oldBinder->find(link->bind.socket);
    if (newBinder == nullptr || newBinder->find(link->connect.socket) == nullptr
        || oldSocket == nullptr || link->connect == link->bind)
        return Batch{};

    Batch batch;
    Node binder = *newBinder;
    Socket* socket = binder.find(link->connect.socket);
    socket->bind.push_back(freshAddress);
    Link flipped = *link;
    std::swap(flipped.connect, flipped.bind);
    std::reverse(flipped.bends.begin(), flipped.bends.end());
    flipped.endpoint = socket->bind.size() - 1;
    const bool stays = isShared
        || std::any_of(topology.links.begin(), topology.links.end(), [link](const Link& other) {
                           return other.id != link->id && other.bind == link->bind
                               && other.endpoint == link->endpoint;
                       });
    batch.edits.emplace_back(ReplaceLink{flipped});
    if (isInstance(*newBinder) || isInstance(*oldBinder)) {
        // Other instances may need the old address: it stays.
        batch.edits.push_back(isInstance(*newBinder)
                                  ? addPortAddress(topology, link->connect, freshAddress)
                                  : Edit(ReplaceNode{binder}));
        return batch;
    }
    if (!stays && link->endpoint < oldSocket->bind.size()) {
        renumber(batch, topology, link->bind, link->endpoint);
        // A node linked to itself carries both ends: the address goes from the same value.
        const Node& base = oldBinder->id == binder.id ? binder : *oldBinder;
        Node smaller = withoutAddress(base, link->bind.socket, link->endpoint);
        if (oldBinder->id != binder.id)
            batch.edits.emplace_back(ReplaceNode{binder});
        batch.edits.emplace_back(ReplaceNode{smaller});
    } else {
        batch.edits.emplace_back(ReplaceNode{binder});
    }
    return batch;
}

} // namespace topomq::model
