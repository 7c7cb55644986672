// Sub-topologies by mouse and keys: collapse, open, edit inside, go back out, expand.

#include "engine/io/topology_file.h"
#include "engine/model/subtopology.h"
#include "engine/rules/rules.h"
#include "tests/ui/canvas/view_fixture.h"
#include "ui/canvas/in_place_text.h"
#include "ui/canvas/inside_bar.h"

#include <QToolButton>

#include <algorithm>

namespace topomq::ui::test {
namespace {

constexpr const char* kLine = R"({ "topomq": 1, "nodes": [
  { "id": "vent", "role": "source", "position": [0, 0],
    "sockets": [ { "id": "out", "type": "PUSH", "bind": ["inproc://*"] } ] },
  { "id": "w1", "role": "worker", "position": [280, 0],
    "sockets": [ { "id": "in", "type": "PULL" }, { "id": "out", "type": "PUSH" } ] },
  { "id": "w2", "role": "worker", "position": [560, 0],
    "sockets": [ { "id": "in", "type": "PULL", "bind": ["inproc://*"] },
                 { "id": "out", "type": "PUSH", "bind": ["inproc://*"] } ] },
  { "id": "sink", "role": "sink", "position": [840, 0],
    "sockets": [ { "id": "in", "type": "PULL" } ] } ],
  "links": [ { "id": "a", "connect": "w1.in", "bind": "vent.out" },
             { "id": "b", "connect": "w1.out", "bind": "w2.in" },
             { "id": "c", "connect": "sink.in", "bind": "w2.out" } ] })";

class Subtopologies : public CanvasFixture
{
protected:
    void SetUp() override
    {
        CanvasFixture::SetUp();
        open(io::readTopology(kLine).topology);
        view.zoomFit();
        before = document.topology();
    }

    void key(Qt::Key which, Qt::KeyboardModifiers held = {})
    {
        QTest::keyClick(&view, which, held);
    }

    void collapseWorkers(const char* name = nullptr)
    {
        document.selection()->set({model::NodeId("w1"), model::NodeId("w2")}, {});
        key(Qt::Key_K, Qt::ControlModifier | Qt::AltModifier);
        auto* field = view.findChild<InPlaceText*>();
        ASSERT_TRUE(field->isVisible());
        if (name != nullptr)
            QTest::keyClicks(field, QString::fromUtf8(name));
        QTest::keyClick(field, name == nullptr ? Qt::Key_Escape : Qt::Key_Return);
    }

    [[nodiscard]] const model::Node* node(const char* id) const
    {
        return document.topology().find(model::NodeId(id));
    }

    void doubleClick(const char* id)
    {
        QTest::mouseDClick(&view, Qt::LeftButton, {}, view.nodeCenter(model::NodeId(id)));
    }

    model::Topology before;
};

TEST_F(Subtopologies, AreMadeOfTheSelectionAndNamed)
{
    collapseWorkers("Pool");
    ASSERT_EQ(document.topology().nodes.size(), 3U);
    ASSERT_NE(node("stage"), nullptr);
    EXPECT_EQ(node("stage")->name, "Pool");
    EXPECT_EQ(node("stage")->sockets.size(), 2U);
    EXPECT_EQ(document.topology().definitions.at(0).name, "Pool");
    EXPECT_FALSE(rules::hasErrors(rules::check(document.topology())));
    key(Qt::Key_Z, Qt::ControlModifier);
    document.undoStack()->undo();
    document.undoStack()->undo();
    EXPECT_EQ(document.topology(), before);
}

TEST_F(Subtopologies, AreExpandedAgain)
{
    collapseWorkers();
    document.selection()->selectNode(model::NodeId("stage"));
    key(Qt::Key_J, Qt::ControlModifier | Qt::AltModifier);
    EXPECT_EQ(document.topology().nodes, before.nodes);
    EXPECT_TRUE(document.topology().definitions.empty());
    document.undoStack()->undo();
    EXPECT_NE(node("stage"), nullptr);
}

TEST_F(Subtopologies, AreOpenedByDoubleClickAndLeftByBackspace)
{
    collapseWorkers("Pool");
    doubleClick("stage");
    EXPECT_EQ(document.topology().nodes.size(), 2U);
    EXPECT_NE(node("w1"), nullptr);
    EXPECT_TRUE(view.insideBar()->isVisible());
    EXPECT_EQ(view.insideBar()->steps(),
              (QStringList{QStringLiteral("Topology"), QStringLiteral("Pool")}));
    key(Qt::Key_Backspace);
    EXPECT_EQ(document.topology().nodes.size(), 3U);
    EXPECT_FALSE(view.insideBar()->isVisible());
    EXPECT_TRUE(document.selection()->nodes().contains(model::NodeId("stage")));
}

