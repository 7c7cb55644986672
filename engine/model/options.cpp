#include "engine/model/options.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace topomq::model {

namespace {

using enum SocketType;

constexpr std::array kSubscribers{Sub, XSub};
constexpr std::array kIdentified{Req, Rep, Dealer, Router};
constexpr std::array kConflatable{Push, Pull, Pub, Sub, Dealer};
constexpr std::array kRouterOnly{Router};
constexpr std::array kReqOnly{Req};
constexpr std::array kPublishers{Pub, XPub};
constexpr std::int64_t kMaxInt = std::numeric_limits<int>::max();
constexpr std::int64_t kSixteenMiB = 16 * 1024 * 1024;

constexpr auto kInteger = OptionKind::Integer;
constexpr auto kBoolean = OptionKind::Boolean;
constexpr auto kLive = OptionEffect::Live;
constexpr auto kNext = OptionEffect::NextConnection;

constexpr std::array kOptions{
    OptionInfo{"SNDHWM",
               kInteger,
               "messages",
               1000,
               0,
               kMaxInt,
               kLive,
               {},
               false,
               "High-water mark: how many may wait to be sent to one peer; 0 has no limit."},
    OptionInfo{"RCVHWM",
               kInteger,
               "messages",
               1000,
               0,
               kMaxInt,
               kLive,
               {},
               false,
               "High-water mark: how many from one peer may wait to be read; 0 has no limit."},
    OptionInfo{"SUBSCRIBE", OptionKind::TextList, "", 0, 0, 0, kLive, kSubscribers, false,
               "Prefixes to receive. None receives nothing; an empty one receives everything."},
    OptionInfo{"ROUTING_ID", OptionKind::Text, "", 0, 1, 255, kNext, kIdentified, false,
               "The name that a ROUTER peer knows this socket by."},
    OptionInfo{"LINGER",
               kInteger,
               "ms",
               0,
               -1,
               kMaxInt,
               kLive,
               {},
               true,
               "How long unsent messages outlive the socket; -1 for ever. Our default is 0: "
               "draining is explicit."},
    OptionInfo{"IMMEDIATE",
               kBoolean,
               "",
               0,
               0,
               1,
               kNext,
               {},
               false,
               "Queue messages only to connections that are up."},
    OptionInfo{"CONFLATE", kBoolean, "", 0, 0, 1, kNext, kConflatable, false,
               "Keep only the newest message. Single-frame messages only."},
    OptionInfo{"SNDBUF",
               kInteger,
               "bytes",
               -1,
               -1,
               kMaxInt,
               kNext,
               {},
               false,
               "Kernel send buffer; -1 leaves it to the system."},
    OptionInfo{"RCVBUF",
               kInteger,
               "bytes",
               -1,
               -1,
               kMaxInt,
               kNext,
               {},
               false,
               "Kernel receive buffer; -1 leaves it to the system."},
    OptionInfo{"SNDTIMEO",
               kInteger,
               "ms",
               -1,
               -1,
               kMaxInt,
               kLive,
               {},
               false,
               "Give up sending after this and count the message as dropped; -1 waits."},
    OptionInfo{"RCVTIMEO",
               kInteger,
               "ms",
               -1,
               -1,
               kMaxInt,
               kLive,
               {},
               false,
               "Report a receive that waited this long; -1 waits silently."},
    OptionInfo{"CONNECT_TIMEOUT",
               kInteger,
               "ms",
               0,
               0,
               kMaxInt,
               kNext,
               {},
               false,
               "Give up one connection attempt after this; 0 leaves it to the system."},
    OptionInfo{"HANDSHAKE_IVL",
               kInteger,
               "ms",
               30000,
               0,
               kMaxInt,
               kNext,
               {},
               false,
               "Longest time for the handshake of a new connection."},
    OptionInfo{"RECONNECT_IVL",
               kInteger,
               "ms",
               100,
               -1,
               kMaxInt,
               kNext,
               {},
               false,
               "Pause before connecting again; -1 and 0 never do."},
    OptionInfo{"RECONNECT_IVL_MAX",
               kInteger,
               "ms",
               0,
               0,
               kMaxInt,
               kNext,
               {},
               false,
               "The pause doubles up to this; 0 keeps it the same."},
    OptionInfo{"HEARTBEAT_IVL",
               kInteger,
               "ms",
               0,
               0,
               kMaxInt,
               kNext,
               {},
               false,
               "Time between pings on a connection; 0 sends none."},
    OptionInfo{"HEARTBEAT_TIMEOUT",
               kInteger,
               "ms",
               -1,
               -1,
               kMaxInt,
               kNext,
               {},
               false,
               "Drop a peer that is silent for so long after a ping; -1 is HEARTBEAT_IVL."},
    OptionInfo{"HEARTBEAT_TTL",
               kInteger,
               "ms",
               0,
               0,
               6553599,
               kNext,
               {},
               false,
               "Ask the peer to drop us after this silence."},
    OptionInfo{"MAXMSGSIZE",
               kInteger,
               "bytes",
               kSixteenMiB,
               -1,
               std::int64_t{1} << 40,
               kNext,
               {},
               true,
               "A larger message ends the connection; -1 has no limit. Our default is 16 MiB."},
    OptionInfo{"BACKLOG",
               kInteger,
               "connections",
               100,
               0,
               kMaxInt,
               kNext,
               {},
               false,
               "Connections that may wait to be accepted."},
    OptionInfo{"ROUTER_MANDATORY", kBoolean, "", 0, 0, 1, kLive, kRouterOnly, false,
               "Report a message that has no route instead of dropping it silently."},
    OptionInfo{"ROUTER_HANDOVER", kBoolean, "", 0, 0, 1, kLive, kRouterOnly, false,
               "A new peer takes over a routing id that is in use."},
    OptionInfo{"REQ_RELAXED", kBoolean, "", 0, 0, 1, kLive, kReqOnly, false,
               "Allow a new request before the reply to the last one."},
    OptionInfo{"REQ_CORRELATE", kBoolean, "", 0, 0, 1, kLive, kReqOnly, false,
               "Number requests so that a late reply is not taken for the right one."},
    OptionInfo{"XPUB_NODROP", kBoolean, "", 0, 0, 1, kLive, kPublishers, false,
               "Wait for a full subscriber instead of dropping its messages."},
    OptionInfo{"IPV6", kBoolean, "", 0, 0, 1, kNext, {}, false, "Allow IPv6 addresses."},
    OptionInfo{"TCP_KEEPALIVE",
               kInteger,
               "",
               -1,
               -1,
               1,
               kNext,
               {},
               false,
               "TCP keep-alive: 1 on, 0 off, -1 as the system has it."},
};

} // namespace

