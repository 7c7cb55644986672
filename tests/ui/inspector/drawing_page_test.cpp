// The inspector of groups and notes.
#include "engine/roles/role_factory.h"
#include "tests/ui/inspector/inspector_fixture.h"
#include "ui/inspector/figure_list.h"

#include <QPlainTextEdit>

namespace topomq::tests {

namespace {

class DrawingPages : public InspectorTest
{
protected:
    DrawingPages()
    {
        model::Topology topology = smallPipeline();
        topology.groups = {{.id = model::GroupId("g"),
                            .title = "First half",
                            .members = {model::NodeId("vent"), model::NodeId("w1")}}};
        topology.notes = {{.id = model::NoteId("n"), .text = "Look here"}};
        document.reset(topology, {});
    }

    const model::Group& group() { return document.topology().groups.at(0); }

    const model::Note& note() { return document.topology().notes.at(0); }
};

} // namespace

TEST_F(DrawingPages, AGroupShowsItsTitleAndWhatIsInIt)
{
    document.selection()->selectGroup(model::GroupId("g"));
    EXPECT_EQ(find<QLineEdit>("group/title")->text(), QStringLiteral("First half"));
    const auto* counts = find<ui::FigureList>("group/counts");
    EXPECT_EQ(counts->valueOf(QStringLiteral("nodes")), QStringLiteral("2"));
    EXPECT_EQ(counts->valueOf(QStringLiteral("links inside")), QStringLiteral("1"));
    EXPECT_EQ(panel.findChild<QLineEdit*>(QStringLiteral("topology/name")), nullptr);
}

TEST_F(DrawingPages, TypingATitleIsOneStep)
{
    document.selection()->selectGroup(model::GroupId("g"));
    type("group/title", "Front");
    EXPECT_EQ(group().title, "Front");
    EXPECT_EQ(steps(), 1);
    document.undoStack()->undo();
    EXPECT_EQ(find<QLineEdit>("group/title")->text(), QStringLiteral("First half"));
}

TEST_F(DrawingPages, TheTextOfANoteIsWrittenThere)
{
    document.selection()->selectNote(model::NoteId("n"));
    EXPECT_EQ(find<QPlainTextEdit>("note/text")->toPlainText(), QStringLiteral("Look here"));
    type("note/text", "Or there");
    EXPECT_EQ(note().text, "Or there");
    EXPECT_EQ(steps(), 1);
    document.undoStack()->undo();
    EXPECT_EQ(find<QPlainTextEdit>("note/text")->toPlainText(), QStringLiteral("Look here"));
}

TEST_F(DrawingPages, WhenTheGroupGoesTheTopologyIsShown)
{
    document.selection()->selectGroup(model::GroupId("g"));
    document.push(QStringLiteral("Ungroup"), model::SetGroup{model::GroupId("g"), {}, {}});
    EXPECT_NE(find<QLineEdit>("topology/name"), nullptr);
}

} // namespace topomq::tests
