#include "engine/runtime/supervisor.h"

#include "engine/runtime/io_barrier.h"

#include <zmq.h>

#include <algorithm>
#include <exception>
#include <pthread.h>
#include <set>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace topomq::runtime {

namespace {

using namespace std::chrono_literals;

/// Links that are not up by then do not hold up the others.
constexpr auto kLongestLinkUp = 1s;
/// Enough for a subscription to pass two forwarders before the first message.
constexpr int kSubscriptionRounds = 4;
/// A node that does not answer by then is busy and not waited for.
constexpr auto kLongestServe = 500ms;
/// So long nothing may move before an empty kernel buffer is believed.
constexpr auto kQuiet = 120ms;
constexpr auto kDrainStep = 4ms;
/// Kept samples: 10 s and more at the usual period.
constexpr std::size_t kKeptSamples = 512;

void nameThread(const std::string& name)
{
    constexpr std::size_t kLongestThreadName = 15;
    pthread_setname_np(pthread_self(), name.substr(0, kLongestThreadName).c_str());
}

bool isGenerator(const plan::PlannedNode& node)
{
    return node.role == model::Role::Source || node.role == model::Role::Client
        || node.role == model::Role::Peer
        || (node.role == model::Role::Stream && !isServer(node.settings.mode));
}

double threadSeconds()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

} // namespace

Supervisor::Supervisor(const plan::RunPlan& plan,
                       RoleFactory factory,
                       RunOptions options,
                       void* zmq)
    : m_plan(plan)
    , m_factory(std::move(factory))
    , m_options(options)
    , m_zmq(zmq)
    , m_run(plan, zmq)
    , m_services(m_run, m_options)
    , m_monitors(m_run)
    , m_sampler(m_run, m_statuses)
{
    m_run.services = &m_services;
    for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
        m_statuses.push_back(std::make_unique<NodeStatus>());
        m_statuses.back()->speed = options.speed;
        m_wakes.push_back(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
        m_services.wakes.add(m_wakes.back());
    }
    m_thread = std::thread([this] { run(); });
}

Supervisor::~Supervisor()
{
    beginFinish(0ms);
    m_thread.join();
    for (const int wakeDescriptor : m_wakes)
        close(wakeDescriptor);
}

void Supervisor::wake(plan::NodeIndex node)
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(m_wakes[node], &one, sizeof one);
}

void Supervisor::wakeAll()
{
    for (plan::NodeIndex i = 0; i < m_wakes.size(); ++i)
        wake(i);
}

template <class Change>
void Supervisor::order(plan::NodeIndex node, Change change)
{
    NodeStatus& status = *m_statuses[node];
    {
        const std::lock_guard lock(status.mutex);
        change(status);
        status.attention = true;
    }
    wake(node);
}

void Supervisor::run()
{
    nameThread("supervisor");
    spawnNodes();
    if (startInStep())
        sampleUntilFinish();
    conclude();
    m_state.store(RunState::Stopped, std::memory_order_release);
    const std::lock_guard lock(m_mutex);
    m_changed.notify_all();
}

void Supervisor::spawnNodes()
{
    m_threads.resize(m_plan.nodes.size());
    for (plan::NodeIndex i = 0; i < m_plan.nodes.size(); ++i) {
        if (m_plan.nodes[i].external) {
            m_statuses[i]->wait = NodeStatus::Wait::Finished;
            m_statuses[i]->ended = true;
            ++m_bound;
            ++m_connected;
            continue;
        }
        try {
            m_threads[i] = std::thread([this, i] { runNode(i); });
        } catch (const std::system_error& error) {
            m_statuses[i]->failed = true;
            m_statuses[i]->errors.emplace_back(std::string("no thread for this node: ")
                                               + error.what());
            m_statuses[i]->ended = true;
            ++m_bound;
            ++m_connected;
        }
    }
}

