#include "engine/runtime/sampler.h"

#include <algorithm>

namespace topomq::runtime {

namespace {

/// Rates are means over this long: short enough to follow, long enough for slow links.
constexpr double kRateWindow = 0.5;

bool isPublish(const RunContext& run, plan::FlowIndex flow)
{
    return dispatchOf(run.plan.sockets[run.plan.flows[flow].from].type) == Dispatch::Publish;
}

} // namespace

Sampler::Sampler(const RunContext& run, const std::vector<std::unique_ptr<NodeStatus>>& statuses)
    : m_run(run)
    , m_statuses(statuses)
{
    refresh();
}

void Sampler::refresh()
{
    const std::size_t count = m_run.plan.flows.size();
    m_limit.assign(count, 0);
    m_imbalancedSince.resize(count);
    m_depthMax.resize(count, 0);
    m_trailing.resize(count, 0);
    m_leastDropped.resize(count, 0);
    m_latency.resize(count);
    m_moments.clear();
    findGroups();
    for (plan::FlowIndex i = 0; i < count; ++i) {
        const plan::PlannedSocket& from = m_run.plan.sockets[m_run.plan.flows[i].from];
        const plan::PlannedSocket& to = m_run.plan.sockets[m_run.plan.flows[i].to];
        if (from.conflate || to.conflate)
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

bool Sampler::isShared(plan::FlowIndex flow) const
{
    const plan::PlannedSocket& sender = m_run.plan.sockets[m_run.plan.flows[flow].from];
    return dispatchOf(sender.type) == Dispatch::Balanced && sender.flowsOut.size() > 1;
}

bool Sampler::cannotWait(plan::FlowIndex flow) const
{
    const plan::PlannedFlow& planned = m_run.plan.flows[flow];
    const plan::PlannedLink& link = m_run.plan.links[planned.link];
    if (link.gone || m_run.isCut[planned.link].load(std::memory_order_relaxed))
        return true;
    // Only the side that connects keeps a queue for a peer that is not there.
    const NodeStatus& receiver = *m_statuses[m_run.plan.sockets[planned.to].node];
    return link.connect == planned.to
        && receiver.life.load(std::memory_order_acquire) == NodeStatus::Life::Closed;
}

bool Sampler::hasLost(plan::FlowIndex flow) const
{
    const auto life = [this](plan::SocketIndex socket) {
        return m_statuses[m_run.plan.sockets[socket].node]->life.load(std::memory_order_acquire);
    };
    const plan::PlannedFlow& planned = m_run.plan.flows[flow];
    const bool isOver = m_run.plan.links[planned.link].gone || m_run.isCut[planned.link].load();
    return m_run.flows[flow].wasBroken.load(std::memory_order_acquire)
        && (isOver
            || (life(planned.from) == NodeStatus::Life::Up
                && life(planned.to) == NodeStatus::Life::Up));
}

bool Sampler::givesUp(plan::FlowIndex flow) const
{
    const plan::PlannedSocket& to = m_run.plan.sockets[m_run.plan.flows[flow].to];
    return to.type == model::SocketType::Req && m_run.plan.nodes[to.node].settings.timeout > 0;
}

bool Sampler::mayDropReplies(plan::FlowIndex flow) const
{
    // zmq_socket(3), REP: without a word it throws away the reply that a full queue cannot take. A
    // queue may be full to it with one request at a time, too: a busy libzmq looks only once in a
    // millisecond whether there is room again.
    return m_run.plan.sockets[m_run.plan.flows[flow].from].type == model::SocketType::Rep;
}

bool Sampler::mayLose(plan::FlowIndex flow) const
{
    if (hasLost(flow))
        return true;
    return isPublish(m_run, flow) || m_limit[flow] == 1 || givesUp(flow) || mayDropReplies(flow);
}

Sampler::Totals Sampler::totalsOf(plan::FlowIndex flow) const
{
    const FlowLedger& ledger = m_run.flows[flow];
    const plan::SocketIndex from = m_run.plan.flows[flow].from;
    Totals totals;
    // The receiver's books first: nothing is received that was not entered as sent before.
    totals.received = ledger.receiver.received.value();
    totals.bytesReceived = ledger.receiver.bytes.value();
    const std::uint64_t unmatched = ledger.receiver.unmatched.value();
    totals.dropped =
        droppedOf(flow) + ledger.sender.peerFull.value() + ledger.sender.peerGone.value();
    switch (dispatchOf(m_run.plan.sockets[from].type)) {
    case Dispatch::Publish: {
        const PublisherLedger& publisher = *m_run.sockets[from].publisher;
        for (std::size_t i = 1; i < publisher.size(); ++i) {
            const MatchClass& matched = publisher.at(i);
            if (matched.contains(flow)) {
                totals.sent += matched.count.value();
                totals.bytesSent += matched.bytes.value();
            }
        }
        totals.sent += unmatched;
        break;
    }
    case Dispatch::Targeted:
        totals.sent = ledger.sender.sent.value();
        totals.bytesSent = ledger.sender.bytes.value();
        break;
    case Dispatch::Balanced:
    case Dispatch::None:
        totals.sent = m_run.sockets[from].sent.value();
        totals.bytesSent = m_run.sockets[from].bytesSent.value();
        break;
    }
    return totals;
}

metrics::DropCause Sampler::trailingCause(plan::FlowIndex flow) const
{
    const plan::PlannedFlow& planned = m_run.plan.flows[flow];
    if (m_run.plan.sockets[planned.from].conflate || m_run.plan.sockets[planned.to].conflate)
        return metrics::DropCause::Conflated;
    if (hasLost(flow))
        return metrics::DropCause::PeerGone;
    if (givesUp(flow))
        return metrics::DropCause::StaleReply;
    if (!isPublish(m_run, flow))
        return metrics::DropCause::PeerFull;
    return m_run.flows[flow].receiver.received.value() == 0 ? metrics::DropCause::LateJoiner
                                                            : metrics::DropCause::SubscriberFull;
}

std::uint64_t
Sampler::certainLoss(plan::FlowIndex flow, std::uint64_t sentBefore, const Totals& totals)
{
    const bool isBounded = m_run.plan.flows[flow].transport == plan::Transport::Inproc
        && m_limit[flow] > 0 && !isShared(flow) && mayLose(flow);
    // Sent by then, less all that has arrived since: an older count on this side can only make
    // the answer too small, never too large.
    const std::uint64_t gone = totals.received + m_limit[flow];
    std::uint64_t& least = m_leastDropped[flow];
    if (isBounded && sentBefore > gone)
        least = std::max(least, sentBefore - gone);
    return least > totals.dropped ? least - totals.dropped : 0;
}

void Sampler::fillFlow(plan::FlowIndex flow, metrics::FlowFigures& figures)
{
    const FlowLedger& ledger = m_run.flows[flow];
    const std::uint64_t sentBefore = totalsOf(flow).sent;
    const Totals totals = totalsOf(flow);
    figures.limit = m_limit[flow];
    figures.bytesSent = totals.bytesSent;
    figures.bytesReceived = totals.bytesReceived;
    for (std::size_t i = 0; i < metrics::kDropCauses; ++i)
        figures.droppedByCause[i] = ledger.receiver.dropped[i].value();
    figures.droppedByCause[static_cast<std::size_t>(metrics::DropCause::PeerFull)] +=
        ledger.sender.peerFull.value();
    figures.droppedByCause[static_cast<std::size_t>(metrics::DropCause::PeerGone)] +=
        ledger.sender.peerGone.value();
    // The next arrival will find what the queues cannot hold; it is known already.
    const std::uint64_t unfound = certainLoss(flow, sentBefore, totals);
    figures.droppedByCause[static_cast<std::size_t>(trailingCause(flow))] +=
        m_trailing[flow] + unfound;
    const std::uint64_t dropped = totals.dropped + unfound;
    const std::uint64_t inFlight = totals.sent - std::min(totals.sent, totals.received + dropped);
    const bool isInproc = m_run.plan.flows[flow].transport == plan::Transport::Inproc;
    const bool isSilent = dropped > 0 || (!isInproc && !mayDropReplies(flow));
    // More than fits: sent and lost while these counters were read, and not found yet.
    const bool isBeyond = isInproc && figures.limit > 1 && inFlight > figures.limit;
    figures.estimated = unfound > 0 || (mayLose(flow) && inFlight > 0 && (isSilent || isBeyond));
    figures.sent = totals.sent;
    figures.received = totals.received;
    figures.dropped = dropped;
    figures.inFlight = inFlight;
    const plan::PlannedFlow& planned = m_run.plan.flows[flow];
    if (m_run.plan.sockets[planned.from].type == model::SocketType::Stream
        && !streamIsKnown(m_run.plan, planned.link))
    {
        figures.sent = figures.received = figures.inFlight = figures.dropped = std::nullopt;
        return;
    }
    if (isExternal(planned.from)) {
        figures.sent = figures.inFlight = figures.dropped = std::nullopt;
    } else if (isExternal(planned.to)) {
        figures.received = figures.inFlight = figures.dropped = std::nullopt;
        if (isShared(flow))
            figures.sent = std::nullopt;
    }
}

void Sampler::fillShared(metrics::Snapshot& snapshot)
{
    for (plan::SocketIndex socket = 0; socket < m_run.plan.sockets.size(); ++socket) {
        const std::vector<plan::FlowIndex>& flows = m_run.plan.sockets[socket].flowsOut;
        if (flows.size() < 2 || !isShared(flows.front()))
            continue;
        metrics::BalanceObservation seen;
        bool hasExternal = false;
        std::uint64_t settled = 0;
        std::vector<std::uint64_t> dropped;
        for (const plan::FlowIndex flow : flows) {
            const auto& receiver = m_run.flows[flow].receiver;
            const bool isOver = cannotWait(flow);
            const std::uint64_t received = receiver.received.value();
            dropped.push_back(droppedOf(flow));
            seen.peers.push_back({received + dropped.back(),
                                  receiver.last.load(std::memory_order_acquire), m_limit[flow],
                                  isOver});
            hasExternal = hasExternal || isExternal(m_run.plan.flows[flow].to);
            settled += seen.peers.back().received;
        }
        seen.sent = m_run.sockets[socket].sent.value();
        snapshot.sockets[socket].queuedToSend = seen.sent - std::min(seen.sent, settled);
        if (hasExternal)
            continue;
        std::vector<std::uint64_t> inFlight = m_estimates[socket].inFlight(seen);
        bool isExact = false;
        settleShares(flows, inFlight, isExact);
        for (std::size_t i = 0; i < flows.size(); ++i) {
            metrics::FlowFigures& figures = snapshot.flows[flows[i]];
            figures.received = seen.peers[i].received - dropped[i];
            figures.dropped = dropped[i];
            figures.inFlight = inFlight[i];
            figures.sent = *figures.received + *figures.dropped + inFlight[i];
            const std::uint64_t mean =
                *figures.received == 0 ? 0 : figures.bytesReceived / *figures.received;
            figures.bytesSent = figures.bytesReceived + (inFlight[i] + *figures.dropped) * mean;
            figures.estimated = inFlight[i] > 0 && !isExact;
        }
    }
}

std::uint64_t Sampler::droppedOf(plan::FlowIndex flow) const
{
    std::uint64_t sum = m_trailing[flow];
    for (const metrics::Counter& cause : m_run.flows[flow].receiver.dropped)
        sum += cause.value();
    return sum;
}

void Sampler::fillSockets(metrics::Snapshot& snapshot) const
{
    for (plan::SocketIndex i = 0; i < m_run.plan.sockets.size(); ++i) {
        const SocketLedger& ledger = m_run.sockets[i];
        metrics::SocketFigures& figures = snapshot.sockets[i];
        figures.bound = m_run.boundAddresses(i);
        figures.sent = ledger.sent.value();
        figures.received = ledger.received.value();
        figures.droppedUnroutable = ledger.droppedUnroutable.value();
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
        snapshot.flows[i].messagesPerSecond = rate(now.received[i], then.received[i]);
        snapshot.flows[i].bytesPerSecond = rate(now.bytes[i], then.bytes[i]);
    }
    for (std::size_t i = 0; i < snapshot.nodes.size(); ++i) {
        snapshot.nodes[i].sentPerSecond = rate(now.nodeSent[i], then.nodeSent[i]);
        snapshot.nodes[i].receivedPerSecond = rate(now.nodeReceived[i], then.nodeReceived[i]);
    }
}

void Sampler::fillLatencies(metrics::Snapshot& snapshot)
{
    // A summary reads a thousand buckets: with many flows they take turns.
    constexpr std::size_t kPerSample = 64;
    const std::size_t count = snapshot.flows.size();
    const std::size_t turns = std::max<std::size_t>(1, (count + kPerSample - 1) / kPerSample);
    for (std::size_t i = m_sequence % turns; i < count; i += turns)
        m_latency[i] = m_run.flows[i].latency.summary();
    for (std::size_t i = 0; i < count; ++i)
        if (m_run.taps.at(static_cast<plan::FlowIndex>(i)).detail() != metrics::Detail::Counts)
            snapshot.flows[i].latency = m_latency[i];
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
            if (isPublish(m_run, i))
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
        if (!flow.sent || !flow.received || !flow.inFlight || !flow.dropped)
            continue;
        m_depthMax[i] = std::max(m_depthMax[i], *flow.inFlight);
        flow.depthMax = m_depthMax[i];
        snapshot.queued += *flow.inFlight;
        snapshot.dropped += *flow.dropped;
        checkBooks(static_cast<plan::FlowIndex>(i), snapshot);
    }
    snapshot.conserved = snapshot.imbalances.empty();
    for (const metrics::SocketFigures& socket : snapshot.sockets)
        snapshot.dropped +=
            socket.droppedUnroutable + socket.droppedNoSubscriber + socket.droppedTimeout;
}

metrics::SnapshotPtr Sampler::sample(bool paused, double cost, std::uint64_t planVersion)
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
    for (plan::FlowIndex i = 0; i < snapshot->flows.size(); ++i)
        fillFlow(i, snapshot->flows[i]);
    fillSockets(*snapshot);
    fillShared(*snapshot);
    for (plan::FlowIndex i = 0; i < snapshot->flows.size(); ++i)
        fillStages(i, snapshot->flows[i]);
    fillWireBytes(*snapshot);

    Moment now;
    now.time = snapshot->time;
    for (const metrics::FlowFigures& flow : snapshot->flows) {
        now.received.push_back(flow.received.value_or(0));
        now.bytes.push_back(flow.bytesReceived);
    }
    for (plan::NodeIndex i = 0; i < m_run.plan.nodes.size(); ++i) {
        std::uint64_t sent = 0;
        std::uint64_t received = 0;
        for (const plan::SocketIndex socket : m_run.plan.nodes[i].sockets) {
            sent += snapshot->sockets[socket].sent;
            received += snapshot->sockets[socket].received;
        }
        now.nodeSent.push_back(sent);
        now.nodeReceived.push_back(received);
        now.blocked.push_back(m_statuses[i]->blockedTicks.load(std::memory_order_relaxed));
        now.busy.push_back(m_statuses[i]->busyTicks.load(std::memory_order_relaxed));
    }
    while (m_moments.size() > 1 && m_moments[1].time < now.time - kRateWindow)
        m_moments.pop_front();
    if (m_moments.empty())
        m_moments.push_back(now);
    fillNodes(*snapshot, paused, now);
    fillRates(*snapshot, now);
    fillLatencies(*snapshot);
    fillSubscriptions(*snapshot);
    sumUp(*snapshot);
    m_moments.push_back(std::move(now));
    return snapshot;
}

} // namespace topomq::runtime
