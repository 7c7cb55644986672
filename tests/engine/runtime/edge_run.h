#pragma once
// Runs a topology or a plan for the tests of what lies at the edges of a run: transports, names,
// keys, events. Waits on events, not on time.

#include "engine/model/topology.h"
#include "engine/plan/run_plan.h"
#include "engine/runtime/runtime.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::tests {

/// The plan of a topology that has no errors on this machine; fails the test if it has.
[[nodiscard]] plan::RunPlan planFor(const model::Topology& topology);

class EdgeRun
{
public:
    explicit EdgeRun(plan::RunPlan plan, runtime::RunOptions options = {});

    /// What `Runtime::start` said.
    [[nodiscard]] const std::string& problem() const { return m_problem; }

    [[nodiscard]] runtime::Runtime& runtime() { return *m_runtime; }

    [[nodiscard]] plan::SocketIndex socket(std::string_view name) const;
    [[nodiscard]] plan::NodeIndex node(std::string_view id) const;

    /// The first such event, waited for; an empty one when there is none within 20 s.
    [[nodiscard]] runtime::RuntimeEvent awaitEvent(std::string_view where, std::string_view event);
    [[nodiscard]] bool hasEvent(std::string_view where, std::string_view event) const;
    [[nodiscard]] std::vector<runtime::RuntimeEvent> events() const;
    /// Where the socket's first address was bound, once it is.
    [[nodiscard]] std::string boundAddress(std::string_view socketName);

    /// Until a sample fits; false when none did within 30 s.
    [[nodiscard]] bool await(const std::function<bool(const metrics::Snapshot&)>& fits);
    /// So many messages have arrived over the flow.
    [[nodiscard]] bool awaitReceived(std::size_t flow, std::uint64_t count);
    runtime::RunResult finish(std::chrono::milliseconds drain = std::chrono::milliseconds(0));

private:
    plan::RunPlan m_plan;
    std::unique_ptr<runtime::Runtime> m_runtime;
    std::string m_problem;
};

} // namespace topomq::tests
