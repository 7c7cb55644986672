// Multicast: who may use it, and how fast it sends at most.
#include "engine/model/options.h"
#include "engine/model/settings.h"
#include "engine/rules/addresses.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/external_addresses.h"
#include "engine/rules/fixes.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace topomq::rules {

namespace {

using model::Role;
using model::SocketType;

constexpr double kBitsPerByte = 8;
constexpr double kBitsPerKilobit = 1000;
/// Room for headers and repairs.
constexpr double kHeadroom = 1.5;

bool hasMulticast(const CheckIndex& index, const SocketEntry& socket)
{
    const auto isGroup = [](const Address* address) {
        return address != nullptr && isMulticast(address->transport);
    };
    const bool binds =
        std::any_of(socket.addresses.begin(), socket.addresses.end(), [&](const auto& result) {
            return isGroup(result.address ? &*result.address : nullptr);
        });
    return binds || std::any_of(socket.links.begin(), socket.links.end(), [&](std::size_t link) {
               return isGroup(index.addressOf(index.links[link]));
           });
}

/// STREAM has a rule of its own.
bool isForGroups(SocketType type)
{
    return familyOf(type) == Family::PublishSubscribe || type == SocketType::Stream
        || type == SocketType::Unknown;
}

std::string notForGroups(const Address& address, SocketType type)
{
    return address.scheme + " sends to a group and takes PUB, SUB, XPUB and XSUB only, not "
        + std::string(toText(type));
}

void checkType(const CheckIndex& index, const SocketEntry& socket, Findings& findings)
{
    if (isForGroups(socket.type()))
        return;
    for (std::size_t i = 0; i < socket.addresses.size(); ++i) {
        const auto& address = socket.addresses[i].address;
        if (!address || !isMulticast(address->transport))
            continue;
        findings.error(code::kMulticastType, socket.place(),
                       notForGroups(*address, socket.type()) + ". Use tcp for "
                           + index.called(socket.ref) + ".",
                       replaceAddress(index, findings, socket, i, freshAddress("tcp")));
    }
}

/// The address of a program outside is for the socket of ours that connects to it.
void checkExternalType(const CheckIndex& index,
                       const LinkEntry& link,
                       ExternalAddresses& outside,
                       Findings& findings)
{
    const SocketEntry& binder = index.binder(link);
    const SocketEntry& connecter = index.connecter(link);
    const Address* address = index.addressOf(link);
    if (!binder.isExternal() || connecter.isExternal() || address == nullptr
        || !isMulticast(address->transport) || isForGroups(connecter.type()))
        return;
    const std::size_t endpoint = link.link->endpoint;
    findings.error(
        code::kMulticastType, link.place(),
        notForGroups(*address, connecter.type())
            + ". Let the program bind tcp, and write that address.",
        replaceAddress(index, findings, binder, endpoint, outside.freeFor(binder, endpoint)));
}

/// What nodes want to send, in kbit/s; 0 when that has no limit or is not known.
class Demands
{
public:
    double of(const SocketEntry& socket)
    {
        const auto [known, isNew] = m_known.try_emplace(socket.nodeIndex, 0);
        if (isNew && socket.node->role == Role::Source)
            known->second = read(*socket.node);
        return known->second;
    }

private:
    static double read(const model::Node& node)
    {
        const model::RoleSettings settings = settingsOf(node);
        const double bytes =
            settings.text ? static_cast<double>(settings.text->size()) : settings.size.mean();
        return settings.rate.perSecond * bytes * kBitsPerByte / kBitsPerKilobit;
    }

    std::unordered_map<std::size_t, double> m_known;
};

void checkRate(const CheckIndex& index,
               const SocketEntry& socket,
               Demands& demands,
               Findings& findings)
{
    if (socket.type() != SocketType::Pub && socket.type() != SocketType::XPub)
        return;
    const auto rate = static_cast<double>(model::integerOption(*socket.socket, "RATE"));
    const double demand = demands.of(socket);
    if (demand <= rate && (demand > 0 || socket.socket->options.find("RATE") != nullptr))
        return;
    // Where the load has no limit, 100 Mbit/s is what most networks carry.
    const double wished = demand > 0 ? std::ceil(demand * kHeadroom) : 100'000;
    const auto better = static_cast<std::int64_t>(
        std::min(wished, static_cast<double>(model::findOption("RATE")->most)));
    const std::string load = demand > 0
        ? "wants to send about " + std::to_string(std::llround(demand)) + " kbit/s"
        : "may want to send more";
    findings.warning(
        code::kMulticastRate, socket.place().at("RATE"),
        "Multicast sends at most RATE, " + std::to_string(std::llround(rate)) + " kbit/s, and "
            + index.called(socket.ref) + " " + load
            + "; what exceeds is dropped without an error. Set RATE.",
        changeSocket(index, findings, socket, "Set RATE to " + std::to_string(better) + " kbit/s",
                     [better](model::Socket& changed) { changed.options.set("RATE", better); }));
}

} // namespace

void checkMulticast(const CheckIndex& index, Findings& findings)
{
    Demands demands;
    for (const SocketEntry& socket : index.sockets) {
        if (!socket.active || socket.isExternal() || !hasMulticast(index, socket))
            continue;
        checkType(index, socket, findings);
        checkRate(index, socket, demands, findings);
    }
    ExternalAddresses outside(index);
    for (const LinkEntry& link : index.links) {
        if (link.active)
            checkExternalType(index, link, outside, findings);
    }
}

} // namespace topomq::rules
