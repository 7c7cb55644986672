#include "ui/events/drop_watch.h"

#include "engine/plan/plan_places.h"
#include "ui/events/event_words.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr double kPeriod = 1;

struct DropWords
{
    Q_DECLARE_TR_FUNCTIONS(topomq::ui::DropWords)

public:
    static QString of(metrics::DropCause cause)
    {
        switch (cause) {
        case metrics::DropCause::SubscriberFull:
            return tr("the queue for this subscriber was full; raise SNDHWM or RCVHWM, or let it "
                      "work faster");
        case metrics::DropCause::LateJoiner:
            return tr("published before the subscription had arrived; start the subscriber first, "
                      "or let the publisher wait");
        case metrics::DropCause::PeerFull:
            return tr("the queue for this peer was full; raise SNDHWM, or set ROUTER_MANDATORY to "
                      "be told");
        case metrics::DropCause::PeerGone:
            return tr("the connection ended with them on their way");
        case metrics::DropCause::StaleReply:
            return tr("the answers came after the requests had been given up; raise the timeout");
        case metrics::DropCause::Conflated:
            return tr("overwritten by newer ones, as CONFLATE asks");
        case metrics::DropCause::Linger:
            return tr("still in the queue when the socket closed; a longer LINGER lets them out");
        case metrics::DropCause::UndrawnPeer:
            return tr("taken by a program that is not drawn; draw it as an external node, or keep "
                      "it from this address");
        }
        return {};
    }

    static QString ofSocket(std::size_t cause)
    {
        if (cause == 0)
            return tr("no peer has the address that they name; check \"send to\" and ROUTING_ID");
        if (cause == 1)
            return tr("no subscriber was there");
        if (cause == 2)
            return tr("not accepted within SNDTIMEO; raise it, or let the receivers work faster");
        if (cause == 3)
            return of(metrics::DropCause::PeerFull);
        return tr("filtered: no subscriber has asked for what they begin with");
    }
};

runtime::RuntimeEvent
dropped(double time, const std::string& where, std::uint64_t count, const QString& why)
{
    return {.time = time,
            .where = where,
            .event = kDropEvent,
            .address = {},
            .detail = DropWords::tr("%1 messages: %2").arg(groupedDigits(count), why).toStdString(),
            .error = false};
}

} // namespace

void DropWatch::clear()
{
    m_flows.clear();
    m_sockets.clear();
    m_nextTime = 0;
}

std::vector<runtime::RuntimeEvent>
DropWatch::take(const plan::RunPlan& plan, const metrics::Snapshot& now, bool isLast)
{
    std::vector<runtime::RuntimeEvent> events;
    if (now.time < m_nextTime && !isLast)
        return events;
    m_flows.resize(std::max(m_flows.size(), now.flows.size()));
    m_sockets.resize(std::max(m_sockets.size(), now.sockets.size()));
    // Most flows lose nothing most of the time: what they are called is asked for when one does.
    const auto tell = [&](std::uint64_t& told, std::uint64_t count, const auto& where,
                          const QString& why) {
        if (count > told)
            events.push_back(dropped(now.time, where(), count - told, why));
        told = std::max(told, count);
    };
    for (std::size_t i = 0; i < now.flows.size() && i < plan.flows.size(); ++i) {
        const auto link = [&] { return plan::placeIn(plan.links.at(plan.flows[i].link)); };
        for (std::size_t cause = 0; cause < metrics::kDropCauses; ++cause)
            tell(m_flows[i].at(cause), now.flows[i].droppedByCause.at(cause), link,
                 DropWords::of(static_cast<metrics::DropCause>(cause)));
    }
    for (std::size_t i = 0; i < now.sockets.size() && i < plan.sockets.size(); ++i) {
        const metrics::SocketFigures& socket = now.sockets[i];
        const auto where = [&] { return plan::placeIn(plan, static_cast<plan::SocketIndex>(i)); };
        const std::array counts{
            socket.droppedUnroutable, socket.droppedNoSubscriber - socket.droppedFiltered,
            socket.droppedTimeout, socket.droppedPeerFull, socket.droppedFiltered};
        for (std::size_t cause = 0; cause < counts.size(); ++cause)
            tell(m_sockets[i].at(cause), counts.at(cause), where, DropWords::ofSocket(cause));
    }
    if (!events.empty())
        m_nextTime = now.time + kPeriod;
    return events;
}

} // namespace topomq::ui
