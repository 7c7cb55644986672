#pragma once
// What runs by the names of the file: what runs as `stage1-w1` stands there as `stage1/w1`.

#include "engine/plan/run_plan.h"

#include <string>
#include <unordered_map>

namespace topomq::plan {

/// Where the file has it, as findings say it: `stage1/w1`, `stage1/w1.in`. What is shown of a run
/// says this in the place of the id under which it runs. Thread: any.
[[nodiscard]] std::string placeIn(const PlannedNode& node);
[[nodiscard]] std::string placeIn(const PlannedLink& link);
[[nodiscard]] std::string placeIn(const RunPlan& plan, SocketIndex socket);

/// The places of a plan, for texts that the runtime wrote with ids.
/// Thread: a plain value.
class PlanPlaces
{
public:
    PlanPlaces() = default;
    explicit PlanPlaces(const RunPlan& plan);

    /// With places for ids; see engine/model/spoken_names.h for what is left alone.
    [[nodiscard]] std::string spoken(const std::string& text) const;

private:
    /// Of what runs inside of instances, by id.
    std::unordered_map<std::string, std::string> m_places;
};

} // namespace topomq::plan
