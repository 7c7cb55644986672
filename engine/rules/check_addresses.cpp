// Addresses: are they understood, free, and reachable by those who connect to them?
#include "engine/rules/address_parts.h"
#include "engine/rules/addresses.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/external_addresses.h"
#include "engine/rules/fixes.h"

#include <map>
#include <unordered_map>
#include <utility>

namespace topomq::rules {

namespace {

using Transport = Address::Transport;

/// What was probably meant, as far as that can be told.
std::string repaired(const std::string& address,
                     const SocketEntry& socket,
                     std::size_t position,
                     ExternalAddresses& outside)
{
    const std::string localhost = "tcp://localhost:";
    if (address.starts_with(localhost)) {
        std::string numeric = "tcp://127.0.0.1:" + address.substr(localhost.size());
        if (parseBindAddress(numeric).problem.empty())
            return numeric;
    }
    return socket.isExternal() ? outside.freeFor(socket, position)
                               : freshAddress(schemeOf(address));
}

std::string onLoopback(const Address& address)
{
    const std::string port = address.port ? std::to_string(*address.port) : "*";
    if (address.transport == Transport::Norm)
        return "norm://lo;" + address.host + ":" + port;
    if (isMulticast(address.transport))
        return address.scheme + "://127.0.0.1;" + address.host + ":" + port;
    if (address.transport == Transport::Ws)
        return "ws://127.0.0.1:" + port + address.path;
    return "tcp://127.0.0.1:" + port;
}

/// False when the address cannot be used at all.
bool checkForm(const CheckIndex& index,
               const Capabilities& capabilities,
               const SocketEntry& socket,
               std::size_t position,
               ExternalAddresses& outside,
               Findings& findings)
{
    const AddressResult& result = socket.addresses[position];
    const std::string text = shortened(socket.socket->bind[position]);
    const std::string missing = result.address && result.problem.empty()
        ? whyUnavailable(capabilities, result.address->scheme)
        : "";
    if (result.problem.empty() && missing.empty())
        return true;
    const std::string problem = missing.empty() ? result.problem : missing + ": use tcp or inproc";
    const std::string better = repaired(missing.empty() ? socket.socket->bind[position] : "tcp://",
                                        socket, position, outside);
    findings.error(result.address ? code::kUnsupportedTransport : code::kBadAddress, socket.place(),
                   "The address " + text + " cannot be used: " + problem + ".",
                   replaceAddress(index, findings, socket, position, better));
    return false;
}

/// Beyond this machine, what is not encrypted is anybody's.
std::string withoutCurve(const SocketEntry& socket)
{
    const model::Security& security = socket.socket->security;
    if (security.mechanism != model::Mechanism::Curve)
        return ", read what is sent and send themselves: nothing is encrypted or checked. Secure "
               "its links with CURVE.";
    if (security.server && security.allow.empty())
        return "; CURVE keeps it secret, and whoever has the server's public key may come in.";
    return "; CURVE keeps it secret.";
}

/// The interfaces of the machine, where they are known, have the host that is bound.
bool isHere(const Capabilities& capabilities, const std::string& host)
{
    if (capabilities.interfaces.empty() || host == "*" || host.empty() || isLoopbackHost(host))
        return true;
    const std::string bytes = numericHost(host);
    if (!bytes.empty() && bytes.find_first_not_of('\0') == std::string::npos)
        return true;
    for (const NetworkInterface& interface : capabilities.interfaces) {
        if (interface.name == host)
            return true;
        for (const std::string& address : interface.addresses) {
            if (!bytes.empty() && numericHost(address) == bytes)
                return true;
        }
    }
    return false;
}

void checkInterface(const CheckIndex& index,
                    const Capabilities& capabilities,
                    const SocketEntry& socket,
                    std::size_t position,
                    Findings& findings)
{
    const Address& address = *socket.addresses[position].address;
    std::string host = usesPort(address) ? address.host : address.interface;
    // The node id of norm stands before the interface.
    host.erase(0, host.find(',') == std::string::npos ? 0 : host.find(',') + 1);
    if (socket.isExternal() || (!usesPort(address) && !isMulticast(address.transport))
        || isHere(capabilities, host))
        return;
    std::vector<std::string> names;
    for (const NetworkInterface& interface : capabilities.interfaces)
        names.push_back(interface.name);
    findings.error(code::kNoInterface, socket.place(),
                   "This machine has no interface or address " + shortened(host) + " for "
                       + shortened(socket.socket->bind[position]) + "; it has the interfaces "
                       + quotedList(names) + ".",
                   replaceAddress(index, findings, socket, position, onLoopback(address)));
}

void checkReach(const CheckIndex& index,
                const SocketEntry& socket,
                std::size_t position,
                Findings& findings)
{
    const Address& address = *socket.addresses[position].address;
    const std::string text = shortened(socket.socket->bind[position]);
    if (address.openToNetwork) {
        const std::string better = onLoopback(address);
        findings.warning(code::kOpenToNetwork, socket.place(),
                         socket.isExternal() ? text
                                 + " may be on another machine, so messages may leave this one. "
                                   "Use 127.0.0.1 unless that is meant."
                                             : "Other machines can reach " + text
                                 + withoutCurve(socket) + " Use 127.0.0.1 unless that is meant.",
                         replaceAddress(index, findings, socket, position, better));
    }
    if (needsIpv6(address) && !socket.isExternal() && !index.allowsIpv6(socket))
        findings.error(
            code::kIpv6Off, socket.place(),
            "ZeroMQ understands " + text + " only with the option IPV6. Set it.",
            changeSocket(index, findings, socket, "Set IPV6 of " + index.called(socket.ref),
                         [](model::Socket& changed) { changed.options.set("IPV6", true); }));
}

/// Finds addresses that collide without comparing each with each.
class Taken
{
public:
    using Owner = std::string;