TEST_F(Subtopologies, AreOpenedByEnterAndLeftByTheBarOrAltUp)
{
    collapseWorkers();
    document.selection()->selectNode(model::NodeId("stage"));
    key(Qt::Key_Return);
    ASSERT_EQ(document.path().size(), 1U);
    QTest::mouseClick(view.insideBar()->button(0), Qt::LeftButton);
    EXPECT_TRUE(document.path().empty());
    document.selection()->selectNode(model::NodeId("stage"));
    key(Qt::Key_Down, Qt::AltModifier);
    ASSERT_EQ(document.path().size(), 1U);
    key(Qt::Key_Up, Qt::AltModifier);
    EXPECT_TRUE(document.path().empty());
}

TEST_F(Subtopologies, AreEditedInsideAndUndoneFromAnywhere)
{
    collapseWorkers();
    const model::Topology collapsed = document.root();
    doubleClick("stage");
    document.selection()->selectNode(model::NodeId("w2"));
    key(Qt::Key_Right);
    key(Qt::Key_D, Qt::ControlModifier);
    EXPECT_EQ(document.topology().nodes.size(), 3U);
    EXPECT_EQ(document.root().definitions.at(0).nodes.size(), 3U);
    EXPECT_EQ(document.root().nodes.size(), 3U);
    key(Qt::Key_Up, Qt::AltModifier);
    ASSERT_TRUE(document.path().empty());
    document.undoStack()->undo();
    // What is taken back is seen.
    EXPECT_EQ(document.path().size(), 1U);
    EXPECT_EQ(document.topology().nodes.size(), 2U);
    document.undoStack()->undo();
    EXPECT_EQ(document.root(), collapsed);
    document.undoStack()->redo();
    document.undoStack()->redo();
    EXPECT_EQ(document.root().definitions.at(0).nodes.size(), 3U);
}

TEST_F(Subtopologies, UndoTheCollapseEvenWhileOneIsOpen)
{
    collapseWorkers();
    doubleClick("stage");
    document.undoStack()->undo();
    EXPECT_TRUE(document.path().empty());
    EXPECT_EQ(document.topology(), before);
}

TEST_F(Subtopologies, ShareWhatIsInsideWhenTheyAreDuplicated)
{
    collapseWorkers("Pool");
    document.selection()->selectNode(model::NodeId("stage"));
    key(Qt::Key_D, Qt::ControlModifier);
    ASSERT_EQ(document.topology().nodes.size(), 4U);
    EXPECT_EQ(document.topology().definitions.size(), 1U);
    EXPECT_EQ(node("stage2")->definition, node("stage")->definition);
    doubleClick("stage2");
    ASSERT_EQ(document.path().size(), 1U);
    EXPECT_TRUE(view.insideBar()->steps().back().startsWith(QStringLiteral("Pool")));
}

TEST_F(Subtopologies, OfferSocketsToTheOutside)
{
    collapseWorkers();
    doubleClick("stage");
    document.selection()->selectNode(model::NodeId("w1"));
    key(Qt::Key_D, Qt::ControlModifier);
    const model::NodeId added = *document.selection()->nodes().begin();
    key(Qt::Key_I, Qt::ControlModifier | Qt::AltModifier);
    EXPECT_EQ(document.root().definitions.at(0).ports.size(), 4U);
    EXPECT_EQ(document.root().find(model::NodeId("stage"))->sockets.size(), 4U);
    document.selection()->selectNode(added);
    key(Qt::Key_I, Qt::ControlModifier | Qt::AltModifier);
    EXPECT_EQ(document.root().definitions.at(0).ports.size(), 2U);
}

TEST_F(Subtopologies, LosePortsWithTheNodesInsideAndTheLinksAtThemInOneStep)
{
    collapseWorkers();
    const model::Topology collapsed = document.root();
    ASSERT_EQ(collapsed.links.size(), 2U);
    doubleClick("stage");
    document.selection()->selectNode(model::NodeId("w1"));
    const int steps = document.undoStack()->count();
    key(Qt::Key_Delete);
    EXPECT_EQ(document.undoStack()->count(), steps + 1);
    ASSERT_EQ(document.path().size(), 1U);
    EXPECT_EQ(document.root().definitions.at(0).ports.size(), 1U);
    ASSERT_EQ(document.root().links.size(), 1U);
    EXPECT_EQ(document.root().links.front().id, model::LinkId("c"));
    EXPECT_FALSE(view.noticeText().isEmpty());
    document.checkNow();
    for (const model::Finding& finding : document.findings())
        EXPECT_NE(finding.code, "bad-port");
    document.undoStack()->undo();
    EXPECT_EQ(document.root(), collapsed);
    document.undoStack()->redo();
    EXPECT_EQ(document.root().links.size(), 1U);
    EXPECT_EQ(document.root().definitions.at(0).nodes.size(), 1U);
    document.undoStack()->undo();
    EXPECT_EQ(document.root(), collapsed);
}

