#include "ui/session/plan_names.h"

#include "engine/model/flat_topology.h"
#include "engine/model/parameters.h"

namespace topomq::ui {

PlanNames::PlanNames(const std::vector<model::NodeId>& path)
{
    for (const model::NodeId& step : path)
        m_prefix += step.text() + "/";
}

std::optional<std::string> PlanNames::name(const std::string& id, const std::string& path) const
{
    return m_prefix.empty() ? id : nameInView(path);
}

std::optional<std::string> PlanNames::nameInView(const std::string& place) const
{
    if (!place.starts_with(m_prefix) || place.find('/', m_prefix.size()) != std::string::npos)
        return std::nullopt;
    return place.substr(m_prefix.size());
}

std::string PlanNames::placeOf(const model::LinkId& link) const
{
    return m_prefix + link.text();
}

std::optional<model::LinkId> PlanNames::linkInView(const std::string& place) const
{
    const auto text = nameInView(place);
    return text ? std::optional(model::LinkId(*text)) : std::nullopt;
}

std::optional<model::NodeId> PlanNames::nameOf(const plan::PlannedNode& node) const
{
    const auto text = name(node.id.text(), node.path);
    return text ? std::optional(model::NodeId(*text)) : std::nullopt;
}

std::optional<model::LinkId> PlanNames::nameOf(const plan::PlannedLink& link) const
{
    const auto text = name(link.id.text(), link.path);
    return text ? std::optional(model::LinkId(*text)) : std::nullopt;
}

std::optional<model::NodeId> PlanNames::holderOf(const plan::PlannedNode& node) const
{
    const auto slash = node.path.find('/', m_prefix.size());
    if (!node.path.starts_with(m_prefix) || slash == std::string::npos)
        return std::nullopt;
    return model::NodeId(node.path.substr(m_prefix.size(), slash - m_prefix.size()));
}

model::Topology asItRuns(const model::Topology& root)
{
    const model::FlatTopology flat(root);
    return model::ResolvedTopology(flat.topology()).topology();
}

std::optional<std::size_t> plannedNode(const plan::RunPlan& plan, const model::NodeId& node)
{
    for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
        if (!plan.nodes[i].gone && plan.nodes[i].id == node)
            return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> plannedSocket(const plan::RunPlan& plan, const model::SocketRef& socket)
{
    const auto node = plannedNode(plan, socket.node);
    if (!node)
        return std::nullopt;
    for (const plan::SocketIndex each : plan.nodes[*node].sockets) {
        if (plan.sockets[each].ref == socket)
            return each;
    }
    return std::nullopt;
}

} // namespace topomq::ui
