// The Sampler's view of programs outside: our own side of the connection, and what the kernel says
// of it.

#include "engine/runtime/kernel_queue.h"
#include "engine/runtime/sampler.h"

#include <algorithm>

namespace topomq::runtime {

namespace {

/// Did as many bytes pass through the kernel as through our hands? Only a look during which nothing
/// passed can tell.
std::optional<bool> agree(const KernelQueue& first,
                          const KernelQueue& second,
                          std::uint64_t before,
                          std::uint64_t after,
                          bool isSending)
{
    const auto passed = [isSending](const KernelQueue& queue) {
        return isSending ? queue.acknowledged + queue.unacknowledged
                         : queue.received - std::min(queue.received, queue.unread);
    };
    const std::uint64_t seen = passed(first);
    if (before != after || seen != passed(second))
        return std::nullopt;
    // The SYN of the end that connects.
    return seen == before || (isSending && seen == before + 1);
}

} // namespace

std::optional<std::uint64_t> Sampler::handedOutside(plan::FlowIndex flow) const
{
    const plan::PlannedFlow& planned = m_run.plan.flows[flow];
    const plan::PlannedSocket& from = m_run.plan.sockets[planned.from];
    const auto leadOutside =
        std::count_if(from.flowsOut.begin(), from.flowsOut.end(),
                      [this](plan::FlowIndex each) { return m_traits[each].isToOutside; });
    // Nobody could say whose connection it is, or where its messages end.
    const bool canFollow = leadOutside == 1 && from.type != model::SocketType::Stream
        && (planned.transport == plan::Transport::Tcp || planned.transport == plan::Transport::Ipc)
        && from.security->mechanism != model::Mechanism::Curve;
    if (!canFollow)
        return std::nullopt;
    return m_run.flows[flow].wire.written.load(std::memory_order_acquire);
}

bool Sampler::waitsForOutside(plan::FlowIndex flow) const
{
    const FlowTraits& traits = m_traits[flow];
    if (traits.isGone || m_run.isCut[traits.link].load(std::memory_order_relaxed))
        return false;
    // Whoever connects has a queue from the start, who binds only once somebody has come.
    return !traits.receiverConnects
        || m_run.flows[flow].wire.writers.load(std::memory_order_acquire) > 0;
}

void Sampler::lookOutside(plan::FlowIndex flow, UnderWay& result) const
{
    const FlowTraits& traits = m_traits[flow];
    const std::uint64_t sentInAll = m_run.sockets[traits.from].sent.value();
    if (traits.isGone || traits.isFromOutside || sentInAll == 0)
        return;
    result.moved += sentInAll;
    const std::optional<std::uint64_t> handed = handedOutside(flow);
    if (!handed) {
        // Where nobody can follow the messages, the kernel still says whether any are held up.
        ++result.published;
        result.unseen.push_back(flow);
        return;
    }
    const WireLedger& wire = m_run.flows[flow].wire;
    result.moved += wire.bytesWritten.load(std::memory_order_acquire);
    result.certain += isHeldUp(wire.descriptor.load(std::memory_order_acquire)) ? 1 : 0;
    if (isShared(flow))
        return;
    if (traits.dispatch == Dispatch::Publish) {
        // How many its queue has taken only the program knows, by what it is subscribed to.
        ++result.published;
        return;
    }
    const Totals totals = totalsOf(flow);
    const std::uint64_t rest = totals.sent - std::min(totals.sent, *handed + totals.dropped);
    if (!waitsForOutside(flow))
        return;
    // What a connection took with it when it ended waits nowhere; without one nobody knows how many
    // these are.
    const bool isSure = wire.ended.load(std::memory_order_acquire) == 0
        || wire.writers.load(std::memory_order_acquire) == 0;
    (isSure && !mayLose(flow) ? result.certain : result.published) += rest;
}

std::optional<std::uint64_t> Sampler::queuedForOutside(plan::FlowIndex flow,
                                                       const metrics::FlowFigures& figures,
                                                       std::uint64_t passed) const
{
    // Of what it publishes nobody knows how much is for the program before it goes there.
    if (!figures.sent || m_traits[flow].dispatch == Dispatch::Publish)
        return std::nullopt;
    // What a ROUTER has dropped is in no queue.
    const std::uint64_t gone = passed + m_run.flows[flow].sender.peerFull.value();
    return *figures.sent - std::min(*figures.sent, gone);
}

std::optional<metrics::NearSide> Sampler::nearSideOf(plan::FlowIndex flow,
                                                     const metrics::FlowFigures& figures) const
{
    const plan::PlannedFlow& planned = m_run.plan.flows[flow];
    const bool isSending = isExternal(planned.to);
    if (isSending == isExternal(planned.from))
        return std::nullopt;
    const WireLedger& wire = m_run.flows[flow].wire;
    const std::atomic<int>& ends = isSending ? wire.writers : wire.readers;
    if (ends.load(std::memory_order_acquire) != 1)
        return std::nullopt;
    metrics::NearSide side;
    side.isSending = isSending;
    // Against the stream, so that nothing is seen to pass that was not seen to come.
    if (isSending) {
        side.passed = wire.written.load(std::memory_order_acquire);
        side.queued = queuedForOutside(flow, figures, side.passed);
    } else {
        const std::uint64_t taken = m_run.flows[flow].receiver.received.value();
        side.passed = wire.read.load(std::memory_order_acquire);
        // libzmq throws away what comes too late for a REQ, or is overwritten, and says nothing.
        if (!givesUp(flow) && !conflatesAt(m_run.plan, flow, planned.to))
            side.queued = side.passed - std::min(side.passed, taken);
    }
    const std::atomic<std::uint64_t>& bytes = isSending ? wire.bytesWritten : wire.bytesRead;
    const std::atomic<std::uint64_t>& base = isSending ? wire.writtenBefore : wire.readBefore;
    const std::atomic<int>& number = isSending ? wire.descriptor : wire.readDescriptor;
    const int descriptor = number.load(std::memory_order_acquire);
    const std::uint64_t before = bytes.load(std::memory_order_acquire);
    const auto first = kernelQueueOf(descriptor);
    const auto second = kernelQueueOf(descriptor);
    const std::uint64_t after = bytes.load(std::memory_order_acquire);
    // Given up meanwhile: the number may be another connection's.
    if (!first || !second || number.load(std::memory_order_acquire) != descriptor)
        return side;
    const std::uint64_t start = base.load(std::memory_order_acquire);
    side.kernelBytes = isSending ? second->unacknowledged : second->unread;
    side.wireBytes = isSending ? second->acknowledged : second->received;
    side.networkRoundTrip = second->roundTripMicroseconds;
    if (isSending)
        side.heldUpByPeer = second->heldUpByPeer;
    side.agrees = agree(*first, *second, before - start, after - start, isSending);
    return side;
}

void Sampler::fillNearSides(metrics::Snapshot& snapshot)
{
    for (const plan::FlowIndex flow : m_outside) {
        metrics::FlowFigures& figures = snapshot.flows[flow];
        if (const auto side = nearSideOf(flow, figures))
            figures.nearSide = std::make_shared<const metrics::NearSide>(*side);
        std::optional<double>& since = m_imbalancedSince[flow];
        const bool differs = figures.nearSide && figures.nearSide->agrees == false;
        if (!differs) {
            since.reset();
            continue;
        }
        if (!since)
            since = snapshot.time;
        // Believed when two looks in a row see it.
        else
            snapshot.imbalances.push_back({flow, metrics::Contradiction::OtherBytes, *since});
    }
}

} // namespace topomq::runtime
