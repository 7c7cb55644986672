// Requests and replies: who answers, who waits for ever, and by which name a ROUTER knows its
// peers.
#include "engine/model/options.h"
#include "engine/model/settings.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/fixes.h"
#include "engine/rules/roles.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>
#include <unordered_set>

namespace topomq::rules {

namespace {

using model::Node;
using model::Role;
using model::Socket;
using model::SocketType;

bool isBroker(Role role)
{
    return role == Role::Proxy || role == Role::Balancer;
}

bool answers(const SocketEntry& socket)
{
    const Role role = socket.node->role;
    return !isBroker(role) && role != Role::Sink && role != Role::Client;
}

/// Which proxies and balancers lead to somebody who answers.
class Answerers
{
public:
    explicit Answerers(const CheckIndex& index)
        : m_index(index)
    {
        std::unordered_map<std::size_t, std::vector<std::size_t>> before;
        std::vector<std::size_t> leading;
        for (const SocketEntry& backend : index.sockets) {
            if (!isBroker(backend.node->role) || backend.ref.socket.text() != "backend")
                continue;
            for (const std::size_t link : backend.links) {
                const SocketEntry& peer = index.peer(index.links[link], backend);
                if (answers(peer) && m_leading.insert(backend.nodeIndex).second)
                    leading.push_back(backend.nodeIndex);
                else if (isBroker(peer.node->role))
                    before[peer.nodeIndex].push_back(backend.nodeIndex);
            }
        }
        while (!leading.empty()) {
            const std::size_t node = leading.back();
            leading.pop_back();
            for (const std::size_t broker : before[node]) {
                if (m_leading.insert(broker).second)
                    leading.push_back(broker);
            }
        }
    }

