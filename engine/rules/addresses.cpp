#include "engine/rules/addresses.h"

#include "engine/rules/address_parts.h"
#include "engine/rules/multicast_address.h"

#include <algorithm>
#include <array>
#include <optional>

namespace topomq::rules {

namespace {

using Transport = Address::Transport;

/// sun_path has 108 bytes, one of them for the end.
constexpr std::size_t kLongestPath = 107;

/// ZeroMQ knows the words, but nothing here could use them.
constexpr std::array<std::string_view, 5> kNotOffered{"wss", "udp", "tipc", "vmci", "hyperv"};

AddressResult refuse(std::string problem)
{
    return {std::nullopt, std::move(problem)};
}

bool isAllZero(const std::string& bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == '\0'; });
}

/// "source:port;" before the address that is connected to: where the connection comes from.
std::string readSource(std::string_view text, AddressUse use, std::string& source)
{
    if (use == AddressUse::Bind)
        return "a source address before ; stands only in what sockets connect to";
    std::string host;
    std::optional<int> port;
    // 0 takes a free port, as * does.
    const bool anyPort = text.ends_with(":0");
    const std::string written =
        anyPort ? std::string(text.substr(0, text.size() - 1)) + "*" : std::string(text);
    std::string problem = readHostAndPort(written, AddressUse::Bind, host, port);
    if (problem.empty())
        source = text;
    return problem.empty() ? problem : "before the ;, " + problem;
}

AddressResult parseTcp(std::string_view rest, AddressUse use)
{
    Address address{.transport = Transport::Tcp, .scheme = "tcp"};
    if (const auto mark = rest.find(';'); mark != std::string_view::npos) {
        std::string problem = readSource(rest.substr(0, mark), use, address.source);
        if (!problem.empty())
            return refuse(std::move(problem));
        rest.remove_prefix(mark + 1);
    }
    std::string problem = readHostAndPort(rest, use, address.host, address.port);
    if (!problem.empty())
        return refuse(std::move(problem));
    address.wildcard = !address.port;
    address.openToNetwork = !isLoopbackHost(address.host);
    return {address, ""};
}

/// As tcp, with a path after the port.
AddressResult parseWs(std::string_view rest, AddressUse use)
{
    Address address{.transport = Transport::Ws, .scheme = "ws"};
    const auto slash = rest.find('/');
    if (slash != std::string_view::npos)
        address.path = rest.substr(slash);
    std::string problem = readHostAndPort(rest.substr(0, slash), use, address.host, address.port);
    if (!problem.empty())
        return refuse(std::move(problem));
    const bool clean = std::all_of(address.path.begin(), address.path.end(),
                                   [](char c) { return c > ' ' && c < '\x7f'; });
    if (!clean)
        return refuse("the path " + quoted(address.path)
                      + " has a space or other characters than ASCII");
    address.wildcard = !address.port;
    address.openToNetwork = !isLoopbackHost(address.host);
    return {address, ""};
}

AddressResult parseIpc(std::string_view path)
{
    if (path.empty() || path == "@")
        return refuse("the path is missing: write ipc:///tmp/name, ipc://@name or ipc://*");
    if (path.size() > kLongestPath)
        return refuse("the path has " + std::to_string(path.size())
                      + " bytes; the system allows 107 for ipc");
    Address address{.transport = Transport::Ipc, .scheme = "ipc"};
    address.host = path;
    address.wildcard = path == "*";
    return {address, ""};
}

AddressResult parseInproc(std::string_view name)
{
    if (name.empty())
        return refuse("the name is missing: write inproc://name or inproc://*");
    if (name == "zeromq.zap.01")
        return refuse("ZeroMQ keeps the name zeromq.zap.01 for authentication: choose another");
    Address address{.transport = Transport::Inproc, .scheme = "inproc"};
    address.host = name;
    address.wildcard = name == "*";
    return {address, ""};
}

