// Programs outside: our side of the connection is counted, and the kernel's own count agrees.

#include "tests/engine/roles/foreign_socket.h"
#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zmq.h>

namespace topomq::tests {

namespace {

using model::Role;
using enum model::SocketType;

/// The newest figures of the flow fit.
bool awaitSide(
    TestRun& run,
    std::size_t flow,
    const std::function<bool(const metrics::FlowFigures&, const metrics::NearSide&)>& fits)
{
    return run.await([&](const metrics::Snapshot& now) {
        const metrics::FlowFigures& figures = now.flows[flow];
        return figures.nearSide != nullptr && fits(figures, *figures.nearSide);
    });
}

} // namespace

TEST(NearSide, OfAProgramThatReadsIsCountedToTheMessage)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).setting("count", 300);
    builder.socket("out", Push, {"tcp://127.0.0.1:*"});
    builder.node("prog", Role::External).socket("in", Pull).link("prog.in", "vent.out");
    TestRun run(builder);
    ForeignSocket program(ZMQ_PULL, run.boundAddress("vent.out"));
    for (int i = 0; i < 300; ++i)
        ASSERT_FALSE(program.receive().empty());
    EXPECT_TRUE(awaitSide(run, 0, [](const auto& figures, const metrics::NearSide& side) {
        return figures.sent == 300U && side.isSending && side.passed == 300 && side.queued == 0U
            && side.kernelBytes == 0U && side.agrees == true;
    }));
    const metrics::FlowFigures last = run.runtime().latest()->flows[0];
    // 64 bytes and two of ZMTP for each, beside the handshake.
    EXPECT_GE(last.nearSide->wireBytes.value(), 300U * 66U);
    EXPECT_GT(last.nearSide->networkRoundTrip.value(), 0);
    EXPECT_FALSE(last.received.has_value()) << "what it has taken only it knows";
    run.finish(std::chrono::milliseconds(0));
}

TEST(NearSide, OfAProgramThatDoesNotReadShowsWhereMessagesWait)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).setting("size", 1000);
    builder.socket("out", Push, {"tcp://127.0.0.1:*"}).option("SNDHWM", 100);
    builder.option("SNDBUF", 8192);
    builder.node("prog", Role::External).socket("in", Pull).link("prog.in", "vent.out");
    TestRun run(builder);
    ForeignSocket program(ZMQ_PULL, run.boundAddress("vent.out"));
    ASSERT_FALSE(program.receive().empty());
    // It is full: nothing moves any more, so that the bytes can be compared.
    EXPECT_TRUE(awaitSide(run, 0, [&](const auto& figures, const metrics::NearSide& side) {
        return side.queued.value_or(0) >= 50 && side.kernelBytes.value_or(0) > 0
            && side.agrees == true && figures.sent == side.passed + *side.queued;
    }));
    EXPECT_TRUE(run.runtime().latest()->conserved);
    run.finish(std::chrono::milliseconds(0));
}

TEST(NearSide, OfAProgramThatReadsHasTheRateOfWhatIsSent)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 500);
    builder.socket("out", Push, {"tcp://127.0.0.1:*"});
    builder.node("prog", Role::External).socket("in", Pull).link("prog.in", "vent.out");
    TestRun run(builder);
    ForeignSocket program(ZMQ_PULL, run.boundAddress("vent.out"));
    ASSERT_FALSE(program.receive().empty());
    EXPECT_TRUE(run.await([](const metrics::Snapshot& now) {
        const metrics::FlowFigures& flow = now.flows[0];
        return flow.isRateOfSent() && flow.messagesPerSecond > 0 && flow.bytesPerSecond > 0
            && now.messagesPerSecond == flow.messagesPerSecond;
    }));
    const metrics::NodeFigures& outside = run.runtime().latest()->nodes[run.node("prog")];
    EXPECT_FALSE(outside.isSentCounted || outside.isReceivedCounted);
    EXPECT_TRUE(run.runtime().latest()->nodes[run.node("vent")].isSentCounted);
    const runtime::RunResult result = run.finish(std::chrono::milliseconds(0));
    EXPECT_GT(result.meanRates.at(0), 0);
}

