#pragma once
// Makes the figures of a moment out of the books: rates, depths, states, and the check that every
// message is accounted for.

#include "engine/metrics/balance_estimate.h"
#include "engine/metrics/highest_depth.h"
#include "engine/metrics/latency_buckets.h"
#include "engine/metrics/latency_follower.h"
#include "engine/metrics/snapshot.h"
#include "engine/runtime/flow_traits.h"
#include "engine/runtime/node_context.h"
#include "engine/runtime/run_context.h"
#include "engine/runtime/wait_finder.h"

#include <array>
#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

namespace topomq::runtime {

class SocketMonitors;

/// Thread: the supervisor's only.
class Sampler
{
public:
    /// Without `monitors` nothing is known of connections that nobody can follow byte by byte.
    Sampler(const RunContext& run,
            const std::vector<std::unique_ptr<NodeStatus>>& statuses,
            SocketMonitors* monitors = nullptr);

    /// `paused` and `final` only change how states are told.
    [[nodiscard]] metrics::SnapshotPtr
    sample(bool paused, const metrics::MeasuringCost& cost, std::uint64_t planVersion = 0);
    /// The plan has grown, or limits in it have changed.
    void refresh();

    /// Messages under way on flows where that is known, and on those of publishers, whose losses
    /// are only found by the next arrival. Of those to programs outside what waits on our side.
    struct UnderWay
    {
        std::uint64_t certain = 0; ///< what the kernel has of the others is among them
        std::uint64_t published = 0;
        /// Sum of all counters: stays the same while nothing moves.
        std::uint64_t moved = 0;
        /// Of what is `published`, or goes outside: on these flows nobody has counted what the
        /// kernel has.
        std::vector<plan::FlowIndex> unseen;
    };

    [[nodiscard]] UnderWay underWay() const;
    /// What the rate of a flow counts (FlowFigures::messagesPerSecond) so far.
    [[nodiscard]] std::uint64_t rated(plan::FlowIndex flow) const;
    /// Nothing moves any more and all queues are empty: what publishers sent and nobody received
    /// after the last arrival was lost, too.
    void settleTrailing();
    /// Its sender chooses among several.
    [[nodiscard]] bool isShared(plan::FlowIndex flow) const;
    /// Over tcp or ipc, its connection has ended at both ends, and its sender stands still. So many
    /// that the kernel had were lost; `isOnTop`: none of them has been found before.
    void noteReceiverStopped(plan::FlowIndex flow, std::uint64_t lost, bool isOnTop);
    /// Over tcp or ipc, and its connection has ended at that end.
    void noteSenderStopped(plan::FlowIndex flow);

private:
    struct Totals
    {
        std::uint64_t sent = 0;
        std::uint64_t received = 0;
        std::uint64_t dropped = 0;
        std::uint64_t bytesSent = 0;
        std::uint64_t bytesReceived = 0;
    };

    struct Moment
    {
        double time = 0;
        /// By flow: what its rates count.
        std::vector<std::uint64_t> messages;
        std::vector<std::uint64_t> bytes;
        std::vector<std::uint64_t> nodeSent;
        std::vector<std::uint64_t> nodeReceived;
        /// Ticks spent on measuring single messages.
        std::uint64_t measuring = 0;

        /// What a node has done so far, in ticks, waits that go on included.
        struct Ticks
        {
            std::uint64_t blocked = 0;
            std::uint64_t ready = 0;
            std::uint64_t pacing = 0;
            std::uint64_t busy = 0;
        };

        std::vector<Ticks> nodes;
        /// By socket: its node was ready for a message from it.
        std::vector<std::uint64_t> ready;
    };

