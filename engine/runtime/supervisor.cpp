#include "engine/runtime/supervisor.h"

#include "engine/runtime/accept_guard.h"
#include "engine/runtime/spoken_texts.h"
#include "engine/runtime/thread_seat.h"

#include <algorithm>
#include <ctime>
#include <random>

namespace topomq::runtime {

namespace {

using namespace std::chrono_literals;

/// Kept samples: 10 s at the usual period, less of a large run, so that they take no more memory
/// than the run itself.
constexpr std::size_t kKeptSamples = 256;
constexpr std::size_t kFewestSamples = 32;
constexpr std::size_t kMostKeptBytes = std::size_t{48} * 1024 * 1024;
/// How often a step is looked at for its end.
constexpr auto kStepLook = 1ms;

std::size_t bytesOf(const metrics::Snapshot& sample)
{
    return sizeof sample + sample.flows.size() * sizeof(metrics::FlowFigures)
        + sample.sockets.size() * sizeof(metrics::SocketFigures)
        + sample.nodes.size() * sizeof(metrics::NodeFigures);
}

/// "A, B and C".
std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool isLast = i + 1 == names.size();
        text += i == 0 ? "" : isLast ? " and " : ", ";
        text += names[i];
    }
    return text;
}

/// Who waits for whom, and what can be done about it.
std::string deadlockText(const plan::RunPlan& plan,
                         const metrics::Snapshot& sample,
                         const std::vector<std::uint32_t>& group)
{
    using metrics::WaitCause;
    std::vector<std::string> names;
    std::vector<std::string> waits;
    bool anyReply = false;
    bool anyFull = false;
    for (const std::uint32_t node : group) {
        const WaitCause cause = sample.nodes[node].wait.cause;
        anyReply = anyReply || cause == WaitCause::Reply;
        anyFull = anyFull || cause == WaitCause::QueueFull;
        names.push_back(plan.nodes[node].title);
        waits.push_back(plan.nodes[node].title
                        + (cause == WaitCause::QueueFull   ? " for room in a queue"
                               : cause == WaitCause::Reply ? " for an answer"
                                                           : " for a message"));
    }
    const std::string who = group.size() == 1 ? names.front() + " waits for itself"
                                              : listed(names) + " wait for each other";
    const std::string remedy = anyReply
        ? "a request or its answer was lost: restart who asked, or let it give up with a timeout"
        : anyFull ? "all queues of the circle are full: let something leave it, or give up with "
                    "SNDTIMEO"
                  : "nobody in the circle sends first: let one of them, or a source, do so";
    return who + ", " + listed(waits) + ", and nothing is under way that could end it; " + remedy;
}

/// Samples at even distances would fall into step with even traffic, and see it always at the same
/// moment of its period.
std::chrono::microseconds jittered(std::chrono::milliseconds period)
{
    thread_local std::minstd_rand random;
    std::uniform_real_distribution<double> share(0.85, 1.15);
    return std::chrono::duration_cast<std::chrono::microseconds>(period * share(random));
}

double threadSeconds()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

} // namespace

Supervisor::Supervisor(std::shared_ptr<const plan::RunPlan> plan,
                       RoleFactory factory,
                       RunOptions options,
                       void* zmq)
    : m_plan(*plan)
    , m_published(std::move(plan))
    , m_factory(std::move(factory))
    , m_options(std::move(options))
    , m_zmq(zmq)
    , m_run(m_plan, zmq)
    , m_services(m_run, m_options)
    , m_monitors(m_run)
    , m_seats(m_options.scheduling)
    , m_sampler(m_run, m_statuses, &m_monitors)
{
    m_run.services = &m_services;
    grow();
    for (plan::FlowIndex flow = 0; flow < m_plan.flows.size(); ++flow) {
        const auto wanted = m_options.details.find(m_plan.flows[flow].link);
        if (wanted != m_options.details.end())
            m_run.taps.at(flow).setDetail(wanted->second);
    }
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
        m_statuses.back()->paused = m_paused;
        m_statuses.back()->attention = m_paused;
    }
    const std::size_t seats = m_seats.size();
    m_seats.grow(m_plan);
    for (std::size_t i = seats; i < m_seats.size(); ++i)
        m_services.wakes.add(m_seats[static_cast<plan::NodeIndex>(i)]);
    m_ratedAtStart.resize(m_plan.flows.size(), 0);
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