std::span<const OptionInfo> allOptions()
{
    return kOptions;
}

const OptionInfo* findOption(std::string_view name)
{
    const auto found = std::find_if(kOptions.begin(), kOptions.end(),
                                    [name](const OptionInfo& each) { return each.name == name; });
    return found == kOptions.end() ? nullptr : &*found;
}

bool appliesTo(const OptionInfo& option, SocketType type)
{
    return option.types.empty()
        || std::find(option.types.begin(), option.types.end(), type) != option.types.end();
}

std::optional<std::string> whyNot(const OptionInfo& option, const Value& value)
{
    switch (option.kind) {
    case OptionKind::Boolean: {
        const auto* number = value.asInteger();
        if (value.asBool() != nullptr || (number != nullptr && (*number == 0 || *number == 1)))
            return std::nullopt;
        return "must be true or false";
    }
    case OptionKind::Text: {
        const auto* text = value.asText();
        if (text == nullptr)
            return "must be a text";
        const auto length = static_cast<std::int64_t>(text->size());
        if (length < option.least || length > option.most)
            return "must have 1 to 255 bytes";
        return std::nullopt;
    }
    case OptionKind::TextList: {
        const auto* list = value.asArray();
        const bool fits = list != nullptr
            && std::all_of(list->begin(), list->end(),
                           [](const Value& item) { return item.asText() != nullptr; });
        return fits ? std::nullopt : std::optional<std::string>("must be a list of texts");
    }
    case OptionKind::Integer:
        break;
    }
    const auto* number = value.asInteger();
    if (number == nullptr)
        return "must be a whole number";
    if (*number < option.least || *number > option.most)
        return "must be between " + std::to_string(option.least) + " and "
            + std::to_string(option.most);
    return std::nullopt;
}

Value defaultOf(const OptionInfo& option)
{
    switch (option.kind) {
    case OptionKind::Boolean:
        return option.defaultValue != 0;
    case OptionKind::Text:
        return "";
    case OptionKind::TextList:
        return Array{};
    case OptionKind::Integer:
        break;
    }
    return option.defaultValue;
}

std::int64_t integerOption(const Socket& socket, std::string_view name)
{
    const OptionInfo* info = findOption(name);
    const Value* value = socket.options.find(name);
    if (info == nullptr)
        return 0;
    if (value == nullptr || whyNot(*info, *value))
        return info->defaultValue;
    if (const bool* truth = value->asBool())
        return *truth ? 1 : 0;
    return *value->asInteger();
}

} // namespace topomq::model