TEST_F(Subtopologies, AreNeverShownWithAPortThatLeadsNowhereMeanwhile)
{
    collapseWorkers();
    doubleClick("stage");
    document.selection()->selectNode(model::NodeId("w1"));
    int told = 0;
    QObject::connect(&document, &TopologyDocument::changed, &view, [&] {
        ++told;
        for (const model::Finding& finding : rules::check(document.root(), {}))
            EXPECT_NE(finding.code, "bad-port");
    });
    key(Qt::Key_Delete);
    EXPECT_EQ(told, 1);
    document.undoStack()->undo();
    EXPECT_EQ(told, 2);
    document.undoStack()->redo();
    EXPECT_EQ(told, 3);
}

TEST_F(Subtopologies, TakeWhatIsBeingWrittenInThemBeforeTheyAreLeft)
{
    model::Note note;
    note.id = model::NoteId("note");
    note.text = "outside";
    document.push(QStringLiteral("Note"), model::put(note));
    collapseWorkers();
    doubleClick("stage");
    note.text = "inside";
    document.push(QStringLiteral("Note"), model::put(note));
    document.selection()->selectNote(note.id);
    key(Qt::Key_F2);
    auto* field = view.findChild<InPlaceText*>();
    ASSERT_TRUE(field->isVisible());
    QTest::keyClicks(field, QStringLiteral("written"));
    document.leaveInside();
    EXPECT_FALSE(field->isVisible());
    EXPECT_EQ(document.root().definitions.at(0).notes.at(0).text, "written");
    EXPECT_EQ(document.root().notes.at(0).text, "outside");
}

TEST_F(Subtopologies, LosePortsThatNobodyUsesWithoutAWord)
{
    collapseWorkers();
    document.selection()->set({}, {model::LinkId("a"), model::LinkId("c")});
    key(Qt::Key_Delete);
    doubleClick("stage");
    document.selection()->selectNode(model::NodeId("w1"));
    key(Qt::Key_Delete);
    EXPECT_EQ(document.root().definitions.at(0).ports.size(), 1U);
    EXPECT_TRUE(view.noticeText().isEmpty());
}

TEST_F(Subtopologies, KeepTheirPortsWhenWhatIsInsideIsCollapsedAndExpanded)
{
    collapseWorkers();
    const model::Topology collapsed = document.root();
    doubleClick("stage");
    document.selection()->selectNode(model::NodeId("w1"));
    key(Qt::Key_K, Qt::ControlModifier | Qt::AltModifier);
    QTest::keyClick(view.findChild<InPlaceText*>(), Qt::Key_Escape);
    EXPECT_EQ(document.root().links, collapsed.links);
    EXPECT_FALSE(rules::hasErrors(rules::check(document.root())));
    document.selection()->selectNode(document.topology().nodes.front().id);
    key(Qt::Key_J, Qt::ControlModifier | Qt::AltModifier);
    EXPECT_EQ(document.root().links, collapsed.links);
    EXPECT_EQ(document.root().definitions.at(0).ports, collapsed.definitions.at(0).ports);
    EXPECT_FALSE(rules::hasErrors(rules::check(document.root())));
    while (document.root() != collapsed && document.undoStack()->canUndo())
        document.undoStack()->undo();
    EXPECT_EQ(document.root(), collapsed);
}

TEST_F(Subtopologies, InsideOfOthersAreNamedWithTheirDefinitionAndTakeItAlong)
{
    collapseWorkers("Pool");
    doubleClick("stage");
    collapseWorkers("Inner");
    ASSERT_EQ(document.root().definitions.size(), 2U);
    EXPECT_EQ(document.root().definitions.at(1).name, "Inner");
    document.selection()->selectNode(document.topology().nodes.front().id);
    key(Qt::Key_J, Qt::ControlModifier | Qt::AltModifier);
    EXPECT_EQ(document.topology().nodes.size(), 2U);
    ASSERT_EQ(document.root().definitions.size(), 1U);
    EXPECT_EQ(document.root().definitions.at(0).name, "Pool");
}

TEST_F(Subtopologies, NeverStandInsideOfThemselves)
{
    collapseWorkers();
    doubleClick("stage");
    const model::Topology inside = document.root();
    view.addInstance(document.root().definitions.at(0).id, std::nullopt);
    EXPECT_EQ(document.root(), inside);
    EXPECT_FALSE(view.noticeText().isEmpty());
    key(Qt::Key_Backspace);
    view.addInstance(document.root().definitions.at(0).id, std::nullopt);
    EXPECT_EQ(document.root().nodes.size(), inside.nodes.size() + 1);
}

