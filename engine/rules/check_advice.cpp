// What is legal but perhaps not meant: silent sockets, unbounded queues, things left out.
#include "engine/model/options.h"
#include "engine/model/settings.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/fixes.h"
#include "engine/rules/roles.h"

#include <algorithm>

namespace topomq::rules {

namespace {

using model::Node;
using model::Role;
using model::Socket;
using model::SocketType;

bool isSubscriber(const SocketEntry& socket)
{
    return socket.type() == SocketType::Sub || socket.type() == SocketType::XSub;
}

bool isPublisher(const SocketEntry& socket)
{
    return socket.type() == SocketType::Pub || socket.type() == SocketType::XPub;
}

void reportLeftOut(const CheckIndex& index, Findings& findings)
{
    for (std::size_t i = 0; i < index.topology.nodes.size(); ++i) {
        const Node& node = index.topology.nodes[i];
        if (node.enabled)
            continue;
        findings.information(code::kLeftOut, index.placeOfNode(i),
                             "The node is left out of the run, with its links.",
                             changeNode(index, findings, i, "Take it in",
                                        [](Node& changed) { changed.enabled = true; }));
    }
    for (const LinkEntry& link : index.links) {
        if (link.link->enabled)
            continue;
        MaybeFix fix;
        if (link.firstOfId) {
            model::Link changed = *link.link;
            changed.enabled = true;
            fix = model::Fix{"Take it in", model::ReplaceLink{changed}};
        }
        findings.information(code::kLeftOut, link.place(), "The link is left out of the run.", fix);
    }
}

void checkConnected(const SocketEntry& socket, Findings& findings)
{
    if (!socket.links.empty())
        return;
    findings.warning(code::kUnconnected, socket.place(),
                     isPublisher(socket)
                         ? "No link: it drops all that it sends. Link it to a subscriber."
                         : "No link: it waits for a peer for ever. Link it to "
                             + joined(partnersOf(socket.type())) + ".");
}

MaybeFix subscribeToAll(const CheckIndex& index, const SocketEntry& socket, Findings& findings)
{
    return changeSocket(index, findings, socket, "Subscribe to everything", [](Socket& changed) {
        changed.options.set("SUBSCRIBE", model::Array{""});
    });
}

/// The prefixes, or nothing when they are not a list of texts (which is reported).
std::optional<std::vector<std::string>> subscriptionsOf(const Socket& socket)
{
    std::vector<std::string> prefixes;
    const model::Value* value = socket.options.find("SUBSCRIBE");
    if (value == nullptr)
        return prefixes;
    if (model::whyNot(*model::findOption("SUBSCRIBE"), *value))
        return std::nullopt;
    for (const model::Value& item : *value->asArray())
        prefixes.push_back(*item.asText());
    return prefixes;
}

/// How messages of publishers begin, sorted, for one lookup per prefix.
class Beginnings
{
public:
    /// Nothing when it cannot be known: not a source, or generated text.
    const std::vector<std::string>* of(const SocketEntry& publisher)
    {
        const Node& node = *publisher.node;
        if (node.role != Role::Source)
            return nullptr;
        const auto [found, isNew] = m_known.try_emplace(publisher.nodeIndex);
        if (isNew)
            found->second = read(node);
        return found->second.empty() ? nullptr : &found->second;
    }

    /// Is there a beginning that starts with the prefix?
    static bool match(const std::vector<std::string>& sorted, const std::string& prefix)
    {
        const auto found = std::lower_bound(sorted.begin(), sorted.end(), prefix);
        return found != sorted.end() && found->starts_with(prefix);
    }

private:
    static std::vector<std::string> read(const Node& node)
    {
        const model::RoleSettings settings = model::settingsOf(node);
        if (settings.readable)
            return {};
        std::vector<std::string> beginnings = settings.topics;
        for (const std::string& topic : settings.topics) {
            if (settings.text)
                beginnings.push_back(topic + *settings.text);
        }
        std::sort(beginnings.begin(), beginnings.end());
        return beginnings;
    }

