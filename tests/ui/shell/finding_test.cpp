// The search in the graph as people use it: by keys, with its marks on the canvas.

#include "tests/ui/shell/window_fixture.h"
#include "ui/shell/find_controller.h"
#include "ui/shell/find_field.h"
#include "ui/shell/run_toolbar.h"
#include "ui/shell/tab_panels.h"

#include <QTreeView>

#include <algorithm>

namespace topomq::ui::test {
namespace {

class FindingTest : public WindowTest
{
protected:
    FindingTest() { window.openExample(QStringLiteral("pipeline")); }

    FindField& field() { return *window.runToolbar().findField(); }

    void look(const char* text)
    {
        press(Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(&field(), QString::fromUtf8(text));
    }

    [[nodiscard]] std::set<model::NodeId> selected()
    {
        return window.document().selection()->nodes();
    }
};

TEST_F(FindingTest, HitsAreMarkedAndCounted)
{
    look("role:worker");
    ASSERT_TRUE(window.canvas().hits().has_value());
    EXPECT_GT(window.canvas().hits()->nodes.size(), 1U);
    EXPECT_EQ(field().countText(),
              QStringLiteral("1 of %1").arg(window.canvas().hits()->nodes.size()));
    EXPECT_TRUE(selected().empty());
}

TEST_F(FindingTest, F3GoesOnAndShiftF3Back)
{
    look("role:worker");
    const model::NodeId first = window.canvas().hits()->currentNode;
    press(Qt::Key_F3);
    EXPECT_NE(window.canvas().hits()->currentNode, first);
    EXPECT_TRUE(field().countText().startsWith(QStringLiteral("2 of ")));
    press(Qt::Key_F3, Qt::ShiftModifier);
    EXPECT_EQ(window.canvas().hits()->currentNode, first);
    press(Qt::Key_F3, Qt::ShiftModifier);
    EXPECT_EQ(window.finder().position(), window.finder().count());
}

TEST_F(FindingTest, EnterSelectsTheHitAndCtrlEnterAll)
{
    look("role:worker");
    QTest::keyClick(&field(), Qt::Key_Return);
    EXPECT_EQ(selected(), std::set{window.canvas().hits()->currentNode});
    QTest::keyClick(&field(), Qt::Key_Return, Qt::ControlModifier);
    EXPECT_EQ(selected().size(), window.canvas().hits()->nodes.size());
}

TEST_F(FindingTest, TheHitComesIntoView)
{
    for (int i = 0; i < 12; ++i)
        window.canvas().zoomIn();
    look("role:sink");
    const model::NodeId hit = window.canvas().hits()->currentNode;
    EXPECT_TRUE(window.canvas().rect().contains(window.canvas().nodeCenter(hit)));
}

TEST_F(FindingTest, OfAHitInACollapsedGroupTheCardOfTheGroupComesIntoView)
{
    const auto sink = std::find_if(topology().nodes.begin(), topology().nodes.end(),
                                   [](const auto& node) { return node.role == model::Role::Sink; });
    ASSERT_NE(sink, topology().nodes.end());
    const model::GroupId group("hidden");
    window.document().push(
        QStringLiteral("Group"),
        model::put(model::Group{.id = group, .members = {sink->id}, .collapsed = true}));
    for (int i = 0; i < 12; ++i)
        window.canvas().zoomIn();
    look("role:sink");
    EXPECT_EQ(window.finder().count(), 1);
    const GroupBox* card = window.canvas().scene().geometry().group(group);
    ASSERT_NE(card, nullptr);
    EXPECT_TRUE(window.canvas().rect().contains(window.canvas().viewRect(card->rect).center()));
}

TEST_F(FindingTest, TheHitIsShownAloneWhateverElseIsSelected)
{
    const model::Note note{.id = model::NoteId("far"), .text = "far", .position = {5000, 0}};
    window.document().push(QStringLiteral("Note"), model::put(note));
    window.document().selection()->selectNote(note.id);
    window.canvas().zoomReset();
    look("role:sink");
    const model::NodeId hit = window.canvas().hits()->currentNode;
    EXPECT_TRUE(window.canvas().rect().contains(window.canvas().nodeCenter(hit)));
    EXPECT_EQ(window.canvas().zoom(), 1);
}

TEST_F(FindingTest, EscapeEndsIt)
{
    look("worker");
    QTest::keyClick(&field(), Qt::Key_Escape);
    EXPECT_FALSE(window.canvas().hits().has_value());
    EXPECT_EQ(field().countText(), QString());
    QTest::keyClick(&field(), Qt::Key_Escape);
    EXPECT_TRUE(window.canvas().hasFocus());
}

TEST_F(FindingTest, AMistakeIsSaidBelowTheField)
{
    look("depth >");
    EXPECT_TRUE(field().helpText().contains(QStringLiteral("A number is expected")))
        << field().helpText().toStdString();
    EXPECT_FALSE(window.canvas().hits().has_value());
    QTest::keyClicks(&field(), QStringLiteral(" 5"));
    EXPECT_EQ(field().helpText(), QString());
}

TEST_F(FindingTest, AnEditIsFollowed)
{
    look("role:worker");
    const int before = window.finder().count();
    model::RemoveNode remove;
    remove.id = window.canvas().hits()->currentNode;
    window.document().push(QStringLiteral("Delete"), remove);
    EXPECT_TRUE(QTest::qWaitFor([&] { return window.finder().count() == before - 1; }, kPatience));
}

TEST_F(FindingTest, LiveFiguresAreFollowedWhileItRuns)
{
    look("is:link sent > 0");
    EXPECT_EQ(window.finder().count(), 0);
    press(Qt::Key_F5);
    EXPECT_TRUE(QTest::qWaitFor([&] { return window.finder().count() > 0; }, kPatience));
    EXPECT_FALSE(window.canvas().hits()->links.empty());
}

TEST_F(FindingTest, TheMarkOfAProblemLeadsToTheList)
{
    window.openExample(QStringLiteral("slow-subscriber"));
    window.document().checkNow();
    const auto& findings = window.document().findings();
    const auto marked = std::find_if(findings.begin(), findings.end(),
                                     [](const auto& finding) { return !finding.where.empty(); });
    ASSERT_NE(marked, findings.end());
    const model::NodeId node(marked->where.substr(0, marked->where.find('.')));
    const NodeBox* box = window.canvas().scene().geometry().node(node);
    ASSERT_NE(box, nullptr);
    const QPointF mark = box->rect.topRight() + QPointF(-3, 3);
    QTest::mouseClick(&window.canvas(), Qt::LeftButton, {},
                      window.canvas().viewRect(QRectF(mark, QSizeF(1, 1))).topLeft());
    const auto* list =
        window.workspace().front().panels()[PanelKind::Problems]->findChild<QTreeView*>();
    EXPECT_TRUE(
        QTest::qWaitFor([list] { return list->isVisible() && list->hasFocus(); }, kPatience));
    EXPECT_TRUE(list->currentIndex().isValid());
}

TEST_F(FindingTest, ANameThatFitsWithLettersLeftOutGoesBeforeOneThatDoesNot)
{
    const auto add = [this](const char* id, const char* name) {
        model::Node node;
        node.id = model::NodeId(id);
        node.name = name;
        node.role = model::Role::Sink;
        window.document().push(QStringLiteral("Add"), model::AddNode{node, std::nullopt});
    };
    add("rcv1", "Other");
    add("rcv2", "Bulk receiver");
    look("rcv");
    EXPECT_EQ(window.finder().count(), 2);
    EXPECT_EQ(window.canvas().hits()->currentNode, model::NodeId("rcv2"));
}

TEST_F(FindingTest, ARateIsTheOneThatIsSetWhileNothingRuns)
{
    const model::NodeId source("ventilator");
    model::Node changed = *topology().find(source);
    changed.settings.set("rate", 2500);
    window.document().push(QStringLiteral("Set"), model::ReplaceNode{changed});
    look("rate>2k rate<=2.5k");
    EXPECT_EQ(window.finder().count(), 1);
    QTest::keyClick(&field(), Qt::Key_Return);
    EXPECT_EQ(selected(), std::set{source});
    model::Object poisson;
    poisson.set("poisson", 2500);
    changed.settings.set("rate", poisson);
    window.document().push(QStringLiteral("Set"), model::ReplaceNode{changed});
    QTest::keyClick(&field(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(&field(), QStringLiteral("rate=2500"));
    EXPECT_EQ(window.finder().count(), 1);
}

TEST_F(FindingTest, AnOptionInMillisecondsIsComparedWithSeconds)
{
    model::Node changed = *topology().find(model::NodeId("ventilator"));
    changed.sockets[0].options.set("HEARTBEAT_IVL", 2000);
    window.document().push(QStringLiteral("Set"), model::ReplaceNode{changed});
    look("is:node HEARTBEAT_IVL>=1s HEARTBEAT_IVL<3s");
    EXPECT_EQ(window.finder().count(), 1);
}

TEST_F(FindingTest, GroupsAndNotesAreFoundShownAndSelected)
{
    const model::GroupId group("hands");
    const model::NoteId note("hint");
    window.document().push(
        QStringLiteral("Draw"),
        model::Batch{
            {model::put(model::Group{
                 .id = group, .title = "Zebra crossing", .members = {topology().nodes.front().id}}),
             model::put(model::Note{
                 .id = note, .text = "# Stripes\n\nas of a zebra", .position = {5000, 0}})}});
    look("zebra");
    ASSERT_EQ(window.finder().count(), 2);
    EXPECT_EQ(window.canvas().hits()->currentGroup, group);
    press(Qt::Key_F3);
    EXPECT_EQ(window.canvas().hits()->currentNote, note);
    const NoteBox* box = window.canvas().scene().geometry().note(note);
    ASSERT_NE(box, nullptr);
    EXPECT_TRUE(window.canvas().rect().contains(window.canvas().viewRect(box->rect).center()));
    QTest::keyClick(&field(), Qt::Key_Return);
    EXPECT_EQ(window.document().selection()->notes(), std::set{note});
    QTest::keyClick(&field(), Qt::Key_Return, Qt::ControlModifier);
    EXPECT_EQ(window.document().selection()->groups(), std::set{group});
    EXPECT_EQ(window.document().selection()->notes(), std::set{note});
    EXPECT_TRUE(selected().empty());
}

TEST_F(FindingTest, OptionsAndTypesAreFound)
{
    look("is:link type:PUSH");
    EXPECT_EQ(window.finder().count(), static_cast<int>(topology().links.size()));
}

} // namespace
} // namespace topomq::ui::test
