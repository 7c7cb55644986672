// The Sampler's view of nodes: what state they are in, and why.

#include "engine/runtime/sampler.h"

#include <algorithm>

namespace topomq::runtime {

namespace {

/// A node that was blocked for more than this share of the window is told as blocked.
constexpr double kMostlyBlocked = 0.5;

} // namespace

void Sampler::look(Moment& now, const metrics::Snapshot& snapshot) const
{
    using Wait = NodeStatus::Wait;
    now.ready.reserve(snapshot.sockets.size());
    now.measuring = m_run.meters.ticks();
    for (plan::SocketIndex i = 0; i < snapshot.sockets.size(); ++i) {
        now.ready.push_back(m_run.sockets[i].readyTicks.value());
        now.measuring += m_run.sockets[i].measuringTicks.value();
    }
    now.nodes.reserve(m_statuses.size());
    for (plan::NodeIndex i = 0; i < m_statuses.size(); ++i) {
        if (i + kAhead < m_statuses.size())
            __builtin_prefetch(m_statuses[i + kAhead].get());
        const NodeStatus& status = *m_statuses[i];
        Moment::Ticks ticks{status.blockedTicks.value(), status.readyTicks.value(),
                            status.pacingTicks.value(), status.busyTicks.value()};
        const Wait wait = status.wait.load(std::memory_order_acquire);
        const std::uint64_t since = status.waitingSince.load(std::memory_order_relaxed);
        const std::uint64_t working = status.workingSince.load(std::memory_order_acquire);
        const std::uint64_t at = m_run.ticks();
        const std::uint64_t waited = at > since ? at - since : 0;
        if (working != 0 && at > working)
            ticks.busy += at - working;
        if (wait == Wait::Output) {
            ticks.blocked += waited;
        } else if (wait == Wait::Time) {
            ticks.pacing += waited;
        } else if (wait == Wait::Input || wait == Wait::Reply) {
            ticks.ready += waited;
            const plan::SocketIndex only = status.waitsFor.load(std::memory_order_relaxed);
            for (const plan::SocketIndex socket : m_run.plan.nodes[i].sockets) {
                if (only == plan::kNone || only == socket)
                    now.ready[socket] += waited;
            }
        }
        now.nodes.push_back(ticks);
    }
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
    const Moment::Ticks& newer = now.nodes[node];
    const Moment::Ticks& older = then.nodes[node];
    figures.busy = share(newer.busy, older.busy);
    figures.shares = {figures.busy, share(newer.blocked, older.blocked),
                      share(newer.ready, older.ready), share(newer.pacing, older.pacing)};
    figures.inStateFor = wait == Wait::None ? 0 : static_cast<double>(waited) / ticksPerSecond;
    const bool moved =
        figures.sent != then.nodeSent[node] || figures.received != then.nodeReceived[node];
    if (status.failed) {
        figures.state = State::Failed;
    } else if (m_run.plan.nodes[node].external) {
        figures.state = State::Outside;
        figures.reason = "a program of its own, so what it does is unknown here";
        figures.isSentCounted = figures.isReceivedCounted = false;
    } else if (status.life.load(std::memory_order_acquire) == NodeStatus::Life::Closed) {
        figures.state = State::Stopped;
        figures.killed = status.killed;
        figures.reason = figures.killed
            ? "what it had not sent or not taken yet is lost; start it again to go on"
            : "its sockets are closed; start it again to go on";
    } else if (wait == Wait::Start) {
        figures.state = State::Starting;
        figures.reason = "waiting for its peers to connect";
    } else if (status.frozen) {
        figures.state = State::Frozen;
        figures.reason = "frozen: it neither sends nor receives, its connections stay";
    } else if (paused) {
        figures.state = State::Paused;
    } else if (figures.shares.blocked > kMostlyBlocked) {
        figures.state = State::Blocked;
    } else if (moved || wait == Wait::None || figures.busy > 0 || wait == Wait::Time) {
        figures.state = State::Running;
    } else {
        figures.state = State::Waiting;
        if (wait == Wait::Finished)
            figures.reason = "done";
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
