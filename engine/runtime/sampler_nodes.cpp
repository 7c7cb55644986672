// The Sampler's view of nodes: what state they are in, and why.

#include "engine/runtime/sampler.h"

#include <algorithm>

namespace topomq::runtime {

namespace {

/// A node that was blocked for more than this share of the window is told as blocked.
constexpr double kMostlyBlocked = 0.5;

} // namespace

std::string Sampler::waitReason(plan::NodeIndex node, NodeStatus::Wait wait) const
{
    if (wait == NodeStatus::Wait::Start)
        return "waiting for its peers to connect";
    if (wait == NodeStatus::Wait::Finished)
        return "done";
    if (wait == NodeStatus::Wait::Time)
        return "waiting for its next turn";
    const std::vector<plan::SocketIndex>& sockets = m_run.plan.nodes[node].sockets;
    if (wait == NodeStatus::Wait::Input) {
        const bool hasPeer = std::any_of(sockets.begin(), sockets.end(), [this](auto socket) {
            return !m_run.plan.sockets[socket].flowsIn.empty();
        });
        return hasPeer ? "waiting for a message" : "waiting for a peer: nothing is linked to it";
    }
    const bool hasPeer = std::any_of(sockets.begin(), sockets.end(), [this](auto socket) {
        return !m_run.plan.sockets[socket].flowsOut.empty();
    });
    return hasPeer ? "blocked: every peer is at its high-water mark, or not there yet"
                   : "blocked: nothing is linked to its output";
}

metrics::NodeFigures
Sampler::nodeFigures(plan::NodeIndex node, bool paused, const Moment& now) const
{
    using State = metrics::NodeState;
    using Wait = NodeStatus::Wait;
    const NodeStatus& status = *m_statuses[node];
    const Moment& then = m_moments.front();
    const double ticksPerSecond = 1e9 / metrics::TickClock::nanosecondsPerTick();
    const double span = std::max(now.time - then.time, 1e-3) * ticksPerSecond;
    const auto share = [span](std::uint64_t newer, std::uint64_t older) {
        return newer <= older ? 0.0 : std::min(1.0, static_cast<double>(newer - older) / span);
    };
    metrics::NodeFigures figures;
    figures.sent = now.nodeSent[node];
    figures.received = now.nodeReceived[node];
    const Wait wait = status.wait.load(std::memory_order_acquire);
    const std::uint64_t since = status.waitingSince.load(std::memory_order_relaxed);
    const std::uint64_t ticks = m_run.ticks();
    const std::uint64_t waited = ticks > since ? ticks - since : 0;
    const std::uint64_t blocked = now.blocked[node] + (wait == Wait::Output ? waited : 0);
    figures.busy = share(now.busy[node], then.busy[node]);
    figures.inStateFor = wait == Wait::None ? 0 : static_cast<double>(waited) / ticksPerSecond;
    const bool moved =
        figures.sent != then.nodeSent[node] || figures.received != then.nodeReceived[node];
    if (status.failed) {
        figures.state = State::Failed;
    } else if (m_run.plan.nodes[node].external) {
        figures.state = State::Waiting;
        figures.reason = "runs outside of this program";
    } else if (status.life.load(std::memory_order_acquire) == NodeStatus::Life::Closed) {
        figures.state = State::Stopped;
        figures.killed = status.killed;
        figures.reason = figures.killed
            ? "what it had not sent or not taken yet is lost; start it again to go on"
            : "its sockets are closed; start it again to go on";
    } else if (wait == Wait::Start) {
        figures.state = State::Starting;
        figures.reason = waitReason(node, wait);
    } else if (status.frozen) {
        figures.state = State::Frozen;
        figures.reason = "frozen: it neither sends nor receives, its connections stay";
    } else if (paused) {
        figures.state = State::Paused;
    } else if (share(blocked, then.blocked[node]) > kMostlyBlocked) {
        figures.state = State::Blocked;
        figures.reason = waitReason(node, Wait::Output);
    } else if (moved || wait == Wait::None || figures.busy > 0 || wait == Wait::Time) {
        figures.state = State::Running;
    } else {
        figures.state = State::Waiting;
        figures.reason = waitReason(node, wait);
    }
    return figures;
}

void Sampler::fillNodes(metrics::Snapshot& snapshot, bool paused, const Moment& now) const
{
    for (plan::NodeIndex i = 0; i < m_run.plan.nodes.size(); ++i) {
        snapshot.nodes[i] = nodeFigures(i, paused, now);
        if (snapshot.nodes[i].state == metrics::NodeState::Failed) {
            const std::lock_guard lock(m_statuses[i]->mutex);
            if (!m_statuses[i]->errors.empty())
                snapshot.nodes[i].reason = m_statuses[i]->errors.front();
        }
    }
}

} // namespace topomq::runtime
