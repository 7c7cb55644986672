#include "engine/rules/addresses.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <optional>

namespace topomq::rules {

namespace {

/// sun_path has 108 bytes, one of them for the end.
constexpr std::size_t kLongestPath = 107;
/// IFNAMSIZ without the end.
constexpr std::size_t kLongestInterface = 15;
constexpr std::size_t kLongestHostName = 253;
constexpr int kLastPort = 65535;

enum class Use { Bind, Connect };

constexpr std::array<std::string_view, 9> kUnsupported{"ws",  "wss",  "pgm",  "epgm",  "norm",
                                                       "udp", "tipc", "vmci", "hyperv"};

AddressResult refuse(std::string problem)
{
    return {std::nullopt, std::move(problem)};
}

std::string quoted(std::string_view text)
{
    return "\"" + std::string(text) + "\"";
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The bytes of a numeric address: 4 or 16 of them, or none.
std::string numericHost(const std::string& host)
{
    std::string bytes(4, '\0');
    if (inet_pton(AF_INET, host.c_str(), bytes.data()) == 1)
        return bytes;
    bytes.assign(16, '\0');
    // A zone ("fe80::1%eth0") says on which interface, not which address.
    const std::string plain = host.substr(0, host.find('%'));
    if (inet_pton(AF_INET6, plain.c_str(), bytes.data()) != 1)
        return "";
    const std::string mapped = std::string(10, '\0') + "\xff\xff";
    return bytes.starts_with(mapped) ? bytes.substr(mapped.size()) : bytes;
}

bool isAllZero(const std::string& bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == '\0'; });
}

bool isLoopback(const std::string& host)
{
    if (host == "lo" || host == "localhost")
        return true;
    const std::string bytes = numericHost(host);
    if (bytes.size() == 4)
        return bytes.front() == 127;
    return bytes.size() == 16 && bytes == std::string(15, '\0') + '\1';
}

/// "eth0", "br-lan", "eth0.100"; a dotted name that does not end in a number is a host name.
bool looksLikeInterface(const std::string& host)
{
    const bool clean = std::all_of(host.begin(), host.end(), [](char c) {
        return isLetter(c) || isDigit(c) || c == '_' || c == '-' || c == '.' || c == '@';
    });
    const auto dot = host.rfind('.');
    const bool vlan = dot != std::string::npos && dot + 1 < host.size()
        && std::all_of(host.begin() + static_cast<std::ptrdiff_t>(dot) + 1, host.end(), isDigit);
    return clean && host.size() <= kLongestInterface && isLetter(host.front())
        && host != "localhost" && (dot == std::string::npos || vlan);
}

bool looksLikeHostName(const std::string& host)
{
    return host.size() <= kLongestHostName && host.front() != '-' && host.front() != '.'
        && std::all_of(host.begin(), host.end(), [](char c) {
               return isLetter(c) || isDigit(c) || c == '-' || c == '.' || c == '_';
           });
}

/// Why sockets cannot bind this host, or nothing when they can.
std::string whyNoHost(const std::string& host, Use use)
{
    if (host.empty())
        return "the host is missing: write 127.0.0.1, or * for all interfaces";
    if (host == "*" || !numericHost(host).empty())
        return "";
    const bool numbers =
        std::all_of(host.begin(), host.end(), [](char c) { return isDigit(c) || c == '.'; });
    if (numbers)
        return host + " is not an IPv4 address";
    if (host.find(':') != std::string::npos)
        return host + " is not an IPv6 address";
    if (use == Use::Connect ? looksLikeHostName(host) : looksLikeInterface(host))
        return "";
    if (looksLikeHostName(host))
        return "ZeroMQ cannot bind the host name " + host
            + ": write a numeric address such as 127.0.0.1, an interface, or *";
    return quoted(host) + " is not a host";
}

/// Why this is no port, or nothing; `port` stays empty for `*`.
std::string readPort(std::string_view text, std::optional<int>& port)
{
    if (text == "*")
        return "";
    if (text.empty())
        return "the port is missing: write a number, or * for a free one";
    long long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc::invalid_argument || end != text.data() + text.size())
        return "port " + quoted(text) + " is not a number";
    if (error != std::errc() || number < 1 || number > kLastPort)
        return "port " + std::string(text) + " is not between 1 and 65535; * takes a free one";
    port = static_cast<int>(number);
    return "";
}