TEST_F(Subtopologies, ShowFindingsWhereTheyAre)
{
    collapseWorkers();
    doubleClick("stage");
    model::Node broken = *node("w1");
    broken.settings.set("service_time", "#nobody");
    document.push(QStringLiteral("break"), model::ReplaceNode{broken});
    document.checkNow();
    ASSERT_FALSE(document.findings().empty());
    EXPECT_EQ(document.findings().front().where, "stage/w1");
    ASSERT_FALSE(document.findingsInView().empty());
    EXPECT_EQ(document.findingsInView().front().where, "w1");
    key(Qt::Key_Up, Qt::AltModifier);
    EXPECT_EQ(document.findingsInView().front().where, "stage");
    EXPECT_EQ(document.openPlace("stage/w1"), "w1");
    EXPECT_EQ(document.path().size(), 1U);
}

TEST_F(Subtopologies, ShowInsideWhichSocketsTheirPortsLeadTo)
{
    collapseWorkers();
    EXPECT_TRUE(view.scene().picture(1).outerPorts->empty());
    const model::NodeId instance = *document.selection()->nodes().begin();
    ASSERT_TRUE(document.openInside({instance}));
    view.zoomReset();
    const auto* outer = view.scene().picture(1).outerPorts;
    const auto in = outer->find({model::NodeId("w1"), model::SocketId("in")});
    ASSERT_NE(in, outer->end());
    EXPECT_FALSE(outer->contains({model::NodeId("w1"), model::SocketId("out")}));
    // A line leads out of it, to the left of an input.
    const PortSpot* port = view.scene().geometry().port(in->first);
    const QPoint way = view.scenePosition(port->position) - QPoint(20, 0);
    EXPECT_EQ(view.grab().toImage().pixelColor(way), theme.colors().teal);
    ASSERT_TRUE(document.leaveInside());
    EXPECT_TRUE(view.scene().picture(1).outerPorts->empty());
}

/// A peer outside that sends to two inside of an instance.
constexpr const char* kNamed = R"({ "topomq": 1, "nodes": [
  { "id": "s1", "role": "subtopology", "definition": "S", "position": [0, 0] },
  { "id": "r", "role": "peer", "position": [280, 0], "settings": { "to": ["s1/w", "s1/z"] },
    "sockets": [ { "id": "x", "type": "ROUTER", "bind": ["tcp://127.0.0.1:*"] } ] } ],
  "links": [ { "id": "a", "connect": "s1.p", "bind": "r.x" },
             { "id": "b", "connect": "s1.q", "bind": "r.x" } ],
  "definitions": [ { "id": "S", "nodes": [
    { "id": "w", "role": "peer", "position": [0, 0],
      "sockets": [ { "id": "x", "type": "DEALER", "options": { "ROUTING_ID": "w" } } ] },
    { "id": "z", "role": "peer", "position": [0, 200],
      "sockets": [ { "id": "x", "type": "DEALER", "options": { "ROUTING_ID": "z" } } ] } ],
    "links": [],
    "ports": [ { "id": "p", "socket": "w.x" }, { "id": "q", "socket": "z.x" } ] } ] })";

TEST_F(Subtopologies, AreNamedFromOutsideByWherePeopleHavePutThem)
{
    open(io::readTopology(kNamed).topology);
    const auto targets = [this] {
        return *document.root().find(model::NodeId("r"))->settings.find("to");
    };
    const auto unknown = [this] {
        document.checkNow();
        return std::count_if(document.findings().begin(), document.findings().end(),
                             [](const auto& each) { return each.code == "unknown-receiver"; });
    };
    const model::Topology whole = document.root();
    ASSERT_EQ(unknown(), 0);
    ASSERT_TRUE(document.openInside({model::NodeId("s1")}));
    document.selection()->set({model::NodeId("w"), model::NodeId("z")}, {});
    key(Qt::Key_K, Qt::ControlModifier | Qt::AltModifier);
    QTest::keyClick(view.findChild<InPlaceText*>(), Qt::Key_Escape);
    EXPECT_EQ(targets(), model::Value(model::Array{"s1/stage/w", "s1/stage/z"}));
    EXPECT_EQ(unknown(), 0);
    const model::Topology collapsed = document.root();
    document.undoStack()->undo();
    EXPECT_EQ(document.root(), whole);
    document.undoStack()->redo();
    EXPECT_EQ(document.root(), collapsed);

    document.selection()->selectNode(model::NodeId("stage"));
    key(Qt::Key_J, Qt::ControlModifier | Qt::AltModifier);
    EXPECT_EQ(targets(), model::Value(model::Array{"s1/w", "s1/z"}));
    EXPECT_EQ(unknown(), 0);
    document.undoStack()->undo();
    EXPECT_EQ(document.root(), collapsed);
    document.undoStack()->undo();
    EXPECT_EQ(document.root(), whole);
}

} // namespace
} // namespace topomq::ui::test