    [[nodiscard]] Totals totalsOf(plan::FlowIndex flow) const;
    [[nodiscard]] bool isExternal(plan::SocketIndex socket) const;
    /// Of a flow to a program outside whose sender has other peers: what the kernel has of it in
    /// full. Nothing: nobody can follow it.
    [[nodiscard]] std::optional<std::uint64_t> handedOutside(plan::FlowIndex flow) const;
    /// Messages may wait for it at its sender.
    [[nodiscard]] bool waitsForOutside(plan::FlowIndex flow) const;
    void lookOutside(plan::FlowIndex flow, UnderWay& result) const;
    /// Counted by the receiver, or settled.
    [[nodiscard]] std::uint64_t droppedOf(plan::FlowIndex flow) const;
    /// libzmq may throw messages of this flow away without a word: found by the next arrival.
    [[nodiscard]] bool mayLose(plan::FlowIndex flow) const;
    /// Its sender chooses its peers, and a program that is not in the plan has been one of them.
    [[nodiscard]] bool goesAstray(plan::FlowIndex flow) const;
    /// Who asked no longer waits for what comes late.
    [[nodiscard]] bool givesUp(plan::FlowIndex flow) const;
    [[nodiscard]] bool mayDropReplies(plan::FlowIndex flow) const;
    /// Connections of it have ended with messages on their way: what does not come any more was
    /// lost then.
    [[nodiscard]] bool hasLost(plan::FlowIndex flow) const;
    /// Messages, or parts of one, that the kernel has for a node that would take them; nothing
    /// where its connections cannot be followed.
    [[nodiscard]] std::optional<std::uint64_t> comingFromKernel(plan::FlowIndex flow) const;
    /// Of a flow whose sender chooses: what is in none of its queues any more, but for drops.
    [[nodiscard]] std::optional<std::uint64_t> settledBy(plan::FlowIndex flow) const;
    /// Its connection has just ended by itself, and its sender may be about to connect again.
    [[nodiscard]] bool mayReconnect(plan::FlowIndex flow) const;
    void lookIntoKernel(plan::FlowIndex flow, UnderWay& result) const;
    /// There is no queue in which a message of this flow could be under way.
    [[nodiscard]] bool cannotWait(plan::FlowIndex flow) const;
    void settleShared(plan::SocketIndex socket);
    /// How many messages a balanced sender has given to each of its flows, where it deals them out
    /// in strict turn; empty where that is not known.
    [[nodiscard]] std::vector<std::uint64_t> dealt(plan::SocketIndex socket) const;
    [[nodiscard]] metrics::DropCause trailingCause(plan::FlowIndex flow) const;
    /// By a connection that is newer than all that have ended.
    [[nodiscard]] bool hasComeAgain(plan::FlowIndex flow) const;
    /// Of what was lost with its newest connection.
    [[nodiscard]] metrics::DropCause breakCause(plan::FlowIndex flow) const;

    /// The counters of a flow as nearly as possible at one moment.
    struct Look
    {
        Totals totals;
        /// Dropped beside `totals.dropped`, and not found yet.
        std::uint64_t unfound = 0;
    };

    [[nodiscard]] Look lookAt(plan::FlowIndex flow);
    /// Inproc: so many more are under way than the queues hold.
    [[nodiscard]] std::uint64_t beyondLimit(plan::FlowIndex flow, const Look& look) const;
    /// FlowFigures::inHand.
    [[nodiscard]] std::uint64_t inHandOf(plan::FlowIndex flow, std::uint64_t inFlight) const;
    /// So many places further on books are asked for before they are read: those of thousands are
    /// in no cache when a twentieth of a second has passed.
    static constexpr std::uint32_t kAhead = 8;
    /// Its books will be read soon.
    void prefetch(plan::FlowIndex flow) const;
    void fillFlow(plan::FlowIndex flow, metrics::FlowFigures& figures);
    /// Says "unknown" of what several flows have lost together.
    void leaveUntold(plan::FlowIndex flow, metrics::FlowFigures& figures) const;

    // sampler_shares.cpp: senders that choose among several peers.
    /// What a socket that chooses has under way to each of its peers.
    struct Shares
    {
        std::vector<std::uint64_t> dropped;
        std::vector<std::uint64_t> inFlight;
        bool isExact = false;
    };

