#pragma once
// The figures of a run at one moment, immutable once published.
// Units: messages, bytes, seconds since the start of the run; latencies in microseconds.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::metrics {

/// Why a message of a flow was lost. Each is counted where it happens.
enum class DropCause {
    SubscriberFull, ///< the publisher's queue for this subscriber was full
    LateJoiner, ///< published before the subscription had reached the publisher
    PeerFull, ///< a ROUTER's queue for this peer was full
    PeerGone, ///< the connection ended with the message on its way
    StaleReply, ///< came after its request had been given up
    Conflated, ///< overwritten by a newer message (CONFLATE)
    Linger, ///< thrown away when the socket closed
    UndrawnPeer, ///< the sender's choice fell on a program that is not in the topology
};
inline constexpr std::size_t kDropCauses = 8;
/// "subscriber_full", … as in the report.
[[nodiscard]] std::string_view toText(DropCause cause);

enum class NodeState {
    Starting,
    Running,
    Waiting,
    Blocked,
    Paused,
    Frozen,
    Stopped,
    Failed,
    Outside, ///< a program of its own: what it does nobody here knows
};
/// "running", …
[[nodiscard]] std::string_view toText(NodeState state);

/// The steps of a socket's life.
enum class SocketStage {
    None, ///< not made yet
    Created, ///< made, its options set
    Attached, ///< bound or connected
    Active, ///< its node sends and receives
    Closed,
};
/// "created", …
[[nodiscard]] std::string_view toText(SocketStage stage);

/// Of all values since the start of the run.
struct LatencySummary
{
    double min = 0;
    double p50 = 0;
    double p90 = 0;
    double p99 = 0;
    double p999 = 0;
    double max = 0;
    std::uint64_t count = 0;
    double mean = 0;
};

/// Of the values of the last moments, which are one to two seconds: what came before them is no
/// longer in it. A percentile is at most 1/32 of its value beside the true one.
/// In a run of more flows than are looked at in one sample each has its turn, and in the largest
/// (beyond 3,200 flows at 25 samples a second) the last moments are as long as a turn takes.
/// Small, since every sample holds one for each flow.
struct RecentLatency
{
    /// But for the largest runs, in seconds.
    static constexpr double kLongest = 2;

    float p50 = 0;
    float p90 = 0;
    float p99 = 0;
    /// How long these moments are.
    float seconds = 0;
    /// 0: nothing came in them, so that the percentiles are unknown.
    std::uint64_t count = 0;

    friend bool operator==(const RecentLatency&, const RecentLatency&) = default;
};

struct RoundTripFigures
{
    LatencySummary whole;
    RecentLatency recent;
};

/// Where the messages of a flow over tcp or ipc are now; each stage is exact to within those that
/// moved while the sample was taken, and all three together are `inFlight`.
struct FlowStages
{
    /// Accepted by the socket and not yet handed to the kernel in full.
    std::uint64_t sender = 0;
    std::uint64_t kernel = 0;
    std::uint64_t kernelBytes = 0;
    /// Taken from the kernel and not yet by the node.
    std::uint64_t receiver = 0;
    /// `sender` is this flow's likely part of a queue that it shares.
    bool senderIsEstimated = false;
};

/// The near side of a flow from or to a program outside, over tcp or ipc with one connection: our
/// own counts, and what the kernel says of the connection. The far side is unknown.
struct NearSide
{
    bool isSending = false;
    /// Sending: accepted by our socket and not yet handed to the kernel; nothing while the socket
    /// chooses among several peers, or publishes. Receiving: taken from the kernel and not yet by
    /// the node; nothing where libzmq may throw some of them away.
    std::optional<std::uint64_t> queued;
    /// Messages that the kernel was handed, or that came from it.
    std::uint64_t passed = 0;
    // Nothing over ipc, where the kernel does not say.
    /// Bytes that wait in our kernel: sent and not acknowledged by the other end (SIOCOUTQ), or
    /// come in and not taken (SIOCINQ).
    std::optional<std::uint64_t> kernelBytes;
    /// Bytes that the other end has acknowledged, or that have come from it (TCP_INFO).
    std::optional<std::uint64_t> wireBytes;
    /// Round trip of the network, in microseconds (TCP_INFO).
    std::optional<double> networkRoundTrip;
    /// Share of the connection's time in which the other end took no more (rwnd_limited), 0 to 1.
    std::optional<double> heldUpByPeer;
    /// The kernel's count of bytes is ours; nothing while bytes passed between the two looks.
    std::optional<bool> agrees;
};

/// How many were dropped by each cause. Takes no memory as long as none was; copies share it.
/// Thread: a plain value.
class DropCounts
{
public:
    using Counts = std::array<std::uint64_t, kDropCauses>;

    DropCounts() = default;

    DropCounts(const Counts& counts) // NOLINT(google-explicit-constructor): the same in other form
        : m_counts(std::make_shared<Counts>(counts))
    { }

    [[nodiscard]] std::uint64_t operator[](std::size_t cause) const { return counts()[cause]; }

