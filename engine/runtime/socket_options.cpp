#include "engine/runtime/socket_options.h"

#include <zmq.h>

#include <algorithm>
#include <array>
#include <utility>

namespace topomq::runtime {

namespace {

constexpr std::array<std::pair<std::string_view, OptionNumber>, 26> kNumbers{{
    {"SNDHWM", {ZMQ_SNDHWM}},
    {"RCVHWM", {ZMQ_RCVHWM}},
    {"ROUTING_ID", {ZMQ_ROUTING_ID, false, true}},
    {"LINGER", {ZMQ_LINGER}},
    {"IMMEDIATE", {ZMQ_IMMEDIATE}},
    {"CONFLATE", {ZMQ_CONFLATE}},
    {"SNDBUF", {ZMQ_SNDBUF}},
    {"RCVBUF", {ZMQ_RCVBUF}},
    {"SNDTIMEO", {ZMQ_SNDTIMEO}},
    {"RCVTIMEO", {ZMQ_RCVTIMEO}},
    {"CONNECT_TIMEOUT", {ZMQ_CONNECT_TIMEOUT}},
    {"HANDSHAKE_IVL", {ZMQ_HANDSHAKE_IVL}},
    {"RECONNECT_IVL", {ZMQ_RECONNECT_IVL}},
    {"RECONNECT_IVL_MAX", {ZMQ_RECONNECT_IVL_MAX}},
    {"HEARTBEAT_IVL", {ZMQ_HEARTBEAT_IVL}},
    {"HEARTBEAT_TIMEOUT", {ZMQ_HEARTBEAT_TIMEOUT}},
    {"HEARTBEAT_TTL", {ZMQ_HEARTBEAT_TTL}},
    {"MAXMSGSIZE", {ZMQ_MAXMSGSIZE, true}},
    {"BACKLOG", {ZMQ_BACKLOG}},
    {"ROUTER_MANDATORY", {ZMQ_ROUTER_MANDATORY}},
    {"ROUTER_HANDOVER", {ZMQ_ROUTER_HANDOVER}},
    {"REQ_RELAXED", {ZMQ_REQ_RELAXED}},
    {"REQ_CORRELATE", {ZMQ_REQ_CORRELATE}},
    {"XPUB_NODROP", {ZMQ_XPUB_NODROP}},
    {"IPV6", {ZMQ_IPV6}},
    {"TCP_KEEPALIVE", {ZMQ_TCP_KEEPALIVE}},
}};

} // namespace

std::optional<OptionNumber> optionNumber(std::string_view name)
{
    const auto found = std::find_if(kNumbers.begin(), kNumbers.end(),
                                    [name](const auto& each) { return each.first == name; });
    return found == kNumbers.end() ? std::nullopt : std::optional(found->second);
}

} // namespace topomq::runtime
