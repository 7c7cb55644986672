// Programs outside: our side of the connection is counted, and the kernel's own count agrees.

#include "tests/engine/roles/foreign_socket.h"
#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

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
    for (const metrics::FlowFigures& flow : run.runtime().latest()->flows)
        EXPECT_EQ(flow.nearSide, nullptr);
    run.finish(std::chrono::milliseconds(0));
}

} // namespace topomq::tests
