#include "tests/support/run_topology.h"

#include "engine/roles/role_factory.h"
#include "engine/runtime/transport_probe.h"
#include "tests/support/run_waits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <thread>

namespace topomq::tests {

using namespace std::chrono_literals;

TestRun::TestRun(const model::Topology& topology, runtime::RunOptions options)
    : m_runtime(std::make_unique<runtime::Runtime>(
        withoutErrors(plan::makePlan(topology, runtime::capabilities())),
        roles::makeRoleFactory(),
        scheduled(std::move(options))))
{
    const std::string problem = m_runtime->start();
    EXPECT_EQ(problem, "");
}

bool TestRun::await(const std::function<bool(const metrics::Snapshot&)>& fits,
                    std::chrono::seconds limit)
{
    return awaitSample(*m_runtime, beforeNewest(*m_runtime), fits, limit);
}

bool TestRun::awaitDone(std::chrono::seconds limit)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (!m_runtime->isDone()) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        std::this_thread::sleep_for(1ms);
    }
    return true;
}

runtime::RunResult TestRun::finish(std::chrono::milliseconds drain)
{
    return m_runtime->finish(drain);
}

const plan::RunPlan& TestRun::plan() const
{
    std::shared_ptr<const plan::RunPlan> now = m_runtime->plan();
    if (m_plans.empty() || m_plans.back() != now)
        m_plans.push_back(std::move(now));
    return *m_plans.back();
}

std::size_t TestRun::link(std::string_view id) const
{
    const plan::RunPlan& plan = this->plan();
    for (std::size_t i = 0; i < plan.links.size(); ++i) {
        if (plan.links[i].id.text() == id && !plan.links[i].gone)
            return i;
    }
    ADD_FAILURE() << "no link " << id;
    return 0;
}

bool TestRun::awaitEvent(std::string_view where,
                         std::string_view event,
                         std::size_t count,
                         std::chrono::seconds limit)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (std::chrono::steady_clock::now() < deadline) {
        const auto events = m_runtime->eventsSince(0);
        const auto found = std::count_if(events.begin(), events.end(), [&](const auto& each) {
            return each.where == where && each.event == event;
        });
        if (static_cast<std::size_t>(found) >= count)
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
}

std::size_t TestRun::flow(std::string_view from, std::string_view to) const
{
    const plan::RunPlan& plan = this->plan();
    for (std::size_t i = 0; i < plan.flows.size(); ++i) {
        if (plan.sockets[plan.flows[i].from].ref.text() == from
            && plan.sockets[plan.flows[i].to].ref.text() == to)
            return i;
    }
    ADD_FAILURE() << "no flow from " << from << " to " << to;
    return 0;
}

std::size_t TestRun::node(std::string_view id) const
{
    return nodeIn(plan(), id);
}

std::size_t TestRun::socket(std::string_view name) const
{
    return socketIn(plan(), name);
}

std::string TestRun::boundAddress(std::string_view socketName)
{
    return awaitBound(*m_runtime, socketIn(plan(), socketName));
}

void expectConserved(const runtime::RunResult& result, const plan::RunPlan& plan)
{
    EXPECT_TRUE(result.drained);
    EXPECT_TRUE(result.conserved);
    for (std::size_t i = 0; i < result.final->flows.size(); ++i) {
        const metrics::FlowFigures& flow = result.final->flows[i];
        const std::string name = plan.sockets[plan.flows[i].from].ref.text() + " to "
            + plan.sockets[plan.flows[i].to].ref.text();
        ASSERT_TRUE(flow.sent && flow.received && flow.inFlight && flow.dropped) << name;
        EXPECT_EQ(*flow.sent, *flow.received + *flow.inFlight + *flow.dropped) << name;
        EXPECT_EQ(*flow.inFlight, 0U) << name;
        EXPECT_FALSE(flow.estimated) << name;
        EXPECT_EQ(*flow.dropped,
                  std::accumulate(flow.droppedByCause.begin(), flow.droppedByCause.end(),
                                  std::uint64_t{0}))
            << name;
    }
}

} // namespace topomq::tests
