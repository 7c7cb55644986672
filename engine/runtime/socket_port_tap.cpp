// The copies that SocketPort makes of what passes, for those who watch a link.

#include "engine/runtime/socket_port.h"

#include <algorithm>
#include <utility>

namespace topomq::runtime {

namespace {

constexpr double kNanosecondsPerMicrosecond = 1000;

} // namespace

void SocketPort::tapArrival(const Incoming& message,
                            const Sender& sender,
                            std::optional<double> latency)
{
    sender.tap->count();
    if (!sender.tap->mayKeep(m_run.ticks()))
        return;
    metrics::CapturedMessage copy = copyOf(message, sender.dispatch == Dispatch::Publish);
    copy.number = sender.ledger->receiver.received.value();
    copy.time = m_run.seconds();
    if (latency)
        copy.latency = *latency / kNanosecondsPerMicrosecond;
    sender.tap->keep(std::move(copy));
}

bool SocketPort::isFor(plan::FlowIndex flow, const Entry& entry) const
{
    return entry.matched != nullptr ? entry.matched->contains(flow) : entry.flow == flow;
}

std::optional<metrics::CapturedMessage> SocketPort::tapOutgoing(const Outgoing& message,
                                                                const Entry& entry)
{
    const bool isWanted =
        std::any_of(m_flowsOutside.begin(), m_flowsOutside.end(), [&](plan::FlowIndex flow) {
            MessageTap& tap = m_run.taps.at(flow);
            return tap.isWatched() && isFor(flow, entry) && tap.mayKeep(m_run.ticks());
        });
    if (!isWanted)
        return std::nullopt;
    metrics::CapturedMessage copy =
        copyOf(message, {message.m_payload, message.m_size}, m_dispatch == Dispatch::Publish);
    copy.isStamped = message.m_hasStamp;
    return copy;
}

void SocketPort::tapSent(std::optional<metrics::CapturedMessage> copy, const Entry& entry)
{
    for (const plan::FlowIndex flow : m_flowsOutside) {
        MessageTap& tap = m_run.taps.at(flow);
        if (!tap.isWatched() || !isFor(flow, entry))
            continue;
        tap.count();
        if (!copy || !tap.mayKeep(m_run.ticks()))
            continue;
        copy->time = m_run.seconds();
        copy->number = numberOf(flow, entry);
        tap.keep(*copy);
    }
}

std::uint64_t SocketPort::numberOf(plan::FlowIndex flow, const Entry& entry) const
{
    if (entry.matched == nullptr)
        return entry.count != nullptr ? entry.count->value() : m_ledger.sent.value();
    const PublisherLedger& publisher = *m_ledger.publisher;
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < publisher.size(); ++i) {
        if (publisher.at(i).contains(flow))
            number += publisher.at(i).count.value();
    }
    return number;
}

} // namespace topomq::runtime
