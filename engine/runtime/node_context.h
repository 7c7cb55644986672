#pragma once
// A node's view of its run: its sockets, its settings, and the waits in which it can be stopped,
// paused and slowed. Roles are written against this alone.

#include "engine/metrics/counter.h"
#include "engine/metrics/latency_histogram.h"
#include "engine/model/settings.h"
#include "engine/runtime/node_seat.h"
#include "engine/runtime/socket_port.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace topomq::runtime {

/// What the run tells a node, and what the node tells the sampler.
/// Thread: each field says who writes; all may read.
struct NodeStatus
{
    enum class Wait : std::uint8_t {
        None,
        Input, ///< for a message
        Reply, ///< for an answer
        Output, ///< until a message can be sent
        Time, ///< until its own next turn
        Held, ///< by the user or the run, in the middle of something else
        Start,
        Finished,
    };

    // Written by the node.
    std::atomic<Wait> wait{Wait::Start};
    std::atomic<std::uint64_t> waitingSince{0}; ///< ticks, while `wait` is not None
    /// The socket that it waits for; kNone: any that can receive.
    std::atomic<plan::SocketIndex> waitsFor{plan::kNone};
    std::atomic<bool> waitMayEnd{false}; ///< it has a time-out
    /// The socket of the newest wait for output.
    std::atomic<plan::SocketIndex> blockedAt{plan::kNone};
    // Finished waits and work, in ticks.
    metrics::Counter blockedTicks;
    metrics::Counter readyTicks; ///< Input and Reply
    metrics::Counter pacingTicks;
    metrics::Counter busyTicks; ///< service time
    std::atomic<std::uint64_t> workingSince{0}; ///< ticks; 0: it does not
    /// How long single messages took to be served, of those that took any time.
    metrics::LazyHistogram service;
    std::atomic<bool> hasGenerated{false}; ///< its `count` is done
    std::atomic<bool> failed{false};
    /// The node has nothing open, and does nothing but wait.
    enum class Life : std::uint8_t { Starting, Up, Closed };
    std::atomic<Life> life{Life::Starting};
    /// The newest order (below) that has been carried out.
    std::atomic<std::uint64_t> obeyed{0};
    /// The newest hold (below) that the node keeps to.
    std::atomic<std::uint64_t> held{0};
    std::atomic<bool> ended{false};
    /// Counts how often all sockets were served after a call from the run.
    std::atomic<std::uint64_t> served{0};

    // Written by the run.
    std::atomic<bool> attention{false}; ///< look at the fields below
    std::atomic<bool> stop{false};
    std::atomic<bool> paused{false};
    std::atomic<bool> draining{false};
    std::atomic<bool> frozen{false}; ///< by the user: alone among nodes that go on
    std::atomic<bool> down{false}; ///< close everything, and wait to be started again
    std::atomic<bool> killed{false}; ///< `down` without any manners
    /// Other than 0: stand still, touch neither messages nor plan, and say so in `held`.
    std::atomic<std::uint64_t> hold{0};
    std::atomic<double> speed{1.0};
    /// The step that lets the paused node go on for one message; 0: none.
    std::atomic<std::uint64_t> step{0};

    std::mutex mutex; // protects the two below
    std::vector<std::string> errors;

    struct Orders
    {
        std::optional<model::RoleSettings> settings;
        std::vector<std::pair<plan::SocketIndex, plan::PlannedOption>> options;
        /// Links to connect to where their binder is now, and to cut.
        std::vector<plan::LinkIndex> attach;
        std::vector<plan::LinkIndex> detach;
        /// Links to cut; what has come in by them stays.
        std::vector<plan::LinkIndex> leave;
        /// Take in what has arrived, for later: only then does a connection end for good.
        bool readAhead = false;
        /// The plan has grown.
        bool refresh = false;
        /// So many messages that the user sends by hand.
        std::uint64_t messages = 0;
        std::uint64_t number = 0;
    };

    /// Null: none, as nearly always.
    std::unique_ptr<Orders> orders;

    /// Those that the node has not taken yet. The mutex must be held.
    [[nodiscard]] Orders& pending()
    {
        if (orders == nullptr)
            orders = std::make_unique<Orders>();
        return *orders;
    }
};

/// At most a year, which no run lasts: much more than that has no duration that can be counted.
[[nodiscard]] std::chrono::steady_clock::duration durationOf(double seconds);

enum class WaitResult { Ready, Late, Stopped };

/// Thread: the node's own.
class NodeContext
{
public:
    using Clock = std::chrono::steady_clock;
    /// A hundred bytes; a Mersenne Twister would be the largest part of a node.
    using Random = std::ranlux48_base;

