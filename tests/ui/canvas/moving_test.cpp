#include "tests/ui/canvas/view_fixture.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QTimer>

#include <cmath>

namespace topomq::ui::test {
namespace {

using Moving = CanvasFixture;

TEST_F(Moving, ADraggedNodeGoesWhereItIsDropped)
{
    open(pipeline());
    const QPoint start = view.nodeCenter(model::NodeId("w1"));
    drag(start, start + QPoint(80, 40));
    EXPECT_EQ(placeOf("w1"), (model::Point{80, -104}));
}

TEST_F(Moving, ADragIsOneUndoStep)
{
    open(pipeline());
    const QPoint start = view.nodeCenter(model::NodeId("w1"));
    drag(start, start + QPoint(80, 40));
    EXPECT_EQ(document.undoStack()->count(), 1);
    document.undoStack()->undo();
    EXPECT_EQ(placeOf("w1"), (model::Point{0, -144}));
}

TEST_F(Moving, TheDocumentStaysUntouchedUntilTheDrop)
{
    open(pipeline());
    const QPoint start = view.nodeCenter(model::NodeId("w1"));
    grab(start, start + QPoint(80, 40));
    EXPECT_EQ(placeOf("w1"), (model::Point{0, -144}));
    EXPECT_EQ(view.nodeCenter(model::NodeId("w1")), start + QPoint(80, 40));
    QTest::keyClick(&view, Qt::Key_Escape);
}

TEST_F(Moving, EscapePutsADraggedNodeBack)
{
    open(pipeline());
    const QPoint start = view.nodeCenter(model::NodeId("w1"));
    grab(start, start + QPoint(80, 40));
    QTest::keyClick(&view, Qt::Key_Escape);
    EXPECT_EQ(view.nodeCenter(model::NodeId("w1")), start);
    EXPECT_EQ(document.undoStack()->count(), 0);
}

TEST_F(Moving, WhatIsDeletedDuringADragIsNotSelectedAfterIt)
{
    open(pipeline());
    document.selection()->selectNode(model::NodeId("w1"));
    const QPoint start = view.nodeCenter(model::NodeId("w1"));
    grab(start, start + QPoint(80, 40));
    QTest::keyClick(&view, Qt::Key_Delete);
    ASSERT_EQ(document.topology().find(model::NodeId("w1")), nullptr);
    QTest::keyClick(&view, Qt::Key_Escape);
    EXPECT_FALSE(document.selection()->nodes().contains(model::NodeId("w1")));
    QTest::mouseRelease(&view, Qt::LeftButton, {}, start + QPoint(80, 40));
    EXPECT_FALSE(document.selection()->nodes().contains(model::NodeId("w1")));
}

TEST_F(Moving, ANodeIsNotPutIntoALinkWhereANoteMovesAlong)
{
    model::Topology topology = pipeline();
    topology.nodes.push_back(
        node("spare", "Spare", model::Role::Worker, -440, 240,
             {socket("in", model::SocketType::Pull), socket("out", model::SocketType::Push)}));
    topology.notes.push_back({.id = model::NoteId("note"), .position = {-200, 280}});
    open(topology);
    document.selection()->set({model::NodeId("spare")}, {}, {}, {model::NoteId("note")});
    const QPoint start = view.nodeCenter(model::NodeId("spare"));
    const QPoint end = view.linkMiddle(model::LinkId("a1"));
    drag(start, end);
    EXPECT_NE(document.topology().find(model::LinkId("a1")), nullptr);
    EXPECT_NE(placeOf("spare"), (model::Point{-440, 240}));
    const model::Point note = document.topology().notes.front().position;
    EXPECT_EQ(note.x - placeOf("spare").x, 240);
    EXPECT_EQ(note.y - placeOf("spare").y, 40);
    EXPECT_EQ(document.undoStack()->count(), 1);
}

TEST_F(Moving, NoMenuOpensWhileANodeIsDragged)
{
    open(pipeline());
    const QPoint start = view.nodeCenter(model::NodeId("w1"));
    grab(start, start + QPoint(80, 40));
    bool opened = false;
    QTimer::singleShot(0, &view, [&opened] {
        QWidget* menu = QApplication::activePopupWidget();
        opened = menu != nullptr;
        if (opened)
            menu->close();
    });
    QTest::mousePress(&view, Qt::RightButton, {}, start + QPoint(80, 40));
    QContextMenuEvent event(QContextMenuEvent::Mouse, start + QPoint(80, 40),
                            view.mapToGlobal(start + QPoint(80, 40)));
    QApplication::sendEvent(&view, &event);
    QApplication::processEvents();
    EXPECT_FALSE(opened);
    EXPECT_TRUE(event.isAccepted());
    QTest::mouseRelease(&view, Qt::RightButton, {}, start + QPoint(80, 40));
    QTest::mouseRelease(&view, Qt::LeftButton, {}, start + QPoint(80, 40));
    EXPECT_EQ(placeOf("w1"), (model::Point{80, -104}));
}

TEST_F(Moving, ADragEndsWhereNoButtonIsHeldAnyMore)
{
    open(pipeline());
    const QPoint start = view.nodeCenter(model::NodeId("w1"));
    grab(start, start + QPoint(80, 40));
    const QPoint later = start + QPoint(160, 160);
    QMouseEvent event(QEvent::MouseMove, later, view.mapToGlobal(later), Qt::NoButton, Qt::NoButton,
                      Qt::NoModifier);
    QApplication::sendEvent(&view, &event);
    EXPECT_EQ(view.nodeCenter(model::NodeId("w1")), start);
    EXPECT_EQ(document.undoStack()->count(), 0);
    const QPoint other = view.nodeCenter(model::NodeId("w3"));
    drag(other, other + QPoint(80, 0));
    EXPECT_EQ(placeOf("w3"), (model::Point{80, 176}));
    EXPECT_EQ(placeOf("w1"), (model::Point{0, -144}));
}

TEST_F(Moving, KeysThatGoToOtherNodesDoNothingDuringADrag)
{
    open(pipeline());
    const QPoint start = view.nodeCenter(model::NodeId("w1"));
    grab(start, start + QPoint(40, 20));
    QTest::keyClick(&view, Qt::Key_Tab);
    EXPECT_TRUE(view.hasFocus());
    QTest::keyClick(&view, Qt::Key_Down, Qt::ControlModifier);
    moveTo(start + QPoint(80, 40));
    QTest::mouseRelease(&view, Qt::LeftButton, {}, start + QPoint(80, 40));
    EXPECT_EQ(document.selection()->nodes(), std::set{model::NodeId("w1")});
    EXPECT_EQ(placeOf("w1"), (model::Point{80, -104}));
    EXPECT_EQ(placeOf("w2"), (model::Point{0, 16}));
}

TEST_F(Moving, NodesSnapToTheGrid)
{
    open(pipeline());
    const QPoint start = view.nodeCenter(model::NodeId("w1"));
    drag(start, start + QPoint(51, 30));
    EXPECT_EQ(std::fmod(placeOf("w1").x, 8), 0);
    EXPECT_EQ(std::fmod(placeOf("w1").y, 8), 0);
}

TEST_F(Moving, AllSelectedNodesMoveTogether)
{
    open(pipeline());
    document.selection()->set({model::NodeId("w1"), model::NodeId("w2")}, {});
    const QPoint start = view.nodeCenter(model::NodeId("w1"));
    drag(start, start + QPoint(80, 0));
    EXPECT_EQ(placeOf("w1").x, 80);
    EXPECT_EQ(placeOf("w2").x, 80);
    EXPECT_EQ(placeOf("w3").x, 0);
}

TEST_F(Moving, ArrowsMoveTheSelectionByTheGrid)
{
    open(pipeline());
    document.selection()->selectNode(model::NodeId("w1"));
    QTest::keyClick(&view, Qt::Key_Right);
    QTest::keyClick(&view, Qt::Key_Right);
    EXPECT_EQ(placeOf("w1").x, 16);
    EXPECT_EQ(document.undoStack()->count(), 1);
}

TEST_F(Moving, NodesWithoutAPlaceAreLaidOutFromLeftToRight)
{
    model::Topology topology = pipeline();
    for (model::Node& each : topology.nodes)
        each.position.reset();
    open(topology);
    const auto x = [this](const char* id) { return view.nodeCenter(model::NodeId(id)).x(); };
    EXPECT_LT(x("vent"), x("w1"));
    EXPECT_EQ(x("w1"), x("w3"));
    EXPECT_LT(x("w1"), x("sink"));
    EXPECT_EQ(document.undoStack()->count(), 0);
}

TEST_F(Moving, MovingOneNodePinsTheOthersWhereTheyAreSeen)
{
    model::Topology topology = pipeline();
    for (model::Node& each : topology.nodes)
        each.position.reset();
    open(topology);
    const QPoint sink = view.nodeCenter(model::NodeId("sink"));
    const QPoint start = view.nodeCenter(model::NodeId("vent"));
    drag(start, start + QPoint(0, 80));
    EXPECT_TRUE(document.topology().find(model::NodeId("sink"))->position.has_value());
    EXPECT_EQ(view.nodeCenter(model::NodeId("sink")), sink);
}

TEST_F(Moving, ArrangingIsOneUndoStepWithoutOverlaps)
{
    model::Topology topology = pipeline();
    for (model::Node& each : topology.nodes)
        each.position = model::Point{0, 0};
    open(topology);
    view.arrange();
    EXPECT_EQ(document.undoStack()->count(), 1);
    const auto& nodes = view.scene().geometry().nodes();
    for (std::size_t one = 0; one < nodes.size(); ++one) {
        for (std::size_t other = one + 1; other < nodes.size(); ++other)
            EXPECT_FALSE(nodes[one].rect.intersects(nodes[other].rect));
    }
}

TEST_F(Moving, DragOnEmptyCanvasSelectsWhatItTouches)
{
    open(pipeline());
    const QPoint corner = view.nodeCenter(model::NodeId("w1")) - QPoint(120, 80);
    drag(corner, view.nodeCenter(model::NodeId("w2")) + QPoint(20, 20));
    EXPECT_EQ(document.selection()->nodes(),
              (std::set<model::NodeId>{model::NodeId("w1"), model::NodeId("w2")}));
}

TEST_F(Moving, AClickSelectsALinkByItsInstrument)
{
    open(pipeline());
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.linkMiddle(model::LinkId("a1")));
    EXPECT_EQ(document.selection()->links(), std::set<model::LinkId>{model::LinkId("a1")});
}

TEST_F(Moving, AClickBesideEverythingClearsTheSelection)
{
    open(pipeline());
    document.selection()->selectNode(model::NodeId("w1"));
    QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(20, 20));
    EXPECT_TRUE(document.selection()->isEmpty());
}