    void fillShared(metrics::Snapshot& snapshot);
    /// What its receiver has shown, but for losses; nothing where nobody can follow it.
    [[nodiscard]] std::optional<metrics::BalanceObservation::Peer>
    peerOf(plan::FlowIndex flow) const;
    /// Most that an inproc flow can have waiting; 0: no limit, as where the kernel has buffers.
    [[nodiscard]] std::uint64_t mostWaiting(plan::FlowIndex flow) const;
    /// Over tcp and ipc: most that its sender holds before the kernel has it, and has lost there
    /// with connections that have ended.
    [[nodiscard]] std::uint64_t mostAtSender(plan::FlowIndex flow) const;
    /// Moves what is under way to where it surely is: in front come those that have left.
    void settleShares(const std::vector<plan::FlowIndex>& flows,
                      const metrics::BalanceObservation& seen,
                      Shares& shares) const;
    void enterShares(const std::vector<plan::FlowIndex>& flows,
                     const metrics::BalanceObservation& seen,
                     const Shares& shares,
                     metrics::Snapshot& snapshot) const;
    /// One of them leads outside where nobody can follow: what the others were given is unknown.
    void leaveShareUnknown(const std::vector<plan::FlowIndex>& flows,
                           metrics::Snapshot& snapshot) const;

    // sampler_depth.cpp: how much has waited at most.
    void noteDepth(plan::FlowIndex flow, metrics::FlowFigures& figures);
    [[nodiscard]] std::uint64_t certainlyWaiting(plan::FlowIndex flow,
                                                 const metrics::FlowFigures& figures) const;
    /// Its queue has been full.
    [[nodiscard]] bool hasOverflown(plan::FlowIndex flow,
                                    const metrics::FlowFigures& figures) const;
    void noteLeast(const std::vector<plan::FlowIndex>& flows,
                   const metrics::BalanceObservation& seen);

    // sampler_losses.cpp: what must have been dropped, though nobody has found it yet.
    /// What its queues hold has a limit, and libzmq throws away what is too much.
    [[nodiscard]] bool isBoundedAndLossy(plan::FlowIndex flow) const;
    /// The same over tcp and ipc: what the kernel was given is known, and the queue before it.
    [[nodiscard]] bool isBoundedBeforeKernel(plan::FlowIndex flow) const;
    /// Of all that had been sent, no more than this can have been kept by now.
    [[nodiscard]] std::uint64_t mostKept(plan::FlowIndex flow, const Totals& totals) const;
    /// Most that a connection can have taken from its queue before the kernel is known to have it.
    [[nodiscard]] std::uint64_t mostInEncoder(plan::FlowIndex flow) const;
    /// How many more than were found. `sentBefore` was counted before `totals`; nothing: the flow
    /// tells nothing new.
    [[nodiscard]] std::uint64_t certainLoss(plan::FlowIndex flow,
                                            std::optional<std::uint64_t> sentBefore,
                                            const Totals& totals);

    /// Of what no queue can hold: dropped most likely. Said of this sample, and not remembered.
    [[nodiscard]] std::uint64_t likelyLoss(plan::FlowIndex flow, const Look& look);
    /// The same over tcp and ipc, where an end of the flow keeps only the newest message.
    [[nodiscard]] std::uint64_t likelyOverwritten(plan::FlowIndex flow, const Look& look) const;

    // sampler_books.cpp: the run checks itself.
    void checkBooks(plan::FlowIndex flow, metrics::Snapshot& snapshot);
    /// Beside those in an inproc queue: one that is entered as sent and not in the queue yet, and
    /// one that is out of it and not entered as received yet.
    static constexpr std::uint64_t kInHand = 2;
    /// Its connection has never ended: after that, what its receiver still reads from the old queue
    /// comes on top of what the new one holds.
    [[nodiscard]] bool hasOneQueue(plan::FlowIndex flow) const;
    /// What an inproc flow can have under way beside what its queue holds.
    [[nodiscard]] std::uint64_t outOfQueue(plan::FlowIndex flow) const;
    /// So much is under way for certain, however long this thread is held up between two counters.
    [[nodiscard]] std::uint64_t leastInFlight(plan::FlowIndex flow) const;
    [[nodiscard]] std::optional<metrics::Contradiction>
    contradictionOf(plan::FlowIndex flow, const metrics::FlowFigures& figures) const;