    std::unordered_map<std::size_t, std::vector<std::string>> m_known;
};

void checkMatches(const CheckIndex& index,
                  const SocketEntry& socket,
                  const std::vector<std::string>& prefixes,
                  Beginnings& beginnings,
                  Findings& findings)
{
    std::vector<std::string> unmatched = prefixes;
    for (const std::size_t link : socket.links) {
        const auto* sent = beginnings.of(index.peer(index.links[link], socket));
        if (sent == nullptr)
            return;
        std::erase_if(unmatched, [sent](const std::string& prefix) {
            return Beginnings::match(*sent, prefix);
        });
        if (unmatched.empty())
            return;
    }
    if (unmatched.empty() || socket.links.empty())
        return;
    findings.warning(code::kNeverMatches, socket.place().at("SUBSCRIBE"),
                     "No publisher that it is linked to has a topic that begins with "
                         + quotedList(unmatched) + ". Correct the subscription or the topics.",
                     subscribeToAll(index, socket, findings));
}

void checkSubscriptions(const CheckIndex& index,
                        const SocketEntry& socket,
                        Beginnings& beginnings,
                        Findings& findings)
{
    // A proxy passes on the subscriptions of its subscribers and needs none of its own.
    if (!isSubscriber(socket) || socket.node->role == Role::Proxy)
        return;
    const auto prefixes = subscriptionsOf(*socket.socket);
    if (!prefixes)
        return;
    if (prefixes->empty())
        findings.warning(code::kNoSubscription, socket.place().at("SUBSCRIBE"),
                         "Without a subscription a " + typeWord(*socket.socket)
                             + " receives nothing. Set SUBSCRIBE; an empty prefix receives all.",
                         subscribeToAll(index, socket, findings));
    else
        checkMatches(index, socket, *prefixes, beginnings, findings);
}

void checkHighWaterMarks(const CheckIndex& index, const SocketEntry& socket, Findings& findings)
{
    for (const char* name : {"SNDHWM", "RCVHWM"}) {
        const bool sends = std::string_view(name) == "SNDHWM";
        const bool matters = sends ? canSend(socket.type()) : canReceive(socket.type());
        if (!matters || model::integerOption(*socket.socket, name) != 0)
            continue;
        findings.warning(code::kHwmZero, socket.place().at(name),
                         std::string(name)
                             + " 0 means no limit: a slow peer lets the queue grow until memory "
                               "ends. Set a limit.",
                         changeSocket(index, findings, socket, "Use the default, 1000",
                                      [name](Socket& changed) { changed.options.remove(name); }));
    }
}

/// Requests on DEALER carry a delimiter frame, which CONFLATE loses.
void checkConflate(const CheckIndex& index, const SocketEntry& socket, Findings& findings)
{
    const Role role = socket.node->role;
    const bool multipart = role == Role::Client || role == Role::Server || role == Role::Proxy
        || role == Role::BalancedWorker;
    if (socket.type() != SocketType::Dealer || !multipart
        || model::integerOption(*socket.socket, "CONFLATE") == 0)
        return;
    findings.warning(code::kConflateMultipart, socket.place().at("CONFLATE"),
                     "CONFLATE keeps only the last frame, so requests and replies lose their "
                     "envelope and are not understood. Leave it off.",
                     changeSocket(index, findings, socket, "Turn CONFLATE off",
                                  [](Socket& changed) { changed.options.remove("CONFLATE"); }));
}

} // namespace

void checkAdvice(const CheckIndex& index, Findings& findings)
{
    reportLeftOut(index, findings);
    Beginnings beginnings;
    for (const SocketEntry& socket : index.sockets) {
        if (!socket.active || socket.isExternal() || socket.type() == SocketType::Unknown)
            continue;
        checkConnected(socket, findings);
        checkSubscriptions(index, socket, beginnings, findings);
        checkHighWaterMarks(index, socket, findings);
        checkConflate(index, socket, findings);
    }
}

} // namespace topomq::rules
