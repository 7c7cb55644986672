#include "engine/rules/loads.h"

#include "engine/model/options.h"
#include "engine/model/settings.h"
#include "engine/model/weight.h"

#include <algorithm>
#include <unordered_map>

namespace topomq::rules {

namespace {

using model::Role;
using model::SocketType;
using model::Value;

/// Closer than this is balanced for all that can be told beforehand.
constexpr double kMargin = 1.05;

bool conflates(const SocketEntry& socket)
{
    return model::integerOption(*socket.socket, "CONFLATE") != 0;
}

} // namespace

/// Reckons which part of what publishers send their subscribers ask for.
class WantedParts
{
public:
    /// 0 when that is not known. `settings`: those of the sender.
    [[nodiscard]] double
    of(const SocketEntry& sender, const model::RoleSettings& settings, const SocketEntry& receiver)
    {
        if (familyOf(sender.type()) != Family::PublishSubscribe
            || receiver.node->role == Role::Proxy)
            return 1;
        const Asked& asked = askedBy(*receiver.socket);
        if (asked.isAll)
            return 1;
        if (sender.node->role != Role::Source || settings.text || settings.readable
            || !spend(settings.topics.size(), asked))
            return 0;
        const auto wanted = std::count_if(
            settings.topics.begin(), settings.topics.end(), [&asked](const std::string& topic) {
                return std::any_of(
                    asked.prefixes.begin(), asked.prefixes.end(),
                    [&topic](const std::string* prefix) { return topic.starts_with(*prefix); });
            });
        return static_cast<double>(wanted) / static_cast<double>(settings.topics.size());
    }

private:
    struct Asked
    {
        bool isAll = false;
        std::vector<const std::string*> prefixes;
        /// What it takes to compare one topic with all of them.
        std::size_t cost = 0;
    };

    const Asked& askedBy(const model::Socket& receiver)
    {
        const auto [known, isNew] = m_asked.try_emplace(&receiver);
        Asked& asked = known->second;
        const Value* set = isNew ? receiver.options.find("SUBSCRIBE") : nullptr;
        if (set == nullptr || set->asArray() == nullptr)
            return asked;
        for (const Value& item : *set->asArray()) {
            const std::string* prefix = item.asText();
            if (prefix == nullptr)
                continue;
            asked.isAll = asked.isAll || prefix->empty();
            asked.prefixes.push_back(prefix);
            asked.cost += model::weightOf(item);
        }
        return asked;
    }

    /// Comparing each topic with each prefix must not take long, whatever a file says.
    bool spend(std::size_t topics, const Asked& asked)
    {
        constexpr std::size_t kMostComparisons = 10'000;
        if (topics * asked.prefixes.size() > kMostComparisons || topics * asked.cost > m_budget)
            return false;
        m_budget -= topics * asked.cost;
        return true;
    }

