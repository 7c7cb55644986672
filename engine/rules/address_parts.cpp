#include "engine/rules/address_parts.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>

namespace topomq::rules {

namespace {

/// IFNAMSIZ without the end.
constexpr std::size_t kLongestInterface = 15;
constexpr std::size_t kLongestHostName = 253;
constexpr int kLastPort = 65535;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool looksLikeHostName(const std::string& host)
{
    return host.size() <= kLongestHostName && host.front() != '-' && host.front() != '.'
        && std::all_of(host.begin(), host.end(), [](char c) {
               return isLetter(c) || isDigit(c) || c == '-' || c == '.' || c == '_';
           });
}

} // namespace

std::string quoted(std::string_view text)
{
    return "\"" + std::string(text) + "\"";
}

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

bool isLoopbackHost(const std::string& host)
{
    if (host == "lo" || host == "localhost")
        return true;
    const std::string bytes = numericHost(host);
    if (bytes.size() == 4)
        return bytes.front() == 127;
    return bytes.size() == 16 && bytes == std::string(15, '\0') + '\1';
}

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

std::string whyNoHost(const std::string& host, AddressUse use)
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
    if (use == AddressUse::Connect ? looksLikeHostName(host) : looksLikeInterface(host))
        return "";
    if (looksLikeHostName(host))
        return "ZeroMQ cannot bind the host name " + host
            + ": write a numeric address such as 127.0.0.1, an interface, or *";
    return quoted(host) + " is not a host";
}

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

std::string
readHostAndPort(std::string_view text, AddressUse use, std::string& host, std::optional<int>& port)
{
    const auto colon = text.rfind(':');
    const auto bracket = text.rfind(']');
    if (colon == std::string_view::npos || (bracket != std::string_view::npos && colon < bracket))
        return "the port is missing: write 127.0.0.1:5555, or * for a free port";
    host = text.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    std::string problem = whyNoHost(host, use);
    return problem.empty() ? readPort(text.substr(colon + 1), port) : problem;
}

} // namespace topomq::rules
