// Loads: what is offered against what can be taken, from the rates and service times alone.
#include "engine/model/options.h"
#include "engine/model/settings.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/fixes.h"
#include "engine/rules/forwarding.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace topomq::rules {

namespace {

using model::Node;
using model::Role;
using model::Socket;
using model::SocketType;
using model::Value;

constexpr double kNoLimit = std::numeric_limits<double>::infinity();
constexpr double kMicrosecondsPerSecond = 1e6;
/// Closer than this is balanced for all that can be told beforehand.
constexpr double kMargin = 1.05;

/// Messages per second, as the summary of a node shows them.
std::string perSecond(double rate)
{
    if (rate == kNoLimit)
        return "messages as fast as they can be sent";
    return "about " + Value(rate < 10 ? std::round(rate * 10) / 10 : std::round(rate)).describe()
        + " msg/s";
}

bool drops(const SocketEntry& sender)
{
    return familyOf(sender.type()) == Family::PublishSubscribe
        && model::integerOption(*sender.socket, "XPUB_NODROP") == 0;
}

bool conflates(const SocketEntry& socket)
{
    return model::integerOption(*socket.socket, "CONFLATE") != 0;
}

/// The part of the publisher's messages that the subscriber asks for; 0 when that is not known.
double wantedPart(const SocketEntry& sender, const SocketEntry& receiver)
{
    if (familyOf(sender.type()) != Family::PublishSubscribe)
        return 1;
    if (receiver.node->role == Role::Proxy)
        return 1;
    std::vector<std::string> prefixes;
    const Value* set = receiver.socket->options.find("SUBSCRIBE");
    if (set == nullptr || set->asArray() == nullptr)
        return 0;
    for (const Value& item : *set->asArray()) {
        if (item.asText() != nullptr)
            prefixes.push_back(*item.asText());
    }
    if (std::find(prefixes.begin(), prefixes.end(), "") != prefixes.end())
        return 1;
    const model::RoleSettings settings = settingsOf(*sender.node);
    // Comparing each topic with each prefix must not take long, whatever a file says.
    constexpr std::size_t kMostComparisons = 10'000;
    if (sender.node->role != Role::Source || settings.text || settings.readable
        || settings.topics.size() * prefixes.size() > kMostComparisons)
        return 0;
    const auto wanted = std::count_if(
        settings.topics.begin(), settings.topics.end(), [&prefixes](const std::string& topic) {
            return std::any_of(prefixes.begin(), prefixes.end(), [&topic](const std::string& each) {
                return topic.starts_with(each);
            });
        });
    return static_cast<double>(wanted) / static_cast<double>(settings.topics.size());
}

class Loads
{
public:
    Loads(const CheckIndex& index, const Forwarding& forwarding)
        : m_index(index)
        , m_forwarding(forwarding)
        , m_own(index.topology.nodes.size(), kNoLimit)
        , m_capacity(m_own)
        , m_arrival(index.topology.nodes.size(), 0)
        , m_dropping(index.topology.nodes.size(), 0)
    {
        for (const std::size_t node : forwarding.order) {
            const Role role = index.topology.nodes[node].role;
            const double busy = role == Role::Sink || role == Role::Worker
                ? settingsOf(index.topology.nodes[node]).serviceTime.mean()
                : 0;
            if (busy > 0)
                m_own[node] = kMicrosecondsPerSecond / busy;
        }
        for (auto node = forwarding.order.rbegin(); node != forwarding.order.rend(); ++node)
            m_capacity[*node] = std::min(m_own[*node], acceptedBehind(*node));
        for (const std::size_t node : forwarding.order)
            passOn(node);
    }

    void report(Findings& findings) const
    {
        for (const std::size_t node : m_forwarding.order) {
            if (m_index.topology.nodes[node].role == Role::Source)
                reportSource(node, findings);
            else if (m_dropping[node] > 0 && m_arrival[node] > m_capacity[node] * kMargin)
                reportDrops(node, findings);
            else if (m_own[node] <= m_capacity[node]
                     && m_arrival[node] > m_capacity[node] * kMargin)
                reportBusy(node, findings);
        }
    }

private:
    /// Hops of a node by the socket that sends.
    [[nodiscard]] std::vector<std::pair<std::size_t, std::vector<std::size_t>>>
    outputs(std::size_t node) const
    {
        std::vector<std::size_t> sorted = m_forwarding.out[node];
        std::stable_sort(sorted.begin(), sorted.end(), [this](std::size_t a, std::size_t b) {
            return m_forwarding.hops[a].sender < m_forwarding.hops[b].sender;
        });
        std::vector<std::pair<std::size_t, std::vector<std::size_t>>> bySocket;
        for (const std::size_t hop : sorted) {
            const std::size_t sender = m_forwarding.hops[hop].sender;
            if (bySocket.empty() || bySocket.back().first != sender)
                bySocket.push_back({sender, {}});
            bySocket.back().second.push_back(hop);
        }
        return bySocket;
    }

    [[nodiscard]] double acceptedBy(const std::vector<std::size_t>& hops) const
    {
        double sum = 0;
        for (const std::size_t hop : hops)
            sum += m_capacity[m_forwarding.hops[hop].to];
        return sum;
    }

