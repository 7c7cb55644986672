#pragma once
// A ZeroMQ socket of a node that counts and stamps all that passes.

#include "engine/runtime/connecter.h"
#include "engine/runtime/matching.h"
#include "engine/runtime/message.h"
#include "engine/runtime/run_context.h"
#include "engine/runtime/stream_peers.h"
#include "engine/runtime/written_ring.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace topomq::runtime {

class NodeSeat;
class SocketMonitors;

/// Thread: the node's own, from `open` to `close`.
class SocketPort
{
public:
    SocketPort(RunContext& run, SlotPool& pool, plan::SocketIndex index);
    ~SocketPort();
    SocketPort(const SocketPort&) = delete;
    SocketPort& operator=(const SocketPort&) = delete;

    /// Creates the socket, sets its options, watches it. An error is a sentence; empty: none.
    [[nodiscard]] std::string open(SocketMonitors& monitors);
    /// Binds all addresses and makes known where; the first error is returned, the rest goes on.
    [[nodiscard]] std::string bindAll(NodeSeat& seat);
    /// Connects to all planned peers that are bound.
    [[nodiscard]] std::string connectAll();
    /// Connects a link to where its binder is, or will be, now; nothing to do for other links, cut
    /// ones and those that are connected so. An error is a sentence.
    [[nodiscard]] std::string attach(plan::LinkIndex link);
    /// Ends the connection of a link. What has come in by it and is not taken yet is lost, and
    /// counted so.
    void detach(plan::LinkIndex link);
    /// The same, but what has come in is kept for `receive`.
    void leave(plan::LinkIndex link);
    /// The plan has grown: looks up its flows again.
    void refresh();
    /// Reads all that has come in; `receive` gives it out as if it came then.
    void takeInAll();
    /// Counts all that has come in and is not taken yet as lost, and leaves its inproc peers.
    void endInputs();
    /// `inOrder`: with the LINGER that the user has set; else at once.
    void close(bool inOrder);

    void setStage(metrics::SocketStage stage)
    {
        m_ledger.stage.store(stage, std::memory_order_release);
    }

    /// SNDTIMEO and RCVTIMEO in milliseconds; -1 waits for ever.
    [[nodiscard]] std::int64_t sendTimeout() const { return m_sendTimeout; }

    [[nodiscard]] std::int64_t receiveTimeout() const { return m_receiveTimeout; }

    [[nodiscard]] const plan::PlannedSocket& planned() const { return m_planned; }

    [[nodiscard]] plan::SocketIndex index() const { return m_index; }

    [[nodiscard]] model::SocketType type() const { return m_planned.type; }

    /// Becomes readable when `canReceive` or `canSend` may have changed (edge-triggered).
    [[nodiscard]] int descriptor() const { return m_descriptor; }

    /// Both also do the socket's own pending work: accept peers, pass on subscriptions.
    [[nodiscard]] bool canReceive();
    [[nodiscard]] bool canSend();
    void service();

    /// Takes the next message if there is one, else does the pending work; never waits.
    [[nodiscard]] bool receive(Incoming& message);

    /// Fill the last frame of a message. False: no memory.
    [[nodiscard]] bool compose(Outgoing& message, const PayloadSpec& spec);
    [[nodiscard]] bool composeText(Outgoing& message, std::string_view text);
    /// A copy of what came in; a stamp in it is ours to renew.
    [[nodiscard]] bool composeCopy(Outgoing& message, std::string_view bytes, bool stamped);
    /// Never waits. A message that would block keeps its first time.
    [[nodiscard]] SendResult send(Outgoing& message);
    /// Gives up a message that would block, and counts it.
    void abandon(Outgoing& message);
    /// XSUB: passes a subscription (first byte 1) or its end (0) on to the publishers, and enters
    /// it in their books.
    void sendSubscription(std::string_view message);

    /// Null unless it is a STREAM.
    [[nodiscard]] StreamPeers* stream() { return m_stream.get(); }

    /// STREAM: closes the connection to this peer.
    void hangUp(const std::string& peer);

    [[nodiscard]] const std::string& lastError() const { return m_lastError; }

    /// So long the node has waited for a message of this socket, in ticks.
    void addReadiness(std::uint64_t ticks) { m_ledger.readyTicks.add(ticks); }

    /// The answer to what was first tried to be sent at `asked` (ticks) has come.
    void recordRoundTrip(const Incoming& reply, std::uint64_t asked);

    /// SNDHWM, RCVHWM and SUBSCRIBE of a live socket.
    void applyOption(const plan::PlannedOption& option);

private:
    /// The cost of measuring is itself measured on one message in so many.
    static constexpr unsigned kMeasured = 128;

