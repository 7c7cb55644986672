// MAXMSGSIZE against what comes: a frame that is larger ends the connection, again and again.
#include "engine/model/options.h"
#include "engine/model/settings.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/fixes.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace topomq::rules {

namespace {

using model::Mechanism;
using model::Role;
using model::SocketType;

constexpr const char* kLimit = "MAXMSGSIZE";

/// The largest message that a node makes of its own accord.
class Sizes
{
public:
    /// 0 when that is not known: it passes on what it gets, or is not ours.
    std::uint64_t of(const SocketEntry& sender)
    {
        const auto [known, isNew] = m_known.try_emplace(sender.nodeIndex, 0);
        if (isNew)
            known->second = read(*sender.node);
        return known->second;
    }

private:
    static std::uint64_t whole(const model::Distribution& size)
    {
        return static_cast<std::uint64_t>(std::llround(size.largest().value_or(size.mean())));
    }

    static std::uint64_t read(const model::Node& node)
    {
        if (node.role == Role::Server || node.role == Role::BalancedWorker)
            return whole(settingsOf(node).replySize);
        if (node.role != Role::Source && node.role != Role::Client && node.role != Role::Peer)
            return 0;
        const model::RoleSettings settings = settingsOf(node);
        std::uint64_t topic = 0;
        for (const std::string& each : settings.topics)
            topic = std::max<std::uint64_t>(topic, each.size());
        return settings.text ? topic + settings.text->size()
                             : std::max(topic, whole(settings.size));
    }

    std::unordered_map<std::size_t, std::uint64_t> m_known;
};

/// What the sender says of itself at least when a connection begins, in one frame.
std::uint64_t greetingOf(const SocketEntry& sender, const SocketEntry& receiver)
{
    constexpr std::uint64_t kCurveToServer = 257;
    constexpr std::uint64_t kCurveToClient = 168;
    // The word READY, and a property: a name and a text, each with its length.
    constexpr std::uint64_t kReady = 6;
    constexpr std::uint64_t kLengths = 1 + 4;
    constexpr std::uint64_t kTypeName = 11;
    constexpr std::uint64_t kIdName = 8;
    // By which a run knows its own sockets again.
    constexpr std::uint64_t kOwnMark = 26;
    if (receiver.socket->security.mechanism == Mechanism::Curve)
        return receiver.socket->security.server ? kCurveToServer : kCurveToClient;
    std::uint64_t size = kReady + kLengths + kTypeName + toText(sender.type()).size();
    if (sender.type() == SocketType::Req || sender.type() == SocketType::Dealer
        || sender.type() == SocketType::Router)
        size += kLengths + kIdName + (sender.routingId ? sender.routingId->size() : 0);
    return sender.isExternal() ? size : size + kLengths + kOwnMark;
}

/// What comes by one link in one frame.
struct Frames
{
    std::uint64_t greeting = 0;
    std::uint64_t message = 0;
    /// What CURVE puts around the message.
    std::uint64_t around = 0;

    [[nodiscard]] std::uint64_t largest() const { return std::max(greeting, message + around); }
};

Frames
framesOf(const CheckIndex& index, const LinkEntry& link, const SocketEntry& receiver, Sizes& sizes)
{
    constexpr std::uint64_t kCurveAround = 33;
    const Address* address = index.addressOf(link);
    const SocketEntry& sender = index.peer(link, receiver);
    if (address == nullptr || address->transport == Address::Transport::Inproc
        || !isLegalPair(sender.type(), receiver.type()) || sender.type() == SocketType::Stream)
        return {};
    const bool isGroup = isMulticast(address->transport);
    Frames frames{.greeting = isGroup ? 0 : greetingOf(sender, receiver)};
    if (sendsTo(sender.type(), receiver.type()))
        frames.message = sizes.of(sender);
    if (frames.message > 0 && !isGroup && receiver.socket->security.mechanism == Mechanism::Curve)
        frames.around = kCurveAround;
    return frames;
}

void checkSocket(const CheckIndex& index,
                 const SocketEntry& receiver,
                 Sizes& sizes,
                 Findings& findings)
{
    const std::int64_t set = model::integerOption(*receiver.socket, kLimit);
    if (set < 0)
        return;
    const auto limit = static_cast<std::uint64_t>(set);
    const SocketEntry* sender = nullptr;
    Frames most;
    for (const std::size_t position : receiver.links) {
        const LinkEntry& link = index.links[position];
        const Frames frames = framesOf(index, link, receiver, sizes);
        if (frames.largest() <= std::max(limit, most.largest()))
            continue;
        most = frames;
        sender = &index.peer(link, receiver);
    }
    if (sender == nullptr)
        return;
    const std::string from = index.called(sender->ref);
    const std::int64_t standard = model::findOption(kLimit)->defaultValue;
    const auto raised = std::max(standard, static_cast<std::int64_t>(most.largest()));
    findings.warning(
        code::kMessageTooLarge, receiver.place().at(kLimit),
        "MAXMSGSIZE is " + std::to_string(limit) + ", and "
            + (most.greeting > limit
                   ? "what " + from
                       + " says when a connection begins is larger: no connection lasts."
                   : from + " sends messages of up to " + std::to_string(most.message) + " bytes"
                       + (most.around > 0 ? ", to which CURVE adds " + std::to_string(most.around)
                                          : std::string())
                       + ": what is larger ends the connection and is lost.")
            + " Raise it.",
        changeSocket(index, findings, receiver,
                     (raised == standard ? "Use the default, " : "Set MAXMSGSIZE to ")
                         + std::to_string(raised),
                     [&](model::Socket& changed) {
                         if (raised == standard)
                             changed.options.remove(kLimit);
                         else
                             changed.options.set(kLimit, raised);
                     }));
}

} // namespace

void checkMessageSizes(const CheckIndex& index, Findings& findings)
{
    Sizes sizes;
    for (const SocketEntry& socket : index.sockets) {
        // The limit that all have by default is as large as any message can be.
        if (socket.active && !socket.isExternal() && socket.type() != SocketType::Stream
            && socket.socket->options.find(kLimit) != nullptr)
            checkSocket(index, socket, sizes, findings);
    }
}

} // namespace topomq::rules
