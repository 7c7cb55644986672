#pragma once
// Puts a run plan together from a topology without errors, part by part.
// Thread: used by one, once.

#include "engine/plan/run_plan.h"

#include <string>
#include <unordered_map>

namespace topomq::plan {

class PlanBuilder
{
public:
    explicit PlanBuilder(const model::Topology& topology);

    [[nodiscard]] RunPlan build();

private:
    void addNode(const model::Node& node);
    void addSocket(NodeIndex node, const model::Node& from, const model::Socket& socket);
    void addSecurity(SocketIndex index, const model::Security& security);
    void addLink(const model::Link& link);
    void addFlow(LinkIndex link, SocketIndex from, SocketIndex to);

    const model::Topology& m_topology;
    const std::unordered_map<model::SocketRef, std::string> m_routingIds;
    RunPlan m_plan;
    std::unordered_map<model::SocketRef, SocketIndex> m_sockets;
};

} // namespace topomq::plan
