// Proxies and balancers: those who ask at the frontend, those who answer at the backend.
#include "engine/rules/check_rules.h"
#include "engine/rules/fixes.h"
#include "engine/rules/roles.h"

namespace topomq::rules {

namespace {

using model::Node;
using model::Role;

bool isBroker(const SocketEntry& socket)
{
    return socket.node->role == Role::Proxy || socket.node->role == Role::Balancer;
}

/// What goes wrong with somebody at the backend of a balancer; empty: nothing.
std::string whyNotBehind(const SocketEntry& other, const std::string& backend)
{
    switch (other.node->role) {
    case Role::BalancedWorker:
        return {};
    case Role::Client:
        return "a client, and " + backend
            + " is for workers: it is taken for one and gets the requests of others, and its own "
              "are never answered. Link it to the frontend.";
    case Role::Server:
        return "a server, which waits to be asked, and " + backend
            + " gives work only to those who announce themselves: it never gets any. Make it a "
              "balanced worker.";
    default:
        break;
    }
    return "a " + roleWord(*other.node) + ", and " + backend
        + " is for balanced workers, which announce themselves and answer. Link it to something "
          "else.";
}

/// The same at the frontend.
std::string whyNotBefore(const SocketEntry& other, const std::string& frontend)
{
    switch (other.node->role) {
    case Role::Client:
    case Role::Peer:
    case Role::Proxy:
    case Role::Balancer:
        return {};
    case Role::BalancedWorker:
        return "a balanced worker, which announces itself, and " + frontend
            + " takes that for a request: its reply is work again, and so on without end. Link it "
              "to the backend.";
    default:
        break;
    }
    return "a " + roleWord(*other.node) + ", and " + frontend
        + " is for those who ask and wait for an answer. Link it to something else.";
}

/// What goes wrong with a peer at this socket of a balancer or proxy, as the end of a sentence that
/// says whom the peer belongs to; empty: nothing.
std::string
whyWrongSide(const CheckIndex& index, const SocketEntry& broker, const SocketEntry& other)
{
    const Role role = other.node->role;
    const bool isBackend = broker.ref.socket.text() == "backend";
    const std::string name = index.called(broker.ref);
    if (broker.node->role == Role::Balancer)
        return isBackend ? whyNotBehind(other, name) : whyNotBefore(other, name);
    if (isBackend && role == Role::Client)
        return "a client, and " + name
            + " is for those who answer: its requests are dropped. Link it to the frontend.";
    if (!isBackend && role == Role::Server)
        return "a server, and " + name
            + " is for those who ask: it is never asked itself. Link it to the backend.";
    return {};
}

/// A server that waits there with nothing else to do can do the same as a worker.
MaybeFix becomeWorker(const CheckIndex& index,
                      const SocketEntry& broker,
                      const SocketEntry& other,
                      Findings& findings)
{
    if (broker.node->role != Role::Balancer || broker.ref.socket.text() != "backend"
        || other.node->role != Role::Server || other.links.size() != 1
        || !allowsType(Role::BalancedWorker, other.type()))
        return std::nullopt;
    return changeNode(index, findings, other.nodeIndex,
                      "Make " + index.called(other.ref.node) + " a balanced worker",
                      [](Node& changed) { changed.role = Role::BalancedWorker; });
}

void checkSide(const CheckIndex& index,
               const LinkEntry& link,
               const SocketEntry& broker,
               const SocketEntry& other,
               Findings& findings)
{
    if (!isBroker(broker) || other.isExternal() || other.node->role == Role::Unknown)
        return;
    const std::string why = whyWrongSide(index, broker, other);
    if (!why.empty())
        findings.warning(code::kWrongSide, link.place(),
                         index.called(other.ref) + " belongs to " + why,
                         becomeWorker(index, broker, other, findings));
}

/// Its announcement is for a balancer: anybody else takes it for a request.
void checkAnnouncement(const CheckIndex& index,
                       const LinkEntry& link,
                       const SocketEntry& worker,
                       const SocketEntry& other,
                       Findings& findings)
{
    if (worker.node->role != Role::BalancedWorker || other.node->role == Role::Balancer
        || other.isExternal() || other.node->role == Role::Unknown)
        return;
    findings.warning(code::kWrongSide, link.place(),
                     index.called(worker.ref)
                         + " belongs to a balanced worker, which announces itself, and "
                         + index.called(other.ref)
                         + " is no balancer's: it takes that for a request. Link it to the backend "
                           "of a balancer, or make it a server.");
}

} // namespace

void checkBrokers(const CheckIndex& index, Findings& findings)
{
    for (const LinkEntry& link : index.links) {
        if (!link.active)
            continue;
        const SocketEntry& connecter = index.connecter(link);
        const SocketEntry& binder = index.binder(link);
        if (!isLegalPair(connecter.type(), binder.type()))
            continue;
        checkSide(index, link, connecter, binder, findings);
        checkSide(index, link, binder, connecter, findings);
        checkAnnouncement(index, link, connecter, binder, findings);
        checkAnnouncement(index, link, binder, connecter, findings);
    }
}

} // namespace topomq::rules