    struct Entry
    {
        plan::FlowIndex flow = plan::kNone;
        metrics::Counter* count = nullptr;
        metrics::Counter* bytes = nullptr;
        bool pushedTime = false;
        bool matchedNobody = false;
        /// Publish only.
        const MatchClass* matched = nullptr;
    };

    /// A planned sender, with what each of its messages needs to know at hand.
    struct Sender
    {
        plan::SocketIndex socket = plan::kNone;
        plan::FlowIndex flow = plan::kNone;
        FlowLedger* ledger = nullptr;
        MessageTap* tap = nullptr;
        Dispatch dispatch = Dispatch::None;
        /// A gap in the numbers of its messages means a loss to this flow.
        bool numbersOneFlow = false;
        /// There are more links from this socket.
        bool hasTwin = false;
        /// It deals its messages out in strict turn to so many (turnsOf); 0: it may skip.
        std::uint32_t turns = 0;
    };

    struct Arrival
    {
        std::uint64_t now = 0; ///< when it was looked at
        plan::SocketIndex sender = plan::kNone;
        std::uint64_t sequence = 0;
        std::uint32_t matchClass = 0;
        std::uint64_t ticks = 0;
        plan::FlowIndex flow = plan::kNone; ///< where there are several from the sender
        bool known = false; ///< the sender is known
        bool numbered = false; ///< sequence and class are
        bool wide = false; ///< sequence has all 64 bits
    };

    /// A message that was read ahead of its turn.
    struct Waiting
    {
        std::unique_ptr<Incoming> message;
        Arrival arrival;
    };

    [[nodiscard]] std::string setOptions();
    /// REQ with a timeout; says what it has set beside what the user has.
    [[nodiscard]] std::string letAskAgain();
    /// Asks libzmq, which does its pending work first.
    [[nodiscard]] bool isReady(int event);
    [[nodiscard]] std::string bindOne(std::size_t index, NodeSeat& seat);
    void leaveInproc(bool all);
    /// For who connects from now on: libzmq keeps a copy of the options with each inproc name.
    void renewInprocNames();
    [[nodiscard]] std::string connectTo(const plan::PlannedConnect& planned);
    bool setInteger(int option, std::int64_t value);
    void sendUpstream(std::string_view message);
    [[nodiscard]] std::string subscribeAll();
    [[nodiscard]] std::string
    fail(const std::string& what, const std::string& address, const std::string& event);

    /// Every message reaches a socket of ours in the sender's own buffer and none can get lost on
    /// the way: then libzmq need not keep count of who holds a payload.
    [[nodiscard]] bool mayLend() const;

    /// Of those that place short messages themselves.
    struct Direct
    {
        std::string pattern; ///< topic and filler of the last payload
        std::uint32_t content = 0;
        WrittenRing ring;
    };

    [[nodiscard]] Direct& direct()
    {
        if (m_direct == nullptr)
            m_direct = std::make_unique<Direct>();
        return *m_direct;
    }

    /// Short messages over tcp and ipc: the I/O thread is busier than ours, and a message in one
    /// block of libzmq's own costs it least. Publishers must see a payload being let go of, and who
    /// receives over inproc must find our slot.
    [[nodiscard]] bool isDirect(std::size_t size) const;
    /// Its short messages may lie in a ring.
    [[nodiscard]] bool mayUseRing() const;
    [[nodiscard]] bool place(Outgoing& message, std::size_t size);
    /// Out of libzmq's own memory or the ring. False: no memory.
    [[nodiscard]] bool moveToSlot(Outgoing& message);
    void prepare(Outgoing& message) const;
    void stampNumber(Outgoing& message, std::size_t room) const;
    [[nodiscard]] Entry enter(Outgoing& message);
    void withdraw(const Entry& entry);
    void countBytes(const Outgoing& message, const Entry& entry);
    [[nodiscard]] plan::FlowIndex targetOf(const Outgoing& message) const;
    /// As its subscribers are now.
    [[nodiscard]] Matching& matching();
    [[nodiscard]] std::size_t matchClassOf(Matching& known, std::string_view firstFrame);
    void enterPublished(Outgoing& message, Entry& entry, std::uint32_t& matchClass);
    /// The stamp, which is written last, may not lie where subscribers look: so many bytes.
    static void keepStampOff(Outgoing& message, std::uint64_t number, std::size_t looked);
    [[nodiscard]] int transmit(Outgoing& message);
    /// Gives an entered message to libzmq.
    [[nodiscard]] SendResult handOn(Outgoing& message, const Entry& entry);
    /// The same where a program outside may be the receiver, or bytes are to be followed.
    [[nodiscard]] SendResult handOutside(Outgoing& message, const Entry& entry);
    [[nodiscard]] SendResult refuse(Outgoing& message, const Entry& entry);
    void noteHanded(SendResult result, bool isFinal);
    void discard(Outgoing& message);

