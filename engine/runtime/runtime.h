#pragma once
// Runs a plan on libzmq: one Runtime owns one ZeroMQ context, threads for the nodes, a sampler and
// a monitor thread.

#include "engine/metrics/captured_message.h"
#include "engine/metrics/snapshot.h"
#include "engine/plan/run_plan.h"
#include "engine/runtime/address_resolver.h"
#include "engine/wire/wire_record.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::runtime {

class KeyStore;
class MessageTap;
class NodeContext;

/// What a node does: straight-line code over its context until the context says stop.
class RoleProgram
{
public:
    RoleProgram() = default;
    RoleProgram(const RoleProgram&) = delete;
    RoleProgram& operator=(const RoleProgram&) = delete;
    virtual ~RoleProgram() = default;

    /// Thread: the node's own. Returns when the node has nothing more to do or must stop.
    virtual void run(NodeContext& context) = 0;
};

/// Makes the program for a node; null for a role that cannot be run.
using RoleFactory = std::function<std::unique_ptr<RoleProgram>(const plan::PlannedNode&)>;

/// A discrete happening: a socket-monitor event, a state change, an error.
struct RuntimeEvent
{
    double time = 0; ///< seconds since the start
    /// `node.socket`, or a node id.
    std::string where;
    /// "LISTENING", "CONNECTED", "HANDSHAKE_SUCCEEDED", "BIND_FAILED", "NODE_FAILED", …
    std::string event;
    std::string address;
    /// The system's words for an error, or another detail; may be empty.
    std::string detail;
    bool error = false;
};

enum class RunState { Starting, Running, Paused, Draining, Stopped };

struct NodeOutcome
{
    metrics::NodeState state = metrics::NodeState::Stopped;
    std::vector<std::string> errors;
};

/// The value of a socket option, as the socket itself says.
struct OptionReading
{
    /// ZeroMQ's name without `ZMQ_`.
    std::string_view name;
    model::Value value;
};

/// What runs the nodes.
enum class Scheduling {
    /// Threads for less than 64 nodes, else reactors; in a run that grows, nodes keep their place.
    /// Seen on two busy cores over inproc, in single runs: where one node sends all it can to 64,
    /// reactors get 4.6 times as much out of the processor as bare libzmq with a thread for each
    /// node, and threads 0.2 times; where 32 send to 32, both the same (1.0). Where little is sent,
    /// a message takes 13 µs between threads and 45 µs or more in reactors: few nodes are better
    /// off with threads.
    Automatic,
    Threads, ///< one for each node
    Reactors, ///< a few threads, at most as many as cores, each for many nodes
};

struct RunOptions
{
    /// Multiplies rates and divides service times: 0.5 runs at half the speed.
    double speed = 1;
    std::chrono::milliseconds samplePeriod{40};
    /// Where the keys and passwords of the topology are kept (KeyStore::pathFor); empty: they are
    /// made for this run only.
    std::string keyFile;
    /// Keys that are open already; then `keyFile` is not looked at.
    std::shared_ptr<KeyStore> keys;
    /// How host names are looked up; empty: by the system.
    LookupFunction lookup;
    /// What is measured of a link from its first message on (see `Runtime::setDetail`).
    std::map<plan::LinkIndex, metrics::Detail> details;
    Scheduling scheduling = Scheduling::Automatic;
};

/// The last word on a run, taken after the drain and before the sockets close.
struct RunResult
{
    metrics::SnapshotPtr final;
    std::vector<NodeOutcome> nodes;
    /// Those that nobody had taken.
    std::vector<RuntimeEvent> events;
    /// Events that did not fit into the bounded log.
    std::uint64_t eventsLost = 0;
    /// Between the start and the end of the measured time, without the drain.
    double duration = 0;
    bool drained = false;
    bool conserved = false;
    /// Per flow, between start and drain; of the same as FlowFigures::messagesPerSecond.
    std::vector<double> meanRates;
};

/// Thread: the owner's only, but for what says otherwise. No call but `finish` waits for messages.
class Runtime
{
public:
    Runtime(plan::RunPlan plan, RoleFactory factory, RunOptions options = {});
    ~Runtime();
    Runtime(const Runtime&) = delete;
    Runtime& operator=(const Runtime&) = delete;

    /// Refuses before anything was started when the machine has not enough descriptors or the
    /// context cannot be made; the text says what is missing. Nothing: it starts. A socket that
    /// cannot bind or connect fails its node only; the rest goes on.
    [[nodiscard]] std::string start();

    /// Sources stop, queues drain for at most `drain`, then the result is taken and everything is
    /// closed and joined. Blocks for about as long as that takes.
    RunResult finish(std::chrono::milliseconds drain);
    /// The same in steps that never block: begin, poll `state()` until Stopped, take `result()`.
    /// Again with a shorter time, it takes the place of the longer one: 0 ends the drain now.
    void beginFinish(std::chrono::milliseconds drain);
    /// Thread: any.
    [[nodiscard]] RunState state() const;
    /// Valid once `state()` is Stopped.
    [[nodiscard]] const RunResult& result() const;