    /// How long a wait lasts at most.
    struct Until
    {
        Until(Clock::time_point time) // NOLINT(google-explicit-constructor)
            : at(time)
        { }

        Until(Clock::time_point time, std::uint64_t ofTurn)
            : at(time)
            , turn(ofTurn)
        { }

        Clock::time_point at;
        /// Not longer than `turn()` is this one.
        std::optional<std::uint64_t> turn;
    };

    NodeContext(RunContext& run, NodeStatus& status, plan::NodeIndex index, NodeSeat& seat);

    [[nodiscard]] const plan::PlannedNode& node() const { return m_node; }

    [[nodiscard]] const plan::RunPlan& plan() const { return m_run.plan; }

    /// As set now; a change shows after the next call that may wait.
    [[nodiscard]] const model::RoleSettings& settings() const { return m_settings; }

    /// Goes up when the settings have changed.
    [[nodiscard]] std::uint64_t settingsVersion() const { return m_settingsVersion; }

    /// Goes up when links or nodes have come or gone.
    [[nodiscard]] std::uint64_t planVersion() const { return m_planVersion; }

    [[nodiscard]] double speed() const { return m_speed; }

    [[nodiscard]] std::span<const std::unique_ptr<SocketPort>> sockets() const { return m_ports; }

    [[nodiscard]] Random& random() { return m_random; }

    /// One value of a distribution; never negative.
    [[nodiscard]] double draw(const model::Distribution& distribution);

    /// Waits while paused. False: the node must end now.
    [[nodiscard]] bool running()
    {
        return !m_status.attention.load(std::memory_order_relaxed) || obey();
    }

    /// False once the run drains: nothing new is to be made.
    [[nodiscard]] bool generating() const
    {
        return !m_status.draining.load(std::memory_order_relaxed);
    }

    // A paused node is let go on for single messages. One that generates takes in what comes for
    // it meanwhile, and sends one message of its own; any other finishes what the pause has caught
    // in its hands, takes one message, and does with it what it does.
    /// It was paused when it last looked, whether it is let go on or not.
    [[nodiscard]] bool isPaused() const { return m_isPaused; }

    /// A message of its own is wanted now, by a step or by hand, whatever its rate says.
    [[nodiscard]] bool isAsked() const { return m_mayMake || m_byHand > 0; }

    /// Another one when what `isPaused` and `isAsked` say may have changed.
    [[nodiscard]] std::uint64_t turn() const { return m_turnNumber; }

    /// Waits until it is not paused, or is asked: to be called before each message of its own.
    [[nodiscard]] WaitResult awaitTurn();
    /// A message of its own has left. `wasAsked`: it was begun because one was wanted.
    void noteMade(bool wasAsked);

    /// The node has made all that its `count` says, or there is nobody for whom it could.
    void setGenerated(bool has = true)
    {
        m_status.hasGenerated.store(has, std::memory_order_release);
    }

    /// Something is wrong that the user must know; the node may go on.
    void report(const std::string& problem);

    /// Takes a message from any of the ports (fairly), waiting until `deadline` if there is none.
    [[nodiscard]] WaitResult receive(std::span<SocketPort* const> ports,
                                     Incoming& message,
                                     SocketPort** from,
                                     Until deadline);
    [[nodiscard]] WaitResult
    receive(SocketPort& port, Incoming& message, Until deadline = Clock::time_point::max());
    /// The same where the message is the answer to what was asked.
    [[nodiscard]] WaitResult receiveReply(SocketPort& port, Incoming& message, Until deadline);
    /// Waits until one of the ports has a message, without taking it. Late: the settings or the
    /// plan have changed; without ports it waits for that alone.
    [[nodiscard]] WaitResult awaitInput(std::span<SocketPort* const> ports);
    /// Waits while the socket would block (at most SNDTIMEO, or `patience`). Late: given up,
    /// dropped.
    [[nodiscard]] WaitResult send(SocketPort& port,
                                  Outgoing& message,
                                  SendResult* outcome = nullptr,
                                  Clock::duration patience = Clock::duration::max());
    /// One attempt without waiting.
    [[nodiscard]] SendResult trySend(SocketPort& port, Outgoing& message);
    /// Waits until the port can send or has a message: for those that must do both.
    [[nodiscard]] WaitResult awaitTraffic(SocketPort& port,
                                          Clock::time_point deadline = Clock::time_point::max());
    /// Sleeps without losing touch with the sockets. Late: the time has come, or the run drains.
    [[nodiscard]] WaitResult sleepUntil(Until until);
    /// Keeps the node busy for a drawn service time. Late starts are not made up for, but no time
    /// is lost either: while messages wait, one ends where the next begins. `microseconds` is that
    /// of the settings, which may change meanwhile.
    [[nodiscard]] WaitResult work(const model::Distribution& microseconds);

