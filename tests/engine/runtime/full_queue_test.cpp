// A queue that is full: what it holds is its limit and no more, whatever is just being sent or
// taken beside it.

#include "tests/engine/runtime/books_fixture.h"
#include "tests/support/run_topology.h"

#include <chrono>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using metrics::DropCause;
using model::Role;
using enum model::SocketType;

constexpr std::uint64_t kLimit = 10;
/// One that is being sent and one that has just been taken.
constexpr std::uint64_t kBothHands = 2;

/// A publisher over inproc, whose subscriber is behind a queue of `kLimit`.
TopologyBuilder published(bool waits)
{
    TopologyBuilder builder;
    builder.node("pub", Role::Source).socket("out", XPub, {"inproc://*"}).option("SNDHWM", 4);
    if (waits)
        builder.option("XPUB_NODROP", true);
    builder.node("sub", Role::Sink).socket("in", Sub).option("RCVHWM", 6);
    builder.option("SUBSCRIBE", model::Array{""}).link("sub.in", "pub.out");
    return builder;
}

class FullBooks : public Books
{
protected:
    void publish(std::uint64_t count)
    {
        runtime::PublisherLedger& publisher = *run().sockets[0].publisher;
        publisher.at(publisher.classFor({0})).count.add(count);
        sent().add(count);
    }

    void take(std::uint64_t count)
    {
        flow().receiver.received.add(count);
        arrivals().add(count);
    }

    [[nodiscard]] metrics::FlowFigures figures()
    {
        const metrics::SnapshotPtr now = sampler().sample(false, {});
        EXPECT_TRUE(now->conserved);
        const metrics::FlowFigures& figures = now->flows[0];
        EXPECT_EQ(*figures.sent, *figures.received + *figures.inFlight + *figures.dropped);
        return figures;
    }
};

std::uint64_t overflown(const metrics::FlowFigures& figures)
{
    return figures.droppedByCause[static_cast<std::size_t>(DropCause::SubscriberFull)];
}

} // namespace

TEST_F(FullBooks, ShowTheLimitAndAllElseAsLost)
{
    ASSERT_NO_FATAL_FAILURE(make(published(false)));
    publish(40);
    take(5);
    const metrics::FlowFigures full = figures();
    EXPECT_EQ(full.limit, kLimit);
    EXPECT_EQ(full.inFlight, kLimit);
    EXPECT_EQ(full.inHand, 0U);
    EXPECT_EQ(full.dropped, 25U);
    EXPECT_EQ(overflown(full), 25U);
    EXPECT_EQ(full.depthMax, kLimit) << "it has been full, or nothing would be lost";
    EXPECT_TRUE(full.estimated);
}

TEST_F(FullBooks, RememberNoLossThatWasOnlyLikely)
{
    ASSERT_NO_FATAL_FAILURE(make(published(false)));
    publish(40);
    take(5);
    EXPECT_EQ(figures().dropped, 25U);
    // One of them had just been taken.
    take(1);
    flow().receiver.lose(DropCause::SubscriberFull, 24);
    const metrics::FlowFigures found = figures();
    EXPECT_EQ(found.dropped, 24U);
    EXPECT_EQ(found.inFlight, kLimit);
}

TEST_F(FullBooks, TakeNothingForLostAtFirstSightThatMayBeInHand)
{
    ASSERT_NO_FATAL_FAILURE(make(published(false)));
    publish(1 + kLimit + kBothHands);
    take(1);
    const metrics::FlowFigures first = figures();
    EXPECT_EQ(first.dropped, 0U);
    EXPECT_EQ(first.inFlight, kLimit + kBothHands);
    EXPECT_EQ(first.inHand, kBothHands);
    EXPECT_EQ(metrics::queuedOf(first), kLimit);
    // Nobody has it in hand for so long.
    const metrics::FlowFigures second = figures();
    EXPECT_EQ(second.dropped, kBothHands);
    EXPECT_EQ(second.inFlight, kLimit);
    EXPECT_TRUE(second.estimated);
}

TEST_F(FullBooks, TakeNothingForLostOfAPublisherThatWaits)
{
    ASSERT_NO_FATAL_FAILURE(make(published(true)));
    publish(1 + kLimit + kBothHands);
    take(1);
    for (int look = 0; look < 3; ++look) {
        const metrics::FlowFigures now = figures();
        EXPECT_EQ(now.dropped, 0U);
        EXPECT_EQ(now.inHand, kBothHands);
        EXPECT_EQ(metrics::queuedOf(now), kLimit);
    }
}

TEST_F(FullBooks, TellWhatIsInHandApartFromWhatWaits)
{
    constexpr std::uint64_t kDefaults = 2000;
    constexpr std::uint64_t kHeldBack = 3;
    ASSERT_NO_FATAL_FAILURE(make(pushPull("inproc://*")));
    sent().add(10 + kDefaults + kBothHands);
    take(10);
    const metrics::FlowFigures full = figures();
    EXPECT_EQ(full.inFlight, kDefaults + kBothHands);
    EXPECT_EQ(full.inHand, kBothHands);
    EXPECT_EQ(metrics::queuedOf(full), kDefaults);
    EXPECT_EQ(full.depthMax, kDefaults);
    EXPECT_FALSE(full.estimated);
    // Its socket has taken these out of the queue before their time.
    receivingSocket().mostHeldBack = kHeldBack;
    sent().add(kHeldBack);
    EXPECT_EQ(metrics::queuedOf(figures()), kDefaults);
}

TEST(FullQueue, OfAPublisherHoldsItsLimitWhileTheRestIsLost)
{
    TopologyBuilder builder;
    builder.node("pub", Role::Source).setting("rate", 1000);
    builder.socket("out", Pub, {"inproc://*"}).option("SNDHWM", 1);
    // It takes one and is busy with it for longer than the test.
    builder.node("sub", Role::Sink).setting("service_time", 600'000'000);
    builder.socket("in", Sub).option("RCVHWM", 1).option("SUBSCRIBE", model::Array{""});
    builder.link("sub.in", "pub.out");
    TestRun run(builder);
    const std::size_t flow = run.flow("pub.out", "sub.in");
    int looks = 0;
    EXPECT_TRUE(run.await([&](const metrics::Snapshot& now) {
        const metrics::FlowFigures& figures = now.flows[flow];
        EXPECT_TRUE(now.conserved);
        if (figures.received != 1U || figures.dropped < 50U)
            return false;
        EXPECT_EQ(figures.inFlight, 2U);
        EXPECT_EQ(*figures.sent, 3 + *figures.dropped);
        return ++looks >= 10;
    }));
    (void)run.finish(0ms);
}

} // namespace topomq::tests
