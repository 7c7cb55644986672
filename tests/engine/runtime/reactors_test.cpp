// Many nodes that share a few threads: their fibers, their deadlines, their turns, and that nothing
// goes unaccounted for while they come and go.

#include "engine/runtime/fiber.h"
#include "engine/runtime/fiber_stacks.h"
#include "engine/runtime/node_seats.h"
#include "engine/runtime/timer_heap.h"
#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using model::Role;
using enum model::SocketType;
using runtime::Scheduling;

runtime::RunOptions inReactors()
{
    runtime::RunOptions options;
    options.scheduling = Scheduling::Reactors;
    return options;
}

/// Rows of source, worker, sink: "a0" to "b0" to "c0", and so on.
TopologyBuilder rows(int count, int rate, const std::string& address = "inproc://*")
{
    TopologyBuilder builder;
    for (int i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        builder.node("a" + number, Role::Source).setting("rate", rate);
        builder.socket("out", Push, {address});
        builder.node("b" + number, Role::Worker).socket("in", Pull);
        builder.socket("out", Push);
        builder.node("c" + number, Role::Sink).socket("in", Pull, {address});
        builder.link("b" + number + ".in", "a" + number + ".out");
        builder.link("b" + number + ".out", "c" + number + ".in");
    }
    return builder;
}

std::size_t threadsOfThisProcess()
{
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator("/proc/self/task"), {}));
}

} // namespace

TEST(NodeSeats, GiveWhoGathersFromManyAReactorOfItsOwn)
{
    if (std::thread::hardware_concurrency() < 2)
        GTEST_SKIP() << "one processor: one reactor";
    TopologyBuilder builder;
    builder.node("sink", Role::Sink).socket("in", Pull, {"inproc://*"});
    for (int i = 0; i < 40; ++i) {
        const std::string name = "s" + std::to_string(i);
        builder.node(name, Role::Source).socket("out", Push).link(name + ".out", "sink.in");
    }
    const plan::RunPlan plan = plan::makePlan(builder.topology()).plan;
    runtime::NodeSeats seats(Scheduling::Reactors);
    seats.grow(plan);
    ASSERT_TRUE(seats.reactorOf(0));
    for (plan::NodeIndex i = 1; i < plan.nodes.size(); ++i)
        EXPECT_NE(seats.reactorOf(i), seats.reactorOf(0)) << i;
    seats.join();
}

TEST(NodeSeats, KeepWhatIsLinkedTogether)
{
    const plan::RunPlan plan = plan::makePlan(rows(64, 100).topology()).plan;
    runtime::NodeSeats seats(Scheduling::Reactors);
    seats.grow(plan);
    std::size_t apart = 0;
    for (const plan::PlannedLink& link : plan.links) {
        const auto reactorOf = [&](plan::SocketIndex socket) {
            return seats.reactorOf(plan.sockets[socket].node);
        };
        apart += reactorOf(link.connect) != reactorOf(link.bind) ? 1 : 0;
    }
    // At most one row is cut in two where one reactor ends and the next begins.
    EXPECT_LE(apart, 3U);
    seats.join();
}

TEST(Fiber, GoesOnWhereItStoodStill)
{
    runtime::FiberStacks stacks;
    std::vector<int> steps;
    runtime::Fiber* self = nullptr;
    runtime::Fiber fiber(stacks.take(), runtime::FiberStacks::kBytes, [&] {
        steps.push_back(1);
        self->suspend();
        steps.push_back(3);
    });
    self = &fiber;
    fiber.resume();
    steps.push_back(2);
    EXPECT_FALSE(fiber.isDone());
    fiber.resume();
    EXPECT_TRUE(fiber.isDone());
    EXPECT_THAT(steps, testing::ElementsAre(1, 2, 3));
}

TEST(Fiber, CatchesItsOwnExceptions)
{
    runtime::FiberStacks stacks;
    std::string caught;
    runtime::Fiber* self = nullptr;
    runtime::Fiber fiber(stacks.take(), runtime::FiberStacks::kBytes, [&] {
        try {
            self->suspend();
            throw std::runtime_error("inside");
        } catch (const std::exception& error) {
            caught = error.what();
        }
    });
    self = &fiber;
    fiber.resume();
    fiber.resume();
    EXPECT_EQ(caught, "inside");
}

TEST(FiberStacks, GivesOutAgainWhatCameBack)
{
    runtime::FiberStacks stacks;
    char* const first = stacks.take();
    char* const second = stacks.take();
    EXPECT_GE(std::abs(second - first), static_cast<std::ptrdiff_t>(stacks.kBytes));
    stacks.giveBack(first);
    EXPECT_EQ(stacks.take(), first);
}

