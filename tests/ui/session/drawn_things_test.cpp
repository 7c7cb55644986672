// Whose figures they are once the drawing goes on: an id that has become free is taken over by the
// next thing.

#include "engine/roles/role_factory.h"
#include "tests/support/wash_file.h"
#include "tests/ui/session/sample_topology.h"
#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"

#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace topomq::ui {
namespace {

constexpr int kPatience = 30'000;

class DrawnThingsTest : public testing::Test
{
protected:
    void start(model::Topology topology)
    {
        document.reset(std::move(topology), {});
        start();
    }

    void start()
    {
        ASSERT_TRUE(session.start());
        ASSERT_TRUE(QTest::qWaitFor([this] { return session.hasFigures(); }, kPatience));
    }

    void stop()
    {
        session.stop();
        ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, kPatience));
    }

    void runWithAWorkerThatAStepHasMade()
    {
        document.reset(test::pipeline(), {});
        push(model::RemoveNode{worker});
        push(wholeWorker());
        start();
        stop();
    }

    void push(const model::Edit& edit) { document.push(QStringLiteral("Edit"), edit); }

    void undo() { document.undoStack()->undo(); }

    void redo() { document.undoStack()->redo(); }

    [[nodiscard]] model::Node node(const char* id) const
    {
        return *document.topology().find(model::NodeId(id));
    }

    [[nodiscard]] bool hasNode(const char* id) const
    {
        return session.nodeIndex(model::NodeId(id)).has_value();
    }

    /// The worker of the sample with its links, as they are in the file of the sample.
    [[nodiscard]] static model::Batch wholeWorker()
    {
        const model::Topology sample = test::pipeline();
        return {{model::AddNode{sample.nodes[1], {}}, model::AddLink{sample.links[0], {}},
                 model::AddLink{sample.links[1], {}}}};
    }

    const model::NodeId worker{"worker"};
    const model::LinkId task{"task"};
    TopologyDocument document;
    RunSession session{document, roles::makeRoleFactory()};
};

TEST_F(DrawnThingsTest, AnotherNodeInThePlaceOfOneThatRanHasNoFigures)
{
    start(test::pipeline());
    stop();
    const auto index = static_cast<plan::NodeIndex>(*session.nodeIndex(worker));
    push(model::RemoveNode{worker});
    // However like the old one it is.
    push(wholeWorker());
    EXPECT_FALSE(session.nodeIndex(worker));
    EXPECT_FALSE(session.socketIndex({worker, model::SocketId("in")}));
    EXPECT_TRUE(session.flowsOf(task).empty());
    EXPECT_FALSE(session.isNodeDrawn(index));
    model::Node other = node("worker");
    other.name = "Smith";
    push(model::ReplaceNode{other});
    EXPECT_EQ(session.titleOf(index), QStringLiteral("Worker"));
    EXPECT_TRUE(hasNode("source"));
}

TEST_F(DrawnThingsTest, AnotherLinkInThePlaceOfOneThatRanHasNoFigures)
{
    start(test::pipeline());
    stop();
    const model::Link link = *document.topology().find(task);
    const plan::LinkIndex index = session.plan().flows[session.flowsOf(task).front()].link;
    push(model::RemoveLink{task});
    push(model::AddLink{link, {}});
    EXPECT_TRUE(session.flowsOf(task).empty());
    EXPECT_FALSE(session.isLinkDrawn(index));
    EXPECT_EQ(session.flowsOf(model::LinkId("result")).size(), 1U);
    EXPECT_TRUE(session.nodeIndex(worker));
}

TEST_F(DrawnThingsTest, WhatHasLeftKeepsTheTitleThatItHadLast)
{
    start(test::pipeline());
    stop();
    const auto index = static_cast<plan::NodeIndex>(*session.nodeIndex(worker));
    model::Node renamed = node("worker");
    renamed.name = "Anvil";
    push(model::ReplaceNode{renamed});
    push(model::RemoveNode{worker});
    EXPECT_EQ(session.titleOf(index), QStringLiteral("Anvil"));
}

TEST_F(DrawnThingsTest, TheUndoOfADeletionBringsTheFiguresBack)
{
    start(test::pipeline());
    stop();
    const QSignalSpy told(&session, &RunSession::planChanged);
    push(model::RemoveNode{worker});
    EXPECT_EQ(told.size(), 1);
    undo();
    EXPECT_EQ(told.size(), 2);
    EXPECT_TRUE(session.nodeIndex(worker));
    EXPECT_EQ(session.flowsOf(task).size(), 1U);
    redo();
    EXPECT_FALSE(session.nodeIndex(worker));
    undo();
    EXPECT_TRUE(session.nodeIndex(worker));
}

