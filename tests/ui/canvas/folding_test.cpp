// What a group hides when it is collapsed, and what can still be done to that.

#include "tests/ui/canvas/view_fixture.h"
#include "ui/canvas/canvas_tooltip.h"

namespace topomq::ui::test {
namespace {

using model::GroupId;
using model::LinkId;
using model::NodeId;

class Folding : public CanvasFixture
{
protected:
    void SetUp() override
    {
        CanvasFixture::SetUp();
        model::Topology topology = pipeline();
        topology.groups = {
            {.id = GroupId("g"), .title = "Start", .members = {NodeId("vent"), NodeId("w1")}},
            {.id = GroupId("h"), .title = "End", .members = {NodeId("sink")}}};
        open(topology);
    }

    void pressFoldButton(const char* id)
    {
        const GroupBox* box = view.scene().geometry().group(GroupId(id));
        QTest::mouseClick(&view, Qt::LeftButton, {},
                          view.scenePosition(box->foldButton().center()));
    }

    [[nodiscard]] bool isCollapsed(const char* id) const
    {
        return document.topology().find(GroupId(id))->collapsed;
    }

    [[nodiscard]] const Selection& selection() const { return document.selection(); }
};

TEST_F(Folding, SelectsTheGroupInThePlaceOfWhatItHides)
{
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.nodeCenter(NodeId("w1")));
    ASSERT_EQ(selection().nodes(), std::set{NodeId("w1")});
    pressFoldButton("g");
    ASSERT_TRUE(isCollapsed("g"));
    EXPECT_TRUE(selection().nodes().empty());
    EXPECT_EQ(selection().groups(), std::set{GroupId("g")});
    QTest::keyClick(&view, Qt::Key_Delete);
    EXPECT_EQ(document.topology().nodes.size(), 5U);
    EXPECT_EQ(document.topology().links.size(), 6U);
}

TEST_F(Folding, LeavesWhatIsStillSeenSelected)
{
    document.selection()->set({NodeId("vent"), NodeId("w3")}, {LinkId("a1"), LinkId("a2")});
    pressFoldButton("g");
    EXPECT_EQ(selection().nodes(), std::set{NodeId("w3")});
    EXPECT_EQ(selection().links(), std::set{LinkId("a2")});
    EXPECT_EQ(selection().groups(), std::set{GroupId("g")});
    pressFoldButton("h");
    EXPECT_EQ(selection().nodes(), std::set{NodeId("w3")});
    EXPECT_EQ(selection().groups(), std::set{GroupId("g")});
}

TEST_F(Folding, DoneAgainHidesNothingThatIsSelectedEither)
{
    pressFoldButton("g");
    document.undoStack()->undo();
    document.selection()->selectLink(LinkId("a1"));
    document.undoStack()->redo();
    EXPECT_TRUE(selection().links().empty());
    EXPECT_EQ(selection().groups(), std::set{GroupId("g")});
}

TEST_F(Folding, OfSeveralGroupsIsOneStep)
{
    const model::Topology before = document.topology();
    document.selection()->set({}, {}, {GroupId("g"), GroupId("h")});
    QTest::keyClick(&view, Qt::Key_Period);
    EXPECT_TRUE(isCollapsed("g") && isCollapsed("h"));
    ASSERT_EQ(document.undoStack()->count(), 1);
    EXPECT_EQ(document.undoStack()->undoText(), QStringLiteral("Collapse 2 groups"));
    document.undoStack()->undo();
    EXPECT_EQ(document.topology(), before);
}

TEST_F(Folding, TellsInsideOfASubtopologyWhatIsWrongThereAndNotOutside)
{
    model::Topology topology = pipeline();
    topology.definitions = {{.id = model::DefinitionId("Stage"),
                             .nodes = {topology.nodes[1], topology.nodes[2]},
                             .groups = {{.id = GroupId("inside"),
                                         .members = {NodeId("w1"), NodeId("w2")},
                                         .collapsed = true}}}};
    topology.nodes.push_back(node("stage", "Stage", model::Role::Subtopology, 0, 400, {}));
    topology.nodes.back().definition = model::DefinitionId("Stage");
    topology.nodes[1].settings.set("service_time", "#outside");
    topology.definitions[0].nodes[1].settings.set("service_time", "#inside");
    open(topology);
    ASSERT_TRUE(document.openInside({NodeId("stage")}));
    document.checkNow();
    const QString tip = tooltipFor(view.scene(), Hit(GroupId("inside")));
    EXPECT_TRUE(tip.contains(QStringLiteral("#inside"))) << tip.toStdString();
    EXPECT_FALSE(tip.contains(QStringLiteral("#outside"))) << tip.toStdString();
}

} // namespace
} // namespace topomq::ui::test