TEST_F(Moving, TheWheelZoomsAtThePointer)
{
    open(pipeline());
    const QPoint node = view.nodeCenter(model::NodeId("w2"));
    QWheelEvent event(node, view.mapToGlobal(node), {}, {0, 240}, Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&view, &event);
    EXPECT_GT(view.zoom(), 1.2);
    EXPECT_LE((view.nodeCenter(model::NodeId("w2")) - node).manhattanLength(), 2);
}

TEST_F(Moving, SpaceAndDragPansWithoutOpeningTheQuickAdd)
{
    open(pipeline());
    const QPoint before = view.nodeCenter(model::NodeId("w2"));
    QTest::keyPress(&view, Qt::Key_Space);
    drag({300, 40}, {360, 90});
    QTest::keyRelease(&view, Qt::Key_Space);
    EXPECT_EQ(view.nodeCenter(model::NodeId("w2")), before + QPoint(60, 50));
    EXPECT_EQ(document.undoStack()->count(), 0);
}

TEST_F(Moving, ZoomToFitShowsEverything)
{
    open(large(80));
    view.zoomFit();
    for (const model::Node& each : document.topology().nodes)
        EXPECT_TRUE(view.rect().contains(view.nodeCenter(each.id)));
}

TEST_F(Moving, RevealBringsTheSelectionIntoSight)
{
    open(large(200));
    document.selection()->reveal({model::NodeId("n199")}, {});
    EXPECT_TRUE(view.rect().contains(view.nodeCenter(model::NodeId("n199"))));
}

TEST_F(Moving, TabGoesFromNodeToNode)
{
    open(pipeline());
    QTest::keyClick(&view, Qt::Key_Tab);
    EXPECT_TRUE(document.selection()->nodes().contains(model::NodeId("vent")));
    QTest::keyClick(&view, Qt::Key_Tab);
    EXPECT_TRUE(document.selection()->nodes().contains(model::NodeId("w1")));
    QTest::keyClick(&view, Qt::Key_Backtab, Qt::ShiftModifier);
    EXPECT_TRUE(document.selection()->nodes().contains(model::NodeId("vent")));
}

TEST_F(Moving, EnterAsksToEditTheSelection)
{
    open(pipeline());
    document.selection()->selectNode(model::NodeId("w1"));
    const QSignalSpy asked(&view, &CanvasView::editRequested);
    QTest::keyClick(&view, Qt::Key_Return);
    EXPECT_EQ(asked.count(), 1);
}

} // namespace
} // namespace topomq::ui::test
