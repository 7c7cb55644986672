#include "engine/model/instances.h"
#include "engine/model/settings.h"
#include "engine/rules/addresses.h"
#include "engine/rules/roles.h"
#include "engine/rules/rules.h"

#include <algorithm>
#include <array>

namespace topomq::rules {

namespace {

using model::Link;
using model::Node;
using model::Role;
using model::Socket;
using model::SocketRef;
using model::SocketType;
using model::Topology;

bool joins(const Link& link, const SocketRef& a, const SocketRef& b)
{
    return (link.connect == a && link.bind == b) || (link.connect == b && link.bind == a);
}

std::string whyNotOfRole(const Node& node, const Socket& socket)
{
    // The nodes inside of a sub-topology have the sockets that they may have.
    if (isInstance(node) || allowsType(node.role, socket.type))
        return "";
    return node.title() + " is a " + roleWord(node) + ", which has no " + typeWord(socket)
        + " socket";
}

/// A PAIR talks to one peer; libzmq silently ignores a second one.
std::string whyPairIsTaken(const Topology& topology, const SocketRef& a, const SocketRef& b)
{
    for (const Link& link : topology.links) {
        for (const SocketRef& end : {a, b}) {
            if (link.enabled && (link.connect == end || link.bind == end))
                return end.text() + " is already linked, and a PAIR has one peer only";
        }
    }
    return "";
}

/// A ROUTER knows each routing id once: the second connection of the same socket would be mute.
std::string whyKnownAlready(const Topology& topology, const SocketRef& a, const SocketRef& b)
{
    for (const auto& [router, peer] : {std::pair(a, b), std::pair(b, a)}) {
        if (topology.find(router)->type != SocketType::Router)
            continue;
        const bool linked = std::any_of(topology.links.begin(), topology.links.end(),
                                        [&a, &b](const Link& link) { return joins(link, a, b); });
        if (linked && routingIdOf(topology, peer))
            return router.text() + " already knows " + peer.text()
                + " by its routing id; a second link would stay mute";
    }
    return "";
}

/// How likely a node is to stay where it is while others come and go.
int stability(const Node& node, const Socket& socket)
{
    switch (node.role) {
    case Role::Proxy:
    case Role::Balancer:
        return 6;
    case Role::Server:
        return 5;
    case Role::Source:
    case Role::Sink:
        return familyOf(socket.type) == Family::PublishSubscribe && node.role == Role::Sink ? 1 : 4;
    case Role::Peer:
        return 3;
    case Role::Stream:
        return isServer(streamModeOf(node)) ? 5 : 1;
    case Role::Worker:
        return socket.type == SocketType::Pub || socket.type == SocketType::XPub ? 3 : 2;
    case Role::Client:
    case Role::BalancedWorker:
        return 1;
    case Role::External:
    case Role::Subtopology:
    case Role::Unknown:
        break;
    }
    return 0;
}

std::string stabilityReason(const Node& node, const Socket& socket)
{
    if (familyOf(socket.type) == Family::PublishSubscribe && node.role != Role::Proxy)
        return "publishers stay, subscribers come and go";
    switch (node.role) {
    case Role::Proxy:
        return "a proxy is the fixed point in the middle";
    case Role::Balancer:
        return "a balancer is the fixed point in the middle";
    case Role::Server:
        return "servers stay, clients come and go";
    case Role::Stream:
        return "servers stay, clients come and go";
    case Role::Source:
        return "sources stay, workers come and go";
    case Role::Sink:
        return "sinks stay, workers come and go";
    default:
        break;
    }
    return "it is likely to stay longer";
}

/// Between equal roles the type tells who serves whom.
int typeRank(SocketType type)
{
    switch (type) {
    case SocketType::Router:
        return 4;
    case SocketType::Rep:
    case SocketType::Pub:
    case SocketType::XPub:
        return 3;
    case SocketType::Dealer:
    case SocketType::Pull:
        return 2;
    default:
        break;
    }
    return 1;
}

std::string typeReason(SocketType type)
{
    switch (type) {
    case SocketType::Router:
        return "a ROUTER serves many peers";
    case SocketType::Rep:
        return "a REP serves many peers";
    case SocketType::Pub:
    case SocketType::XPub:
        return "publishers stay, subscribers come and go";
    case SocketType::Pull:
        return "a PULL collects from many";
    default:
        break;
    }
    return "its type usually serves";
}

/// Where a socket stands in the file: the last, unshakeable tie-break.
std::pair<std::size_t, std::size_t> placeOf(const Topology& topology, const SocketRef& ref)
{
    const auto node = std::find_if(topology.nodes.begin(), topology.nodes.end(),
                                   [&ref](const Node& each) { return each.id == ref.node; });
    const auto socket = std::find_if(node->sockets.begin(), node->sockets.end(),
                                     [&ref](const Socket& each) { return each.id == ref.socket; });
    return {static_cast<std::size_t>(node - topology.nodes.begin()),
            static_cast<std::size_t>(socket - node->sockets.begin())};
}

/// inproc ends at the border of the program, so an external node cannot be reached by it.
std::string usableTransport(const Topology& topology,
                            const SocketRef& a,
                            const SocketRef& b,
                            std::string_view transport)
{
    const bool outside = topology.find(a.node)->role == Role::External
        || topology.find(b.node)->role == Role::External;
    // Raw TCP has no meaning in there either: STREAM on inproc can end the whole process.
    const bool raw = topology.find(a)->type == SocketType::Stream
        || topology.find(b)->type == SocketType::Stream;
    const std::string scheme(schemeOf(freshAddress(transport)));
    const bool group = scheme == "pgm" || scheme == "epgm" || scheme == "norm";
    const bool publishes = familyOf(topology.find(a)->type) == Family::PublishSubscribe;
    if (((outside || raw) && scheme == "inproc") || (raw && scheme != "ipc")
        || (group && !publishes))
        return "tcp";
    return scheme;
}

/// The binder's first address of the transport that does not link the two yet.
std::size_t endpointFor(const Topology& topology,
                        const SocketRef& connect,
                        const SocketRef& bind,
                        std::string_view transport)
{
    const std::vector<std::string>& addresses = topology.find(bind)->bind;
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        const bool taken =
            std::any_of(topology.links.begin(), topology.links.end(), [&](const Link& link) {
                return link.connect == connect && link.bind == bind && link.endpoint == i;
            });
        if (!taken && schemeOf(addresses[i]) == transport)
            return i;
    }
    return addresses.size();
}

/// Who joins a group hears everybody in it: a new link takes a group of its own.
std::string freshAddressIn(const Topology& topology, const std::string& scheme)
{
    std::string address = freshAddress(scheme);
    const auto taken = [&topology](const std::string& text) {
        return std::any_of(topology.nodes.begin(), topology.nodes.end(), [&](const Node& node) {
            return std::any_of(node.sockets.begin(), node.sockets.end(), [&](const Socket& socket) {
                return std::find(socket.bind.begin(), socket.bind.end(), text) != socket.bind.end();
            });
        });
    };
    const std::string stem = address.substr(0, address.rfind(':') + 1);
    for (int port = 5555; address.find('*') == std::string::npos && taken(address); ++port)
        address = stem + std::to_string(port);
    return address;
}

} // namespace

