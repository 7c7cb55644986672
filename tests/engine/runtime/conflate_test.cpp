// CONFLATE, in a program of its own: libzmq 4.3.4 now and then forgets messages in a conflating
// pipe that is written to while it is read (zeromq/libzmq pull request 4925), and no other test
// shall be forgiven a leak for it.

#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <string>
#include <tuple>

// Both names are the sanitizers'. With them the stack of an allocation reaches through libzmq,
// which keeps no frame pointers, to our function that made the message.
extern "C" const char* __asan_default_options()
{
    return "fast_unwind_on_malloc=0";
}

extern "C" const char* __lsan_default_suppressions()
{
    return "leak:topomq::runtime::SocketPort::prepare\n"
           "leak:topomq::runtime::SocketPort::place\n";
}

namespace topomq::tests {

using model::Role;
using enum model::SocketType;

TEST(Conflate, KeepsOnlyTheNewestMessage)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).setting("count", 20000);
    builder.socket("out", Push).option("CONFLATE", true);
    builder.node("sink", Role::Sink).setting("service_time", 1000);
    builder.socket("in", Pull, {"inproc://*"}).link("vent.out", "sink.in");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const auto conflated = static_cast<std::size_t>(metrics::DropCause::Conflated);
    EXPECT_GT(result.final->flows[0].droppedByCause[conflated], 0U);
}

class UnheededConflate : public testing::TestWithParam<bool>
{ };

TEST_P(UnheededConflate, LosesNothingAtTheEndThatBindsAnInprocLink)
{
    const bool publishes = GetParam();
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).setting("count", 500);
    builder.socket("out", publishes ? Pub : Push, {"inproc://*"}).option("CONFLATE", true);
    builder.node("sink", Role::Sink).setting("service_time", 200);
    builder.socket("in", publishes ? Sub : Pull).link("sink.in", "vent.out");
    if (publishes)
        builder.option("SUBSCRIBE", model::Array{""});
    TestRun run(builder);
    ASSERT_TRUE(run.await([](const auto& now) {
        EXPECT_TRUE(now.conserved);
        EXPECT_EQ(now.flows[0].dropped, 0U);
        return now.flows[0].sent == 500U;
    }));
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    EXPECT_EQ(result.final->flows[0].received, 500U);
    EXPECT_EQ(result.final->flows[0].limit, 2000U);
}

INSTANTIATE_TEST_SUITE_P(Pattern, UnheededConflate, testing::Bool(), [](const auto& which) {
    return which.param ? "PUB" : "PUSH";
});

class ConflatedTurns : public testing::TestWithParam<std::string>
{ };

TEST_P(ConflatedTurns, DealTheSameToEachAndSoKnowWhoLostWhat)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 2000).setting("count", 801);
    builder.socket("out", Push, {GetParam()}).option("CONFLATE", true);
    for (const auto& [name, time] : {std::pair("fast", 0), std::pair("slow", 20'000)}) {
        builder.node(name, Role::Sink).setting("service_time", time);
        builder.socket("in", Pull).option("CONFLATE", true);
        builder.link(std::string(name) + ".in", "vent.out");
    }
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const auto& fast = result.final->flows[run.flow("vent.out", "fast.in")];
    const auto& slow = result.final->flows[run.flow("vent.out", "slow.in")];
    EXPECT_EQ(*fast.sent + *slow.sent, 801U);
    EXPECT_EQ(std::max(*fast.sent, *slow.sent), 401U) << "in turn, the odd one to either";
    EXPECT_FALSE(fast.estimated);
    EXPECT_FALSE(slow.estimated);
    EXPECT_GT(*slow.dropped, 300U);
}

TEST(ConflatedPush, HasTurnsThatAreNoLongerKnownWhenAReceiverIsAdded)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).setting("count", 801);
    builder.socket("out", Push, {"inproc://*"}).option("CONFLATE", true);
    const auto addSink = [&builder](const std::string& name) {
        builder.node(name, Role::Sink).setting("service_time", 1000);
        builder.socket("in", Pull).option("CONFLATE", true).link(name + ".in", "vent.out");
    };
    addSink("one");
    addSink("two");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    addSink("late");
    run.runtime().adopt(plan::makePlan(builder.topology()).plan);
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows.size() == 3; }));
    const runtime::RunResult result = run.finish();
    std::uint64_t received = 0;
    for (const auto& flow : result.final->flows) {
        received += flow.received.value_or(0);
        EXPECT_FALSE(flow.estimated);
        EXPECT_FALSE(flow.sent && flow.sent != 0U) << "dealt to two, not to three";
    }
    EXPECT_EQ(received + result.final->dropped, 801U);
}

class ConflatedText : public testing::TestWithParam<std::tuple<std::string, bool>>
{ };

TEST_P(ConflatedText, IsNotUnderWayOnceItIsOverwrittenAndHasNoLatencyOfAnother)
{
    const auto [address, publishes] = GetParam();
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 2000).setting("text", "hello");
    builder.socket("out", publishes ? Pub : Push, {address});
    builder.node("sink", Role::Sink).setting("service_time", 20'000);
    builder.socket("in", publishes ? Sub : Pull).option("CONFLATE", true);
    if (publishes)
        builder.option("SUBSCRIBE", model::Array{""});
    builder.link("sink.in", "vent.out");
    TestRun run(builder);
    const auto conflated = static_cast<std::size_t>(metrics::DropCause::Conflated);
    EXPECT_TRUE(run.await([conflated](const auto& now) {
        EXPECT_TRUE(now.conserved);
        const metrics::FlowFigures& flow = now.flows[0];
        return flow.sent > 3000U && flow.droppedByCause[conflated] > 2000U && *flow.inFlight < 500U;
    }));
    EXPECT_EQ(run.runtime().latest()->flows[0].latency.count, 0U);
    expectConserved(run.finish(), run.plan());
}

INSTANTIATE_TEST_SUITE_P(Transport,
                         ConflatedText,
                         testing::Combine(testing::Values("ipc://*", "tcp://127.0.0.1:*"),
                                          testing::Bool()));

INSTANTIATE_TEST_SUITE_P(Transport,
                         ConflatedTurns,
                         testing::Values("inproc://*", "tcp://127.0.0.1:*"),
                         [](const auto& which) {
                             return which.param.substr(0, which.param.find(':'));
                         });

} // namespace topomq::tests
