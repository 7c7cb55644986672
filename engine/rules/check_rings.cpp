// Rings in which messages go round for ever.
#include "engine/rules/check_rules.h"
#include "engine/rules/fixes.h"
#include "engine/rules/forwarding.h"

#include <algorithm>

namespace topomq::rules {

namespace {

/// More of them nobody reads.
constexpr int kMostRings = 20;

class Rings
{
public:
    explicit Rings(const Forwarding& forwarding)
        : m_forwarding(forwarding)
        , m_left(forwarding.out.size(), true)
    {
        for (const std::size_t node : forwarding.order)
            m_left[node] = false;
        trim();
    }

    /// The hops of a ring, which is taken out; empty when there is none left.
    std::vector<std::size_t> next()
    {
        const auto start = std::find(m_left.begin(), m_left.end(), true);
        if (start == m_left.end())
            return {};
        std::vector<std::size_t> way;
        std::vector<std::size_t> seenAt(m_left.size(), kNotSeen);
        auto node = static_cast<std::size_t>(start - m_left.begin());
        while (seenAt[node] == kNotSeen) {
            seenAt[node] = way.size();
            way.push_back(*wayOn(node));
            node = m_forwarding.hops[way.back()].to;
        }
        way.erase(way.begin(), way.begin() + static_cast<std::ptrdiff_t>(seenAt[node]));
        for (const std::size_t hop : way)
            m_left[m_forwarding.hops[hop].from] = false;
        trim();
        return way;
    }

private:
    static constexpr std::size_t kNotSeen = static_cast<std::size_t>(-1);

    [[nodiscard]] std::optional<std::size_t> wayOn(std::size_t node) const
    {
        for (const std::size_t hop : m_forwarding.out[node]) {
            if (m_left[m_forwarding.hops[hop].to])
                return hop;
        }
        return std::nullopt;
    }

    /// Takes out the nodes from which no way leads on, and so on: those left can be walked for
    /// ever.
    void trim()
    {
        std::vector<std::size_t> ends;
        for (std::size_t node = 0; node < m_left.size(); ++node) {
            if (m_left[node] && !wayOn(node))
                ends.push_back(node);
        }
        while (!ends.empty()) {
            const std::size_t end = ends.back();
            ends.pop_back();
            m_left[end] = false;
            for (const std::size_t hop : m_forwarding.in[end]) {
                const std::size_t before = m_forwarding.hops[hop].from;
                if (m_left[before] && !wayOn(before))
                    ends.push_back(before);
            }
        }
    }

    const Forwarding& m_forwarding;
    std::vector<bool> m_left;
};

std::string whatHappens(Family family)
{
    if (family == Family::PublishSubscribe)
        return "what is published comes back and is published again, until queues are full and "
               "drop";
    if (family == Family::Pipeline)
        return "every message comes back, the queues fill up, and then each waits for the next and "
               "all stand still";
    return "a request goes round and never reaches a server, so nobody answers";
}

/// Which of two links of a ring is to go: one inside of a definition goes from all that use it.
bool goesRather(const LinkEntry& link, const LinkEntry& other)
{
    return link.depth != other.depth ? link.depth < other.depth : link.index > other.index;
}

void report(const CheckIndex& index,
            const Forwarding& forwarding,
            const std::vector<std::size_t>& ring,
            Findings& findings)
{
    std::vector<std::string> names;
    std::size_t chosen = forwarding.hops[ring.front()].link;
    Family family = Family::Pipeline;
    for (const std::size_t position : ring) {
        const Hop& hop = forwarding.hops[position];
        names.push_back(index.called(index.topology.nodes[hop.from].id));
        if (goesRather(index.links[hop.link], index.links[chosen]))
            chosen = hop.link;
        const Family each = familyOf(index.sockets[hop.sender].type());
        // One that drops keeps the ring from standing still.
        if (family != Family::PublishSubscribe)
            family = each;
    }
    const LinkEntry& link = index.links[chosen];
    findings.warning(code::kEndlessRing, link.place(),
                     "Messages go round through " + quotedList(names) + ": " + whatHappens(family)
                         + ". Remove a link of the ring.",
                     removeLink(link));
}

} // namespace

void checkRings(const CheckIndex& index, const Forwarding& forwarding, Findings& findings)
{
    Rings rings(forwarding);
    for (int i = 0; i < kMostRings; ++i) {
        const std::vector<std::size_t> ring = rings.next();
        if (ring.empty())
            return;
        report(index, forwarding, ring, findings);
    }
}

} // namespace topomq::rules
