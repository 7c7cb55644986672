#include "tests/support/topology_builder.h"
#include "ui/plots/clients_store.h"

#include <gtest/gtest.h>

namespace topomq::ui {
namespace {

using metrics::NodeState;
using model::Role;
using enum model::SocketType;

class ClientsStoreTest : public testing::Test
{
protected:
    ClientsStoreTest()
    {
        tests::TopologyBuilder builder;
        builder.node("pub", Role::Source).socket("out", Pub, {"tcp://127.0.0.1:*"});
        for (const char* name : {"a", "b", "c"}) {
            builder.node(name, Role::Sink).socket("in", Sub);
            builder.link(std::string(name) + ".in", "pub.out");
        }
        plan = plan::makePlan(builder).plan;
        now.sockets.resize(plan.sockets.size());
        now.nodes.resize(plan.nodes.size());
        now.flows.resize(plan.flows.size());
        now.isCut.resize(plan.links.size());
        for (metrics::NodeFigures& node : now.nodes)
            node.state = NodeState::Running;
        publisher().wireBytes = 0;
    }

    metrics::SocketFigures& publisher() { return now.sockets[socketOf("pub.out")]; }

    metrics::NodeFigures& node(const char* id)
    {
        for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
            if (plan.nodes[i].id.text() == id)
                return now.nodes[i];
        }
        throw std::out_of_range(id);
    }

    [[nodiscard]] plan::SocketIndex socketOf(const char* name) const
    {
        for (plan::SocketIndex i = 0; i < plan.sockets.size(); ++i) {
            if (plan.sockets[i].ref.text() == name)
                return i;
        }
        throw std::out_of_range(name);
    }

    /// Samples, 50 a second, of a publisher that sends so many bytes per second.
    void pass(double seconds, double bytesPerSecond)
    {
        for (int i = 0; i < static_cast<int>(seconds * 50 + 0.5); ++i) {
            now.time += 0.02;
            *publisher().wireBytes += static_cast<std::uint64_t>(bytesPerSecond * 0.02);
            publisher().sent += bytesPerSecond > 0 ? 1 : 0;
            store.add(plan, now);
        }
    }

    [[nodiscard]] std::map<int, ClientsPoint> points() const { return store.series().at(0).points; }

    plan::RunPlan plan;
    metrics::Snapshot now;
    ClientsStore store;
};

TEST_F(ClientsStoreTest, ANumberOfClientsThatStaysBecomesAPoint)
{
    pass(2.1, 3000);
    ASSERT_EQ(points().size(), 1U);
    EXPECT_NEAR(points().at(3).bytesPerSecond, 3000, 1);
}

TEST_F(ClientsStoreTest, APointKnowsHowMuchWasSent)
{
    pass(2.1, 3000);
    EXPECT_NEAR(points().at(3).messagesPerSecond, 50, 0.1);
}

TEST_F(ClientsStoreTest, ANumberThatStaysTooShortlyBecomesNone)
{
    pass(1.9, 3000);
    EXPECT_TRUE(points().empty());
}

TEST_F(ClientsStoreTest, TheHalfSecondAfterAChangeDoesNotCount)
{
    pass(3, 3000);
    node("b").state = NodeState::Stopped;
    pass(0.5, 9000);
    pass(1.6, 2000);
    ASSERT_EQ(points().size(), 2U);
    EXPECT_NEAR(points().at(2).bytesPerSecond, 2000, 1);
    EXPECT_NEAR(points().at(3).bytesPerSecond, 3000, 1);
}

TEST_F(ClientsStoreTest, TheHalfSecondBeforeAChangeDoesNotCount)
{
    pass(3, 3000);
    pass(0.4, 1000);
    node("b").state = NodeState::Stopped;
    pass(0.1, 1000);
    EXPECT_NEAR(points().at(3).bytesPerSecond, 3000, 1);
}

TEST_F(ClientsStoreTest, ACutLinkIsNoClient)
{
    now.isCut[0] = true;
    pass(2.1, 2000);
    EXPECT_EQ(points().begin()->first, 2);
}

TEST_F(ClientsStoreTest, TheLastMeasurementOfANumberHolds)
{
    pass(3, 3000);
    pass(3, 6000);
    EXPECT_NEAR(points().at(3).bytesPerSecond, 6000, 1);
}

TEST_F(ClientsStoreTest, APublisherThatRestsIsNotMeasured)
{
    pass(3, 3000);
    node("pub").state = NodeState::Paused;
    pass(3, 0);
    EXPECT_NEAR(points().at(3).bytesPerSecond, 3000, 1);
    node("pub").state = NodeState::Running;
    pass(3, 0);
    EXPECT_NEAR(points().at(3).bytesPerSecond, 3000, 1);
}

TEST_F(ClientsStoreTest, NoSecondReachesAcrossAnInterruption)
{
    pass(3, 3000);
    store.interrupt();
    now.time += 10;
    pass(1.4, 3000);
    EXPECT_NEAR(points().at(3).bytesPerSecond, 3000, 1);
}

TEST_F(ClientsStoreTest, WithoutKnownBytesThereIsNoPoint)
{
    publisher().wireBytes.reset();
    for (int i = 0; i < 100; ++i) {
        now.time += 0.02;
        store.add(plan, now);
    }
    EXPECT_TRUE(points().empty());
    EXPECT_FALSE(store.knowsBytes());
}

} // namespace
} // namespace topomq::ui
