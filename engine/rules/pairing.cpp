#include "engine/rules/rules.h"

#include <array>
#include <cstdint>

namespace topomq::rules {

namespace {

using model::SocketType;
using enum SocketType;

constexpr std::uint32_t bit(SocketType type)
{
    return 1U << static_cast<unsigned>(type);
}

/// Who may talk to whom, as libzmq enforces it on tcp and ipc. STREAM speaks no ZMTP
/// but raw TCP, which only another STREAM or a program outside understands.
constexpr std::uint32_t partnerBits(SocketType type)
{
    switch (type) {
    case Pair:
        return bit(Pair);
    case Pub:
    case XPub:
        return bit(Sub) | bit(XSub);
    case Sub:
    case XSub:
        return bit(Pub) | bit(XPub);
    case Req:
        return bit(Rep) | bit(Router);
    case Rep:
        return bit(Req) | bit(Dealer);
    case Dealer:
        return bit(Rep) | bit(Dealer) | bit(Router);
    case Router:
        return bit(Req) | bit(Dealer) | bit(Router);
    case Pull:
        return bit(Push);
    case Push:
        return bit(Pull);
    case Stream:
        return bit(Stream);
    case Unknown:
        break;
    }
    return 0;
}

bool isPublisher(SocketType type)
{
    return type == Pub || type == XPub;
}

bool isSubscriber(SocketType type)
{
    return type == Sub || type == XSub;
}

bool arePair(SocketType a, SocketType b, SocketType one, SocketType other)
{
    return (a == one && b == other) || (a == other && b == one);
}

/// Mistakes that many people make deserve more than the rule.
std::string famousReason(SocketType a, SocketType b)
{
    if (a == Req && b == Req)
        return ": two REQ would both ask and wait for an answer that nobody gives";
    if (a == Rep && b == Rep)
        return ": two REP would both wait for a request that nobody sends";
    if (arePair(a, b, Req, Dealer))
        return ": a DEALER cannot choose whom it answers, so a second REQ would break it; use "
               "ROUTER to answer, or REP";
    if (arePair(a, b, Rep, Router))
        return ": a ROUTER sends only to peers that it knows by id, and a REP never speaks first; "
               "use DEALER to ask, or REQ";
    if (isPublisher(a) && isPublisher(b))
        return ": two publishers would both send and nobody would receive";
    if (isSubscriber(a) && isSubscriber(b))
        return ": two subscribers would both wait for messages that nobody sends";
    if (a == b && (a == Push || a == Pull))
        return a == Push ? ": two PUSH would both send and nobody would receive"
                         : ": two PULL would both wait for messages that nobody sends";
    if ((isPublisher(a) && b == Pull) || (isPublisher(b) && a == Pull))
        return ": a PULL never subscribes; use SUB to receive from a publisher";
    if ((isSubscriber(a) && b == Push) || (isSubscriber(b) && a == Push))
        return ": a PUSH knows no subscriptions; use PUB to send to subscribers";
    return "";
}

std::string listOfPartners(SocketType type)
{
    std::string text;
    const std::vector<SocketType> partners = partnersOf(type);
    for (std::size_t i = 0; i < partners.size(); ++i) {
        if (i > 0)
            text += i + 1 == partners.size() ? " or " : ", ";
        text += toText(partners[i]);
    }
    return text;
}

} // namespace

Family familyOf(SocketType type)
{
    switch (type) {
    case Req:
    case Rep:
        return Family::RequestReply;
    case Dealer:
    case Router:
        return Family::Routed;
    case Pub:
    case Sub:
    case XPub:
    case XSub:
        return Family::PublishSubscribe;
    case Push:
    case Pull:
        return Family::Pipeline;
    case Pair:
        return Family::Pair;
    case Stream:
    case Unknown:
        break;
    }
    return Family::Other;
}

bool isLegalPair(SocketType a, SocketType b)
{
    return (partnerBits(a) & bit(b)) != 0;
}

std::vector<SocketType> partnersOf(SocketType type)
{
    std::vector<SocketType> partners;
    for (int i = 0; i < static_cast<int>(Unknown); ++i) {
        if (isLegalPair(type, static_cast<SocketType>(i)))
            partners.push_back(static_cast<SocketType>(i));
    }
    return partners;
}

std::string whyIllegal(SocketType a, SocketType b)
{
    if (isLegalPair(a, b))
        return "";
    if (a == Unknown || b == Unknown)
        return "a socket of unknown type can talk to none";
    if (a == Stream || b == Stream)
        return "STREAM speaks raw TCP and can only talk to STREAM";
    return std::string(toText(a)) + " can only talk to " + listOfPartners(a) + famousReason(a, b);
}

std::string patternName(SocketType a, SocketType b)
{
    if (!isLegalPair(a, b))
        return "";
    if (a == Pair)
        return "exclusive pair";
    if (a == Stream)
        return "raw TCP";
    if (familyOf(a) == Family::PublishSubscribe)
        return "publish-subscribe";
    if (familyOf(a) == Family::Pipeline)
        return "pipeline";
    if (arePair(a, b, Req, Rep))
        return "request-reply";
    if (a == b)
        return a == Router ? "router to router" : "dealer to dealer";
    return "asynchronous request-reply";
}

bool sendsTo(SocketType from, SocketType to)
{
    if (!isLegalPair(from, to))
        return false;
    return !isSubscriber(from) && from != Pull;
}

} // namespace topomq::rules