void Supervisor::runNode(plan::NodeIndex index)
{
    nameThread(m_plan.nodes[index].id.text());
    // The default slack of 50 µs would show in every short service time.
    prctl(PR_SET_TIMERSLACK, 1UL);
    NodeStatus& status = *m_statuses[index];
    NodeContext context(m_run, status, index, m_wakes[index]);
    std::unique_ptr<RoleProgram> program = m_factory(m_plan.nodes[index]);
    std::string problem = program == nullptr
        ? "the role cannot be run by this version; leave the node out of the run"
        : context.open(m_monitors);
    if (problem.empty())
        problem = context.bindAll();
    ++m_bound;
    const bool mayConnect = problem.empty() && context.waitFor(m_connectNow);
    if (mayConnect)
        problem = context.connectAll();
    ++m_connected;
    if (!problem.empty()) {
        status.failed = true;
        context.report(problem);
        context.closeAll();
    } else if (mayConnect
               && context.waitFor(isGenerator(m_plan.nodes[index]) ? m_generate : m_react)) {
        status.wait.store(NodeStatus::Wait::None, std::memory_order_release);
        try {
            program->run(context);
        } catch (const std::exception& error) {
            status.failed = true;
            context.report(std::string("stopped by an error: ") + error.what());
        }
    }
    status.hasGenerated = true;
    context.serveUntilStopped();
    context.closeAll();
    status.ended = true;
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
    if (!awaitCount(m_bound))
        return false;
    m_connectNow.store(true, std::memory_order_release);
    wakeAll();
    if (!awaitCount(m_connected))
        return false;
    awaitLinks();
    m_react.store(true, std::memory_order_release);
    wakeAll();
    awaitSubscriptions();
    m_startTime = m_run.seconds();
    for (const FlowLedger& flow : m_run.flows)
        m_receivedAtStart.push_back(flow.receiver.received.value());
    m_state.store(RunState::Running, std::memory_order_release);
    m_generate.store(true, std::memory_order_release);
    wakeAll();
    return true;
}

void Supervisor::awaitLinks()
{
    std::uint64_t expected = 0;
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

void Supervisor::serveAll(const std::vector<plan::NodeIndex>& nodes)
{
    std::vector<std::uint64_t> before;
    for (const plan::NodeIndex node : nodes) {
        before.push_back(m_statuses[node]->served.load(std::memory_order_acquire));
        wake(node);
    }
    const auto deadline = Clock::now() + kLongestServe;
    std::unique_lock lock(m_mutex);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const NodeStatus& status = *m_statuses[nodes[i]];
        while (status.served.load(std::memory_order_acquire) == before[i] && !status.ended
               && Clock::now() < deadline)
        {
            if (m_changed.wait_for(lock, 100us, [this] { return m_finishing; }))
                return;
        }
    }
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
        if (isRemote)
            passThroughIoThread(m_zmq);
    }
    serveAll(nodes);
}

void Supervisor::takeSample()
{
    const double cpu = threadSeconds() + m_monitors.cpuSeconds();
    const double now = m_run.seconds();
    const double before = m_samples.empty() ? m_startTime : m_samples.back()->time;
    const double cost = now > before ? std::max(0.0, cpu - m_lastCost) / (now - before) : 0;
    m_lastCost = cpu;
    metrics::SnapshotPtr sample = m_sampler.sample(m_paused, cost);
    const std::lock_guard lock(m_mutex);
    m_samples.push_back(std::move(sample));
    if (m_samples.size() > kKeptSamples)
        m_samples.pop_front();
}

void Supervisor::sampleUntilFinish()
{
    auto next = Clock::now();
    for (;;) {
        takeSample();
        next = std::max(next + m_options.samplePeriod, Clock::now());
        std::unique_lock lock(m_mutex);
        if (m_changed.wait_until(lock, next, [this] { return m_finishing; }))
            break;
    }
    const double end = m_run.seconds();
    m_result.duration = end - m_startTime;
    for (std::size_t i = 0; i < m_run.flows.size(); ++i) {
        const std::uint64_t received = m_run.flows[i].receiver.received.value();
        m_result.meanRates.push_back(static_cast<double>(received - m_receivedAtStart[i])
                                     / std::max(m_result.duration, 1e-6));
    }
    drain();
}