TEST(NearSide, OfAProgramThatSharesASenderLeavesTheShareOfOursExact)
{
    constexpr std::uint64_t kAll = 1000; // and time for the program to come in
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 2000).setting("count", 1000);
    builder.socket("out", Push, {"tcp://127.0.0.1:*"});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    builder.node("prog", Role::External).socket("in", Pull).link("prog.in", "vent.out");
    TestRun run(builder);
    ForeignSocket program(ZMQ_PULL, run.boundAddress("vent.out"));
    std::uint64_t taken = 0;
    const auto ofOurs = [&] { return run.runtime().latest()->flows[0].received.value(); };
    const auto arrivedAt = [&] {
        return run.await([&](const metrics::Snapshot& now) {
            return now.flows[0].sent && now.flows[0].received == now.flows[0].sent
                && now.flows[1].sent && *now.flows[0].sent + *now.flows[1].sent == kAll
                && !now.flows[0].estimated && !now.flows[1].estimated;
        });
    };
    ASSERT_TRUE(arrivedAt());
    while (taken + ofOurs() < kAll && !program.receive().empty())
        ++taken;
    EXPECT_EQ(taken + ofOurs(), kAll);
    EXPECT_GT(taken, 0U);
    const metrics::SnapshotPtr last = run.runtime().latest();
    EXPECT_EQ(last->flows[0].inFlight, 0U);
    EXPECT_EQ(last->flows[1].sent, taken);
    EXPECT_EQ(last->flows[0].bytesSent + last->flows[1].bytesSent, kAll * 64);
    EXPECT_EQ(last->sockets[0].queuedToSend, 0U);
    EXPECT_TRUE(last->conserved);
    const runtime::RunResult result = run.finish();
    EXPECT_TRUE(result.drained);
    EXPECT_TRUE(result.conserved);
}

TEST(NearSide, OfAProgramThatListensIsWhatItAsksForWhateverIsDrawn)
{
    const std::vector<std::pair<model::Array, std::string>> cases{{{}, ""}, {{""}, "b"}};
    for (const auto& [drawn, asked] : cases) {
        TopologyBuilder builder;
        builder.node("news", Role::Source).setting("rate", 1000).setting("size", 40);
        builder.setting("topics", model::Array{"a", "b"});
        builder.socket("out", Pub, {"tcp://127.0.0.1:*"});
        builder.node("prog", Role::External).socket("in", Sub);
        if (!drawn.empty())
            builder.option("SUBSCRIBE", drawn);
        builder.link("prog.in", "news.out");
        TestRun run(builder);
        ForeignSocket program(ZMQ_XSUB, run.boundAddress("news.out"));
        program.send({'\x01' + asked});
        std::uint64_t taken = 0;
        for (; taken < 50; ++taken)
            ASSERT_TRUE(program.receive().at(0).starts_with(asked));
        const runtime::RunResult result = run.finish();
        EXPECT_TRUE(result.drained);
        const metrics::FlowFigures& flow = result.final->flows[0];
        while (taken < flow.sent.value_or(0) && !program.receive().empty())
            ++taken;
        EXPECT_EQ(flow.sent, taken);
        EXPECT_TRUE(program.receive(50).empty());
        EXPECT_EQ(flow.bytesSent, taken * 40);
        EXPECT_FALSE(flow.estimated);
        ASSERT_NE(flow.nearSide, nullptr);
        EXPECT_FALSE(flow.nearSide->queued.has_value());
    }
}

