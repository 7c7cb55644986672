// The books against somebody else's count, in topologies and under loads that nobody has chosen.
//
// TOPOMQ_SEED=n runs that one topology only; TOPOMQ_FULL=1 runs ten times as many.

#include "tests/support/random_topology.h"
#include "tests/support/run_topology.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kSeedsPerTest = 30;
constexpr std::uint64_t kTests = 10;

struct Load
{
    bool saturates = false;
    bool drops = false;
};

void expectSaneNow(const metrics::Snapshot& now, const plan::RunPlan& plan)
{
    for (const metrics::Imbalance& each : now.imbalances) {
        const plan::PlannedFlow& flow = plan.flows[each.flow];
        ADD_FAILURE() << plan.sockets[flow.from].ref.text() << " to "
                      << plan.sockets[flow.to].ref.text() << ", " << flow.pattern
                      << ": contradiction " << static_cast<int>(each.what) << ", in flight "
                      << now.flows[each.flow].inFlight.value_or(0) << " of "
                      << now.flows[each.flow].limit;
    }
    EXPECT_TRUE(now.conserved);
    for (std::size_t i = 0; i < now.flows.size(); ++i) {
        const metrics::FlowFigures& flow = now.flows[i];
        const std::string name = plan.sockets[plan.flows[i].from].ref.text();
        ASSERT_TRUE(flow.sent && flow.received && flow.inFlight && flow.dropped) << name;
        // A difference of unsigned counts that went below zero would be near 2^64.
        EXPECT_LT(*flow.inFlight, 1U << 30) << name;
        EXPECT_EQ(*flow.sent, *flow.received + *flow.inFlight + *flow.dropped) << name;
        if (flow.stages) {
            EXPECT_EQ(flow.stages->sender + flow.stages->kernel + flow.stages->receiver,
                      *flow.inFlight)
                << name;
        }
    }
}

/// What the relays have counted between the two peers, against what the receivers say.
void expectWitnessed(TestRun& run, const runtime::RunResult& result)
{
    const plan::RunPlan& plan = run.plan();
    for (plan::FlowIndex i = 0; i < plan.flows.size(); ++i) {
        const plan::PlannedFlow& flow = plan.flows[i];
        const plan::PlannedLink& link = plan.links[flow.link];
        const auto record = run.runtime().wire(flow.link);
        if (!record)
            continue;
        const auto direction =
            link.connect == flow.from ? wire::Direction::ToBinder : wire::Direction::ToConnecter;
        EXPECT_EQ(record->totals[wire::at(direction)].messages, *result.final->flows[i].received)
            << plan.sockets[flow.from].ref.text() << " to " << plan.sockets[flow.to].ref.text();
    }
}

/// For whoever has to find out why: what is left where.
std::string leftOver(const runtime::RunResult& result, const plan::RunPlan& plan)
{
    std::ostringstream text;
    for (plan::FlowIndex i = 0; i < plan.flows.size(); ++i) {
        const metrics::FlowFigures& figures = result.final->flows[i];
        if (figures.inFlight.value_or(0) == 0)
            continue;
        const plan::PlannedSocket& from = plan.sockets[plan.flows[i].from];
        const plan::PlannedSocket& to = plan.sockets[plan.flows[i].to];
        text << from.ref.text() << " to " << to.ref.text() << ": " << plan.flows[i].pattern
             << " over transport " << static_cast<int>(plan.flows[i].transport) << ", SNDHWM "
             << from.sendHighWaterMark << ", RCVHWM " << to.receiveHighWaterMark << ", sent "
             << *figures.sent << ", in flight " << *figures.inFlight;
        if (figures.stages)
            text << " (" << figures.stages->sender << " at the sender, " << figures.stages->kernel
                 << " in the kernel, " << figures.stages->receiver << " at the receiver)";
        text << '\n';
    }
    return text.str();
}

Load runOne(std::uint64_t seed)
{
    SCOPED_TRACE("TOPOMQ_SEED=" + std::to_string(seed));
    Load load;
    // Half of them with a thread for each node, half with all nodes in reactors.
    const auto scheduling =
        seed % 2 == 0 ? runtime::Scheduling::Threads : runtime::Scheduling::Reactors;
    TestRun run(randomTopology(seed), {.scheduling = scheduling});
    // A few looks while it runs, at whatever moments they come.
    std::uint64_t looks = 0;
    EXPECT_TRUE(run.await([&](const metrics::Snapshot& now) {
        expectSaneNow(now, run.plan());
        return ++looks > 3 && now.time > 0.15;
    }));
    // Nobody waits for a slow consumer of all that a flood has left in the kernel.
    for (plan::NodeIndex i = 0; i < run.plan().nodes.size(); ++i) {
        model::RoleSettings settings = run.plan().nodes[i].settings;
        settings.serviceTime = {};
        run.runtime().applySettings(i, settings);
    }
    const runtime::RunResult result = run.finish(60s);
    EXPECT_EQ(leftOver(result, run.plan()), "");
    expectConserved(result, run.plan());
    expectWitnessed(run, result);
    for (const metrics::FlowFigures& flow : result.final->flows) {
        load.drops = load.drops || flow.dropped.value_or(0) > 0;
        load.saturates = load.saturates || (flow.limit > 0 && flow.depthMax >= flow.limit);
    }
    return load;
}

class RandomTopology : public testing::TestWithParam<std::uint64_t>
{ };

} // namespace

TEST_P(RandomTopology, AccountsForEveryMessage)
{
    if (const char* only = std::getenv("TOPOMQ_SEED")) {
        (void)runOne(std::strtoull(only, nullptr, 10));
        return;
    }
    const std::uint64_t count =
        std::getenv("TOPOMQ_FULL") != nullptr ? 10 * kSeedsPerTest : kSeedsPerTest;
    std::uint64_t heavy = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t seed = GetParam() * 1'000'000 + i;
        const Load load = runOne(seed);
        heavy += load.drops || load.saturates ? 1U : 0U;
        if (HasFailure()) {
            std::printf("failed with seed %llu\n", static_cast<unsigned long long>(seed));
            return;
        }
    }
    std::printf("seeds %llu to %llu: %llu of %llu saturated a queue or dropped\n",
                static_cast<unsigned long long>(GetParam() * 1'000'000),
                static_cast<unsigned long long>(GetParam() * 1'000'000 + count - 1),
                static_cast<unsigned long long>(heavy), static_cast<unsigned long long>(count));
    EXPECT_GE(3 * heavy, count);
}

INSTANTIATE_TEST_SUITE_P(Exactness, RandomTopology, testing::Range(std::uint64_t{1}, kTests + 1));

} // namespace topomq::tests
