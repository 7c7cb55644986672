#include "engine/roles/role_factory.h"
#include "tests/ui/session/sample_topology.h"
#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"

#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace topomq::ui {
namespace {

constexpr int kPatience = 30'000;

class RunSessionTest : public testing::Test
{
protected:
    void open(model::Topology topology) { document.reset(std::move(topology), {}); }

    void startAndWait()
    {
        ASSERT_TRUE(session.start());
        ASSERT_TRUE(QTest::qWaitFor([this] { return received(0) > 0; }, kPatience));
    }

    void stopAndWait()
    {
        session.stop();
        ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, kPatience));
    }

    std::uint64_t received(std::size_t flow) const
    {
        const metrics::SnapshotPtr latest = session.latest();
        return latest && flow < latest->flows.size() ? latest->flows[flow].received.value_or(0) : 0;
    }

    void set(const char* node, const char* key, model::Value value)
    {
        model::Node changed = *document.topology().find(model::NodeId(node));
        changed.settings.set(key, std::move(value));
        document.push(QStringLiteral("Set"), model::ReplaceNode{changed});
    }

    TopologyDocument document;
    RunSession session{document, roles::makeRoleFactory()};
};

TEST_F(RunSessionTest, MovesRealMessages)
{
    open(test::pipeline());
    ASSERT_TRUE(session.start());
    EXPECT_TRUE(QTest::qWaitFor([this] { return received(0) > 0 && received(1) > 0; }, kPatience));
}

TEST_F(RunSessionTest, IsRunningOnceTheRuntimeHasStarted)
{
    open(test::pipeline());
    ASSERT_TRUE(session.start());
    EXPECT_EQ(session.state(), RunSession::State::Starting);
    EXPECT_TRUE(QTest::qWaitFor([this] { return session.state() == RunSession::State::Running; },
                                kPatience));
}

TEST_F(RunSessionTest, KeepsTheFiguresAfterTheStop)
{
    open(test::pipeline());
    startAndWait();
    stopAndWait();
    EXPECT_TRUE(session.hasFigures());
    EXPECT_GT(received(0), 0U);
    EXPECT_EQ(session.history().back(), session.latest());
}

TEST_F(RunSessionTest, StartsOverWithTheSecondRun)
{
    open(test::pipeline());
    startAndWait();
    stopAndWait();
    ASSERT_TRUE(session.start());
    EXPECT_FALSE(session.hasFigures());
    EXPECT_TRUE(session.history().empty());
}

TEST_F(RunSessionTest, RefusesATopologyWithErrorsAndSaysWhy)
{
    open(test::illegalPair());
    QSignalSpy refused(&session, &RunSession::refused);
    EXPECT_FALSE(session.start());
    ASSERT_EQ(refused.size(), 1);
    EXPECT_TRUE(refused[0][1].toString().contains(QStringLiteral("PUB")));
    EXPECT_EQ(session.state(), RunSession::State::Designing);
}

TEST_F(RunSessionTest, RefusesAnEmptyTopology)
{
    QSignalSpy refused(&session, &RunSession::refused);
    EXPECT_FALSE(session.start());
    EXPECT_EQ(refused.size(), 1);
}

TEST_F(RunSessionTest, HandsANewSettingToTheRunningNode)
{
    open(test::pipeline());
    startAndWait();
    set("source", "size", 1000);
    EXPECT_TRUE(QTest::qWaitFor(
        [this] { return session.latest()->flows[0].bytesReceived > 64 * received(0); }, kPatience));
}

TEST_F(RunSessionTest, MarksTheMomentOfALiveEdit)
{
    open(test::pipeline());
    startAndWait();
    set("worker", "service_time", 50);
    ASSERT_EQ(session.marks().size(), 1U);
    EXPECT_EQ(session.marks()[0].text, QStringLiteral("Worker: service time 0 → 50 µs"));
}

TEST_F(RunSessionTest, MakesOneMarkOfAValueThatIsTyped)
{
    open(test::pipeline());
    startAndWait();
    session.setPaused(true);
    set("worker", "service_time", 5);
    set("worker", "service_time", 50);
    ASSERT_EQ(session.marks().size(), 1U);
    EXPECT_EQ(session.marks()[0].text, QStringLiteral("Worker: service time 0 → 50 µs"));
}

TEST_F(RunSessionTest, MovingANodeNeverTouchesTheRun)
{
    open(test::pipeline());
    startAndWait();
    document.push(QStringLiteral("Move"),
                  model::MoveNodes{{{model::NodeId("sink"), model::Point{500, 0}}}});
    EXPECT_TRUE(session.marks().empty());
    EXPECT_TRUE(session.waitingText().isEmpty());
}

