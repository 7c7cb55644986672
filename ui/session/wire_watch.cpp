#include "ui/session/wire_watch.h"

#include "engine/runtime/runtime.h"
#include "ui/session/run_session.h"

namespace topomq::ui {

WireWatch::RecordPtr WireWatch::recordOf(const model::LinkId& link)
{
    Known& known = m_records[link];
    if (m_runtime == nullptr)
        return known.record;
    const auto& links = m_session.plan().links;
    for (plan::LinkIndex i = 0; i < links.size(); ++i) {
        if (links[i].gone || links[i].id != link)
            continue;
        const std::uint64_t version = m_runtime->wireVersion(i);
        if (version == 0 || (known.record != nullptr && version == known.version))
            break;
        if (auto record = m_runtime->wire(i)) {
            known.version = record->version;
            known.record = std::make_shared<const wire::WireRecord>(*std::move(record));
        }
    }
    return known.record;
}

void WireWatch::collect()
{
    for (const plan::PlannedLink& link : m_session.plan().links) {
        if (!link.gone)
            (void)recordOf(link.id);
    }
}

} // namespace topomq::ui
