// Security: do the two ends of a link speak one mechanism, and does it do what it seems to do?
#include "engine/rules/addresses.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/fixes.h"
#include "engine/rules/secret_words.h"

#include <algorithm>
#include <functional>

namespace topomq::rules {

namespace {

using model::Mechanism;
using model::Security;
using model::SocketType;
using Transport = Address::Transport;

const Security& securityOf(const SocketEntry& socket)
{
    return socket.socket->security;
}

bool isSecured(const SocketEntry& socket)
{
    return securityOf(socket).mechanism != Mechanism::Null;
}

MaybeFix changeSecurity(const CheckIndex& index,
                        Findings& findings,
                        const SocketEntry& socket,
                        std::string text,
                        const std::function<void(Security&)>& change)
{
    if (!index.isFirstOfId(socket.nodeIndex)
        || !findings.spendOnFix(index.nodeWeights[socket.nodeIndex]))
        return std::nullopt;
    Security changed = securityOf(socket);
    change(changed);
    return model::Fix{std::move(text), model::SetSecurity{socket.ref, std::move(changed)}};
}

/// Secures everything that hangs together with the link: too much to offer it for each of many.
MaybeFix useCurve(const CheckIndex& index, const LinkEntry& link, Findings& findings)
{
    const std::size_t cost = index.links.size() + index.sockets.size();
    if (!link.firstOfId || !findings.spendOnFix(cost))
        return std::nullopt;
    SecureResult secured = secureLink(index.topology, link.link->id);
    if (!secured.problem.empty())
        return std::nullopt;
    return model::Fix{"Secure with CURVE", std::move(secured.edit)};
}

/// Only these have connections that ZeroMQ secures.
bool isSecurable(const CheckIndex& index, const LinkEntry& link)
{
    const Address* address = index.addressOf(link);
    return address != nullptr && index.connecter(link).type() != SocketType::Stream
        && index.binder(link).type() != SocketType::Stream
        && (address->transport == Transport::Tcp || address->transport == Transport::Ipc
            || address->transport == Transport::Ws);
}

/// A socket has one security for all its links: would those at their other ends understand it?
bool suitsPeers(const CheckIndex& index,
                const SocketEntry& socket,
                Mechanism mechanism,
                bool server)
{
    return std::all_of(socket.links.begin(), socket.links.end(), [&](std::size_t position) {
        const LinkEntry& link = index.links[position];
        const Security& peer = securityOf(index.peer(link, socket));
        return !isSecurable(index, link) || (peer.mechanism == mechanism && peer.server != server);
    });
}

/// The socket becomes what the other needs. Never without security: nobody asked for that.
MaybeFix follow(const CheckIndex& index,
                const SocketEntry& socket,
                const SocketEntry& other,
                Findings& findings)
{
    const Mechanism mechanism = securityOf(other).mechanism;
    const bool server = !securityOf(other).server;
    if (!isSecured(other) || !findings.spendOnFix(socket.links.size())
        || !suitsPeers(index, socket, mechanism, server))
        return std::nullopt;
    return changeSecurity(index, findings, socket,
                          "Let " + index.called(socket.ref) + " use "
                              + std::string(toText(mechanism)) + " too",
                          [&](Security& security) {
                              security.mechanism = mechanism;
                              security.server = server;
                              const bool needsName = mechanism == Mechanism::Plain && !server;
                              if (needsName && security.username.empty())
                                  security.username = socket.node->id.text();
                          });
}

/// One end becomes what the other needs, the connecting one if it can.
MaybeFix joinEnds(const CheckIndex& index, const LinkEntry& link, Findings& findings)
{
    const SocketEntry& binder = index.binder(link);
    const SocketEntry& connecter = index.connecter(link);
    if (securityOf(binder).mechanism == Mechanism::Curve
        || securityOf(connecter).mechanism == Mechanism::Curve)
        return useCurve(index, link, findings);
    MaybeFix fix = follow(index, connecter, binder, findings);
    return fix ? fix : follow(index, binder, connecter, findings);
}

void checkEnds(const CheckIndex& index, const LinkEntry& link, Findings& findings)
{
    const SocketEntry& connecter = index.connecter(link);
    const SocketEntry& binder = index.binder(link);
    const Security& from = securityOf(connecter);
    const Security& to = securityOf(binder);
    if (from.mechanism == Mechanism::Unknown || to.mechanism == Mechanism::Unknown)
        return;
    if (from.mechanism != to.mechanism) {
        findings.error(code::kSecurityMismatch, link.place(),
                       index.called(connecter.ref) + " uses " + std::string(toText(from.mechanism))
                           + " and " + index.called(binder.ref) + " "
                           + std::string(toText(to.mechanism))
                           + ": ZeroMQ refuses the connection. Give both the same security.",
                       joinEnds(index, link, findings));
    } else if (from.mechanism != Mechanism::Null && from.server == to.server) {
        findings.error(code::kSecurityRoles, link.place(),
                       index.called(connecter.ref) + " and " + index.called(binder.ref)
                           + " are both " + (from.server ? "servers" : "clients") + " of "
                           + std::string(toText(from.mechanism))
                           + ", which needs one of each. Change one of them.",
                       joinEnds(index, link, findings));
    } else if (from.mechanism == Mechanism::Plain) {
        findings.information(code::kPlainClearText, link.place(),
                             "PLAIN sends the user name, the password and all messages in clear "
                             "text. CURVE encrypts them.",
                             useCurve(index, link, findings));
    }
}

void checkLink(const CheckIndex& index, const LinkEntry& link, Findings& findings)
{
    const Address* address = index.addressOf(link);
    const SocketEntry& connecter = index.connecter(link);
    const SocketEntry& binder = index.binder(link);
    if (address == nullptr || connecter.type() == SocketType::Stream
        || binder.type() == SocketType::Stream)
        return;
    if (isSecurable(index, link))
        checkEnds(index, link, findings);
    else if (isSecured(connecter) || isSecured(binder))
        findings.information(code::kSecurityIgnored, link.place(),
                             "ZeroMQ does not secure " + address->scheme
                                 + ": on this link the security of its sockets has no effect.");
}

void checkWords(const CheckIndex& index, const SocketEntry& socket, Findings& findings)
{
    Security security = securityOf(socket);
    for (const auto& [key, value] : securityOf(socket).extras.members()) {
        if (!isSecretWord(key))
            continue;
        security.extras.remove(key);
        findings.warning(code::kSecretInFile, socket.place(),
                         "The file holds \"" + key
                             + "\": whoever gets the file gets the secret, and it is not used. "
                               "Secrets are kept outside; take it out.",
                         changeSecurity(index, findings, socket, "Take \"" + key + "\" out",
                                        [&security](Security& changed) { changed = security; }));
    }
    if (security.mechanism != Mechanism::Unknown)
        return;
    std::string upper = security.unknownMechanism;
    for (char& c : upper)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const Mechanism meant = model::mechanismFromText(upper);
    security.mechanism = meant == Mechanism::Unknown ? Mechanism::Null : meant;
    security.unknownMechanism.clear();
    findings.error(code::kUnknownMechanism, socket.place(),
                   "\"" + shortened(securityOf(socket).unknownMechanism)
                       + "\" is not a security mechanism here. Use NULL, PLAIN or CURVE.",
                   changeSecurity(index, findings, socket,
                                  "Use " + std::string(toText(security.mechanism)),
                                  [&security](Security& changed) { changed = security; }));
}

/// The socket that an entry means; null: it is a key or a user's name.
const SocketEntry* socketAllowed(const CheckIndex& index, const std::string& text)
{
    const auto dot = text.find('.');
    if (dot == std::string::npos)
        return nullptr;
    const auto found = index.socketByRef.find(
        {model::NodeId(text.substr(0, dot)), model::SocketId(text.substr(dot + 1))});
    return found == index.socketByRef.end() ? nullptr : &index.sockets[found->second];
}

bool namesSomebody(const CheckIndex& index, const Security& server, const std::string& text)
{
    const bool curve = server.mechanism == Mechanism::Curve;
    if (const SocketEntry* socket = socketAllowed(index, text)) {
        const Security& client = securityOf(*socket);
        return client.mechanism == server.mechanism && !client.server;
    }
    return curve ? isZ85Key(text) : !text.empty();
}

void checkAllowed(const CheckIndex& index, const SocketEntry& socket, Findings& findings)
{
    const Security& security = securityOf(socket);
    if (security.allow.empty())
        return;
    if (!security.server || security.mechanism == Mechanism::Null) {
        findings.information(code::kSecurityIgnored, socket.place(),
                             "Only a PLAIN or CURVE server checks who comes in; the list of whom "
                                 + index.called(socket.ref) + " allows has no effect.",
                             changeSecurity(index, findings, socket, "Remove the list",
                                            [](Security& changed) { changed.allow.clear(); }));
        return;
    }
    std::vector<std::string> nobody;
    Security kept = security;
    std::erase_if(kept.allow, [&](const std::string& text) {
        const bool unknown = !namesSomebody(index, security, text);
        const SocketEntry* named = unknown ? socketAllowed(index, text) : nullptr;
        if (unknown)
            nobody.push_back(named == nullptr ? text : index.called(named->ref));
        return unknown;
    });
    if (nobody.empty())
        return;
    // Without entries everybody would be let in: that is nobody's remedy.
    MaybeFix fix;
    if (!kept.allow.empty())
        fix = changeSecurity(index, findings, socket, "Take it out of the list",
                             [&kept](Security& changed) { changed = kept; });
    findings.warning(code::kUnknownAllowed, socket.place(),
                     index.called(socket.ref) + " allows " + quotedList(nobody) + ", which is no "
                         + (security.mechanism == Mechanism::Curve
                                ? "CURVE client here and no public key of 40 characters"
                                : "PLAIN client here and no user name")
                         + ". Correct it.",
                     fix);
}

/// What a client has to know before it can talk to its servers.
void checkClient(const CheckIndex& index, const SocketEntry& socket, Findings& findings)
{
    const Security& security = securityOf(socket);
    if (security.server)
        return;
    if (security.mechanism == Mechanism::Plain && security.username.empty()) {
        const std::string& name = socket.node->id.text();
        findings.error(code::kMissingCredentials, socket.place(),
                       "A PLAIN client needs a user name. Give " + index.called(socket.ref)
                           + " one.",
                       changeSecurity(index, findings, socket, "Use the name " + name,
                                      [&name](Security& changed) { changed.username = name; }));
    }
    if (security.mechanism != Mechanism::Curve)
        return;
    if (!security.serverKey.empty() && !isZ85Key(security.serverKey)) {
        findings.error(code::kMissingCredentials, socket.place(),
                       "The server key of " + index.called(socket.ref)
                           + " is no public key: those are 40 characters of Z85.",
                       changeSecurity(index, findings, socket, "Remove the key",
                                      [](Security& changed) { changed.serverKey.clear(); }));
        return;
    }
    std::vector<const SocketEntry*> servers;
    for (const std::size_t position : socket.links) {
        const LinkEntry& link = index.links[position];
        const Address* address = index.addressOf(link);
        const SocketEntry& peer = index.peer(link, socket);
        if (address == nullptr || address->transport == Transport::Inproc)
            continue;
        if (peer.isExternal() && security.serverKey.empty()) {
            findings.error(code::kMissingCredentials, socket.place(),
                           index.called(socket.ref) + " needs the public key of "
                               + index.called(peer.ref)
                               + ", an external program. Write it as its server key.");
            return;
        }
        if (index.binder(link).ref == socket.ref && securityOf(peer).server
            && std::find(servers.begin(), servers.end(), &peer) == servers.end())
            servers.push_back(&peer);
    }
    if (servers.size() > 1)
        findings.error(code::kSecurityRoles, socket.place(),
                       index.called(socket.ref)
                           + " is a CURVE client that binds, and several servers connect to it: "
                             "it can know the key of one only. Make it the server.");
}

void checkSocket(const CheckIndex& index,
                 const SocketEntry& socket,
                 const Capabilities& capabilities,
                 Findings& findings)
{
    checkWords(index, socket, findings);
    checkAllowed(index, socket, findings);
    const Security& security = securityOf(socket);
    if (security.mechanism == Mechanism::Curve && !capabilities.curve)
        findings.error(code::kNoCurve, socket.place(),
                       "This libzmq is built without CURVE. Use PLAIN or NULL.");
    if (isSecured(socket) && socket.type() == SocketType::Stream)
        findings.information(code::kSecurityIgnored, socket.place(),
                             "STREAM speaks raw TCP: security has no effect on it.",
                             changeSecurity(index, findings, socket, "Remove it",
                                            [](Security& changed) { changed = {}; }));
    else if (!socket.isExternal())
        checkClient(index, socket, findings);
}

} // namespace

void checkSecurity(const CheckIndex& index, const Capabilities& capabilities, Findings& findings)
{
    for (const SocketEntry& socket : index.sockets) {
        if (socket.active && securityOf(socket) != Security())
            checkSocket(index, socket, capabilities, findings);
    }
    for (const LinkEntry& link : index.links) {
        if (link.active)
            checkLink(index, link, findings);
    }
}

} // namespace topomq::rules
