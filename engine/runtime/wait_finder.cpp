#include "engine/runtime/wait_finder.h"

#include "engine/metrics/blocking.h"
#include "engine/runtime/socket_monitors.h"

#include <algorithm>

namespace topomq::runtime {

namespace {

/// Shorter waits are part of any traffic.
constexpr double kMoment = 0.25;
/// By then everything that was under way has been seen to arrive.
constexpr double kFinal = 1.0;
constexpr std::size_t kMostNames = 3;

void addOnce(std::vector<plan::NodeIndex>& nodes, plan::NodeIndex node)
{
    if (std::find(nodes.begin(), nodes.end(), node) == nodes.end())
        nodes.push_back(node);
}

} // namespace

WaitFinder::WaitFinder(const RunContext& run,
                       const std::vector<std::unique_ptr<NodeStatus>>& statuses,
                       SocketMonitors* monitors)
    : m_run(run)
    , m_statuses(statuses)
    , m_monitors(monitors)
{ }

void WaitFinder::refresh()
{
    m_reasons.clear();
}

bool WaitFinder::isThere(plan::FlowIndex flow, plan::SocketIndex peer) const
{
    const plan::LinkIndex link = m_run.plan.flows[flow].link;
    const plan::PlannedNode& node = m_run.plan.nodes[m_run.plan.sockets[peer].node];
    if (m_run.plan.links[link].gone || m_run.isCut[link].load(std::memory_order_relaxed))
        return false;
    if (node.external)
        return true;
    const NodeStatus& status = *m_statuses[m_run.plan.sockets[peer].node];
    // What could not open its sockets lives on without them.
    const bool isOpen = !status.failed
        || m_run.sockets[peer].stage.load(std::memory_order_acquire)
            == metrics::SocketStage::Active;
    return isOpen && status.life.load(std::memory_order_acquire) == NodeStatus::Life::Up;
}

bool WaitFinder::countsConnections(plan::FlowIndex flow) const
{
    const plan::PlannedFlow& planned = m_run.plan.flows[flow];
    const plan::PlannedSocket& from = m_run.plan.sockets[planned.from];
    const bool isPlain =
        (planned.transport == plan::Transport::Tcp || planned.transport == plan::Transport::Ipc)
        && from.type != model::SocketType::Stream
        && from.security->mechanism != model::Mechanism::Curve;
    const WireMeters::Ends ends = m_run.plan.nodes[m_run.plan.sockets[planned.to].node].external
        ? m_run.meters.outside(planned.from)
        : m_run.meters.between(planned.from, planned.to);
    return isPlain && ends.out == &m_run.flows[flow].wire;
}

bool WaitFinder::hasQueue(plan::FlowIndex flow) const
{
    const plan::PlannedFlow& planned = m_run.plan.flows[flow];
    if (!isThere(flow, planned.to))
        return false;
    const plan::PlannedLink& link = m_run.plan.links[planned.link];
    // Who connects has a queue from the start, who binds only once somebody has come.
    if (planned.transport == plan::Transport::Inproc || link.connect != planned.to
        || plan::isMulticast(planned.transport)
        || m_run.flows[flow].wire.writers.load(std::memory_order_acquire) > 0)
        return true;
    return !countsConnections(flow) && m_monitors != nullptr
        && m_monitors->established(planned.from) > 0;
}

bool WaitFinder::isNearlyFull(plan::FlowIndex flow, const metrics::Snapshot& snapshot) const
{
    // A queue that was full takes nothing before half of it has been read (libzmq's low-water
    // mark); over tcp and ipc the sender's half of it is what counts.
    const plan::PlannedFlow& planned = m_run.plan.flows[flow];
    const bool isInproc = planned.transport == plan::Transport::Inproc;
    const std::uint64_t limit = isInproc
        ? snapshot.flows[flow].limit
        : static_cast<std::uint64_t>(m_run.plan.sockets[planned.from].sendHighWaterMark);
    return limit > 0 && snapshot.flows[flow].inFlight.value_or(limit) >= (limit + 1) / 2;
}

void WaitFinder::waitForOutput(plan::NodeIndex node,
                               const metrics::Snapshot& snapshot,
                               metrics::NodeWait& wait) const
{
    const NodeStatus& status = *m_statuses[node];
    const plan::SocketIndex at = status.blockedAt.load(std::memory_order_relaxed);
    if (at == plan::kNone || at >= m_run.plan.sockets.size())
        return;
    const plan::PlannedSocket& socket = m_run.plan.sockets[at];
    std::vector<plan::FlowIndex> flows;
    Absent absent;
    for (const plan::FlowIndex flow : socket.flowsOut) {
        if (hasQueue(flow))
            flows.push_back(flow);
        else
            noteAbsent(flow, m_run.plan.flows[flow].to, absent);
    }
    // Who chooses its peer is blocked by all; else those that are full hold up the rest.
    if (dispatchOf(socket.type) != Dispatch::Balanced) {
        const auto end = std::partition(flows.begin(), flows.end(), [&](plan::FlowIndex flow) {
            return isNearlyFull(flow, snapshot);
        });
        if (end != flows.begin())
            flows.erase(end, flows.end());
    }
    for (const plan::FlowIndex flow : flows)
        addOnce(wait.on, m_run.plan.sockets[m_run.plan.flows[flow].to].node);
    wait.cause = wait.on.empty() ? metrics::WaitCause::NoPeer : metrics::WaitCause::QueueFull;
    settleAbsent(absent, wait);
}

void WaitFinder::noteAbsent(plan::FlowIndex flow, plan::SocketIndex peer, Absent& absent) const
{
    const plan::NodeIndex node = m_run.plan.sockets[peer].node;
    if (m_run.plan.links[m_run.plan.flows[flow].link].gone)
        return;
    if (m_statuses[node]->failed)
        addOnce(absent.failed, node);
    else
        absent.mayComeBack = true;
}

void WaitFinder::settleAbsent(const Absent& absent, metrics::NodeWait& wait)
{
    // Who has failed comes back only when it is started again: the wait for it alone is one for it.
    const bool waitsForFailed = wait.on.empty() && !absent.mayComeBack;
    if (waitsForFailed)
        wait.on = absent.failed;
    else if (absent.mayComeBack || !absent.failed.empty())
        wait.isFinal = false;
    std::sort(wait.on.begin(), wait.on.end());
}

void WaitFinder::waitForInput(plan::NodeIndex node,
                              const metrics::Snapshot& snapshot,
                              metrics::NodeWait& wait) const
{
    const NodeStatus& status = *m_statuses[node];
    const plan::SocketIndex only = status.waitsFor.load(std::memory_order_relaxed);
    const bool isReply = status.wait.load(std::memory_order_acquire) == NodeStatus::Wait::Reply;
    Absent absent;
    for (const plan::SocketIndex socket : m_run.plan.nodes[node].sockets) {
        if (only != plan::kNone && only != socket)
            continue;
        for (const plan::FlowIndex flow : m_run.plan.sockets[socket].flowsIn) {
            const plan::SocketIndex from = m_run.plan.flows[flow].from;
            if (!isThere(flow, from)) {
                // It may be back, and what waits for it goes on then.
                noteAbsent(flow, from, absent);
                continue;
            }
            addOnce(wait.on, m_run.plan.sockets[from].node);
            // What is under way will end the wait.
            wait.isFinal = wait.isFinal && snapshot.flows[flow].inFlight == 0U;
        }
    }
    wait.cause = wait.on.empty() ? metrics::WaitCause::NoPeer
        : isReply                ? metrics::WaitCause::Reply
                                 : metrics::WaitCause::Message;
    settleAbsent(absent, wait);
}

metrics::NodeWait WaitFinder::waitOf(plan::NodeIndex node, const metrics::Snapshot& snapshot) const
{
    using State = metrics::NodeState;
    using Wait = NodeStatus::Wait;
    const NodeStatus& status = *m_statuses[node];
    const metrics::NodeFigures& figures = snapshot.nodes[node];
    const Wait kind = status.wait.load(std::memory_order_acquire);
    const bool isBlocked = figures.state == State::Blocked;
    metrics::NodeWait wait;
    if ((!isBlocked && figures.state != State::Waiting && figures.state != State::Running)
        || (!isBlocked && figures.inStateFor < kMoment))
        return wait;
    wait.isFinal = figures.inStateFor >= kFinal && !status.waitMayEnd
        && !status.hasGenerated.load(std::memory_order_acquire) && !status.draining;
    wait.since = snapshot.time - figures.inStateFor;
    if (isBlocked || kind == Wait::Output) {
        wait.isFinal = wait.isFinal && kind == Wait::Output;
        waitForOutput(node, snapshot, wait);
    } else if (kind == Wait::Input || kind == Wait::Reply) {
        waitForInput(node, snapshot, wait);
    }
    return wait;
}

std::string WaitFinder::namesOf(const std::vector<plan::NodeIndex>& nodes) const
{
    std::string text;
    const std::size_t named = nodes.size() > kMostNames + 1 ? kMostNames : nodes.size();
    for (std::size_t i = 0; i < named; ++i) {
        const bool isLast = i + 1 == nodes.size();
        text += i == 0 ? "" : isLast ? " and " : ", ";
        text += m_run.plan.nodes[nodes[i]].title;
    }
    if (named < nodes.size())
        text += " and " + std::to_string(nodes.size() - named) + " others";
    return text;
}

std::string WaitFinder::reasonOf(plan::NodeIndex node, const metrics::Snapshot& snapshot) const
{
    const metrics::NodeWait& wait = snapshot.nodes[node].wait;
    const std::vector<plan::SocketIndex>& sockets = m_run.plan.nodes[node].sockets;
    const auto anyFlow = [&](std::vector<plan::FlowIndex> plan::PlannedSocket::*flows) {
        return std::any_of(sockets.begin(), sockets.end(), [&](plan::SocketIndex socket) {
            return !(m_run.plan.sockets[socket].*flows).empty();
        });
    };
    const bool isBlocked = snapshot.nodes[node].state == metrics::NodeState::Blocked;
    switch (wait.cause) {
    case metrics::WaitCause::QueueFull:
        return wait.on.size() == 1 ? "blocked: the queue to " + namesOf(wait.on) + " is full"
                                   : "blocked: the queues to " + namesOf(wait.on) + " are full";
    case metrics::WaitCause::NoPeer:
        if (isBlocked)
            return anyFlow(&plan::PlannedSocket::flowsOut)
                ? "blocked: none of its peers is there"
                : "blocked: nothing is linked to its output";
        return anyFlow(&plan::PlannedSocket::flowsIn)
            ? "waiting for a peer: none of them is there"
            : "waiting for a peer: nothing is linked to it";
    case metrics::WaitCause::Reply:
        return "waiting for an answer from " + namesOf(wait.on);
    case metrics::WaitCause::Message:
        return "waiting for a message from " + namesOf(wait.on);
    case metrics::WaitCause::None:
        break;
    }
    return {};
}

const std::string& WaitFinder::knownReasonOf(plan::NodeIndex node,
                                             const metrics::Snapshot& snapshot)
{
    const metrics::NodeFigures& figures = snapshot.nodes[node];
    Reason& known = m_reasons[node];
    if (known.state != figures.state || known.cause != figures.wait.cause
        || known.on != figures.wait.on)
        known = {figures.state, figures.wait.cause, figures.wait.on, reasonOf(node, snapshot)};
    return known.text;
}

void WaitFinder::fill(metrics::Snapshot& snapshot)
{
    bool anyFinal = false;
    for (plan::NodeIndex i = 0; i < snapshot.nodes.size(); ++i) {
        snapshot.nodes[i].wait = waitOf(i, snapshot);
        anyFinal = anyFinal || snapshot.nodes[i].wait.isFinal;
    }
    if (anyFinal)
        snapshot.deadlocks = metrics::findDeadlocks(snapshot.nodes);
    for (const std::vector<std::uint32_t>& group : snapshot.deadlocks) {
        for (const std::uint32_t node : group)
            snapshot.nodes[node].isDeadlocked = true;
    }
    for (plan::NodeIndex i = 0; i < snapshot.nodes.size(); ++i) {
        metrics::NodeFigures& figures = snapshot.nodes[i];
        const bool isTold = figures.state == metrics::NodeState::Blocked
            || figures.state == metrics::NodeState::Waiting;
        if (isTold && figures.reason.empty())
            figures.reason = knownReasonOf(i, snapshot);
        if (figures.isDeadlocked)
            figures.reason += ", which waits for it in turn: nothing can end this";
    }
}

} // namespace topomq::runtime
