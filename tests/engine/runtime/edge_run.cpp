#include "tests/engine/runtime/edge_run.h"

#include "engine/roles/role_factory.h"
#include "engine/runtime/transport_probe.h"
#include "tests/support/run_waits.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

} // namespace

plan::RunPlan planFor(const model::Topology& topology)
{
    return withoutErrors(plan::makePlan(topology, runtime::capabilities()));
}

EdgeRun::EdgeRun(plan::RunPlan plan, runtime::RunOptions options)
    : m_plan(plan)
    , m_runtime(std::make_unique<runtime::Runtime>(
          std::move(plan), roles::makeRoleFactory(), scheduled(std::move(options))))
    , m_problem(m_runtime->start())
{ }

plan::SocketIndex EdgeRun::socket(std::string_view name) const
{
    return socketIn(m_plan, name);
}

plan::NodeIndex EdgeRun::node(std::string_view id) const
{
    return nodeIn(m_plan, id);
}

std::vector<runtime::RuntimeEvent> EdgeRun::events() const
{
    return m_runtime->eventsSince(0);
}

bool EdgeRun::hasEvent(std::string_view where, std::string_view event) const
{
    for (const runtime::RuntimeEvent& each : events()) {
        if (each.where == where && each.event == event)
            return true;
    }
    return false;
}

runtime::RuntimeEvent EdgeRun::awaitEvent(std::string_view where, std::string_view event)
{
    const auto deadline = Clock::now() + 20s;
    std::size_t seen = 0;
    while (Clock::now() < deadline) {
        for (const runtime::RuntimeEvent& each : m_runtime->eventsSince(seen)) {
            ++seen;
            if (each.where == where && each.event == event)
                return each;
        }
        std::this_thread::sleep_for(1ms);
    }
    std::string all;
    for (const runtime::RuntimeEvent& each : events())
        all += each.where + " " + each.event + " " + each.address + " " + each.detail + "\n";
    ADD_FAILURE() << "no " << event << " at " << where << " but\n" << all;
    return {};
}

std::string EdgeRun::boundAddress(std::string_view socketName)
{
    return awaitBound(*m_runtime, socket(socketName));
}

bool EdgeRun::await(const std::function<bool(const metrics::Snapshot&)>& fits)
{
    return awaitSample(*m_runtime, 0, fits, 30s);
}

bool EdgeRun::awaitReceived(std::size_t flow, std::uint64_t count)
{
    return await([&](const metrics::Snapshot& now) {
        return now.flows[flow].received.value_or(0) >= count;
    });
}

runtime::RunResult EdgeRun::finish(std::chrono::milliseconds drain)
{
    return m_runtime->finish(drain);
}

} // namespace topomq::tests
