// Options of single patterns: routing, request-reply, publish-subscribe, raw TCP.
#include "engine/model/option_tables.h"

namespace topomq::model::tables {

namespace {

using enum SocketType;

constexpr std::array kSubscribers{Sub, XSub};
constexpr std::array kIdentified{Req, Rep, Dealer, Router};
constexpr std::array kRouterOnly{Router};
constexpr std::array kRouterAndStream{Router, Stream};
constexpr std::array kReqOnly{Req};
constexpr std::array kPublishers{Pub, XPub};
constexpr std::array kXPubOnly{XPub};
constexpr std::array kSubOnly{Sub};
constexpr std::array kMatchers{Pub, XPub, Sub};
constexpr std::array kProbers{Router, Dealer, Req};
constexpr std::array kStreamOnly{Stream};
constexpr auto kRouting = OptionGroup::Routing;
constexpr auto kPubSub = OptionGroup::PubSub;

constexpr std::array<OptionInfo, 18> kRows{
    Row(integer(6,
                "SUBSCRIBE",
                kPubSub,
                "",
                {0, 0, 0},
                "Prefixes to receive. None receives nothing; an empty one receives everything."))
        .kind(OptionKind::TextList)
        .data(OptionData::Binary)
        .types(kSubscribers)
        .live()
        .writeOnly()
        .common(),
    Row(words(5, "ROUTING_ID", kRouting, 255, "The name that a ROUTER peer knows this socket by."))
        .data(OptionData::Binary)
        .types(kIdentified)
        .common(),
    Row(toggle(33,
               "ROUTER_MANDATORY",
               kRouting,
               false,
               "Report a message that has no route instead of dropping it silently."))
        .types(kRouterOnly)
        .live()
        .writeOnly()
        .common(),
    Row(toggle(56,
               "ROUTER_HANDOVER",
               kRouting,
               false,
               "A new peer takes over a routing id that is in use."))
        .types(kRouterOnly)
        .live()
        .writeOnly()
        .common(),
    Row(toggle(53,
               "REQ_RELAXED",
               kRouting,
               false,
               "Allow a new request before the reply to the last one."))
        .types(kReqOnly)
        .live()
        .writeOnly()
        .common(),
    Row(toggle(52,
               "REQ_CORRELATE",
               kRouting,
               false,
               "Number requests so that a late reply is not taken for the right one."))
        .types(kReqOnly)
        .live()
        .writeOnly()
        .common(),
    Row(toggle(51,
               "PROBE_ROUTER",
               kRouting,
               false,
               "Send an empty message on each new connection, so that a ROUTER learns of it."))
        .types(kProbers)
        .writeOnly()
        .managed("the empty message would arrive without a node having sent it, and no figure "
                 "could be right"),
    Row(words(61,
              "CONNECT_ROUTING_ID",
              kRouting,
              255,
              "The name by which this ROUTER will know the peer that it connects to next."))
        .data(OptionData::Binary)
        .types(kRouterAndStream)
        .writeOnly()
        .managed("the same name on two connections ends the whole process; give the peer a "
                 "ROUTING_ID instead"),
    Row(toggle(41, "ROUTER_RAW", kRouting, false, "Speak raw TCP instead of ZeroMQ's protocol."))
        .types(kRouterOnly)
        .writeOnly()
        .deprecated()
        .managed("its successor is the socket type STREAM; use a node with the role stream"),
    Row(toggle(69,
               "XPUB_NODROP",
               kPubSub,
               false,
               "Wait for a full subscriber instead of dropping its messages."))
        .types(kPublishers)
        .live()
        .writeOnly()
        .common(),
    Row(toggle(40,
               "XPUB_VERBOSE",
               kPubSub,
               false,
               "Pass on every subscription, also for a topic that is subscribed already."))
        .types(kXPubOnly)
        .live()
        .writeOnly(),
    Row(toggle(78,
               "XPUB_VERBOSER",
               kPubSub,
               false,
               "Pass on every subscription and every unsubscription."))
        .types(kXPubOnly)
        .live()
        .writeOnly(),
    Row(toggle(71,
               "XPUB_MANUAL",
               kPubSub,
               false,
               "Subscriptions take effect only when the program applies them."))
        .types(kXPubOnly)
        .live()
        .writeOnly()
        .managed("no role applies subscriptions by hand, so nothing would be delivered"),
    Row(words(72,
              "XPUB_WELCOME_MSG",
              kPubSub,
              kMaxInt,
              "Sent to every new subscriber before anything else."))
        .data(OptionData::Binary)
        .types(kXPubOnly)
        .live()
        .writeOnly()
        .managed("ZeroMQ sends it by itself, so that it arrives without having been counted as "
                 "sent"),
    Row(toggle(74,
               "INVERT_MATCHING",
               kPubSub,
               false,
               "Send and receive what does not match the subscriptions."))
        .types(kMatchers)
        .live()
        .managed("messages are counted to the subscribers whose prefix they match"),
    Row(words(7, "UNSUBSCRIBE", kPubSub, kMaxInt, "Removes one subscription."))
        .data(OptionData::Binary)
        .types(kSubOnly)
        .live()
        .writeOnly()
        .managed("take the prefix out of SUBSCRIBE; that unsubscribes, also while it runs"),
    Row(toggle(73,
               "STREAM_NOTIFY",
               kRouting,
               true,
               "Raw TCP: an empty message tells of each new and each ended connection."))
        .types(kStreamOnly)
        .writeOnly()
        .managed("the role learns from these messages who is connected"),
    Row(integer(4,
                "AFFINITY",
                OptionGroup::Connection,
                "",
                {0, kMaxExact, 0},
                "Which I/O threads serve its connections, as a bit mask; 0 is all."))
        .data(OptionData::UInt64),
};

} // namespace

std::span<const OptionInfo> patternOptions()
{
    return kRows;
}

} // namespace topomq::model::tables