TEST(NearSide, OfAProgramThatHasEndedLeavesNothingForOurs)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 5000);
    builder.socket("out", Push, {"tcp://127.0.0.1:*"}).option("SNDBUF", 4096);
    builder.option("SNDHWM", 200);
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    builder.node("prog", Role::External).socket("in", Pull).link("prog.in", "vent.out");
    TestRun run(builder);
    {
        ForeignSocket program(ZMQ_PULL, run.boundAddress("vent.out"),
                              {{ZMQ_RCVHWM, 10}, {ZMQ_RCVBUF, 4096}});
        ASSERT_FALSE(program.receive().empty());
        ASSERT_TRUE(awaitSide(run, 1, [](const auto&, const metrics::NearSide& side) {
            return side.queued.value_or(0) >= 100;
        }));
    }
    // Only the sender stands still: what is under way to the sink comes there.
    run.runtime().setFrozen(static_cast<plan::NodeIndex>(run.node("vent")), true);
    EXPECT_TRUE(run.await([](const metrics::Snapshot& now) {
        return now.flows[0].inFlight == 0U && now.flows[0].sent == now.flows[0].received;
    })) << "what waited for the program is not under way to ours";
    const runtime::RunResult result = run.finish();
    EXPECT_TRUE(result.drained);
    EXPECT_TRUE(result.conserved);
    const metrics::Snapshot& last = *result.final;
    EXPECT_EQ(last.flows[0].sent, last.flows[0].received);
    EXPECT_EQ(last.flows[0].dropped, 0U);
    EXPECT_EQ(*last.flows[0].sent + *last.flows[1].sent, last.sockets[0].sent);
    EXPECT_GE(last.dropped, 50U);
}

TEST(NearSide, OfAProgramThatSendsIsCountedToo)
{
    TopologyBuilder builder;
    builder.node("prog", Role::External).socket("out", Push);
    builder.node("sink", Role::Sink).socket("in", Pull, {"tcp://127.0.0.1:*"});
    builder.link("prog.out", "sink.in");
    TestRun run(builder);
    ForeignSocket program(ZMQ_PUSH, run.boundAddress("sink.in"));
    for (int i = 0; i < 200; ++i)
        program.send({"hello"});
    EXPECT_TRUE(awaitSide(run, 0, [](const auto& figures, const metrics::NearSide& side) {
        return figures.received == 200U && !side.isSending && side.passed == 200
            && side.queued == 0U && side.agrees == true;
    }));
    run.finish(std::chrono::milliseconds(0));
}

TEST(NearSide, OfAProgramBesideANodeOfOursIsItsOwn)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).setting("count", 300);
    builder.socket("out", Push);
    builder.node("prog", Role::External).socket("out", Push);
    builder.node("sink", Role::Sink).socket("in", Pull, {"tcp://127.0.0.1:*"});
    builder.link("vent.out", "sink.in").link("prog.out", "sink.in");
    TestRun run(builder);
    ForeignSocket program(ZMQ_PUSH, run.boundAddress("sink.in"));
    for (int i = 0; i < 200; ++i)
        program.send({"hello"});
    EXPECT_TRUE(awaitSide(run, run.flow("prog.out", "sink.in"),
                          [](const auto& figures, const metrics::NearSide& side) {
                              return figures.received == 200U && side.passed == 200
                                  && side.queued == 0U;
                          }));
    const std::size_t own = run.flow("vent.out", "sink.in");
    EXPECT_TRUE(run.await([&](const auto& now) { return now.flows[own].received == 300U; }));
    run.finish(std::chrono::milliseconds(0));
}