    // sampler_socket_books.cpp: the same for sockets and their connections.
    /// libzmq encodes and reads so many bytes at a time (out_batch_size, in_batch_size), in which
    /// no message takes fewer than two.
    static constexpr std::uint64_t kMostInBatch = 8192 / 2 + 2;
    /// What it sends may be lost on its way without a counter that says so at once.
    [[nodiscard]] bool mayVanish(plan::FlowIndex flow) const;
    /// No longer in the queue before the kernel or, over inproc, in any.
    [[nodiscard]] std::uint64_t outOfSender(plan::FlowIndex flow) const;
    /// Of `sent`, counted before, more is left than the queues of these flows can have held.
    [[nodiscard]] bool isOverfull(const std::vector<plan::FlowIndex>& flows,
                                  std::uint64_t sent) const;
    [[nodiscard]] bool isReceiverOverfull(plan::FlowIndex flow) const;
    [[nodiscard]] std::optional<metrics::Contradiction>
    wireContradiction(plan::FlowIndex flow) const;
    [[nodiscard]] std::optional<metrics::Contradiction>
    choosersContradiction(plan::SocketIndex socket) const;
    [[nodiscard]] bool isMiscountedByPublisher(plan::SocketIndex socket) const;
    /// So many messages, at most, have matched no subscriber.
    [[nodiscard]] static std::uint64_t mostOfNobody(const PublisherLedger& publisher);
    [[nodiscard]] bool isMiscountedByRouter(plan::SocketIndex socket) const;
    [[nodiscard]] bool isMiscountedAtArrival(plan::SocketIndex socket) const;
    [[nodiscard]] std::optional<metrics::Contradiction>
    socketContradiction(plan::SocketIndex socket) const;
    void checkSockets(metrics::Snapshot& snapshot);

    // sampler_stages.cpp: what the connections say.
    /// Messages of the flow that the kernel or the receiver's queue has; nothing where unknown.
    struct OnTheWay
    {
        std::uint64_t kernel = 0;
        std::uint64_t kernelBytes = 0;
        std::uint64_t receiver = 0;
    };

    /// `onTheWay` knows.
    [[nodiscard]] bool isFollowed(plan::FlowIndex flow) const;
    [[nodiscard]] std::optional<OnTheWay> onTheWay(plan::FlowIndex flow) const;
    void fillStages(plan::FlowIndex flow, metrics::FlowFigures& figures) const;
    [[nodiscard]] std::uint64_t waitsAtSender(plan::FlowIndex flow,
                                              const metrics::FlowFigures& figures) const;
    void fillSenders(metrics::Snapshot& snapshot) const;
    void findGroups();
    void fillWireBytes(metrics::Snapshot& snapshot) const;
    void fillSockets(metrics::Snapshot& snapshot);
    void fillNodes(metrics::Snapshot& snapshot, bool paused, const Moment& now) const;
    /// What its rates are made of, but for waits.
    [[nodiscard]] Moment countsIn(const metrics::Snapshot& snapshot) const;
    void fillRates(metrics::Snapshot& snapshot, const Moment& now) const;
    void fillLatencies(metrics::Snapshot& snapshot);
    void lookAtRoundTrip(plan::FlowIndex flow, double time);
    void fillSubscriptions(metrics::Snapshot& snapshot);
    void sumUp(metrics::Snapshot& snapshot);
    void look(Moment& now, const metrics::Snapshot& snapshot) const;
    [[nodiscard]] metrics::NodeFigures
    nodeFigures(plan::NodeIndex node, bool paused, const Moment& now) const;
    void fillServices(metrics::Snapshot& snapshot);

