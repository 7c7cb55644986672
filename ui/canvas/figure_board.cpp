#include "ui/canvas/figure_board.h"

#include <algorithm>

namespace topomq::ui {

void Trail::add(double time, double value)
{
    m_sum += value;
    ++m_samples;
    if (time < m_slotEnd)
        return;
    m_points.at(m_next) = m_sum / m_samples;
    m_next = (m_next + 1) % kPoints;
    m_count = std::min(m_count + 1, kPoints);
    m_sum = 0;
    m_samples = 0;
    m_slotEnd = time + kStep;
}

std::vector<double> Trail::points() const
{
    std::vector<double> points;
    points.reserve(m_count);
    for (std::size_t at = 0; at < m_count; ++at)
        points.push_back(m_points.at((m_next + kPoints - m_count + at) % kPoints));
    return points;
}

void FigureBoard::begin(const plan::RunPlan& plan)
{
    clear();
    follow(plan);
}

void FigureBoard::follow(const plan::RunPlan& plan)
{
    m_plan = plan;
    m_nodes.clear();
    m_sockets.clear();
    m_links.clear();
    m_flows.clear();
    // What has left may have come back under the same name: that one counts.
    for (std::size_t index = 0; index < plan.nodes.size(); ++index) {
        if (plan.nodes[index].gone)
            continue;
        m_nodes.emplace(plan.nodes[index].id, index);
        for (const plan::SocketIndex socket : plan.nodes[index].sockets)
            m_sockets.emplace(plan.sockets.at(socket).ref, socket);
    }
    for (std::size_t index = 0; index < plan.links.size(); ++index) {
        if (!plan.links[index].gone)
            m_links.emplace(plan.links[index].id, index);
    }
    for (std::size_t index = 0; index < plan.flows.size(); ++index) {
        const plan::PlannedFlow& flow = plan.flows[index];
        if (!plan.links.at(flow.link).gone)
            m_flows[plan.links.at(flow.link).id].push_back(index);
    }
    m_trails.resize(plan.nodes.size());
}

void FigureBoard::add(const metrics::SnapshotPtr& snapshot)
{
    if (snapshot == nullptr || (m_latest != nullptr && snapshot->sequence <= m_latest->sequence))
        return;
    m_previous = m_latest;
    m_latest = snapshot;
    const std::size_t count = std::min(m_trails.size(), snapshot->nodes.size());
    for (std::size_t index = 0; index < count; ++index) {
        const metrics::NodeFigures& node = snapshot->nodes[index];
        m_trails[index].add(snapshot->time, std::max(node.sentPerSecond, node.receivedPerSecond));
    }
    if (m_nextOlder == nullptr || snapshot->time - m_nextOlder->time >= 1) {
        m_older = m_nextOlder;
        m_nextOlder = snapshot;
    }
}

void FigureBoard::clear()
{
    m_plan = {};
    m_nodes.clear();
    m_sockets.clear();
    m_links.clear();
    m_flows.clear();
    m_trails.clear();
    m_latest.reset();
    m_previous.reset();
    m_older.reset();
    m_nextOlder.reset();
}

const metrics::NodeFigures* FigureBoard::node(const model::NodeId& id) const
{
    return nodeAt(placeOf(id));
}

const metrics::NodeFigures* FigureBoard::nodeAt(std::size_t place) const
{
    return m_latest == nullptr || place >= m_latest->nodes.size() ? nullptr
                                                                  : &m_latest->nodes[place];
}

std::size_t FigureBoard::placeOf(const model::NodeId& id) const
{
    const auto found = m_nodes.find(id);
    return found == m_nodes.end() ? FigurePlaces::kNowhere : found->second;
}

FigurePlaces FigureBoard::placesOf(const model::LinkId& id) const
{
    FigurePlaces places;
    if (const auto link = m_links.find(id); link != m_links.end())
        places.link = link->second;
    if (const auto flows = m_flows.find(id); flows != m_flows.end())
        std::copy_n(flows->second.begin(), std::min(flows->second.size(), places.flows.size()),
                    places.flows.begin());
    return places;
}

std::optional<std::size_t> FigureBoard::socketIndex(const model::SocketRef& socket) const
{
    const auto found = m_sockets.find(socket);
    return found == m_sockets.end() ? std::nullopt : std::optional(found->second);
}

std::vector<double> FigureBoard::trail(const model::NodeId& id) const
{
    const auto found = m_nodes.find(id);
    return found == m_nodes.end() ? std::vector<double>() : m_trails[found->second].points();
}

bool FigureBoard::isCut(const model::LinkId& id) const
{
    return isCut(placesOf(id));
}

bool FigureBoard::isCut(const FigurePlaces& places) const
{
    return m_latest != nullptr && places.link < m_latest->isCut.size()
        && m_latest->isCut[places.link];
}

LinkFlows FigureBoard::flows(const model::LinkId& id) const
{
    return flows(placesOf(id));
}

LinkFlows FigureBoard::flows(const FigurePlaces& places) const
{
    LinkFlows flows;
    if (m_latest == nullptr)
        return flows;
    for (const std::size_t index : places.flows) {
        if (index < m_latest->flows.size())
            flows.add({&m_latest->flows[index], &m_plan.sockets.at(m_plan.flows.at(index).from).ref,
                       index});
    }
    return flows;
}

const metrics::FlowFigures* FigureBoard::before(const LinkFlow& flow,
                                                const metrics::SnapshotPtr& snapshot) const
{
    if (snapshot == nullptr || m_latest == nullptr)
        return nullptr;
    return flow.index < snapshot->flows.size() ? &snapshot->flows[flow.index] : nullptr;
}

double FigureBoard::timeToFull(const LinkFlow& flow) const
{
    const metrics::FlowFigures* old = before(flow, m_older);
    const metrics::FlowFigures& now = *flow.figures;
    const auto earlier = old == nullptr ? std::nullopt : metrics::queuedOf(*old);
    const auto queued = metrics::queuedOf(now);
    if (!earlier || !queued || now.limit <= *queued || *queued <= *earlier)
        return 0;
    const double seconds = m_latest->time - m_older->time;
    const auto grown = static_cast<double>(*queued - *earlier);
    const auto room = static_cast<double>(now.limit - *queued);
    return seconds > 0 ? room / (grown / seconds) : 0;
}

std::uint64_t FigureBoard::sentSinceLast(const LinkFlow& flow) const
{
    const metrics::FlowFigures& now = *flow.figures;
    const std::uint64_t sent = now.sent.value_or(now.received.value_or(0));
    const metrics::FlowFigures* old = before(flow, m_previous);
    if (old == nullptr)
        return sent;
    const std::uint64_t already = old->sent.value_or(old->received.value_or(0));
    return sent > already ? sent - already : 0;
}

} // namespace topomq::ui
