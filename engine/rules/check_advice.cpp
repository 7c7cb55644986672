// What is legal but perhaps not meant: silent sockets, unbounded queues, things left out.
#include "engine/model/options.h"
#include "engine/model/settings.h"
#include "engine/model/weight.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/fixes.h"
#include "engine/rules/roles.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

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

/// What is filtered out stays so, unless nothing would be left.
MaybeFix takeOut(const CheckIndex& index,
                 const SocketEntry& socket,
                 const std::vector<std::string>& prefixes,
                 const std::vector<std::string>& unmatched,
                 Findings& findings)
{
    const std::unordered_set<std::string_view> gone(unmatched.begin(), unmatched.end());
    model::Array kept;
    for (const std::string& prefix : prefixes) {
        if (!gone.contains(prefix))
            kept.emplace_back(prefix);
    }
    if (kept.empty())
        return subscribeToAll(index, socket, findings);
    return changeSocket(index, findings, socket, "Take " + quotedList(unmatched) + " out",
                        [&kept](Socket& changed) { changed.options.set("SUBSCRIBE", kept); });
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

/// How messages of publishers begin, for few lookups per prefix.
class Beginnings
{
public:
    /// What the messages of one publisher begin with.
    struct Sent
    {
        bool isKnown = false;
        std::vector<std::string> topics; ///< sorted
        std::size_t longestTopic = 0;
        /// What follows each topic, if anything does.
        std::optional<std::string> text;
    };

    /// Unknown where it is not a source, or sends generated text.
    const Sent& of(const SocketEntry& publisher)
    {
        const auto [found, isNew] = m_known.try_emplace(publisher.nodeIndex);
        if (isNew && publisher.node->role == Role::Source)
            found->second = read(*publisher.node);
        return found->second;
    }

    /// Looking all of them up among what is sent must not take long, whatever a file says. False:
    /// it would, for this check.
    [[nodiscard]] bool spend(const Sent& sent, const std::vector<std::string>& prefixes)
    {
        for (const std::string& prefix : prefixes) {
            const std::size_t looks =
                sent.text ? 1 + std::min(prefix.size(), sent.longestTopic) : 1;
            const std::size_t cost = looks * (1 + prefix.size() / model::kTextPerValue);
            if (cost > m_budget)
                return false;
            m_budget -= cost;
        }
        return true;
    }

    /// Does a message begin with the prefix?
    static bool match(const Sent& sent, const std::string& prefix)
    {
        const auto found = std::lower_bound(sent.topics.begin(), sent.topics.end(), prefix);
        if (found != sent.topics.end() && found->starts_with(prefix))
            return true;
        if (!sent.text)
            return false;
        const std::string_view whole = prefix;
        for (std::size_t n = 0; n <= std::min(whole.size(), sent.longestTopic); ++n) {
            if (sent.text->starts_with(whole.substr(n))
                && std::binary_search(sent.topics.begin(), sent.topics.end(), whole.substr(0, n)))
                return true;
        }
        return false;
    }

private:
    static Sent read(const Node& node)
    {
        model::RoleSettings settings = model::settingsOf(node);
        if (settings.readable)
            return {};
        Sent sent{.isKnown = true, .topics = std::move(settings.topics)};
        sent.text = std::move(settings.text);
        for (const std::string& topic : sent.topics)
            sent.longestTopic = std::max(sent.longestTopic, topic.size());
        std::sort(sent.topics.begin(), sent.topics.end());
        return sent;
    }

    std::unordered_map<std::size_t, Sent> m_known;
    std::size_t m_budget = 5'000'000;
};

void checkMatches(const CheckIndex& index,
                  const SocketEntry& socket,
                  const std::vector<std::string>& prefixes,
                  Beginnings& beginnings,
                  Findings& findings)
{
    std::vector<std::string> unmatched = prefixes;
    for (const std::size_t link : socket.links) {
        const Beginnings::Sent& sent = beginnings.of(index.peer(index.links[link], socket));
        if (!sent.isKnown || !beginnings.spend(sent, unmatched))
            return;
        std::erase_if(unmatched, [&sent](const std::string& prefix) {
            return Beginnings::match(sent, prefix);
        });
        if (unmatched.empty())
            return;
    }
    if (unmatched.empty() || socket.links.empty())
        return;
    findings.warning(code::kNeverMatches, socket.place().at("SUBSCRIBE"),
                     "No publisher that it is linked to has a topic that begins with "
                         + quotedList(unmatched) + ". Correct the subscription or the topics.",
                     takeOut(index, socket, prefixes, unmatched, findings));
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

/// The program subscribes to what it likes. Only the file can tell to what.
void checkOutsideSubscriptions(const CheckIndex& index,
                               const SocketEntry& socket,
                               Findings& findings)
{
    const auto prefixes = subscriptionsOf(*socket.socket);
    const bool hears = std::any_of(socket.links.begin(), socket.links.end(), [&](std::size_t link) {
        const SocketEntry& peer = index.peer(index.links[link], socket);
        return isPublisher(peer) && !peer.isExternal();
    });
    if (!isSubscriber(socket) || !hears || !prefixes || !prefixes->empty())
        return;
    findings.information(code::kUnknownSubscription, socket.place().at("SUBSCRIBE"),
                         "The file does not say to what the program of " + index.called(socket.ref)
                             + " subscribes, so nobody can tell what of all that is sent is for "
                               "it. Set SUBSCRIBE to the same; an empty prefix stands for all.",
                         subscribeToAll(index, socket, findings));
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
        if (!socket.active || socket.type() == SocketType::Unknown)
            continue;
        if (socket.isExternal()) {
            checkOutsideSubscriptions(index, socket, findings);
            continue;
        }
        checkConnected(socket, findings);
        checkSubscriptions(index, socket, beginnings, findings);
        checkHighWaterMarks(index, socket, findings);
        checkConflate(index, socket, findings);
    }
}

} // namespace topomq::rules
