// A topology that is edited while it runs: what comes new takes part in the books from its first
// message, and touches those of nobody else.

#include "tests/support/run_topology.h"
#include "tests/support/run_waits.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <string>

namespace topomq::tests {

namespace {

using model::Role;
using enum model::SocketType;

void adopt(TestRun& run, const TopologyBuilder& builder)
{
    run.runtime().adopt(withoutErrors(plan::makePlan(builder.topology())));
}

} // namespace

TEST(LiveEdit, GivesANewFlowNoneOfTheCountsThatOthersBeganWith)
{
    TopologyBuilder builder;
    builder.node("lru", Role::Balancer).socket("frontend", Router, {"inproc://*"});
    builder.socket("backend", Router, {"inproc://*"});
    // They say that they are ready while the subscription below is still on its way, and so before
    // the measured time begins.
    for (const std::string id : {"one", "two", "three"}) {
        builder.node(id, Role::BalancedWorker).socket("req", Req);
        builder.link(id + ".req", "lru.backend");
    }
    builder.node("pub", Role::Source).setting("rate", 500);
    builder.socket("out", Pub, {"tcp://127.0.0.1:*"});
    builder.node("sub", Role::Sink).socket("in", Sub).option("SUBSCRIBE", model::Array{""});
    builder.link("sub.in", "pub.out");
    TestRun run(builder);
    const std::size_t published = run.flow("pub.out", "sub.in");
    ASSERT_TRUE(run.await([&](const auto& now) {
        return now.sockets[run.socket("lru.backend")].received == 3U
            && now.flows[published].received > 20U;
    }));
    const std::size_t before = run.plan().flows.size();
    for (const std::string id : {"deaf", "mute", "idle"}) {
        builder.node(id, Role::Sink).socket("in", Sub).option("SUBSCRIBE", model::Array{"none"});
        builder.link(id + ".in", "pub.out");
    }
    adopt(run, builder);
    ASSERT_TRUE(run.await([&](const auto& now) { return now.flows.size() == before + 3; }));
    const runtime::RunResult result = run.finish();
    ASSERT_EQ(result.meanRates.size(), before + 3);
    EXPECT_GT(result.meanRates[published], 0);
    for (std::size_t i = before; i < result.meanRates.size(); ++i)
        EXPECT_EQ(result.meanRates[i], 0);
}

} // namespace topomq::tests
