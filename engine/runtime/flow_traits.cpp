#include "engine/runtime/flow_traits.h"

#include "engine/runtime/stream_peers.h"

#include <cstdint>
#include <string_view>

namespace topomq::runtime {

namespace {

/// To connect and shake hands, on a loaded machine.
constexpr std::chrono::milliseconds kLongestHandshake{1000};

std::int64_t
optionOf(const plan::PlannedSocket& socket, std::string_view name, std::int64_t otherwise)
{
    for (const plan::PlannedOption& option : socket.options) {
        if (option.name != name)
            continue;
        if (const bool* isOn = option.value.asBool())
            return *isOn ? 1 : 0;
        return static_cast<std::int64_t>(
            option.value.asNumber().value_or(static_cast<double>(otherwise)));
    }
    return otherwise;
}

/// Of a sender that connects. One that binds loses its queue together with the connection, and so
/// does one with IMMEDIATE.
std::chrono::milliseconds longestReconnectOf(const plan::PlannedSocket& sender)
{
    constexpr std::int64_t kUsual = 100;
    const std::int64_t interval = optionOf(sender, "RECONNECT_IVL", kUsual);
    if (interval <= 0 || optionOf(sender, "IMMEDIATE", 0) != 0)
        return std::chrono::milliseconds(0);
    // libzmq adds up to as much again, by chance.
    return std::chrono::milliseconds(2 * interval) + kLongestHandshake;
}

} // namespace

FlowTraits traitsOf(const plan::RunPlan& plan, plan::FlowIndex flow)
{
    const plan::PlannedFlow& planned = plan.flows[flow];
    const plan::PlannedSocket& from = plan.sockets[planned.from];
    const plan::PlannedSocket& to = plan.sockets[planned.to];
    FlowTraits traits;
    traits.dispatch = dispatchOf(from.type);
    traits.from = planned.from;
    traits.to = planned.to;
    traits.link = planned.link;
    traits.receiver = to.node;
    traits.isGone = plan.links[planned.link].gone;
    traits.receiverConnects = plan.links[planned.link].connect == planned.to;
    traits.isInproc = planned.transport == plan::Transport::Inproc;
    traits.isTcp = planned.transport == plan::Transport::Tcp;
    traits.isMulticast = plan::isMulticast(planned.transport);
    traits.takesLess = conflatesAt(plan, flow, planned.to) || to.type == model::SocketType::Req;
    traits.dropsWhenFull = conflates(plan, flow)
        || (traits.dispatch == Dispatch::Publish && optionOf(from, "XPUB_NODROP", 0) == 0);
    traits.isShared = traits.dispatch == Dispatch::Balanced && from.flowsOut.size() > 1;
    traits.isFromOutside = plan.nodes[from.node].external;
    traits.isToOutside = plan.nodes[to.node].external;
    traits.isFromRep = from.type == model::SocketType::Rep;
    traits.isToReq = to.type == model::SocketType::Req;
    if (!traits.isInproc && !traits.receiverConnects)
        traits.longestReconnect = longestReconnectOf(from);
    traits.isUnknown = (traits.isFromOutside && traits.isToOutside)
        || (from.type == model::SocketType::Stream && !streamIsKnown(plan, planned.link));
    return traits;
}

} // namespace topomq::runtime