TEST_F(RunSessionTest, AnAddedNodeComesToLife)
{
    open(test::pipeline());
    startAndWait();
    model::Node added = *document.topology().find(model::NodeId("sink"));
    added.id = model::NodeId("sink2");
    model::Link link = *document.topology().find(model::LinkId("result"));
    link.id = model::LinkId("result2");
    link.bind.node = added.id;
    document.push(QStringLiteral("Add"),
                  model::Batch{{model::AddNode{added, {}}, model::AddLink{link, {}}}});
    EXPECT_TRUE(QTest::qWaitFor(
        [this] {
            const auto flows = session.flowsOf(model::LinkId("result2"));
            return flows.size() == 1 && received(flows[0]) > 0;
        },
        kPatience));
    EXPECT_TRUE(session.waitingText().isEmpty());
}

TEST_F(RunSessionTest, KeepsRunningAsItWasWhileTheDrawingIsWrong)
{
    open(test::pipeline());
    startAndWait();
    model::Node sink = *document.topology().find(model::NodeId("sink"));
    sink.sockets[0].type = model::SocketType::Sub;
    document.push(QStringLiteral("Set"), model::ReplaceNode{sink});
    EXPECT_TRUE(session.waitingText().contains(QStringLiteral("SUB")));
    document.undoStack()->undo();
    EXPECT_TRUE(session.waitingText().isEmpty());
}

TEST_F(RunSessionTest, AnOptionOfTheNextConnectionWaitsForTheRestartOfItsNode)
{
    open(test::pipeline());
    startAndWait();
    model::Node worker = *document.topology().find(model::NodeId("worker"));
    worker.sockets[0].options.set("LINGER", 250);
    document.push(QStringLiteral("Set"), model::ReplaceNode{worker});
    ASSERT_TRUE(session.isOutdated(worker.id));
    EXPECT_TRUE(session.waitingText().contains(QStringLiteral("Worker")));
    session.restartOutdated();
    EXPECT_TRUE(QTest::qWaitFor([this] { return session.outdatedNodes().empty(); }, kPatience));
    EXPECT_TRUE(session.waitingText().isEmpty());
}

TEST_F(RunSessionTest, StopsAndStartsOneNode)
{
    open(test::pipeline());
    startAndWait();
    const model::NodeId worker("worker");
    session.order(NodeCommand::Stop, {worker});
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return session.can(NodeCommand::Start, worker); }, kPatience));
    EXPECT_EQ(session.stateOf(worker), metrics::NodeState::Stopped);
    const std::uint64_t before = received(1);
    session.order(NodeCommand::Start, {worker});
    EXPECT_TRUE(QTest::qWaitFor([&] { return received(1) > before; }, kPatience));
}

TEST_F(RunSessionTest, FreezesAndThawsOneNode)
{
    open(test::pipeline());
    startAndWait();
    const model::NodeId worker("worker");
    session.order(NodeCommand::Freeze, {worker});
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.can(NodeCommand::Thaw, worker); }, kPatience));
    const std::uint64_t before = received(1);
    session.order(NodeCommand::Thaw, {worker});
    EXPECT_TRUE(QTest::qWaitFor([&] { return received(1) > before; }, kPatience));
}

TEST_F(RunSessionTest, CutsAndMendsALink)
{
    open(test::pipeline());
    startAndWait();
    const model::LinkId task("task");
    session.order(LinkCommand::Cut, {task});
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.isCut(task); }, kPatience));
    const std::uint64_t before = received(0);
    session.order(LinkCommand::Mend, {task});
    EXPECT_TRUE(QTest::qWaitFor([&] { return received(0) > before; }, kPatience));
    EXPECT_FALSE(session.isCut(task));
}

TEST_F(RunSessionTest, TellsTheStageAndTheOptionsOfALiveSocket)
{
    open(test::pipeline());
    startAndWait();
    const model::SocketRef in{model::NodeId("worker"), model::SocketId("in")};
    EXPECT_EQ(session.stageOf(in), metrics::SocketStage::Active);
    EXPECT_FALSE(session.readingsOf(in).empty());
}

TEST_F(RunSessionTest, PausesAndGoesOn)
{
    open(test::pipeline());
    startAndWait();
    session.setPaused(true);
    EXPECT_EQ(session.state(), RunSession::State::Paused);
    session.setPaused(false);
    const std::uint64_t before = received(1);
    EXPECT_TRUE(QTest::qWaitFor([&] { return received(1) > before; }, kPatience));
}

