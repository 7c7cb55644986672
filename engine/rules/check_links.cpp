// Links: do they lead somewhere, and may the two ends talk?
#include "engine/model/options.h"
#include "engine/model/settings.h"
#include "engine/rules/addresses.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/fixes.h"
#include "engine/rules/roles.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace topomq::rules {

namespace {

using model::SocketRef;
using model::SocketType;

std::string whyNoEnd(const CheckIndex& index, const SocketRef& ref)
{
    if (index.nodeById.contains(ref.node))
        return "node " + index.called(ref.node) + " has no socket " + ref.socket.text();
    return "there is no node " + ref.node.text();
}

MaybeFix giveAddress(const CheckIndex& index, const LinkEntry& link, Findings& findings)
{
    if (index.binder(link).socket->bind.empty()) {
        const std::string address = freshAddress("tcp");
        MaybeFix fix =
            changeSocket(index, findings, index.binder(link),
                         "Let " + index.called(index.binder(link).ref) + " bind " + address,
                         [&address](model::Socket& socket) { socket.bind.push_back(address); });
        if (fix && link.link->endpoint == 0)
            return fix;
        return removeLink(link);
    }
    if (!link.firstOfId)
        return std::nullopt;
    model::Link changed = *link.link;
    changed.endpoint = 0;
    return model::Fix{"Use its first address", model::ReplaceLink{changed}};
}

void checkEnds(const CheckIndex& index, const LinkEntry& link, Findings& findings)
{
    if (!link.connect || !link.bind) {
        const SocketRef& missing = link.connect ? link.link->bind : link.link->connect;
        findings.error(code::kDanglingLink, link.place(),
                       "The link leads nowhere: " + whyNoEnd(index, missing)
                           + ". Remove the link or correct its end.",
                       removeLink(link));
        return;
    }
    if (link.connect == link.bind && link.link->enabled) {
        findings.error(code::kSelfLink, link.place(),
                       "The link joins " + index.called(link.link->bind)
                           + " to itself, and a socket cannot talk to itself. Remove the link.",
                       removeLink(link));
        return;
    }
    const std::size_t addresses = index.binder(link).socket->bind.size();
    if (!link.active || link.link->endpoint < addresses)
        return;
    const std::string has = addresses == 0
        ? " binds no address"
        : " binds only " + std::to_string(addresses) + ", counted from 0";
    findings.error(code::kDanglingLink, link.place(),
                   "The link uses address " + std::to_string(link.link->endpoint) + " of "
                       + index.called(link.link->bind) + ", which" + has
                       + ". Give it one, or choose another.",
                   giveAddress(index, link, findings));
}

/// Changing the end that has no other link disturbs least.
MaybeFix makeLegal(const CheckIndex& index, const LinkEntry& link, Findings& findings)
{
    for (const auto* socket : {&index.connecter(link), &index.binder(link)}) {
        if (socket->links.size() != 1)
            continue;
        for (const SocketType type : partnersOf(index.peer(link, *socket).type())) {
            if (allowsType(*socket->node, socket->ref.socket, type))
                return changeType(index, findings, *socket, type);
        }
    }
    return removeLink(link);
}

/// Whom each node says that it sends to.
class Targets
{
public:
    explicit Targets(const CheckIndex& index)
        : m_index(index)
    { }

    /// Two ROUTERs on whose names somebody has thought: both are written, or one end names the
    /// other and both have one.
    [[nodiscard]] bool areKnown(const SocketEntry& a, const SocketEntry& b)
    {
        if (writtenRoutingId(*a.socket) && writtenRoutingId(*b.socket))
            return true;
        return a.routingId && b.routingId && (names(a, b) || names(b, a));
    }

private:
    [[nodiscard]] bool names(const SocketEntry& from, const SocketEntry& to)
    {
        const auto [found, isNew] = m_byNode.try_emplace(from.nodeIndex);
        if (isNew) {
            for (std::string& id : model::settingsOf(m_index.topology.nodes[from.nodeIndex]).to)
                found->second.insert(std::move(id));
        }
        return found->second.contains(to.node->id.text());
    }

