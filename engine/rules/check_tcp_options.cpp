// Options of TCP that ZeroMQ or the system refuses only when a socket binds or connects.
#include "engine/model/options.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/fixes.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <netdb.h>

namespace topomq::rules {

namespace {

using Transport = Address::Transport;

bool usesTcp(const CheckIndex& index, const SocketEntry& socket)
{
    const auto isTcp = [](const Address* address) {
        return address != nullptr && address->transport == Transport::Tcp;
    };
    const bool binds =
        std::any_of(socket.addresses.begin(), socket.addresses.end(), [&](const auto& result) {
            return isTcp(result.address ? &*result.address : nullptr);
        });
    return binds || std::any_of(socket.links.begin(), socket.links.end(), [&](std::size_t link) {
               return isTcp(index.addressOf(index.links[link]));
           });
}

MaybeFix removeOption(const CheckIndex& index,
                      const SocketEntry& socket,
                      const char* name,
                      std::string text,
                      Findings& findings)
{
    return changeSocket(index, findings, socket, std::move(text),
                        [name](model::Socket& changed) { changed.options.remove(name); });
}

/// The system is asked for them as soon as TCP_KEEPALIVE is set, be it to 0.
void checkKeepAlive(const CheckIndex& index, const SocketEntry& socket, Findings& findings)
{
    if (model::integerOption(*socket.socket, "TCP_KEEPALIVE") < 0)
        return;
    for (const char* name : {"TCP_KEEPALIVE_CNT", "TCP_KEEPALIVE_IDLE", "TCP_KEEPALIVE_INTVL"}) {
        if (model::integerOption(*socket.socket, name) != 0)
            continue;
        findings.error(code::kBadOption, socket.place().at(name),
                       std::string(name)
                           + " is 0, which the system refuses where TCP_KEEPALIVE is set: no "
                             "connection of "
                           + index.called(socket.ref)
                           + " would come up. Use 1 or more, or -1 for what the system has.",
                       removeOption(index, socket, name, "Use the default, -1", findings));
    }
}

/// Does ZeroMQ take it for an address? Nothing is looked up: names are none.
bool isNumericHost(std::string host, bool ipv6)
{
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    addrinfo wanted{};
    wanted.ai_family = ipv6 ? AF_INET6 : AF_INET;
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_NUMERICHOST | (ipv6 ? AI_V4MAPPED : 0);
    addrinfo* found = nullptr;
    if (host.empty() || getaddrinfo(host.c_str(), nullptr, &wanted, &found) != 0)
        return false;
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, &freeaddrinfo);
    return true;
}

/// "127.0.0.0/8": an address, and how many of its bits count. As ZeroMQ reads it.
bool isNetwork(const std::string& text, bool ipv6)
{
    const auto slash = text.rfind('/');
    if (!isNumericHost(text.substr(0, slash), ipv6))
        return false;
    if (slash == std::string::npos)
        return true;
    constexpr int kBitsOfIpv4 = 32;
    constexpr int kBitsOfIpv6 = 128;
    constexpr int kDecimal = 10;
    const std::string number = text.substr(slash + 1);
    const long bits = std::strtol(number.c_str(), nullptr, kDecimal);
    return number == "0" || (bits >= 1 && bits <= (ipv6 ? kBitsOfIpv6 : kBitsOfIpv4));
}

void checkFilter(const CheckIndex& index, const SocketEntry& socket, Findings& findings)
{
    constexpr const char* kName = "TCP_ACCEPT_FILTER";
    const model::Value* value = socket.socket->options.find(kName);
    if (value == nullptr || model::whyNot(*model::findOption(kName), *value))
        return;
    const bool ipv6 = index.allowsIpv6(socket);
    if (isNetwork(*value->asText(), ipv6))
        return;
    const bool needsIpv6 = !ipv6 && isNetwork(*value->asText(), true);
    findings.error(code::kBadOption, socket.place().at(kName),
                   std::string(kName) + " is \"" + shortened(*value->asText())
                       + (needsIpv6 ? "\", which ZeroMQ understands only with the option IPV6."
                                    : "\" but must be a numeric address, with the bits that "
                                      "count behind a /: 127.0.0.0/8.")
                       + " Change it, or accept connections from everywhere.",
                   removeOption(index, socket, kName, "Remove " + std::string(kName), findings));
}

void checkDevice(const CheckIndex& index,
                 const Capabilities& capabilities,
                 const SocketEntry& socket,
                 Findings& findings)
{
    constexpr const char* kName = "BINDTODEVICE";
    const model::Value* value = socket.socket->options.find(kName);
    if (value == nullptr || model::whyNot(*model::findOption(kName), *value)
        || capabilities.interfaces.empty() || !usesTcp(index, socket))
        return;
    const std::string& device = *value->asText();
    std::vector<std::string> names;
    for (const NetworkInterface& interface : capabilities.interfaces)
        names.push_back(interface.name);
    if (std::find(names.begin(), names.end(), device) != names.end())
        return;
    findings.error(code::kNoInterface, socket.place().at(kName),
                   "This machine has no interface \"" + shortened(device) + "\" for " + kName
                       + "; it has " + quotedList(names) + ".",
                   removeOption(index, socket, kName, "Remove " + std::string(kName), findings));
}

} // namespace

void checkTcpOptions(const CheckIndex& index, const Capabilities& capabilities, Findings& findings)
{
    for (const SocketEntry& socket : index.sockets) {
        if (!socket.active || socket.isExternal())
            continue;
        if (usesTcp(index, socket))
            checkKeepAlive(index, socket, findings);
        checkFilter(index, socket, findings);
        checkDevice(index, capabilities, socket, findings);
    }
}

} // namespace topomq::rules
