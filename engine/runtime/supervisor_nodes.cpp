// What the user does to single nodes and links of a run that goes on, and how the run follows a
// topology that is edited.

#include "engine/plan/live_options.h"
#include "engine/runtime/io_barrier.h"
#include "engine/runtime/machine.h"
#include "engine/runtime/supervisor.h"

#include <algorithm>

namespace topomq::runtime {

namespace {

using namespace std::chrono_literals;

/// Longer than any single step of a role or of libzmq takes.
constexpr auto kLongestStep = 5s;
/// Binding again may have to wait for the old socket; everything else is quick.
constexpr auto kLongestStart = 2s;
constexpr auto kLook = 100us;
/// The end of a connection passes through libzmq's reaper, an I/O thread and the peer's thread.
constexpr int kSettleRounds = 6;
/// The kernel tells the peer of a closed connection at once; a machine under load takes its time.
constexpr auto kLongestFarewell = 1s;

} // namespace

bool Supervisor::await(const std::function<bool()>& condition, std::chrono::milliseconds limit)
{
    const auto deadline = Clock::now() + limit;
    while (!condition()) {
        if (Clock::now() >= deadline)
            return false;
        std::this_thread::sleep_for(kLook);
    }
    return true;
}

bool Supervisor::isClosed(plan::NodeIndex node) const
{
    return m_statuses[node]->life.load(std::memory_order_acquire) == NodeStatus::Life::Closed;
}

bool Supervisor::hold(const Nodes& nodes)
{
    const std::uint64_t number = ++m_holds;
    for (const plan::NodeIndex node : nodes)
        order(node, [number](NodeStatus& status) { status.hold = number; });
    return await(
        [&] {
            return std::all_of(nodes.begin(), nodes.end(), [&](plan::NodeIndex node) {
                return isClosed(node)
                    || m_statuses[node]->held.load(std::memory_order_acquire) == number;
            });
        },
        kLongestStep);
}

void Supervisor::release(const Nodes& nodes)
{
    for (const plan::NodeIndex node : nodes)
        order(node, [](NodeStatus& status) { status.hold = 0; });
}

Supervisor::Nodes Supervisor::allNodes() const
{
    Nodes all;
    for (plan::NodeIndex i = 0; i < m_plan.nodes.size(); ++i)
        all.insert(i);
    return all;
}

Supervisor::Nodes Supervisor::neighboursOf(plan::NodeIndex node) const
{
    Nodes found;
    for (const plan::PlannedLink& link : m_plan.links) {
        const plan::NodeIndex a = m_plan.sockets[link.connect].node;
        const plan::NodeIndex b = m_plan.sockets[link.bind].node;
        if (a == node && b != node)
            found.insert(b);
        else if (b == node && a != node)
            found.insert(a);
    }
    return found;
}

void Supervisor::orderAndAwait(plan::NodeIndex node,
                               const std::function<void(NodeStatus::Orders&)>& change)
{
    (void)orderAllAndAwait({node}, change);
}

bool Supervisor::orderAllAndAwait(const Nodes& nodes,
                                  const std::function<void(NodeStatus::Orders&)>& change)
{
    const std::uint64_t number = ++m_orders;
    for (const plan::NodeIndex node : nodes) {
        if (isClosed(node))
            continue;
        order(node, [&](NodeStatus& status) {
            change(status.pending());
            status.pending().number = number;
        });
    }
    return await(
        [&] {
            return std::all_of(nodes.begin(), nodes.end(), [&](plan::NodeIndex node) {
                return isClosed(node) || m_statuses[node]->obeyed.load() >= number;
            });
        },
        kLongestStep);
}

void Supervisor::tell(const std::string& where, const std::string& event, const std::string& detail)
{
    m_run.events.add(
        {.time = m_run.seconds(), .where = where, .event = event, .address = {}, .detail = detail});
}

void Supervisor::breakFlows(plan::NodeIndex node)
{
    for (plan::FlowIndex i = 0; i < m_plan.flows.size(); ++i) {
        const plan::PlannedFlow& flow = m_plan.flows[i];
        if (m_plan.sockets[flow.to].node == node)
            m_run.flows[i].breakUp(metrics::DropCause::PeerGone);
        // Over inproc the receiver still gets all that a sender leaves behind.
        else if (m_plan.sockets[flow.from].node == node
                 && flow.transport != plan::Transport::Inproc)
            m_run.flows[i].breakUp(metrics::DropCause::Linger);
    }
}

void Supervisor::attachPeers(plan::NodeIndex binder)
{
    for (plan::LinkIndex i = 0; i < m_plan.links.size(); ++i) {
        const plan::PlannedLink& link = m_plan.links[i];
        const plan::NodeIndex peer = m_plan.sockets[link.connect].node;
        if (!link.gone && m_plan.sockets[link.bind].node == binder)
            orderAndAwait(peer, [i](NodeStatus::Orders& orders) { orders.attach.push_back(i); });
    }
}

bool Supervisor::hasLeftItsPairs(plan::NodeIndex node)
{
    return std::all_of(m_plan.flows.begin(), m_plan.flows.end(), [&](const auto& flow) {
        return m_plan.sockets[flow.from].node != node || m_plan.links[flow.link].gone
            || m_plan.sockets[flow.to].type != model::SocketType::Pair
            || isClosed(m_plan.sockets[flow.to].node) || m_monitors.established(flow.to) == 0;
    });
}

void Supervisor::settleConnections(plan::NodeIndex node, const Connections& left)
{
    const auto hasFlow = [&](plan::SocketIndex plan::PlannedFlow::*end) {
        return std::any_of(m_plan.flows.begin(), m_plan.flows.end(), [&](const auto& flow) {
            return flow.transport == plan::Transport::Inproc
                && m_plan.sockets[flow.*end].node == node;
        });
    };
    // What it has left to its receivers comes before anything that it sends in its next life.
    const bool leavesMessages = hasFlow(&plan::PlannedFlow::from);
    const bool hasInproc = leavesMessages || hasFlow(&plan::PlannedFlow::to);
    const std::vector<plan::SocketIndex>& sockets = m_plan.nodes[node].sockets;
    const bool hasPair = std::any_of(sockets.begin(), sockets.end(), [this](auto socket) {
        return m_plan.sockets[socket].type == model::SocketType::Pair;
    });
    // A PAIR turns a new peer away for as long as it has an old one, a ROUTER one of the same name.
    if (hasPair)
        (void)await([&] { return hasLeftItsPairs(node); }, kLongestFarewell);
    if (!left.empty())
        awaitFarewells(left, {});
    const bool holdsAPlace = hasPair || !left.empty();
    for (int round = 0; (hasInproc || holdsAPlace) && round < kSettleRounds; ++round) {
        passThroughIoThreads(m_zmq);
        if (hasInproc)
            passThroughReaper(m_zmq);
        m_services.wires.settle();
        for (const plan::NodeIndex neighbour : neighboursOf(node)) {
            orderAndAwait(neighbour, [&](NodeStatus::Orders& orders) {
                orders.readAhead =
                    hasPair || leavesMessages || (!left.empty() && mayTakeInAll(neighbour));
            });
        }
    }
}

void Supervisor::freeAddresses(plan::NodeIndex node)
{
    const std::vector<plan::SocketIndex>& sockets = m_plan.nodes[node].sockets;
    const bool listens = std::any_of(sockets.begin(), sockets.end(), [this](auto socket) {
        const std::vector<plan::PlannedBind>& binds = m_plan.sockets[socket].binds;
        return std::any_of(binds.begin(), binds.end(), [](const plan::PlannedBind& bind) {
            return bind.transport != plan::Transport::Inproc;
        });
    });
    if (!listens)
        return;
    // A closed socket goes to the reaper, which tells its listeners in the I/O thread to end. On a
    // loaded machine either may have to wait for a processor, longer than a new bind can.
    passThroughReaper(m_zmq);
    passThroughIoThreads(m_zmq);
}

void Supervisor::stopNode(plan::NodeIndex node, bool kill)
{
    if (isClosed(node))
        return;
    // Nobody may send to it between its last look at its queues and the end of its sockets.
    Nodes still = neighboursOf(node);
    const Connections left = routersWithout(node);
    // Whoever takes in all that has come must come to an end with it.
    for (const auto& [router, count] : left)
        still.merge(neighboursOf(m_plan.sockets[router].node));
    still.erase(node);
    const bool areHeld = hold(still);
    const auto wires = wiresOf(node);
    order(node, [kill](NodeStatus& status) {
        status.killed = kill;
        status.down = true;
    });
    const bool isDown = await([&] { return isClosed(node); }, kLongestStep);
    breakFlows(node);
    for (const plan::SocketIndex socket : m_plan.nodes[node].sockets) {
        m_run.unsubscribe(socket);
        m_run.setDown(socket);
    }
    if (isDown) {
        freeAddresses(node);
        settleConnections(node, left);
        settleLosses(node, wires, areHeld && awaitEndOfWires(node, wires));
        attachPeers(node);
    }
    release(still);
    tell(m_plan.nodes[node].id.text(), kill ? "NODE_KILLED" : "NODE_STOPPED",
         isDown ? "" : "it does not answer; its sockets may still be open");
}

void Supervisor::startNode(plan::NodeIndex node)
{
    if (m_plan.nodes[node].gone || m_plan.nodes[node].external)
        return;
    // What could not open its sockets is down for whoever looks, but its life goes on.
    if (m_statuses[node]->failed)
        stopNode(node, false);
    if (!isClosed(node))
        return;
    plan::MergeResult merged;
    if (m_wanted) {
        const plan::RunPlan before = m_plan;
        const Nodes all = allNodes();
        hold(all);
        merged = mergeWanted();
        release(all);
        // What had to wait for others may be possible now. This one begins with all that is new.
        std::erase(merged.changedNodes, node);
        handOverChanges(merged.changedNodes, before);
        rewireAll(merged.rewiredLinks);
    }
    // It is drawn as a program outside by now: there is nothing to start.
    if (m_plan.nodes[node].external) {
        m_statuses[node]->failed = false;
        attachAll(merged.newLinks);
        return;
    }
    NodeStatus& status = *m_statuses[node];
    if (!m_seats[node].hasBegun() && !spawn(node, false))
        return;
    for (const plan::SocketIndex socket : m_plan.nodes[node].sockets)
        m_run.subscribe(socket);
    order(node, [](NodeStatus& each) {
        each.orders.reset();
        each.errors.clear();
        each.failed = each.frozen = each.killed = false;
        each.hasGenerated = false;
        each.life = NodeStatus::Life::Starting;
        each.down = false;
    });
    (void)await([&] { return status.life.load() != NodeStatus::Life::Starting; }, kLongestStart);
    attachPeers(node);
    attachAll(merged.newLinks);
    renewOutgrownQueues(node);
    tell(m_plan.nodes[node].id.text(), "NODE_STARTED",
         status.failed ? "it could not open its sockets" : "");
}

void Supervisor::setFrozen(plan::NodeIndex node, bool frozen)
{
    if (isClosed(node) || m_statuses[node]->frozen == frozen)
        return;
    order(node, [frozen](NodeStatus& status) { status.frozen = frozen; });
    tell(m_plan.nodes[node].id.text(), frozen ? "NODE_FROZEN" : "NODE_THAWED", "");
}

plan::MergeResult Supervisor::mergeWanted()
{
    plan::MergeResult result =
        plan::merge(m_plan, *m_wanted, [this](plan::NodeIndex node) { return isClosed(node); });
    if (result.outdatedNodes.empty())
        m_wanted.reset();
    m_run.grow();
    grow();
    // Nobody lives there yet who could be waited for.
    for (const plan::NodeIndex node : result.newNodes)
        m_statuses[node]->life = NodeStatus::Life::Closed;
    m_sampler.refresh();
    disconnect(result.goneLinks);
    for (const plan::LinkIndex link : result.newLinks)
        m_run.subscribeBy(link);
    // They look their flows up again before anything can come by a new one.
    for (const plan::NodeIndex node : allNodes())
        orderAndAwait(node, [](NodeStatus::Orders& orders) { orders.refresh = true; });
    publishPlan();
    return result;
}

void Supervisor::publishPlan()
{
    ++m_planVersion;
    auto published = std::make_shared<const plan::RunPlan>(m_plan);
    const std::lock_guard lock(m_mutex);
    m_published = std::move(published);
}

void Supervisor::handOverChanges(const std::vector<plan::NodeIndex>& nodes,
                                 const plan::RunPlan& before)
{
    for (const plan::NodeIndex node : nodes) {
        applySettings(node, model::RoleSettings(m_plan.nodes[node].settings));
        for (const plan::SocketIndex index : m_plan.nodes[node].sockets) {
            if (index >= before.sockets.size())
                continue;
            for (const plan::PlannedOption& option :
                 plan::liveDifferences(before.sockets[index], m_plan.sockets[index]))
                handOver(index, option);
        }
    }
}

void Supervisor::adopt(const plan::RunPlan& wanted)
{
    const bool sharesReactors = usesReactors(m_options.scheduling, wanted);
    if (const std::string problem = whyNotRunnable(wanted, sharesReactors); !problem.empty()) {
        m_run.events.add({.time = m_run.seconds(),
                          .where = {},
                          .event = "EDIT_REFUSED",
                          .address = {},
                          .detail = problem,
                          .error = true});
        return;
    }
    const plan::RunPlan before = m_plan;
    m_wanted = wanted;
    const Nodes all = allNodes();
    hold(all);
    const plan::MergeResult result = mergeWanted();
    release(all);
    handOverChanges(result.changedNodes, before);
    for (const plan::NodeIndex node : result.goneNodes)
        stopNode(node, false);
    for (const plan::NodeIndex node : result.newNodes) {
        if (!m_plan.nodes[node].external) {
            startNode(node);
            continue;
        }
        (void)spawn(node, false);
        for (const plan::SocketIndex socket : m_plan.nodes[node].sockets)
            m_run.subscribe(socket);
    }
    attachAll(result.newLinks);
    rewireAll(result.rewiredLinks);
}

} // namespace topomq::runtime
