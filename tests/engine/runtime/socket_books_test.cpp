// The same for what sockets and connections count beside the flows.

#include "tests/engine/runtime/books_fixture.h"

namespace topomq::tests {

namespace {

/// A sender that chooses between two takers, of whom each has got ten of twenty-five.
class SharedBooks : public Books
{
protected:
    void share(const std::string& address)
    {
        TopologyBuilder builder;
        builder.node("vent", model::Role::Source);
        builder.socket("out", model::SocketType::Push, {address});
        for (const char* taker : {"one", "two"}) {
            builder.node(taker, model::Role::Sink).socket("in", model::SocketType::Pull);
            builder.link(std::string(taker) + ".in", "vent.out");
        }
        ASSERT_NO_FATAL_FAILURE(make(builder));
        sent().add(25);
        for (FlowLedger* each : {&run().flows[0], &run().flows[1]}) {
            each->receiver.received.add(10);
            each->receiver.last = 24;
            each->wire.writers = 1;
            each->wire.written = 12;
            each->wire.read = 11;
        }
        run().sockets[1].received.add(10);
        run().sockets[2].received.add(10);
        ASSERT_TRUE(look().empty());
    }
};

} // namespace

TEST_F(Books, SeeAReceiveThatOnlyTheSocketHasCounted)
{
    for (const char* address : {"inproc://*", "tcp://127.0.0.1:*"}) {
        open(address);
        arrivals().add(2);
        expectSeen(Contradiction::OtherCount);
    }
}

TEST_F(Books, SeeAReceiveThatOnlyTheFlowHasCounted)
{
    open("inproc://*");
    flow().receiver.received.add();
    expectSeen(Contradiction::OtherCount);
}

TEST_F(Books, KnowThatStrangersBelongToNoFlow)
{
    open("tcp://127.0.0.1:*");
    arrivals().add(5);
    receivingSocket().fromStrangers.add(5);
    EXPECT_TRUE(look().empty());
}

TEST_F(Books, SeeMessagesOfTheWireThatNobodyWrote)
{
    open("tcp://127.0.0.1:*");
    flow().wire.read = 15;
    expectSeen(Contradiction::NeverWritten);
}

TEST_F(Books, SeeAWriteThatWasNotCounted)
{
    open("tcp://127.0.0.1:*");
    flow().wire.written = 11;
    expectSeen(Contradiction::NeverWritten);
}

TEST_F(Books, SeeALossOfTheWireThatNeverWas)
{
    open("tcp://127.0.0.1:*");
    flow().wire.lost = 3;
    expectSeen(Contradiction::NeverWritten);
}

TEST_F(Books, SeeSendsOverTcpThatNeverWere)
{
    open("tcp://127.0.0.1:*");
    // 1,000 in the queue, and so many empty ones in a batch of libzmq's.
    sent().add(1000 + 8192 / 2);
    EXPECT_TRUE(look().empty());
    sent().add(100);
    expectSeen(Contradiction::Overfull);
}

TEST_F(Books, SeeReceivesOverTcpThatWereNotCounted)
{
    open("tcp://127.0.0.1:*");
    sent().add(100'000);
    flow().wire.written += 100'000;
    flow().wire.read += 1000 + 8192 / 2;
    EXPECT_TRUE(look().empty());
    flow().wire.read += 100;
    expectSeen(Contradiction::Overfull);
}

TEST_F(Books, ExpectNothingOfWhatABrokenConnectionHeld)
{
    open("tcp://127.0.0.1:*");
    breakOnce();
    sent().add(100'000);
    EXPECT_TRUE(look().empty()) << "what was lost with it is found by the next arrival only";
}

TEST_F(SharedBooks, SeeThatMoreWasTakenThanSent)
{
    share("inproc://*");
    flow().receiver.received.add(6);
    arrivals().add(6);
    expectSeen(Contradiction::Sum);
}

TEST_F(SharedBooks, SeeThatMoreWasTakenOrLostThanSent)
{
    share("inproc://*");
    flow().receiver.lose(metrics::DropCause::PeerGone, 6);
    expectSeen(Contradiction::Sum);
}

TEST_F(SharedBooks, SeeANumberThatWasNeverGiven)
{
    share("inproc://*");
    flow().receiver.last = 26;
    expectSeen(Contradiction::Sum);
}

TEST_F(SharedBooks, TellWhatIsWrongAtALinkThatIsStillDrawn)
{
    share("inproc://*");
    flow().receiver.last = 26;
    plan().links[0].gone = true;
    sampler().refresh();
    const auto seen = look();
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_EQ(seen.front().what, Contradiction::Sum);
    EXPECT_EQ(seen.front().flow, 1U);
}

TEST_F(SharedBooks, SeeMoreUnderWayThanAllQueuesHold)
{
    share("inproc://*");
    // Two queues of 2,000 each, and what is in hand.
    sent().add(3990);
    EXPECT_TRUE(look().empty());
    sent().add(100);
    expectSeen(Contradiction::Overfull);
}

TEST_F(SharedBooks, SeeThatTheKernelWasHandedMoreThanWasSent)
{
    share("tcp://127.0.0.1:*");
    flow().wire.written = 14;
    expectSeen(Contradiction::NeverSent);
}

TEST_F(SharedBooks, SeeSendsOverTcpThatNeverWere)
{
    share("tcp://127.0.0.1:*");
    sent().add(2 * (1000 + 8192 / 2));
    EXPECT_TRUE(look().empty());
    sent().add(100);
    expectSeen(Contradiction::Overfull);
}

TEST_F(PublishedBooks, SeeAMatchThatWasNeverSent)
{
    EXPECT_TRUE(look().empty());
    run().sockets[0].publisher->at(1).count.add(10);
    expectSeen(Contradiction::OtherCount);
}

TEST_F(PublishedBooks, SeeASendThatMatchedNothing)
{
    EXPECT_TRUE(look().empty());
    sent().add(10);
    expectSeen(Contradiction::OtherCount);
}

TEST_F(PublishedBooks, SeeMoreSentToNobodyThanMatchedNobody)
{
    EXPECT_TRUE(look().empty());
    run().sockets[0].droppedNoSubscriber.add(2);
    expectSeen(Contradiction::OtherCount);
}

TEST_F(PublishedBooks, SeeMoreFilteredThanSentToNobody)
{
    EXPECT_TRUE(look().empty());
    run().sockets[0].droppedFiltered.add(1);
    expectSeen(Contradiction::OtherCount);
}

TEST_F(Books, OfARouterSeeWhatWasUnroutableByOneCounterOnly)
{
    TopologyBuilder builder;
    builder.node("server", model::Role::Server);
    builder.socket("serve", model::SocketType::Router, {"inproc://*"});
    builder.node("client", model::Role::Client).socket("ask", model::SocketType::Dealer);
    builder.link("client.ask", "server.serve");
    ASSERT_NO_FATAL_FAILURE(make(builder));
    runtime::SocketLedger& router = run().sockets[0];
    router.droppedUnroutable.add(7);
    router.handedToRouter.add(7);
    EXPECT_TRUE(look().empty());
    const auto isTold = [this] {
        const auto seen = look();
        return seen.size() == 1 && seen.front().what == Contradiction::OtherCount;
    };
    router.droppedUnroutable.add(5);
    EXPECT_TRUE(isTold());
    router.handedToRouter.add(5);
    EXPECT_TRUE(look().empty());
    router.handedToRouter.add(5);
    EXPECT_TRUE(isTold());
}

} // namespace topomq::tests