TEST(NearSide, OfAProgramThatAsksARouterBesideANodeOfOursHasItsAnswers)
{
    TopologyBuilder builder;
    builder.node("client", Role::Client).setting("rate", 100).socket("out", Dealer);
    builder.node("prog", Role::External).socket("out", Dealer);
    builder.node("server", Role::Server).socket("in", Router, {"tcp://127.0.0.1:*"});
    builder.link("client.out", "server.in").link("prog.out", "server.in");
    TestRun run(builder);
    ForeignSocket program(ZMQ_DEALER, run.boundAddress("server.in"));
    for (int i = 0; i < 20; ++i) {
        program.send({"", "hello"});
        ASSERT_EQ(program.receive(), (Frames{"", "hello"}));
    }
    const std::size_t questions = run.flow("prog.out", "server.in");
    const std::size_t answers = run.flow("server.in", "prog.out");
    EXPECT_TRUE(run.await([&](const auto& now) {
        return now.flows[questions].received == 20U && now.flows[answers].sent == 20U;
    }));
    EXPECT_TRUE(run.runtime().latest()->conserved);
    run.finish(std::chrono::milliseconds(0));
}

TEST(NearSide, OfAProgramThatPassesOurMessagesOnIsNotTakenForTheirSender)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 1000);
    builder.socket("out", Push, {"tcp://127.0.0.1:*"});
    builder.node("prog", Role::External).socket("in", Pull).socket("out", Push);
    builder.node("sink", Role::Sink).socket("in", Pull, {"tcp://127.0.0.1:*"});
    builder.link("vent.out", "sink.in").link("prog.in", "vent.out").link("prog.out", "sink.in");
    TestRun run(builder);
    ForeignSocket takes(ZMQ_PULL, run.boundAddress("vent.out"));
    ForeignSocket gives(ZMQ_PUSH, run.boundAddress("sink.in"));
    for (int i = 0; i < 20; ++i) {
        const Frames message = takes.receive();
        ASSERT_FALSE(message.empty());
        gives.send(message);
    }
    const std::size_t outside = run.flow("prog.out", "sink.in");
    ASSERT_TRUE(run.await([&](const auto& now) { return now.flows[outside].received == 20U; }));
    // When they came from it is known, when they were sent there is not.
    EXPECT_EQ(run.finish(std::chrono::milliseconds(0)).final->flows[outside].latency.count, 0U);
}