void Supervisor::orderAll(const std::function<void(NodeStatus&)>& change)
{
    for (plan::NodeIndex i = 0; i < m_statuses.size(); ++i)
        order(i, change);
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
    m_turnedAway = peersTurnedAway();
    // What the start took is no cost of measuring.
    m_ownSeconds = threadSeconds();
    m_monitorSeconds = m_monitors.cpuSeconds();
    auto next = Clock::now();
    for (;;) {
        obeyCommands();
        lookForTheEndOfTheStep();
        if (Clock::now() >= next) {
            takeSample();
            lookForTheEnd();
            next = std::max(next + jittered(m_options.samplePeriod), Clock::now());
        }
        std::unique_lock lock(m_mutex);
        const auto until = m_step == 0 ? next : std::min(next, Clock::now() + kStepLook);
        m_changed.wait_until(lock, until, [this] { return m_finishing || !m_commands.empty(); });
        if (m_finishing)
            break;
    }
    const double end = m_run.seconds();
    m_result.duration = end - m_startTime;
    for (plan::FlowIndex i = 0; i < m_plan.flows.size(); ++i) {
        // Less than at the start where another peer has come that nobody counts.
        const std::uint64_t now = std::max(m_sampler.rated(i), m_ratedAtStart[i]);
        m_result.meanRates.push_back(static_cast<double>(now - m_ratedAtStart[i])
                                     / std::max(m_result.duration, 1e-6));
    }
    drain();
}

void Supervisor::takeSample()
{
    const double own = threadSeconds();
    const double monitors = m_monitors.cpuSeconds();
    const double now = m_run.seconds();
    const double before = m_samples.empty() ? m_startTime : m_samples.back()->time;
    metrics::MeasuringCost cost;
    if (now > before) {
        cost.sampling = std::max(0.0, own - m_ownSeconds) / (now - before);
        cost.monitors = std::max(0.0, monitors - m_monitorSeconds) / (now - before);
    }
    m_ownSeconds = own;
    m_monitorSeconds = monitors;
    noteEnds();
    metrics::SnapshotPtr sample = m_sampler.sample(m_paused, cost, m_planVersion);
    tellDeadlocks(*sample);
    tellTurnedAway();
    const std::lock_guard lock(m_mutex);
    const std::size_t most =
        std::clamp(kMostKeptBytes / bytesOf(*sample), kFewestSamples, kKeptSamples);
    m_samples.push_back(std::move(sample));
    while (m_samples.size() > most)
        m_samples.pop_front();
}

void Supervisor::tellTurnedAway()
{
    const std::uint64_t count = peersTurnedAway();
    const auto now = Clock::now();
    // They come again and again.
    if (count == m_turnedAway || now - m_toldTurnedAway < 1s)
        return;
    m_run.tellRecurring({}, "PEERS_TURNED_AWAY", {},
                        std::to_string(count - m_turnedAway)
                            + " connections from outside were turned away, since this process has "
                              "no file descriptors to spare; raise the limit (ulimit -n)",
                        true);
    m_turnedAway = count;
    m_toldTurnedAway = now;
}

void Supervisor::tellDeadlocks(const metrics::Snapshot& sample)
{
    for (const std::vector<std::uint32_t>& group : sample.deadlocks) {
        if (std::find(m_deadlocks.begin(), m_deadlocks.end(), group) != m_deadlocks.end())
            continue;
        m_run.events.add({.time = m_run.seconds(),
                          .where = m_plan.nodes[group.front()].id.text(),
                          .event = kDeadlockEvent,
                          .address = {},
                          .detail = deadlockText(m_plan, sample, group),
                          .error = true});
    }
    m_deadlocks = sample.deadlocks;
}

void Supervisor::beginFinish(std::chrono::milliseconds drain)
{
    const std::lock_guard lock(m_mutex);
    m_drainLimit = m_finishing ? std::min(m_drainLimit, drain) : drain;
    m_finishing = true;
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
    dropSteps();
    orderAll([paused](NodeStatus& status) {
        status.paused = paused;
        status.step = 0;
    });
    m_state.store(paused ? RunState::Paused : RunState::Running, std::memory_order_release);
}

void Supervisor::setSpeed(double speed)
{
    m_options.speed = speed;
    orderAll([speed](NodeStatus& status) { status.speed = speed; });
}

void Supervisor::applySettings(plan::NodeIndex node, const model::RoleSettings& settings)
{
    // For its next life; the one that is going on has its own copy.
    plan::PlannedNode& planned = m_plan.nodes[node];
    planned.settings = settings;
    if (m_wanted) {
        for (plan::PlannedNode& each : m_wanted->nodes) {
            if (each.id == planned.id)
                each.settings = settings;
        }
    }
    order(node, [&settings](NodeStatus& status) { status.pending().settings = settings; });
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

std::vector<RuntimeEvent> Supervisor::takeEvents()
{
    return m_run.events.take();
}

std::uint64_t Supervisor::eventsLost() const
{
    return m_run.events.lost();
}

std::shared_ptr<const plan::RunPlan> Supervisor::plan() const
{
    const std::lock_guard lock(m_mutex);
    return m_published;
}

} // namespace topomq::runtime
