// What happens to single links of a run that goes on: cut, mended, and led another way.

#include "engine/runtime/io_barrier.h"
#include "engine/runtime/supervisor.h"

#include <algorithm>

namespace topomq::runtime {

namespace {

using namespace std::chrono_literals;

/// Most servers answer sooner; whoever takes longer answers in vain.
constexpr auto kLongestAnswer = 500ms;
/// The kernel tells of a closed connection at once; a machine under load takes its time.
constexpr auto kLongestFarewell = 1s;
/// The end of a queue goes to and fro between the two that had it, when all in it has been read.
constexpr int kPairFarewells = 4;

} // namespace

bool Supervisor::joinsPairs(plan::LinkIndex link) const
{
    return m_plan.sockets[m_plan.links[link].bind].type == model::SocketType::Pair;
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
        if (!leadsToAHearer(link) && !joinsPairs(link))
            continue;
        const plan::PlannedLink& planned = m_plan.links[link];
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
    freePairs(links);
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
    for (const auto& [socket, count] : left)
        orderAndAwait(m_plan.sockets[socket].node,
                      [](NodeStatus::Orders& orders) { orders.readAhead = true; });
}

void Supervisor::freePairs(const std::vector<plan::LinkIndex>& links)
{
    Nodes ends;
    for (const plan::LinkIndex link : links) {
        if (!joinsPairs(link))
            continue;
        ends.insert(m_plan.sockets[m_plan.links[link].connect].node);
        ends.insert(m_plan.sockets[m_plan.links[link].bind].node);
    }
    for (int round = 0; !ends.empty() && round < kPairFarewells; ++round) {
        passThroughIoThreads(m_zmq);
        orderAllAndAwait(ends, [](NodeStatus::Orders& orders) { orders.readAhead = true; });
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
    const plan::PlannedLink& planned = m_plan.links[link];
    const Nodes ends{m_plan.sockets[planned.connect].node, m_plan.sockets[planned.bind].node};
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
    const Nodes ends{connecter, binder};
    hold(ends);
    const std::size_t before = m_monitors.established(planned.bind);
    orderAndAwait(connecter, [link](NodeStatus::Orders& orders) { orders.leave.push_back(link); });
    if (before > 0 && !isClosed(connecter) && !isClosed(binder))
        awaitFarewells({{planned.bind, before - 1}}, {connecter});
    freePairs({link});
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
