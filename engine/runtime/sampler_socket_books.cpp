// The Sampler's check of sockets: what each has counted itself, held against what its flows and its
// connections have counted. A sender that chooses its peers has no other books, and publishers and
// receivers have two.

#include "engine/runtime/sampler.h"

#include <algorithm>

namespace topomq::runtime {

namespace {

using metrics::Contradiction;

/// More than the sum, as far as that is bounded.
class Bound
{
public:
    void add(std::uint64_t most, std::uint64_t unbounded)
    {
        m_isKnown = m_isKnown && most != unbounded;
        m_sum += m_isKnown ? most : 0;
    }

    void leave() { m_isKnown = false; }

    [[nodiscard]] bool isLessThan(std::uint64_t count) const { return m_isKnown && m_sum < count; }

private:
    std::uint64_t m_sum = 0;
    bool m_isKnown = true;
};

} // namespace

bool Sampler::mayVanish(plan::FlowIndex flow) const
{
    return m_traits[flow].isFromOutside || m_traits[flow].isToOutside || m_traits[flow].isUnknown
        || m_limit[flow] == 1 || mayDropReplies(flow) || goesAstray(flow)
        || m_run.flows[flow].hasBroken();
}

std::uint64_t Sampler::outOfSender(plan::FlowIndex flow) const
{
    const FlowLedger& ledger = m_run.flows[flow];
    const std::uint64_t refused = ledger.sender.peerFull.value() + ledger.sender.peerGone.value();
    if (!m_traits[flow].isInproc)
        return ledger.wire.written.load(std::memory_order_acquire) + refused;
    return ledger.receiver.received.value() + droppedOf(flow) + refused;
}

bool Sampler::isOverfull(const std::vector<plan::FlowIndex>& flows, std::uint64_t sent) const
{
    // What was sent is counted first, what has left the queues last: see `leastInFlight`.
    std::uint64_t out = 0;
    Bound most;
    for (const plan::FlowIndex flow : flows) {
        const FlowTraits& traits = m_traits[flow];
        if (mayVanish(flow) || !(traits.isInproc || isFollowed(flow)))
            return false;
        out += outOfSender(flow);
        most.add(m_mostSendMark[traits.from], kNoLimit);
        most.add(traits.isInproc ? m_mostReceiveMark[traits.to] : kMostInBatch, kNoLimit);
        most.add(traits.isInproc ? outOfQueue(flow) : kInHand, kNoLimit);
    }
    return sent > out && most.isLessThan(sent - out);
}

bool Sampler::isReceiverOverfull(plan::FlowIndex flow) const
{
    // A subscriber does not take what it has unsubscribed from meanwhile.
    if (mayVanish(flow) || !isFollowed(flow) || m_traits[flow].dispatch == Dispatch::Publish)
        return false;
    const FlowLedger& ledger = m_run.flows[flow];
    const std::uint64_t read = ledger.wire.read.load(std::memory_order_acquire);
    const std::uint64_t taken =
        ledger.receiver.received.value() + ledger.receiver.discarded.value();
    Bound most;
    most.add(m_mostReceiveMark[m_traits[flow].to], kNoLimit);
    most.add(kMostInBatch + outOfQueue(flow), kNoLimit);
    return read > taken && most.isLessThan(read - taken);
}

std::optional<Contradiction> Sampler::wireContradiction(plan::FlowIndex flow) const
{
    // Each pair in the order against the stream: what moves meanwhile can hide a contradiction,
    // never make one.
    const FlowLedger& ledger = m_run.flows[flow];
    const std::uint64_t taken =
        ledger.receiver.received.value() + ledger.receiver.discarded.value();
    const std::uint64_t lost = ledger.wire.lost.load(std::memory_order_acquire);
    const std::uint64_t read = ledger.wire.read.load(std::memory_order_acquire);
    if (taken > read)
        return Contradiction::NeverArrived;
    const std::uint64_t written = ledger.wire.written.load(std::memory_order_acquire);
    if (read + lost > written)
        return Contradiction::NeverWritten;
    const Dispatch dispatch = m_traits[flow].dispatch;
    const bool isOwnCount =
        dispatch == Dispatch::Targeted || (dispatch == Dispatch::Balanced && !isShared(flow));
    if (isOwnCount && written > totalsOf(flow).sent)
        return Contradiction::NeverSent;
    if (isReceiverOverfull(flow) || (isOwnCount && isOverfull({flow}, totalsOf(flow).sent)))
        return Contradiction::Overfull;
    return std::nullopt;
}

std::optional<Contradiction> Sampler::choosersContradiction(plan::SocketIndex socket) const
{
    const std::vector<plan::FlowIndex>& flows = m_run.plan.sockets[socket].flowsOut;
    const std::uint64_t sentBefore = m_run.sockets[socket].sent.value();
    std::uint64_t settled = 0;
    std::uint64_t written = 0;
    std::uint64_t newest = 0;
    for (const plan::FlowIndex flow : flows) {
        if (m_traits[flow].isToOutside)
            continue;
        const FlowLedger& ledger = m_run.flows[flow];
        newest = std::max(newest, ledger.receiver.last.load(std::memory_order_acquire));
        settled += ledger.receiver.received.value();
        written += ledger.wire.written.load(std::memory_order_acquire);
    }
    // A loss is taken back before what comes after all is entered as received.
    for (const plan::FlowIndex flow : flows)
        settled += m_traits[flow].isToOutside ? 0 : droppedOf(flow);
    const std::uint64_t sent = m_run.sockets[socket].sent.value();
    if (settled > sent || newest > sent)
        return Contradiction::Sum;
    if (written > sent)
        return Contradiction::NeverSent;
    return isOverfull(flows, sentBefore) ? std::optional(Contradiction::Overfull) : std::nullopt;
}

bool Sampler::isMiscountedByPublisher(plan::SocketIndex socket) const
{
    const SocketLedger& ledger = m_run.sockets[socket];
    const std::uint64_t filtered = ledger.droppedFiltered.value();
    const std::uint64_t toNobody = ledger.droppedNoSubscriber.value();
    const std::uint64_t sentBefore = ledger.sent.value();
    const std::size_t classes = ledger.publisher->size();
    std::uint64_t matched = 0;
    for (std::size_t i = 0; i < classes; ++i)
        matched += ledger.publisher->at(i).count.value();
    // In each class one may be entered that is just being withdrawn.
    const std::uint64_t sent = ledger.sent.value() + classes;
    const std::uint64_t unmatched = classes == 0 ? 0 : mostOfNobody(*ledger.publisher);
    return matched > sent || sentBefore > matched + classes + 1 || toNobody > unmatched
        || filtered > toNobody;
}

std::uint64_t Sampler::mostOfNobody(const PublisherLedger& publisher)
{
    for (std::size_t i = 0; i < publisher.size(); ++i) {
        if (publisher.at(i).flows.empty())
            return publisher.at(i).count.value() + 1;
    }
    return 0;
}

bool Sampler::isMiscountedByRouter(plan::SocketIndex socket) const
{
    const SocketLedger& ledger = m_run.sockets[socket];
    const auto refused = [&ledger] {
        return ledger.droppedUnroutable.value() + ledger.droppedPeerFull.value();
    };
    // One may be under way in the socket, counted here and not yet there.
    const std::uint64_t handedBefore = ledger.handedToRouter.value();
    const std::uint64_t counted = ledger.sent.value() + refused();
    const std::uint64_t handed = ledger.handedToRouter.value();
    return handedBefore > counted + kInHand || counted > handed + kInHand;
}

bool Sampler::isMiscountedAtArrival(plan::SocketIndex socket) const
{
    const SocketLedger& ledger = m_run.sockets[socket];
    const std::uint64_t before = ledger.received.value();
    std::uint64_t entered = ledger.fromStrangers.value();
    for (const plan::FlowIndex flow : m_run.plan.sockets[socket].flowsIn)
        entered += m_run.flows[flow].receiver.received.value();
    // The newest is counted at the socket first.
    return before > entered + 1 || entered > ledger.received.value();
}

std::optional<Contradiction> Sampler::socketContradiction(plan::SocketIndex socket) const
{
    const plan::PlannedSocket& planned = m_run.plan.sockets[socket];
    if (isExternal(socket) || planned.type == model::SocketType::Stream)
        return std::nullopt;
    if (isMiscountedAtArrival(socket))
        return Contradiction::OtherCount;
    if (m_run.sockets[socket].publisher != nullptr && isMiscountedByPublisher(socket))
        return Contradiction::OtherCount;
    if (planned.type == model::SocketType::Router && isMiscountedByRouter(socket))
        return Contradiction::OtherCount;
    const bool isChooser = planned.flowsOut.size() > 1 && isShared(planned.flowsOut.front());
    return isChooser ? choosersContradiction(socket) : std::nullopt;
}

void Sampler::checkSockets(metrics::Snapshot& snapshot)
{
    // Many of them take turns: each is looked at once a second or so.
    constexpr std::size_t kPerSample = 100;
    const std::size_t count = m_run.plan.sockets.size();
    const std::size_t turns = std::max<std::size_t>(1, (count + kPerSample - 1) / kPerSample);
    for (std::size_t i = m_sequence % turns; i < count; i += turns) {
        const auto socket = static_cast<plan::SocketIndex>(i);
        const plan::PlannedSocket& planned = m_run.plan.sockets[socket];
        if (planned.flowsOut.empty() && planned.flowsIn.empty())
            continue;
        const auto what = socketContradiction(socket);
        if (!what) {
            m_socketFaults.erase(socket);
            continue;
        }
        const std::vector<plan::FlowIndex>& flows =
            planned.flowsOut.empty() ? planned.flowsIn : planned.flowsOut;
        // It is told at a link that is still drawn, if there is one.
        const auto drawn = std::find_if(flows.begin(), flows.end(), [this](plan::FlowIndex each) {
            return !m_traits[each].isGone;
        });
        const plan::FlowIndex flow = drawn == flows.end() ? flows.front() : *drawn;
        const auto [at, isNew] =
            m_socketFaults.try_emplace(socket, metrics::Imbalance{flow, *what, snapshot.time});
        at->second.flow = flow;
        at->second.what = *what;
    }
    for (const auto& [socket, fault] : m_socketFaults) {
        const bool isTold = std::any_of(
            snapshot.imbalances.begin(), snapshot.imbalances.end(),
            [flow = fault.flow](const metrics::Imbalance& each) { return each.flow == flow; });
        if (!isTold)
            snapshot.imbalances.push_back(fault);
    }
}

} // namespace topomq::runtime
