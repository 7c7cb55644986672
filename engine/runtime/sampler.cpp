#include "engine/runtime/sampler.h"

#include <algorithm>

namespace topomq::runtime {

namespace {

/// Rates are means over this long: short enough to follow, long enough for slow links.
constexpr double kRateWindow = 0.5;

} // namespace

Sampler::Sampler(const RunContext& run,
                 const std::vector<std::unique_ptr<NodeStatus>>& statuses,
                 SocketMonitors* monitors)
    : m_run(run)
    , m_statuses(statuses)
    , m_waits(run, statuses, monitors)
{
    refresh();
}

void Sampler::refresh()
{
    const std::size_t count = m_run.plan.flows.size();
    m_limit.assign(count, 0);
    m_imbalancedSince.resize(count);
    m_depths.resize(count);
    m_leastShare.resize(count, 0);
    m_trailing.resize(count, 0);
    m_losses.resize(count);
    m_bound.clear();
    m_isUntold.resize(count, false);
    m_leastDropped.resize(count, 0);
    m_latency.resize(count, metrics::LatencyFollower(m_run.seconds()));
    m_wasBeyond.resize(count, false);
    m_traits.clear();
    for (plan::FlowIndex i = 0; i < count; ++i)
        m_traits.push_back(traitsOf(m_run.plan, i));
    m_moments.clear();
    m_waits.refresh();
    m_turns.clear();
    m_choosers.clear();
    m_estimates.resize(m_run.plan.sockets.size());
    m_mostSendMark.resize(m_run.plan.sockets.size(), 0);
    m_mostReceiveMark.resize(m_run.plan.sockets.size(), 0);
    for (plan::SocketIndex i = 0; i < m_run.plan.sockets.size(); ++i) {
        const auto limitOf = [](std::int64_t mark) {
            return mark > 0 ? static_cast<std::uint64_t>(mark) : kNoLimit;
        };
        const plan::PlannedSocket& planned = m_run.plan.sockets[i];
        m_mostSendMark[i] = std::max(m_mostSendMark[i], limitOf(planned.sendHighWaterMark));
        m_mostReceiveMark[i] =
            std::max(m_mostReceiveMark[i], limitOf(planned.receiveHighWaterMark));
        const std::vector<plan::FlowIndex>& flows = m_run.plan.sockets[i].flowsOut;
        m_turns.push_back(turnsOf(m_run.plan, i));
        if (flows.size() < 2 || !isShared(flows.front()))
            continue;
        m_choosers.push_back(i);
        if (m_estimates[i] == nullptr)
            m_estimates[i] = std::make_unique<metrics::BalanceEstimate>();
    }
    m_outside.clear();
    findGroups();
    for (plan::FlowIndex i = 0; i < count; ++i) {
        const plan::PlannedSocket& from = m_run.plan.sockets[m_run.plan.flows[i].from];
        const plan::PlannedSocket& to = m_run.plan.sockets[m_run.plan.flows[i].to];
        if (m_traits[i].isFromOutside || m_traits[i].isToOutside)
            m_outside.push_back(i);
        if (conflates(m_run.plan, i))
            m_limit[i] = 1;
        else if (from.sendHighWaterMark > 0 && to.receiveHighWaterMark > 0)
            m_limit[i] =
                static_cast<std::uint64_t>(from.sendHighWaterMark + to.receiveHighWaterMark);
    }
}

bool Sampler::isExternal(plan::SocketIndex socket) const
{
    return m_run.plan.nodes[m_run.plan.sockets[socket].node].external;
}

void Sampler::fillSockets(metrics::Snapshot& snapshot)
{
    const std::uint64_t version = m_run.boundVersion.load(std::memory_order_acquire);
    if (version != m_boundVersion || m_bound.size() != snapshot.sockets.size()) {
        m_boundVersion = version;
        m_bound.clear();
        for (plan::SocketIndex i = 0; i < snapshot.sockets.size(); ++i) {
            std::vector<std::string> addresses = m_run.boundAddresses(i);
            m_bound.push_back(addresses.empty() ? nullptr
                                                : std::make_shared<const std::vector<std::string>>(
                                                    std::move(addresses)));
        }
    }
    for (plan::SocketIndex i = 0; i < m_run.plan.sockets.size(); ++i) {
        if (i + kAhead < m_run.plan.sockets.size())
            __builtin_prefetch(&m_run.sockets[i + kAhead]);
        const SocketLedger& ledger = m_run.sockets[i];
        metrics::SocketFigures& figures = snapshot.sockets[i];
        figures.addresses = m_bound[i];
        figures.sent = ledger.sent.value();
        figures.received = ledger.received.value();
        figures.droppedUnroutable = ledger.droppedUnroutable.value();
        figures.droppedPeerFull = ledger.droppedPeerFull.value();
        // A part is read before its whole, so that it is never more.
        figures.droppedFiltered = ledger.droppedFiltered.value();
        figures.droppedNoSubscriber = ledger.droppedNoSubscriber.value();
        figures.droppedTimeout = ledger.droppedTimeout.value();
        figures.stage = ledger.stage.load(std::memory_order_acquire);
    }
}

void Sampler::fillRates(metrics::Snapshot& snapshot, const Moment& now) const
{
    const Moment& then = m_moments.front();
    const double span = now.time - then.time;
    if (span <= 0)
        return;
    const auto rate = [span](std::uint64_t newer, std::uint64_t older) {
        return newer <= older ? 0.0 : static_cast<double>(newer - older) / span;
    };
    for (std::size_t i = 0; i < snapshot.flows.size(); ++i) {
        snapshot.flows[i].messagesPerSecond = rate(now.messages[i], then.messages[i]);
        snapshot.flows[i].bytesPerSecond = rate(now.bytes[i], then.bytes[i]);
    }
    for (std::size_t i = 0; i < snapshot.nodes.size(); ++i) {
        snapshot.nodes[i].sentPerSecond = rate(now.nodeSent[i], then.nodeSent[i]);
        snapshot.nodes[i].receivedPerSecond = rate(now.nodeReceived[i], then.nodeReceived[i]);
    }
    const double ticks = span * 1e9 / metrics::TickClock::nanosecondsPerTick();
    snapshot.cost.messages = rate(now.measuring, then.measuring) * span / ticks;
    for (std::size_t i = 0; i < snapshot.flows.size(); ++i) {
        const plan::SocketIndex to = m_traits[i].to;
        if (to < then.ready.size() && !m_traits[i].isToOutside)
            snapshot.flows[i].readiness =
                std::min(1.0, rate(now.ready[to], then.ready[to]) * span / ticks);
    }
}

void Sampler::fillLatencies(metrics::Snapshot& snapshot)
{
    // A look reads a thousand buckets: with many flows they take turns.
    constexpr std::size_t kPerSample = 64;
    const std::size_t count = snapshot.flows.size();
    const std::size_t turns = std::max<std::size_t>(1, (count + kPerSample - 1) / kPerSample);
    for (std::size_t i = m_sequence % turns; i < count; i += turns) {
        lookAtRoundTrip(static_cast<plan::FlowIndex>(i), snapshot.time);
        m_latency[i].look(m_run.flows[i].latency, snapshot.time, m_buckets);
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (m_run.taps.at(static_cast<plan::FlowIndex>(i)).detail() == metrics::Detail::Counts)
            continue;
        snapshot.flows[i].latency = m_latency[i].whole();
        snapshot.flows[i].recentLatency = m_latency[i].recent();
    }
    for (const auto& [flow, roundTrip] : m_roundTrip) {
        if (m_run.taps.at(flow).detail() != metrics::Detail::Counts)
            snapshot.flows[flow].roundTrips = roundTrip.figures;
    }
}

void Sampler::lookAtRoundTrip(plan::FlowIndex flow, double time)
{
    const metrics::LatencyHistogram* histogram = m_run.flows[flow].roundTrip.histogram();
    if (histogram == nullptr)
        return;
    // There was none at the last look, and so none before the newer copy of the other.
    RoundTrip& known =
        m_roundTrip
            .try_emplace(flow, RoundTrip{metrics::LatencyFollower(m_latency[flow].copied()), {}})
            .first->second;
    known.follower.look(*histogram, time, m_buckets);
    const metrics::RecentLatency& recent = known.follower.recent();
    const bool isSilent = known.figures && recent.count == 0 && known.figures->recent.count == 0
        && known.figures->whole.count == known.follower.whole().count;
    if (isSilent)
        return;
    known.figures = std::make_shared<const metrics::RoundTripFigures>(
        metrics::RoundTripFigures{known.follower.whole(), recent});
}

void Sampler::fillServices(metrics::Snapshot& snapshot)
{
    constexpr std::size_t kPerSample = 64;
    const std::size_t count = snapshot.nodes.size();
    const std::size_t turns = std::max<std::size_t>(1, (count + kPerSample - 1) / kPerSample);
    for (std::size_t i = m_sequence % turns; i < count; i += turns) {
        if (m_statuses[i]->service.count() > 0)
            m_service[static_cast<plan::NodeIndex>(i)] = m_statuses[i]->service.summary();
    }
    for (const auto& [node, summary] : m_service)
        snapshot.nodes[node].service = summary;
}

void Sampler::fillSubscriptions(metrics::Snapshot& snapshot)
{
    const std::uint64_t changes = m_run.subscriptionChanges.load(std::memory_order_acquire);
    if (m_subscriptions == nullptr || changes != m_subscriptionChanges
        || m_subscriptions->size() != snapshot.flows.size())
    {
        m_subscriptionChanges = changes;
        std::vector<std::vector<std::string>> all(snapshot.flows.size());
        for (plan::FlowIndex i = 0; i < all.size(); ++i) {
            if (m_traits[i].dispatch == Dispatch::Publish)
                all[i] = m_run.subscriptions[i].prefixes();
        }
        m_subscriptions =
            std::make_shared<const std::vector<std::vector<std::string>>>(std::move(all));
    }
    snapshot.subscriptions = m_subscriptions;
}

void Sampler::sumUp(metrics::Snapshot& snapshot)
{
    for (std::size_t i = 0; i < snapshot.flows.size(); ++i) {
        metrics::FlowFigures& flow = snapshot.flows[i];
        snapshot.messagesPerSecond += flow.messagesPerSecond;
        // What waited for a program that has ended is a loss of ours, too.
        if (m_isUntold[i] || (m_traits[i].isToOutside && m_traits[i].isShared))
            snapshot.dropped += droppedOf(static_cast<plan::FlowIndex>(i));
        noteDepth(static_cast<plan::FlowIndex>(i), flow);
        if (!flow.isWhole())
            continue;
        snapshot.queued += *flow.inFlight;
        snapshot.dropped += *flow.dropped;
        checkBooks(static_cast<plan::FlowIndex>(i), snapshot);
    }
    checkSockets(snapshot);
    snapshot.conserved = snapshot.imbalances.empty();
    for (const metrics::SocketFigures& socket : snapshot.sockets)
        snapshot.dropped += socket.droppedUnroutable + socket.droppedPeerFull
            + socket.droppedNoSubscriber + socket.droppedTimeout;
}

void Sampler::prefetch(plan::FlowIndex flow) const
{
    if (flow >= m_traits.size())
        return;
    const FlowLedger& ledger = m_run.flows[flow];
    __builtin_prefetch(&ledger.sender);
    __builtin_prefetch(&ledger.receiver);
    if (!m_traits[flow].isInproc)
        __builtin_prefetch(&ledger.wire);
    __builtin_prefetch(&m_run.sockets[m_traits[flow].from]);
}

Sampler::Moment Sampler::countsIn(const metrics::Snapshot& snapshot) const
{
    Moment now;
    now.time = snapshot.time;
    now.messages.reserve(snapshot.flows.size());
    now.bytes.reserve(snapshot.flows.size());
    now.nodeSent.reserve(snapshot.nodes.size());
    now.nodeReceived.reserve(snapshot.nodes.size());
    for (plan::FlowIndex i = 0; i < snapshot.flows.size(); ++i) {
        const metrics::FlowFigures& flow = snapshot.flows[i];
        // A share that is guessed in part goes up and down.
        const bool isGuessed = m_traits[i].isToOutside && m_traits[i].isShared;
        now.messages.push_back(flow.received   ? *flow.received
                                   : isGuessed ? rated(i)
                                               : flow.sent.value_or(0));
        now.bytes.push_back(flow.isRateOfSent()  ? flow.bytesSent
                                : flow.hasRate() ? flow.bytesReceived
                                                 : 0);
    }
    for (plan::NodeIndex i = 0; i < m_run.plan.nodes.size(); ++i) {
        std::uint64_t sent = 0;
        std::uint64_t received = 0;
        for (const plan::SocketIndex socket : m_run.plan.nodes[i].sockets) {
            sent += snapshot.sockets[socket].sent;
            received += snapshot.sockets[socket].received;
        }
        now.nodeSent.push_back(sent);
        now.nodeReceived.push_back(received);
    }
    return now;
}

metrics::SnapshotPtr
Sampler::sample(bool paused, const metrics::MeasuringCost& cost, std::uint64_t planVersion)
{
    auto snapshot = std::make_shared<metrics::Snapshot>();
    snapshot->sequence = ++m_sequence;
    snapshot->time = m_run.seconds();
    snapshot->cost = cost;
    snapshot->planVersion = planVersion;
    for (const auto& each : m_run.isCut)
        snapshot->isCut.push_back(each.load(std::memory_order_relaxed));
    snapshot->flows.resize(m_run.plan.flows.size());
    snapshot->sockets.resize(m_run.plan.sockets.size());
    snapshot->nodes.resize(m_run.plan.nodes.size());
    for (plan::FlowIndex i = 0; i < snapshot->flows.size(); ++i) {
        prefetch(i + kAhead);
        fillFlow(i, snapshot->flows[i]);
    }
    fillSockets(*snapshot);
    fillShared(*snapshot);
    for (plan::FlowIndex i = 0; i < snapshot->flows.size(); ++i)
        fillStages(i, snapshot->flows[i]);
    fillSenders(*snapshot);
    fillWireBytes(*snapshot);
    fillNearSides(*snapshot);

    Moment now = countsIn(*snapshot);
    look(now, *snapshot);
    while (m_moments.size() > 1 && m_moments[1].time < now.time - kRateWindow)
        m_moments.pop_front();
    if (m_moments.empty())
        m_moments.push_back(now);
    fillNodes(*snapshot, paused, now);
    m_waits.fill(*snapshot);
    fillRates(*snapshot, now);
    fillLatencies(*snapshot);
    fillServices(*snapshot);
    fillSubscriptions(*snapshot);
    sumUp(*snapshot);
    m_moments.push_back(std::move(now));
    return snapshot;
}

} // namespace topomq::runtime