AddressResult parseTcp(std::string_view rest, Use use)
{
    const auto colon = rest.rfind(':');
    const auto bracket = rest.rfind(']');
    if (colon == std::string_view::npos || (bracket != std::string_view::npos && colon < bracket))
        return refuse("the port is missing: write tcp://127.0.0.1:5555, or * for a free port");
    Address address{.transport = Address::Transport::Tcp, .scheme = "tcp"};
    address.host = rest.substr(0, colon);
    const bool bracketed =
        address.host.size() > 2 && address.host.front() == '[' && address.host.back() == ']';
    if (bracketed)
        address.host = address.host.substr(1, address.host.size() - 2);
    std::string problem = whyNoHost(address.host, use);
    if (problem.empty())
        problem = readPort(rest.substr(colon + 1), address.port);
    if (!problem.empty())
        return refuse(std::move(problem));
    address.wildcard = !address.port;
    address.openToNetwork = !isLoopback(address.host);
    return {address, ""};
}

AddressResult parseIpc(std::string_view path)
{
    if (path.empty() || path == "@")
        return refuse("the path is missing: write ipc:///tmp/name, ipc://@name or ipc://*");
    if (path.size() > kLongestPath)
        return refuse("the path has " + std::to_string(path.size())
                      + " bytes; the system allows 107 for ipc");
    Address address{.transport = Address::Transport::Ipc, .scheme = "ipc"};
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
    Address address{.transport = Address::Transport::Inproc, .scheme = "inproc"};
    address.host = name;
    address.wildcard = name == "*";
    return {address, ""};
}

AddressResult parse(std::string_view text, Use use)
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
    if (std::find(kUnsupported.begin(), kUnsupported.end(), scheme) == kUnsupported.end())
        return refuse("unknown transport " + quoted(scheme) + ": use tcp, ipc or inproc");
    Address other{.transport = Address::Transport::Other, .scheme = std::string(scheme)};
    other.host = rest;
    other.openToNetwork = true;
    return {other, std::string(scheme) + " is not supported yet: use tcp, ipc or inproc"};
}

} // namespace

AddressResult parseBindAddress(std::string_view text)
{
    return parse(text, Use::Bind);
}

AddressResult parsePeerAddress(std::string_view text)
{
    return parse(text, Use::Connect);
}

std::string hostKey(const Address& address)
{
    if (address.host == "*")
        return "";
    if (address.host == "lo" || address.host == "localhost")
        return numericHost("127.0.0.1");
    const std::string bytes = numericHost(address.host);
    if (bytes.empty())
        return address.host;
    return isAllZero(bytes) ? "" : bytes;
}

bool needsIpv6(const Address& address)
{
    return address.transport == Address::Transport::Tcp
        && address.host.find(':') != std::string::npos;
}

std::string_view schemeOf(std::string_view address)
{
    const auto mark = address.find("://");
    return mark == std::string_view::npos ? std::string_view() : address.substr(0, mark);
}

bool collide(const Address& a, const Address& b)
{
    if (a.transport != b.transport || a.wildcard || b.wildcard
        || a.transport == Address::Transport::Other)
        return false;
    if (a.transport != Address::Transport::Tcp)
        return a.host == b.host;
    const std::string hostA = hostKey(a);
    const std::string hostB = hostKey(b);
    return a.port == b.port && (hostA.empty() || hostB.empty() || hostA == hostB);
}

std::string freshAddress(std::string_view transport)
{
    if (transport == "inproc" || transport == "ipc")
        return std::string(transport) + "://*";
    return "tcp://127.0.0.1:*";
}

} // namespace topomq::rules