    /// To be written.
    [[nodiscard]] std::uint64_t& operator[](std::size_t cause);

    [[nodiscard]] std::uint64_t at(std::size_t cause) const { return counts().at(cause); }

    [[nodiscard]] Counts::const_iterator begin() const { return counts().begin(); }

    [[nodiscard]] Counts::const_iterator end() const { return counts().end(); }

private:
    [[nodiscard]] const Counts& counts() const;

    std::shared_ptr<Counts> m_counts;
};

/// In the order of RunPlan::flows.
struct FlowFigures
{
    /// Nothing where it cannot be known: the far side of an `external` node. What is published to
    /// one counts from when the kernel has it.
    std::optional<std::uint64_t> sent;
    std::optional<std::uint64_t> received;
    std::optional<std::uint64_t> inFlight;
    std::optional<std::uint64_t> dropped;
    DropCounts droppedByCause;
    std::uint64_t bytesSent = 0;
    std::uint64_t bytesReceived = 0;
    /// Highest in-flight of all samples so far, as far as it is certain: never an estimate, and
    /// without what was in hand.
    std::uint64_t depthMax = 0;
    /// Of `inFlight`: more than an inproc queue can hold, so that it is in the hands of those at
    /// its ends, just being sent or taken.
    std::uint64_t inHand = 0;
    /// How many the queues can hold: SNDHWM + RCVHWM; 0: no limit. On tcp and ipc the kernel's
    /// buffers come on top.
    std::uint64_t limit = 0;
    /// `sent`, `in_flight` and `dropped` are predicted (a sender that chooses its peer, or drops
    /// not yet found); `received` never is.
    bool estimated = false;
    /// Received per second over the last sampling interval(s); where that cannot be known, sent per
    /// second (`isRateOfSent`); 0 where neither can (`hasRate`).
    double messagesPerSecond = 0;
    double bytesPerSecond = 0;
    /// Since the start; in a plot over time the one below belongs.
    LatencySummary latency;
    RecentLatency recentLatency;
    /// Of a flow of replies: from the call of send of the request to the return of receive; null
    /// for others.
    std::shared_ptr<const RoundTripFigures> roundTrips;
    /// Share of the last interval in which its receiver waited for it, so that a message would have
    /// been taken at once; nothing for a receiver outside.
    std::optional<double> readiness;
    /// Null but for flows from or to a program outside.
    std::shared_ptr<const NearSide> nearSide;
    /// Nothing over inproc (one queue) and where libzmq's connections cannot be followed.
    std::optional<FlowStages> stages;
    /// Bytes that the sender's connections gave to the kernel, with all that ZeroMQ adds; nothing
    /// as for `stages`.
    std::optional<std::uint64_t> wireBytes;

    /// `roundTrips` since the start, or that of none.
    [[nodiscard]] const LatencySummary& roundTrip() const;
    /// The same of the last moments.
    [[nodiscard]] const RecentLatency& recentRoundTrip() const;

    /// Nothing of the books is unknown, so that they can be held against each other.
    [[nodiscard]] bool isWhole() const { return sent && received && inFlight && dropped; }

    /// One of its ends is counted, so that there is a rate at all.
    [[nodiscard]] bool hasRate() const { return received || sent; }

    /// What arrives is known to a program outside only.
    [[nodiscard]] bool isRateOfSent() const { return !received && sent; }
};

/// `inFlight` without what is in hand.
[[nodiscard]] std::optional<std::uint64_t> waitingOf(const FlowFigures& figures);

/// What of `inFlight` stands in the queues that `limit` is of: over tcp and ipc without what the
/// kernel holds beside them, as far as that is known.
[[nodiscard]] std::optional<std::uint64_t> queuedOf(const FlowFigures& figures);

struct SocketFigures
{
    /// Concrete addresses, in the order of the plan's binds; null until bound. Shared by all
    /// snapshots between two changes.
    std::shared_ptr<const std::vector<std::string>> addresses;
    /// Of one that chooses among several peers: accepted by send but not yet attributable to a
    /// flow, wherever it is.
    std::uint64_t queuedToSend = 0;
    /// Accepted by send and not yet handed to the kernel, for all peers together. Over inproc, and
    /// where connections cannot be followed, not yet received; without what may wait for programs
    /// outside where nobody can tell.
    std::uint64_t waitsAtSender = 0;
    std::uint64_t droppedUnroutable = 0;
    /// A ROUTER's queue was full for a peer of whom nobody knows by which link it is there; of
    /// others it stands at the flow.
    std::uint64_t droppedPeerFull = 0;
    std::uint64_t droppedNoSubscriber = 0;
    /// Those of `droppedNoSubscriber` that were published while there were subscribers: no prefix
    /// of theirs matched.
    std::uint64_t droppedFiltered = 0;
    /// Given up after SNDTIMEO: never accepted by the socket, so not in `sent`.
    std::uint64_t droppedTimeout = 0;
    std::uint64_t sent = 0;
    std::uint64_t received = 0;
    /// Sent over the network by all its connections, or to its multicast groups; nothing where
    /// some of them cannot be followed.
    std::optional<std::uint64_t> wireBytes;
    SocketStage stage = SocketStage::None;

