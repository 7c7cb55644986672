// The Sampler's look at the connections: how far the messages of a flow have come.

#include "engine/runtime/group_meter.h"
#include "engine/runtime/sampler.h"

#include <algorithm>

namespace topomq::runtime {

namespace {

/// "239.192.1.1:5555" of "epgm://lo;239.192.1.1:5555"; empty for anything else.
std::string groupOf(const std::string& address)
{
    const bool isMulticast = address.starts_with("epgm://") || address.starts_with("pgm://");
    const std::size_t start = address.find(';');
    return isMulticast && start != std::string::npos ? address.substr(start + 1) : std::string();
}

} // namespace

bool Sampler::isFollowed(plan::FlowIndex flow) const
{
    const FlowTraits& traits = m_traits[flow];
    if (traits.isInproc || traits.isFromOutside || traits.isToOutside || traits.takesLess)
        return false;
    const WireLedger& wire = m_run.flows[flow].wire;
    return wire.writers.load(std::memory_order_acquire) != 0
        || wire.written.load(std::memory_order_acquire) != 0;
}

std::optional<Sampler::OnTheWay> Sampler::onTheWay(plan::FlowIndex flow) const
{
    if (!isFollowed(flow))
        return std::nullopt;
    const WireLedger& wire = m_run.flows[flow].wire;
    const auto& receiver = m_run.flows[flow].receiver;
    // Against the stream, so that nothing is seen to arrive that was not seen to leave.
    const std::uint64_t taken = receiver.received.value() + receiver.discarded.value();
    const std::uint64_t read = wire.read.load(std::memory_order_acquire);
    const std::uint64_t bytesRead = wire.bytesRead.load(std::memory_order_acquire);
    const std::uint64_t written = wire.written.load(std::memory_order_acquire);
    const std::uint64_t bytesWritten = wire.bytesWritten.load(std::memory_order_acquire);
    const std::uint64_t lost = wire.lost.load(std::memory_order_acquire);
    const std::uint64_t bytesLost = wire.bytesLost.load(std::memory_order_acquire);
    OnTheWay result;
    result.receiver = read - std::min(read, taken);
    result.kernel = written - std::min(written, read + lost);
    result.kernelBytes = bytesWritten - std::min(bytesWritten, bytesRead + bytesLost);
    return result;
}

void Sampler::fillStages(plan::FlowIndex flow, metrics::FlowFigures& figures) const
{
    if (m_traits[flow].isInproc)
        return;
    const WireLedger& wire = m_run.flows[flow].wire;
    const std::uint64_t bytes = wire.bytesWritten.load(std::memory_order_acquire);
    if (bytes > 0)
        figures.wireBytes = bytes;
    if (!figures.inFlight)
        return;
    const std::optional<OnTheWay> way = onTheWay(flow);
    if (!way)
        return;
    metrics::FlowStages stages;
    stages.receiver = std::min(way->receiver, *figures.inFlight);
    stages.kernel = std::min(way->kernel, *figures.inFlight - stages.receiver);
    stages.kernelBytes = way->kernelBytes;
    stages.sender = *figures.inFlight - stages.receiver - stages.kernel;
    stages.senderIsEstimated = figures.estimated;
    figures.stages = stages;
}

std::uint64_t Sampler::waitsAtSender(plan::FlowIndex flow,
                                     const metrics::FlowFigures& figures) const
{
    if (figures.stages)
        return figures.stages->sender;
    if (!m_traits[flow].isToOutside)
        return figures.inFlight.value_or(0);
    const std::optional<std::uint64_t> handed = handedOutside(flow);
    if (!handed || !waitsForOutside(flow))
        return 0;
    return queuedForOutside(flow, figures, *handed).value_or(0);
}

void Sampler::fillSenders(metrics::Snapshot& snapshot) const
{
    for (plan::FlowIndex i = 0; i < snapshot.flows.size(); ++i)
        snapshot.sockets[m_traits[i].from].waitsAtSender += waitsAtSender(i, snapshot.flows[i]);
}

void Sampler::findGroups()
{
    const std::size_t known = m_groups.size();
    m_groups.resize(m_run.plan.sockets.size());
    for (std::size_t i = known; i < m_groups.size(); ++i) {
        for (const plan::PlannedBind& bind : m_run.plan.sockets[i].binds) {
            if (const std::string group = groupOf(bind.address); !group.empty())
                m_groups[i].emplace_back(group, bytesSentToGroup(group));
        }
    }
}

void Sampler::fillWireBytes(metrics::Snapshot& snapshot) const
{
    for (plan::SocketIndex i = 0; i < snapshot.sockets.size(); ++i) {
        std::uint64_t bytes = 0;
        bool isKnown = !m_groups[i].empty();
        bool isUnknown = false;
        for (const plan::FlowIndex flow : m_run.plan.sockets[i].flowsOut) {
            const metrics::FlowFigures& figures = snapshot.flows[flow];
            bytes += figures.wireBytes.value_or(0);
            isKnown = isKnown || figures.wireBytes.has_value();
            isUnknown = isUnknown
                || (!figures.wireBytes && figures.sent.value_or(1) > 0 && m_traits[flow].isTcp);
        }
        for (const auto& [group, before] : m_groups[i])
            bytes += bytesSentToGroup(group) - before;
        if (isKnown && !isUnknown)
            snapshot.sockets[i].wireBytes = bytes;
    }
}

} // namespace topomq::runtime
