// What one process and one ZeroMQ context can hold.
#include "engine/model/options.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/socket_places.h"

namespace topomq::rules {

namespace {

/// Of the context itself, and of each of its I/O threads.
constexpr std::uint64_t kContextDescriptors = 3 + 2;
constexpr std::uint64_t kDescriptorsPerThread = 2;
/// The listener and the two ends of the connection.
constexpr std::uint64_t kDescriptorsPerLink = 3;
/// libzmq aborts when descriptors run out, so some stay free for it and for the rest of us.
constexpr std::uint64_t kUsablePercent = 80;

/// Without a connection there is nothing to monitor and no descriptor beyond the socket's own.
bool isConnection(const Address* address)
{
    return address == nullptr || address->transport != Address::Transport::Inproc;
}

bool isMonitored(const CheckIndex& index, const SocketEntry& socket)
{
    for (const AddressResult& result : socket.addresses) {
        if (isConnection(result.address ? &*result.address : nullptr))
            return true;
    }
    for (const std::size_t link : socket.links) {
        if (index.links[link].active && isConnection(index.addressOf(index.links[link])))
            return true;
    }
    return false;
}

SocketPlaces placesOf(const CheckIndex& index)
{
    SocketPlaces places;
    for (const SocketEntry& socket : index.sockets) {
        if (!socket.active || socket.isExternal())
            continue;
        ++places.sockets;
        places.watched += isMonitored(index, socket) ? 1 : 0;
    }
    for (const LinkEntry& link : index.links)
        places.inprocLinks += link.active && !isConnection(index.addressOf(link)) ? 1 : 0;
    return places;
}

void checkPlaces(const CheckIndex& index,
                 const SocketPlaces& places,
                 const Capabilities& capabilities,
                 Findings& findings)
{
    const std::string need = "The run may need " + std::to_string(places.all())
        + " ZeroMQ sockets with their monitors, those that inproc links may take and our own, and ";
    const auto set =
        static_cast<std::uint64_t>(model::integerContextOption(index.topology, "MAX_SOCKETS"));
    if (places.all() > capabilities.maxSockets)
        findings.error(code::kTooManySockets, {},
                       need + "one context holds " + std::to_string(capabilities.maxSockets)
                           + (places.watched == 0
                                  ? ". Leave nodes or links out."
                                  : ". Use inproc, which needs no monitors, or leave nodes out."));
    else if (set != 0 && places.all() > set)
        findings.error(
            code::kTooManySockets, {},
            need + "MAX_SOCKETS allows " + std::to_string(set) + ". Raise it, or leave it out.",
            model::Fix{"Remove MAX_SOCKETS", model::SetContextOption{"MAX_SOCKETS", {}, {}}});
}

} // namespace

void checkLimits(const CheckIndex& index, const Capabilities& capabilities, Findings& findings)
{
    const SocketPlaces places = placesOf(index);
    checkPlaces(index, places, capabilities, findings);
    std::uint64_t connections = 0;
    for (const LinkEntry& link : index.links)
        connections += link.active && isConnection(index.addressOf(link)) ? 1 : 0;
    const auto threads =
        static_cast<std::uint64_t>(model::integerContextOption(index.topology, "IO_THREADS"));
    const std::uint64_t needed = kContextDescriptors + kDescriptorsPerThread * threads
        + places.withMonitors() + kDescriptorsPerLink * connections;
    const std::uint64_t usable = capabilities.descriptors / 100 * kUsablePercent
        + capabilities.descriptors % 100 * kUsablePercent / 100;
    if (capabilities.descriptors != 0 && needed > usable)
        findings.error(
            code::kTooManyDescriptors, {},
            "The run would need about " + std::to_string(needed)
                + " file descriptors; this process may use " + std::to_string(usable) + " of its "
                + std::to_string(capabilities.descriptors)
                + ". Use inproc links, leave nodes out, or raise the limit (ulimit -n).");
}

} // namespace topomq::rules
