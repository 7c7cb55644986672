// What an instance of a sub-topology says while it runs.

#include "engine/io/topology_file.h"
#include "engine/plan/run_plan.h"
#include "ui/canvas/figure_board.h"
#include "ui/canvas/figure_text.h"

#include <gtest/gtest.h>

#include <memory>

namespace topomq::ui::test {
namespace {

constexpr const char* kStage = R"({ "topomq": 1,
  "nodes": [
    { "id": "vent", "role": "source",
      "sockets": [ { "id": "out", "type": "PUSH", "bind": ["inproc://*"] } ] },
    { "id": "stage1", "role": "subtopology", "definition": "Stage" },
    { "id": "sink", "role": "sink", "sockets": [ { "id": "in", "type": "PULL" } ] } ],
  "links": [ { "id": "a", "connect": "stage1.in", "bind": "vent.out" },
             { "id": "c", "connect": "sink.in", "bind": "stage1.out" } ],
  "definitions": [ { "id": "Stage",
    "nodes": [
      { "id": "w1", "role": "worker",
        "sockets": [ { "id": "in", "type": "PULL" }, { "id": "out", "type": "PUSH" } ] },
      { "id": "w2", "role": "worker",
        "sockets": [ { "id": "in", "type": "PULL", "bind": ["inproc://*"] },
                     { "id": "out", "type": "PUSH", "bind": ["inproc://*"] } ] } ],
    "links": [ { "id": "l", "connect": "w1.out", "bind": "w2.in" } ],
    "ports": [ { "id": "in", "socket": "w1.in" }, { "id": "out", "socket": "w2.out" } ] } ] })";

class Totals : public testing::Test
{
protected:
    Totals()
    {
        plan = plan::makePlan(io::readTopology(kStage).topology).plan;
        board.begin(plan);
        auto snapshot = std::make_shared<metrics::Snapshot>();
        snapshot->sequence = 1;
        snapshot->nodes.resize(plan.nodes.size());
        snapshot->flows.resize(plan.flows.size());
        for (std::size_t i = 0; i < plan.nodes.size(); ++i)
            snapshot->nodes[i].state = metrics::NodeState::Running;
        // w2 does not get rid of its results.
        snapshot->nodes[2].state = metrics::NodeState::Blocked;
        snapshot->nodes[2].reason = "full";
        for (std::size_t i = 0; i < plan.flows.size(); ++i) {
            snapshot->flows[i].messagesPerSecond = 100.0 * static_cast<double>(i + 1);
            snapshot->flows[i].sent = 10 * (i + 1);
            snapshot->flows[i].received = 10 * (i + 1);
        }
        board.add(snapshot);
    }

    /// What the instance says of nodes inside that are so.
    [[nodiscard]] metrics::NodeFigures stageOf(const metrics::NodeFigures& w1,
                                               const metrics::NodeFigures& w2)
    {
        auto next = std::make_shared<metrics::Snapshot>(*board.latest());
        ++next->sequence;
        for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
            if (plan.nodes[i].path == "stage1/w1")
                next->nodes[i] = w1;
            else if (plan.nodes[i].path == "stage1/w2")
                next->nodes[i] = w2;
        }
        board.add(next);
        return *board.node(model::NodeId("stage1"));
    }

    plan::RunPlan plan;
    FigureBoard board;
};

TEST_F(Totals, AreWhatCrossesTheBorder)
{
    const metrics::NodeFigures* stage = board.node(model::NodeId("stage1"));
    ASSERT_NE(stage, nullptr);
    // Flows: a, c, then the one inside.
    EXPECT_DOUBLE_EQ(stage->receivedPerSecond, 100);
    EXPECT_DOUBLE_EQ(stage->sentPerSecond, 200);
    EXPECT_EQ(stage->received, 10U);
    EXPECT_EQ(stage->sent, 20U);
    EXPECT_EQ(stage->state, metrics::NodeState::Blocked);
    EXPECT_EQ(stage->reason, "full");
}

TEST_F(Totals, TellOfADeadlockInsideBeforeAllButAFailure)
{
    using metrics::NodeState;
    const metrics::NodeFigures stuck{.state = NodeState::Waiting, .isDeadlocked = true};
    const metrics::NodeFigures running{.state = NodeState::Running, .busy = 0.9};
    const metrics::NodeFigures waiting{.state = NodeState::Waiting, .busy = 0.5};
    const metrics::NodeFigures blocked{.state = NodeState::Blocked, .busy = 0.5};
    for (const metrics::NodeFigures& other : {running, waiting, blocked}) {
        EXPECT_EQ(shownStateText(stageOf(stuck, other)), QStringLiteral("deadlock"));
        EXPECT_EQ(shownStateText(stageOf(other, stuck)), QStringLiteral("deadlock"));
    }
    const metrics::NodeFigures failed{.state = NodeState::Failed};
    EXPECT_EQ(stageOf(stuck, failed).state, NodeState::Failed);
    EXPECT_EQ(stageOf(failed, stuck).state, NodeState::Failed);
}

