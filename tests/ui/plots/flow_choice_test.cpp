#include "engine/roles/role_factory.h"
#include "tests/support/wash_file.h"
#include "tests/ui/session/sample_topology.h"
#include "ui/document/topology_document.h"
#include "ui/plots/flow_choice.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QTest>

#include <gtest/gtest.h>

namespace topomq::ui {
namespace {

constexpr int kPatience = 30'000;

/// One source with so many sinks.
model::Topology fanOut(int sinks)
{
    model::Topology topology;
    const model::Topology sample = test::pipeline(100);
    topology.nodes.push_back(sample.nodes[0]);
    for (int i = 0; i < sinks; ++i) {
        model::Node sink = sample.nodes[2];
        sink.id = model::NodeId("sink" + std::to_string(i));
        sink.name.clear();
        sink.sockets[0].bind.clear();
        topology.nodes.push_back(sink);
        model::Link link = sample.links[0];
        link.id = model::LinkId("link" + std::to_string(i));
        link.connect.node = sink.id;
        topology.links.push_back(link);
    }
    return topology;
}

class FlowChoiceTest : public testing::Test
{
protected:
    void run(model::Topology topology)
    {
        document.reset(std::move(topology), {});
        ASSERT_TRUE(session.start());
        ASSERT_TRUE(QTest::qWaitFor([this] { return session.hasFigures(); }, kPatience));
    }

    FlowChoice choose(const FlowChoice& previous = {})
    {
        return chooseFlows(session, *document.selection(), previous);
    }

    TopologyDocument document;
    RunSession session{document, roles::makeRoleFactory()};
};

TEST_F(FlowChoiceTest, ShowsAllFlowsOfASmallRun)
{
    run(test::pipeline());
    EXPECT_EQ(choose().flows.size(), 2U);
    EXPECT_TRUE(choose().text().isEmpty());
}

TEST_F(FlowChoiceTest, NamesAFlowByItsNodes)
{
    run(test::pipeline());
    EXPECT_EQ(choose().flows.at(0).name, QStringLiteral("Source → Worker"));
}

TEST_F(FlowChoiceTest, NamesAFlowByWhatItsNodesAreCalledNow)
{
    run(test::pipeline());
    model::Node worker = *document.topology().find(model::NodeId("worker"));
    worker.name = "Smith";
    document.push(QStringLiteral("Rename"), model::ReplaceNode{worker});
    EXPECT_EQ(choose().flows.at(0).name, QStringLiteral("Source → Smith"));
    document.push(QStringLiteral("Remove"), model::RemoveNode{model::NodeId("sink")});
    EXPECT_EQ(choose().flows.at(1).name, QStringLiteral("Smith → Sink"));
}

TEST_F(FlowChoiceTest, NamesAFlowByTheNodesThatRanWhateverTookTheirPlace)
{
    run(test::pipeline());
    session.stop();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, kPatience));
    model::Node other = *document.topology().find(model::NodeId("worker"));
    document.push(QStringLiteral("Remove"), model::RemoveNode{other.id});
    other.name = "Smith";
    document.push(QStringLiteral("Add"), model::AddNode{other, {}});
    document.selection()->selectNode(other.id);
    EXPECT_EQ(choose().flows.at(0).name, QStringLiteral("Source → Worker"));
    EXPECT_EQ(choose().flows.at(1).name, QStringLiteral("Worker → Sink"));
    EXPECT_FALSE(choose().bySelection);
}

TEST_F(FlowChoiceTest, NamesAFlowInsideOfASubtopologyByItsPlace)
{
    run(tests::washing());
    QStringList names;
    for (const ShownFlow& shown : choose().flows)
        names << shown.name;
    EXPECT_TRUE(names.contains(QStringLiteral("wash/gone → wash/shelf")))
        << names.join(u' ').toStdString();
    // Two flows of the same nodes are told apart by their sockets.
    model::Topology twice = tests::washing();
    model::Definition& stage = twice.definitions.front();
    stage.nodes[1].sockets.push_back(stage.nodes[1].sockets.front());
    stage.nodes[1].sockets.back().id = model::SocketId("more");
    model::Link second = stage.links.front();
    second.id = model::LinkId("second");
    second.connect.socket = model::SocketId("more");
    stage.links.push_back(second);
    session.stop();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, kPatience));
    run(twice);
    names.clear();
    for (const ShownFlow& shown : choose().flows)
        names << shown.name;
    EXPECT_TRUE(names.contains(QStringLiteral("wash/gone.out → wash/shelf.more")))
        << names.join(u' ').toStdString();
}

TEST_F(FlowChoiceTest, ShowsTheBusiestOfALargeRunAndSaysSo)
{
    run(fanOut(20));
    const FlowChoice choice = choose();
    EXPECT_EQ(choice.flows.size(), FlowChoice::kMost);
    EXPECT_EQ(choice.text(), QStringLiteral("12 of 20 flows shown: the busiest"));
}

TEST_F(FlowChoiceTest, SelectedFlowsAreStrongAndOthersFaint)
{
    run(test::pipeline());
    document.selection()->selectLink(model::LinkId("result"));
    const FlowChoice choice = choose();
    ASSERT_EQ(choice.flows.size(), 2U);
    EXPECT_FALSE(choice.flows[0].strong);
    EXPECT_TRUE(choice.flows[1].strong);
}

TEST_F(FlowChoiceTest, ShowsOnlyTheSelectionOfALargeRun)
{
    run(fanOut(20));
    document.selection()->selectNode(model::NodeId("sink7"));
    const FlowChoice choice = choose();
    ASSERT_EQ(choice.flows.size(), 1U);
    const plan::PlannedFlow& flow = session.plan().flows[choice.flows[0].flow];
    EXPECT_EQ(session.plan().links[flow.link].id, model::LinkId("link7"));
}

TEST_F(FlowChoiceTest, KeepsTheColourOfALineThatStays)
{
    run(fanOut(20));
    document.selection()->selectNode(model::NodeId("sink7"));
    const FlowChoice before = choose();
    document.selection()->set({model::NodeId("sink2"), model::NodeId("sink7")}, {});
    const FlowChoice after = choose(before);
    ASSERT_EQ(after.flows.size(), 2U);
    EXPECT_EQ(after.flows[1].colorSlot, before.flows[0].colorSlot);
    EXPECT_NE(after.flows[0].colorSlot, after.flows[1].colorSlot);
}

TEST_F(FlowChoiceTest, PaintsAFullQueueRed)
{
    model::Topology topology = test::pipeline(0);
    topology.nodes[1].settings.set("service_time", 1'000'000);
    run(topology);
    EXPECT_TRUE(QTest::qWaitFor([this] { return choose().flows.at(0).full; }, kPatience));
    const Theme theme;
    EXPECT_EQ(seriesColor(theme, choose().flows.at(0)), theme.colors().bad);
}

} // namespace
} // namespace topomq::ui