std::string whyNoLink(const Topology& topology, const SocketRef& a, const SocketRef& b)
{
    const Node* nodeA = topology.find(a.node);
    const Node* nodeB = topology.find(b.node);
    const Socket* socketA = nodeA == nullptr ? nullptr : nodeA->find(a.socket);
    const Socket* socketB = nodeB == nullptr ? nullptr : nodeB->find(b.socket);
    if (socketA == nullptr || socketB == nullptr)
        return "there is no socket " + (socketA == nullptr ? a : b).text();
    if (a == b)
        return "a socket cannot talk to itself";
    if (std::string reason = whyIllegal(socketA->type, socketB->type); !reason.empty())
        return reason;
    if (std::string reason = whyNotOfRole(*nodeA, *socketA); !reason.empty())
        return reason;
    if (std::string reason = whyNotOfRole(*nodeB, *socketB); !reason.empty())
        return reason;
    if (socketA->type == SocketType::Pair)
        return whyPairIsTaken(topology, a, b);
    return whyKnownAlready(topology, a, b);
}

BindChoice chooseBindSide(const Topology& topology, const SocketRef& a, const SocketRef& b)
{
    const Node* nodeA = topology.find(a.node);
    const Node* nodeB = topology.find(b.node);
    const Socket* socketA = nodeA == nullptr ? nullptr : nodeA->find(a.socket);
    const Socket* socketB = nodeB == nullptr ? nullptr : nodeB->find(b.socket);
    if (socketA == nullptr || socketB == nullptr)
        return {true, "there is no choice"};

    if (socketA->bind.empty() != socketB->bind.empty())
        return {!socketA->bind.empty(), "it already binds an address"};
    const int stabilityA = stability(*nodeA, *socketA);
    const int stabilityB = stability(*nodeB, *socketB);
    if (stabilityA != stabilityB) {
        const bool first = stabilityA > stabilityB;
        return {first,
                first ? stabilityReason(*nodeA, *socketA) : stabilityReason(*nodeB, *socketB)};
    }
    const int rankA = typeRank(socketA->type);
    const int rankB = typeRank(socketB->type);
    if (rankA != rankB)
        return {rankA > rankB, typeReason(rankA > rankB ? socketA->type : socketB->type)};
    return {placeOf(topology, a) <= placeOf(topology, b), "both fit; it comes first in the file"};
}

model::Edit makeLink(const Topology& topology,
                     const SocketRef& a,
                     const SocketRef& b,
                     std::string_view transport,
                     model::LinkId* newLink)
{
    if (!whyNoLink(topology, a, b).empty())
        return model::Batch{};
    const bool firstBinds = chooseBindSide(topology, a, b).firstBinds;
    const SocketRef& bind = firstBinds ? a : b;
    const SocketRef& connect = firstBinds ? b : a;
    const std::string scheme = usableTransport(topology, a, b, transport);

    Link link{.id = model::LinkId(freeId(topology, "link")), .connect = connect, .bind = bind};
    link.endpoint = endpointFor(topology, connect, bind, scheme);
    model::Batch batch;
    Node binder = *topology.find(bind.node);
    Socket* socket = binder.find(bind.socket);
    if (link.endpoint == socket->bind.size()) {
        const std::string address = freshAddressIn(topology, scheme);
        socket->bind.push_back(address);
        if (isInstance(binder))
            batch.edits.push_back(addPortAddress(topology, bind, address));
        else
            batch.edits.emplace_back(model::ReplaceNode{binder});
    }
    batch.edits.emplace_back(model::AddLink{link, {}});
    if (newLink != nullptr)
        *newLink = link.id;
    return batch;
}

} // namespace topomq::rules
