#pragma once
// The bytes of recorded links, as the window sees them: of the running or of the last run.

#include "engine/plan/run_plan.h"
#include "engine/wire/wire_record.h"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

namespace topomq::runtime {
class Runtime;
}

namespace topomq::ui {

class RunSession;

/// Thread: the window's. The session outlives it.
class WireWatch
{
public:
    using RecordPtr = std::shared_ptr<const wire::WireRecord>;

    explicit WireWatch(const RunSession& session)
        : m_session(session)
    { }

    /// Of the link at this place in all of the file (`stage1/link1`, see PlanNames), in view or
    /// not. Null where nothing was to be recorded, and where what stands there now did not run; the
    /// same pointer as long as nothing has changed.
    [[nodiscard]] RecordPtr recordOf(const std::string& place);

    // For the session that owns this.
    void attach(runtime::Runtime* runtime) { m_runtime = runtime; }

    /// Takes what is there of all links, before the run's end takes it away.
    void collect();

    void forget() { m_records.clear(); }

private:
    struct Known
    {
        std::uint64_t version = 0;
        RecordPtr record;
    };

    [[nodiscard]] RecordPtr recordOf(plan::LinkIndex link);

    const RunSession& m_session;
    runtime::Runtime* m_runtime = nullptr;
    std::unordered_map<plan::LinkIndex, Known> m_records;
};

} // namespace topomq::ui
