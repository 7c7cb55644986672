// The end of a run waits for what is on its way to programs outside.

#include "tests/engine/roles/foreign_socket.h"
#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>
#include <zmq.h>

#include <future>
#include <memory>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using model::Role;
using enum model::SocketType;

constexpr int kMany = 400;

/// It sends many more bytes than the kernel's buffers and the program's queue take.
void addSender(TopologyBuilder& builder, model::SocketType type, const std::string& address)
{
    builder.node("vent", Role::Source).setting("rate", 0).setting("count", kMany);
    builder.setting("size", 50'000).socket("out", type, {address});
}

/// It takes no more than it is asked for.
std::unique_ptr<ForeignSocket> program(int type, const std::string& address)
{
    const std::vector<std::pair<int, int>> options{{ZMQ_RCVHWM, 1}};
    return std::make_unique<ForeignSocket>(type, address, options);
}

class OutsideDrain : public testing::TestWithParam<const char*>
{ };

} // namespace

TEST_P(OutsideDrain, WaitsUntilTheKernelHasAll)
{
    for (const model::SocketType type : {Push, Dealer, Pair}) {
        TopologyBuilder builder;
        addSender(builder, type, GetParam());
        builder.node("prog", Role::External).socket("in", type == Push ? Pull : type);
        builder.link("prog.in", "vent.out");
        TestRun run(builder);
        const auto outside = program(type == Push       ? ZMQ_PULL
                                         : type == Pair ? ZMQ_PAIR
                                                        : ZMQ_DEALER,
                                     run.boundAddress("vent.out"));
        const std::size_t flow = run.flow("vent.out", "prog.in");
        ASSERT_TRUE(run.awaitDone());
        auto end = std::async(std::launch::async, [&run] { return run.finish(); });
        int taken = 0;
        while (taken < kMany && !outside->receive().empty())
            ++taken;
        EXPECT_EQ(taken, kMany);
        const runtime::RunResult result = end.get();
        EXPECT_TRUE(result.drained);
        EXPECT_EQ(result.final->flows[flow].sent, static_cast<std::uint64_t>(kMany));
    }
}

INSTANTIATE_TEST_SUITE_P(Engine,
                         OutsideDrain,
                         testing::Values("ipc://*", "tcp://127.0.0.1:*"),
                         [](const auto& each) {
                             const std::string address = each.param;
                             return address.substr(0, address.find(':'));
                         });

TEST(OutsideDrainOf, AProgramThatIsNotThereIsNeverDone)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).setting("count", 10);
    builder.socket("out", Push);
    builder.node("prog", Role::External);
    builder.socket("in", Pull, {"ipc://" + testing::TempDir() + "topomq-nobody"});
    builder.link("vent.out", "prog.in");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish(200ms);
    EXPECT_FALSE(result.drained);
    EXPECT_EQ(result.final->flows[0].sent, 10U);
}

TEST(OutsideDrainOf, AProgramThatHasGoneWaitsForNobody)
{
    TopologyBuilder builder;
    addSender(builder, Push, "tcp://127.0.0.1:*");
    builder.node("prog", Role::External).socket("in", Pull).link("prog.in", "vent.out");
    TestRun run(builder);
    auto outside = program(ZMQ_PULL, run.boundAddress("vent.out"));
    ASSERT_TRUE(run.awaitDone());
    outside.reset();
    // Its queue has gone with its connection.
    EXPECT_TRUE(run.finish().drained);
}

} // namespace topomq::tests
