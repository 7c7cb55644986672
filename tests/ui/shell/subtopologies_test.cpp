#include "engine/io/topology_file.h"
#include "tests/ui/shell/window_fixture.h"
#include "ui/canvas/canvas_export.h"
#include "ui/canvas/in_place_text.h"
#include "ui/document/titles.h"
#include "ui/document/topology_document.h"
#include "ui/palette/palette_panel.h"

#include <QFile>
#include <QToolButton>

namespace topomq::ui::test {
namespace {

class SubtopologiesTest : public WindowTest
{
protected:
    SubtopologiesTest()
    {
        window.openExample(QStringLiteral("pipeline"));
        EXPECT_TRUE(QTest::qWaitForWindowActive(&window));
        window.canvas().setFocus();
        std::set<model::NodeId> workers;
        for (const model::Node& node : topology().nodes) {
            if (node.role == model::Role::Worker)
                workers.insert(node.id);
        }
        window.document().selection()->set(workers, {});
        window.canvas().collapseSelection();
        window.canvas().setFocus();
    }

    [[nodiscard]] std::vector<PaletteCard*> offered()
    {
        std::vector<PaletteCard*> cards;
        for (PaletteCard* card : window.findChild<PalettePanel*>()->shownCards()) {
            if (card->entry().kind == PaletteEntry::Kind::Definition)
                cards.push_back(card);
        }
        return cards;
    }