    void findBody(Incoming& message) const;
    [[nodiscard]] bool take(Incoming& message);
    /// The same, farewells included.
    [[nodiscard]] bool takeNext(Incoming& message);
    void accountArrival(Incoming& message, Arrival& arrival);
    void accountLoss(Incoming& message, const Arrival& arrival);
    static constexpr plan::FlowIndex kEveryFlow = plan::kNone;
    static constexpr plan::FlowIndex kNoFlow = plan::kNone - 1;

    /// Reads all that is there; what belongs to `lost` is counted as lost.
    void readAhead(plan::FlowIndex lost);
    /// So many messages wait in here for the node.
    void holdBack(std::size_t count);
    /// REP: reads all requests that have come in, as far as it may, and counts them as lost.
    void loseRequests();
    /// Answers the last request with what its sender's port throws away. False: only a DEALER of
    /// ours takes no harm from that.
    [[nodiscard]] bool sayFarewell();
    [[nodiscard]] bool isFarewell(const Incoming& message) const;
    [[nodiscard]] Sender* senderOf(const Arrival& arrival);
    void identify(Incoming& message, Arrival& arrival);
    /// The same but for the links between the same two sockets.
    void readSender(Incoming& message, Arrival& arrival);
    /// Which socket of ours the connection of this frame says it is from; kNone: none.
    [[nodiscard]] plan::SocketIndex nameOn(RawMessage& frame);
    /// The frame, which has the sender's stamp, came from there by itself.
    [[nodiscard]] bool isFrom(const Sender& sender, RawMessage& frame);
    /// The first of several; null: not in the plan.
    [[nodiscard]] Sender* senderOf(plan::SocketIndex socket);
    /// Enters the number of an arrival, and what is missing before it.
    void follow(Sender& sender, const Incoming& message, const Arrival& arrival);
    /// REQ: what was sent to it before the request that goes out now never reaches it any more.
    void giveUpReplies();
    /// When a reply without a stamp, which has just come, was sent; 0: unknown.
    [[nodiscard]] std::uint64_t replyTime(Sender& sender) const;
    /// Programs outside among the senders.
    void findOutside();
    /// By which flow a ROUTER reaches whom, before anything has come from there.
    void findRoutes();
    /// The plan has grown: what was dealt to another number of peers has no turn to go by.
    void watchTurns(const Sender& sender, const std::vector<Sender>& before) const;
    void findGap(Sender& sender, const Incoming& message, const Arrival& arrival);
    void findPublishedGap(Sender& sender, const Incoming& message, const Arrival& arrival);
    void enterGap(Sender& sender,
                  std::uint32_t order,
                  std::uint64_t first,
                  std::uint64_t last,
                  metrics::DropCause cause);
    void fillGap(Sender& sender, std::uint32_t order, std::uint64_t number);
    /// The first arrival, before which nothing is missing: the next gap may be between connections.
    static void markConnection(const Sender& sender, const Incoming& message);
    [[nodiscard]] static RawMessage& lastFrameOf(const Incoming& message);
    /// It is the first that came by a new connection: what is missing before it went with the old
    /// one, or was sent before the new one was there. `isGap`: something is missing.
    [[nodiscard]] static bool
    beginsConnection(const Sender& sender, const Incoming& message, bool isGap);
    /// Enters that something has come since the newest end of a connection, and why that is missing
    /// which has not.
    static void noteRenewal(FlowLedger& ledger);
    /// Why that is missing of which no arrival has shown that it is.
    [[nodiscard]] metrics::DropCause silentCause(const Sender& sender) const;
    /// Why something is missing where no connection has ended.
    [[nodiscard]] metrics::DropCause usualCause(const Sender& sender) const;
    void learnRoute(const Incoming& message);
    /// ROUTER: what it sends to the identity goes by this flow.
    void enterRoute(std::string identity, plan::FlowIndex flow);

