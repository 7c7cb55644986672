#include "engine/rules/multicast_address.h"

#include "engine/rules/address_parts.h"

#include <charconv>
#include <cstdint>

namespace topomq::rules {

namespace {

using Transport = Address::Transport;

AddressResult refuse(std::string problem)
{
    return {std::nullopt, std::move(problem)};
}

/// 224.0.0.0/4.
bool isGroup(const std::string& host)
{
    const std::string bytes = numericHost(host);
    return bytes.size() == 4 && (static_cast<unsigned char>(bytes.front()) & 0xf0U) == 0xe0U;
}

bool isNormId(std::string_view text)
{
    constexpr std::uint64_t kLastId = 0xfffffffe;
    std::uint64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    return error == std::errc() && end == text.data() + text.size() && id >= 1 && id <= kLastId;
}

/// Why the interface cannot be used, or empty.
std::string whyNoInterface(std::string_view scheme, const std::string& name)
{
    const bool numeric = numericHost(name).size() == 4;
    if (scheme == "norm")
        return looksLikeInterface(name) ? "" : quoted(name) + " is not the name of an interface";
    if (name == "lo")
        return "the interface lo takes no multicast by name: write 127.0.0.1";
    if (!numeric && !looksLikeInterface(name))
        return quoted(name) + " is no interface: write its name or its IPv4 address";
    return "";
}

Transport transportOf(std::string_view scheme)
{
    if (scheme == "pgm")
        return Transport::Pgm;
    return scheme == "epgm" ? Transport::Epgm : Transport::Norm;
}

} // namespace

AddressResult parseMulticast(std::string_view scheme, std::string_view rest)
{
    const std::string form = std::string(scheme)
        + (scheme == "norm" ? "://lo;239.192.1.1:5555" : "://127.0.0.1;239.192.1.1:5555");
    Address address{.transport = transportOf(scheme), .scheme = std::string(scheme)};
    if (const auto comma = rest.find(','); scheme == "norm" && comma != std::string_view::npos) {
        if (!isNormId(rest.substr(0, comma)))
            return refuse("before the comma stands a node id from 1 to 4294967294");
        address.interface = rest.substr(0, comma + 1);
        rest.remove_prefix(comma + 1);
    }
    const auto mark = rest.find(';');
    if (mark == std::string_view::npos && scheme != "norm")
        return refuse("the interface is missing: write " + form);
    std::string name(mark == std::string_view::npos ? "" : rest.substr(0, mark));
    if (mark != std::string_view::npos) {
        if (std::string problem = whyNoInterface(scheme, name); !problem.empty())
            return refuse(std::move(problem));
        rest.remove_prefix(mark + 1);
    }
    const auto colon = rest.rfind(':');
    if (colon == std::string_view::npos)
        return refuse("the port is missing: write " + form);
    address.host = rest.substr(0, colon);
    if (!isGroup(address.host))
        return refuse(quoted(address.host)
                      + " is no multicast group: those are 224.0.0.0 to 239.255.255.255");
    if (std::string problem = readPort(rest.substr(colon + 1), address.port); !problem.empty())
        return refuse(std::move(problem));
    if (!address.port)
        return refuse("a group needs a port that all know: * is none");
    address.openToNetwork = !isLoopbackHost(name);
    address.interface += name;
    return {address, ""};
}

} // namespace topomq::rules
