#pragma once
// The books of a run: what each flow's two ends have counted, each by its own thread.

#include "engine/metrics/counter.h"
#include "engine/metrics/latency_histogram.h"
#include "engine/metrics/snapshot.h"
#include "engine/plan/run_plan.h"
#include "engine/runtime/connection_identity.h"
#include "engine/runtime/gap_book.h"
#include "engine/runtime/time_fifo.h"
#include "engine/runtime/wire_meter.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::runtime {

/// How a socket finds the peer for a message; decides where `sent` is counted.
enum class Dispatch {
    Balanced, ///< PUSH, DEALER, REQ: libzmq chooses; counted at the socket
    Publish, ///< PUB, XPUB: to all that match; counted per set of matching flows
    Targeted, ///< ROUTER, REP, PAIR: the sender knows; counted at the flow
    None, ///< cannot send messages of a flow
};
[[nodiscard]] Dispatch dispatchOf(model::SocketType type);
/// The queue of the flow at this end of it keeps only the newest message (CONFLATE).
[[nodiscard]] bool
conflatesAt(const plan::RunPlan& plan, plan::FlowIndex flow, plan::SocketIndex end);
/// The same at either end.
[[nodiscard]] bool conflates(const plan::RunPlan& plan, plan::FlowIndex flow);
/// How many peers a balanced sender deals its messages out to in strict turn; 0 where it may skip
/// one. Queues that hold only the newest message (CONFLATE) are never full, so that libzmq skips
/// none of them.
[[nodiscard]] std::uint32_t turnsOf(const plan::RunPlan& plan, plan::SocketIndex sender);

/// Both ends of one flow. Thread: each side is written by the thread that owns that socket and
/// may be read by any.
struct FlowLedger
{
    /// `isInproc`: no connection, and so no wire.
    explicit FlowLedger(bool isInproc);
    FlowLedger(const FlowLedger&) = delete;
    FlowLedger& operator=(const FlowLedger&) = delete;

    static constexpr std::uint8_t kWhole = 0xff;

    struct alignas(64) SenderSide
    {
        metrics::Counter sent; ///< Targeted only
        metrics::Counter bytes;
        metrics::Counter peerFull;
        metrics::Counter peerGone;
        /// Its connection has ended with messages on their way: what that means for the next gap.
        /// Thread: any; beside these because all are seldom written and read together.
        std::atomic<std::uint8_t> brokenBy{kWhole};
        /// It has ended at least once, and what no queue holds any more was lost then.
        std::atomic<bool> wasBroken{false};
    };

    struct alignas(64) ReceiverSide
    {
        metrics::Counter received;
        metrics::Counter bytes;
        /// Delivered although it did not match any more (a subscription was just taken back).
        metrics::Counter unmatched;
        /// Arrived at the socket, and lost there: among `dropped`, not among `received`.
        metrics::Counter discarded;
        /// Goes up with every change of `lost`, which is then worth a look.
        metrics::Counter losses;
        /// Number in the sender's order of the newest arrival (Balanced and Targeted).
        std::atomic<std::uint64_t> last{0};
        /// Balanced and in strict turn: whose turn it is with this flow, from 1; 0: nothing has
        /// come yet; kMixedTurns: the turns have shifted.
        std::atomic<std::uint32_t> turn{0};
        /// Publish: the same by match class. Only the receiver's thread.
        std::vector<std::uint64_t> lastByClass;
        /// Publish: arrivals too short for a number that no gap has been explained by yet. Only
        /// the receiver's thread.
        std::uint64_t unnumbered = 0;
        /// By cause.
        std::array<metrics::Counter, metrics::kDropCauses> lost;
        /// Ends of its connections; over inproc those that the run has made. Thread: any; beside
        /// these because every arrival asks for it.
        std::atomic<std::uint32_t> breaks{0};
        /// Those of them after which something has come by a new connection.
        std::atomic<std::uint32_t> knownBreaks{0};
        /// That by which the newest arrival came, as far as that was looked at. Only the receiver's
        /// thread.
        ConnectionIdentity connection;
        /// New connections by which something has come. Only the receiver's thread.
        std::uint32_t renewals = 0;
        /// Publish: what that was at the newest arrival, by match class. Only the receiver's
        /// thread.
        std::vector<std::uint32_t> renewalsByClass;
        /// Why that is missing which came before the newest of them. Only the receiver's thread.
        metrics::DropCause breakCause = metrics::DropCause::PeerGone;
        /// What was lost since the first end of a connection, or beside a second one, and may
        /// come yet. Only the receiver's thread.
        GapBook gaps;

        void lose(metrics::DropCause cause, std::uint64_t count = 1)
        {
            lost[static_cast<std::size_t>(cause)].add(count);
            losses.add();
        }