    [[nodiscard]] double received(const char* node)
    {
        const metrics::NodeFigures* figures =
            window.canvas().scene().board().node(model::NodeId(node));
        return figures == nullptr ? 0 : static_cast<double>(figures->received);
    }
};

TEST_F(SubtopologiesTest, StandInThePaletteAndAreDroppedFromIt)
{
    ASSERT_EQ(offered().size(), 1U);
    const std::size_t before = topology().nodes.size();
    dropOnCanvas(kDraggedDefinition, offered().front()->entry().name.toUtf8().constData(),
                 QPoint(300, 420));
    ASSERT_EQ(topology().nodes.size(), before + 1);
    EXPECT_EQ(topology().nodes.back().role, model::Role::Subtopology);
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(topology().nodes.size(), before);
    QTest::keyClick(offered().front(), Qt::Key_Return);
    EXPECT_EQ(topology().nodes.size(), before + 1);
    while (window.document().undoStack()->canUndo())
        window.document().undoStack()->undo();
    EXPECT_TRUE(offered().empty());
}

TEST_F(SubtopologiesTest, RunAndShowTheirFiguresOutsideAndInside)
{
    press(Qt::Key_F5);
    ASSERT_TRUE(QTest::qWaitFor([this] { return received("stage") > 0; }, kPatience));
    ASSERT_TRUE(window.document().openInside({model::NodeId("stage")}));
    ASSERT_TRUE(window.session().isActive());
    const std::string worker = topology().nodes.front().id.text();
    EXPECT_TRUE(QTest::qWaitFor([&] { return received(worker.c_str()) > 0; }, kPatience));
    // What is set inside is taken over by the run.
    model::Node slow = topology().nodes.front();
    slow.settings.set("service_time", 5000);
    window.document().push(QStringLiteral("slower"), model::ReplaceNode{slow});
    EXPECT_TRUE(window.session().isActive());
    EXPECT_TRUE(window.session().nodeIndex(model::NodeId(worker)));
    press(Qt::Key_F8);
}

TEST_F(SubtopologiesTest, ShowTheFiguresInsideInAPictureOfTheSelectionToo)
{
    press(Qt::Key_F5);
    ASSERT_TRUE(window.document().openInside({model::NodeId("stage")}));
    const model::NodeId worker = topology().nodes.front().id;
    ASSERT_TRUE(QTest::qWaitFor([&] { return received(worker.text().c_str()) > 0; }, kPatience));
    window.document().selection()->selectNode(worker);
    const auto image = [this](bool figures) {
        return CanvasExport(window.document(), &window.session(),
                            {.selectionOnly = true, .figures = figures, .scale = 1})
            .image();
    };
    EXPECT_NE(image(true), image(false));
}

TEST_F(SubtopologiesTest, AreEnteredByUndoOnlyAfterWhatIsBeingWrittenIsAStep)
{
    TopologyDocument& document = window.document();
    model::Note note;
    note.id = model::NoteId("note");
    note.text = "outside";
    document.push(QStringLiteral("Note"), model::put(note));
    ASSERT_TRUE(document.openInside({model::NodeId("stage")}));
    note.text = "inside";
    document.push(QStringLiteral("Note"), model::put(note));
    document.leaveInside();
    const model::Topology before = document.root();
    const int steps = document.undoStack()->count();
    document.selection()->selectNote(note.id);
    press(Qt::Key_F2);
    auto* field = window.findChild<InPlaceText*>();
    ASSERT_TRUE(field->isVisible());
    QTest::keyClicks(field, QStringLiteral("written"));
    // As from the menu, which leaves the field open.
    window.actions().undo->trigger();
    EXPECT_FALSE(field->isVisible());
    EXPECT_EQ(document.undoStack()->count(), steps + 1);
    EXPECT_EQ(document.undoStack()->index(), steps);
    EXPECT_EQ(document.root(), before);
    window.actions().redo->trigger();
    EXPECT_EQ(document.root().notes.at(0).text, "written");
    window.actions().undo->trigger();
    window.actions().undo->trigger();
    EXPECT_EQ(document.path().size(), 1U);
    EXPECT_EQ(document.undoStack()->index(), steps - 1);
}

TEST_F(SubtopologiesTest, StayWhileAWordOfTheirNameIsTakenBack)
{
    const std::size_t before = topology().nodes.size();
    window.document().selection()->selectNode(model::NodeId("stage"));
    press(Qt::Key_F2);
    auto* field = window.canvas().findChild<InPlaceText*>();
    ASSERT_TRUE(field->isVisible());
    QTest::keyClicks(field, QStringLiteral("Pool two"));
    QTest::keyClick(field, Qt::Key_Backspace, Qt::ControlModifier);
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_EQ(topology().nodes.size(), before);
    ASSERT_NE(topology().find(model::NodeId("stage")), nullptr);
    EXPECT_EQ(topology().find(model::NodeId("stage"))->name, "Pool");
}

TEST_F(SubtopologiesTest, OfferTheRestartOfWhatIsInsideByItsNameInTheFile)
{
    press(Qt::Key_F5);
    ASSERT_TRUE(QTest::qWaitFor([this] { return received("stage") > 0; }, kPatience));
    ASSERT_TRUE(window.document().openInside({model::NodeId("stage")}));
    model::Node worker = topology().nodes.front();
    worker.sockets[0].options.set("LINGER", 250);
    window.document().push(QStringLiteral("Set"), model::ReplaceNode{worker});
    ASSERT_TRUE(window.document().leaveInside());
    const QString title = nodeTitle(topology(), model::NodeId("stage")) + u'/'
        + QString::fromStdString(worker.title());
    auto* button = window.messageBar().findChild<QToolButton*>(QStringLiteral("messageAction"));
    ASSERT_NE(button, nullptr);
    EXPECT_EQ(button->text(), QStringLiteral("Restart %1").arg(title));
    QTest::mouseClick(button, Qt::LeftButton);
    EXPECT_EQ(window.session().marks().back().text, QStringLiteral("%1: restarted").arg(title));
    EXPECT_TRUE(
        QTest::qWaitFor([this] { return window.session().outdatedNodes().empty(); }, kPatience));
}

TEST_F(SubtopologiesTest, AreSavedWholeWhileOneIsOpen)
{
    const model::Topology whole = window.document().root();
    ASSERT_TRUE(window.document().openInside({model::NodeId("stage")}));
    const QString path = folder.filePath(QStringLiteral("stages.topomq"));
    EXPECT_EQ(window.document().saveTo(path), "");
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(io::readTopology(file.readAll().toStdString()).topology, whole);
}

} // namespace
} // namespace topomq::ui::test
