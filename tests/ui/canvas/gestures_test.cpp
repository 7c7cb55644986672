// Gestures over many nodes, by mouse and keys; each is one undo step.

#include "engine/rules/rules.h"
#include "tests/ui/canvas/view_fixture.h"
#include "ui/canvas/multiply_form.h"
#include "ui/canvas/quick_add.h"

#include <QApplication>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

using namespace topomq;
using namespace topomq::ui;
using namespace topomq::ui::test;
using model::NodeId;

namespace {

class Gestures : public CanvasFixture
{
protected:
    void select(const std::set<const char*>& ids)
    {
        std::set<NodeId> nodes;
        for (const char* id : ids)
            nodes.insert(NodeId(id));
        document.selection()->set(nodes, {});
    }

    void key(Qt::Key which, Qt::KeyboardModifiers held) { QTest::keyClick(&view, which, held); }

    [[nodiscard]] bool linked(const char* a, const char* b) const
    {
        const auto& links = document.topology().links;
        return std::any_of(links.begin(), links.end(), [&](const model::Link& link) {
            const std::string& one = link.connect.node.text();
            const std::string& other = link.bind.node.text();
            return (one == a && other == b) || (one == b && other == a);
        });
    }

    void drop(const char* role, QPoint place)
    {
        QMimeData mime;
        mime.setData(QString::fromLatin1(kRoleMime), QByteArray(role));
        QDragEnterEvent enter(place, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&view, &enter);
        QDropEvent event(place, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&view, &event);
    }

    void expectOneStepThatIsTakenBack(const model::Topology& before)
    {
        EXPECT_EQ(document.undoStack()->count(), 1);
        document.undoStack()->undo();
        EXPECT_EQ(document.topology(), before);
    }

    [[nodiscard]] QAction* action(CanvasCommand command) { return view.canvasActions()[command]; }
};

} // namespace

TEST_F(Gestures, ARoleDroppedOnALinkComesBetweenItsEnds)
{
    open(pipeline());
    const model::Topology before = document.topology();
    const model::LinkId link = before.links.front().id;
    drop("worker", view.linkMiddle(link));
    EXPECT_EQ(document.topology().find(link), nullptr);
    EXPECT_EQ(document.topology().nodes.size(), before.nodes.size() + 1);
    EXPECT_EQ(document.topology().links.size(), before.links.size() + 1);
    EXPECT_FALSE(rules::hasErrors(rules::check(document.topology())));
    expectOneStepThatIsTakenBack(before);
}

TEST_F(Gestures, ARoleThatDoesNotFitIsDroppedBesideTheLink)
{
    open(pipeline());
    const model::Topology before = document.topology();
    drop("source", view.linkMiddle(before.links.front().id));
    EXPECT_EQ(document.topology().links, before.links);
    EXPECT_EQ(document.topology().nodes.size(), before.nodes.size() + 1);
}

TEST_F(Gestures, AnUnlinkedNodeDraggedOntoALinkComesBetweenItsEnds)
{
    model::Topology topology = pipeline();
    topology.nodes.push_back(
        node("spare", "Spare", model::Role::Worker, -500, 400,
             {socket("in", model::SocketType::Pull), socket("out", model::SocketType::Push)}));
    open(topology);
    const model::Topology before = document.topology();
    const model::LinkId link = before.links.front().id;
    view.zoomFit();
    drag(view.nodeCenter(NodeId("spare")), view.linkMiddle(link));
    EXPECT_EQ(document.topology().find(link), nullptr);
    EXPECT_EQ(document.topology().links.size(), before.links.size() + 1);
    expectOneStepThatIsTakenBack(before);
}

