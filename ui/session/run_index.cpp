// Where things of the file are in a run, and what the run's are called in the file. See
// run_session.cpp for the rest of the class.

#include "engine/runtime/spoken_texts.h"
#include "ui/document/titles.h"
#include "ui/document/topology_document.h"
#include "ui/session/plan_names.h"
#include "ui/session/run_session.h"

#include <utility>

namespace topomq::ui {

void RunSession::followFile(const model::Change& change)
{
    if (m_drawn.follow(change, m_plan))
        indexPlan();
    applyLiveEdits();
}

void RunSession::followHistory(int state)
{
    if (!m_drawn.historyMoved(state))
        return;
    indexPlan();
    // Only now: in the middle of a change not all have seen yet what is there.
    Q_EMIT planChanged();
    Q_EMIT updated();
}

bool RunSession::isNodeDrawn(plan::NodeIndex node) const
{
    return !m_plan.nodes.at(node).gone && m_drawn.hasNode(node);
}

bool RunSession::isLinkDrawn(plan::LinkIndex link) const
{
    return !m_plan.links.at(link).gone && m_drawn.hasLink(link);
}

void RunSession::indexPlan()
{
    m_nodeIndex.clear();
    m_socketIndex.clear();
    m_linkIndex.clear();
    m_linkPlaces.clear();
    m_flowIndex.assign(m_plan.links.size(), {});
    // Another one may have come under the name of what has left: that one counts.
    const PlanNames names(m_document.path());
    for (plan::NodeIndex i = 0; i < m_plan.nodes.size(); ++i) {
        const auto name = names.nameOf(m_plan.nodes[i]);
        if (!isNodeDrawn(i) || !name)
            continue;
        m_nodeIndex.emplace(*name, i);
        for (const plan::SocketIndex socket : m_plan.nodes[i].sockets)
            m_socketIndex.emplace(model::SocketRef{*name, m_plan.sockets[socket].ref.socket},
                                  socket);
    }
    for (plan::LinkIndex i = 0; i < m_plan.links.size(); ++i) {
        if (!isLinkDrawn(i))
            continue;
        m_linkPlaces.emplace(plan::placeIn(m_plan.links[i]), i);
        if (const auto name = names.nameOf(m_plan.links[i]))
            m_linkIndex.emplace(*name, i);
    }
    for (std::size_t i = 0; i < m_plan.flows.size(); ++i) {
        const plan::PlannedFlow& flow = m_plan.flows[i];
        std::vector<std::size_t>& flows = m_flowIndex[flow.link];
        const bool isFirst = flow.from == m_plan.links[flow.link].connect;
        flows.insert(isFirst ? flows.begin() : flows.end(), i);
    }
}

std::optional<std::size_t> RunSession::nodeIndex(const model::NodeId& node) const
{
    const auto found = m_nodeIndex.find(node);
    return found == m_nodeIndex.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t> RunSession::socketIndex(const model::SocketRef& socket) const
{
    const auto found = m_socketIndex.find(socket);
    return found == m_socketIndex.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::size_t> RunSession::flowsOf(const model::LinkId& link) const
{
    const auto found = m_linkIndex.find(link);
    return found == m_linkIndex.end() ? std::vector<std::size_t>() : m_flowIndex[found->second];
}

std::optional<plan::LinkIndex> RunSession::linkAt(const std::string& place) const
{
    const auto found = m_linkPlaces.find(place);
    return found == m_linkPlaces.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::size_t> RunSession::flowsAt(const std::string& place) const
{
    const auto link = linkAt(place);
    return link ? m_flowIndex[*link] : std::vector<std::size_t>();
}

QString RunSession::titleOf(plan::NodeIndex node) const
{
    const plan::PlannedNode& planned = m_plan.nodes.at(node);
    // Another one may have come to the place of one that has left.
    return isNodeDrawn(node) ? nodeTitle(m_document.root(), model::NodeId(plan::placeIn(planned)))
                             : QString::fromStdString(planned.title);
}

QString RunSession::titleOfNodeAt(plan::SocketIndex socket) const
{
    return titleOf(m_plan.sockets.at(socket).node);
}

void RunSession::readPlaces()
{
    std::shared_ptr<const plan::RunPlan> plan = m_runtime->plan();
    if (plan == m_placed)
        return;
    m_places = plan::PlanPlaces(*plan);
    m_placed = std::move(plan);
}

std::string RunSession::reasonOf(const metrics::NodeFigures& node) const
{
    return runtime::spokenReason(node, m_places);
}

bool RunSession::takeEvents()
{
    std::vector<runtime::RuntimeEvent> events = m_runtime->takeEvents();
    m_eventsLost = m_runtime->eventsLost();
    // After the events: whatever they tell of is in the plan by then.
    readPlaces();
    for (runtime::RuntimeEvent& event : events)
        m_events.append(runtime::spoken(std::move(event), m_places));
    return !events.empty();
}

} // namespace topomq::ui