    // For what runs the node.
    [[nodiscard]] std::string open(SocketMonitors& monitors);
    [[nodiscard]] std::string bindAll();
    [[nodiscard]] std::string connectAll();
    /// Serves the sockets until `ready` is set.
    [[nodiscard]] bool waitFor(const std::atomic<bool>& ready);
    /// Counts what has come in and will not be worked on any more as lost.
    void endInputs();
    /// `inOrder`: with the LINGER that the user has set.
    void closeAll(bool inOrder);
    void setStage(metrics::SocketStage stage);
    /// End of the settling time, when the sockets must still be served but no role runs.
    void serveUntilStopped();

private:
    /// Says what the node waits for as long as it lives, and adds up how long that took.
    class Waiting
    {
    public:
        Waiting(NodeContext& context,
                NodeStatus::Wait why,
                std::span<SocketPort* const> ports,
                bool mayEnd);
        ~Waiting();
        Waiting(const Waiting&) = delete;
        Waiting& operator=(const Waiting&) = delete;

        /// Something else happens in between, which is not to be counted.
        void suspend(NodeStatus::Wait meanwhile);
        void resume();

    private:
        void addUp();

        NodeContext& m_context;
        const NodeStatus::Wait m_why;
        const std::span<SocketPort* const> m_ports;
    };

    /// The same of work.
    class Working
    {
    public:
        explicit Working(NodeContext& context);
        ~Working();
        Working(const Working&) = delete;
        Working& operator=(const Working&) = delete;

        void suspend();
        void resume();

    private:
        NodeContext& m_context;
    };

    [[nodiscard]] bool obey();

    [[nodiscard]] bool mustEnd() const { return m_status.stop || m_status.down; }

    /// A step lets it go on, or a message by hand.
    [[nodiscard]] bool isLetGo() const
    {
        return m_byHand > 0 || (m_step != 0 && (m_generates || m_mayTake || m_isHandling));
    }

    [[nodiscard]] bool isOver(const Until& until) const
    {
        return Clock::now() >= until.at || (until.turn && *until.turn != m_turnNumber);
    }

    /// What the pause and the step allow from now on.
    void lookAtTurn();
    void noteTaken();
    void takeOrders();
    void carryOut(const NodeStatus::Orders& orders);
    /// Tells that the node stands still in the middle of its own work, or after all of it.
    void tellHeld(NodeStatus::Wait before, std::uint64_t since);
    /// Tells that a hold is kept to. False: there is none.
    bool keepHold();
    /// One wait for any socket or an order, or until the deadline.
    void waitOnce(Clock::time_point deadline);
    [[nodiscard]] WaitResult receiveAs(NodeStatus::Wait why,
                                       std::span<SocketPort* const> ports,
                                       Incoming& message,
                                       SocketPort** from,
                                       Until deadline);
    [[nodiscard]] Clock::time_point patienceOf(std::span<SocketPort* const> ports) const;
    void tellReceiveTimeout(std::span<SocketPort* const> ports);
    [[nodiscard]] SocketPort* takeFrom(std::span<SocketPort* const> ports, Incoming& message);

    RunContext& m_run;
    NodeStatus& m_status;
    const plan::PlannedNode& m_node;
    NodeSeat& m_seat;
    std::vector<std::unique_ptr<SocketPort>> m_ports;
    std::size_t m_watched = 0; ///< so many of the ports are open and waited for
    model::RoleSettings m_settings;
    std::uint64_t m_settingsVersion = 1;
    std::uint64_t m_planVersion = 1;
    double m_speed = 1;
    const bool m_generates;
    bool m_isPaused = false;
    bool m_mayMake = false; ///< one message, in this step
    bool m_mayTake = false;
    bool m_isHandling = false; ///< what it took in this step
    std::uint64_t m_step = 0; ///< the one that it goes by
    std::uint64_t m_byHand = 0; ///< messages that are still to be sent
    std::uint64_t m_turnNumber = 0;
    Waiting* m_waiting = nullptr;
    Working* m_working = nullptr;
    std::size_t m_turn = 0;
    bool m_inputWasWaiting = false;
    Clock::time_point m_busyUntil{};
    std::uint64_t m_heldTicks = 0; ///< stood still by order, in all
    Random m_random;
};

} // namespace topomq::runtime