        /// It has come after all.
        void find(metrics::DropCause cause)
        {
            lost[static_cast<std::size_t>(cause)].take();
            losses.add();
        }
    };

    static constexpr std::uint32_t kMixedTurns = 0xffffffff;

    /// The run has ended its connection. Thread: the supervisor's.
    void breakUp(metrics::DropCause cause);

    /// A connection of it has ended, by the run or by itself. Thread: any.
    [[nodiscard]] bool hasBroken() const
    {
        return sender.wasBroken.load(std::memory_order_acquire)
            || wire.ended.load(std::memory_order_acquire) > 0;
    }

    SenderSide sender;
    ReceiverSide receiver;
    /// Its receiver has been stopped, and nobody could say how much was lost with that: what is
    /// missing may be found by the next arrival. Thread: the supervisor's.
    bool hasUnsettledStop = false;
    /// Between the two, where it goes through the kernel. All flows over inproc have the same, in
    /// which nothing is ever entered.
    const std::unique_ptr<WireLedger> ownWire;
    WireLedger& wire;
    metrics::LatencyHistogram latency;
    /// A flow of replies: since the request was sent.
    metrics::LazyHistogram roundTrip;
    /// Send times of messages without a stamp, over tcp and ipc.
    TimeFifo sendTimes;
};

/// The prefixes of one subscriber as its publishers must know them.
/// Thread: any.
class SubscriptionSet
{
public:
    void set(std::vector<std::string> prefixes);
    /// Takes out each of `ended` once, as far as it is there, and adds those that have begun.
    void change(const std::vector<std::string>& ended, const std::vector<std::string>& begun);
    [[nodiscard]] std::vector<std::string> prefixes() const;

private:
    mutable std::mutex m_mutex; // protects the list
    std::vector<std::string> m_prefixes;
};

/// One set of flows that some message of a publisher matched, and how many did.
struct MatchClass
{
    std::vector<plan::FlowIndex> flows;
    metrics::Counter count;
    metrics::Counter bytes;
    /// None of its messages was smaller, frames before the last not counted.
    static constexpr std::uint64_t kNone = std::numeric_limits<std::uint64_t>::max();
    std::atomic<std::uint64_t> smallest{kNone};

    [[nodiscard]] bool contains(plan::FlowIndex flow) const;
};

/// The match classes of one publishing socket, in the order in which they first occurred.
/// Thread: `classFor` by the socket's owner; the rest by any.
class PublisherLedger
{
public:
    static constexpr std::size_t kMostClasses = 4096;

    PublisherLedger();

    /// Finds or makes the class of these flows (ascending).
    [[nodiscard]] std::size_t classFor(const std::vector<plan::FlowIndex>& flows);

    [[nodiscard]] std::size_t size() const { return m_size.load(std::memory_order_acquire); }

    [[nodiscard]] MatchClass& at(std::size_t index) { return *m_classes[index]; }

    [[nodiscard]] const MatchClass& at(std::size_t index) const { return *m_classes[index]; }

    /// Counts up whenever a subscriber of this socket changed its prefixes.
    std::atomic<std::uint64_t> subscriptionVersion{1};

private:
    std::vector<std::unique_ptr<MatchClass>> m_classes;
    std::atomic<std::size_t> m_size{0};
};

/// What a socket counts beside its flows. Thread: written by the owner, read by any.
struct alignas(64) SocketLedger
{
    metrics::Counter sent;
    metrics::Counter bytesSent;
    metrics::Counter received;
    metrics::Counter droppedUnroutable;
    /// A ROUTER's queue was full for a peer of whom no flow is known.
    metrics::Counter droppedPeerFull;
    metrics::Counter droppedNoSubscriber;
    /// Those among them for which there were subscribers, of something else.
    metrics::Counter droppedFiltered;
    /// Counting and stamping its messages took, in ticks: measured on few and multiplied.
    metrics::Counter measuringTicks;
    /// Most messages that it has ever held back for its node, taken from its queues before their
    /// time: so many more are under way than these hold.
    std::atomic<std::uint64_t> mostHeldBack{0};
    /// Its node was ready to take a message from it, in ticks.
    metrics::Counter readyTicks;
    /// Given up after SNDTIMEO: never accepted by the socket.
    metrics::Counter droppedTimeout;
    /// Received from programs of which no flow is known.
    metrics::Counter fromStrangers;
    /// All that a ROUTER was given and did not give back, whatever became of it.
    metrics::Counter handedToRouter;
    /// Connections of one that chooses its peers with programs that are not in the plan, so far.
    /// Thread: written by libzmq's I/O threads.
    std::atomic<std::uint32_t> strangers{0};
    /// Null unless it publishes.
    std::unique_ptr<PublisherLedger> publisher;
    std::atomic<metrics::SocketStage> stage{metrics::SocketStage::None};
};

} // namespace topomq::runtime
