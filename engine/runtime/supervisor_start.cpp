// How a run begins: all nodes in step, so that nothing is sent before those who shall get it are
// there.

#include "engine/runtime/io_barrier.h"
#include "engine/runtime/supervisor.h"

#include <set>

namespace topomq::runtime {

namespace {

using namespace std::chrono_literals;

/// Links that are not up by then do not hold up the others.
constexpr auto kLongestLinkUp = 1s;
/// Enough for a subscription to pass two forwarders before the first message.
constexpr int kSubscriptionRounds = 4;
/// A node that does not answer by then is busy and not waited for.
constexpr auto kLongestServe = 500ms;
constexpr auto kServeEach = 1ms;

} // namespace

void Supervisor::spawnNodes()
{
    for (plan::NodeIndex i = 0; i < m_plan.nodes.size(); ++i) {
        if (!spawn(i, true)) {
            ++m_gate.bound;
            ++m_gate.connected;
        }
    }
}

bool Supervisor::spawn(plan::NodeIndex node, bool inStep)
{
    NodeStatus& status = *m_statuses[node];
    status.down = !inStep;
    if (m_plan.nodes[node].external) {
        status.wait = NodeStatus::Wait::Finished;
        status.life = NodeStatus::Life::Closed;
        status.ended = true;
        return false;
    }
    if (!inStep)
        status.life = NodeStatus::Life::Closed;
    try {
        NodeSeat& seat = m_seats[node];
        seat.begin([this, node, inStep, &seat, &status] {
            NodeLife(m_run, status, node, seat, m_monitors, m_factory, m_gate).run(inStep);
        });
    } catch (const std::system_error& error) {
        status.failed = true;
        status.errors.emplace_back(std::string("no thread for this node: ") + error.what());
        status.life = NodeStatus::Life::Closed;
        status.ended = true;
        return false;
    }
    return true;
}

bool Supervisor::awaitCount(const std::atomic<std::size_t>& count)
{
    while (count.load(std::memory_order_acquire) < m_plan.nodes.size()) {
        std::unique_lock lock(m_mutex);
        if (m_changed.wait_for(lock, 200us, [this] { return m_finishing; }))
            return false;
    }
    return true;
}

bool Supervisor::startInStep()
{
    if (!awaitCount(m_gate.bound))
        return false;
    m_gate.connectNow.store(true, std::memory_order_release);
    wakeAll();
    if (!awaitCount(m_gate.connected))
        return false;
    awaitLinks();
    m_gate.react.store(true, std::memory_order_release);
    wakeAll();
    awaitSubscriptions();
    m_startTime = m_run.seconds();
    for (plan::FlowIndex i = 0; i < m_plan.flows.size(); ++i)
        m_ratedAtStart[i] = m_sampler.rated(i);
    m_state.store(RunState::Running, std::memory_order_release);
    m_gate.generate.store(true, std::memory_order_release);
    wakeAll();
    return true;
}

void Supervisor::awaitLinks()
{
    std::int64_t expected = 0;
    for (const plan::PlannedLink& link : m_plan.links) {
        const plan::NodeIndex a = m_plan.sockets[link.connect].node;
        const plan::NodeIndex b = m_plan.sockets[link.bind].node;
        const bool ours = !m_plan.nodes[a].external && !m_plan.nodes[b].external;
        const bool works = !m_statuses[a]->failed && !m_statuses[b]->failed;
        // Raw TCP and multicast know no handshake.
        const bool shakesHands = link.transport != plan::Transport::Inproc
            && !plan::isMulticast(link.transport)
            && m_plan.sockets[link.bind].type != model::SocketType::Stream;
        if (shakesHands && ours && works)
            expected += 2;
    }
    const auto deadline = Clock::now() + kLongestLinkUp;
    std::unique_lock lock(m_mutex);
    while (m_run.handshakes.load(std::memory_order_acquire) < expected && Clock::now() < deadline) {
        if (m_changed.wait_for(lock, 1ms, [this] { return m_finishing; }))
            return;
    }
}

bool Supervisor::serveAll(const std::vector<plan::NodeIndex>& nodes)
{
    std::vector<std::uint64_t> before;
    for (const plan::NodeIndex node : nodes) {
        before.push_back(m_statuses[node]->served.load(std::memory_order_acquire));
        wake(node);
    }
    const auto isServed = [&](std::size_t i) {
        const NodeStatus& status = *m_statuses[nodes[i]];
        return status.served.load(std::memory_order_acquire) != before[i] || status.ended;
    };
    // The end of the run need not wait for its start, but for its own drain.
    const auto isCutShort = [this] { return m_finishing && m_state != RunState::Draining; };
    const auto deadline = Clock::now() + kLongestServe + kServeEach * nodes.size();
    std::unique_lock lock(m_mutex);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        while (!isServed(i)) {
            if (Clock::now() >= deadline || m_changed.wait_for(lock, 100us, isCutShort))
                return false;
        }
    }
    return true;
}

void Supervisor::awaitSubscriptions()
{
    std::set<plan::NodeIndex> involved;
    bool isRemote = false;
    for (const plan::PlannedFlow& flow : m_plan.flows) {
        if (dispatchOf(m_plan.sockets[flow.from].type) != Dispatch::Publish)
            continue;
        isRemote = isRemote || flow.transport != plan::Transport::Inproc;
        for (const plan::SocketIndex socket : {flow.from, flow.to}) {
            if (!m_plan.nodes[m_plan.sockets[socket].node].external)
                involved.insert(m_plan.sockets[socket].node);
        }
    }
    if (involved.empty())
        return;
    const std::vector<plan::NodeIndex> nodes(involved.begin(), involved.end());
    // A subscriber that binds sends its prefixes when it is served, a publisher takes them in when
    // it is, and a forwarder passes them on: so several rounds, for chains of forwarders, too.
    for (int round = 0; round < kSubscriptionRounds; ++round) {
        serveAll(nodes);
        if (!isRemote)
            continue;
        passThroughIoThreads(m_zmq);
        m_services.wires.settle();
        passThroughIoThreads(m_zmq);
    }
    serveAll(nodes);
}

} // namespace topomq::runtime