    /// `addresses`, or none.
    [[nodiscard]] const std::vector<std::string>& bound() const;
};

/// Why a node does not go on.
enum class WaitCause {
    None,
    QueueFull, ///< every peer that could take its message is at its high-water mark
    NoPeer, ///< nobody is there that it could send to or hear from
    Reply, ///< it has asked, and no answer has come
    Message, ///< nothing has come in
};
/// "queue_full", …
[[nodiscard]] std::string_view toText(WaitCause cause);

struct NodeWait
{
    WaitCause cause = WaitCause::None;
    /// Places in the plan of the nodes for one of which it waits, each once.
    std::vector<std::uint32_t> on;
    /// Only one of these nodes can end it: there is no time-out, and no message is under way.
    bool isFinal = false;
    /// Seconds since the start of the run.
    double since = 0;
};

/// What a node did with the last interval, as shares from 0 to 1; what is missing to 1 is the
/// handling of messages itself.
struct TimeShares
{
    double service = 0; ///< its service time
    double blocked = 0; ///< waiting until a message can be sent
    double ready = 0; ///< waiting for a message
    double pacing = 0; ///< waiting for its own next turn
};

struct NodeFigures
{
    NodeState state = NodeState::Starting;
    /// Why it waits, blocks or failed, in words; empty when there is nothing to say.
    std::string reason;
    /// Stopped by a kill: without LINGER, as if its process had died.
    bool killed = false;
    /// Seconds since the state was entered.
    double inStateFor = 0;
    std::uint64_t sent = 0;
    std::uint64_t received = 0;
    double sentPerSecond = 0;
    double receivedPerSecond = 0;
    /// False where nobody counts what it sends or receives, as for a program outside: then what is
    /// said of it above means nothing.
    bool isSentCounted = true;
    bool isReceivedCounted = true;
    /// Share of the last interval in which it was busy with messages (service time), 0 to 1.
    double busy = 0;
    TimeShares shares;
    /// Nothing for waits shorter than a moment.
    NodeWait wait;
    /// It and others wait for each other, and nothing can end that (Snapshot::deadlocks).
    bool isDeadlocked = false;
    /// Time that it took for single messages, once they were taken from their queue.
    LatencySummary service;
};

/// What contradicts the books of a flow: counters of different threads that check each other.
enum class Contradiction {
    Sum, ///< sent is not received + in flight + dropped
    Overfull, ///< more under way than its queues can hold
    NeverSent, ///< the kernel was handed more than was sent
    NeverWritten, ///< more came from the kernel than it was handed
    NeverArrived, ///< the node took more than came from the kernel
    OtherCount, ///< a socket counts other messages than all of its flows
    OtherBytes, ///< the kernel counts other bytes on a connection than passed through our hands
};

/// A flow whose books do not add up.
struct Imbalance
{
    /// Its place in the plan.
    std::uint32_t flow = 0;
    Contradiction what = Contradiction::Sum;
    /// Seconds since the start of the run.
    double since = 0;

    friend bool operator==(const Imbalance&, const Imbalance&) = default;
};

/// What measuring costs now, as shares of one core.
struct MeasuringCost
{
    double sampling = 0; ///< making snapshots, and what the run's own thread does beside
    double monitors = 0; ///< reading the events of sockets
    /// Counting and stamping each message, in the threads that send and receive; measured on few
    /// messages and multiplied. Connections that do not say whose they are (CURVE, WebSocket) count
    /// for every run of the process.
    double messages = 0;

    [[nodiscard]] double total() const { return sampling + monitors + messages; }
};

struct Snapshot
{
    /// Counts up by one; a gap means that the reader was late.
    std::uint64_t sequence = 0;
    double time = 0;
    std::vector<FlowFigures> flows;
    std::vector<SocketFigures> sockets;
    std::vector<NodeFigures> nodes;
    /// By flow: the prefixes that its receiving end is subscribed to now (publish-subscribe flows
    /// only, empty for others). Shared by all snapshots between two changes.
    std::shared_ptr<const std::vector<std::vector<std::string>>> subscriptions;
    /// By link: cut by the user.
    std::vector<bool> isCut;
    /// Counts up when the plan has grown; the vectors above are longer then.
    std::uint64_t planVersion = 0;
    /// Of all flows that have a rate.
    double messagesPerSecond = 0;
    std::uint64_t queued = 0;
    std::uint64_t dropped = 0;
    /// `sent = received + in flight + dropped` holds for every flow without unknowns, and nothing
    /// else contradicts the books: `imbalances` is empty.
    bool conserved = true;
    std::vector<Imbalance> imbalances;
    /// By the places of nodes: groups that wait for each other for ever.
    std::vector<std::vector<std::uint32_t>> deadlocks;
    MeasuringCost cost;
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

} // namespace topomq::metrics
