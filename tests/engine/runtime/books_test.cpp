// Each counter of the books is broken on purpose, and the run has to see it.

#include "tests/engine/runtime/books_fixture.h"

namespace topomq::tests {

TEST_F(PublishedBooks, KnowWhatTheQueueBeforeTheKernelCannotHold)
{
    const metrics::FlowFigures now = figures();
    EXPECT_EQ(now.dropped, kLost);
    EXPECT_EQ(now.droppedByCause[static_cast<std::size_t>(metrics::DropCause::SubscriberFull)],
              kLost);
    EXPECT_TRUE(now.estimated);
    ASSERT_TRUE(now.stages);
    EXPECT_EQ(now.stages->sender, kMark + kInHand);
}

TEST_F(PublishedBooks, CountWhatIsFoundLaterOnceOnly)
{
    EXPECT_EQ(figures().dropped, kLost);
    flow().receiver.lose(metrics::DropCause::SubscriberFull, kLost - 100);
    EXPECT_EQ(figures().dropped, kLost);
    flow().receiver.lose(metrics::DropCause::SubscriberFull, 150);
    EXPECT_EQ(figures().dropped, kLost + 50);
}

TEST_F(PublishedBooks, TakeNothingForLostWhereAQueueHasNoLimit)
{
    sender().sendHighWaterMark = 0;
    sampler().refresh();
    EXPECT_EQ(figures().dropped, 0U);
    sender().sendHighWaterMark = 1;
    sampler().refresh();
    EXPECT_EQ(figures().dropped, 0U) << "what it took before may still be there";
}

TEST_F(PublishedBooks, GoByTheLargestLimitThatTheQueueHasHad)
{
    sender().sendHighWaterMark = 10;
    sampler().refresh();
    EXPECT_EQ(figures().dropped, kLost);
}

TEST_F(PublishedBooks, HaveRoomInABatchForManyEmptyMessages)
{
    run().sockets[0].publisher->at(1).smallest = 0;
    EXPECT_EQ(figures().dropped, kSent - kWritten - kMark - (8192 / 2 + 2 + 1));
}

TEST_F(PublishedBooks, KeepWhatTheyKnowWhenTheConnectionEnds)
{
    EXPECT_EQ(figures().dropped, kLost);
    flow().wire.writers = 0;
    flow().wire.ended = 1;
    noteEnd(flow().wire);
    EXPECT_EQ(figures().dropped, kLost);
    run().sockets[0].publisher->at(1).count.add(1000);
    sent().add(1000);
    EXPECT_EQ(figures().dropped, kLost) << "from now on only what is found";
}

TEST_F(PublishedBooks, KnowItAgainOfTheNextConnectionOnceItIsTheOnlyOne)
{
    breakOnce();
    flow().wire.connections = 2;
    flow().wire.ended = 1;
    flow().wire.writers = 0;
    EXPECT_EQ(figures().dropped, 0U);
    flow().wire.writers = 1;
    EXPECT_EQ(figures().dropped, kLost);
}

TEST_F(PublishedBooks, PutALossDownToAConnectionThatHasEndedUntilSomethingComesByTheNext)
{
    breakOnce();
    flow().wire.connections = 2;
    flow().wire.ended = 1;
    flow().receiver.breaks = 1;
    const auto lostBy = [](const metrics::FlowFigures& now, metrics::DropCause cause) {
        return now.droppedByCause[static_cast<std::size_t>(cause)];
    };
    EXPECT_EQ(lostBy(figures(), metrics::DropCause::PeerGone), kLost);
    flow().receiver.knownBreaks = 1;
    EXPECT_EQ(lostBy(figures(), metrics::DropCause::SubscriberFull), kLost);
}

TEST_F(PublishedBooks, TakeForTheHighestDepthOnlyWhatIsKnownToHaveLeft)
{
    EXPECT_EQ(figures().depthMax, kWritten - kReceived);
}

TEST_F(Books, TakeForNoDepthWhatIsFoundLostLater)
{
    for (const std::uint64_t lost : {249U, 0U}) {
        TopologyBuilder builder;
        builder.node("pub", model::Role::Source);
        builder.socket("out", model::SocketType::Pub, {"tcp://127.0.0.1:*"});
        builder.node("sub", model::Role::Sink).socket("in", model::SocketType::Sub);
        builder.option("SUBSCRIBE", model::Array{""}).link("sub.in", "pub.out");
        ASSERT_NO_FATAL_FAILURE(make(builder));
        runtime::PublisherLedger& publisher = *run().sockets[0].publisher;
        publisher.at(publisher.classFor({0})).count.add(250);
        sent().add(250);
        const metrics::SnapshotPtr before = sampler().sample(false, {});
        EXPECT_EQ(before->flows[0].inFlight, 250U);
        EXPECT_EQ(before->flows[0].depthMax, 0U) << "all may have been lost";
        flow().receiver.lose(metrics::DropCause::LateJoiner, lost);
        flow().receiver.received.add(250 - lost);
        arrivals().add(250 - lost);
        const metrics::SnapshotPtr after = sampler().sample(false, {});
        EXPECT_TRUE(after->conserved);
        EXPECT_EQ(after->flows[0].depthMax, 250 - lost);
    }
}

TEST_F(Books, KnowWhatWasOverwrittenThoughNoNumberTellsOfIt)
{
    // One waits where only the newest does, and one may be in hand; the kernel has ten.
    constexpr std::uint64_t kUnderWay = 10 + 2;
    for (const bool atSender : {true, false}) {
        model::Topology topology = pushPull("tcp://127.0.0.1:*");
        topology.nodes[atSender ? 0 : 1].sockets[0].options.set("CONFLATE", true);
        ASSERT_NO_FATAL_FAILURE(make(topology));
        sent().add(1000);
        flow().wire.writers = 1;
        flow().wire.connections = 1;
        flow().wire.written = atSender ? 300 : 1000;
        flow().wire.read = atSender ? 290 : 990;
        flow().receiver.received.add(290);
        arrivals().add(290);
        const metrics::SnapshotPtr now = sampler().sample(false, {});
        EXPECT_TRUE(now->conserved);
        const metrics::FlowFigures& figures = now->flows[0];
        EXPECT_EQ(figures.inFlight, kUnderWay);
        EXPECT_EQ(figures.droppedByCause[static_cast<std::size_t>(metrics::DropCause::Conflated)],
                  1000 - 290 - kUnderWay);
        EXPECT_TRUE(figures.estimated);
        // They are found when something comes that has a number.
        flow().receiver.lose(metrics::DropCause::Conflated, 1000 - 290);
        EXPECT_EQ(sampler().sample(false, {})->flows[0].dropped, 1000U - 290U);
    }
}

TEST_F(Books, SeeASendThatWasNotCounted)
{
    open("inproc://*");
    sent().take(6);
    expectSeen(Contradiction::Sum);
}

TEST_F(Books, SeeAReceiveThatWasCountedTwice)
{
    open("inproc://*");
    flow().receiver.received.add(6);
    arrivals().add(6);
    expectSeen(Contradiction::Sum);
}

TEST_F(Books, SeeALossThatWasCountedTwice)
{
    open("inproc://*");
    flow().receiver.lose(metrics::DropCause::Linger, 6);
    expectSeen(Contradiction::Sum);
}

TEST_F(Books, SeeReceivesAndLossesThatWereNotCounted)
{
    open("inproc://*");
    // Both limits are 1,000: what has long been taken cannot be under way.
    sent().add(2000);
    expectSeen(Contradiction::Overfull);
}

TEST_F(Books, SeeASendOverTcpThatWasNotCounted)
{
    open("tcp://127.0.0.1:*");
    sent().take(4);
    expectSeen(Contradiction::NeverSent);
}

TEST_F(Books, SeeAReceiveOverTcpThatWasCountedTwice)
{
    open("tcp://127.0.0.1:*");
    flow().receiver.received.add(3);
    expectSeen(Contradiction::NeverArrived);
}

TEST_F(Books, SeeACounterOfTheWireThatRunsAhead)
{
    open("tcp://127.0.0.1:*");
    flow().wire.written = 18;
    expectSeen(Contradiction::NeverSent);
}

TEST_F(Books, AreInOrderAgainWhenTheyAddUp)
{
    open("inproc://*");
    sent().take(6);
    ASSERT_EQ(look().size(), 1U);
    sent().add(6);
    EXPECT_TRUE(look().empty());
}

TEST_F(Books, DoNotTakeForLostWhatTheKernelHas)
{
    open("tcp://127.0.0.1:*");
    breakOnce();
    EXPECT_EQ(underWay().certain, 2U);
    EXPECT_EQ(underWay().published, 5U);
    EXPECT_TRUE(underWay().unseen.empty());
    flow().wire.read = 14;
    EXPECT_EQ(underWay().certain, 0U);
}

TEST_F(Books, DoNotTakeForLostWhatTheKernelHasInPart)
{
    open("tcp://127.0.0.1:*");
    breakOnce();
    flow().wire.read = 14;
    flow().wire.bytesWritten = 1000;
    flow().wire.bytesRead = 999;
    EXPECT_EQ(underWay().certain, 1U);
}

TEST_F(Books, ExpectNothingFromAConnectionThatIsOver)
{
    open("tcp://127.0.0.1:*");
    breakOnce();
    flow().wire.lost = 2;
    EXPECT_EQ(underWay().certain, 0U);
}

TEST_F(Books, SeeThatAConnectionHasEndedByItself)
{
    open("tcp://127.0.0.1:*");
    EXPECT_EQ(underWay().certain, 5U);
    endByItself();
    EXPECT_EQ(underWay().certain, 0U);
    EXPECT_EQ(underWay().published, 5U);
}

TEST_F(Books, WaitUntilASenderMayHaveConnectedAgain)
{
    open(sinkBinds());
    endByItself();
    EXPECT_EQ(underWay().certain, 1U) << "what waits at the sender comes then";
    flow().wire.writers = 1;
    EXPECT_EQ(underWay().certain, 0U);
    flow().wire.writers = 0;
    flow().wire.endedAt = 1;
    EXPECT_EQ(underWay().certain, 0U) << "long ago";
}

TEST_F(Books, DoNotWaitForASenderThatDoesNotConnectAgain)
{
    model::Topology once = sinkBinds();
    once.nodes[0].sockets[0].options.set("RECONNECT_IVL", -1);
    open(once);
    endByItself();
    EXPECT_EQ(underWay().certain, 0U);
}

TEST_F(Books, DoNotWaitForWhoTakesNothingMore)
{
    open("tcp://127.0.0.1:*");
    breakOnce();
    receiver().wait = runtime::NodeStatus::Wait::Finished;
    EXPECT_EQ(underWay().certain, 0U);
    receiver().wait = runtime::NodeStatus::Wait::Input;
    EXPECT_EQ(underWay().certain, 2U);
    receiver().failed = true;
    EXPECT_EQ(underWay().certain, 0U);
}

TEST_F(Books, SayWhatNobodyHasFollowed)
{
    open("tcp://127.0.0.1:*");
    breakOnce();
    flow().wire.connections = 0;
    EXPECT_EQ(underWay().certain, 0U);
    EXPECT_EQ(underWay().unseen, std::vector<plan::FlowIndex>{0});
}

} // namespace topomq::tests
