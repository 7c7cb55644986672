#include "ui/session/wire_watch.h"

#include "engine/runtime/runtime.h"
#include "ui/session/run_session.h"

namespace topomq::ui {

WireWatch::RecordPtr WireWatch::recordOf(const std::string& place)
{
    const auto link = m_session.linkAt(place);
    return link ? recordOf(*link) : nullptr;
}

WireWatch::RecordPtr WireWatch::recordOf(plan::LinkIndex link)
{
    Known& known = m_records[link];
    const std::uint64_t version = m_runtime == nullptr ? 0 : m_runtime->wireVersion(link);
    if (version == 0 || (known.record != nullptr && version == known.version))
        return known.record;
    if (auto record = m_runtime->wire(link)) {
        known.version = record->version;
        known.record = std::make_shared<const wire::WireRecord>(*std::move(record));
    }
    return known.record;
}

void WireWatch::collect()
{
    const auto& links = m_session.plan().links;
    for (plan::LinkIndex link = 0; link < links.size(); ++link) {
        if (!links[link].gone)
            (void)recordOf(link);
    }
}

} // namespace topomq::ui
