// A sender that chooses its peer: what waits is told where it is, and never of one that has nothing
// to take.

#include "tests/engine/runtime/books_fixture.h"
#include "tests/support/run_topology.h"

#include <zmq.h>

#include <array>
#include <chrono>
#include <utility>
#include <vector>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using model::Role;
using enum model::SocketType;

const std::string kTcp = "tcp://127.0.0.1:*";
const std::string kWs = "ws://127.0.0.1:*";

/// Pushes to "fast" and "slow", each by the endpoint of its number.
TopologyBuilder
fastAndSlow(const std::vector<std::string>& bind, std::size_t fast, std::size_t slow)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).socket("out", Push, bind).option("SNDHWM", 100);
    for (const auto& [id, endpoint] : {std::pair("fast", fast), std::pair("slow", slow)}) {
        builder.node(id, Role::Sink).socket("in", Pull).option("RCVHWM", 100);
        builder.link(std::string(id) + ".in", "vent.out", endpoint);
    }
    return builder;
}

class SharesOfBooks : public Books
{
protected:
    void take(plan::FlowIndex flow, std::uint64_t received, std::uint64_t last)
    {
        run().flows[flow].receiver.received.add(received);
        run().flows[flow].receiver.last = last;
        run().sockets[flow + 1].received.add(received);
    }

    /// The highest depths of "fast" and "slow".
    [[nodiscard]] std::array<std::uint64_t, 2> highest()
    {
        const metrics::SnapshotPtr now = sampler().sample(false, {});
        return {now->flows[0].depthMax, now->flows[1].depthMax};
    }

    /// In flight to "fast" and "slow".
    [[nodiscard]] std::array<std::uint64_t, 2> inFlight()
    {
        const metrics::SnapshotPtr now = sampler().sample(false, {});
        EXPECT_TRUE(now->conserved);
        for (const metrics::FlowFigures& flow : now->flows)
            EXPECT_EQ(*flow.sent, *flow.received + *flow.inFlight + *flow.dropped);
        return {*now->flows[0].inFlight, *now->flows[1].inFlight};
    }
};

using Two = std::array<std::uint64_t, 2>;

} // namespace

