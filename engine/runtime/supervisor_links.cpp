// What happens to single links of a run that goes on: cut, mended, and led another way.

#include "engine/runtime/io_barrier.h"
#include "engine/runtime/peer_names.h"
#include "engine/runtime/supervisor.h"

#include <algorithm>
#include <iterator>

namespace topomq::runtime {

namespace {

using namespace std::chrono_literals;

/// Most servers answer sooner; whoever takes longer answers in vain.
constexpr auto kLongestAnswer = 500ms;
/// The kernel tells of a closed connection at once; a machine under load takes its time.
constexpr auto kLongestFarewell = 1s;
/// The end of a queue goes to and fro between the two that had it, when all in it has been read.
constexpr int kPlaceFarewells = 4;

/// A ROUTER that takes a second peer of the same name for the first one come back.
bool handsOver(const plan::PlannedSocket& router)
{
    return std::any_of(router.options.begin(), router.options.end(), [](const auto& option) {
        return option.name == "ROUTER_HANDOVER" && option.value != model::Value(0)
            && option.value != model::Value(false);
    });
}

} // namespace

bool Supervisor::isExclusive(plan::LinkIndex link) const
{
    const plan::PlannedSocket& binder = m_plan.sockets[m_plan.links[link].bind];
    const plan::PlannedSocket& connecter = m_plan.sockets[m_plan.links[link].connect];
    // libzmq ignores a second peer of the same name, and does not say so.
    const bool isNamed = binder.type == model::SocketType::Router && !handsOver(binder)
        && !routingIdOf(connecter).empty();
    return isNamed || binder.type == model::SocketType::Pair;
}

Supervisor::Connections Supervisor::routersWithout(plan::NodeIndex node)
{
    Connections left;
    for (plan::LinkIndex i = 0; i < m_plan.links.size(); ++i) {
        const plan::PlannedLink& link = m_plan.links[i];
        const bool isUp = m_plan.sockets[link.connect].node == node && !link.gone && !m_run.isCut[i]
            && link.transport != plan::Transport::Inproc
            && !isClosed(m_plan.sockets[link.bind].node);
        if (!isUp || !isExclusive(i) || m_plan.sockets[link.bind].type != model::SocketType::Router
            || m_monitors.established(link.connect) == 0)
            continue;
        const auto [entry, isNew] = left.try_emplace(link.bind, 0);
        if (isNew)
            entry->second = m_monitors.established(link.bind);
        if (entry->second > 0)
            --entry->second;
    }
    return left;
}

bool Supervisor::mayTakeInAll(plan::NodeIndex node) const
{
    const Nodes neighbours = neighboursOf(node);
    return std::none_of(neighbours.begin(), neighbours.end(), [this](plan::NodeIndex neighbour) {
        return m_plan.nodes[neighbour].external;
    });
}

Supervisor::Nodes Supervisor::endsOf(plan::LinkIndex link) const
{
    const plan::PlannedLink& planned = m_plan.links[link];
    const Nodes ends{m_plan.sockets[planned.connect].node, m_plan.sockets[planned.bind].node};
    Nodes still = ends;
    // Whoever takes in all that has come must come to an end with it.
    for (const plan::NodeIndex end : ends) {
        if (isExclusive(link))
            still.merge(neighboursOf(end));
    }
    return still;
}

bool Supervisor::leadsToAHearer(plan::LinkIndex link) const
{
    const plan::PlannedLink& planned = m_plan.links[link];
    if (isClosed(m_plan.sockets[planned.connect].node)
        || isClosed(m_plan.sockets[planned.bind].node))
        return false;
    const std::vector<plan::FlowIndex>& flows = m_plan.sockets[planned.bind].flowsOut;
    return std::any_of(flows.begin(), flows.end(), [&](plan::FlowIndex flow) {
        return m_plan.flows[flow].link == link && !m_run.subscriptions[flow].prefixes().empty();
    });
}

void Supervisor::disconnect(const std::vector<plan::LinkIndex>& links)
{
    Connections left;
    Nodes leavers;
    for (const plan::LinkIndex link : links) {
        const plan::PlannedLink& planned = m_plan.links[link];
        const bool holdsAPlace = isExclusive(link) && m_monitors.established(planned.connect) > 0
            && !isClosed(m_plan.sockets[planned.connect].node)
            && !isClosed(m_plan.sockets[planned.bind].node);
        if (!leadsToAHearer(link) && !holdsAPlace)
            continue;
        leavers.insert(m_plan.sockets[planned.connect].node);
        const auto [entry, isNew] = left.try_emplace(planned.bind, 0);
        std::size_t& count = entry->second;
        if (isNew)
            count = m_monitors.established(planned.bind);
        // libzmq tells nothing of those over inproc.
        if (planned.transport != plan::Transport::Inproc && count > 0)
            --count;
    }
    for (const plan::LinkIndex link : links)
        orderAndAwait(m_plan.sockets[m_plan.links[link].connect].node,
                      [link](NodeStatus::Orders& orders) { orders.detach.push_back(link); });
    if (!left.empty())
        awaitFarewells(left, leavers);
    freePlaces(links);
    for (const plan::LinkIndex link : links) {
        breakLink(link);
        m_run.subscribeBy(link);
    }
}

void Supervisor::awaitFarewells(const Connections& left, const Nodes& leavers)
{
    const auto isNoticed = [&] {
        passThroughIoThreads(m_zmq);
        // A connection ends when the socket that left it has been looked after once more.
        for (const plan::NodeIndex leaver : leavers)
            orderAndAwait(leaver, [](NodeStatus::Orders&) {});
        return std::all_of(left.begin(), left.end(), [this](const auto& each) {
            return m_monitors.established(each.first) <= each.second;
        });
    };
    (void)await(isNoticed, kLongestFarewell);
    passThroughIoThreads(m_zmq);
    for (const auto& [socket, count] : left) {
        const plan::NodeIndex node = m_plan.sockets[socket].node;
        const bool takesIn =
            m_plan.sockets[socket].type != model::SocketType::Router || mayTakeInAll(node);
        orderAndAwait(node, [takesIn](NodeStatus::Orders& orders) { orders.readAhead = takesIn; });
    }
}

void Supervisor::freePlaces(const std::vector<plan::LinkIndex>& links)
{
    Nodes all;
    for (const plan::LinkIndex link : links) {
        if (!isExclusive(link))
            continue;
        all.insert(m_plan.sockets[m_plan.links[link].connect].node);
        all.insert(m_plan.sockets[m_plan.links[link].bind].node);
    }
    Nodes takers;
    std::copy_if(all.begin(), all.end(), std::inserter(takers, takers.end()),
                 [this](plan::NodeIndex node) { return mayTakeInAll(node); });
    for (int round = 0; !all.empty() && round < kPlaceFarewells; ++round) {
        passThroughIoThreads(m_zmq);
        orderAllAndAwait(takers, [](NodeStatus::Orders& orders) { orders.readAhead = true; });
        orderAllAndAwait(all, [](NodeStatus::Orders&) {});
    }
}

void Supervisor::breakLink(plan::LinkIndex link)
{
    for (plan::FlowIndex i = 0; i < m_plan.flows.size(); ++i) {
        if (m_plan.flows[i].link == link)
            m_run.flows[i].breakUp(metrics::DropCause::PeerGone);
    }
}

plan::LinkIndex Supervisor::linkOf(const SocketMonitors::Ended& end) const
{
    const std::vector<plan::PlannedConnect>& connects = m_plan.sockets[end.connecter].connects;
    for (const plan::PlannedConnect& each : connects) {
        if (m_run.bound(each.binder, each.endpoint).connect == end.address)
            return each.link;
    }
    // By way of a relay it has connected to another address.
    return connects.size() == 1 ? connects.front().link : plan::kNone;
}

void Supervisor::noteEnds()
{
    for (const SocketMonitors::Ended& end : m_monitors.takeEnded()) {
        const plan::LinkIndex link = linkOf(end);
        if (link == plan::kNone)
            continue;
        for (plan::FlowIndex i = 0; i < m_plan.flows.size(); ++i) {
            FlowLedger& flow = m_run.flows[i];
            if (m_plan.flows[i].link != link || flow.wire.connections.load() > 0)
                continue;
            flow.sender.wasBroken.store(true, std::memory_order_release);
            noteEnd(flow.wire);
        }
    }
}

void Supervisor::cut(plan::LinkIndex link)
{
    if (m_plan.links[link].gone || m_run.isCut[link].exchange(true))
        return;
    const Nodes ends = endsOf(link);
    hold(ends);
    disconnect({link});
    release(ends);
    tell(m_plan.links[link].id.text(), "LINK_CUT", "");
}

void Supervisor::mend(plan::LinkIndex link)
{
    if (m_plan.links[link].gone || !m_run.isCut[link].exchange(false))
        return;
    // First: nothing that comes by it is unexpected.
    m_run.subscribeBy(link);
    orderAndAwait(m_plan.sockets[m_plan.links[link].connect].node,
                  [link](NodeStatus::Orders& orders) { orders.attach.push_back(link); });
    tell(m_plan.links[link].id.text(), "LINK_MENDED", "");
}

void Supervisor::attachAll(const std::vector<plan::LinkIndex>& links)
{
    for (const plan::LinkIndex link : links)
        orderAndAwait(m_plan.sockets[m_plan.links[link].connect].node,
                      [link](NodeStatus::Orders& orders) { orders.attach.push_back(link); });
}

bool Supervisor::isAnswered(plan::SocketIndex request) const
{
    const plan::PlannedSocket& socket = m_plan.sockets[request];
    std::uint64_t arrived = 0;
    for (const plan::FlowIndex flow : socket.flowsIn) {
        const FlowLedger& ledger = m_run.flows[flow];
        // Over inproc an answer is there once it is sent; the rest must have left the kernel.
        arrived += m_plan.flows[flow].transport == plan::Transport::Inproc
            ? ledger.sender.sent.value()
            : ledger.wire.read.load(std::memory_order_acquire);
    }
    return arrived >= m_run.sockets[request].sent.value();
}

void Supervisor::awaitAnswers(plan::LinkIndex link)
{
    for (const plan::SocketIndex end : {m_plan.links[link].connect, m_plan.links[link].bind}) {
        const plan::NodeIndex node = m_plan.sockets[end].node;
        // One that gives up waiting asks again by itself.
        const bool waitsForEver = m_plan.sockets[end].type == model::SocketType::Req
            && m_plan.nodes[node].settings.timeout == 0;
        if (!waitsForEver || isClosed(node))
            continue;
        hold({node});
        (void)await([&] { return isAnswered(end); }, kLongestAnswer);
        orderAndAwait(node, [](NodeStatus::Orders& orders) { orders.readAhead = true; });
    }
}

void Supervisor::rewire(plan::LinkIndex link)
{
    const plan::PlannedLink& planned = m_plan.links[link];
    // A REQ whose question or answer is lost with the connection would wait for ever.
    awaitAnswers(link);
    const plan::NodeIndex connecter = m_plan.sockets[planned.connect].node;
    const plan::NodeIndex binder = m_plan.sockets[planned.bind].node;
    const Nodes ends = endsOf(link);
    hold(ends);
    const std::size_t before = m_monitors.established(planned.bind);
    orderAndAwait(connecter, [link](NodeStatus::Orders& orders) { orders.leave.push_back(link); });
    if (before > 0 && !isClosed(connecter) && !isClosed(binder))
        awaitFarewells({{planned.bind, before - 1}}, {connecter});
    freePlaces({link});
    breakLink(link);
    orderAndAwait(connecter, [link](NodeStatus::Orders& orders) { orders.attach.push_back(link); });
    release(ends);
    tell(planned.id.text(), "LINK_REWIRED", "");
}

void Supervisor::rewireAll(const std::vector<plan::LinkIndex>& links)
{
    for (const plan::LinkIndex link : links) {
        // One that is cut takes the other way when it is mended.
        if (!m_run.isCut[link])
            rewire(link);
    }
}

} // namespace topomq::runtime