    const CheckIndex& m_index;
    /// Each list is read once: all links of a hub ask for the same one.
    std::unordered_map<std::size_t, std::unordered_set<std::string>> m_byNode;
};

void checkTypes(const CheckIndex& index,
                const LinkEntry& link,
                Targets& targets,
                Findings& findings)
{
    const SocketType from = index.connecter(link).type();
    const SocketType to = index.binder(link).type();
    if (from == SocketType::Unknown || to == SocketType::Unknown)
        return;
    if (!isLegalPair(from, to)) {
        findings.error(code::kIllegalPair, link.place(),
                       index.called(link.link->connect) + " (" + std::string(toText(from))
                           + ") cannot talk to " + index.called(link.link->bind) + " ("
                           + std::string(toText(to)) + "). " + whyIllegal(from, to) + ".",
                       makeLegal(index, link, findings));
    } else if (from == to && from == SocketType::Router) {
        if (targets.areKnown(index.connecter(link), index.binder(link)))
            return;
        findings.information(code::kTrickyPair, link.place(),
                             "ROUTER to ROUTER works only when each knows the routing id of the "
                             "other beforehand; messages to an unknown id are dropped.");
    } else if (from == to && from == SocketType::Dealer) {
        findings.information(code::kTrickyPair, link.place(),
                             "DEALER to DEALER works, but with more than two of them nobody can "
                             "choose who gets a message or an answer.");
    }
}

/// By socket and by what a link connects: the link that keeps it.
struct Kept
{
    std::unordered_map<std::size_t, std::size_t> pairs;
    std::map<std::tuple<std::size_t, std::size_t, std::size_t>, std::size_t> connections;
};

void checkPair(const CheckIndex& index, const LinkEntry& link, Kept& kept, Findings& findings)
{
    bool isTold = false;
    for (const std::size_t position : {*link.connect, *link.bind}) {
        const SocketEntry& socket = index.sockets[position];
        if (socket.type() != SocketType::Pair)
            continue;
        const std::size_t first = kept.pairs.emplace(position, link.index).first->second;
        if (first == link.index || isTold)
            continue;
        isTold = true;
        findings.error(code::kPairTaken, link.place(),
                       index.called(socket.ref) + " is a PAIR and already linked by "
                           + index.called(index.links[first].link->id)
                           + "; ZeroMQ gives it one peer and ignores others. Remove one link.",
                       removeLink(link));
    }
}

void checkDoubled(const CheckIndex& index, const LinkEntry& link, Kept& kept, Findings& findings)
{
    const std::tuple connection(*link.connect, *link.bind, link.link->endpoint);
    if (kept.connections.emplace(connection, link.index).second)
        return;
    findings.error(code::kDuplicateLink, link.place(),
                   index.called(link.link->connect) + " is already connected to address "
                       + std::to_string(link.link->endpoint) + " of "
                       + index.called(link.link->bind) + ". Remove one of the two links.",
                   removeLink(link));
}

/// Those furthest inside first: of two, the one further out goes, which fewer share.
std::vector<std::size_t> insideFirst(const CheckIndex& index)
{
    std::vector<std::size_t> order;
    for (const LinkEntry& link : index.links)
        order.push_back(link.index);
    std::stable_sort(order.begin(), order.end(), [&index](std::size_t a, std::size_t b) {
        return index.links[a].depth > index.links[b].depth;
    });
    return order;
}

/// A name that the run gives goes only with the link.
MaybeFix dropRoutingId(const CheckIndex& index,
                       const SocketEntry& peer,
                       const LinkEntry& link,
                       Findings& findings)
{
    if (!writtenRoutingId(*peer.socket))
        return removeLink(link);
    return changeSocket(index, findings, peer, "Do not set ROUTING_ID of " + index.called(peer.ref),
                        [](model::Socket& socket) { socket.options.remove("ROUTING_ID"); });
}

/// Where no ROUTING_ID is written, people look for it in vain.
std::string whoseIsGiven(const CheckIndex& index, std::initializer_list<const SocketEntry*> sockets)
{
    for (const SocketEntry* socket : sockets) {
        if (!writtenRoutingId(*socket->socket))
            return " " + index.called(socket->ref)
                + " has no ROUTING_ID and goes by the id of its node.";
    }
    return "";
}

void checkRoutingIds(const CheckIndex& index, const SocketEntry& router, Findings& findings)
{
    if (router.type() != SocketType::Router || !router.active)
        return;
    const bool handover = model::integerOption(*router.socket, "ROUTER_HANDOVER") != 0;
    std::unordered_map<std::string, const SocketEntry*> owners;
    for (const std::size_t position : router.links) {
        const LinkEntry& link = index.links[position];
        const SocketEntry& peer = index.peer(link, router);
        if (!peer.routingId)
            continue;
        const auto [owner, isNew] = owners.emplace(*peer.routingId, &peer);
        if (isNew)
            continue;
        const bool same = owner->second == &peer;
        const std::string who = same
            ? index.called(peer.ref) + " twice"
            : index.called(owner->second->ref) + " and " + index.called(peer.ref);
        std::string message = index.called(router.ref) + " would know " + who
            + " by the routing id \"" + *peer.routingId + "\"; "
            + (handover ? "the later one takes the id over and the earlier stays "
                          "mute"
                        : "the second one would never be heard")
            + "." + whoseIsGiven(index, {owner->second, &peer})
            + " Give each peer an id of its own.";
        MaybeFix fix = same ? removeLink(link) : dropRoutingId(index, peer, link, findings);
        if (handover)
            findings.warning(code::kDuplicateRoutingId, peer.place(), std::move(message), fix);
        else
            findings.error(code::kDuplicateRoutingId, peer.place(), std::move(message), fix);
    }
}

} // namespace

void checkLinks(const CheckIndex& index, Findings& findings)
{
    Kept kept;
    Targets targets(index);
    for (const std::size_t position : insideFirst(index)) {
        const LinkEntry& link = index.links[position];
        checkEnds(index, link, findings);
        if (!link.active)
            continue;
        checkTypes(index, link, targets, findings);
        checkPair(index, link, kept, findings);
        checkDoubled(index, link, kept, findings);
    }
    for (const SocketEntry& socket : index.sockets)
        checkRoutingIds(index, socket, findings);
}

} // namespace topomq::rules