    std::unordered_map<const model::Socket*, Asked> m_asked;
    /// Of all links together.
    std::size_t m_budget = 5'000'000;
};

Loads::Loads(const CheckIndex& index, const Forwarding& forwarding)
    : m_index(index)
    , m_forwarding(forwarding)
    , m_outputs(index.topology.nodes.size())
    , m_wishes(index.topology.nodes.size(), 0)
    , m_loads(index.topology.nodes.size())
{
    WantedParts wanted;
    for (const std::size_t node : forwarding.order) {
        const Role role = index.topology.nodes[node].role;
        const model::RoleSettings settings = settingsOf(index.topology.nodes[node]);
        const double busy =
            role == Role::Sink || role == Role::Worker ? settings.serviceTime.mean() : 0;
        if (busy > 0)
            m_loads[node].own = kMicrosecondsPerSecond / busy;
        if (role == Role::Source)
            m_wishes[node] = settings.rate.perSecond == 0 ? kNoLimit : settings.rate.perSecond;
        readOutputs(node, settings, wanted);
    }
    compute();
}

void Loads::readOutputs(std::size_t node, const model::RoleSettings& settings, WantedParts& wanted)
{
    std::vector<std::size_t> sorted = m_forwarding.out[node];
    std::stable_sort(sorted.begin(), sorted.end(), [this](std::size_t a, std::size_t b) {
        return m_forwarding.hops[a].sender < m_forwarding.hops[b].sender;
    });
    std::vector<Output>& outputs = m_outputs[node];
    for (const std::size_t position : sorted) {
        const Hop& hop = m_forwarding.hops[position];
        const SocketEntry& sender = m_index.sockets[hop.sender];
        const SocketEntry& receiver = m_index.sockets[hop.receiver];
        if (outputs.empty() || outputs.back().sender != hop.sender)
            outputs.push_back({hop.sender, {}, {}});
        outputs.back().hops.push_back(position);
        outputs.back().parts.push_back(
            conflates(sender) || conflates(receiver) ? 0 : wanted.of(sender, settings, receiver));
    }
}

void Loads::setOwn(std::size_t node, double perSecond)
{
    m_loads[node].own = perSecond;
    compute();
}

void Loads::compute()
{
    for (NodeLoad& load : m_loads)
        load = {.own = load.own};
    const std::vector<std::size_t>& order = m_forwarding.order;
    for (auto node = order.rbegin(); node != order.rend(); ++node)
        m_loads[*node].capacity = std::min(m_loads[*node].own, acceptedBehind(*node));
    for (const std::size_t node : order)
        passOn(node);
}

double Loads::acceptedBy(const Output& output) const
{
    double sum = 0;
    for (std::size_t i = 0; i < output.hops.size(); ++i) {
        // The queue of a receiver that keeps only the newest message never fills.
        if (output.parts[i] == 0)
            return kNoLimit;
        sum += m_loads[m_forwarding.hops[output.hops[i]].to].capacity;
    }
    return sum;
}

/// What outputs that wait for their receivers let through.
double Loads::acceptedBehind(std::size_t node) const
{
    double least = kNoLimit;
    for (const Output& output : m_outputs[node]) {
        const SocketEntry& socket = m_index.sockets[output.sender];
        if (socket.type() == SocketType::Push && !conflates(socket))
            least = std::min(least, acceptedBy(output));
    }
    return least;
}

/// A PUSH passes over those whose queue is full, so that the faster get more.
double Loads::partOf(const Output& output, std::size_t position, double all) const
{
    const double part = output.parts[position];
    if (familyOf(m_index.sockets[output.sender].type()) != Family::Pipeline)
        return part;
    const Hop& hop = m_forwarding.hops[output.hops[position]];
    return part
        * (all == kNoLimit ? 1.0 / static_cast<double>(output.hops.size())
                           : m_loads[hop.to].capacity / all);
}

void Loads::passOn(std::size_t node)
{
    const NodeLoad& load = m_loads[node];
    const bool isSource = m_index.topology.nodes[node].role == Role::Source;
    const double set = isElastic(node) ? 0 : m_wishes[node];
    const double sent = std::min(isSource ? m_wishes[node] : load.arrival, load.capacity);
    const double firm = std::min(isSource ? set : load.firm, load.capacity);
    const double offered = std::min(isSource ? set : load.offered, load.own);
    const double demand = isSource ? set : load.demand;
    for (const Output& output : m_outputs[node]) {
        const double all = acceptedBy(output);
        for (std::size_t i = 0; i < output.hops.size(); ++i) {
            const double part = partOf(output, i, all);
            if (part == 0)
                continue;
            const Hop& hop = m_forwarding.hops[output.hops[i]];
            NodeLoad& next = m_loads[hop.to];
            // Nothing holds back who drops: all that is sent is offered.
            const bool dropped = drops(hop);
            next.arrival += sent * part;
            next.dropping += dropped ? sent * part : 0;
            next.firm += (dropped ? sent : firm) * part;
            next.offered += (dropped ? sent : offered) * part;
            next.demand += (dropped ? std::max(sent, demand) : demand) * part;
        }
    }
}

bool Loads::isElastic(std::size_t node) const
{
    return m_wishes[node] == kNoLimit;
}

bool Loads::drops(const Hop& hop) const
{
    const SocketEntry& sender = m_index.sockets[hop.sender];
    return familyOf(sender.type()) == Family::PublishSubscribe
        && model::integerOption(*sender.socket, "XPUB_NODROP") == 0;
}

double Loads::wishOf(std::size_t source) const
{
    return m_wishes[source];
}

bool Loads::losesMessages(std::size_t node) const
{
    return m_loads[node].dropping > 0 && m_loads[node].arrival > m_loads[node].capacity * kMargin;
}

bool Loads::holdsBack(std::size_t node) const
{
    return m_loads[node].own <= m_loads[node].capacity
        && m_loads[node].firm > m_loads[node].capacity * kMargin;
}

bool Loads::isHeldBack(std::size_t source) const
{
    return !isElastic(source) && m_wishes[source] > m_loads[source].capacity * kMargin;
}

bool Loads::isBottleneck(std::size_t node) const
{
    // The sum of parts may miss the whole by a rounding.
    constexpr double kAlmost = 0.999;
    const NodeLoad& load = m_loads[node];
    return load.offered > load.capacity * kMargin && load.firm >= load.capacity * kAlmost;
}

} // namespace topomq::rules