TEST_F(SharesOfBooks, AreAllOfTheSlowOneWhereTheKernelMayHaveThem)
{
    ASSERT_NO_FATAL_FAILURE(make(fastAndSlow({kWs}, 0, 0)));
    sent().add(20'000);
    take(0, 10'000, 20'000);
    take(1, 512, 1023);
    // The two queues of the slow one hold 200.
    EXPECT_EQ(inFlight(), (Two{0, 9488}));
}

TEST_F(SharesOfBooks, AreNotOfAnInprocPeerThatHasTakenAllNorBeyondWhatItHolds)
{
    ASSERT_NO_FATAL_FAILURE(make(fastAndSlow({kTcp, "inproc://*"}, 1, 0)));
    sent().add(20'000);
    take(0, 10'000, 19'998);
    take(1, 512, 1023);
    run().flows[1].wire.writers = 1;
    run().flows[1].wire.written = 9900;
    run().flows[1].wire.read = 700;
    EXPECT_EQ(inFlight(), (Two{0, 9488}));
    // 3,000 more that nobody has taken: an inproc queue holds 200 of them, and the kernel got
    // 2,700.
    sent().add(3000);
    run().flows[1].wire.written = 12'600;
    const Two now = inFlight();
    EXPECT_LE(now[0], 200U);
    EXPECT_GE(now[1], 12'600U - 512U) << "what its kernel got can be nowhere else";
    EXPECT_EQ(now[0] + now[1], 9488U + 3000U);
}

TEST_F(SharesOfBooks, FollowTheWaysThatAreKnownBesideOneThatIsNot)
{
    ASSERT_NO_FATAL_FAILURE(make(fastAndSlow({kTcp, kWs}, 0, 1)));
    sent().add(1000);
    take(0, 10, 20);
    take(1, 10, 19);
    run().flows[0].wire.writers = 1;
    run().flows[0].wire.written = 910;
    run().flows[0].wire.read = 400;
    // At least 900 are in the first one's kernel or at its end; half of all would be 490.
    const Two now = inFlight();
    EXPECT_GE(now[0], 900U);
    EXPECT_EQ(now[0] + now[1], 980U);
}

TEST_F(SharesOfBooks, MayBeMoreThanALoweredLimitOfAQueueThatWasFullerBefore)
{
    ASSERT_NO_FATAL_FAILURE(make(fastAndSlow({"inproc://*"}, 0, 0)));
    sent().add(202);
    take(0, 1, 202);
    take(1, 1, 1);
    EXPECT_EQ(inFlight(), (Two{0, 200}));
    sender().sendHighWaterMark = 10;
    sampler().refresh();
    EXPECT_EQ(inFlight(), (Two{0, 200}));
}

TEST_F(SharesOfBooks, AreNoHighestDepthWhileTheyAreGuessed)
{
    ASSERT_NO_FATAL_FAILURE(make(fastAndSlow({kWs}, 0, 0)));
    sent().add(100);
    EXPECT_EQ(inFlight(), (Two{50, 50}));
    EXPECT_EQ(highest(), (Two{0, 0})) << "all may be at either";
    take(1, 100, 100);
    EXPECT_EQ(inFlight(), (Two{0, 0}));
    EXPECT_EQ(highest(), (Two{0, 0}));
}

TEST_F(SharesOfBooks, CountForTheHighestDepthAsFarAsTheOthersHaveNoRoomForThem)
{
    ASSERT_NO_FATAL_FAILURE(make(fastAndSlow({kWs}, 0, 0)));
    sent().add(20'000);
    take(0, 10'000, 19'998);
    take(1, 512, 1023);
    // Two are newer than all that the first has got.
    EXPECT_EQ(highest(), (Two{0, 9486}));
}

TEST_F(SharesOfBooks, CountForNoHighestDepthWhenTheyMayHaveBeenLost)
{
    ASSERT_NO_FATAL_FAILURE(make(fastAndSlow({kWs}, 0, 0)));
    sent().add(20'000);
    take(0, 10'000, 19'998);
    take(1, 512, 1023);
    run().flows[1].sender.wasBroken = true;
    EXPECT_EQ(highest(), (Two{0, 0}));
}

TEST_F(SharesOfBooks, CountForTheHighestDepthOnceTheyHaveLeftTheSender)
{
    ASSERT_NO_FATAL_FAILURE(make(fastAndSlow({kTcp, kWs}, 0, 1)));
    sent().add(1000);
    run().flows[0].wire.writers = 1;
    run().flows[0].wire.written = 400;
    EXPECT_EQ(highest(), (Two{400, 0}));
}

namespace {

class FastAndSlow : public testing::TestWithParam<bool>
{ };

} // namespace

TEST_P(FastAndSlow, AllThatIsUnderWayIsForTheSlowOne)
{
    constexpr std::uint64_t kCount = 4000;
    const bool isMixed = GetParam();
    if (!isMixed && zmq_has("WS") == 0)
        GTEST_SKIP() << "this libzmq is built without ws";
    TopologyBuilder builder =
        isMixed ? fastAndSlow({kTcp, "inproc://*"}, 1, 0) : fastAndSlow({kWs}, 0, 0);
    model::Topology topology = builder;
    topology.nodes[0].settings.set("rate", 4000);
    topology.nodes[0].settings.set("count", static_cast<std::int64_t>(kCount));
    // It takes one and is busy with it for longer than the test.
    topology.nodes[2].settings.set("service_time", 600'000'000);
    TestRun run(topology);
    ASSERT_TRUE(run.awaitDone());
    const std::size_t fast = run.flow("vent.out", "fast.in");
    const std::size_t slow = run.flow("vent.out", "slow.in");
    EXPECT_TRUE(run.await([&](const metrics::Snapshot& now) {
        const metrics::FlowFigures& busy = now.flows[slow];
        const metrics::FlowFigures& idle = now.flows[fast];
        return busy.received == 1U && idle.inFlight == 0U
            && *idle.received + 1 + *busy.inFlight == kCount;
    }));
    const metrics::SnapshotPtr now = run.runtime().latest();
    // More than the limit of its queues, which the kernel's buffers add to.
    EXPECT_GT(*now->flows[slow].inFlight, now->flows[slow].limit);
    EXPECT_GT(now->flows[slow].depthMax, now->flows[slow].limit);
    EXPECT_EQ(*now->flows[slow].sent + *now->flows[fast].sent, kCount);
    EXPECT_TRUE(now->conserved);
    (void)run.finish(0ms);
}

INSTANTIATE_TEST_SUITE_P(Shares, FastAndSlow, testing::Bool(), [](const auto& which) {
    return which.param ? "InprocAndTcp" : "Ws";
});

} // namespace topomq::tests
