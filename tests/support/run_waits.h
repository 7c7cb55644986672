#pragma once
// What the kinds of test runs have in common.

#include "engine/plan/run_plan.h"
#include "engine/runtime/runtime.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace topomq::tests {

/// The plan of a result without errors; fails the test if it has some.
[[nodiscard]] plan::RunPlan withoutErrors(plan::PlanResult result);

/// The same, with the nodes in reactors where the environment says
/// `TOPOMQ_TEST_SCHEDULING=reactors` and the options leave it open: so the same tests are run in
/// both ways.
[[nodiscard]] runtime::RunOptions scheduled(runtime::RunOptions options);

/// Their place in the plan; fail the test if there is none.
[[nodiscard]] plan::SocketIndex socketIn(const plan::RunPlan& plan, std::string_view name);
[[nodiscard]] plan::NodeIndex nodeIn(const plan::RunPlan& plan, std::string_view id);

/// The number of the sample before the newest: `awaitSample` then begins with the newest.
[[nodiscard]] std::uint64_t beforeNewest(const runtime::Runtime& run);

/// Until a sample after number `seen` fits, at most `limit`; false when none did.
[[nodiscard]] bool awaitSample(runtime::Runtime& run,
                               std::uint64_t seen,
                               const std::function<bool(const metrics::Snapshot&)>& fits,
                               std::chrono::seconds limit);

/// Where the socket's first address was bound, once it is; fails the test if it never is.
[[nodiscard]] std::string awaitBound(runtime::Runtime& run, plan::SocketIndex socket);

} // namespace topomq::tests