    // sampler_near.cpp: flows from and to programs outside.
    void fillNearSides(metrics::Snapshot& snapshot);
    /// Of those sent by this flow, when so many had passed to the kernel.
    [[nodiscard]] std::optional<std::uint64_t> queuedForOutside(plan::FlowIndex flow,
                                                                const metrics::FlowFigures& figures,
                                                                std::uint64_t passed) const;
    [[nodiscard]] std::optional<metrics::NearSide>
    nearSideOf(plan::FlowIndex flow, const metrics::FlowFigures& figures) const;

    const RunContext& m_run;
    const std::vector<std::unique_ptr<NodeStatus>>& m_statuses;
    std::uint64_t m_sequence = 0;
    std::vector<std::uint64_t> m_limit;
    std::vector<metrics::HighestDepth> m_depths;
    /// Of a flow whose sender chooses: so many are under way for certain.
    std::vector<std::uint64_t> m_leastShare;
    std::vector<std::uint64_t> m_trailing;
    /// `m_trailing` is a part of what several flows have lost together, and nobody can say which:
    /// keeps the sum right, and is never shown.
    std::vector<bool> m_isUntold;

    /// What the receiver of a flow has counted as lost, as it was read last: most lose nothing, and
    /// need not be read again.
    struct Losses
    {
        std::uint64_t version = 0;
        std::uint64_t sum = 0;
    };

    using Causes = std::array<std::uint64_t, metrics::kDropCauses>;

    mutable std::vector<Losses> m_losses;
    mutable std::unordered_map<plan::FlowIndex, Causes> m_causes; ///< of those that lose any
    /// By socket: where it is bound, as of `m_boundVersion`.
    std::vector<std::shared_ptr<const std::vector<std::string>>> m_bound;
    /// Sockets that choose among several peers.
    std::vector<plan::SocketIndex> m_choosers;
    /// By socket: `turnsOf`.
    std::vector<std::uint32_t> m_turns;
    std::uint64_t m_boundVersion = 0;
    /// Most that is known to have been dropped so far, found or not.
    std::vector<std::uint64_t> m_leastDropped;
    /// In the last sample more was under way than the queues hold.
    std::vector<bool> m_wasBeyond;
    /// By socket: the largest SNDHWM that it has had, since a queue may be fuller than a lowered
    /// one allows; kNoLimit where it once had none.
    std::vector<std::uint64_t> m_mostSendMark;
    /// The same of RCVHWM.
    std::vector<std::uint64_t> m_mostReceiveMark;
    static constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

    std::vector<metrics::LatencyFollower> m_latency;

    struct RoundTrip
    {
        metrics::LatencyFollower follower;
        std::shared_ptr<const metrics::RoundTripFigures> figures;
    };

    /// Of the flows of replies.
    std::unordered_map<plan::FlowIndex, RoundTrip> m_roundTrip;
    /// Where histograms are read to, one after the other.
    metrics::LatencyBuckets m_buckets;
    std::vector<FlowTraits> m_traits;
    WaitFinder m_waits;
    /// Flows with one end outside.
    std::vector<plan::FlowIndex> m_outside;
    std::unordered_map<plan::NodeIndex, metrics::LatencySummary> m_service;
    /// By socket; null but for `m_choosers`.
    std::vector<std::unique_ptr<metrics::BalanceEstimate>> m_estimates;
    std::deque<Moment> m_moments;
    /// By flow: since when its books do not add up.
    std::vector<std::optional<double>> m_imbalancedSince;
    /// What contradicts the books of a socket, told at one of its flows.
    std::map<plan::SocketIndex, metrics::Imbalance> m_socketFaults;
    /// By socket: its multicast groups, and what had been sent to them before.
    std::vector<std::vector<std::pair<std::string, std::uint64_t>>> m_groups;
    std::shared_ptr<const std::vector<std::vector<std::string>>> m_subscriptions;
    std::uint64_t m_subscriptionChanges = 0;
};

} // namespace topomq::runtime
