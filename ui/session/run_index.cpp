// Where things of the file are in a run, and what the run's are called in the file. See
// run_session.cpp for the rest of the class.

#include "engine/runtime/spoken_texts.h"
#include "ui/document/titles.h"
#include "ui/document/topology_document.h"
#include "ui/session/plan_names.h"
#include "ui/session/run_session.h"

#include <utility>

namespace topomq::ui {

void RunSession::indexPlan()
{
    m_nodeIndex.clear();
    m_socketIndex.clear();
    m_linkIndex.clear();
    m_flowIndex.clear();
    // What has left may have come back under the same name: that one counts.
    const PlanNames names(m_document.path());
    for (std::size_t i = 0; i < m_plan.nodes.size(); ++i) {
        const auto name = names.nameOf(m_plan.nodes[i]);
        if (m_plan.nodes[i].gone || !name)
            continue;
        m_nodeIndex.emplace(*name, i);
        for (const plan::SocketIndex socket : m_plan.nodes[i].sockets)
            m_socketIndex.emplace(model::SocketRef{*name, m_plan.sockets[socket].ref.socket},
                                  socket);
    }
    for (std::size_t i = 0; i < m_plan.links.size(); ++i) {
        const auto name = names.nameOf(m_plan.links[i]);
        if (!m_plan.links[i].gone && name)
            m_linkIndex.emplace(*name, i);
    }
    for (std::size_t i = 0; i < m_plan.flows.size(); ++i) {
        const plan::PlannedFlow& flow = m_plan.flows[i];
        const plan::PlannedLink& link = m_plan.links[flow.link];
        const auto name = names.nameOf(link);
        if (link.gone || !name)
            continue;
        std::vector<std::size_t>& flows = m_flowIndex[*name];
        flows.insert(flow.from == link.connect ? flows.begin() : flows.end(), i);
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
    const auto found = m_flowIndex.find(link);
    return found == m_flowIndex.end() ? std::vector<std::size_t>() : found->second;
}

QString RunSession::titleOf(plan::NodeIndex node) const
{
    const plan::PlannedNode& planned = m_plan.nodes.at(node);
    const model::NodeId place(plan::placeIn(planned));
    // Another one may have come to the place of one that has left.
    return planned.gone || nodeAt(m_document.root(), place) == nullptr
        ? QString::fromStdString(planned.title)
        : nodeTitle(m_document.root(), place);
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

void RunSession::take(runtime::RuntimeEvent event)
{
    m_events.push_back(runtime::spoken(std::move(event), m_places));
}

} // namespace topomq::ui
