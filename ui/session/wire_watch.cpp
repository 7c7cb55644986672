#include "ui/session/wire_watch.h"

#include "engine/plan/plan_places.h"
#include "engine/runtime/runtime.h"
#include "ui/session/run_session.h"

namespace topomq::ui {

WireWatch::RecordPtr WireWatch::recordOf(const std::string& place)
{
    Known& known = m_records[place];
    const auto link = m_session.linkAt(place);
    if (m_runtime == nullptr || !link)
        return known.record;
    const std::uint64_t version = m_runtime->wireVersion(*link);
    if (version == 0 || (known.record != nullptr && version == known.version))
        return known.record;
    if (auto record = m_runtime->wire(*link)) {
        known.version = record->version;
        known.record = std::make_shared<const wire::WireRecord>(*std::move(record));
    }
    return known.record;
}

void WireWatch::collect()
{
    for (const plan::PlannedLink& link : m_session.plan().links) {
        if (!link.gone)
            (void)recordOf(plan::placeIn(link));
    }
}

} // namespace topomq::ui