    /// What outputs that wait for their receivers let through.
    [[nodiscard]] double acceptedBehind(std::size_t node) const
    {
        double least = kNoLimit;
        for (const auto& [sender, hops] : outputs(node)) {
            const SocketEntry& socket = m_index.sockets[sender];
            if (socket.type() == SocketType::Push && !conflates(socket))
                least = std::min(least, acceptedBy(hops));
        }
        return least;
    }

    [[nodiscard]] double wishOf(std::size_t node) const
    {
        const Node& source = m_index.topology.nodes[node];
        if (source.role != Role::Source)
            return m_arrival[node];
        const double rate = settingsOf(source).rate.perSecond;
        return rate == 0 ? kNoLimit : rate;
    }

    void passOn(std::size_t node)
    {
        const double sent = std::min(wishOf(node), m_capacity[node]);
        for (const auto& [sender, hops] : outputs(node)) {
            const bool shares = familyOf(m_index.sockets[sender].type()) == Family::Pipeline;
            const double all = shares ? acceptedBy(hops) : 0;
            for (const std::size_t position : hops) {
                const Hop& hop = m_forwarding.hops[position];
                const SocketEntry& socket = m_index.sockets[sender];
                const SocketEntry& receiver = m_index.sockets[hop.receiver];
                if (conflates(socket) || conflates(receiver))
                    continue;
                const double part =
                    shares ? shareOf(hop, all, hops.size()) : wantedPart(socket, receiver);
                if (part == 0)
                    continue;
                m_arrival[hop.to] += sent * part;
                if (drops(socket))
                    m_dropping[hop.to] += sent * part;
            }
        }
    }

    /// A PUSH passes over those whose queue is full, so that the faster get more.
    [[nodiscard]] double shareOf(const Hop& hop, double all, std::size_t count) const
    {
        return all == kNoLimit ? 1.0 / static_cast<double>(count) : m_capacity[hop.to] / all;
    }

    void reportSource(std::size_t node, Findings& findings) const
    {
        const double wish = wishOf(node);
        if (wish == kNoLimit || wish <= m_capacity[node] * kMargin)
            return;
        const double accepted = m_capacity[node];
        const double better = std::floor(accepted);
        MaybeFix fix;
        if (better >= 1)
            fix = changeNode(
                m_index, findings, node, "Send " + Value(better).describe() + " msg/s",
                [better](Node& changed) {
                    const auto whole = static_cast<std::int64_t>(better);
                    const bool poisson = settingsOf(changed).rate.poisson;
                    changed.settings.set(
                        "rate", poisson ? Value(model::Object{{"poisson", whole}}) : Value(whole));
                });
        findings.information(code::kBackPressure, m_index.placeOfNode(node),
                             "It wants to send " + perSecond(wish) + ", and those behind it take "
                                 + perSecond(accepted)
                                 + ": their queues fill up, and then it is held back.",
                             fix);
    }

    /// More than one sends what each alone could: the queues before it fill up.
    void reportBusy(std::size_t node, Findings& findings) const
    {
        findings.information(code::kBackPressure, m_index.placeOfNode(node),
                             "It is offered " + perSecond(m_arrival[node])
                                 + ", and its service time allows " + perSecond(m_capacity[node])
                                 + ": the queues before it fill up, and then those who send are "
                                   "held back.",
                             shorterService(node, findings));
    }

    [[nodiscard]] MaybeFix shorterService(std::size_t node, Findings& findings) const
    {
        if (m_arrival[node] >= kMicrosecondsPerSecond)
            return std::nullopt;
        const double time = std::floor(kMicrosecondsPerSecond / m_arrival[node]);
        return changeNode(m_index, findings, node,
                          "Shorten its service time to " + Value(time).describe() + " µs",
                          [time](Node& changed) {
                              changed.settings.set("service_time", static_cast<std::int64_t>(time));
                          });
    }

    void reportDrops(std::size_t node, Findings& findings) const
    {
        const double arrival = m_arrival[node];
        const bool itself = m_own[node] <= m_capacity[node];
        const MaybeFix fix = itself ? shorterService(node, findings) : std::nullopt;
        findings.warning(code::kDropsExpected, m_index.placeOfNode(node),
                         std::string("It is offered ") + perSecond(arrival) + ", and "
                             + (itself ? "its service time" : "what is behind it") + " allows "
                             + perSecond(m_capacity[node])
                             + ": once its queue is full, publishers drop the rest.",
                         fix);
    }

    const CheckIndex& m_index;
    const Forwarding& m_forwarding;
    /// What the service time allows, and what that and all behind allow, per node.
    std::vector<double> m_own;
    std::vector<double> m_capacity;
    std::vector<double> m_arrival;
    /// The part of it that is dropped rather than held back.
    std::vector<double> m_dropping;
};

} // namespace

void checkLoads(const CheckIndex& index, const Forwarding& forwarding, Findings& findings)
{
    Loads(index, forwarding).report(findings);
}

} // namespace topomq::rules
