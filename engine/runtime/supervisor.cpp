#include "engine/runtime/supervisor.h"

#include "engine/runtime/thread_seat.h"

#include <algorithm>
#include <ctime>

namespace topomq::runtime {

namespace {

using namespace std::chrono_literals;

/// Kept samples: 10 s and more at the usual period.
constexpr std::size_t kKeptSamples = 512;

double threadSeconds()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

} // namespace

Supervisor::Supervisor(plan::RunPlan plan, RoleFactory factory, RunOptions options, void* zmq)
    : m_plan(std::move(plan))
    , m_published(std::make_shared<const plan::RunPlan>(m_plan))
    , m_factory(std::move(factory))
    , m_options(std::move(options))
    , m_zmq(zmq)
    , m_run(m_plan, zmq)
    , m_services(m_run, m_options)
    , m_monitors(m_run)
    , m_seats(m_options.scheduling)
    , m_sampler(m_run, m_statuses)
{
    m_run.services = &m_services;
    grow();
    m_thread = std::thread([this] { run(); });
}

Supervisor::~Supervisor()
{
    beginFinish(0ms);
    m_thread.join();
}

void Supervisor::grow()
{
    while (m_statuses.size() < m_plan.nodes.size()) {
        m_statuses.push_back(std::make_unique<NodeStatus>());
        m_statuses.back()->speed = m_options.speed;
    }
    const std::size_t seats = m_seats.size();
    m_seats.grow(m_plan);
    for (std::size_t i = seats; i < m_seats.size(); ++i)
        m_services.wakes.add(m_seats[static_cast<plan::NodeIndex>(i)]);
    m_receivedAtStart.resize(m_plan.flows.size(), 0);
}

void Supervisor::wake(plan::NodeIndex node)
{
    m_seats[node].wake();
}

void Supervisor::wakeAll()
{
    for (plan::NodeIndex i = 0; i < m_seats.size(); ++i)
        wake(i);
}

void Supervisor::order(plan::NodeIndex node, const std::function<void(NodeStatus&)>& change)
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

void Supervisor::request(Command command)
{
    const std::lock_guard lock(m_mutex);
    m_commands.push_back(std::move(command));
    m_changed.notify_all();
}

void Supervisor::obeyCommands()
{
    for (;;) {
        Command next;
        {
            const std::lock_guard lock(m_mutex);
            if (m_finishing)
                std::erase_if(m_commands, [](const Command& each) { return !each.isQuick; });
            if (m_commands.empty())
                return;
            next = std::move(m_commands.front());
            m_commands.pop_front();
        }
        next.carryOut();
    }
}

void Supervisor::sampleUntilFinish()
{
    auto next = Clock::now();
    for (;;) {
        obeyCommands();
        if (Clock::now() >= next) {
            takeSample();
            m_done.store(allGenerated(), std::memory_order_release);
            next = std::max(next + m_options.samplePeriod, Clock::now());
        }
        std::unique_lock lock(m_mutex);
        m_changed.wait_until(lock, next, [this] { return m_finishing || !m_commands.empty(); });
        if (m_finishing)
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

void Supervisor::takeSample()
{
    const double cpu = threadSeconds() + m_monitors.cpuSeconds();
    const double now = m_run.seconds();
    const double before = m_samples.empty() ? m_startTime : m_samples.back()->time;
    const double cost = now > before ? std::max(0.0, cpu - m_lastCost) / (now - before) : 0;
    m_lastCost = cpu;
    metrics::SnapshotPtr sample = m_sampler.sample(m_paused, cost, m_planVersion);
    const std::lock_guard lock(m_mutex);
    m_samples.push_back(std::move(sample));
    if (m_samples.size() > kKeptSamples)
        m_samples.pop_front();
}

void Supervisor::beginFinish(std::chrono::milliseconds drain)
{
    const std::lock_guard lock(m_mutex);
    if (m_finishing)
        return;
    m_finishing = true;
    m_drainLimit = drain;
    m_changed.notify_all();
}

void Supervisor::awaitStopped()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return state() == RunState::Stopped; });
}

void Supervisor::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    for (plan::NodeIndex i = 0; i < m_statuses.size(); ++i)
        order(i, [paused](NodeStatus& status) { status.paused = paused; });
    m_state.store(paused ? RunState::Paused : RunState::Running, std::memory_order_release);
}

void Supervisor::setSpeed(double speed)
{
    m_options.speed = speed;
    for (plan::NodeIndex i = 0; i < m_statuses.size(); ++i)
        order(i, [speed](NodeStatus& status) { status.speed = speed; });
}

void Supervisor::applySettings(plan::NodeIndex node, const model::RoleSettings& settings)
{
    // For its next life; the one that is going on has its own copy.
    m_plan.nodes[node].settings = settings;
    order(node, [&settings](NodeStatus& status) { status.orders.settings = settings; });
}

void Supervisor::applyOption(plan::SocketIndex socket, const plan::PlannedOption& option)
{
    takeOption(m_plan.sockets[socket], option);
    order(m_plan.sockets[socket].node,
          [&](NodeStatus& status) { status.orders.options.emplace_back(socket, option); });
    m_sampler.refresh();
}

bool Supervisor::allGenerated() const
{
    bool anyGenerates = false;
    for (plan::NodeIndex i = 0; i < m_plan.nodes.size(); ++i) {
        const plan::PlannedNode& node = m_plan.nodes[i];
        if (!isGenerator(node) || node.external || node.gone)
            continue;
        anyGenerates = true;
        if (!m_statuses[i]->hasGenerated.load(std::memory_order_acquire))
            return false;
    }
    return anyGenerates;
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

std::shared_ptr<const plan::RunPlan> Supervisor::plan() const
{
    const std::lock_guard lock(m_mutex);
    return m_published;
}

} // namespace topomq::runtime
