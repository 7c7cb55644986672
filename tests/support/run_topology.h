#pragma once
// Runs a topology for a test with the real roles and waits on events, not on time.

#include "engine/model/topology.h"
#include "engine/plan/run_plan.h"
#include "engine/runtime/runtime.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::tests {

/// A run that has been started; fails the test if it cannot be.
class TestRun
{
public:
    explicit TestRun(const model::Topology& topology, runtime::RunOptions options = {});

    [[nodiscard]] runtime::Runtime& runtime() { return *m_runtime; }

    /// As it is now; stays valid when the run's plan grows.
    [[nodiscard]] const plan::RunPlan& plan() const;

    /// Until the newest sample or a later one fits, at most `limit`; false when none did.
    [[nodiscard]] bool await(const std::function<bool(const metrics::Snapshot&)>& fits,
                             std::chrono::seconds limit = std::chrono::seconds(30));
    [[nodiscard]] bool awaitDone(std::chrono::seconds limit = std::chrono::seconds(30));
    runtime::RunResult finish(std::chrono::milliseconds drain = std::chrono::seconds(20));

    [[nodiscard]] std::size_t flow(std::string_view from, std::string_view to) const;
    [[nodiscard]] std::size_t node(std::string_view id) const;
    [[nodiscard]] std::size_t socket(std::string_view name) const;
    [[nodiscard]] std::size_t link(std::string_view id) const;
    /// Until the log has so many events of this kind at this place.
    [[nodiscard]] bool awaitEvent(std::string_view where,
                                  std::string_view event,
                                  std::size_t count = 1,
                                  std::chrono::seconds limit = std::chrono::seconds(30));

    /// Where the socket's first address was bound, once it is.
    [[nodiscard]] std::string boundAddress(std::string_view socketName);

private:
    std::unique_ptr<runtime::Runtime> m_runtime;
    mutable std::vector<std::shared_ptr<const plan::RunPlan>> m_plans;
};

/// sent = received + in flight + dropped for every flow, nothing in flight, and `dropped` is the
/// sum of its causes. Reports each flow that is not so.
void expectConserved(const runtime::RunResult& result, const plan::RunPlan& plan);

} // namespace topomq::tests
