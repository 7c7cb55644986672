// Bend points of links, by mouse and keys.
#include "tests/ui/canvas/view_fixture.h"

#include <cmath>

namespace topomq::ui::test {
namespace {

using model::LinkId;
using model::NodeId;
using model::Point;

class Bends : public CanvasFixture
{
protected:
    void SetUp() override
    {
        CanvasFixture::SetUp();
        open(pipeline());
    }

    [[nodiscard]] std::vector<Point> bendsOf(const char* id) const
    {
        return document.topology().find(LinkId(id))->bends;
    }

    /// A quarter of the way along the link: beside its instrument.
    [[nodiscard]] QPoint onLink(const char* id) const
    {
        return view.scenePosition(scene().link(LinkId(id))->at(0.15));
    }

    [[nodiscard]] QPoint at(Point point) const
    {
        return view.scenePosition(QPointF(point.x, point.y));
    }

    [[nodiscard]] const CanvasGeometry& scene() const
    {
        return const_cast<CanvasView&>(view).scene().geometry();
    }

    void bend(const char* id, std::vector<Point> points)
    {
        document.push(QStringLiteral("bend"), model::BendLinks{{{LinkId(id), std::move(points)}}});
    }
};

TEST_F(Bends, ADoubleClickOnALinkAddsOneOnTheGrid)
{
    QTest::mouseDClick(&view, Qt::LeftButton, {}, onLink("a1"));
    ASSERT_EQ(bendsOf("a1").size(), 1U);
    EXPECT_EQ(std::fmod(bendsOf("a1")[0].x, kGrid), 0);
    EXPECT_EQ(document.undoStack()->count(), 1);
}

TEST_F(Bends, AltAndDragPullsOneOutOfTheLink)
{
    const QPoint start = onLink("a1");
    drag(start, start + QPoint(0, 90), Qt::AltModifier);
    ASSERT_EQ(bendsOf("a1").size(), 1U);
    const QPoint there = at(bendsOf("a1")[0]);
    EXPECT_LE((there - start - QPoint(0, 90)).manhattanLength(), kGrid);
    EXPECT_EQ(document.undoStack()->count(), 1);
    document.undoStack()->undo();
    EXPECT_TRUE(bendsOf("a1").empty());
}

TEST_F(Bends, TheCurvePassesThroughThem)
{
    bend("a1", {{-300, -200}, {-200, 100}});
    const LinkCurve* curve = scene().link(LinkId("a1"));
    EXPECT_LT(distanceTo(*curve, QPointF(-300, -200)), 1e-6);
    EXPECT_LT(distanceTo(*curve, QPointF(-200, 100)), 1e-6);
    EXPECT_TRUE(curve->bounds.contains(QPointF(-300, -200)));
    EXPECT_EQ(curve->at(0), curve->start);
    EXPECT_EQ(curve->at(1), curve->end);
}

TEST_F(Bends, ALinkIsHitWhereItBends)
{
    bend("a1", {{-240, 300}});
    QTest::mouseClick(&view, Qt::LeftButton, {}, at({-240, 300}));
    EXPECT_EQ(document.selection()->links(), std::set{LinkId("a1")});
}

TEST_F(Bends, StandInTheOrderOfTheFileWhicheverWayMessagesTravel)
{
    // b1 connects at the worker and is drawn from there; a1 connects there, but is drawn towards
    // it.
    for (const char* id : {"a1", "b1"}) {
        const QPointF middle = scene().link(LinkId(id))->at(0.5);
        bend(id, {{middle.x(), middle.y()}});
        const LinkCurve* curve = scene().link(LinkId(id));
        const QPointF near = curve->fromBinder ? curve->at(0.85) : curve->at(0.15);
        QTest::mouseDClick(&view, Qt::LeftButton, {}, view.scenePosition(near));
        ASSERT_EQ(bendsOf(id).size(), 2U) << id;
        const QPointF first(bendsOf(id)[0].x, bendsOf(id)[0].y);
        EXPECT_LT(std::hypot(first.x() - near.x(), first.y() - near.y()), 12) << id;
    }
}

TEST_F(Bends, ADragMovesOneOnTheGridInOneStep)
{
    bend("a1", {{-240, 300}});
    document.selection()->selectLink(LinkId("a1"));
    const QPoint start = at({-240, 300});
    drag(start, start + QPoint(43, -21));
    EXPECT_EQ(bendsOf("a1"), (std::vector<Point>{{-200, 280}}));
    EXPECT_EQ(document.undoStack()->count(), 2);
}

TEST_F(Bends, EscapePutsADraggedOneBack)
{
    bend("a1", {{-240, 304}});
    document.selection()->selectLink(LinkId("a1"));
    const QPoint start = at({-240, 304});
    grab(start, start + QPoint(40, 0));
    EXPECT_LT(distanceTo(*scene().link(LinkId("a1")), QPointF(-200, 304)), 1e-6);
    QTest::keyClick(&view, Qt::Key_Escape);
    EXPECT_EQ(bendsOf("a1"), (std::vector<Point>{{-240, 304}}));
    EXPECT_LT(distanceTo(*scene().link(LinkId("a1")), QPointF(-240, 304)), 1e-6);
}

TEST_F(Bends, DeleteRemovesTheChosenOneAndKeepsTheLink)
{
    bend("a1", {{-240, 300}, {-200, 320}});
    document.selection()->selectLink(LinkId("a1"));
    QTest::mouseClick(&view, Qt::LeftButton, {}, at({-200, 320}));
    QTest::keyClick(&view, Qt::Key_Delete);
    EXPECT_EQ(bendsOf("a1"), (std::vector<Point>{{-240, 300}}));
    QTest::keyClick(&view, Qt::Key_Delete);
    EXPECT_EQ(document.topology().find(LinkId("a1")), nullptr);
}

TEST_F(Bends, ADoubleClickRemovesOne)
{
    bend("a1", {{-240, 300}});
    document.selection()->selectLink(LinkId("a1"));
    QTest::mouseDClick(&view, Qt::LeftButton, {}, at({-240, 300}));
    EXPECT_TRUE(bendsOf("a1").empty());
}

TEST_F(Bends, KeysAddOneInTheMiddleAndRemoveAll)
{
    document.selection()->selectLink(LinkId("a1"));
    QTest::keyClick(&view, Qt::Key_B);
    EXPECT_EQ(bendsOf("a1").size(), 1U);
    QTest::keyClick(&view, Qt::Key_B, Qt::ShiftModifier);
    EXPECT_TRUE(bendsOf("a1").empty());
}

TEST_F(Bends, MoveAlongWhenBothEndsMove)
{
    bend("a1", {{-240, 300}});
    document.selection()->set({NodeId("vent"), NodeId("w1")}, {});
    const QPoint start = view.nodeCenter(NodeId("w1"));
    grab(start, start + QPoint(40, 80));
    EXPECT_LT(distanceTo(*scene().link(LinkId("a1")), QPointF(-200, 380)), 1e-6);
    QTest::mouseRelease(&view, Qt::LeftButton, {}, start + QPoint(40, 80));
    EXPECT_EQ(bendsOf("a1"), (std::vector<Point>{{-200, 380}}));
    document.undoStack()->undo();
    EXPECT_EQ(bendsOf("a1"), (std::vector<Point>{{-240, 300}}));
    EXPECT_EQ(placeOf("w1"), (Point{0, -144}));
}

TEST_F(Bends, StayWhenOneEndMoves)
{
    bend("a1", {{-240, 300}});
    document.selection()->selectNode(NodeId("w1"));
    const QPoint start = view.nodeCenter(NodeId("w1"));
    drag(start, start + QPoint(40, 80));
    EXPECT_EQ(bendsOf("a1"), (std::vector<Point>{{-240, 300}}));
}

TEST_F(Bends, GoWhenAllIsArrangedAndComeBackWithIt)
{
    bend("a1", {{-240, 300}});
    view.arrange();
    EXPECT_TRUE(bendsOf("a1").empty());
    document.undoStack()->undo();
    EXPECT_EQ(bendsOf("a1"), (std::vector<Point>{{-240, 300}}));
}

TEST_F(Bends, AreCopiedWithTheirLink)
{
    bend("a1", {{-240, 300}});
    document.selection()->set({NodeId("vent"), NodeId("w1")}, {});
    QTest::keyClick(&view, Qt::Key_D, Qt::ControlModifier);
    ASSERT_EQ(document.selection()->links().size(), 1U);
    EXPECT_EQ(document.topology().find(*document.selection()->links().begin())->bends,
              (std::vector<Point>{{-208, 332}}));
}

TEST_F(Bends, AreLeftOutWhileAnEndIsFoldedAway)
{
    bend("a1", {{-240, 300}});
    document.push(QStringLiteral("group"),
                  model::put(model::Group{.id = model::GroupId("g"),
                                          .title = "Workers",
                                          .members = {NodeId("w1"), NodeId("w2")},
                                          .collapsed = true}));
    EXPECT_GT(distanceTo(*scene().link(LinkId("a1")), QPointF(-240, 300)), 100);
    document.selection()->selectLink(LinkId("a1"));
    QTest::keyClick(&view, Qt::Key_B);
    EXPECT_EQ(bendsOf("a1"), (std::vector<Point>{{-240, 300}}))
        << "where none is seen, none is set";
    document.undoStack()->undo();
    EXPECT_LT(distanceTo(*scene().link(LinkId("a1")), QPointF(-240, 300)), 1e-6);
}

TEST_F(Bends, TheInstrumentKeepsClearOfThem)
{
    bend("a1", {{-240, 300}});
    const LinkCurve* curve = scene().link(LinkId("a1"));
    EXPECT_GT(std::hypot(curve->instrument.x() + 240, curve->instrument.y() - 300), 10);
    EXPECT_LT(distanceTo(*curve, curve->instrument), 60);
}

} // namespace
} // namespace topomq::ui::test
