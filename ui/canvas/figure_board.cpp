#include "ui/canvas/figure_board.h"

#include "ui/session/plan_names.h"

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

/// Null where there is no such sample, or it does not have the flow yet.
const metrics::FlowFigures* figuresIn(const metrics::SnapshotPtr& snapshot, std::size_t flow)
{
    return snapshot != nullptr && flow < snapshot->flows.size() ? &snapshot->flows[flow] : nullptr;
}

} // namespace

void FigureBoard::begin(const plan::RunPlan& plan)
{
    clear();
    follow(plan);
}

void FigureBoard::follow(const plan::RunPlan& plan, LeftThings left)
{
    m_plan = plan;
    m_left = std::move(left);
    index();
}

void FigureBoard::setPath(std::vector<model::NodeId> path)
{
    if (path == m_path)
        return;
    m_path = std::move(path);
    // Instances inside of others have the same ids as those outside, but another past.
    m_instances = {};
    index();
    if (m_latest != nullptr)
        m_instances.add(m_plan, *m_latest);
}

void FigureBoard::index()
{
    const plan::RunPlan& plan = m_plan;
    const PlanNames names(m_path);
    m_nodes.clear();
    m_sockets.clear();
    m_links.clear();
    m_flows.clear();
    m_senders.clear();
    // Another one may have come under the name of what has left: that one counts.
    const auto isNodeDrawn = [&](plan::NodeIndex node) {
        return !plan.nodes.at(node).gone && !m_left.nodes.contains(node);
    };
    const auto isLinkDrawn = [&](plan::LinkIndex link) {
        return !plan.links.at(link).gone && !m_left.links.contains(link);
    };
    for (plan::NodeIndex index = 0; index < plan.nodes.size(); ++index) {
        const auto name = names.nameOf(plan.nodes[index]);
        if (!isNodeDrawn(index) || !name)
            continue;
        m_nodes.emplace(*name, index);
        for (const plan::SocketIndex socket : plan.nodes[index].sockets)
            m_sockets.emplace(model::SocketRef{*name, plan.sockets.at(socket).ref.socket}, socket);
    }
    for (plan::LinkIndex index = 0; index < plan.links.size(); ++index) {
        const auto name = names.nameOf(plan.links[index]);
        if (!isLinkDrawn(index) || !name)
            continue;
        m_links.emplace(*name, index);
        // The port of an instance is the socket that it leads to.
        const plan::PlannedLink& link = plan.links[index];
        if (isNodeDrawn(plan.sockets.at(link.connect).node))
            m_sockets.emplace(plan::writtenConnect(plan, link), link.connect);
        if (isNodeDrawn(plan.sockets.at(link.bind).node))
            m_sockets.emplace(plan::writtenBind(plan, link), link.bind);
    }
    for (std::size_t index = 0; index < plan.flows.size(); ++index) {
        const plan::PlannedFlow& flow = plan.flows[index];
        const plan::PlannedLink& link = plan.links.at(flow.link);
        m_senders.push_back(flow.from == link.connect ? &plan::writtenConnect(plan, link)
                                                      : &plan::writtenBind(plan, link));
        const auto name = names.nameOf(link);
        if (isLinkDrawn(flow.link) && name)
            m_flows[*name].push_back(index);
    }
    m_instances.follow(plan, names, m_left.nodes);
    m_trails.resize(plan.nodes.size());
}

void FigureBoard::add(const metrics::SnapshotPtr& snapshot)
{
    if (snapshot == nullptr || (m_latest != nullptr && snapshot->sequence <= m_latest->sequence))
        return;
    m_previous = m_latest;
    m_latest = snapshot;
    m_queues.add(*snapshot);
    m_instances.add(m_plan, *snapshot);
    const std::size_t count = std::min(m_trails.size(), snapshot->nodes.size());
    for (std::size_t index = 0; index < count; ++index) {
        const metrics::NodeFigures& node = snapshot->nodes[index];
        m_trails[index].add(snapshot->time, std::max(node.sentPerSecond, node.receivedPerSecond));
    }
}

void FigureBoard::clear()
{
    m_plan = {};
    m_left = {};
    m_instances = {};
    m_nodes.clear();
    m_sockets.clear();
    m_links.clear();
    m_flows.clear();
    m_senders.clear();
    m_trails.clear();
    m_queues.clear();
    m_latest.reset();
    m_previous.reset();
}

const metrics::NodeFigures* FigureBoard::node(const model::NodeId& id) const
{
    return nodeAt(placeOf(id));
}

const metrics::NodeFigures* FigureBoard::nodeAt(std::size_t place) const
{
    if (m_latest == nullptr || place == FigurePlaces::kNowhere)
        return nullptr;
    if (place >= m_plan.nodes.size())
        return m_instances.at(place - m_plan.nodes.size());
    return place < m_latest->nodes.size() ? &m_latest->nodes[place] : nullptr;
}

std::size_t FigureBoard::placeOf(const model::NodeId& id) const
{
    // Instances stand behind the nodes of the plan.
    if (const auto instance = m_instances.find(id))
        return m_plan.nodes.size() + *instance;
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

const model::SocketRef* FigureBoard::senderOf(std::size_t flow) const
{
    return flow < m_senders.size() ? m_senders[flow] : nullptr;
}

std::optional<std::size_t> FigureBoard::socketIndex(const model::SocketRef& socket) const
{
    const auto found = m_sockets.find(socket);
    return found == m_sockets.end() ? std::nullopt : std::optional(found->second);
}

std::vector<double> FigureBoard::trailAt(std::size_t place) const
{
    if (place < m_trails.size())
        return m_trails[place].points();
    const Trail* trail =
        place == FigurePlaces::kNowhere ? nullptr : m_instances.trail(place - m_plan.nodes.size());
    return trail == nullptr ? std::vector<double>() : trail->points();
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
    for (std::size_t at = 0; at < places.flows.size(); ++at) {
        const std::size_t index = places.flows[at];
        if (index < m_latest->flows.size())
            flows.add({&m_latest->flows[index], m_senders.at(index), index, &m_queues.of(index),
                       places.forward[at]});
    }
    return flows;
}

std::uint64_t FigureBoard::sentSinceLast(std::size_t flow) const
{
    const metrics::FlowFigures* now = figuresIn(m_latest, flow);
    if (now == nullptr)
        return 0;
    const std::uint64_t sent = now->sent.value_or(now->received.value_or(0));
    const metrics::FlowFigures* old = figuresIn(m_previous, flow);
    if (old == nullptr)
        return sent;
    const std::uint64_t already = old->sent.value_or(old->received.value_or(0));
    return sent > already ? sent - already : 0;
}

} // namespace topomq::ui