TEST_F(RunSessionTest, AStepMovesOneMessageAndTheFirstOnlyPauses)
{
    model::Topology slow = test::pipeline();
    slow.nodes[0].settings.set("rate", 0.001);
    open(slow);
    startAndWait();
    ASSERT_TRUE(QTest::qWaitFor([this] { return received(1) == 1; }, kPatience));
    session.step();
    EXPECT_EQ(session.state(), RunSession::State::Paused);
    for (int i = 0; i < 3; ++i)
        session.step();
    EXPECT_TRUE(
        QTest::qWaitFor([this] { return received(0) == 4 && received(1) == 4; }, kPatience));
    EXPECT_EQ(session.latest()->flows[0].sent, 4U);
    EXPECT_EQ(session.state(), RunSession::State::Paused);
    session.setPaused(false);
    stopAndWait();
    EXPECT_EQ(received(0), 4U);
}

TEST_F(RunSessionTest, SendsAMessageByHand)
{
    const model::NodeId source("source");
    model::Topology slow = test::pipeline();
    slow.nodes[0].settings.set("rate", 0.001);
    open(slow);
    EXPECT_FALSE(session.can(NodeCommand::Send, source));
    startAndWait();
    ASSERT_TRUE(session.can(NodeCommand::Send, source));
    session.order(NodeCommand::Send, {source});
    EXPECT_TRUE(QTest::qWaitFor([this] { return received(0) == 2; }, kPatience));
    EXPECT_EQ(session.marks().back().text, QStringLiteral("Source: one message by hand"));
    EXPECT_FALSE(session.can(NodeCommand::Send, model::NodeId("worker")));
    EXPECT_FALSE(session.generates(model::NodeId("worker")));
    session.order(NodeCommand::Freeze, {source});
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return session.stateOf(source) == metrics::NodeState::Frozen; }, kPatience));
    EXPECT_FALSE(session.can(NodeCommand::Send, source));
    EXPECT_EQ(session.whyItCannotSend(source), QStringLiteral("frozen: thaw it first"));
    session.order(NodeCommand::Stop, {source});
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            return session.whyItCannotSend(source) == QStringLiteral("stopped: start it first");
        },
        kPatience));
}

TEST_F(RunSessionTest, StopsWhileItIsPaused)
{
    open(test::pipeline());
    startAndWait();
    session.setPaused(true);
    stopAndWait();
    EXPECT_EQ(session.state(), RunSession::State::Designing);
}

TEST_F(RunSessionTest, AStopDuringTheStartIsNotForgotten)
{
    open(test::pipeline());
    ASSERT_TRUE(session.start());
    stopAndWait();
    EXPECT_EQ(session.state(), RunSession::State::Designing);
}

TEST_F(RunSessionTest, SaysInWordsHowMuchSlowerItRuns)
{
    open(test::pipeline());
    session.setSpeed(0.25);
    startAndWait();
    EXPECT_EQ(session.stateText(), QStringLiteral("Running 4× slower"));
}

TEST_F(RunSessionTest, SaysWhenEveryCountIsDone)
{
    model::Topology counted = test::pipeline();
    counted.nodes[0].settings.set("count", 10);
    open(counted);
    startAndWait();
    EXPECT_TRUE(QTest::qWaitFor([this] { return session.isDone(); }, kPatience));
    EXPECT_EQ(received(1), 10U);
}

TEST_F(RunSessionTest, KnowsBothFlowsOfATwoWayLinkConnectingSideFirst)
{
    open(test::requestReply());
    startAndWait();
    const std::vector<std::size_t> flows = session.flowsOf(model::LinkId("ask"));
    ASSERT_EQ(flows.size(), 2U);
    const plan::RunPlan& plan = session.plan();
    EXPECT_EQ(plan.sockets[plan.flows[flows[0]].from].ref.text(), "client.req");
    EXPECT_EQ(plan.sockets[plan.flows[flows[1]].from].ref.text(), "server.rep");
}

TEST_F(RunSessionTest, AnotherTopologyForgetsTheFiguresOfTheLast)
{
    open(test::pipeline());
    startAndWait();
    stopAndWait();
    open(test::requestReply());
    EXPECT_FALSE(session.hasFigures());
    EXPECT_TRUE(session.plan().flows.empty());
}

TEST(RunSessionEnd, JoinsARunThatIsStillGoing)
{
    TopologyDocument document;
    document.reset(test::pipeline(), {});
    auto session = std::make_unique<RunSession>(document, roles::makeRoleFactory());
    ASSERT_TRUE(session->start());
    ASSERT_TRUE(QTest::qWaitFor([&] { return session->hasFigures(); }, kPatience));
    session.reset();
    SUCCEED();
}

TEST(RunSessionEnd, JoinsARunThatIsStarting)
{
    TopologyDocument document;
    document.reset(test::pipeline(), {});
    auto session = std::make_unique<RunSession>(document, roles::makeRoleFactory());
    ASSERT_TRUE(session->start());
    session.reset();
    SUCCEED();
}

} // namespace
} // namespace topomq::ui
