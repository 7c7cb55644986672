#include "engine/plan/plan_places.h"

#include "engine/model/spoken_names.h"

namespace topomq::plan {

std::string placeIn(const PlannedNode& node)
{
    return node.path.empty() ? node.id.text() : node.path;
}

std::string placeIn(const PlannedLink& link)
{
    return link.path.empty() ? link.id.text() : link.path;
}

std::string placeIn(const RunPlan& plan, SocketIndex socket)
{
    const PlannedSocket& planned = plan.sockets[socket];
    if (planned.node == kNone)
        return planned.ref.text();
    return placeIn(plan.nodes[planned.node]) + "." + planned.ref.socket.text();
}

PlanPlaces::PlanPlaces(const RunPlan& plan)
{
    for (const PlannedNode& node : plan.nodes) {
        if (!node.path.empty())
            m_places.emplace(node.id.text(), node.path);
    }
    for (const PlannedLink& link : plan.links) {
        if (!link.path.empty())
            m_places.emplace(link.id.text(), link.path);
    }
}

std::string PlanPlaces::spoken(const std::string& text) const
{
    if (m_places.empty())
        return text;
    return model::spoken(text, [this](const std::string& id) {
        const auto found = m_places.find(id);
        return found == m_places.end() ? nullptr : &found->second;
    });
}

} // namespace topomq::plan
