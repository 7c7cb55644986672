#pragma once
// What all parts of one run share: the plan, the books, the addresses, the clock.

#include "engine/metrics/tick_clock.h"
#include "engine/plan/run_plan.h"
#include "engine/runtime/event_log.h"
#include "engine/runtime/flow_ledger.h"
#include "engine/runtime/message_tap.h"
#include "engine/runtime/slot_pool.h"
#include "engine/runtime/stamp.h"
#include "engine/runtime/stream_connections.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace topomq::runtime {

struct RunServices;

/// Where a socket's address number n was really bound.
struct BoundAddress
{
    std::string address; ///< as reported: what libzmq says
    std::string connect; ///< as peers connect to it
    bool failed = false;
    /// The address in the plan that this was made of.
    std::string planned;
    /// Bound at this moment; else `connect` is where it will be found when its node is back.
    bool isUp = false;
    /// How often an inproc name was given up: libzmq never connects to the same name again by
    /// itself, so that each life of the binder has a name of its own.
    unsigned generation = 0;
};

/// Thread: constant after construction, but for what has its own rule.
class RunContext
{
public:
    RunContext(const plan::RunPlan& thePlan, void* zmqContext);

    const plan::RunPlan& plan;
    void* const zmq;
    SlotArena arena;
    /// By node. They outlive their node: its messages may still be under way, and come back last
    /// from the closing context.
    std::deque<SlotPool> pools;
    StampCodec stamps;
    const std::uint64_t startTicks;
    const std::uint64_t startNanoseconds;
    EventLog events;
    StreamConnections streams;
    std::deque<FlowLedger> flows;
    std::deque<SocketLedger> sockets;
    WireMeters meters;
    /// By flow.
    MessageTaps taps;
    /// By flow: what the receiving end is subscribed to by this way (publish-subscribe flows only);
    /// nothing while the link is cut, or when it has gone.
    std::deque<SubscriptionSet> subscriptions;
    /// By flow: the flow of the same link in the other direction, or kNone.
    std::vector<plan::FlowIndex> reverse;
    /// Is any flow of this socket over tcp or ipc?
    std::vector<bool> remote;
    /// By link: the user has cut it.
    std::deque<std::atomic<bool>> isCut;

    [[nodiscard]] std::uint64_t ticks() const { return metrics::TickClock::now() - startTicks; }

    [[nodiscard]] double seconds() const;

    /// Makes the books of what the plan has got since. Thread: the supervisor's, while all nodes
    /// are held.
    void grow();
    /// The binder has closed: finds the names under which its peers may wait for it.
    /// Thread: any, as for those below.
    void setDown(plan::SocketIndex socket);
    /// Enters what a subscriber starts with, or that it has gone; nothing for other sockets.
    void subscribe(plan::SocketIndex socket);
    void unsubscribe(plan::SocketIndex socket);
    /// The same of single prefixes of one that is there.
    void changePrefixes(plan::SocketIndex socket,
                        const std::vector<std::string>& ended,
                        const std::vector<std::string>& begun);
    /// A link has come or gone, or was cut or mended: what its receiving end is subscribed to holds
    /// for it or does not.
    void subscribeBy(plan::LinkIndex link);
    void setBound(plan::SocketIndex socket, std::size_t endpoint, BoundAddress address);
    [[nodiscard]] BoundAddress bound(plan::SocketIndex socket, std::size_t endpoint) const;
    [[nodiscard]] std::vector<std::string> boundAddresses(plan::SocketIndex socket) const;
    /// Counts up whenever the receiving end of a flow changed its prefixes.
    std::atomic<std::uint64_t> subscriptionChanges{0};
    /// Counts up whenever a socket is bound or closed.
    std::atomic<std::uint64_t> boundVersion{1};
    /// An event, now; `where` is `node.socket` or a node. Thread: any.
    void tell(std::string where,
              std::string event,
              std::string address = {},
              std::string detail = {},
              bool error = false);
    /// The same of what comes again by itself (EventLog). Thread: any.
    void tellRecurring(std::string where,
                       std::string event,
                       std::string address = {},
                       std::string detail = {},
                       bool error = false);
    /// Set before anything opens, until all has closed.
    RunServices* services = nullptr;
    /// Ends of links that have shaken hands or been refused, counted by the monitors at both ends.
    std::atomic<std::int64_t> handshakes{0};

private:
    /// Its link has not gone and is not cut.
    [[nodiscard]] bool isWhole(plan::FlowIndex flow) const;
    /// Publishers look again.
    void subscriptionsChanged(const std::vector<plan::FlowIndex>& flows);

    std::mutex m_subscribing; // protects the map below, and keeps `subscriptions` in step with it
    /// What each subscriber that is there is subscribed to, whatever its links: what a forwarder
    /// passes on is in no plan.
    std::map<plan::SocketIndex, SubscriptionSet> m_inForce;
    mutable std::mutex m_mutex; // protects m_bound
    std::vector<std::vector<BoundAddress>> m_bound;
};

} // namespace topomq::runtime
