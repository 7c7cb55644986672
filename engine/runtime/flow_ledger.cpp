#include "engine/runtime/flow_ledger.h"

#include <algorithm>

namespace topomq::runtime {

namespace {

WireLedger& emptyWire()
{
    static WireLedger empty;
    return empty;
}

} // namespace

FlowLedger::FlowLedger(bool isInproc)
    : ownWire(isInproc ? nullptr : std::make_unique<WireLedger>())
    , wire(isInproc ? emptyWire() : *ownWire)
{
    if (ownWire == nullptr)
        return;
    ownWire->sendTimes = &sendTimes;
    ownWire->breaks = &receiver.breaks;
}

void FlowLedger::breakUp(metrics::DropCause cause)
{
    sender.brokenBy.store(static_cast<std::uint8_t>(cause), std::memory_order_relaxed);
    sender.wasBroken.store(true, std::memory_order_release);
    if (ownWire == nullptr)
        receiver.breaks.fetch_add(1, std::memory_order_release);
    sendTimes.giveUp();
}

Dispatch dispatchOf(model::SocketType type)
{
    switch (type) {
    case model::SocketType::Push:
    case model::SocketType::Dealer:
    case model::SocketType::Req:
        return Dispatch::Balanced;
    case model::SocketType::Pub:
    case model::SocketType::XPub:
        return Dispatch::Publish;
    case model::SocketType::Router:
    case model::SocketType::Rep:
    case model::SocketType::Pair:
    case model::SocketType::Stream:
        return Dispatch::Targeted;
    default:
        return Dispatch::None;
    }
}

bool conflatesAt(const plan::RunPlan& plan, plan::FlowIndex flow, plan::SocketIndex end)
{
    // zmq_setsockopt(3), CONFLATE: over inproc both ends have the same queue, and the connecting
    // side decides; else each for its own.
    const plan::PlannedFlow& planned = plan.flows[flow];
    const bool isInproc = planned.transport == plan::Transport::Inproc;
    return plan.sockets[isInproc ? plan.links[planned.link].connect : end].conflate;
}

bool conflates(const plan::RunPlan& plan, plan::FlowIndex flow)
{
    return conflatesAt(plan, flow, plan.flows[flow].from)
        || conflatesAt(plan, flow, plan.flows[flow].to);
}

std::uint32_t turnsOf(const plan::RunPlan& plan, plan::SocketIndex sender)
{
    const plan::PlannedSocket& socket = plan.sockets[sender];
    if (dispatchOf(socket.type) != Dispatch::Balanced || socket.flowsOut.size() < 2)
        return 0;
    const auto neverFills = [&](plan::FlowIndex flow) { return conflatesAt(plan, flow, sender); };
    return std::all_of(socket.flowsOut.begin(), socket.flowsOut.end(), neverFills)
        ? static_cast<std::uint32_t>(socket.flowsOut.size())
        : 0;
}

void SubscriptionSet::set(std::vector<std::string> prefixes)
{
    const std::lock_guard lock(m_mutex);
    m_prefixes = std::move(prefixes);
}

void SubscriptionSet::change(const std::vector<std::string>& ended,
                             const std::vector<std::string>& begun)
{
    const std::lock_guard lock(m_mutex);
    for (const std::string& prefix : ended) {
        // ZeroMQ counts equal subscriptions: one is taken back at a time.
        const auto found = std::find(m_prefixes.begin(), m_prefixes.end(), prefix);
        if (found != m_prefixes.end())
            m_prefixes.erase(found);
    }
    m_prefixes.insert(m_prefixes.end(), begun.begin(), begun.end());
}

std::vector<std::string> SubscriptionSet::prefixes() const
{
    const std::lock_guard lock(m_mutex);
    return m_prefixes;
}

bool MatchClass::contains(plan::FlowIndex flow) const
{
    return std::binary_search(flows.begin(), flows.end(), flow);
}

PublisherLedger::PublisherLedger()
{
    // Never grows beyond: readers index it without a lock.
    m_classes.reserve(kMostClasses);
    // Class 0 is "matched nobody".
    m_classes.push_back(std::make_unique<MatchClass>());
    m_size.store(1, std::memory_order_release);
}

std::size_t PublisherLedger::classFor(const std::vector<plan::FlowIndex>& flows)
{
    const std::size_t known = m_size.load(std::memory_order_relaxed);
    for (std::size_t i = 0; i < known; ++i) {
        if (m_classes[i]->flows == flows)
            return i;
    }
    if (known == kMostClasses)
        return 0;
    auto fresh = std::make_unique<MatchClass>();
    fresh->flows = flows;
    m_classes.push_back(std::move(fresh));
    m_size.store(known + 1, std::memory_order_release);
    return known;
}

} // namespace topomq::runtime
