// STREAM sockets: raw TCP, which needs a real connection and two ends that speak alike.
#include "engine/model/settings.h"
#include "engine/rules/addresses.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/external_addresses.h"
#include "engine/rules/fixes.h"

namespace topomq::rules {

namespace {

using model::Node;
using model::Role;
using model::SocketType;
using model::StreamMode;

StreamMode counterpart(StreamMode mode)
{
    switch (mode) {
    case StreamMode::HttpServer:
        return StreamMode::HttpClient;
    case StreamMode::HttpClient:
        return StreamMode::HttpServer;
    case StreamMode::LineServer:
        return StreamMode::LineClient;
    case StreamMode::LineClient:
        break;
    }
    return StreamMode::LineServer;
}

bool isForStreams(Address::Transport transport)
{
    return transport == Address::Transport::Tcp || transport == Address::Transport::Ipc;
}

/// libzmq does not refuse STREAM on other transports, but ends the process over some.
void checkTransports(const CheckIndex& index, const SocketEntry& socket, Findings& findings)
{
    for (std::size_t i = 0; i < socket.addresses.size(); ++i) {
        const auto& address = socket.addresses[i].address;
        if (!address || isForStreams(address->transport))
            continue;
        findings.error(code::kStreamTransport, socket.place(),
                       index.called(socket.ref)
                           + " is a STREAM, which speaks raw TCP and cannot bind "
                           + shortened(socket.socket->bind[i]) + ". Use tcp or ipc.",
                       replaceAddress(index, findings, socket, i, freshAddress("tcp")));
    }
}

/// The address of a program outside is for the socket of ours that connects to it. That inproc does
/// not reach it is said by another rule.
void checkExternalTransport(const CheckIndex& index,
                            const LinkEntry& link,
                            ExternalAddresses& outside,
                            Findings& findings)
{
    const SocketEntry& binder = index.binder(link);
    const SocketEntry& connecter = index.connecter(link);
    const Address* address = index.addressOf(link);
    if (!binder.isExternal() || connecter.isExternal() || address == nullptr
        || connecter.type() != SocketType::Stream || isForStreams(address->transport)
        || address->transport == Address::Transport::Inproc)
        return;
    const std::size_t endpoint = link.link->endpoint;
    findings.error(
        code::kStreamTransport, link.place(),
        index.called(connecter.ref) + " is a STREAM, which speaks raw TCP and cannot connect to "
            + shortened(binder.socket->bind[endpoint])
            + ". Let the program bind tcp or ipc, and write that address.",
        replaceAddress(index, findings, binder, endpoint, outside.freeFor(binder, endpoint)));
}

void checkModes(const CheckIndex& index, const LinkEntry& link, Findings& findings)
{
    const SocketEntry& connecter = index.connecter(link);
    const SocketEntry& binder = index.binder(link);
    if (connecter.node->role != Role::Stream || binder.node->role != Role::Stream)
        return;
    const StreamMode from = streamModeOf(*connecter.node);
    const StreamMode to = streamModeOf(*binder.node);
    const StreamMode wanted = counterpart(to);
    if (from == wanted)
        return;
    std::string why = "one speaks HTTP and the other lines";
    if (isServer(from) == isServer(to))
        why = isServer(to) ? "both wait for the other to speak first" : "nobody answers";
    findings.warning(
        code::kStreamModes, link.place(),
        index.called(connecter.ref) + " is a " + std::string(toText(from)) + " and "
            + index.called(binder.ref) + " a " + std::string(toText(to)) + ": " + why + ".",
        changeNode(index, findings, connecter.nodeIndex,
                   "Make " + connecter.node->title() + " a " + std::string(toText(wanted)),
                   [wanted](Node& changed) {
                       changed.settings.set("mode", std::string(toText(wanted)));
                   }));
}

} // namespace

void checkStreams(const CheckIndex& index, Findings& findings)
{
    for (const SocketEntry& socket : index.sockets) {
        if (socket.active && !socket.isExternal() && socket.type() == SocketType::Stream)
            checkTransports(index, socket, findings);
    }
    ExternalAddresses outside(index);
    for (const LinkEntry& link : index.links) {
        if (!link.active)
            continue;
        checkModes(index, link, findings);
        checkExternalTransport(index, link, outside, findings);
    }
}

} // namespace topomq::rules
