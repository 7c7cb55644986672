#pragma once
// What the nodes and links of a run are called in the part of the file that is shown.

#include "engine/model/topology.h"
#include "engine/plan/run_plan.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace topomq::ui {

/// Thread: a plain value.
class PlanNames
{
public:
    /// The instances that lead to what is shown; none: all of the file.
    explicit PlanNames(const std::vector<model::NodeId>& path);

    /// Nothing: it is not part of what is shown. With all of the file in view what is inside of
    /// instances keeps the name under which it runs.
    [[nodiscard]] std::optional<model::NodeId> nameOf(const plan::PlannedNode& node) const;
    [[nodiscard]] std::optional<model::LinkId> nameOf(const plan::PlannedLink& link) const;
    /// Where a link in view stands in all of the file, as `plan::placeIn` says it: `stage1/link1`.
    [[nodiscard]] std::string placeOf(const model::LinkId& link) const;
    /// The link in view that a place is meant for; nothing: it is elsewhere.
    [[nodiscard]] std::optional<model::LinkId> linkInView(const std::string& place) const;
    /// The instance in view that holds it, perhaps deeper inside; nothing: none does.
    [[nodiscard]] std::optional<model::NodeId> holderOf(const plan::PlannedNode& node) const;

private:
    [[nodiscard]] std::optional<std::string> name(const std::string& id,
                                                  const std::string& path) const;
    [[nodiscard]] std::optional<std::string> nameInView(const std::string& place) const;

    std::string m_prefix;
};

/// A topology as it runs: laid flat, with numbers in the places of parameters.
[[nodiscard]] model::Topology asItRuns(const model::Topology& root);

/// By the names under which they run. The first of them that has not left.
[[nodiscard]] std::optional<std::size_t> plannedNode(const plan::RunPlan& plan,
                                                     const model::NodeId& node);
[[nodiscard]] std::optional<std::size_t> plannedSocket(const plan::RunPlan& plan,
                                                       const model::SocketRef& socket);

} // namespace topomq::ui