    /// Who has it already, or empty; takes it.
    Owner take(const Address& address, const std::string& owner)
    {
        if (address.wildcard || address.transport == Transport::Other
            || isMulticast(address.transport))
            return {};
        if (!usesPort(address)) {
            const auto [found, isNew] = m_names.emplace(address.scheme + ":" + address.host, owner);
            return isNew ? Owner() : found->second;
        }
        Owner taken;
        for (const IpVersion version : kIpVersions) {
            const auto host = hostKey(address, version);
            if (!host)
                continue;
            auto& hosts = m_ports[{*address.port, version}];
            // The empty host is all interfaces: it collides with every other.
            auto other = host->empty() ? hosts.begin() : hosts.find(*host);
            if (other == hosts.end())
                other = hosts.find("");
            if (other != hosts.end() && taken.empty())
                taken = other->second;
            hosts.emplace(*host, owner);
        }
        return taken;
    }

private:
    std::unordered_map<std::string, Owner> m_names;
    std::map<std::pair<int, IpVersion>, std::unordered_map<std::string, Owner>> m_ports;
};

void checkTaken(const CheckIndex& index,
                const SocketEntry& socket,
                std::size_t position,
                Taken& taken,
                Findings& findings)
{
    Address address = *socket.addresses[position].address;
    address.ipv6 = !socket.isExternal() && index.allowsIpv6(socket);
    // The program of an external node may run elsewhere: only its loopback is surely ours.
    if (socket.isExternal() && address.openToNetwork)
        return;
    const std::string mine = index.called(socket.ref);
    const std::string owner = taken.take(address, mine);
    if (owner.empty())
        return;
    const std::string text = shortened(socket.socket->bind[position]);
    MaybeFix fix;
    if (!socket.isExternal())
        fix = replaceAddress(index, findings, socket, position, freshAddress(address.scheme));
    findings.error(
        code::kDuplicateAddress, socket.place(),
        text + (owner == mine ? " is bound twice by this socket" : " is already bound by " + owner)
            + (socket.isExternal() ? ". Write the address that its program really binds."
                                   : ". Choose another, or write * to get a free one."),
        fix);
}

void checkExternalLink(const CheckIndex& index,
                       const LinkEntry& link,
                       ExternalAddresses& outside,
                       Findings& findings)
{
    const SocketEntry& binder = index.binder(link);
    const SocketEntry& connecter = index.connecter(link);
    const Address* address = index.addressOf(link);
    if (address == nullptr || (!binder.isExternal() && !connecter.isExternal()))
        return;
    const std::size_t endpoint = link.link->endpoint;
    if (address->transport == Transport::Inproc) {
        const std::string better =
            binder.isExternal() ? outside.freeFor(binder, endpoint) : freshAddress("tcp");
        findings.error(
            code::kExternalInproc, link.place(),
            "inproc reaches only sockets of this program, not an external one. Use tcp "
            "or ipc for this link.",
            changeSocket(index, findings, binder, "Use tcp instead of inproc",
                         [&](model::Socket& socket) { socket.bind[endpoint] = better; }));
    } else if (binder.isExternal() && !connecter.isExternal() && address->wildcard) {
        const std::string better = outside.freeFor(binder, endpoint);
        findings.error(code::kExternalWildcard, link.place(),
                       "Only the external program knows what " + binder.socket->bind[endpoint]
                           + " became. Write the address that it really binds.",
                       replaceAddress(index, findings, binder, endpoint, better));
    }
}

void checkConnecterIpv6(const CheckIndex& index, const LinkEntry& link, Findings& findings)
{
    const SocketEntry& connecter = index.connecter(link);
    const Address* address = index.addressOf(link);
    if (address == nullptr || !needsIpv6(*address) || connecter.isExternal()
        || index.allowsIpv6(connecter))
        return;
    findings.error(code::kIpv6Off, link.place(),
                   index.called(connecter.ref)
                       + " can connect to an IPv6 address only with the option IPV6. Set it.",
                   changeSocket(index, findings, connecter,
                                "Set IPV6 of " + index.called(connecter.ref),
                                [](model::Socket& socket) { socket.options.set("IPV6", true); }));
}

} // namespace

void checkAddresses(const CheckIndex& index, const Capabilities& capabilities, Findings& findings)
{
    Taken taken;
    ExternalAddresses outside(index);
    for (const SocketEntry& socket : index.sockets) {
        for (std::size_t i = 0; socket.active && i < socket.addresses.size(); ++i) {
            if (!checkForm(index, capabilities, socket, i, outside, findings))
                continue;
            checkReach(index, socket, i, findings);
            checkInterface(index, capabilities, socket, i, findings);
            checkTaken(index, socket, i, taken, findings);
        }
    }
    for (const LinkEntry& link : index.links) {
        if (!link.active)
            continue;
        checkExternalLink(index, link, outside, findings);
        checkConnecterIpv6(index, link, findings);
    }
}

} // namespace topomq::rules
