#include "tests/ui/canvas/view_fixture.h"
#include "ui/document/clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>

namespace topomq::ui::test {
namespace {

using Editing = CanvasFixture;

TEST_F(Editing, DeleteTakesNodesWithTheirLinksInOneStep)
{
    open(pipeline());
    document.selection()->set({model::NodeId("w1"), model::NodeId("w2")}, {model::LinkId("b3")});
    QTest::keyClick(&view, Qt::Key_Delete);
    EXPECT_EQ(document.topology().nodes.size(), 3U);
    EXPECT_EQ(document.topology().links.size(), 1U);
    EXPECT_EQ(document.undoStack()->undoText(), QStringLiteral("Delete 2 nodes and 5 links"));
}

TEST_F(Editing, UndoBringsBackWhatWasDeleted)
{
    open(pipeline());
    document.selection()->set({model::NodeId("w1"), model::NodeId("vent")}, {});
    QTest::keyClick(&view, Qt::Key_Delete);
    document.undoStack()->undo();
    EXPECT_EQ(document.topology(), pipeline());
}

TEST_F(Editing, ControlASelectsEverything)
{
    open(pipeline());
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    EXPECT_EQ(document.selection()->nodes().size(), 5U);
    EXPECT_EQ(document.selection()->links().size(), 6U);
}

TEST_F(Editing, CopyAndPasteGiveNewIdsAndKeepTheLinksAmongThem)
{
    open(pipeline());
    document.selection()->set({model::NodeId("vent"), model::NodeId("w1")}, {});
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QTest::keyClick(&view, Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(document.topology().nodes.size(), 7U);
    ASSERT_EQ(document.topology().links.size(), 7U);
    const model::Link& copy = document.topology().links.back();
    EXPECT_TRUE(document.selection()->nodes().contains(copy.bind.node));
    EXPECT_TRUE(document.selection()->nodes().contains(copy.connect.node));
    EXPECT_EQ(document.undoStack()->count(), 1);
}

TEST_F(Editing, WhatIsCopiedIsJsonText)
{
    open(pipeline());
    document.selection()->selectNode(model::NodeId("vent"));
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    const QString text = QGuiApplication::clipboard()->text();
    EXPECT_TRUE(text.trimmed().startsWith(QLatin1Char('{')));
    EXPECT_TRUE(text.contains(QStringLiteral("Ventilator")));
}

TEST_F(Editing, PastingSomethingElseChangesNothingAndSaysSo)
{
    open(pipeline());
    QGuiApplication::clipboard()->setText(QStringLiteral("a shopping list"));
    const QSignalSpy said(&view, &CanvasView::statusMessage);
    QTest::keyClick(&view, Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(document.topology(), pipeline());
    EXPECT_EQ(said.count(), 1);
}

TEST_F(Editing, CutRemovesAndPasteBringsBack)
{
    open(pipeline());
    document.selection()->selectNode(model::NodeId("sink"));
    QTest::keyClick(&view, Qt::Key_X, Qt::ControlModifier);
    EXPECT_EQ(document.topology().nodes.size(), 4U);
    QTest::keyClick(&view, Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(document.topology().nodes.size(), 5U);
}

TEST_F(Editing, DuplicateStandsBesideTheOriginal)
{
    open(pipeline());
    document.selection()->selectNode(model::NodeId("w3"));
    QTest::keyClick(&view, Qt::Key_D, Qt::ControlModifier);
    ASSERT_EQ(document.topology().nodes.size(), 6U);
    const model::Node& copy = document.topology().nodes.back();
    EXPECT_NE(copy.id, model::NodeId("w3"));
    EXPECT_EQ(copy.name, "Worker 4");
    EXPECT_NE(*copy.position, placeOf("w3"));
    EXPECT_EQ(*copy.settings.find("service_time"), model::Value(1000));
}

TEST_F(Editing, CopiesOfAPeerAddressTheCopiesOfItsPartners)
{
    model::Topology topology;
    topology.nodes.push_back(
        node("p1", "A", model::Role::Peer, 0, 0, {socket("peer", model::SocketType::Router)}));
    topology.nodes.push_back(
        node("p2", "B", model::Role::Peer, 400, 0, {socket("peer", model::SocketType::Router)}));
    topology.nodes[0].settings.set("to", model::Array{"p2"});
    open(topology);
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&view, Qt::Key_D, Qt::ControlModifier);
    ASSERT_EQ(document.topology().nodes.size(), 4U);
    const model::Value* to = document.topology().nodes[2].settings.find("to");
    EXPECT_EQ((*to->asArray())[0], model::Value(document.topology().nodes[3].id.text()));
}

TEST_F(Editing, FFlipsTheBindSideOfTheSelectedLink)
{
    open(pipeline());
    document.selection()->selectLink(model::LinkId("b1"));
    QTest::keyClick(&view, Qt::Key_F);
    const model::Link* link = document.topology().find(model::LinkId("b1"));
    EXPECT_EQ(link->bind, ref("w1", "out"));
    EXPECT_EQ(document.topology().find(ref("w1", "out"))->bind.front(), "tcp://127.0.0.1:*");
    document.undoStack()->undo();
    EXPECT_EQ(document.topology(), pipeline());
}

TEST_F(Editing, LeavingOutTakesTheSelectionOutOfTheRun)
{
    open(pipeline());
    document.selection()->selectNode(model::NodeId("w1"));
    QTest::keyClick(&view, Qt::Key_E, Qt::ControlModifier);
    EXPECT_FALSE(document.topology().find(model::NodeId("w1"))->enabled);
    QTest::keyClick(&view, Qt::Key_E, Qt::ControlModifier);
    EXPECT_TRUE(document.topology().find(model::NodeId("w1"))->enabled);
}

TEST_F(Editing, LShowsAndHidesTheLegend)
{
    open(pipeline());
    QTest::keyClick(&view, Qt::Key_L);
    EXPECT_TRUE(view.isLegendVisible());
    QTest::keyClick(&view, Qt::Key_L);
    EXPECT_FALSE(view.isLegendVisible());
}

TEST_F(Editing, EveryActionHasAStatusTip)
{
    for (const QAction* action : view.canvasActions().all())
        EXPECT_FALSE(action->statusTip().isEmpty()) << action->text().toStdString();
}

TEST_F(Editing, AnEmptyCanvasSaysHowToBegin)
{
    open({});
    const auto* hint = view.findChild<QWidget*>(QStringLiteral("emptyHint"));
    EXPECT_TRUE(hint->isVisible());
    view.addRole(model::Role::Source);
    EXPECT_FALSE(hint->isVisible());
}

TEST_F(Editing, KeysMeanTheCanvasOnTheButtonsOfItsHint)
{
    open(pipeline());
    document.selection()->selectNode(model::NodeId("vent"));
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    open({});
    auto* button = view.findChild<QPushButton*>(QStringLiteral("emptyHintAdd"));
    button->setFocus();
    ASSERT_TRUE(button->hasFocus());
    QTest::keyClick(button, Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(document.topology().nodes.size(), 1U);
}

} // namespace
} // namespace topomq::ui::test