TEST(TimerHeap, IsInOrderWhateverIsTakenOut)
{
    std::mt19937 random(7);
    std::deque<runtime::Timer> timers(200);
    std::multiset<std::chrono::steady_clock::time_point> expected;
    runtime::TimerHeap heap;
    for (int i = 0; i < 5000; ++i) {
        runtime::Timer& timer = timers[random() % timers.size()];
        if (timer.place != runtime::Timer::kOut) {
            expected.erase(expected.find(timer.time));
            heap.remove(timer);
        } else {
            timer.time = std::chrono::steady_clock::time_point(random() % 100 * 1us);
            expected.insert(timer.time);
            heap.add(timer);
        }
        ASSERT_EQ(heap.empty(), expected.empty());
        if (!expected.empty()) {
            ASSERT_EQ(heap.first().time, *expected.begin());
        }
    }
}

TEST(Reactors, RunManyNodesInFewThreads)
{
    const std::size_t before = threadsOfThisProcess();
    TestRun run(rows(30, 100), inReactors());
    ASSERT_TRUE(run.await([](const auto& now) {
        return std::all_of(now.flows.begin(), now.flows.end(),
                           [](const auto& flow) { return flow.received > 3U; });
    }));
    // With libzmq's own, the supervisor's and the monitors'.
    EXPECT_LT(threadsOfThisProcess() - before, 15U);
    expectConserved(run.finish(), run.plan());
}

TEST(Reactors, ServeAPacedNodeBesideManyFloods)
{
    TopologyBuilder builder = rows(40, 0);
    builder.node("client", Role::Client).setting("rate", 50).socket("ask", Req);
    builder.node("server", Role::Server).socket("reply", Rep, {"inproc://*"});
    builder.link("client.ask", "server.reply");
    TestRun run(builder, inReactors());
    const std::size_t replies = run.flow("server.reply", "client.ask");
    EXPECT_TRUE(run.await([&](const auto& now) { return now.flows[replies].received > 20U; }));
    expectConserved(run.finish(), run.plan());
}

TEST(Reactors, LetAFloodThatNobodyHoldsBackShareItsThread)
{
    TopologyBuilder builder;
    // A publisher never waits: what a subscriber cannot take is dropped.
    for (const std::string number : {"1", "2", "3", "4", "5", "6"}) {
        builder.node("pub" + number, Role::Source).setting("rate", 0);
        builder.socket("out", Pub, {"inproc://*"});
        builder.node("sub" + number, Role::Sink).socket("in", Sub);
        builder.option("SUBSCRIBE", model::Array{""});
        builder.link("sub" + number + ".in", "pub" + number + ".out");
    }
    TestRun run(builder, inReactors());
    EXPECT_TRUE(run.await([](const auto& now) {
        return std::all_of(now.flows.begin(), now.flows.end(),
                           [](const auto& flow) { return flow.received > 1000U; });
    }));
    expectConserved(run.finish(), run.plan());
}

TEST(Reactors, LoseNothingWhileSomeOfThreeHundredNodesAreRestarted)
{
    constexpr int kRows = 100;
    constexpr int kRestarts = 40;
    TestRun run(rows(kRows, 50), inReactors());
    ASSERT_TRUE(run.await([](const auto& now) {
        return std::all_of(now.flows.begin(), now.flows.end(),
                           [](const auto& flow) { return flow.received > 0U; });
    }));
    std::mt19937 random(11);
    std::set<plan::NodeIndex> restarted;
    for (int i = 0; i < kRestarts; ++i) {
        const auto node = static_cast<plan::NodeIndex>(random() % (3 * kRows));
        restarted.insert(node);
        if (i % 2 == 0) {
            run.runtime().restartNode(node);
        } else {
            run.runtime().killNode(node);
            run.runtime().startNode(node);
        }
    }
    for (const plan::NodeIndex node : restarted)
        ASSERT_TRUE(run.awaitEvent(run.plan().nodes[node].id.text(), "NODE_STARTED"));
    const metrics::SnapshotPtr after = run.runtime().latest();
    EXPECT_TRUE(run.await([&](const auto& now) {
        for (std::size_t i = 0; i < now.flows.size(); ++i) {
            if (*now.flows[i].received <= *after->flows[i].received)
                return false;
        }
        return true;
    })) << "all flows go on";
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    for (const runtime::NodeOutcome& node : result.nodes)
        EXPECT_THAT(node.errors, testing::IsEmpty());
}

TEST(Reactors, TakeInNodesThatAreAddedToARun)
{
    TestRun run(rows(3, 500), inReactors());
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].received > 20U; }));
    run.runtime().adopt(plan::makePlan(rows(20, 500).topology()).plan);
    ASSERT_TRUE(run.await([](const auto& now) {
        return now.flows.size() == 40
            && std::all_of(now.flows.begin(), now.flows.end(),
                           [](const auto& flow) { return flow.received > 20U; });
    }));
    expectConserved(run.finish(), run.plan());
}

} // namespace topomq::tests