    [[nodiscard]] bool isReachedFrom(const SocketEntry& client) const
    {
        return std::any_of(client.links.begin(), client.links.end(), [&](std::size_t link) {
            const SocketEntry& peer = m_index.peer(m_index.links[link], client);
            return answers(peer) || m_leading.contains(peer.nodeIndex);
        });
    }

private:
    const CheckIndex& m_index;
    std::unordered_set<std::size_t> m_leading;
};

void checkClient(const CheckIndex& index,
                 const SocketEntry& client,
                 const Answerers& answerers,
                 Findings& findings)
{
    if (client.links.empty())
        return;
    const model::RoleSettings settings = settingsOf(*client.node);
    if (!answerers.isReachedFrom(client)) {
        findings.warning(code::kNobodyAnswers, client.place(),
                         "No server can be reached from " + index.called(client.ref)
                             + ", so its requests are never answered. Link it to one, or the "
                               "backend of the proxy or balancer between.");
    } else if (client.type() == SocketType::Req && settings.timeout == 0) {
        constexpr int kSecond = 1000;
        findings.information(
            code::kWaitsForEver, client.place(),
            "When a request or its reply is lost, as when a server is restarted, "
            "this REQ waits for ever. A timeout lets it ask again.",
            changeNode(index, findings, client.nodeIndex, "Set a timeout of 1000 ms",
                       [](Node& changed) { changed.settings.set("timeout", kSecond); }));
    }
}

/// Who asks a peer waits in vain, whatever the socket types allow.
void checkAsksPeer(const CheckIndex& index, const SocketEntry& client, Findings& findings)
{
    for (const std::size_t link : client.links) {
        const SocketEntry& peer = index.peer(index.links[link], client);
        if (peer.node->role != Role::Peer)
            continue;
        findings.warning(code::kNobodyAnswers, index.links[link].place(),
                         index.called(peer.ref)
                             + " belongs to a peer, which sends when it likes and answers nobody: "
                               "requests of "
                             + index.called(client.ref)
                             + " stay without an answer, and what the peer sends is none. Make one "
                               "a server, or the other a peer on DEALER.");
    }
}

std::ptrdiff_t countPeers(const CheckIndex& index, const SocketEntry& socket, Role role)
{
    return std::count_if(socket.links.begin(), socket.links.end(), [&](std::size_t link) {
        return index.peer(index.links[link], socket).node->role == role;
    });
}

void checkBalancing(const CheckIndex& index, const SocketEntry& socket, Findings& findings)
{
    const Role role = socket.node->role;
    if (role == Role::BalancedWorker && countPeers(index, socket, Role::Balancer) > 1)
        findings.warning(code::kTwoBalancers, socket.place(),
                         index.called(socket.ref)
                             + " is linked to more than one balancer. It announces itself once, "
                               "and a "
                             + typeWord(*socket.socket)
                             + " gives each message to the next of its peers: one balancer never "
                               "hears of it, and answers go to the wrong one. Link it to one "
                               "balancer, and give the other a worker of its own.");
    else if (role == Role::Balancer && countPeers(index, socket, Role::BalancedWorker) > 0)
        findings.information(code::kWaitsForEver, socket.place(),
                             "When " + index.called(socket.node->id)
                                 + " is restarted, it no longer knows which workers are free, and "
                                   "those with nothing to do announce themselves no second time: "
                                   "they wait for ever. Restart them, too.");
}

void checkEnvelope(const CheckIndex& index, const LinkEntry& link, Findings& findings)
{
    const SocketEntry* a = &index.connecter(link);
    const SocketEntry* b = &index.binder(link);
    if (a->type() != SocketType::Dealer && a->type() != SocketType::Router)
        std::swap(a, b);
    // Brokers pass envelopes on as they are: nothing to know.
    if (isBroker(a->node->role) || isBroker(b->node->role))
        return;
    if (a->type() == SocketType::Dealer && b->type() == SocketType::Rep)
        findings.information(code::kTrickyPair, link.place(),
                             "A REP understands only requests with an empty frame before them. A "
                             "DEALER does not add it as REQ does: who sends there has to; the "
                             "nodes here do.");
    else if (a->type() == SocketType::Router && b->type() == SocketType::Req)
        findings.information(code::kTrickyPair, link.place(),
                             "A ROUTER sees a request as three parts: who asks, an empty frame, "
                             "the request. A REQ takes only a reply with the first two before it; "
                             "the nodes here put them there.");
}

/// A ROUTER that speaks first has to know the name of the other beforehand.
void checkName(const CheckIndex& index,
               const LinkEntry& link,
               const SocketEntry& router,
               const SocketEntry& peer,
               Findings& findings)
{
    const bool speaksFirst = router.type() == SocketType::Router
        && (router.node->role == Role::Peer || peer.type() == SocketType::Router);
    const bool mustKnow = speaksFirst && !isBroker(router.node->role) && !router.isExternal();
    if (!mustKnow || peer.routingId || !isLegalPair(router.type(), peer.type()))
        return;
    std::string name = peer.node->id.text();
    if (peer.node->sockets.size() > 1)
        name += "-" + peer.ref.socket.text();
    findings.warning(
        code::kNoRoutingId, link.place(),
        index.called(router.ref) + " is a ROUTER that speaks first, and " + index.called(peer.ref)
            + " has no ROUTING_ID to address it by; ZeroMQ makes up a new one for "
              "each connection. Set one.",
        changeSocket(index, findings, peer, "Name it " + name,
                     [&name](Socket& changed) { changed.options.set("ROUTING_ID", name); }));
}

} // namespace

void checkRequests(const CheckIndex& index, Findings& findings)
{
    const Answerers answerers(index);
    for (const SocketEntry& socket : index.sockets) {
        const bool asks = socket.type() == SocketType::Req || socket.type() == SocketType::Dealer;
        if (socket.active && socket.node->role == Role::Client && asks) {
            checkClient(index, socket, answerers, findings);
            checkAsksPeer(index, socket, findings);
        }
        if (socket.active)
            checkBalancing(index, socket, findings);
    }
    for (const LinkEntry& link : index.links) {
        if (!link.active)
            continue;
        checkEnvelope(index, link, findings);
        checkName(index, link, index.connecter(link), index.binder(link), findings);
        checkName(index, link, index.binder(link), index.connecter(link), findings);
    }
}

} // namespace topomq::rules
