// The canvas for people who do not see it or have no mouse, and the marks of findings on it.

#include "tests/ui/canvas/view_fixture.h"
#include "ui/canvas/canvas_tooltip.h"
#include "ui/canvas/trouble_marks.h"

#include <QAccessible>
#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QTimer>

namespace topomq::ui::test {
namespace {

class Everyone : public CanvasFixture
{
protected:
    QAccessibleInterface* canvas() { return QAccessible::queryAccessibleInterface(&view); }

    /// The child whose name begins so; null: there is none.
    QAccessibleInterface* childNamed(const char* start)
    {
        for (int at = 0; at < canvas()->childCount(); ++at) {
            QAccessibleInterface* child = canvas()->child(at);
            if (child != nullptr
                && child->text(QAccessible::Name).startsWith(QString::fromUtf8(start)))
                return child;
        }
        return nullptr;
    }

    /// The pipeline with two of its workers in a group, and a note.
    static model::Topology drawing()
    {
        model::Topology topology = pipeline();
        topology.groups.push_back({.id = model::GroupId("workers"),
                                   .title = "Workers",
                                   .members = {model::NodeId("w1"), model::NodeId("w2")}});
        topology.notes.push_back({.id = model::NoteId("note"),
                                  .text = "# Read me\n\nsecond line",
                                  .position = {440, -280}});
        return topology;
    }

    [[nodiscard]] bool isSelected(const char* id)
    {
        return document.selection()->nodes() == std::set{model::NodeId(id)};
    }