TEST_F(Totals, GoByTheEndThatIsCounted)
{
    const auto stageWith = [this](const auto& change) {
        auto next = std::make_shared<metrics::Snapshot>(*board.latest());
        ++next->sequence;
        change(next->flows[0]);
        board.add(next);
        return *board.node(model::NodeId("stage1"));
    };
    const auto onlySent = stageWith([](metrics::FlowFigures& flow) { flow.received.reset(); });
    EXPECT_TRUE(onlySent.isReceivedCounted);
    EXPECT_DOUBLE_EQ(onlySent.receivedPerSecond, 100);
    EXPECT_EQ(onlySent.received, 10U);
    const auto nothing = stageWith([](metrics::FlowFigures& flow) { flow.sent.reset(); });
    EXPECT_FALSE(nothing.isReceivedCounted);
    EXPECT_TRUE(nothing.isSentCounted);
}

TEST_F(Totals, LeaveLinksToPortsTheirEnds)
{
    const auto flows = board.flows(model::LinkId("c"));
    ASSERT_EQ(flows.size(), 1U);
    EXPECT_EQ(flows[0].from->text(), "stage1.out");
    EXPECT_TRUE(board.socketIndex({model::NodeId("stage1"), model::SocketId("in")}));
}

TEST_F(Totals, AreThoseOfTheInstanceThatRuns)
{
    LeftThings left;
    const auto sampleAgain = [this] {
        auto next = std::make_shared<metrics::Snapshot>(*board.latest());
        ++next->sequence;
        board.add(next);
    };
    for (plan::NodeIndex i = 0; i < plan.nodes.size(); ++i) {
        if (plan.nodes[i].path == "stage1/w1")
            left.nodes.insert(i);
    }
    // A node inside that is drawn no more still runs in it.
    board.follow(plan, left);
    sampleAgain();
    ASSERT_NE(board.node(model::NodeId("stage1")), nullptr);
    EXPECT_EQ(board.node(model::NodeId("stage1"))->received, 10U);
    EXPECT_EQ(board.node(model::NodeId("stage1"))->sent, 20U);
    for (plan::NodeIndex i = 0; i < plan.nodes.size(); ++i) {
        if (!plan.nodes[i].path.empty())
            left.nodes.insert(i);
    }
    board.follow(plan, left);
    sampleAgain();
    EXPECT_EQ(board.node(model::NodeId("stage1")), nullptr);
    EXPECT_NE(board.node(model::NodeId("vent")), nullptr);
}

TEST_F(Totals, LeaveWhatTookThePlaceOfANodeOrLinkWithoutFigures)
{
    LeftThings left;
    for (plan::NodeIndex i = 0; i < plan.nodes.size(); ++i) {
        if (plan.nodes[i].id == model::NodeId("vent"))
            left.nodes.insert(i);
    }
    for (plan::LinkIndex i = 0; i < plan.links.size(); ++i) {
        if (plan.links[i].id == model::LinkId("c"))
            left.links.insert(i);
    }
    board.follow(plan, left);
    EXPECT_EQ(board.node(model::NodeId("vent")), nullptr);
    EXPECT_FALSE(board.socketIndex({model::NodeId("vent"), model::SocketId("out")}));
    EXPECT_TRUE(board.flows(model::LinkId("c")).empty());
    EXPECT_FALSE(board.flows(model::LinkId("a")).empty());
}

TEST_F(Totals, GiveWayToTheNodesInside)
{
    EXPECT_EQ(board.node(model::NodeId("w1")), nullptr);
    board.setPath({model::NodeId("stage1")});
    ASSERT_NE(board.node(model::NodeId("w2")), nullptr);
    EXPECT_EQ(board.node(model::NodeId("w2"))->state, metrics::NodeState::Blocked);
    EXPECT_EQ(board.node(model::NodeId("vent")), nullptr);
    ASSERT_EQ(board.flows(model::LinkId("l")).size(), 1U);
    EXPECT_DOUBLE_EQ(board.flows(model::LinkId("l"))[0].figures->messagesPerSecond, 300);
    board.setPath({});
    EXPECT_NE(board.node(model::NodeId("stage1")), nullptr);
}

TEST_F(Totals, DoNotTakeTheirPastFromWhatIsElsewhere)
{
    const auto past = [this] {
        return board.trailAt(board.placeOf(model::NodeId("stage1"))).size();
    };
    EXPECT_EQ(past(), 1U);
    board.setPath({model::NodeId("stage1")});
    board.setPath({});
    EXPECT_EQ(past(), 1U);
}

} // namespace
} // namespace topomq::ui::test