TEST_F(Gestures, QuickAddOverALinkOffersOnlyWhatFitsBetween)
{
    open(pipeline());
    const model::Topology before = document.topology();
    const model::LinkId link = before.links.front().id;
    QTest::mouseMove(&view, view.linkMiddle(link));
    ASSERT_TRUE(QTest::qWaitFor([this] { return view.underMouse(); }));
    key(Qt::Key_Insert, {});
    ASSERT_TRUE(view.quickAddPopup()->isVisible());
    EXPECT_EQ(view.quickAddPopup()->shownRoles(),
              (QStringList{QStringLiteral("worker"), QStringLiteral("proxy"),
                           QStringLiteral("external")}));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("work"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    EXPECT_EQ(document.topology().find(link), nullptr);
    expectOneStepThatIsTakenBack(before);
}

TEST_F(Gestures, LinksTwoKindsOfNodesEachWithEach)
{
    model::Topology topology = pipeline();
    topology.links.clear();
    open(topology);
    const model::Topology before = document.topology();
    select({"vent", "w1", "w2", "w3"});
    key(Qt::Key_L, Qt::ControlModifier);
    EXPECT_EQ(document.topology().links.size(), 3U);
    EXPECT_TRUE(linked("vent", "w1") && linked("vent", "w2") && linked("vent", "w3"));
    expectOneStepThatIsTakenBack(before);
}

TEST_F(Gestures, LinksMarkedNodesWithThoseSelectedLater)
{
    model::Topology topology = pipeline();
    topology.links.clear();
    open(topology);
    select({"w1", "w2"});
    key(Qt::Key_L, Qt::ControlModifier | Qt::AltModifier);
    select({"sink"});
    EXPECT_TRUE(action(CanvasCommand::LinkSelection)->isEnabled());
    key(Qt::Key_L, Qt::ControlModifier);
    EXPECT_EQ(document.topology().links.size(), 2U);
    EXPECT_TRUE(linked("w1", "sink") && linked("w2", "sink"));
}

TEST_F(Gestures, SaysWhyNothingWasLinked)
{
    open(misfits());
    const QSignalSpy said(&view, &CanvasView::statusMessage);
    std::set<NodeId> all;
    for (const model::Node& each : document.topology().nodes)
        all.insert(each.id);
    document.selection()->set(all, {});
    key(Qt::Key_L, Qt::ControlModifier);
    EXPECT_EQ(document.undoStack()->count(), 0);
    ASSERT_GE(said.count(), 1);
    EXPECT_FALSE(said.back().front().toString().isEmpty());
}

TEST_F(Gestures, DeletingReconnectsTheNeighbours)
{
    open(pipeline());
    const model::Topology before = document.topology();
    EXPECT_FALSE(linked("vent", "sink"));
    select({"w1"});
    key(Qt::Key_Delete, Qt::ControlModifier);
    EXPECT_EQ(document.topology().find(NodeId("w1")), nullptr);
    EXPECT_TRUE(linked("vent", "sink"));
    expectOneStepThatIsTakenBack(before);
}

TEST_F(Gestures, DeletingSaysWhereReconnectingIsNotPossible)
{
    // A worker that publishes what it pulls: PUSH cannot talk to SUB.
    model::Topology topology;
    topology.nodes = {
        node("a", "A", model::Role::Source, -400, 0,
             {socket("out", model::SocketType::Push, {"tcp://127.0.0.1:*"})}),
        node("b", "B", model::Role::Worker, 0, 0,
             {socket("in", model::SocketType::Pull),
              socket("out", model::SocketType::Pub, {"tcp://127.0.0.1:*"})}),
        node("c", "C", model::Role::Sink, 400, 0, {socket("in", model::SocketType::Sub)})};
    topology.links = {link("ab", "b.in", "a.out"), link("bc", "c.in", "b.out")};
    open(topology);
    const QSignalSpy said(&view, &CanvasView::statusMessage);
    select({"b"});
    key(Qt::Key_Delete, Qt::ControlModifier);
    EXPECT_TRUE(document.topology().links.empty());
    ASSERT_GE(said.count(), 1);
    EXPECT_TRUE(said.back().front().toString().contains(QStringLiteral("not possible")));
}

TEST_F(Gestures, DeletingWithReconnectionLeavesNoGroupThatNobodyCanSee)
{
    model::Topology topology = pipeline();
    topology.groups = {{.id = model::GroupId("alone"), .members = {NodeId("w1")}},
                       {.id = model::GroupId("both"), .members = {NodeId("w2"), NodeId("w3")}}};
    topology.notes = {{.id = model::NoteId("note"), .text = "about it"}};
    open(topology);
    document.selection()->set({NodeId("w1"), NodeId("w2")}, {}, {}, {model::NoteId("note")});
    key(Qt::Key_Delete, Qt::ControlModifier);
    ASSERT_EQ(document.topology().groups.size(), 1U);
    EXPECT_EQ(document.topology().groups.front().members, std::vector{NodeId("w3")});
    EXPECT_TRUE(document.topology().notes.empty());
    EXPECT_TRUE(linked("vent", "sink"));
    expectOneStepThatIsTakenBack(topology);
}

TEST_F(Gestures, DuplicatesKeepTheirLinksToTheOutside)
{
    open(pipeline());
    const model::Topology before = document.topology();
    select({"w1"});
    key(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    ASSERT_EQ(document.selection()->nodes().size(), 1U);
    const std::string copy = document.selection()->nodes().begin()->text();
    EXPECT_NE(copy, "w1");
    EXPECT_TRUE(linked("vent", copy.c_str()) && linked(copy.c_str(), "sink"));
    expectOneStepThatIsTakenBack(before);
}

TEST_F(Gestures, MultiplyingShowsTheCopiesBeforeItMakesThem)
{
    open(pipeline());
    const model::Topology before = document.topology();
    select({"w3"});
    key(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    ASSERT_TRUE(view.multiplyForm()->isVisible());
    EXPECT_EQ(view.copyGhosts().size(), 1U);
    QTest::keyClicks(view.multiplyForm()->countField(), QStringLiteral("5"));
    EXPECT_EQ(view.copyGhosts().size(), 4U);
    QTest::keyClick(view.multiplyForm()->countField(), Qt::Key_Return);
    EXPECT_TRUE(view.copyGhosts().empty());
    EXPECT_TRUE(view.hasFocus());
    EXPECT_EQ(document.topology().nodes.size(), before.nodes.size() + 4);
    EXPECT_EQ(document.topology().links.size(), before.links.size() + 8);
    for (const NodeId& copy : document.selection()->nodes())
        EXPECT_EQ(placeOf(copy.text().c_str()).x, placeOf("w3").x);
    expectOneStepThatIsTakenBack(before);
}

TEST_F(Gestures, EscapeMultipliesNothing)
{
    open(pipeline());
    select({"w3"});
    key(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::keyClick(view.multiplyForm()->countField(), Qt::Key_Escape);
    EXPECT_FALSE(view.multiplyForm()->isVisible());
    EXPECT_TRUE(view.copyGhosts().empty());
    EXPECT_TRUE(view.hasFocus());
    EXPECT_EQ(document.undoStack()->count(), 0);
}

TEST_F(Gestures, AreNotMeantByKeysInTheFilterOfRoles)
{
    open(pipeline());
    const model::Topology before = document.topology();
    select({"w1", "w2"});
    key(Qt::Key_Insert, {});
    auto* filter = view.quickAddPopup()->findChild<QLineEdit*>();
    ASSERT_TRUE(filter->hasFocus());
    QTest::keyClicks(filter, QStringLiteral("balanced worker"));
    QTest::keyClick(filter, Qt::Key_Backspace, Qt::ControlModifier);
    EXPECT_EQ(filter->text(), QStringLiteral("balanced "));
    for (const Qt::Key which : {Qt::Key_Delete, Qt::Key_D, Qt::Key_G})
        QTest::keyClick(filter, which, Qt::ControlModifier);
    QTest::keyClick(filter, Qt::Key_Left, Qt::AltModifier);
    EXPECT_TRUE(view.quickAddPopup()->isVisible());
    EXPECT_EQ(document.topology(), before);
}

TEST_F(Gestures, AreNotMeantByKeysInTheFormThatMultiplies)
{
    open(pipeline());
    const model::Topology before = document.topology();
    select({"w1", "w2"});
    key(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    QSpinBox* count = view.multiplyForm()->countField();
    for (const Qt::Key which : {Qt::Key_Backspace, Qt::Key_Delete, Qt::Key_D, Qt::Key_G})
        QTest::keyClick(count, which, Qt::ControlModifier);
    auto* make = view.multiplyForm()->findChild<QPushButton*>();
    make->setFocus();
    ASSERT_TRUE(make->hasFocus());
    QTest::keyClick(make, Qt::Key_Backspace);
    QTest::keyClick(make, Qt::Key_Delete);
    EXPECT_TRUE(view.multiplyForm()->isVisible());
    EXPECT_EQ(document.topology(), before);
}

TEST_F(Gestures, CopiesOfAFixedAddressDoNotClash)
{
    model::Topology topology = pipeline();
    topology.find(NodeId("vent"))->sockets.front().bind = {"tcp://127.0.0.1:5555"};
    open(topology);
    select({"vent"});
    key(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_FALSE(rules::hasErrors(rules::check(document.topology())));
}

TEST_F(Gestures, AlignsEdgesAndMiddles)
{
    open(pipeline());
    select({"vent", "w1", "w2"});
    const double left = std::min({placeOf("vent").x, placeOf("w1").x, placeOf("w2").x});
    key(Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(placeOf("w1").x, left);
    EXPECT_EQ(placeOf("w2").x, left);
    EXPECT_EQ(document.undoStack()->count(), 1);
    document.undoStack()->undo();
    key(Qt::Key_M, Qt::ControlModifier | Qt::AltModifier);
    EXPECT_EQ(placeOf("w1").y, placeOf("vent").y);
    EXPECT_EQ(document.undoStack()->count(), 1);
}

TEST_F(Gestures, AreOfferedOnlyWhereTheyCanDoSomething)
{
    open(pipeline());
    document.selection()->clear();
    using enum CanvasCommand;
    for (const CanvasCommand each : {DuplicateWithLinks, Multiply, DeleteAndReconnect,
                                     MarkLinkStart, LinkSelection, ArrangeSelection, AlignLeft})
        EXPECT_FALSE(action(each)->isEnabled()) << action(each)->text().toStdString();
    select({"w1"});
    EXPECT_TRUE(action(Multiply)->isEnabled());
    EXPECT_FALSE(action(ArrangeSelection)->isEnabled());
    select({"w1", "w2"});
    EXPECT_TRUE(action(ArrangeSelection)->isEnabled());
    EXPECT_TRUE(action(AlignLeft)->isEnabled());
}

TEST_F(Gestures, ArrangingTheSelectionLeavesTheOthersWhereTheyAre)
{
    open(pipeline());
    const model::Point sink = placeOf("sink");
    select({"vent", "w1", "w2"});
    key(Qt::Key_R, Qt::ControlModifier | Qt::AltModifier);
    EXPECT_EQ(document.undoStack()->count(), 1);
    EXPECT_EQ(placeOf("sink"), sink);
    EXPECT_LT(placeOf("vent").x, placeOf("w1").x);
}

TEST_F(Gestures, ArrangingGlidesWhileTheDocumentIsThereAtOnce)
{
    model::Topology topology = pipeline();
    for (std::size_t at = 0; at < topology.nodes.size(); ++at)
        topology.nodes[at].position = model::Point{0, 200.0 * static_cast<double>(at)};
    open(topology);
    view.arrange();
    EXPECT_LT(placeOf("vent").x, placeOf("w1").x);
    const auto seen = [this](const char* id) {
        return view.scene().geometry().node(NodeId(id))->rect.center().x();
    };
    ASSERT_TRUE(QTest::qWaitFor([this] { return !view.scene().isGliding(); }));
    EXPECT_EQ(seen("w1"), placeOf("w1").x);
}
