#pragma once
// What the instances of sub-topologies in view come to: sums over the nodes inside.

#include "engine/metrics/snapshot.h"
#include "engine/model/ids.h"
#include "engine/plan/run_plan.h"
#include "ui/canvas/trail.h"

#include <cstddef>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace topomq::ui {

class PlanNames;

/// What needs a look first has the higher number.
[[nodiscard]] int urgencyOf(metrics::NodeState state);

/// Thread: the window's.
class InstanceTotals
{
public:
    /// `left`: positions of the nodes that are drawn no more.
    void follow(const plan::RunPlan& plan,
                const PlanNames& names,
                const std::unordered_set<plan::NodeIndex>& left = {});
    void add(const plan::RunPlan& plan, const metrics::Snapshot& snapshot);

    /// Its place among the instances, until the next `follow`; nothing when it does not run.
    [[nodiscard]] std::optional<std::size_t> find(const model::NodeId& instance) const;
    /// Null as long as nothing is known of it.
    [[nodiscard]] const metrics::NodeFigures* at(std::size_t place) const;
    [[nodiscard]] const Trail* trail(std::size_t place) const;

private:
    struct Entry
    {
        std::vector<std::size_t> nodes;
        metrics::NodeFigures figures;
        Trail trail;
        bool known = false;
    };

    std::vector<Entry> m_entries;
    std::unordered_map<model::NodeId, std::size_t> m_byId;
    /// For each node of the plan the instance that holds it.
    std::vector<std::optional<std::size_t>> m_holder;
};

} // namespace topomq::ui