    // socket_port_twins.cpp: several links between the same two sockets.
    void findTwins();
    [[nodiscard]] std::span<Sender> twinsOf(plan::SocketIndex socket);
    [[nodiscard]] Sender* twinOf(const Arrival& arrival);
    void chooseTwin(const Incoming& message, Arrival& arrival);
    [[nodiscard]] const Sender* twinByMark(std::span<const Sender> twins,
                                           const std::optional<ConnectionMark>& mark) const;
    [[nodiscard]] const Sender* twinByNumber(std::span<const Sender> twins, const Arrival& arrival);
    [[nodiscard]] const Sender& twinByTurn(std::span<const Sender> twins, bool isMarked);
    /// The newest number that has come by it.
    [[nodiscard]] std::uint64_t& newestOf(const Sender& twin, std::uint32_t matchClass);
    /// Nothing new comes by it.
    [[nodiscard]] bool isOver(plan::FlowIndex flow) const;

    // socket_port_tap.cpp: copies for those who watch.
    void tapArrival(const Incoming& message, const Sender& sender, std::optional<double> latency);
    /// A copy of what is about to be sent to a program outside; nothing where nobody watches.
    [[nodiscard]] std::optional<metrics::CapturedMessage> tapOutgoing(const Outgoing& message,
                                                                      const Entry& entry);
    /// It has been sent.
    void tapSent(std::optional<metrics::CapturedMessage> copy, const Entry& entry);
    [[nodiscard]] bool isFor(plan::FlowIndex flow, const Entry& entry) const;
    [[nodiscard]] std::uint64_t numberOf(plan::FlowIndex flow, const Entry& entry) const;

    RunContext& m_run;
    SlotPool& m_pool;
    const plan::PlannedSocket& m_planned;
    const plan::SocketIndex m_index;
    const Dispatch m_dispatch;
    const int m_delimiters; ///< how many a message from a peer of ours has before its body
    bool m_lends = false;
    bool m_isRemote = false;
    bool m_hasInproc = false; ///< a flow leaves it over inproc
    bool m_isMasked = false; ///< libzmq may change what it sends where it lies (WebSocket client)
    SocketLedger& m_ledger;
    std::unique_ptr<StreamPeers> m_stream;
    ConnectionMarks m_marks;
    Connecter m_connecter;
    void* m_socket = nullptr;
    int m_descriptor = -1;
    bool m_isMonitored = false;
    bool m_waitsForFullPeer = false; ///< ROUTER_MANDATORY set by the user
    bool m_givesUp = false; ///< REQ with a timeout: takes answers to its newest request only
    bool m_hasOutside = false; ///< some senders are programs outside
    std::int64_t m_sendTimeout = -1;
    std::int64_t m_receiveTimeout = -1;
    std::string m_lastError;
    std::vector<std::string> m_ipcFiles;
    SocketMonitors* m_monitors = nullptr;
    /// Where each link of this side is connected to.
    std::map<plan::LinkIndex, std::string> m_connected;
    std::vector<std::string> m_prefixes; ///< in force now

    // Sending.
    std::vector<plan::FlowIndex> m_flowsOutside; ///< to programs outside
    std::unique_ptr<Direct> m_direct; ///< null before the first such message
    std::unique_ptr<std::unordered_map<std::string, plan::FlowIndex>> m_routes; ///< null: none
    plan::FlowIndex m_replyFlow = plan::kNone;
    plan::FlowIndex m_pairFlow = plan::kNone; ///< PAIR: to its peer

    std::unique_ptr<Matching> m_matching; ///< null before its first message

    const bool m_isFirstLife; ///< nothing had been sent before
    const WireLedger* m_wire = nullptr; ///< of the only flow out; null: the ring is not used
    const Outgoing* m_inRing = nullptr; ///< whose place is the next number's

    std::uint64_t m_asked = 0; ///< m_givesUp: when a request was last tried to be sent, in ticks

    unsigned m_measuringTurn = 0;

    // Receiving.
    std::vector<Sender> m_senders; ///< by socket
    Sender* m_lastSender = nullptr;
    /// Whose message it is when its connection does not say; null: of none that can be told.
    Sender* m_outside = nullptr;

    /// What has come by links of which there are several, as it was taken from libzmq.
    struct Twins
    {
        struct Progress
        {
            std::vector<std::uint64_t> newest; ///< by match class
            std::uint64_t chosenAt = 0; ///< at which arrival it was the last time
        };

        std::unordered_map<plan::FlowIndex, Progress> flows;
        std::uint64_t arrivals = 0;
    };

    std::unique_ptr<Twins> m_twins; ///< null: there are no such links
    std::list<Waiting> m_waiting; ///< nearly always empty: takes no memory then

    /// Whom a connection has said that it is from, the last time that one was asked.
    struct Named
    {
        std::string name;
        plan::SocketIndex socket = plan::kNone;
    };

    std::unique_ptr<Named> m_named; ///< null: none was asked
};

} // namespace topomq::runtime