    void pause();
    void resume();
    /// Lets a paused run go on for one message: each node that generates sends one of its own,
    /// whatever its rate says, and takes in what comes for it; each other node first finishes what
    /// the pause has caught in its hands, then takes at most one message and does with it what it
    /// does, in its service time. The step is over when nobody moves any more: a message that was
    /// sent has then been taken by whoever could take one. Who could not send, since a queue is
    /// full or an answer has not come, sends nothing in this step, and no more in the next.
    /// Several that are called for are done one after the other. A run that is not paused is
    /// paused, and nothing else. `resume` and the end of the run drop those that are not over.
    void step();
    /// So many are over; the newest sample is then at least as new. Thread: any, once it has
    /// started.
    [[nodiscard]] std::uint64_t stepsDone() const;
    /// One more message of a node that generates, as soon as its socket takes it, beside those of
    /// its rate but within its `count`; while paused, that alone. A SEND_REFUSED event of the node
    /// tells why there is none: it generates nothing, is stopped, frozen, or done.
    void sendByHand(plan::NodeIndex node);
    void setSpeed(double speed);
    /// New settings for a running node take effect with its next message; these, options and the
    /// speed also while the queues drain.
    void applySettings(plan::NodeIndex node, const model::RoleSettings& settings);
    /// High-water marks and subscriptions of a running socket. Over inproc a new mark takes a new
    /// queue; what the old one held is kept. False: its node has to be restarted for it
    /// (plan::takesLive).
    bool applyOption(plan::SocketIndex socket, const plan::PlannedOption& option);

    // Single nodes and links of a run that goes on. All of these return at once and are carried
    // out one after the other; events tell when. What has no meaning at the moment does nothing.
    /// Opens the sockets of a stopped, killed or failed node again, at the same addresses.
    void startNode(plan::NodeIndex node);
    /// Ends the role and closes the sockets, with the LINGER that is set. What has come in and
    /// waits is lost and counted as `peer_gone`.
    void stopNode(plan::NodeIndex node);
    /// The same without LINGER, as if the process had died.
    void killNode(plan::NodeIndex node);
    void restartNode(plan::NodeIndex node);
    /// The role stands still; connections stay, and queues fill.
    void setFrozen(plan::NodeIndex node, bool frozen);
    /// Ends the connection of a link, and makes it again.
    void cutLink(plan::LinkIndex link);
    void mendLink(plan::LinkIndex link);
    /// Follows an edited topology: new nodes and links come to life, those that are not in it end,
    /// settings and live options change; nodes whose sockets are drawn differently keep the old
    /// ones until they are restarted. Positions in the plan stay what they are.
    void adopt(plan::RunPlan wanted);

    /// What is measured of the flows of a link from their next messages on; `Latency` at first.
    /// With `Counts` their latency is unknown, and what it was before that is not shown either.
    /// With `Capture` the newest messages are copied. Thread: any, once it has started.
    void setDetail(plan::LinkIndex link, metrics::Detail detail);
    [[nodiscard]] metrics::Detail detail(plan::LinkIndex link) const;
    /// Copies of messages of a flow that were seen after the copy number `seen`, as far as they are
    /// still kept; none unless its link is set to `Capture`. Thread: any, once it has started.
    [[nodiscard]] metrics::CapturedMessages captured(plan::FlowIndex flow,
                                                     std::uint64_t seen = 0) const;

    /// As it is now; `Snapshot::planVersion` tells when it has changed. Thread: any.
    [[nodiscard]] std::shared_ptr<const plan::RunPlan> plan() const;
    /// Every `count` is done and nothing is left to do. Thread: any.
    [[nodiscard]] bool isDone() const;
    /// Nobody will send anything new: the `count` of each is done, or it has failed, was stopped,
    /// or waits for ever for others that have failed. Where nobody sends of its own accord: none of
    /// the nodes works. Thread: any.
    [[nodiscard]] bool isExhausted() const;

    /// What the socket said about its options after it had bound and connected; empty before that.
    /// Without keys and passwords. Thread: any.
    [[nodiscard]] std::vector<OptionReading> options(plan::SocketIndex socket) const;

    /// The bytes of a link with `recordWire`, times in nanoseconds since the start; nothing where
    /// none were ever to be recorded. Stays readable after the end. Thread: any.
    [[nodiscard]] std::optional<wire::WireRecord> wire(plan::LinkIndex link) const;
    /// Goes up with every change of what `wire` says; cheap. Thread: any.
    [[nodiscard]] std::uint64_t wireVersion(plan::LinkIndex link) const;

    /// Newest figures; null before the first sample. Thread: any; never waits long.
    [[nodiscard]] metrics::SnapshotPtr latest() const;
    /// Samples newer than `sequence`, oldest first, as far as they are still kept (10 s, of
    /// large runs a second or more).
    [[nodiscard]] std::vector<metrics::SnapshotPtr> samplesSince(std::uint64_t sequence) const;
    /// Events from number `first` on; those that have not been taken are numbered from 0.
    /// Thread: any.
    [[nodiscard]] std::vector<RuntimeEvent> eventsSince(std::size_t first) const;
    /// All that have not been taken. The log is bounded: who takes them while it runs, and once
    /// more when it has stopped, misses none. Thread: any.
    [[nodiscard]] std::vector<RuntimeEvent> takeEvents();
    /// Events for which there was no room in the log. Thread: any.
    [[nodiscard]] std::uint64_t eventsLost() const;

private:
    class Impl;

    /// Hands a change to the supervisor.
    template <class Change>
    void request(Change change, bool isQuick = false);
    /// Null for a flow that is not there.
    [[nodiscard]] MessageTap* tapOf(plan::FlowIndex flow) const;

    std::unique_ptr<Impl> m_impl;
};

/// Versions and limits of this machine and its libzmq.
struct MachineFacts
{
    std::string zmqVersion;
    std::uint64_t descriptors = 0;
};

/// Raises the soft descriptor limit to the hard one first. Thread: main, before any run.
MachineFacts prepareMachine();

} // namespace topomq::runtime
