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

TEST(LiveEdit, CountsTheMessageThatWaitedForTcpAndLeavesByANewLinkOverInproc)
{
    for (const auto& [key, value] :
         {std::pair<const char*, model::Value>("size", 64), {"size", 8}, {"text", "hello"}})
    {
        SCOPED_TRACE(std::string(key) + " " + value.describe());
        TopologyBuilder builder;
        builder.node("vent", Role::Source).setting("rate", 0).setting(key, value);
        builder.socket("out", Push).option("SNDHWM", 10).option("SNDBUF", 4096);
        builder.node("stuck", Role::Sink).setting("service_time", 60'000'000);
        builder.socket("in", Pull, {"tcp://127.0.0.1:*"}).option("RCVHWM", 10);
        builder.option("RCVBUF", 4096).link("vent.out", "stuck.in");
        TestRun run(builder);
        const std::size_t source = run.node("vent");
        ASSERT_TRUE(run.await([&](const auto& now) {
            return now.flows[0].received == 1U
                && now.nodes[source].state == metrics::NodeState::Blocked;
        }));
        builder.node("quick", Role::Sink).socket("in", Pull, {"inproc://*"});
        builder.link("vent.out", "quick.in");
        adopt(run, builder);
        ASSERT_TRUE(run.await(
            [](const auto& now) { return now.flows.size() == 2 && now.flows[1].received > 20U; }));
        run.runtime().applySettings(static_cast<plan::NodeIndex>(run.node("stuck")), {});
        const runtime::RunResult result = run.finish();
        expectConserved(result, run.plan());
        const auto& flows = result.final->flows;
        EXPECT_EQ(result.final->sockets[run.socket("vent.out")].sent,
                  *flows[0].received + *flows[1].received);
    }
}

TEST(LiveEdit, TellsASocketOfTheMarkThatItCanTakeOnceAnotherNodeIsRestarted)
{
    const auto drawn = [](int mark, bool hasRouter) {
        TopologyBuilder builder;
        builder.node("vent", Role::Source).setting("rate", 100);
        builder.socket("out", Dealer, {"inproc://*"}).option("SNDHWM", mark);
        builder.node("sink", Role::Sink).socket("in", Dealer).link("sink.in", "vent.out");
        builder.node("router", Role::Server).socket("in", Router);
        builder.node("other", Role::Source).setting("rate", 100);
        builder.socket("out", Push, {"inproc://*"});
        builder.node("end", Role::Sink).socket("in", Pull).link("end.in", "other.out");
        if (hasRouter)
            builder.link("router.in", "vent.out");
        return builder;
    };
    TestRun run(drawn(1000, true));
    const std::size_t flow = run.flow("vent.out", "sink.in");
    ASSERT_TRUE(run.await([flow](const auto& now) { return now.flows[flow].received > 0U; }));
    const auto socket = static_cast<plan::SocketIndex>(run.socket("vent.out"));
    const auto mark = [&run, socket] {
        for (const runtime::OptionReading& each : run.runtime().options(socket)) {
            if (each.name == "SNDHWM")
                return each.value.describe();
        }
        return std::string();
    };
    // A queue to a ROUTER over inproc forbids it, until the link is gone.
    adopt(run, drawn(10, true));
    adopt(run, drawn(10, false));
    run.runtime().restartNode(static_cast<plan::NodeIndex>(run.node("other")));
    ASSERT_TRUE(run.awaitEvent("other", "NODE_STARTED"));
    EXPECT_EQ(run.plan().sockets[socket].sendHighWaterMark, 10);
    EXPECT_EQ(mark(), "10");
    run.finish();
}

} // namespace topomq::tests
