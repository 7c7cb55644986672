// Several links between the same two sockets: by which of them has a message come?
//
// Over tcp, ipc and ws each connection says so. Over inproc and multicast nothing does: what is
// published goes by the link on which its number is missing, what has one receiver by the link for
// which its sender has entered it, and the rest by turns.

#include "engine/runtime/connection_marks.h"
#include "engine/runtime/socket_options.h"
#include "engine/runtime/socket_port.h"

#include <zmq.h>

#include <algorithm>
#include <compare>
#include <tuple>

namespace topomq::runtime {

namespace {

zmq_msg_t* raw(RawMessage& message)
{
    return reinterpret_cast<zmq_msg_t*>(message.bytes.data());
}

/// Messages that come over it bear the name of their sender.
bool isNamed(const plan::PlannedFlow& flow)
{
    return flow.transport == plan::Transport::Tcp || flow.transport == plan::Transport::Ipc
        || flow.transport == plan::Transport::Ws;
}

/// How well a number fits a link: the greatest does best.
struct Fit
{
    bool isNext = false;
    bool isUp = false;
    /// Its connection has ended since its last arrival: there will be a gap.
    bool isBroken = false;
    /// How few numbers would be missing, as a negative number.
    std::int64_t nearness = 0;

    friend auto operator<=>(const Fit&, const Fit&) = default;
};

} // namespace

void SocketPort::findTwins()
{
    for (std::size_t i = 1; i < m_senders.size(); ++i) {
        if (m_senders[i].socket == m_senders[i - 1].socket)
            m_senders[i].hasTwin = m_senders[i - 1].hasTwin = true;
    }
    for (Sender& each : m_senders) {
        if (!each.hasTwin)
            continue;
        if (m_twins == nullptr)
            m_twins = std::make_unique<Twins>();
        const std::span<Sender> twins = twinsOf(each.socket);
        const auto unnamed = std::count_if(twins.begin(), twins.end(), [this](const Sender& twin) {
            const plan::PlannedFlow& flow = m_run.plan.flows[twin.flow];
            return !isNamed(flow) && !m_run.plan.links[flow.link].gone;
        });
        // Its sender cannot tell them apart either: what it enters for one goes by any of them, and
        // comes in no order.
        if (each.dispatch == Dispatch::Targeted && unnamed > 1)
            each.numbersOneFlow = false;
    }
}

std::span<SocketPort::Sender> SocketPort::twinsOf(plan::SocketIndex socket)
{
    const auto [first, last] =
        std::equal_range(m_senders.begin(), m_senders.end(), Sender{.socket = socket},
                         [](const Sender& a, const Sender& b) { return a.socket < b.socket; });
    return {first, last};
}

SocketPort::Sender* SocketPort::twinOf(const Arrival& arrival)
{
    const std::span<Sender> twins = twinsOf(arrival.sender);
    const auto found = std::find_if(twins.begin(), twins.end(),
                                    [&](const Sender& twin) { return twin.flow == arrival.flow; });
    return found == twins.end() ? nullptr : &*found;
}

bool SocketPort::isOver(plan::FlowIndex flow) const
{
    const plan::LinkIndex link = m_run.plan.flows[flow].link;
    const plan::PlannedLink& planned = m_run.plan.links[link];
    if (planned.connect != m_index)
        return planned.gone || m_run.isCut[link].load(std::memory_order_acquire);
    const auto connected = m_connected.find(link);
    return connected == m_connected.end() || connected->second.empty();
}

void SocketPort::chooseTwin(const Incoming& message, Arrival& arrival)
{
    const std::span<Sender> twins = twinsOf(arrival.sender);
    if (twins.size() < 2)
        return;
    RawMessage& last = *message.m_frames[message.m_count - 1];
    const bool isMarked = zmq_msg_gets(raw(last), kNameProperty) != nullptr;
    const Sender* twin = nullptr;
    if (isMarked)
        twin = twinByMark(twins, markOn(raw(last)));
    else if (message.m_slot != nullptr && message.m_slot->flow != plan::kNone)
        twin = twinOf({.sender = arrival.sender, .flow = message.m_slot->flow});
    else if (arrival.numbered && twins.front().dispatch == Dispatch::Publish)
        twin = twinByNumber(twins, arrival);
    if (twin == nullptr)
        twin = &twinByTurn(twins, isMarked);
    arrival.flow = twin->flow;
    m_twins->flows[twin->flow].chosenAt = ++m_twins->arrivals;
}

const SocketPort::Sender* SocketPort::twinByMark(std::span<const Sender> twins,
                                                 const std::optional<ConnectionMark>& mark) const
{
    const auto find = [&](const auto& fits) -> const Sender* {
        const auto found = std::find_if(twins.begin(), twins.end(), [&](const Sender& twin) {
            return fits(twin, m_run.plan.links[m_run.plan.flows[twin.flow].link]);
        });
        return found == twins.end() ? nullptr : &*found;
    };
    const bool isBound = !m_run.plan.sockets[twins.front().socket].binds.empty();
    if (mark ? mark->endpoint.has_value() : isBound) {
        const std::size_t endpoint = mark ? *mark->endpoint : 0;
        const auto leadsThere = [&](const Sender& /*twin*/, const plan::PlannedLink& link) {
            return link.connect == m_index && link.endpoint == endpoint;
        };
        // A link that was taken away may have led there, too.
        const Sender* const up = find([&](const Sender& twin, const plan::PlannedLink& link) {
            return leadsThere(twin, link) && !isOver(twin.flow);
        });
        return up != nullptr ? up : find(leadsThere);
    }
    const Sender* const told = find([&](const Sender& twin, const plan::PlannedLink& link) {
        return link.bind == m_index && mark && mark->link == m_run.plan.flows[twin.flow].link;
    });
    // Else it had connected before there was a second.
    return told != nullptr ? told
                           : find([&](const Sender& /*twin*/, const plan::PlannedLink& link) {
                                 return link.bind == m_index;
                             });
}

std::uint64_t& SocketPort::newestOf(const Sender& twin, std::uint32_t matchClass)
{
    // An earlier life of the node may have taken some.
    const std::vector<std::uint64_t>& taken = twin.ledger->receiver.lastByClass;
    std::vector<std::uint64_t>& newest = m_twins->flows[twin.flow].newest;
    while (newest.size() <= matchClass)
        newest.push_back(newest.size() < taken.size() ? taken[newest.size()] : 0);
    return newest[matchClass];
}

const SocketPort::Sender* SocketPort::twinByNumber(std::span<const Sender> twins,
                                                   const Arrival& arrival)
{
    // Each connection keeps its order, and brings every number once at most.
    const PublisherLedger& publisher = *m_run.sockets[arrival.sender].publisher;
    if (arrival.matchClass >= publisher.size())
        return nullptr;
    const MatchClass& matched = publisher.at(arrival.matchClass);
    const auto numberAfter = [&](std::uint64_t newest) {
        return arrival.wide ? arrival.sequence
                            : unwrap(newest, static_cast<std::uint32_t>(arrival.sequence));
    };
    const Sender* best = nullptr;
    Fit bestFit;
    const Sender* gap = nullptr;
    for (const Sender& twin : twins) {
        if (isNamed(m_run.plan.flows[twin.flow]) || !matched.contains(twin.flow))
            continue;
        const std::uint64_t newest = newestOf(twin, arrival.matchClass);
        const auto ahead = static_cast<std::int64_t>(numberAfter(newest) - newest);
        const bool isBroken =
            twin.ledger->sender.brokenBy.load(std::memory_order_relaxed) != FlowLedger::kWhole;
        const Fit fit{.isNext = ahead == 1,
                      .isUp = !isOver(twin.flow),
                      .isBroken = isBroken,
                      .nearness = -ahead};
        if (ahead > 0 && (best == nullptr || fit > bestFit)) {
            best = &twin;
            bestFit = fit;
        }
    }
    // What had been taken for lost is found before anything else is taken for lost.
    for (std::size_t i = 0; i < twins.size() && !bestFit.isNext && gap == nullptr; ++i) {
        const std::uint64_t number = numberAfter(newestOf(twins[i], arrival.matchClass));
        if (!isNamed(m_run.plan.flows[twins[i].flow])
            && twins[i].ledger->receiver.gaps.contains(arrival.matchClass, number))
            gap = &twins[i];
    }
    if (gap != nullptr || best == nullptr)
        return gap;
    std::uint64_t& newest = newestOf(*best, arrival.matchClass);
    newest = numberAfter(newest);
    return best;
}

const SocketPort::Sender& SocketPort::twinByTurn(std::span<const Sender> twins, bool isMarked)
{
    const auto rank = [&](const Sender& twin) {
        return std::tuple(isNamed(m_run.plan.flows[twin.flow]) != isMarked, isOver(twin.flow),
                          m_twins->flows[twin.flow].chosenAt);
    };
    return *std::min_element(twins.begin(), twins.end(),
                             [&](const Sender& a, const Sender& b) { return rank(a) < rank(b); });
}

} // namespace topomq::runtime