TEST_F(DrawnThingsTest, OnlyTheWayBackThroughTheHistoryCounts)
{
    start(test::pipeline());
    stop();
    push(model::RemoveNode{worker});
    push(wholeWorker());
    undo();
    redo();
    EXPECT_FALSE(session.nodeIndex(worker));
    undo();
    EXPECT_FALSE(session.nodeIndex(worker));
    undo();
    EXPECT_TRUE(session.nodeIndex(worker));
    EXPECT_EQ(session.flowsOf(task).size(), 1U);
}

TEST_F(DrawnThingsTest, WhatIsMadeAgainByRedoIsWhatRan)
{
    runWithAWorkerThatAStepHasMade();
    undo();
    redo();
    EXPECT_TRUE(session.nodeIndex(worker));
    EXPECT_EQ(session.flowsOf(task).size(), 1U);
}

TEST_F(DrawnThingsTest, AStepInThePlaceOfTheOneThatMadeItEndsTheWayBack)
{
    runWithAWorkerThatAStepHasMade();
    undo();
    push(wholeWorker());
    EXPECT_FALSE(session.nodeIndex(worker));
    undo();
    redo();
    EXPECT_FALSE(session.nodeIndex(worker));
}

TEST_F(DrawnThingsTest, ANewRunIsThatOfTheNewThing)
{
    start(test::pipeline());
    stop();
    push(model::RemoveNode{worker});
    push(wholeWorker());
    ASSERT_TRUE(session.start());
    EXPECT_TRUE(session.nodeIndex(worker));
    EXPECT_EQ(session.flowsOf(task).size(), 1U);
}

TEST_F(DrawnThingsTest, WhatRunsOnInThePlaceOfAnotherIsNotThatUntilTheRunFollows)
{
    start(test::pipeline());
    const auto index = static_cast<plan::NodeIndex>(*session.nodeIndex(worker));
    const model::Node source = node("source");
    model::Node broken = source;
    broken.sockets[0].bind = {"nonsense"};
    push(model::ReplaceNode{broken});
    ASSERT_FALSE(session.waitingText().isEmpty());
    push(model::RemoveNode{worker});
    model::Node other = test::pipeline().nodes[1];
    other.name = "Smith";
    other.settings.set("service_time", 50);
    push(model::AddNode{other, {}});
    ASSERT_FALSE(session.waitingText().isEmpty());
    EXPECT_FALSE(session.nodeIndex(worker));
    EXPECT_FALSE(session.can(NodeCommand::Stop, worker));
    EXPECT_EQ(session.titleOf(index), QStringLiteral("Worker"));
    // The old one goes on as it was.
    EXPECT_EQ(session.plan().nodes[index].settings.serviceTime.mean(), 0);
    push(model::ReplaceNode{source});
    EXPECT_EQ(session.nodeIndex(worker), index);
    EXPECT_EQ(session.titleOf(index), QStringLiteral("Smith"));
}

TEST_F(DrawnThingsTest, WhatTheRunLetGoComesBackAsANewNode)
{
    start(test::pipeline());
    const auto index = *session.nodeIndex(worker);
    push(model::RemoveNode{worker});
    undo();
    EXPECT_NE(session.nodeIndex(worker), index);
    ASSERT_TRUE(
        QTest::qWaitFor([this] { return session.nodeIndex(worker).has_value(); }, kPatience));
    EXPECT_NE(session.nodeIndex(worker), index);
}

TEST_F(DrawnThingsTest, ThePlacesInsideOfSubtopologiesAreTakenOverToo)
{
    start(tests::washing());
    stop();
    ASSERT_TRUE(document.openInside({model::NodeId("wash")}));
    ASSERT_TRUE(hasNode("shelf"));
    const model::Node shelf = node("shelf");
    push(model::RemoveNode{shelf.id});
    push(model::AddNode{shelf, {}});
    EXPECT_FALSE(hasNode("shelf"));
    EXPECT_TRUE(hasNode("gone"));
    undo();
    undo();
    EXPECT_TRUE(hasNode("shelf"));
    EXPECT_EQ(session.flowsOf(model::LinkId("wet")).size(), 1U);
}

TEST_F(DrawnThingsTest, AnotherInstanceHasNothingOfWhatRanInTheOld)
{
    start(tests::washing());
    stop();
    const model::Node wash = node("wash");
    push(model::RemoveNode{wash.id});
    push(model::AddNode{wash, {}});
    ASSERT_TRUE(document.openInside({wash.id}));
    EXPECT_FALSE(hasNode("shelf"));
    EXPECT_TRUE(session.flowsOf(model::LinkId("wet")).empty());
    document.leaveInside();
    undo();
    undo();
    ASSERT_TRUE(document.openInside({wash.id}));
    EXPECT_TRUE(hasNode("shelf"));
}

} // namespace
} // namespace topomq::ui
