#pragma once
// The life of a run: starts the nodes in step, samples, drains, stops and joins.

#include "engine/runtime/node_context.h"
#include "engine/runtime/run_context.h"
#include "engine/runtime/run_services.h"
#include "engine/runtime/runtime.h"
#include "engine/runtime/sampler.h"
#include "engine/runtime/socket_monitors.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace topomq::runtime {

/// Thread: constructed and destroyed by the run's owner; its own thread does the rest.
class Supervisor
{
public:
    Supervisor(const plan::RunPlan& plan, RoleFactory factory, RunOptions options, void* zmq);
    /// Stops at once if the run has not been finished.
    ~Supervisor();
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;

    // Thread: any, for all of these.
    void beginFinish(std::chrono::milliseconds drain);
    void awaitStopped();

    [[nodiscard]] RunState state() const { return m_state.load(std::memory_order_acquire); }

    [[nodiscard]] const RunResult& result() const { return m_result; }

    void setPaused(bool paused);
    void setSpeed(double speed);
    void applySettings(plan::NodeIndex node, const model::RoleSettings& settings);
    bool applyOption(plan::SocketIndex socket, const plan::PlannedOption& option);
    [[nodiscard]] bool isDone() const;

    [[nodiscard]] std::vector<OptionReading> options(plan::SocketIndex socket) const
    {
        return m_services.readings.of(socket);
    }

    [[nodiscard]] metrics::SnapshotPtr latest() const;
    [[nodiscard]] std::vector<metrics::SnapshotPtr> samplesSince(std::uint64_t sequence) const;
    [[nodiscard]] std::vector<RuntimeEvent> eventsSince(std::size_t first) const;

private:
    using Clock = std::chrono::steady_clock;

    void run();
    void spawnNodes();
    void runNode(plan::NodeIndex index);
    [[nodiscard]] bool startInStep();
    [[nodiscard]] bool awaitCount(const std::atomic<std::size_t>& count);
    void awaitLinks();
    void awaitSubscriptions();
    void serveAll(const std::vector<plan::NodeIndex>& nodes);
    void sampleUntilFinish();
    void drain();
    [[nodiscard]] bool nothingWorks() const;
    [[nodiscard]] bool isDrained();
    void takeSample();
    void conclude();
    void stopNodes();
    void wake(plan::NodeIndex node);
    void wakeAll();
    /// Calls `change` under the node's lock and makes the node look.
    template <class Change>
    void order(plan::NodeIndex node, Change change);

    const plan::RunPlan& m_plan;
    RoleFactory m_factory;
    RunOptions m_options;
    void* m_zmq;
    RunContext m_run;
    RunServices m_services;
    SocketMonitors m_monitors;
    std::vector<std::unique_ptr<NodeStatus>> m_statuses;
    std::vector<int> m_wakes;
    std::vector<std::thread> m_threads;
    Sampler m_sampler;

    std::atomic<std::size_t> m_bound{0};
    std::atomic<std::size_t> m_connected{0};
    std::atomic<bool> m_connectNow{false};
    /// First those that only react start, then, when subscriptions are through, the generators.
    std::atomic<bool> m_react{false};
    std::atomic<bool> m_generate{false};
    std::atomic<RunState> m_state{RunState::Starting};
    std::atomic<bool> m_paused{false};

    mutable std::mutex m_mutex; // protects what follows
    std::condition_variable m_changed;
    bool m_finishing = false;
    std::chrono::milliseconds m_drainLimit{0};
    std::deque<metrics::SnapshotPtr> m_samples;

    // The supervisor's own thread only, until Stopped.
    double m_startTime = 0;
    std::vector<std::uint64_t> m_receivedAtStart;
    Clock::time_point m_quietSince{};
    std::uint64_t m_lastMoved = 0;
    double m_lastCost = 0;
    RunResult m_result;
    std::thread m_thread;
};

} // namespace topomq::runtime
