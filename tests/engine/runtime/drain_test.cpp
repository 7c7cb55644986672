// The end of a run takes no delay for a loss: a loaded machine lets any thread wait.

#include "tests/support/run_topology.h"
#include "tests/support/stalled_thread.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <future>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using model::Role;
using enum model::SocketType;

/// Much longer than nothing moves before a queue is believed to be empty.
constexpr auto kMuchLonger = 600ms;

class Drain : public testing::TestWithParam<const char*>
{ };

} // namespace

TEST_P(Drain, WaitsForASubscriberThatGetsNoProcessor)
{
    constexpr std::uint64_t kSome = 50;
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 1000);
    builder.socket("out", Pub, {GetParam()});
    builder.node("sink", Role::Sink).socket("in", Sub);
    builder.option("SUBSCRIBE", model::Array{""}).link("sink.in", "vent.out");
    // Only a thread of its own can stand still alone.
    TestRun run(builder, {.scheduling = runtime::Scheduling::Threads});
    const std::size_t flow = run.flow("vent.out", "sink.in");
    ASSERT_TRUE(run.await([&](const auto& now) { return now.flows[flow].received > kSome; }));
    StalledThread sink("sink");
    ASSERT_TRUE(run.await([&](const auto& now) { return now.flows[flow].inFlight > kSome; }));
    auto end = std::async(std::launch::async, [&run] { return run.finish(); });
    EXPECT_EQ(end.wait_for(kMuchLonger), std::future_status::timeout);
    sink.release();
    const runtime::RunResult result = end.get();
    expectConserved(result, run.plan());
    EXPECT_EQ(*result.final->flows[flow].dropped, 0U);
}

TEST_P(Drain, DoesNotWaitForAStoppedNode)
{
    // The last of what the slow subscriber loses is found by nothing that comes after it.
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0);
    builder.socket("out", Pub, {GetParam()}).option("SNDHWM", 10);
    builder.node("slow", Role::Sink).setting("service_time", 2000).socket("in", Sub);
    builder.option("SUBSCRIBE", model::Array{""}).option("RCVHWM", 10).link("slow.in", "vent.out");
    builder.node("stopped", Role::Sink).socket("in", Sub);
    builder.option("SUBSCRIBE", model::Array{""}).link("stopped.in", "vent.out");
    TestRun run(builder);
    const std::size_t flow = run.flow("vent.out", "slow.in");
    ASSERT_TRUE(run.await([&](const auto& now) { return now.flows[flow].dropped > 0U; }));
    run.runtime().stopNode(static_cast<plan::NodeIndex>(run.node("stopped")));
    ASSERT_TRUE(run.awaitEvent("stopped", "NODE_STOPPED"));
    run.runtime().applySettings(static_cast<plan::NodeIndex>(run.node("slow")), {});
    expectConserved(run.finish(), run.plan());
}

INSTANTIATE_TEST_SUITE_P(Runtime,
                         Drain,
                         testing::Values("inproc://*", "ipc://*", "tcp://127.0.0.1:*"),
                         [](const auto& each) {
                             const std::string address = each.param;
                             return address.substr(0, address.find(':'));
                         });

} // namespace topomq::tests
