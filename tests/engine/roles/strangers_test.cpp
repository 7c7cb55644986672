// Programs that nobody has drawn, at an address of ours.

#include "tests/engine/roles/foreign_socket.h"
#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>
#include <zmq.h>

namespace topomq::tests {

namespace {

using metrics::DropCause;
using model::Role;
using enum model::SocketType;

class Strangers : public testing::TestWithParam<const char*>
{ };

} // namespace

TEST_P(Strangers, TakeTheirShareAndAreTold)
{
    constexpr auto kUndrawn = static_cast<std::size_t>(DropCause::UndrawnPeer);
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 1000).socket("out", Push, {GetParam()});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    TestRun run(builder);
    ForeignSocket stranger(ZMQ_PULL, run.boundAddress("vent.out"));
    EXPECT_TRUE(run.awaitEvent("vent.out", "UNDRAWN_PEER"));
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].dropped > 20U; }));
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const metrics::FlowFigures& flow = result.final->flows[0];
    EXPECT_EQ(flow.droppedByCause[kUndrawn], flow.dropped) << "nobody has gone";
    for (std::uint64_t taken = 0; taken < flow.droppedByCause[kUndrawn]; ++taken)
        ASSERT_FALSE(stranger.receive().empty()) << taken;
    EXPECT_TRUE(stranger.receive(50).empty());
}

INSTANTIATE_TEST_SUITE_P(Engine,
                         Strangers,
                         testing::Values("ipc://*", "tcp://127.0.0.1:*"),
                         [](const auto& each) {
                             const std::string address = each.param;
                             return address.substr(0, address.find(':'));
                         });

TEST(Stranger, IsNotToldWhereAProgramOutsideIsDrawn)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 1000);
    builder.socket("out", Push, {"tcp://127.0.0.1:*"});
    builder.node("prog", Role::External).socket("in", Pull).link("prog.in", "vent.out");
    TestRun run(builder);
    ForeignSocket program(ZMQ_PULL, run.boundAddress("vent.out"));
    ASSERT_FALSE(program.receive().empty());
    for (const runtime::RuntimeEvent& event : run.finish().events)
        EXPECT_NE(event.event, "UNDRAWN_PEER");
}

} // namespace topomq::tests
