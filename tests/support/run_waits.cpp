#include "tests/support/run_waits.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <thread>
#include <utility>

namespace topomq::tests {

using namespace std::chrono_literals;

plan::RunPlan withoutErrors(plan::PlanResult result)
{
    for (const model::Finding& finding : result.findings) {
        EXPECT_NE(finding.severity, model::Severity::Error)
            << finding.where << ": " << finding.message;
    }
    return std::move(result.plan);
}

runtime::RunOptions scheduled(runtime::RunOptions options)
{
    const char* wish = std::getenv("TOPOMQ_TEST_SCHEDULING");
    if (wish != nullptr && std::string_view(wish) == "reactors"
        && options.scheduling == runtime::Scheduling::Automatic)
        options.scheduling = runtime::Scheduling::Reactors;
    return options;
}

plan::SocketIndex socketIn(const plan::RunPlan& plan, std::string_view name)
{
    for (plan::SocketIndex i = 0; i < plan.sockets.size(); ++i) {
        if (plan.sockets[i].ref.text() == name)
            return i;
    }
    ADD_FAILURE() << "no socket " << name;
    return 0;
}

plan::NodeIndex nodeIn(const plan::RunPlan& plan, std::string_view id)
{
    for (plan::NodeIndex i = 0; i < plan.nodes.size(); ++i) {
        if (plan.nodes[i].id.text() == id)
            return i;
    }
    ADD_FAILURE() << "no node " << id;
    return 0;
}

std::uint64_t beforeNewest(const runtime::Runtime& run)
{
    const metrics::SnapshotPtr newest = run.latest();
    return newest == nullptr ? 0 : newest->sequence - 1;
}

bool awaitSample(runtime::Runtime& run,
                 std::uint64_t seen,
                 const std::function<bool(const metrics::Snapshot&)>& fits,
                 std::chrono::seconds limit)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (std::chrono::steady_clock::now() < deadline) {
        for (const metrics::SnapshotPtr& sample : run.samplesSince(seen)) {
            seen = sample->sequence;
            if (fits(*sample))
                return true;
        }
        std::this_thread::sleep_for(2ms);
    }
    return false;
}

std::string awaitBound(runtime::Runtime& run, plan::SocketIndex socket)
{
    std::string address;
    const auto isBound = [&](const metrics::Snapshot& now) {
        const std::vector<std::string>& bound = now.sockets[socket].bound();
        address = bound.empty() ? "" : bound.front();
        return !address.empty();
    };
    EXPECT_TRUE(awaitSample(run, beforeNewest(run), isBound, 30s))
        << run.plan()->sockets[socket].ref.text() << " is not bound";
    return address;
}

} // namespace topomq::tests
