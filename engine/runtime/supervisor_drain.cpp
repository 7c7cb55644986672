// How a run ends: nobody has anything more to send, the queues run empty, the last figures are
// taken, everything closes.

#include "engine/metrics/blocking.h"
#include "engine/runtime/io_barrier.h"
#include "engine/runtime/supervisor.h"

#include <zmq.h>

#include <algorithm>

namespace topomq::runtime {

namespace {

using namespace std::chrono_literals;

/// So long nothing may move before an empty kernel buffer is believed.
constexpr auto kQuiet = 120ms;
constexpr auto kDrainStep = 4ms;

} // namespace

void Supervisor::lookForTheEnd()
{
    const std::vector<bool> isLost = lostNodes();
    bool anyWorks = false;
    bool anyGenerates = false;
    bool isDone = true;
    bool isExhausted = true;
    for (plan::NodeIndex i = 0; i < m_plan.nodes.size(); ++i) {
        const plan::PlannedNode& node = m_plan.nodes[i];
        if (node.external || node.gone)
            continue;
        const NodeStatus& status = *m_statuses[i];
        anyWorks = anyWorks || !status.failed;
        if (!isGenerator(node))
            continue;
        const bool hasEnded = status.hasGenerated.load(std::memory_order_acquire);
        anyGenerates = true;
        isExhausted = isExhausted && (hasEnded || isLost[i]);
        isDone = isDone && hasEnded && !status.failed && !status.down;
    }
    m_done.store(anyGenerates && isDone, std::memory_order_release);
    m_exhausted.store(anyGenerates ? isExhausted : !anyWorks, std::memory_order_release);
}

std::vector<bool> Supervisor::lostNodes() const
{
    const bool anyFailed = std::any_of(m_statuses.begin(), m_statuses.end(),
                                       [](const auto& status) { return status->failed.load(); });
    std::vector<bool> isLost;
    if (anyFailed)
        isLost = metrics::lostToFailures(latest()->nodes);
    isLost.resize(m_plan.nodes.size());
    return isLost;
}

bool Supervisor::hasNobodyToSendTo(plan::NodeIndex node) const
{
    const auto leadsNowhere = [this](plan::FlowIndex flow) {
        const plan::PlannedFlow& planned = m_plan.flows[flow];
        const plan::NodeIndex to = m_plan.sockets[planned.to].node;
        return m_plan.links[planned.link].gone || m_run.isCut[planned.link].load()
            || (isClosed(to) && !m_plan.nodes[to].external);
    };
    const std::vector<plan::SocketIndex>& sockets = m_plan.nodes[node].sockets;
    return std::all_of(sockets.begin(), sockets.end(), [&](plan::SocketIndex socket) {
        const std::vector<plan::FlowIndex>& flows = m_plan.sockets[socket].flowsOut;
        return std::all_of(flows.begin(), flows.end(), leadsNowhere);
    });
}

bool Supervisor::nothingWorks() const
{
    for (plan::NodeIndex i = 0; i < m_statuses.size(); ++i) {
        const NodeStatus& status = *m_statuses[i];
        const auto wait = status.wait.load(std::memory_order_acquire);
        const bool isIdle = wait == NodeStatus::Wait::Input || wait == NodeStatus::Wait::Reply
            || wait == NodeStatus::Wait::Finished || isClosed(i) || status.failed;
        // What it has in hand, and nobody takes, was never sent.
        if (!isIdle && !(wait == NodeStatus::Wait::Output && hasNobodyToSendTo(i)))
            return false;
    }
    return true;
}

bool Supervisor::isDrained()
{
    const Sampler::UnderWay underWay = m_sampler.underWay();
    const bool still = underWay.moved == m_lastMoved && nothingWorks();
    m_lastMoved = underWay.moved;
    const auto now = Clock::now();
    if (!still)
        m_quietSince = now;
    if (underWay.certain > 0 || !still)
        return false;
    // Two looks in a row saw the same books and no node at work.
    if (underWay.published == 0)
        return true;
    return now - m_quietSince >= kQuiet && nothingComes();
}

bool Supervisor::passThroughAll()
{
    std::vector<plan::NodeIndex> nodes;
    for (plan::NodeIndex i = 0; i < m_statuses.size(); ++i) {
        // One that is stopped has no socket to serve.
        if (!isClosed(i))
            nodes.push_back(i);
    }
    const bool isRemote =
        std::any_of(m_plan.flows.begin(), m_plan.flows.end(),
                    [](const auto& flow) { return flow.transport != plan::Transport::Inproc; });
    const auto passLinks = [this] {
        return passThroughIoThreads(m_zmq) && m_services.wires.settle()
            && passThroughIoThreads(m_zmq);
    };
    // Between two calls a node looks whether there is anything to take.
    return (!isRemote || passLinks()) && serveAll(nodes) && serveAll(nodes);
}

bool Supervisor::nothingComes()
{
    if (!passThroughAll() || !nothingWorks())
        return false;
    const Sampler::UnderWay underWay = m_sampler.underWay();
    return underWay.moved == m_lastMoved && underWay.certain == 0
        && std::none_of(underWay.unseen.begin(), underWay.unseen.end(),
                        [this](plan::FlowIndex flow) { return isInKernel(flow); });
}

bool Supervisor::isInKernel(plan::FlowIndex flow)
{
    const plan::PlannedFlow& planned = m_plan.flows[flow];
    return m_monitors.hasBytesInKernel(planned.from) || m_monitors.hasBytesInKernel(planned.to)
        || m_services.wires.isHolding(planned.link);
}

std::chrono::milliseconds Supervisor::drainLimit() const
{
    const std::lock_guard lock(m_mutex);
    return m_drainLimit;
}

void Supervisor::drain()
{
    m_state.store(RunState::Draining, std::memory_order_release);
    m_paused = false;
    dropSteps();
    orderAll([](NodeStatus& status) {
        status.draining = true;
        status.paused = status.frozen = false;
        status.step = 0;
    });
    const auto begin = Clock::now();
    auto nextSample = Clock::now();
    m_quietSince = Clock::now();
    for (;;) {
        obeyCommands();
        noteEnds();
        if (isDrained()) {
            m_sampler.settleTrailing();
            m_result.drained = true;
            break;
        }
        const auto now = Clock::now();
        // It may have become shorter meanwhile.
        const auto deadline = begin + drainLimit();
        if (now >= deadline)
            break;
        if (now >= nextSample) {
            takeSample();
            nextSample = now + m_options.samplePeriod;
        }
        std::this_thread::sleep_until(std::min(now + kDrainStep, deadline));
    }
}

void Supervisor::conclude()
{
    takeSample();
    m_result.final = latest();
    // The newest figures of all latencies, not only of those whose turn it is.
    auto last = std::make_shared<metrics::Snapshot>(*m_result.final);
    for (std::size_t i = 0; i < last->flows.size(); ++i) {
        metrics::FlowFigures& flow = last->flows[i];
        flow.latency = m_run.flows[i].latency.summary();
        if (m_run.flows[i].roundTrip.count() > 0)
            flow.roundTrips =
                std::make_shared<const metrics::RoundTripFigures>(metrics::RoundTripFigures{
                    m_run.flows[i].roundTrip.summary(), flow.recentRoundTrip()});
    }
    for (std::size_t i = 0; i < last->nodes.size(); ++i)
        last->nodes[i].service = m_statuses[i]->service.summary();
    m_result.final = last;
    m_result.conserved = last->conserved;
    for (const metrics::FlowFigures& flow : last->flows) {
        if (m_result.drained && flow.inFlight.value_or(0) != 0)
            m_result.conserved = false;
    }
    stopNodes();
    for (const auto& status : m_statuses) {
        m_result.nodes.push_back(
            {status->failed ? metrics::NodeState::Failed : metrics::NodeState::Stopped,
             status->errors});
    }
    m_result.events = m_run.events.since(0);
    m_result.eventsLost = m_run.events.lost();
    for (metrics::NodeFigures& node : last->nodes) {
        // Programs outside have not ended with the run.
        if (node.state != metrics::NodeState::Failed && node.state != metrics::NodeState::Outside) {
            node.state = metrics::NodeState::Stopped;
            node.reason.clear();
        }
        node.sentPerSecond = node.receivedPerSecond = node.busy = 0;
    }
}

void Supervisor::stopNodes()
{
    for (plan::NodeIndex i = 0; i < m_statuses.size(); ++i)
        order(i, [](NodeStatus& status) { status.stop = true; });
    m_seats.join();
    m_monitors.stop();
    m_services.stop();
    zmq_ctx_term(m_zmq);
    m_services.wires.stop();
}

} // namespace topomq::runtime