TEST(NearSide, OfAProgramThatDoesNotReadItsAnswersHoldsUpNobodyElse)
{
    TopologyBuilder builder;
    builder.node("server", Role::Server).socket("in", Router, {"tcp://127.0.0.1:*"});
    builder.option("SNDHWM", 1).option("SNDBUF", 4096);
    // Two, so that nobody knows which of them a peer is.
    for (const std::string name : {"one", "two"})
        builder.node(name, Role::External).socket("out", Dealer).link(name + ".out", "server.in");
    TestRun run(builder);
    const std::string address = run.boundAddress("server.in");
    ForeignSocket deaf(ZMQ_DEALER, address, {{ZMQ_RCVHWM, 1}, {ZMQ_RCVBUF, 4096}});
    for (int i = 0; i < 100; ++i)
        deaf.send({"", std::string(100'000, 'x')});
    const std::size_t server = run.socket("server.in");
    EXPECT_TRUE(
        run.await([&](const auto& now) { return now.sockets[server].droppedPeerFull > 0; }));
    ForeignSocket other(ZMQ_DEALER, address);
    other.send({"", "hello"});
    EXPECT_EQ(other.receive(), (Frames{"", "hello"}));
    EXPECT_EQ(run.runtime().latest()->sockets[server].droppedUnroutable, 0U);
    run.finish(std::chrono::milliseconds(0));
}

TEST(NearSide, OfAProgramThatDoesNotReadItsAnswersDoesNotQueueWhatWasDropped)
{
    TopologyBuilder builder;
    builder.node("server", Role::Server).socket("in", Router, {"tcp://127.0.0.1:*"});
    builder.option("SNDHWM", 1).option("SNDBUF", 4096);
    builder.node("prog", Role::External).socket("out", Dealer).link("prog.out", "server.in");
    TestRun run(builder);
    ForeignSocket deaf(ZMQ_DEALER, run.boundAddress("server.in"),
                       {{ZMQ_RCVHWM, 1}, {ZMQ_RCVBUF, 4096}});
    for (int i = 0; i < 100; ++i)
        deaf.send({"", std::string(100'000, 'x')});
    EXPECT_TRUE(awaitSide(
        run, run.flow("server.in", "prog.out"),
        [](const auto& figures, const metrics::NearSide& side) {
            const auto full = static_cast<std::size_t>(metrics::DropCause::PeerFull);
            return figures.sent == 100U && figures.droppedByCause[full] > 50 && side.queued <= 10U
                && side.passed + *side.queued + figures.droppedByCause[full] == 100;
        }));
    run.finish(std::chrono::milliseconds(0));
}

TEST(NearSide, OfAProgramThatARouterAddressesIsCountedBeforeItHasSaidAnything)
{
    TopologyBuilder builder;
    builder.node("peer", Role::Peer).setting("rate", 1000).setting("to", model::Array{"prog"});
    builder.socket("s", Router, {"tcp://127.0.0.1:*"});
    builder.node("prog", Role::External).socket("s", Dealer).link("prog.s", "peer.s");
    TestRun run(builder);
    ForeignSocket program("prog", ZMQ_DEALER, run.boundAddress("peer.s"));
    for (int i = 0; i < 50; ++i)
        ASSERT_FALSE(program.receive().empty());
    EXPECT_TRUE(awaitSide(run, run.flow("peer.s", "prog.s"),
                          [](const auto& figures, const metrics::NearSide& side) {
                              return side.passed >= 50 && figures.sent >= side.passed;
                          }));
    run.finish(std::chrono::milliseconds(0));
}

TEST(NearSide, OfAProgramThatAsksIsKnownWhereverItIsDrawn)
{
    for (const bool isFirst : {true, false}) {
        TopologyBuilder builder;
        if (isFirst)
            builder.node("prog", Role::External).socket("out", Dealer);
        builder.node("server", Role::Server).socket("in", Router, {"tcp://127.0.0.1:*"});
        if (!isFirst)
            builder.node("prog", Role::External).socket("out", Dealer);
        builder.link("prog.out", "server.in");
        TestRun run(builder);
        ForeignSocket program(ZMQ_DEALER, run.boundAddress("server.in"));
        program.send({"", "hello"});
        ASSERT_EQ(program.receive(), (Frames{"", "hello"}));
        for (const std::size_t flow :
             {run.flow("prog.out", "server.in"), run.flow("server.in", "prog.out")})
            EXPECT_TRUE(awaitSide(run, flow, [](const auto& /*figures*/, const auto& side) {
                return side.passed == 1 && side.queued == 0U;
            })) << isFirst;
        run.finish(std::chrono::milliseconds(0));
    }
}

TEST(NearSide, IsUnknownWhereTwoProgramsCannotBeToldApart)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source)
        .setting("rate", 100)
        .socket("out", Push, {"tcp://127.0.0.1:*"});
    for (const char* name : {"one", "two"})
        builder.node(name, Role::External)
            .socket("in", Pull)
            .link(std::string(name) + ".in", "vent.out");
    TestRun run(builder);
    ForeignSocket one(ZMQ_PULL, run.boundAddress("vent.out"));
    ForeignSocket two(ZMQ_PULL, run.boundAddress("vent.out"));
    ASSERT_FALSE(one.receive().empty());
    ASSERT_FALSE(two.receive().empty());
    const std::uint64_t seen = run.runtime().latest()->sequence;
    ASSERT_TRUE(run.await([&](const metrics::Snapshot& now) { return now.sequence > seen + 2; }));
    for (const metrics::FlowFigures& flow : run.runtime().latest()->flows) {
        EXPECT_EQ(flow.nearSide, nullptr);
        EXPECT_FALSE(flow.hasRate());
        EXPECT_EQ(flow.messagesPerSecond, 0);
    }
    const runtime::RunResult result = run.finish(std::chrono::milliseconds(0));
    EXPECT_THAT(result.meanRates, testing::Each(0));
}

} // namespace topomq::tests