    void arrow(Qt::Key key) { QTest::keyClick(&view, key, Qt::ControlModifier); }
};

TEST_F(Everyone, NodesAndLinksHaveNames)
{
    open(pipeline());
    EXPECT_EQ(canvas()->role(), QAccessible::Canvas);
    EXPECT_EQ(canvas()->text(QAccessible::Description), QStringLiteral("5 node(s), 6 link(s)"));
    QAccessibleInterface* node = childNamed("Worker 1, Worker, PULL, PUSH");
    ASSERT_NE(node, nullptr);
    EXPECT_TRUE(node->text(QAccessible::Description).contains(QStringLiteral("Worker 1")));
    EXPECT_NE(childNamed("Link Ventilator → Worker 1, PUSH → PULL"), nullptr);
}

TEST_F(Everyone, ChildrenKnowTheirPlaceInTheTree)
{
    open(pipeline());
    for (int at = 0; at < canvas()->childCount(); ++at) {
        QAccessibleInterface* child = canvas()->child(at);
        ASSERT_NE(child, nullptr) << at;
        EXPECT_EQ(canvas()->indexOfChild(child), at);
        EXPECT_EQ(child->parent(), canvas());
    }
}

TEST_F(Everyone, AThingIsWhereItIsSeen)
{
    open(pipeline());
    QAccessibleInterface* node = childNamed("Worker 1,");
    ASSERT_NE(node, nullptr);
    const QPoint centre = view.mapToGlobal(view.nodeCenter(model::NodeId("w1")));
    EXPECT_TRUE(node->rect().contains(centre));
    EXPECT_EQ(canvas()->childAt(centre.x(), centre.y()), node);
}

TEST_F(Everyone, TheSelectedThingHasTheFocus)
{
    open(pipeline());
    document.selection()->selectNode(model::NodeId("w1"));
    QAccessibleInterface* focus = canvas()->focusChild();
    ASSERT_NE(focus, nullptr);
    EXPECT_TRUE(focus->text(QAccessible::Name).startsWith(QStringLiteral("Worker 1")));
    EXPECT_TRUE(focus->state().focused);
    EXPECT_FALSE(childNamed("Worker 2")->state().focused);
}

TEST_F(Everyone, WhatIsGoneIsNotValid)
{
    open(pipeline());
    QAccessibleInterface* node = childNamed("Worker 1,");
    ASSERT_NE(node, nullptr);
    document.reset(model::Topology(), {});
    EXPECT_FALSE(node->isValid());
    EXPECT_EQ(node->text(QAccessible::Name), QString());
    EXPECT_EQ(childNamed("Worker 1,"), nullptr);
}

TEST_F(Everyone, AScreenReaderSelectsByPressing)
{
    open(pipeline());
    QAccessibleInterface* node = childNamed("Worker 2,");
    ASSERT_NE(node, nullptr);
    node->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    EXPECT_TRUE(isSelected("w2"));
}

TEST_F(Everyone, FiguresAndStatesAreSaid)
{
    open(pipeline());
    const plan::RunPlan plan = plan::makePlan(document.topology()).plan;
    view.setFigures(plan, congested(plan, 1));
    EXPECT_TRUE(childNamed("Worker 3,")
                    ->text(QAccessible::Description)
                    .contains(QStringLiteral("received")));
    EXPECT_TRUE(childNamed("Link Ventilator → Worker 3")
                    ->text(QAccessible::Description)
                    .contains(QStringLiteral("in flight")));
}

TEST_F(Everyone, GroupsAndNotesHaveNamesRolesAndPlaces)
{
    open(drawing());
    EXPECT_EQ(canvas()->text(QAccessible::Description),
              QStringLiteral("5 node(s), 6 link(s), 1 group(s), 1 note(s)"));
    QAccessibleInterface* group = childNamed("Group Workers, 2 nodes");
    ASSERT_NE(group, nullptr);
    EXPECT_EQ(group->role(), QAccessible::Grouping);
    EXPECT_TRUE(group->text(QAccessible::Description).contains(QStringLiteral("Worker 1")));
    QAccessibleInterface* note = childNamed("Note: Read me");
    ASSERT_NE(note, nullptr);
    EXPECT_EQ(note->role(), QAccessible::Note);
    EXPECT_TRUE(note->text(QAccessible::Description).contains(QStringLiteral("second line")));
    const QPoint middle = note->rect().center();
    EXPECT_EQ(canvas()->childAt(middle.x(), middle.y()), note);
    for (QAccessibleInterface* each : {group, note})
        EXPECT_EQ(canvas()->child(canvas()->indexOfChild(each)), each);
}

TEST_F(Everyone, ACollapsedGroupSaysSoAndCanBeSelected)
{
    model::Topology topology = drawing();
    topology.groups[0].collapsed = true;
    open(topology);
    QAccessibleInterface* group = childNamed("Group Workers, 2 nodes, collapsed");
    ASSERT_NE(group, nullptr);
    EXPECT_EQ(childNamed("Worker 1,"), nullptr);
    group->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    EXPECT_EQ(document.selection()->groups(), std::set{model::GroupId("workers")});
    EXPECT_TRUE(group->state().selected);
    EXPECT_EQ(canvas()->focusChild(), group);
    document.push(QStringLiteral("Ungroup"), model::SetGroup{model::GroupId("workers"), {}, {}});
    EXPECT_FALSE(group->isValid());
    EXPECT_EQ(group->text(QAccessible::Name), QString());
}

TEST_F(Everyone, ACollapsedGroupSaysWhatGoesInAndOutAndWhatIsWrongInside)
{
    model::Topology topology = drawing();
    topology.groups[0].collapsed = true;
    topology.nodes[1].settings.set("service_time", -1);
    open(topology);
    document.checkNow();
    const plan::RunPlan plan = plan::makePlan(pipeline()).plan;
    view.setFigures(plan, congested(plan, 1));
    const QString tip = tooltipFor(view.scene(), Hit(model::GroupId("workers")));
    EXPECT_TRUE(tip.contains(QStringLiteral("queued"))) << tip.toStdString();
    EXPECT_TRUE(tip.contains(QStringLiteral("all running"))) << tip.toStdString();
    EXPECT_TRUE(tip.contains(QStringLiteral("Worker 1: "))) << tip.toStdString();
}

TEST_F(Everyone, TheMenuKeyOpensTheMenuOfAGroupOrANote)
{
    open(drawing());
    for (const bool isNote : {false, true}) {
        if (isNote)
            document.selection()->selectNote(model::NoteId("note"));
        else
            document.selection()->selectGroup(model::GroupId("workers"));
        bool offersRename = false;
        QTimer::singleShot(0, &view, [&] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            ASSERT_NE(menu, nullptr);
            offersRename = menu->actions().contains(view.canvasActions()[CanvasCommand::Rename]);
            menu->close();
        });
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(5, 5),
                                view.mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(&view, &event);
        EXPECT_TRUE(offersRename);
    }
}

TEST_F(Everyone, CtrlArrowsGoToTheNearestNodeThatWay)
{
    open(pipeline());
    document.selection()->selectNode(model::NodeId("w1"));
    arrow(Qt::Key_Down);
    EXPECT_TRUE(isSelected("w2"));
    arrow(Qt::Key_Right);
    EXPECT_TRUE(isSelected("sink")) << document.selection()->nodes().begin()->text();
    arrow(Qt::Key_Right);
    EXPECT_TRUE(isSelected("sink"));
    arrow(Qt::Key_Left);
    EXPECT_TRUE(isSelected("w2"));
    arrow(Qt::Key_Up);
    EXPECT_TRUE(isSelected("w1"));
}

TEST_F(Everyone, TheMenuKeyMeansTheSelection)
{
    open(pipeline());
    document.selection()->selectNode(model::NodeId("w1"));
    bool offersDelete = false;
    QTimer::singleShot(0, &view, [&] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        ASSERT_NE(menu, nullptr);
        offersDelete = menu->actions().contains(view.canvasActions()[CanvasCommand::Delete]);
        menu->close();
    });
    // The pointer stands over the ground.
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(5, 5),
                            view.mapToGlobal(QPoint(5, 5)));
    QApplication::sendEvent(&view, &event);
    EXPECT_TRUE(offersDelete);
    EXPECT_TRUE(isSelected("w1"));
}

