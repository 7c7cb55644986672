#include "engine/runtime/node_seats.h"

#include "engine/runtime/reactor_seat.h"
#include "engine/runtime/thread_seat.h"

#include <algorithm>
#include <thread>

namespace topomq::runtime {

namespace {

constexpr std::size_t kMostReactors = 4;

/// Why 64: see Scheduling::Automatic.
constexpr std::size_t kReactorsFrom = 64;

std::size_t reactorCount()
{
    return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMostReactors);
}

/// Whether an address of multicast works is tried out in a process of its own, and a node that
/// waits for that must not hold up others.
bool needsThread(const plan::RunPlan& plan, plan::NodeIndex node)
{
    return std::any_of(plan.links.begin(), plan.links.end(), [&](const plan::PlannedLink& link) {
        return plan::isMulticast(link.transport)
            && (plan.sockets[link.connect].node == node || plan.sockets[link.bind].node == node);
    });
}

using Neighbours = std::vector<std::vector<plan::NodeIndex>>;

/// Of each node, one for each of its links.
Neighbours neighboursIn(const plan::RunPlan& plan)
{
    Neighbours neighbours(plan.nodes.size());
    for (const plan::PlannedLink& link : plan.links) {
        const plan::NodeIndex a = plan.sockets[link.connect].node;
        const plan::NodeIndex b = plan.sockets[link.bind].node;
        neighbours[a].push_back(b);
        neighbours[b].push_back(a);
    }
    return neighbours;
}

/// The nodes from number `first` on, each followed by those that are linked to it.
std::vector<plan::NodeIndex>
inChains(const plan::RunPlan& plan, const Neighbours& neighbours, plan::NodeIndex first)
{
    std::vector<bool> isSeen(plan.nodes.size(), false);
    std::vector<plan::NodeIndex> order;
    std::vector<plan::NodeIndex> next;
    for (plan::NodeIndex start = first; start < plan.nodes.size(); ++start) {
        next.push_back(start);
        while (!next.empty()) {
            const plan::NodeIndex node = next.back();
            next.pop_back();
            if (isSeen[node])
                continue;
            isSeen[node] = true;
            order.push_back(node);
            for (const plan::NodeIndex neighbour : neighbours[node]) {
                if (neighbour >= first && !isSeen[neighbour])
                    next.push_back(neighbour);
            }
        }
    }
    return order;
}

} // namespace

bool usesReactors(Scheduling wish, const plan::RunPlan& plan)
{
    return wish == Scheduling::Reactors
        || (wish == Scheduling::Automatic && plan.nodes.size() >= kReactorsFrom);
}

std::size_t NodeSeats::leastFull() const
{
    const auto least =
        std::min_element(m_reactors.begin(), m_reactors.end(),
                         [](const auto& a, const auto& b) { return a->load < b->load; });
    return static_cast<std::size_t>(least - m_reactors.begin());
}

void NodeSeats::grow(const plan::RunPlan& plan)
{
    const auto first = static_cast<plan::NodeIndex>(m_seats.size());
    m_seats.resize(plan.nodes.size());
    m_reactorOf.resize(plan.nodes.size());
    const bool isShared = usesReactors(m_wish, plan);
    while (isShared && m_reactors.size() < reactorCount())
        m_reactors.push_back(
            std::make_unique<Shared>("reactor " + std::to_string(m_reactors.size() + 1)));
    // What a node has to do grows with its links; one that has none yet may get some.
    const Neighbours neighbours = neighboursIn(plan);
    const auto loadOf = [&neighbours](plan::NodeIndex node) {
        return std::max<std::size_t>(neighbours[node].size(), 1);
    };
    std::size_t whole = 0;
    for (plan::NodeIndex node = 0; isShared && node < plan.nodes.size(); ++node)
        whole += loadOf(node);
    const std::size_t count = std::max<std::size_t>(m_reactors.size(), 1);
    const std::size_t share = (whole + count - 1) / count;
    std::optional<std::size_t> place;
    for (const plan::NodeIndex node : inChains(plan, neighbours, first)) {
        if (!isShared || needsThread(plan, node)) {
            m_seats[node] = std::make_unique<ThreadSeat>(plan.nodes[node].id.text());
            continue;
        }
        if (!place || m_reactors[*place]->load >= share)
            place = leastFull();
        m_reactors[*place]->load += loadOf(node);
        m_reactorOf[node] = place;
        m_seats[node] = std::make_unique<ReactorSeat>(m_reactors[*place]->reactor);
    }
}

void NodeSeats::join()
{
    for (const auto& seat : m_seats)
        seat->join();
    for (const auto& shared : m_reactors)
        shared->reactor.finish();
}

} // namespace topomq::runtime
