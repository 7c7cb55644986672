// Everything on the canvas is reached by keys alone.

#include "tests/ui/canvas/view_fixture.h"

#include <QPlainTextEdit>

namespace topomq::ui::test {
namespace {

using model::GroupId;
using model::LinkId;
using model::NodeId;
using model::NoteId;

class Keyboard : public CanvasFixture
{
protected:
    /// The pipeline with two workers in a collapsed group, the third in a frame, and a note.
    void SetUp() override
    {
        CanvasFixture::SetUp();
        model::Topology topology = pipeline();
        topology.groups = {{.id = GroupId("frame"), .title = "Frame", .members = {NodeId("w3")}},
                           {.id = GroupId("fold"),
                            .title = "Fold",
                            .members = {NodeId("w1"), NodeId("w2")},
                            .collapsed = true}};
        topology.notes = {{.id = NoteId("note"), .text = "Read me", .position = {440, 240}}};
        open(topology);
    }

    void press(Qt::Key key, Qt::KeyboardModifiers held = {}) { QTest::keyClick(&view, key, held); }

    /// "node vent", "link a1", …: the one thing that is selected.
    [[nodiscard]] std::string selected() const
    {
        std::string all;
        const auto add = [&all](const char* kind, const auto& ids) {
            for (const auto& id : ids)
                all += kind + id.text();
        };
        const Selection& selection = document.selection();
        add("node ", selection.nodes());
        add("link ", selection.links());
        add("group ", selection.groups());
        add("note ", selection.notes());
        return all;
    }
};

TEST_F(Keyboard, TabGoesOverNodesGroupsAndNotes)
{
    std::vector<std::string> way;
    for (int i = 0; i < 7; ++i) {
        press(Qt::Key_Tab);
        way.push_back(selected());
    }
    EXPECT_EQ(way,
              (std::vector<std::string>{"node vent", "node w3", "node sink", "group fold",
                                        "group frame", "note note", "node vent"}));
    press(Qt::Key_Backtab, Qt::ShiftModifier);
    EXPECT_EQ(selected(), "note note");
    press(Qt::Key_Backtab, Qt::ShiftModifier);
    EXPECT_EQ(selected(), "group frame");
}

TEST_F(Keyboard, ACollapsedGroupIsOpenedAgain)
{
    for (int i = 0; i < 4; ++i)
        press(Qt::Key_Tab);
    press(Qt::Key_Period);
    EXPECT_FALSE(document.topology().find(GroupId("fold"))->collapsed);
}

TEST_F(Keyboard, ANoteIsWritten)
{
    press(Qt::Key_Backtab, Qt::ShiftModifier);
    press(Qt::Key_F2);
    auto* field = view.findChild<QPlainTextEdit*>(QStringLiteral("inPlaceText"));
    ASSERT_TRUE(field->isVisible());
    QTest::keyClicks(field, QStringLiteral("Done"));
    QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
    EXPECT_EQ(document.topology().notes.front().text, "Done");
}

TEST_F(Keyboard, TabStaysOnACanvasWhereAllNodesAreFoldedAway)
{
    model::Topology topology = pipeline();
    topology.groups = {{.id = GroupId("all"), .collapsed = true}};
    for (const model::Node& node : topology.nodes)
        topology.groups[0].members.push_back(node.id);
    open(topology);
    press(Qt::Key_Tab);
    EXPECT_TRUE(view.hasFocus());
    EXPECT_EQ(selected(), "group all");
}

TEST_F(Keyboard, ControlWithArrowsGoesToCardsOfGroupsAndToNotes)
{
    document.selection()->selectNode(NodeId("vent"));
    press(Qt::Key_Right, Qt::ControlModifier);
    EXPECT_EQ(selected(), "group fold");
    press(Qt::Key_Right, Qt::ControlModifier);
    EXPECT_EQ(selected(), "node sink");
    press(Qt::Key_Down, Qt::ControlModifier);
    EXPECT_EQ(selected(), "note note");
    press(Qt::Key_Up, Qt::ControlModifier);
    EXPECT_EQ(selected(), "node sink");
    document.selection()->selectLink(LinkId("b3"));
    press(Qt::Key_Left, Qt::ControlModifier);
    EXPECT_EQ(selected(), "node w3");
}

TEST_F(Keyboard, KGoesOverTheLinksOfTheSelectedNode)
{
    open(pipeline());
    document.selection()->selectNode(NodeId("w1"));
    for (const char* link : {"link a1", "link b1", "link a1"}) {
        press(Qt::Key_K);
        EXPECT_EQ(selected(), link);
    }
    document.selection()->selectLink(LinkId("a2"));
    press(Qt::Key_K);
    EXPECT_EQ(selected(), "link a3");
    document.selection()->clear();
    press(Qt::Key_K);
    EXPECT_EQ(selected(), "link a1");
}

TEST_F(Keyboard, KSaysWhereThereIsNoLink)
{
    open(misfits());
    const QSignalSpy said(&view, &CanvasView::statusMessage);
    press(Qt::Key_K);
    EXPECT_EQ(said.count(), 1);
    EXPECT_EQ(selected(), "");
}

TEST_F(Keyboard, AnEmptyCanvasTakesTheKeysThatGoElsewhere)
{
    open({});
    press(Qt::Key_Right, Qt::ControlModifier);
    press(Qt::Key_K);
    EXPECT_EQ(selected(), "");
}

} // namespace
} // namespace topomq::ui::test
