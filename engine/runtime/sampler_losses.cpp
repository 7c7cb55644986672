// The Sampler's reckoning of losses that nobody has found yet: what was sent, less all that can
// have been kept. A receiver learns of a gap only by the next message, which may be long in coming.

#include "engine/runtime/sampler.h"

#include <algorithm>

namespace topomq::runtime {

namespace {

/// libzmq encodes so many bytes at a time (out_batch_size).
constexpr std::uint64_t kEncoderBytes = 8192;
/// Fewest bytes that ZMTP puts before a frame.
constexpr std::uint64_t kFrameHeader = 2;
/// Entered as sent, and not in the queue yet.
constexpr std::uint64_t kInSend = 1;

} // namespace

bool Sampler::isBoundedBeforeKernel(plan::FlowIndex flow) const
{
    const WireLedger& wire = m_run.flows[flow].wire;
    // At the end of a connection there may be two queues for a moment. What the old one held never
    // gets to the kernel, once it has ended.
    return m_traits[flow].dispatch == Dispatch::Publish && isFollowed(flow)
        && m_mostSendMark[m_traits[flow].from] != kNoLimit
        && wire.writers.load(std::memory_order_acquire) == 1
        && wire.connections.load(std::memory_order_acquire)
        == wire.ended.load(std::memory_order_acquire) + 1;
}

bool Sampler::isBoundedAndLossy(plan::FlowIndex flow) const
{
    if (!m_traits[flow].isInproc)
        return isBoundedBeforeKernel(flow);
    return m_limit[flow] > 0 && !isShared(flow) && mayLose(flow) && hasOneQueue(flow);
}

std::uint64_t Sampler::mostInEncoder(plan::FlowIndex flow) const
{
    const PublisherLedger& publisher = *m_run.sockets[m_traits[flow].from].publisher;
    std::uint64_t smallest = MatchClass::kNone;
    for (std::size_t i = 1; i < publisher.size(); ++i) {
        if (publisher.at(i).contains(flow))
            smallest = std::min(smallest, publisher.at(i).smallest.load(std::memory_order_relaxed));
    }
    if (smallest == MatchClass::kNone)
        return 0;
    // The first of the batch may have begun in the one before, and the last may end in the next.
    return kEncoderBytes / (smallest + kFrameHeader) + 2;
}

std::uint64_t Sampler::mostKept(plan::FlowIndex flow, const Totals& totals) const
{
    if (m_traits[flow].isInproc)
        return totals.received + m_limit[flow] + outOfQueue(flow);
    // What the kernel takes is entered after it has it: until then it is counted with the batch.
    return m_run.flows[flow].wire.written.load(std::memory_order_acquire)
        + m_mostSendMark[m_traits[flow].from] + mostInEncoder(flow) + kInSend;
}

std::uint64_t Sampler::certainLoss(plan::FlowIndex flow,
                                   std::optional<std::uint64_t> sentBefore,
                                   const Totals& totals)
{
    std::uint64_t& least = m_leastDropped[flow];
    if (sentBefore) {
        // Sent by then, less all that can have been kept since: an older count on this side can
        // only make the answer too small, never too large.
        const std::uint64_t kept = mostKept(flow, totals);
        if (*sentBefore > kept)
            least = std::max(least, *sentBefore - kept);
    }
    // Those that have been found are among them.
    return least > totals.dropped ? least - totals.dropped : 0;
}

void Sampler::noteReceiverStopped(plan::FlowIndex flow, std::uint64_t lost, bool isOnTop)
{
    if (isShared(flow))
        return;
    const FlowTraits& traits = m_traits[flow];
    const Totals totals = totalsOf(flow);
    std::uint64_t& least = m_leastDropped[flow];
    // A queue at the side that binds goes with its connection.
    if (traits.receiverConnects)
        least = std::max(least, totals.sent - std::min(totals.sent, totals.received));
    // What a receiver had no use for may have been found to be missing, although it was read.
    else if (isOnTop && !traits.takesLess && traits.dispatch != Dispatch::Publish)
        least = std::max(least, totals.dropped) + lost;
    else
        least = std::max(least, lost);
}

void Sampler::noteSenderStopped(plan::FlowIndex flow)
{
    const plan::PlannedSocket& from = m_run.plan.sockets[m_traits[flow].from];
    // With LINGER libzmq goes on sending, even after it has connected anew.
    const bool lingers = !m_statuses[from.node]->killed
        && std::any_of(from.options.begin(), from.options.end(),
                       [](const plan::PlannedOption& option) {
                           return option.name == "LINGER" && option.value.asNumber() != 0.0;
                       });
    if (isShared(flow) || lingers)
        return;
    const WireLedger& wire = m_run.flows[flow].wire;
    const std::uint64_t lost = wire.lost.load(std::memory_order_acquire);
    const std::uint64_t kept = wire.written.load(std::memory_order_acquire) - lost;
    const std::uint64_t sent = totalsOf(flow).sent;
    m_leastDropped[flow] = std::max(m_leastDropped[flow], sent - std::min(sent, kept));
}

std::uint64_t Sampler::likelyOverwritten(plan::FlowIndex flow, const Look& look) const
{
    const FlowLedger& ledger = m_run.flows[flow];
    const FlowTraits& traits = m_traits[flow];
    if (traits.isInproc || m_limit[flow] != 1 || isShared(flow) || traits.isFromOutside
        || traits.isToOutside || ledger.wire.connections.load(std::memory_order_acquire) == 0)
        return 0;
    const auto beyond = [](std::uint64_t count, std::uint64_t kept) {
        return count - std::min(count, kept);
    };
    // Where only the newest is kept, one waits and one may be in hand.
    constexpr std::uint64_t kKept = 2;
    std::uint64_t overwritten = 0;
    if (conflatesAt(m_run.plan, flow, traits.to)) {
        const std::uint64_t read = ledger.wire.read.load(std::memory_order_acquire);
        const std::uint64_t taken =
            ledger.receiver.received.value() + ledger.receiver.discarded.value();
        overwritten += beyond(read, taken + kKept);
    }
    if (conflatesAt(m_run.plan, flow, traits.from)) {
        const std::uint64_t written = ledger.wire.written.load(std::memory_order_acquire);
        overwritten += beyond(look.totals.sent, written + kKept);
    }
    const std::uint64_t known = look.totals.dropped + look.unfound;
    const std::uint64_t rest = beyond(look.totals.sent, look.totals.received + known);
    return std::min(rest, beyond(overwritten, known));
}

std::uint64_t Sampler::likelyLoss(plan::FlowIndex flow, const Look& look)
{
    const std::uint64_t beyond = beyondLimit(flow, look);
    const bool wasBeyond = m_wasBeyond[flow];
    m_wasBeyond[flow] = beyond > 0;
    if (!m_traits[flow].isInproc)
        return likelyOverwritten(flow, look);
    if (!m_traits[flow].dropsWhenFull || !isBoundedAndLossy(flow))
        return 0;
    // In hand it is for a moment only. Where the queue has overflown before, or was as full at the
    // last look, these have been thrown away as well.
    const bool hasDropped = look.totals.dropped + look.unfound > 0;
    return hasDropped || wasBeyond ? beyond : 0;
}

} // namespace topomq::runtime
