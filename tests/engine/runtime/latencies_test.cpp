// Latencies of the last moments: they follow what happens, whatever was before.

#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using model::Role;
using enum model::SocketType;

constexpr double kService = 20'000; // µs
constexpr double kCongested = 400'000;
constexpr double kQuick = 50'000;

class Latencies : public testing::TestWithParam<const char*>
{
protected:
    /// The node takes no time any more for a message.
    static void hurry(TestRun& run, std::string_view node)
    {
        run.runtime().applySettings(static_cast<plan::NodeIndex>(run.node(node)), {});
    }
};

} // namespace

TEST_P(Latencies, ComeDownAfterACongestionWhileThoseOfTheWholeRunStay)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 500).socket("out", Push, {GetParam()});
    builder.node("sink", Role::Sink).setting("service_time", kService).socket("in", Pull);
    TestRun run(builder.link("sink.in", "vent.out"));
    metrics::FlowFigures congested;
    ASSERT_TRUE(run.await([&](const metrics::Snapshot& now) {
        congested = now.flows[0];
        return congested.latency.count >= 50 && congested.latency.p99 > kCongested;
    }));
    EXPECT_GT(congested.recentLatency.p99, kCongested / 2);
    hurry(run, "sink");
    metrics::FlowFigures mended;
    ASSERT_TRUE(run.await([&](const metrics::Snapshot& now) {
        mended = now.flows[0];
        return mended.recentLatency.count > 0 && mended.recentLatency.p99 < kQuick;
    }));
    EXPECT_GT(mended.latency.p99, kCongested / 2);
    EXPECT_GE(mended.latency.max, congested.latency.max);
    EXPECT_LT(mended.recentLatency.count, mended.latency.count);
    // The report is of the whole run.
    EXPECT_GE(run.finish(0ms).final->flows[0].latency.count, mended.latency.count);
}

TEST_P(Latencies, AreUnknownWhenNothingComesAnyMore)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).setting("count", 5);
    builder.socket("out", Push, {GetParam()}).node("sink", Role::Sink).socket("in", Pull);
    TestRun run(builder.link("sink.in", "vent.out"));
    ASSERT_TRUE(run.await([](const metrics::Snapshot& now) {
        return now.flows[0].latency.count == 5 && now.flows[0].recentLatency.count > 0;
    }));
    EXPECT_TRUE(run.await([](const metrics::Snapshot& now) {
        return now.flows[0].latency.count == 5 && now.flows[0].recentLatency.count == 0;
    }));
}

TEST_P(Latencies, OfRoundTripsComeDownWithTheServiceOfTheServer)
{
    TopologyBuilder builder;
    builder.node("client", Role::Client).setting("rate", 200).socket("out", Req);
    builder.node("server", Role::Server).setting("service_time", kService);
    builder.socket("in", Rep, {GetParam()});
    TestRun run(builder.link("client.out", "server.in"));
    const std::size_t answers = run.flow("server.in", "client.out");
    metrics::FlowFigures slow;
    ASSERT_TRUE(run.await([&](const metrics::Snapshot& now) {
        slow = now.flows[answers];
        return slow.roundTrip().count >= 20 && slow.recentRoundTrip().p50 > kService / 2;
    }));
    hurry(run, "server");
    metrics::FlowFigures quick;
    ASSERT_TRUE(run.await([&](const metrics::Snapshot& now) {
        quick = now.flows[answers];
        return quick.recentRoundTrip().count > 0 && quick.recentRoundTrip().p50 < kService / 2;
    }));
    EXPECT_GE(quick.roundTrip().max, slow.roundTrip().max);
    EXPECT_EQ(run.finish(0ms).final->flows[answers].roundTrip().max, quick.roundTrip().max);
}

INSTANTIATE_TEST_SUITE_P(Runtime,
                         Latencies,
                         testing::Values("inproc://*", "tcp://127.0.0.1:*"),
                         [](const auto& each) {
                             const std::string address = each.param;
                             return address.substr(0, address.find(':'));
                         });

} // namespace topomq::tests
