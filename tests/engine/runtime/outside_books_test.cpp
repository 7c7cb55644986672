// What is told of programs outside, out of books as threads would have written them.

#include "tests/engine/runtime/books_fixture.h"

#include <optional>
#include <string_view>

namespace topomq::tests {

namespace {

using model::Role;
using enum model::SocketType;

class OutsideBooks : public Books
{
protected:
    [[nodiscard]] FlowLedger& flowAt(std::size_t index) { return run().flows[index]; }

    /// One connection, by which so many have been given to the kernel, and come from it.
    void pass(std::size_t flow, std::uint64_t written, std::uint64_t read)
    {
        runtime::WireLedger& wire = flowAt(flow).wire;
        wire.writers = wire.readers = 1;
        wire.connections = 1;
        wire.written = written;
        wire.read = read;
    }

    [[nodiscard]] std::size_t flowFrom(std::string_view socket)
    {
        for (std::size_t i = 0; i < run().plan.flows.size(); ++i) {
            if (run().plan.sockets[run().plan.flows[i].from].ref.text() == socket)
                return i;
        }
        ADD_FAILURE() << "no flow from " << socket;
        return 0;
    }

    [[nodiscard]] metrics::SnapshotPtr sample() { return sampler().sample(false, {}); }

    /// At a client with this timeout, 13 of whose replies have not been taken.
    void expectRepliesThatWait(int timeout, std::optional<std::uint64_t> count)
    {
        TopologyBuilder builder;
        builder.node("client", Role::Client).setting("timeout", timeout).socket("req", Req);
        builder.node("prog", Role::External).socket("rep", Rep, {"tcp://127.0.0.1:5555"});
        builder.link("client.req", "prog.rep");
        make(builder);
        const std::size_t replies = flowFrom("prog.rep");
        pass(replies, 0, 66);
        flowAt(replies).receiver.received.add(53);
        const auto side = sample()->flows[replies].nearSide;
        ASSERT_NE(side, nullptr);
        EXPECT_EQ(side->passed, 66U);
        EXPECT_EQ(side->queued, count);
    }
};

/// A source with a sink of ours, and a program beside it.
TopologyBuilder shared()
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).socket("out", Push, {"tcp://127.0.0.1:*"});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    builder.node("prog", Role::External).socket("in", Pull).link("prog.in", "vent.out");
    return builder;
}

} // namespace

TEST_F(OutsideBooks, QueueForAProgramOnlyWhatIsForIt)
{
    make(shared());
    sent().add(500);
    pass(0, 250, 250);
    flowAt(0).receiver.received.add(250);
    arrivals().add(250);
    pass(1, 243, 0);
    const auto side = sample()->flows[1].nearSide;
    ASSERT_NE(side, nullptr);
    EXPECT_EQ(side->passed, 243U);
    EXPECT_LE(side->queued.value(), 7U) << "250 have gone to the sink";
}

TEST_F(OutsideBooks, TellOfRepliesThatWait)
{
    expectRepliesThatWait(0, 13);
}

TEST_F(OutsideBooks, TakeNoLateReplyForOneThatWaits)
{
    expectRepliesThatWait(50, std::nullopt);
}

TEST_F(OutsideBooks, SayHowManyWaitInTheSocketForAProgram)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).socket("out", Push, {"tcp://127.0.0.1:*"});
    builder.node("prog", Role::External).socket("in", Pull).link("prog.in", "vent.out");
    make(builder);
    sent().add(1000);
    pass(0, 195, 0);
    EXPECT_EQ(sample()->sockets[0].waitsAtSender, 805U);
    EXPECT_EQ(underWay().certain, 805U);
    // Its queue has gone with its connection.
    flowAt(0).wire.writers = 0;
    flowAt(0).wire.ended = 1;
    EXPECT_EQ(sample()->sockets[0].waitsAtSender, 0U);
    EXPECT_EQ(underWay().certain, 0U);
}

TEST_F(OutsideBooks, DoNotSayThatWhatTheKernelHasWaitsInTheSocket)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).socket("out", Push, {"tcp://127.0.0.1:*"});
    for (const std::string name : {"one", "two"})
        builder.node(name, Role::Sink).socket("in", Pull).link(name + ".in", "vent.out");
    make(builder);
    sent().add(500);
    for (const std::size_t flow : {0U, 1U}) {
        pass(flow, 200, 150);
        flowAt(flow).receiver.received.add(100);
    }
    const metrics::SnapshotPtr now = sample();
    EXPECT_EQ(*now->flows[0].inFlight + *now->flows[1].inFlight, 300U);
    EXPECT_EQ(now->sockets[0].waitsAtSender, 100U);
}

TEST_F(OutsideBooks, SayHowManyWaitInTheSocketForTheOnlySink)
{
    make(pushPull("tcp://127.0.0.1:*"));
    sent().add(500);
    pass(0, 200, 150);
    flowAt(0).receiver.received.add(100);
    EXPECT_EQ(sample()->sockets[0].waitsAtSender, 300U);
}

TEST_F(OutsideBooks, SettleWhatAStrangerHasTakenLast)
{
    make(pushPull("tcp://127.0.0.1:*"));
    sent().add(10);
    pass(0, 9, 9);
    flowAt(0).receiver.received.add(9);
    EXPECT_EQ(underWay().certain, 1U);
    run().sockets[0].strangers = 1;
    EXPECT_EQ(underWay().certain, 0U);
    EXPECT_EQ(underWay().published, 1U);
    sampler().settleTrailing();
    const metrics::FlowFigures flow = sample()->flows[0];
    EXPECT_EQ(flow.inFlight, 0U);
    EXPECT_EQ(flow.droppedByCause[static_cast<std::size_t>(metrics::DropCause::UndrawnPeer)], 1U);
}

} // namespace topomq::tests
