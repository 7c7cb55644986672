// What is lost over tcp and ipc when a node is stopped: its sockets take it along, and no arrival
// tells of it before the node is back.

#include "engine/runtime/io_barrier.h"
#include "engine/runtime/supervisor.h"

#include <algorithm>

namespace topomq::runtime {

namespace {

/// The kernel tells the peer of a closed connection at once; a machine under load takes its time.
constexpr std::chrono::milliseconds kLongestFarewell{1000};
constexpr int kTurns = 3;

} // namespace

std::map<plan::FlowIndex, Supervisor::WireBefore> Supervisor::wiresOf(plan::NodeIndex node) const
{
    std::map<plan::FlowIndex, WireBefore> wires;
    for (plan::FlowIndex i = 0; i < m_plan.flows.size(); ++i) {
        const plan::NodeIndex from = m_plan.sockets[m_plan.flows[i].from].node;
        const plan::NodeIndex to = m_plan.sockets[m_plan.flows[i].to].node;
        const WireLedger& wire = m_run.flows[i].wire;
        const bool isOurs = !m_plan.nodes[from].external && !m_plan.nodes[to].external;
        // Where a connection cannot be followed nobody knows what it has lost.
        if ((from != node && to != node) || from == to || !isOurs
            || wire.connections.load(std::memory_order_acquire) == 0)
            continue;
        wires[i] = {.lost = wire.lost.load(std::memory_order_acquire),
                    .isOne = wire.writers.load(std::memory_order_acquire) == 1
                        && wire.readers.load(std::memory_order_acquire) == 1};
    }
    return wires;
}

bool Supervisor::awaitEndOfWires(plan::NodeIndex node,
                                 const std::map<plan::FlowIndex, WireBefore>& wires)
{
    if (wires.empty())
        return true;
    const auto hasEnded = [&](plan::FlowIndex flow) {
        const WireLedger& wire = m_run.flows[flow].wire;
        // What the kernel has of a sender that is gone is still read.
        const bool isReceiver = m_plan.sockets[m_plan.flows[flow].to].node == node;
        return wire.writers.load(std::memory_order_acquire) == 0
            && (!isReceiver || wire.readers.load(std::memory_order_acquire) == 0);
    };
    const bool haveEnded = await(
        [&] {
            return std::all_of(wires.begin(), wires.end(),
                               [&](const auto& wire) { return hasEnded(wire.first); });
        },
        kLongestFarewell);
    // A socket and its I/O thread let go of a queue in turns.
    const Nodes neighbours = neighboursOf(node);
    bool isInTime = haveEnded;
    for (int round = 0; isInTime && round < kTurns; ++round)
        isInTime =
            passThroughIoThreads(m_zmq) && orderAllAndAwait(neighbours, [](NodeStatus::Orders&) {});
    return isInTime;
}

void Supervisor::loseUnread(plan::FlowIndex flow, const WireBefore& before)
{
    FlowLedger& ledger = m_run.flows[flow];
    const std::uint64_t taken =
        ledger.receiver.received.value() + ledger.receiver.discarded.value();
    const std::uint64_t read = ledger.wire.read.load(std::memory_order_acquire);
    const std::uint64_t unread = read - std::min(read, taken);
    const std::uint64_t lostByNow = ledger.wire.lost.load(std::memory_order_acquire);
    const std::uint64_t lost = lostByNow - std::min(lostByNow, before.lost);
    // The thread that counts for the receiver has nothing to count before its next life.
    ledger.receiver.discarded.add(unread);
    // Whatever comes then comes by a new connection.
    if (const std::uint32_t breaks = ledger.receiver.breaks.load(); breaks > 0)
        ledger.receiver.knownBreaks = breaks - 1;
    m_sampler.noteReceiverStopped(flow, unread + lost, before.isOne && !ledger.hasUnsettledStop);
    // No arrival ever finds it: the numbers are those of several flows.
    if (m_sampler.isShared(flow) && unread + lost > 0)
        ledger.receiver.lose(metrics::DropCause::PeerGone, unread + lost);
}

void Supervisor::settleLosses(plan::NodeIndex node,
                              const std::map<plan::FlowIndex, WireBefore>& wires,
                              bool haveEnded)
{
    for (const auto& [flow, before] : wires) {
        // There all that is overwritten has been read and never taken.
        if (conflates(m_plan, flow))
            continue;
        const bool isReceiver = m_plan.sockets[m_plan.flows[flow].to].node == node;
        if (!haveEnded)
            m_run.flows[flow].hasUnsettledStop = m_run.flows[flow].hasUnsettledStop || isReceiver;
        else if (isReceiver)
            loseUnread(flow, before);
        else
            m_sampler.noteSenderStopped(flow);
    }
}

} // namespace topomq::runtime
