// Groups of nodes, by mouse and keys.
#include "tests/ui/canvas/view_fixture.h"
#include "ui/canvas/group_totals.h"

#include <QPlainTextEdit>

namespace topomq::ui::test {
namespace {

using model::GroupId;
using model::LinkId;
using model::NodeId;
using model::Point;

class Groups : public CanvasFixture
{
protected:
    void SetUp() override
    {
        CanvasFixture::SetUp();
        open(pipeline());
    }

    /// Workers 1 and 2 in a group called "g".
    void group(bool collapsed = false)
    {
        document.push(QStringLiteral("group"),
                      model::put(model::Group{.id = GroupId("g"),
                                              .title = "Workers",
                                              .members = {NodeId("w1"), NodeId("w2")},
                                              .collapsed = collapsed}));
    }

    [[nodiscard]] const GroupBox& box() { return *view.scene().geometry().group(GroupId("g")); }

    [[nodiscard]] QPoint title()
    {
        return view.scenePosition(box().rect.topLeft() + QPointF(60, 12));
    }

    [[nodiscard]] std::vector<NodeId> members() const
    {
        const model::Group* group = document.topology().find(GroupId("g"));
        return group == nullptr ? std::vector<NodeId>() : group->members;
    }

    [[nodiscard]] QPlainTextEdit* field()
    {
        return view.findChild<QPlainTextEdit*>(QStringLiteral("inPlaceText"));
    }

