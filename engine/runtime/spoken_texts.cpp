#include "engine/runtime/spoken_texts.h"

namespace topomq::runtime {

RuntimeEvent spoken(RuntimeEvent event, const plan::PlanPlaces& places)
{
    event.where = places.spoken(event.where);
    if (event.event != kDeadlockEvent)
        event.detail = places.spoken(event.detail);
    return event;
}

std::string spokenReason(const metrics::NodeFigures& node, const plan::PlanPlaces& places)
{
    return node.state == metrics::NodeState::Failed ? places.spoken(node.reason) : node.reason;
}

} // namespace topomq::runtime
