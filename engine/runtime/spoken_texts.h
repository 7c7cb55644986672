#pragma once
// What a run tells, with places of the file for the ids that are in it. What is made of titles is
// left alone: a title may look like the id of another node.

#include "engine/plan/plan_places.h"
#include "engine/runtime/runtime.h"

#include <string>

namespace topomq::runtime {

/// The one event whose detail is made of titles.
inline constexpr const char* kDeadlockEvent = "DEADLOCK";

/// Thread: any.
[[nodiscard]] RuntimeEvent spoken(RuntimeEvent event, const plan::PlanPlaces& places);
/// Of a node that has failed it is what was reported, by ids; of any other it is made of titles.
/// Thread: any.
[[nodiscard]] std::string spokenReason(const metrics::NodeFigures& node,
                                       const plan::PlanPlaces& places);

} // namespace topomq::runtime
