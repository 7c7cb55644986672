// Each counter of the books is broken on purpose, and the run has to see it.

#include "engine/runtime/run_context.h"
#include "engine/runtime/sampler.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

namespace topomq::tests {

namespace {

using metrics::Contradiction;
using runtime::FlowLedger;

model::Topology sinkBinds()
{
    TopologyBuilder builder;
    builder.node("vent", model::Role::Source).socket("out", model::SocketType::Push);
    builder.node("sink", model::Role::Sink);
    builder.socket("in", model::SocketType::Pull, {"tcp://127.0.0.1:*"});
    builder.link("vent.out", "sink.in");
    return builder;
}

class Books : public testing::Test
{
protected:
    /// Ten sent and taken, five under way, two lost: as a run would have counted them.
    void open(const std::string& address) { open(pushPull(address)); }

    void open(const model::Topology& topology)
    {
        ASSERT_NO_FATAL_FAILURE(make(topology));
        sent().add(17);
        flow().receiver.received.add(10);
        flow().receiver.lose(metrics::DropCause::PeerGone, 2);
        flow().wire.writers = 1;
        flow().wire.written = 14;
        flow().wire.read = 12;
        ASSERT_TRUE(look().empty());
    }

    /// Nothing has been counted yet.
    void make(const model::Topology& topology)
    {
        plan::PlanResult planned = plan::makePlan(topology);
        ASSERT_TRUE(planned.isRunnable());
        m_plan = std::move(planned.plan);
        m_run = std::make_unique<runtime::RunContext>(m_plan, nullptr);
        for (std::size_t i = 0; i < m_plan.nodes.size(); ++i)
            m_statuses.push_back(std::make_unique<runtime::NodeStatus>());
        m_sampler = std::make_unique<runtime::Sampler>(*m_run, m_statuses);
    }

    [[nodiscard]] FlowLedger& flow() { return m_run->flows[0]; }

    [[nodiscard]] metrics::Counter& sent() { return m_run->sockets[m_plan.flows[0].from].sent; }

    [[nodiscard]] std::vector<metrics::Imbalance> look()
    {
        const metrics::SnapshotPtr now = m_sampler->sample(false, {});
        EXPECT_EQ(now->conserved, now->imbalances.empty());
        return now->imbalances;
    }

    void expectSeen(Contradiction what)
    {
        const auto seen = look();
        ASSERT_EQ(seen.size(), 1U);
        EXPECT_EQ(seen.front().what, what);
        EXPECT_EQ(seen.front().flow, 0U);
        // It stays, with the time at which it was seen first.
        EXPECT_EQ(look(), seen);
    }

    /// Its connection has ended with messages on their way, and there is a new one: what is missing
    /// may have been lost with the old.
    void breakOnce()
    {
        for (const auto& status : m_statuses)
            status->life = runtime::NodeStatus::Life::Up;
        flow().wire.connections = 1;
        flow().sender.wasBroken = true;
    }

    /// The same, but nobody has wanted it.
    void endByItself()
    {
        breakOnce();
        flow().sender.wasBroken = false;
        flow().wire.writers = 0;
        flow().wire.ended = 1;
        flow().wire.lost = 2;
        noteEnd(flow().wire);
    }

    [[nodiscard]] runtime::NodeStatus& receiver()
    {
        return *m_statuses[m_plan.sockets[m_plan.flows[0].to].node];
    }

    [[nodiscard]] runtime::Sampler::UnderWay underWay() const { return m_sampler->underWay(); }

    [[nodiscard]] runtime::Sampler& sampler() { return *m_sampler; }

    [[nodiscard]] runtime::RunContext& run() { return *m_run; }

    [[nodiscard]] plan::PlannedSocket& sender() { return m_plan.sockets[m_plan.flows[0].from]; }

private:
    plan::RunPlan m_plan;
    std::unique_ptr<runtime::RunContext> m_run;
    std::vector<std::unique_ptr<runtime::NodeStatus>> m_statuses;
    std::unique_ptr<runtime::Sampler> m_sampler;
};

/// A publisher over tcp whose subscriber has stopped reading.
class PublishedBooks : public Books
{
protected:
    static constexpr std::uint64_t kSent = 5000;
    static constexpr std::uint64_t kWritten = 300;
    static constexpr std::uint64_t kRead = 250;
    static constexpr std::uint64_t kReceived = 200;
    static constexpr std::uint64_t kSmallest = 64;
    static constexpr std::int64_t kMark = 500;
    /// Those that libzmq may have encoded, and the one that is just being sent.
    static constexpr std::uint64_t kInHand = 8192 / (kSmallest + 2) + 2 + 1;
    static constexpr std::uint64_t kLost = kSent - kWritten - kMark - kInHand;

    void SetUp() override
    {
        TopologyBuilder builder;
        builder.node("pub", model::Role::Source);
        builder.socket("out", model::SocketType::Pub, {"tcp://127.0.0.1:*"});
        builder.option("SNDHWM", kMark);
        builder.node("sub", model::Role::Sink).socket("in", model::SocketType::Sub);
        builder.option("SUBSCRIBE", model::Array{""}).link("sub.in", "pub.out");
        ASSERT_NO_FATAL_FAILURE(make(builder));
        runtime::PublisherLedger& publisher = *run().sockets[0].publisher;
        runtime::MatchClass& all = publisher.at(publisher.classFor({0}));
        all.smallest = kSmallest;
        all.count.add(kSent);
        flow().receiver.received.add(kReceived);
        flow().wire.writers = 1;
        flow().wire.connections = 1;
        flow().wire.written = kWritten;
        flow().wire.read = kRead;
    }

    [[nodiscard]] metrics::FlowFigures figures()
    {
        const metrics::SnapshotPtr now = sampler().sample(false, {});
        EXPECT_TRUE(now->conserved);
        return now->flows[0];
    }
};

} // namespace

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
    EXPECT_EQ(figures().dropped, kLost) << "from now on only what is found";
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