TEST_F(Everyone, TheMenuKeyMeansTheCardThatHidesTheSelection)
{
    model::Topology topology = drawing();
    topology.groups[0].collapsed = true;
    open(topology);
    document.selection()->selectNode(model::NodeId("w1"));
    bool offersToOpen = false;
    QTimer::singleShot(0, &view, [&] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        ASSERT_NE(menu, nullptr);
        offersToOpen = menu->actions().contains(view.canvasActions()[CanvasCommand::FoldGroup]);
        menu->close();
    });
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(5, 5),
                            view.mapToGlobal(QPoint(5, 5)));
    QApplication::sendEvent(&view, &event);
    EXPECT_TRUE(offersToOpen);
}

TEST_F(Everyone, CommandsThatWouldDoNothingAreDisabled)
{
    using enum CanvasCommand;
    open(drawing());
    const CanvasActions& actions = view.canvasActions();
    document.selection()->selectNode(model::NodeId("w3"));
    for (const CanvasCommand each : {Ungroup, Expand, OpenInside})
        EXPECT_FALSE(actions[each]->isEnabled()) << actions[each]->text().toStdString();
    document.selection()->selectNode(model::NodeId("w1"));
    EXPECT_TRUE(actions[Ungroup]->isEnabled());
    const model::LinkId link = document.topology().links.front().id;
    document.selection()->selectLink(link);
    EXPECT_FALSE(actions[RemoveBends]->isEnabled());
    // Also while the selection stays the same.
    document.push(QStringLiteral("bend"), model::BendLinks{{{link, {{40, 40}}}}});
    EXPECT_TRUE(actions[RemoveBends]->isEnabled());
    document.undoStack()->undo();
    EXPECT_FALSE(actions[RemoveBends]->isEnabled());
}

TEST_F(Everyone, TheMenuOfANodeIsShort)
{
    open(drawing());
    document.selection()->selectNode(model::NodeId("w1"));
    qsizetype rows = 0;
    bool offersProperties = false;
    QTimer::singleShot(0, &view, [&] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        ASSERT_NE(menu, nullptr);
        for (const QAction* action : menu->actions()) {
            rows += action->isSeparator() ? 0 : 1;
            offersProperties |= action->text() == QStringLiteral("Pr&operties…");
        }
        menu->close();
    });
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(5, 5),
                            view.mapToGlobal(QPoint(5, 5)));
    QApplication::sendEvent(&view, &event);
    EXPECT_TRUE(offersProperties);
    EXPECT_GT(rows, 5);
    EXPECT_LE(rows, 14);
}

TEST_F(Everyone, AMarkOnALinkLeadsToItsProblem)
{
    model::Topology topology = misfits();
    topology.links.push_back(link("bad", "sink.in", "feed.out"));
    open(topology);
    document.checkNow();
    const CanvasPicture picture = view.scene().picture(view.zoom());
    const LinkCurve& curve = view.scene().geometry().links().at(0);
    const auto mark = troubleMark(picture, curve);
    ASSERT_TRUE(mark.has_value());
    EXPECT_EQ(mark->severity, model::Severity::Error);
    const QSignalSpy asked(&view, &CanvasView::problemRequested);
    QTest::mouseClick(&view, Qt::LeftButton, {},
                      view.viewRect(QRectF(mark->centre, QSizeF())).topLeft());
    ASSERT_EQ(asked.count(), 1);
    EXPECT_EQ(asked.at(0).at(0).toString(), QString::fromStdString(curve.id.text()));
    EXPECT_TRUE(troubleText(view.scene(), curve.id.text()).contains(QStringLiteral("PUB")));
}

TEST_F(Everyone, APictureWithoutFindingsHasNoMark)
{
    model::Topology topology = misfits();
    topology.links.push_back(link("bad", "sink.in", "feed.out"));
    open(topology);
    document.checkNow();
    const LinkCurve& curve = view.scene().geometry().links().at(0);
    ASSERT_TRUE(troubleMark(view.scene().picture(view.zoom()), curve).has_value());
    view.scene().setFindingsVisible(false);
    EXPECT_FALSE(troubleMark(view.scene().picture(view.zoom()), curve).has_value());
}

TEST_F(Everyone, WhereAllIsWellThereIsNoMark)
{
    open(misfits());
    document.checkNow();
    EXPECT_EQ(troubleUnder(view.scene(), QPointF(-5000, -5000), 1), std::string());
}

} // namespace
} // namespace topomq::ui::test