AddressResult parse(std::string_view text, AddressUse use)
{
    if (text.empty())
        return refuse("the address is empty: write something like tcp://127.0.0.1:5555");
    if (std::any_of(text.begin(), text.end(), [](char c) { return c >= '\0' && c <= '\x1f'; }))
        return refuse("the address contains a control character");
    if (text.front() == ' ' || text.back() == ' ')
        return refuse("the address begins or ends with a space");
    const auto mark = text.find("://");
    if (mark == std::string_view::npos)
        return refuse(quoted(text)
                      + " has no transport: write something like tcp://127.0.0.1:5555");
    const std::string_view scheme = text.substr(0, mark);
    const std::string_view rest = text.substr(mark + 3);
    if (scheme == "tcp")
        return parseTcp(rest, use);
    if (scheme == "ipc")
        return parseIpc(rest);
    if (scheme == "inproc")
        return parseInproc(rest);
    if (scheme == "ws")
        return parseWs(rest, use);
    if (scheme == "pgm" || scheme == "epgm" || scheme == "norm")
        return parseMulticast(scheme, rest);
    if (std::find(kNotOffered.begin(), kNotOffered.end(), scheme) == kNotOffered.end())
        return refuse("unknown transport " + quoted(scheme)
                      + ": use tcp, ipc, inproc, ws, pgm, epgm or norm");
    Address other{.transport = Transport::Other, .scheme = std::string(scheme)};
    other.host = rest;
    other.openToNetwork = true;
    return {other, std::string(scheme) + " is not offered here: use tcp, ipc, inproc or ws"};
}

} // namespace

AddressResult parseBindAddress(std::string_view text)
{
    return parse(text, AddressUse::Bind);
}

AddressResult parseConnectAddress(std::string_view text)
{
    return parse(text, AddressUse::Connect);
}

std::optional<std::string> hostKey(const Address& address, IpVersion version)
{
    const bool isV6 = version == IpVersion::V6;
    const auto only = [](bool taken, const std::string& key) {
        return taken ? std::optional(key) : std::nullopt;
    };
    if (address.host == "*")
        return only(address.ipv6 || !isV6, "");
    const bool isLoopback = address.host == "lo" || address.host == "localhost";
    const std::string loopback = address.ipv6 ? "::1" : "127.0.0.1";
    const std::string bytes = numericHost(isLoopback ? loopback : address.host);
    if (bytes.empty())
        return only(address.ipv6 == isV6, address.host);
    const bool hasV6 = bytes.size() > 4;
    if (isAllZero(bytes))
        return only(hasV6 || !isV6, "");
    return only(hasV6 == isV6, bytes);
}

bool usesPort(const Address& address)
{
    return address.transport == Transport::Tcp || address.transport == Transport::Ws;
}

bool needsIpv6(const Address& address)
{
    return usesPort(address) && address.host.find(':') != std::string::npos;
}

std::string_view schemeOf(std::string_view address)
{
    const auto mark = address.find("://");
    return mark == std::string_view::npos ? std::string_view() : address.substr(0, mark);
}

bool collide(const Address& a, const Address& b)
{
    const bool ports = usesPort(a) && usesPort(b);
    if (a.wildcard || b.wildcard || (a.transport != b.transport && !ports)
        || isMulticast(a.transport) || a.transport == Transport::Other)
        return false;
    if (!ports)
        return a.host == b.host;
    return a.port == b.port
        && std::any_of(kIpVersions.begin(), kIpVersions.end(), [&](IpVersion version) {
               const auto hostA = hostKey(a, version);
               const auto hostB = hostKey(b, version);
               return hostA && hostB && (hostA->empty() || hostB->empty() || hostA == hostB);
           });
}

std::string freshAddress(std::string_view transport)
{
    if (transport == "inproc" || transport == "ipc")
        return std::string(transport) + "://*";
    if (transport == "ws")
        return "ws://127.0.0.1:*";
    if (transport == "pgm" || transport == "epgm")
        return std::string(transport) + "://127.0.0.1;239.192.1.1:5555";
    if (transport == "norm")
        return "norm://lo;239.192.1.1:5555";
    return "tcp://127.0.0.1:*";
}

} // namespace topomq::rules
