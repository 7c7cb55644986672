// Programs outside that change their place in the drawing while a run goes on.

#include "tests/engine/roles/foreign_socket.h"
#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>
#include <zmq.h>

#include <algorithm>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using model::Role;
using enum model::SocketType;

/// A source that pushes to a program outside.
model::Topology pushingTo(const std::string& address)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 2000).socket("out", Push);
    builder.node("far", Role::External).socket("in", Pull, {address}).link("vent.out", "far.in");
    return builder;
}

/// The addresses of these events at a socket, in their order.
std::vector<std::string> addressesOf(TestRun& run, std::string_view where, std::string_view event)
{
    std::vector<std::string> addresses;
    for (const runtime::RuntimeEvent& each : run.runtime().eventsSince(0)) {
        if (each.where == where && each.event == event)
            addresses.push_back(each.address);
    }
    return addresses;
}

} // namespace

TEST(ExternalNode, IsFollowedToItsNewAddress)
{
    ForeignSocket before(ZMQ_PULL);
    ForeignSocket after(ZMQ_PULL);
    TestRun run(pushingTo(before.address()));
    ASSERT_FALSE(before.receive().empty());
    run.runtime().adopt(plan::makePlan(pushingTo(after.address())).plan);
    EXPECT_FALSE(after.receive().empty());
    ASSERT_TRUE(run.awaitEvent("link1", "LINK_REWIRED"));
    const std::vector<std::string> left = addressesOf(run, "vent.out", "DISCONNECTED");
    EXPECT_NE(std::find(left.begin(), left.end(), before.address()), left.end());
    EXPECT_EQ(run.plan().links.size(), 1U);
    // One link still, so that it is known who gets what is sent.
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].sent.has_value(); }));
    const std::uint64_t sent = *run.runtime().latest()->flows[0].sent;
    EXPECT_TRUE(run.await([&](const auto& now) { return now.flows[0].sent > sent + 20; }));
    EXPECT_FALSE(run.runtime().latest()->flows[0].received.has_value());
    EXPECT_TRUE(run.runtime().latest()->conserved);
    run.finish(0ms);
}

TEST(ExternalNode, StaysCutAtItsNewAddressUntilTheLinkIsMended)
{
    ForeignSocket before(ZMQ_PULL);
    ForeignSocket after(ZMQ_PULL);
    TestRun run(pushingTo(before.address()));
    ASSERT_FALSE(before.receive().empty());
    run.runtime().cutLink(0);
    ASSERT_TRUE(run.awaitEvent("link1", "LINK_CUT"));
    run.runtime().adopt(plan::makePlan(pushingTo(after.address())).plan);
    run.runtime().mendLink(0);
    ASSERT_TRUE(run.awaitEvent("link1", "LINK_MENDED"));
    EXPECT_FALSE(after.receive().empty());
    EXPECT_TRUE(addressesOf(run, "link1", "LINK_REWIRED").empty());
    run.finish(0ms);
}

TEST(ExternalNode, TakesThePlaceOfANodeThatIsRestarted)
{
    ForeignSocket program(ZMQ_PULL);
    TopologyBuilder ours;
    ours.node("vent", Role::Source).setting("rate", 2000).socket("out", Push);
    ours.node("far", Role::Sink).socket("in", Pull, {"inproc://*"}).link("vent.out", "far.in");
    TestRun run(ours);
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].received > 20U; }));
    run.runtime().adopt(plan::makePlan(pushingTo(program.address())).plan);
    run.runtime().restartNode(static_cast<plan::NodeIndex>(run.node("far")));
    EXPECT_FALSE(program.receive().empty());
    const std::size_t far = run.node("far");
    EXPECT_TRUE(run.await([far](const auto& now) {
        return now.flows.size() == 2 && now.nodes[far].state == metrics::NodeState::Outside;
    }));
    const runtime::RunResult result = run.finish(0ms);
    EXPECT_TRUE(result.nodes[far].errors.empty());
    EXPECT_EQ(result.final->nodes[far].state, metrics::NodeState::Outside)
        << "it has not ended with the run";
}

} // namespace topomq::tests
