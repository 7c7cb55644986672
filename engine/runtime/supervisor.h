#pragma once
// The life of a run: starts the nodes in step, samples, carries out what the user wants of it,
// drains, stops and joins.

#include "engine/plan/plan_merge.h"
#include "engine/runtime/node_life.h"
#include "engine/runtime/node_seats.h"
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
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace topomq::runtime {

/// Thread: constructed and destroyed by the run's owner; its own thread does the rest.
class Supervisor
{
public:
    Supervisor(std::shared_ptr<const plan::RunPlan> plan,
               RoleFactory factory,
               RunOptions options,
               void* zmq);
    /// Stops at once if the run has not been finished.
    ~Supervisor();
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;

    // Thread: any, for all of these.
    void beginFinish(std::chrono::milliseconds drain);
    void awaitStopped();

    [[nodiscard]] RunState state() const { return m_state.load(std::memory_order_acquire); }

    [[nodiscard]] const RunResult& result() const { return m_result; }

    /// Carried out one after the other, from when the run has started until it ends.
    struct Command
    {
        std::function<void()> carryOut;
        /// Done in no time, and of use until the queues are empty: a run that ends still obeys.
        bool isQuick = false;
    };

    void request(Command command);

    [[nodiscard]] bool isDone() const { return m_done.load(std::memory_order_acquire); }

    [[nodiscard]] bool isExhausted() const { return m_exhausted.load(std::memory_order_acquire); }

    [[nodiscard]] std::uint64_t stepsDone() const
    {
        return m_stepsDone.load(std::memory_order_acquire);
    }

    [[nodiscard]] std::shared_ptr<const plan::RunPlan> plan() const;

    [[nodiscard]] MessageTaps& taps() { return m_run.taps; }

    [[nodiscard]] std::vector<OptionReading> options(plan::SocketIndex socket) const
    {
        return m_services.readings.of(socket);
    }

    [[nodiscard]] const WireRecording& wires() const { return m_services.wires; }

    [[nodiscard]] metrics::SnapshotPtr latest() const;
    [[nodiscard]] std::vector<metrics::SnapshotPtr> samplesSince(std::uint64_t sequence) const;
    [[nodiscard]] std::vector<RuntimeEvent> eventsSince(std::size_t first) const;
    [[nodiscard]] std::vector<RuntimeEvent> takeEvents();
    [[nodiscard]] std::uint64_t eventsLost() const;

    // Thread: the supervisor's own, by way of `request`.
    void setPaused(bool paused);
    void step();
    void sendByHand(plan::NodeIndex node);
    void setSpeed(double speed);
    void applySettings(plan::NodeIndex node, const model::RoleSettings& settings);
    void applyOption(plan::SocketIndex socket, const plan::PlannedOption& option);
    void startNode(plan::NodeIndex node);
    void stopNode(plan::NodeIndex node, bool kill);
    void setFrozen(plan::NodeIndex node, bool frozen);
    void cut(plan::LinkIndex link);
    void mend(plan::LinkIndex link);
    void adopt(const plan::RunPlan& wanted);

private:
    using Clock = std::chrono::steady_clock;
    using Nodes = std::set<plan::NodeIndex>;
    /// How many connections sockets that bind have, or are to have.
    using Connections = std::map<plan::SocketIndex, std::size_t>;

    void run();
    void grow();

    // supervisor_start.cpp
    void spawnNodes();
    /// False: there is nobody to wait for.
    bool spawn(plan::NodeIndex node, bool inStep);
    [[nodiscard]] bool startInStep();
    [[nodiscard]] bool awaitCount(const std::atomic<std::size_t>& count);
    void awaitLinks();
    void awaitSubscriptions();
    /// Lets these nodes serve their sockets once. False: not all of them in time.
    bool serveAll(const std::vector<plan::NodeIndex>& nodes);

    void sampleUntilFinish();
    void obeyCommands();
    void takeSample();
    /// Peers from outside for whom there was no descriptor.
    void tellTurnedAway();
    /// Enters those into the log that were not there before.
    void tellDeadlocks(const metrics::Snapshot& sample);
    void lookForTheEnd();
    /// By node: it cannot go on since others have failed.
    [[nodiscard]] std::vector<bool> lostNodes() const;

    // supervisor_nodes.cpp
    /// Makes nodes stand still, and goes on when they do; closed ones do anyway. False: not all of
    /// them in time.
    bool hold(const Nodes& nodes);
    void release(const Nodes& nodes);
    [[nodiscard]] Nodes allNodes() const;
    /// The nodes at the other ends of its links.
    [[nodiscard]] Nodes neighboursOf(plan::NodeIndex node) const;
    [[nodiscard]] bool isClosed(plan::NodeIndex node) const;
    bool await(const std::function<bool()>& condition, std::chrono::milliseconds limit);
    /// An order that is known to be carried out when this returns.
    void orderAndAwait(plan::NodeIndex node,
                       const std::function<void(NodeStatus::Orders&)>& change);
    /// The same to several at a time. False: not all of them in time.
    bool orderAllAndAwait(const Nodes& nodes,
                          const std::function<void(NodeStatus::Orders&)>& change);
    void attachPeers(plan::NodeIndex binder);
    /// Waits until libzmq has let go of the addresses of a closed node: it binds them again.
    void freeAddresses(plan::NodeIndex node);
    /// Lets the peers of a closed node notice that it has gone, before they send again: what they
    /// gave to a queue that nobody reads would be lost without being counted, and a PAIR takes
    /// nobody new as long as it keeps the old one, a ROUTER nobody of the same name. `left`: what
    /// `routersWithout` said.
    void settleConnections(plan::NodeIndex node, const Connections& left);
    /// The ROUTER sockets that this node has connected to under a name, with the connections that
    /// they keep when it has gone.
    [[nodiscard]] Connections routersWithout(plan::NodeIndex node);
    /// Nobody outside could go on sending to it meanwhile, for ever.
    [[nodiscard]] bool mayTakeInAll(plan::NodeIndex node) const;
    /// None of the PAIR sockets that it sends to has a connection any more.
    [[nodiscard]] bool hasLeftItsPairs(plan::NodeIndex node);
    void breakFlows(plan::NodeIndex node);
    /// Takes the plan that was last wanted as far as the nodes that are down allow.
    plan::MergeResult mergeWanted();
    void publishPlan();
    void tell(const std::string& where, const std::string& event, const std::string& detail);
    void handOverChanges(const std::vector<plan::NodeIndex>& nodes, const plan::RunPlan& before);

    // supervisor_links.cpp
    /// Ends the connections of links that are cut or gone; publishers then know that nobody hears
    /// them there. Both ends of each are held.
    void disconnect(const std::vector<plan::LinkIndex>& links);
    /// Waits until sockets that bind have noticed that others left them: whoever has not would
    /// still send into a connection that has ended. Not for ever.
    void awaitFarewells(const Connections& left, const Nodes& leavers);
    /// The socket that binds publishes, and the other one hears it.
    [[nodiscard]] bool leadsToAHearer(plan::LinkIndex link) const;
    /// Who binds takes nobody else in place of the one that connects: a PAIR, or a ROUTER that
    /// knows it by a name.
    [[nodiscard]] bool isExclusive(plan::LinkIndex link) const;
    /// Lets both ends of exclusive links let go of each other: until then the next peer is turned
    /// away, often for good.
    void freePlaces(const std::vector<plan::LinkIndex>& links);
    /// Those that have to stand still while a link is taken from its ends.
    [[nodiscard]] Nodes endsOf(plan::LinkIndex link) const;
    /// What was on its way by this link is lost.
    void breakLink(plan::LinkIndex link);
    void attachAll(const std::vector<plan::LinkIndex>& links);
    /// Enters the ends of connections that nobody follows byte by byte: CURVE, WebSocket.
    void noteEnds();
    [[nodiscard]] plan::LinkIndex linkOf(const SocketMonitors::Ended& end) const;
    /// As many answers have come in as questions have gone out.
    [[nodiscard]] bool isAnswered(plan::SocketIndex request) const;
    /// Makes those ends of a link that ask and wait stand still, and lets their answers come in.
    void awaitAnswers(plan::LinkIndex link);
    /// Connects a link anew, by the way that the plan says now.
    void rewire(plan::LinkIndex link);
    void rewireAll(const std::vector<plan::LinkIndex>& links);

    // supervisor_options.cpp
    /// The plan has it already.
    void handOver(plan::SocketIndex socket, const plan::PlannedOption& option);
    /// Of the inproc links of a socket, those with an open socket at each end.
    [[nodiscard]] std::vector<plan::LinkIndex> openInprocLinksOf(plan::SocketIndex socket) const;
    /// Its inproc queues that wait for a binder that is down are made anew when that is back.
    void noteOutgrown(plan::SocketIndex connecter);
    /// Gives inproc links new queues, which then have the limits that are set now; what the old
    /// ones held comes first. `meanwhile`: done while nobody sends; false: not in time.
    void renewQueues(const std::vector<plan::LinkIndex>& links,
                     const std::function<bool()>& meanwhile);
    /// The same for those that had to wait until this node binds again.
    void renewOutgrownQueues(plan::NodeIndex binder);

    // supervisor_steps.cpp
    void beginStep();
    /// Those that have not come to their end are none.
    void dropSteps();
    void lookForTheEndOfTheStep();
    /// Nobody moves any more that it allows to: all stand still, or wait for what does not come.
    [[nodiscard]] bool isStepOver();
    [[nodiscard]] bool everyoneRests() const;
    [[nodiscard]] bool isAnyInKernel();
    /// Empty: it does.
    [[nodiscard]] std::string whyItSendsNothing(plan::NodeIndex node) const;

    // supervisor_losses.cpp: what goes with the sockets of a node that is stopped.
    /// The connections of a flow before one of its ends is stopped.
    struct WireBefore
    {
        std::uint64_t lost = 0;
        /// There is one, and none that has ended at one end only.
        bool isOne = false;
    };

    [[nodiscard]] std::map<plan::FlowIndex, WireBefore> wiresOf(plan::NodeIndex node) const;
    /// The kernel and libzmq have let go of its connections, and its peers know it. False: not all.
    [[nodiscard]] bool awaitEndOfWires(plan::NodeIndex node,
                                       const std::map<plan::FlowIndex, WireBefore>& wires);
    /// Its sockets are closed and nobody is sending to them: enters what can no longer arrive.
    void settleLosses(plan::NodeIndex node,
                      const std::map<plan::FlowIndex, WireBefore>& wires,
                      bool haveEnded);
    void loseUnread(plan::FlowIndex flow, const WireBefore& before);

    // supervisor_drain.cpp
    void drain();
    [[nodiscard]] std::chrono::milliseconds drainLimit() const;
    [[nodiscard]] bool nothingWorks() const;
    /// All that it could send to are stopped, or cut off from it.
    [[nodiscard]] bool hasNobodyToSendTo(plan::NodeIndex node) const;
    [[nodiscard]] bool isDrained();
    /// Takes every thread that could still bring a message through its work once. False: not all of
    /// them in time.
    [[nodiscard]] bool passThroughAll();
    /// Says whether that has brought none. For them to be late is no proof: a loaded machine lets
    /// them wait.
    [[nodiscard]] bool nothingComes();
    /// For a flow whose messages nobody has counted there: its connections have bytes on their way.
    [[nodiscard]] bool isInKernel(plan::FlowIndex flow);
    void conclude();
    void stopNodes();

    void wake(plan::NodeIndex node);
    void wakeAll();
    /// Calls `change` under the node's lock and makes the node look.
    void order(plan::NodeIndex node, const std::function<void(NodeStatus&)>& change);
    void orderAll(const std::function<void(NodeStatus&)>& change);

    plan::RunPlan m_plan;
    std::shared_ptr<const plan::RunPlan> m_published; ///< under m_mutex
    RoleFactory m_factory;
    RunOptions m_options;
    void* m_zmq;
    RunContext m_run;
    RunServices m_services;
    SocketMonitors m_monitors;
    std::vector<std::unique_ptr<NodeStatus>> m_statuses;
    NodeSeats m_seats;
    Sampler m_sampler;
    StartGate m_gate;

    std::atomic<RunState> m_state{RunState::Starting};
    std::atomic<bool> m_done{false};
    std::atomic<bool> m_exhausted{false};
    std::atomic<std::uint64_t> m_stepsDone{0};

    mutable std::mutex m_mutex; // protects what follows, and m_published
    std::condition_variable m_changed;
    bool m_finishing = false;
    std::chrono::milliseconds m_drainLimit{0};
    std::deque<metrics::SnapshotPtr> m_samples;
    std::deque<Command> m_commands;

    // The supervisor's own thread only, until Stopped.
    bool m_paused = false;
    std::uint64_t m_step = 0; ///< the one that goes on; 0: none
    std::uint64_t m_lastStep = 0;
    std::uint64_t m_stepsWanted = 0; ///< after it
    /// What had moved at the last look, when all were at rest.
    std::optional<std::uint64_t> m_movedInStep;
    Clock::time_point m_stillSince{};
    /// What was drawn and waits in part for nodes to be restarted; with what has been set since.
    std::optional<plan::RunPlan> m_wanted;
    /// Inproc links whose queue waits for a binder that is down, with limits from before.
    std::set<plan::LinkIndex> m_outgrown;
    std::uint64_t m_planVersion = 0;
    std::uint64_t m_holds = 0;
    std::uint64_t m_orders = 0;
    double m_startTime = 0;
    /// By flow; 0 for those that have come since.
    std::vector<std::uint64_t> m_ratedAtStart;
    Clock::time_point m_quietSince{};
    std::uint64_t m_lastMoved = 0;
    std::uint64_t m_turnedAway = 0;
    Clock::time_point m_toldTurnedAway{};
    double m_ownSeconds = 0;
    double m_monitorSeconds = 0;
    /// Those that have been told.
    std::vector<std::vector<std::uint32_t>> m_deadlocks;
    RunResult m_result;
    std::thread m_thread;
};

} // namespace topomq::runtime