    void dragNode(const char* id, QPoint by, Qt::KeyboardModifiers modifiers = {})
    {
        const QPoint start = view.nodeCenter(NodeId(id));
        drag(start, start + by, modifiers);
    }
};

TEST_F(Groups, AreMadeOfTheSelectionAndNamedAtOnce)
{
    document.selection()->set({NodeId("w1"), NodeId("w2")}, {});
    QTest::keyClick(&view, Qt::Key_G, Qt::ControlModifier);
    ASSERT_EQ(document.topology().groups.size(), 1U);
    const GroupId id = document.topology().groups[0].id;
    EXPECT_EQ(document.selection()->groups(), std::set{id});
    ASSERT_TRUE(field()->isVisible());
    QTest::keyClicks(field(), QStringLiteral("Left hand"));
    QTest::keyClick(field(), Qt::Key_Return);
    EXPECT_EQ(document.topology().groups[0].title, "Left hand");
    EXPECT_EQ(document.topology().groups[0].members, (std::vector{NodeId("w1"), NodeId("w2")}));
}

TEST_F(Groups, ANodeLeavesItsGroupForANewOne)
{
    group();
    document.selection()->set({NodeId("w2"), NodeId("w3")}, {});
    QTest::keyClick(&view, Qt::Key_G, Qt::ControlModifier);
    EXPECT_EQ(members(), std::vector{NodeId("w1")});
    EXPECT_EQ(document.topology().groups.size(), 2U);
}

TEST_F(Groups, AreDissolvedByKeyAndTheirNodesStay)
{
    group();
    QTest::mouseClick(&view, Qt::LeftButton, {}, title());
    EXPECT_EQ(document.selection()->groups(), std::set{GroupId("g")});
    QTest::keyClick(&view, Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_TRUE(document.topology().groups.empty());
    EXPECT_EQ(document.topology().nodes.size(), 5U);
    EXPECT_EQ(document.selection()->nodes(), (std::set{NodeId("w1"), NodeId("w2")}));
}

TEST_F(Groups, DeleteDissolvesAFrameButKeepsTheNodes)
{
    group();
    QTest::mouseClick(&view, Qt::LeftButton, {}, title());
    QTest::keyClick(&view, Qt::Key_Delete);
    EXPECT_TRUE(document.topology().groups.empty());
    EXPECT_EQ(document.topology().nodes.size(), 5U);
}

TEST_F(Groups, DeleteTakesSelectedNodesAlongAndUndoBringsAllBack)
{
    group();
    const model::Topology before = document.topology();
    document.selection()->set({NodeId("w1"), NodeId("w2")}, {}, {GroupId("g")});
    QTest::keyClick(&view, Qt::Key_Delete);
    EXPECT_TRUE(document.topology().groups.empty());
    EXPECT_EQ(document.topology().nodes.size(), 3U);
    document.undoStack()->undo();
    EXPECT_EQ(document.topology(), before);
}

TEST_F(Groups, GoWithTheirLastMember)
{
    group();
    document.selection()->set({NodeId("w1"), NodeId("w2")}, {});
    QTest::keyClick(&view, Qt::Key_Delete);
    EXPECT_TRUE(document.topology().groups.empty());
}

TEST_F(Groups, DraggingTheTitleMovesAllMembersInOneStep)
{
    group();
    const int steps = document.undoStack()->count();
    const QPoint start = title();
    drag(start, start + QPoint(80, -40));
    EXPECT_EQ(placeOf("w1"), (Point{80, -184}));
    EXPECT_EQ(placeOf("w2"), (Point{80, -24}));
    EXPECT_EQ(placeOf("w3"), (Point{0, 176}));
    EXPECT_EQ(document.undoStack()->count(), steps + 1);
    EXPECT_EQ(members().size(), 2U);
}

TEST_F(Groups, ANodeDroppedIntoAFrameJoins)
{
    group();
    const int steps = document.undoStack()->count();
    dragNode("w3", {0, -120});
    EXPECT_EQ(members(), (std::vector{NodeId("w1"), NodeId("w2"), NodeId("w3")}));
    EXPECT_EQ(document.undoStack()->count(), steps + 1);
    document.undoStack()->undo();
    EXPECT_EQ(members().size(), 2U);
    EXPECT_EQ(placeOf("w3"), (Point{0, 176}));
}

TEST_F(Groups, ANodeDraggedOutLeaves)
{
    group();
    dragNode("w2", {240, 240});
    EXPECT_EQ(members(), std::vector{NodeId("w1")});
}

TEST_F(Groups, ANodeMovedWithinItsFrameStays)
{
    group();
    dragNode("w2", {24, 8});
    EXPECT_EQ(members().size(), 2U);
}

TEST_F(Groups, AltKeepsTheMembership)
{
    group();
    dragNode("w2", {240, 240}, Qt::AltModifier);
    EXPECT_EQ(members().size(), 2U);
}

TEST_F(Groups, TheButtonCollapsesAndOpensThem)
{
    group();
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.scenePosition(box().foldButton().center()));
    EXPECT_TRUE(document.topology().find(GroupId("g"))->collapsed);
    EXPECT_EQ(view.nodeCenter(NodeId("w1")), QPoint(-1, -1));
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.scenePosition(box().foldButton().center()));
    EXPECT_FALSE(document.topology().find(GroupId("g"))->collapsed);
    EXPECT_NE(view.nodeCenter(NodeId("w1")), QPoint(-1, -1));
}

TEST_F(Groups, LinksToMembersGoToTheCard)
{
    group(true);
    const CanvasGeometry& geometry = view.scene().geometry();
    const LinkCurve* in = geometry.link(LinkId("a1"));
    const LinkCurve* out = geometry.link(LinkId("b2"));
    ASSERT_NE(in, nullptr);
    ASSERT_NE(out, nullptr);
    const QRectF near = box().rect.adjusted(-16, 0, 16, 0);
    EXPECT_TRUE(near.contains(in->end));
    EXPECT_TRUE(near.contains(out->start));
}

TEST_F(Groups, LinksBetweenMembersAreNotDrawn)
{
    document.push(QStringLiteral("group"),
                  model::put(model::Group{.id = GroupId("g"),
                                          .members = {NodeId("vent"), NodeId("w1"), NodeId("sink")},
                                          .collapsed = true}));
    const CanvasGeometry& geometry = view.scene().geometry();
    EXPECT_EQ(geometry.link(LinkId("a1")), nullptr);
    EXPECT_EQ(geometry.link(LinkId("b1")), nullptr);
    EXPECT_NE(geometry.link(LinkId("a2")), nullptr);
}

TEST_F(Groups, ACollapsedOneMovesWithAllThatIsInIt)
{
    group(true);
    const QPoint start = view.scenePosition(box().rect.center());
    drag(start, start + QPoint(80, -40));
    EXPECT_EQ(placeOf("w1"), (Point{80, -184}));
    EXPECT_EQ(placeOf("w2"), (Point{80, -24}));
}

TEST_F(Groups, ACollapsedOneSaysTheTotalsOfItsMembers)
{
    group(true);
    const plan::RunPlan plan = plan::makePlan(document.topology()).plan;
    view.setFigures(plan, congested(plan, 1));
    const GroupTotals totals = totalsOf(view.scene().picture(1), box());
    EXPECT_EQ(totals.in, 4100 + 3900);
    EXPECT_EQ(totals.out, 4100 + 3900);
    EXPECT_EQ(totals.queued, 412U + 1362U);
    EXPECT_EQ(totals.fill, Fill::Warn);
    EXPECT_EQ(totals.state, metrics::NodeState::Running);
    EXPECT_EQ(totals.inState, 2U);
}

TEST_F(Groups, ACollapsedOneDoesNotSumUpWhatNobodyCounts)
{
    group(true);
    const plan::RunPlan plan = plan::makePlan(document.topology()).plan;
    auto snapshot = congested(plan, 1);
    for (std::size_t at = 0; at < plan.flows.size(); ++at) {
        if (plan.links[plan.flows[at].link].id == LinkId("a1"))
            snapshot->flows[at].sent = snapshot->flows[at].received = std::nullopt;
    }
    view.setFigures(plan, snapshot);
    const GroupTotals totals = totalsOf(view.scene().picture(1), box());
    EXPECT_EQ(totals.in, std::nullopt);
    EXPECT_EQ(totals.out, 4100 + 3900);
}

TEST_F(Groups, ACollapsedOneSaysWhichMemberIsInTrouble)
{
    group(true);
    const plan::RunPlan plan = plan::makePlan(document.topology()).plan;
    auto snapshot = congested(plan, 1);
    for (std::size_t at = 0; at < plan.nodes.size(); ++at) {
        if (plan.nodes[at].id == NodeId("w2"))
            snapshot->nodes[at].state = metrics::NodeState::Failed;
    }
    view.setFigures(plan, snapshot);
    const GroupTotals totals = totalsOf(view.scene().picture(1), box());
    EXPECT_EQ(totals.state, metrics::NodeState::Failed);
    EXPECT_EQ(totals.inState, 1U);
}

TEST_F(Groups, ACollapsedOneIsMarkedForWhatIsFoundInIt)
{
    document.push(QStringLiteral("group"),
                  model::put(model::Group{.id = GroupId("g"),
                                          .members = {NodeId("vent"), NodeId("w1")},
                                          .collapsed = true}));
    const auto isFramed = [this](const FindHits& hits) {
        view.setHits(hits);
        constexpr int kToFrame = 11;
        const QRect card = view.viewRect(box().rect);
        return view.grab().toImage().pixelColor(card.left() - kToFrame, card.center().y())
            == theme.colors().accent;
    };
    EXPECT_FALSE(isFramed({.nodes = {NodeId("w3")}, .links = {}, .currentNode = NodeId("w3")}));
    EXPECT_TRUE(isFramed({.nodes = {NodeId("w1")}, .links = {}, .currentNode = NodeId("w1")}));
    // A link that leads into it is seen itself, one within it is not.
    EXPECT_FALSE(isFramed({.nodes = {}, .links = {LinkId("a2")}, .currentLink = LinkId("a2")}));
    EXPECT_TRUE(isFramed({.nodes = {}, .links = {LinkId("a1")}, .currentLink = LinkId("a1")}));
}

TEST_F(Groups, ACollapsedOneIsShownForWhatIsSelectedInIt)
{
    group(true);
    for (int i = 0; i < 12; ++i)
        view.zoomIn();
    document.selection()->reveal({NodeId("sink")}, {});
    ASSERT_FALSE(view.rect().contains(view.viewRect(box().rect).center()));
    document.selection()->reveal({NodeId("w1")}, {});
    EXPECT_TRUE(view.rect().contains(view.viewRect(box().rect).center()));
}

TEST_F(Groups, ACollapsedOneMayHideAnInstanceOfNoDefinition)
{
    model::Node instance = node("stage", "Stage", model::Role::Subtopology, 0, 0, {});
    instance.definition = model::DefinitionId("nowhere");
    document.push(QStringLiteral("instance"), model::AddNode{instance, {}});
    document.push(
        QStringLiteral("group"),
        model::put(model::Group{.id = GroupId("g"), .members = {instance.id}, .collapsed = true}));
    document.selection()->selectNode(instance.id);
    QTest::keyClick(&view, Qt::Key_Down, Qt::AltModifier);
    EXPECT_FALSE(view.noticeText().isEmpty());
    EXPECT_TRUE(document.path().empty());
}

TEST_F(Groups, ArrangeAlsoPlacesWhatIsCollapsed)
{
    group(true);
    view.arrange();
    EXPECT_NE(placeOf("w1"), placeOf("w2"));
    document.undoStack()->undo();
    EXPECT_EQ(placeOf("w1"), (Point{0, -144}));
}

TEST_F(Groups, ADoubleClickOnTheTitleRenames)
{
    group();
    QTest::mouseDClick(&view, Qt::LeftButton, {}, title());
    ASSERT_TRUE(field()->isVisible());
    EXPECT_EQ(field()->toPlainText(), QStringLiteral("Workers"));
    QTest::keyClicks(field(), QStringLiteral("Hands"));
    QTest::keyClick(field(), Qt::Key_Return);
    EXPECT_EQ(document.topology().find(GroupId("g"))->title, "Hands");
    EXPECT_FALSE(field()->isVisible());
}

TEST_F(Groups, F2RenamesAndEscapeGivesUp)
{
    group();
    document.selection()->selectGroup(GroupId("g"));
    QTest::keyClick(&view, Qt::Key_F2);
    ASSERT_TRUE(field()->isVisible());
    QTest::keyClicks(field(), QStringLiteral("Hands"));
    QTest::keyClick(field(), Qt::Key_Escape);
    EXPECT_EQ(document.topology().find(GroupId("g"))->title, "Workers");
}

TEST_F(Groups, AreNotMeantByKeysInTheFieldOfTheirTitle)
{
    group();
    const model::Topology before = document.topology();
    document.selection()->set({NodeId("w1"), NodeId("w2")}, {}, {GroupId("g")});
    QTest::keyClick(&view, Qt::Key_F2);
    ASSERT_TRUE(field()->isVisible());
    QTest::keyClicks(field(), QStringLiteral("Left hand"));
    QTest::keyClick(field(), Qt::Key_Backspace, Qt::ControlModifier);
    EXPECT_EQ(field()->toPlainText(), QStringLiteral("Left "));
    for (const Qt::Key which : {Qt::Key_Delete, Qt::Key_D, Qt::Key_G})
        QTest::keyClick(field(), which, Qt::ControlModifier);
    QTest::keyClick(field(), Qt::Key_Left, Qt::AltModifier);
    EXPECT_TRUE(field()->isVisible());
    EXPECT_EQ(document.topology(), before);
}

TEST_F(Groups, AreCopiedWithTheirMembers)
{
    group();
    document.selection()->selectGroup(GroupId("g"));
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QTest::keyClick(&view, Qt::Key_V, Qt::ControlModifier);
    ASSERT_EQ(document.topology().groups.size(), 2U);
    const model::Group& copy = document.topology().groups[1];
    EXPECT_NE(copy.id, GroupId("g"));
    ASSERT_EQ(copy.members.size(), 2U);
    for (const NodeId& member : copy.members) {
        EXPECT_NE(document.topology().find(member), nullptr);
        EXPECT_EQ(document.topology().groupOf(member)->id, copy.id);
    }
    EXPECT_EQ(document.selection()->groups(), std::set{copy.id});
}

TEST_F(Groups, ABandAroundTheFrameAndSelectAllTakeThem)
{
    group();
    const QRectF around = box().rect.adjusted(-8, -8, 8, 8);
    drag(view.scenePosition(around.topLeft()), view.scenePosition(around.bottomRight()));
    EXPECT_EQ(document.selection()->groups(), std::set{GroupId("g")});
    document.selection()->clear();
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    EXPECT_EQ(document.selection()->groups(), std::set{GroupId("g")});
}

TEST_F(Groups, OneClickOnAMemberSelectsTheMemberAlone)
{
    group();
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.nodeCenter(NodeId("w1")));
    EXPECT_EQ(document.selection()->nodes(), std::set{NodeId("w1")});
    EXPECT_TRUE(document.selection()->groups().empty());
}

} // namespace
} // namespace topomq::ui::test
