#include "ui/plots/clients_store.h"

#include <algorithm>

namespace topomq::ui {

namespace {

bool publishes(const plan::PlannedSocket& socket)
{
    return socket.type == model::SocketType::Pub || socket.type == model::SocketType::XPub;
}

bool isAtWork(metrics::NodeState state)
{
    using enum metrics::NodeState;
    return state == Running || state == Waiting || state == Blocked;
}

/// Frozen and paused nodes do not read, but their sockets stay connected.
bool isUp(metrics::NodeState state)
{
    return isAtWork(state) || state == metrics::NodeState::Paused
        || state == metrics::NodeState::Frozen;
}

} // namespace

std::optional<int>
clientsOf(const plan::RunPlan& plan, const metrics::Snapshot& sample, plan::SocketIndex socket)
{
    const plan::PlannedSocket& sender = plan.sockets[socket];
    if (plan.nodes[sender.node].external || sender.node >= sample.nodes.size()
        || !isAtWork(sample.nodes[sender.node].state))
        return std::nullopt;
    int clients = 0;
    for (const plan::FlowIndex index : sender.flowsOut) {
        const plan::PlannedFlow& flow = plan.flows[index];
        const plan::NodeIndex receiver = plan.sockets[flow.to].node;
        if (plan.links[flow.link].gone || plan.nodes[receiver].gone
            || receiver >= sample.nodes.size() || flow.link >= sample.isCut.size())
            continue;
        if (plan.nodes[receiver].external)
            return std::nullopt;
        if (isUp(sample.nodes[receiver].state) && !sample.isCut[flow.link])
            ++clients;
    }
    return clients;
}

void ClientsStore::clear()
{
    m_publishers.clear();
    m_knowsBytes = false;
}

void ClientsStore::add(const plan::RunPlan& plan, const metrics::Snapshot& sample)
{
    for (plan::SocketIndex i = 0; i < sample.sockets.size() && i < plan.sockets.size(); ++i) {
        if (!publishes(plan.sockets[i]) || plan.sockets[i].flowsOut.empty())
            continue;
        Publisher& publisher = m_publishers[i];
        publisher.series.socket = i;
        const metrics::SocketFigures& figures = sample.sockets[i];
        const std::optional<int> clients = clientsOf(plan, sample, i);
        m_knowsBytes = m_knowsBytes || figures.wireBytes;
        if (!clients || !figures.wireBytes) {
            publisher.readings.clear();
            publisher.series.clientsNow = clients;
            continue;
        }
        measure(publisher, *clients, {sample.time, *figures.wireBytes, figures.sent});
    }
}

void ClientsStore::interrupt()
{
    for (auto& [socket, publisher] : m_publishers)
        publisher.readings.clear();
}

void ClientsStore::measure(Publisher& publisher, int clients, const Reading& reading)
{
    std::deque<Reading>& readings = publisher.readings;
    if (readings.empty() || publisher.series.clientsNow != clients
        || reading.bytes < readings.back().bytes)
    {
        readings.clear();
        publisher.since = reading.time;
    }
    publisher.series.clientsNow = clients;
    readings.push_back(reading);
    const double end = reading.time - kSettleSeconds;
    while (readings.size() > 2 && readings[1].time <= end - kSpanSeconds)
        readings.pop_front();
    const Reading& first = readings.front();
    const auto after = std::find_if(readings.begin(), readings.end(),
                                    [end](const Reading& each) { return each.time > end; });
    if (after == readings.begin())
        return;
    const Reading& last = *(after - 1);
    const double span = last.time - first.time;
    // A publisher that has sent nothing says nothing about its clients.
    if (span < 0.9 * kSpanSeconds || first.time < publisher.since + kSettleSeconds
        || last.messages == first.messages)
        return;
    publisher.series.points[clients] = {static_cast<double>(last.bytes - first.bytes) / span,
                                        static_cast<double>(last.messages - first.messages) / span};
}

std::vector<ClientsSeries> ClientsStore::series() const
{
    std::vector<ClientsSeries> all;
    for (const auto& [socket, publisher] : m_publishers)
        all.push_back(publisher.series);
    return all;
}

} // namespace topomq::ui