bool Supervisor::nothingWorks() const
{
    return std::all_of(m_statuses.begin(), m_statuses.end(), [](const auto& status) {
        const auto wait = status->wait.load(std::memory_order_acquire);
        return wait == NodeStatus::Wait::Input || wait == NodeStatus::Wait::Finished
            || status->ended || status->failed;
    });
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
    return now - m_quietSince >= kQuiet;
}

void Supervisor::drain()
{
    m_state.store(RunState::Draining, std::memory_order_release);
    setPaused(false);
    for (plan::NodeIndex i = 0; i < m_statuses.size(); ++i)
        order(i, [](NodeStatus& status) { status.draining = true; });
    const auto deadline = Clock::now() + m_drainLimit;
    auto nextSample = Clock::now();
    m_quietSince = Clock::now();
    for (;;) {
        if (isDrained()) {
            m_sampler.settleTrailing();
            m_result.drained = true;
            break;
        }
        const auto now = Clock::now();
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
    for (std::size_t i = 0; i < last->flows.size(); ++i)
        last->flows[i].latency = m_run.flows[i].latency.summary();
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
        if (node.state != metrics::NodeState::Failed) {
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
    for (std::thread& thread : m_threads) {
        if (thread.joinable())
            thread.join();
    }
    m_monitors.stop();
    m_services.stop();
    zmq_ctx_term(m_zmq);
}

void Supervisor::beginFinish(std::chrono::milliseconds limit)
{
    const std::lock_guard lock(m_mutex);
    if (m_finishing)
        return;
    m_finishing = true;
    m_drainLimit = limit;
    m_changed.notify_all();
}

void Supervisor::awaitStopped()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return state() == RunState::Stopped; });
}

void Supervisor::setPaused(bool paused)
{
    if (m_paused.exchange(paused) == paused)
        return;
    for (plan::NodeIndex i = 0; i < m_statuses.size(); ++i)
        order(i, [paused](NodeStatus& status) { status.paused = paused; });
    if (state() == RunState::Running || state() == RunState::Paused)
        m_state.store(paused ? RunState::Paused : RunState::Running, std::memory_order_release);
}

void Supervisor::setSpeed(double speed)
{
    for (plan::NodeIndex i = 0; i < m_statuses.size(); ++i)
        order(i, [speed](NodeStatus& status) { status.speed = speed; });
}

void Supervisor::applySettings(plan::NodeIndex node, const model::RoleSettings& settings)
{
    order(node, [&settings](NodeStatus& status) { status.orders.settings = settings; });
}

bool Supervisor::applyOption(plan::SocketIndex socket, const plan::PlannedOption& option)
{
    if (option.name != "SNDHWM" && option.name != "RCVHWM" && option.name != "SUBSCRIBE")
        return false;
    order(m_plan.sockets[socket].node,
          [&](NodeStatus& status) { status.orders.options.emplace_back(socket, option); });
    return true;
}

bool Supervisor::isDone() const
{
    bool anyGenerates = false;
    for (plan::NodeIndex i = 0; i < m_plan.nodes.size(); ++i) {
        const plan::PlannedNode& node = m_plan.nodes[i];
        if (!isGenerator(node) || node.external)
            continue;
        anyGenerates = true;
        if (!m_statuses[i]->hasGenerated.load(std::memory_order_acquire))
            return false;
    }
    return anyGenerates && m_generate.load(std::memory_order_acquire);
}

metrics::SnapshotPtr Supervisor::latest() const
{
    const std::lock_guard lock(m_mutex);
    return m_samples.empty() ? nullptr : m_samples.back();
}

std::vector<metrics::SnapshotPtr> Supervisor::samplesSince(std::uint64_t sequence) const
{
    const std::lock_guard lock(m_mutex);
    const auto first =
        std::find_if(m_samples.begin(), m_samples.end(),
                     [sequence](const auto& sample) { return sample->sequence > sequence; });
    return {first, m_samples.end()};
}

std::vector<RuntimeEvent> Supervisor::eventsSince(std::size_t first) const
{
    return m_run.events.since(first);
}

} // namespace topomq::runtime
