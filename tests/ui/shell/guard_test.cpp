#include "tests/ui/shell/window_fixture.h"
#include "ui/canvas/in_place_text.h"
#include "ui/document/autosave.h"
#include "ui/document/example_library.h"
#include "ui/document/open_topology.h"
#include "ui/shell/choice_bar.h"
#include "ui/shell/compare_window.h"
#include "ui/shell/file_guard.h"
#include "ui/shell/recovery_dialog.h"
#include "ui/shell/tab_strip.h"

#include <QDir>
#include <QFile>
#include <QPointer>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>
#include <QUndoStack>
#include <QUrl>

namespace topomq::ui::test {
namespace {

class GuardTest : public WindowTest
{
protected:
    GuardTest()
    {
        clearWhatIsLeft();
        write(findExample(QStringLiteral("pipeline"))->text);
        window.openFile(path);
    }

    ~GuardTest() override
    {
        window.workspace().discardWork();
        clearWhatIsLeft();
    }

    static void clearWhatIsLeft()
    {
        for (const LeftWork& left : RecoveryStore().leftWork())
            left.slot->clear();
    }

    void write(const QByteArray& text) const
    {
        QFile file(path);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    void letAnotherProgramDeleteIt()
    {
        ASSERT_TRUE(QFile::remove(path));
        ASSERT_TRUE(
            QTest::qWaitFor([this] { return !window.choiceBar().text().isEmpty(); }, kPatience));
    }

    [[nodiscard]] QByteArray written() const
    {
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }

    void addANode() { dropOnCanvas("application/x-topomq-role", "sink", QPoint(60, 60)); }

    void choose(const QString& text)
    {
        for (QToolButton* button : window.choiceBar().findChildren<QToolButton*>()) {
            if (button->text() == text) {
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        }
        ADD_FAILURE() << "no choice " << text.toStdString();
    }

    void letAnotherProgramAddANode()
    {
        TopologyDocument theirs;
        model::Topology more = openTopologyFile(path).topology;
        more.nodes.push_back({.id = model::NodeId("theirs"), .role = model::Role::External});
        theirs.reset(more, {});
        ASSERT_EQ(theirs.saveTo(path), QString());
        ASSERT_TRUE(
            QTest::qWaitFor([this] { return !window.choiceBar().text().isEmpty(); }, kPatience));
    }

    /// As a program that died would leave it.
    static model::Topology leaveWork(const QString& file, const char* name)
    {
        TopologyDocument document;
        if (!file.isEmpty()) {
            OpenResult read = openTopologyFile(file);
            document.reset(read.topology, file, read.digest);
        }
        Autosave autosave(document, RecoveryStore());
        document.push(QStringLiteral("Name"), model::SetHeader{name, {}, {}});
        autosave.flush();
        return document.topology();
    }

    RecoveryDialog* offered()
    {
        window.offerRecovery();
        return window.findChild<RecoveryDialog*>();
    }

    static void click(RecoveryDialog& dialog, const QString& text)
    {
        for (QPushButton* button : dialog.findChildren<QPushButton*>()) {
            if (button->text().remove(QLatin1Char('&')) == text) {
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        }
        ADD_FAILURE() << "no button " << text.toStdString();
    }

    QString path{folder.filePath(QStringLiteral("work.topomq"))};
};

TEST_F(GuardTest, ReloadTakesTheFileAndUndoBringsMineBack)
{
    addANode();
    const model::Topology mine = topology();
    letAnotherProgramAddANode();
    choose(QStringLiteral("Reload"));
    EXPECT_EQ(topology(), openTopologyFile(path).topology);
    EXPECT_FALSE(window.isWindowModified());
    EXPECT_EQ(window.choiceBar().text(), QString());
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(topology(), mine);
    EXPECT_TRUE(window.isWindowModified());
}

TEST_F(GuardTest, KeepMineIsUnsavedAndSavesWithoutAQuestion)
{
    letAnotherProgramAddANode();
    const model::Topology mine = topology();
    choose(QStringLiteral("Keep mine"));
    EXPECT_TRUE(window.isWindowModified());
    EXPECT_EQ(window.choiceBar().text(), QString());
    press(Qt::Key_S, Qt::ControlModifier);
    EXPECT_EQ(questions, 0);
    EXPECT_EQ(openTopologyFile(path).topology, mine);
}

TEST_F(GuardTest, ShowDifferencesKeepsTheQuestion)
{
    letAnotherProgramAddANode();
    choose(QStringLiteral("Show differences"));
    auto* compare = window.findChild<CompareWindow*>();
    ASSERT_NE(compare, nullptr);
    // It is there on the disk, and not here: gone from the one to the other.
    EXPECT_EQ(compare->list().topLevelItem(0)->text(1), QStringLiteral("Node theirs"));
    EXPECT_EQ(compare->list().topLevelItem(0)->text(0), QStringLiteral("−"));
    EXPECT_NE(window.choiceBar().text(), QString());
}

TEST_F(GuardTest, AFileThatWasDeletedCanBeSavedAgain)
{
    letAnotherProgramDeleteIt();
    choose(QStringLiteral("Save it again"));
    EXPECT_EQ(questions, 0);
    EXPECT_EQ(openTopologyFile(path).topology, topology());
    EXPECT_EQ(window.choiceBar().text(), QString());
    EXPECT_FALSE(window.isWindowModified());
}

TEST_F(GuardTest, SavingItAgainAsksIfAnotherCameInItsPlaceUnnoticed)
{
    letAnotherProgramDeleteIt();
    write("precious");
    answerNext(QStringLiteral("Cancel"));
    choose(QStringLiteral("Save it again"));
    EXPECT_EQ(questions, 1);
    EXPECT_EQ(written(), "precious");
    EXPECT_TRUE(window.isWindowModified());
}

TEST_F(GuardTest, KeepingWhatWasDeletedDoesNotAllowToOverwriteWhatCameInItsPlace)
{
    letAnotherProgramDeleteIt();
    write("precious");
    choose(QStringLiteral("Keep mine"));
    answerNext(QStringLiteral("Cancel"));
    press(Qt::Key_S, Qt::ControlModifier);
    EXPECT_EQ(questions, 1);
    EXPECT_EQ(written(), "precious");
}

TEST_F(GuardTest, ClosingSaysThatAllIsLostAfterADeletedOneWasKept)
{
    letAnotherProgramDeleteIt();
    choose(QStringLiteral("Keep mine"));
    answerNext(QStringLiteral("Cancel"));
    EXPECT_FALSE(window.close());
    EXPECT_EQ(questions, 1);
    EXPECT_TRUE(asked.contains(QStringLiteral("deleted")));
    EXPECT_FALSE(asked.contains(QStringLiteral("has changes")));
    EXPECT_TRUE(asked.contains(QStringLiteral("All of it")));
}

TEST_F(GuardTest, WhatIsLeftIsListedInRowsOfOneHeightThatAreSeenWhole)
{
    leaveWork({}, "never saved");
    leaveWork({},
              "\u6570\u636e\u7ba1\u9053 with a name that is far longer than the room which there "
              "is for it in the list of what was left by a program that is gone");
    leaveWork(path, "changed");
    const RecoveryDialog* dialog = offered();
    ASSERT_NE(dialog, nullptr);
    const auto* list = dialog->findChild<QTreeWidget*>();
    ASSERT_EQ(list->topLevelItemCount(), 3);
    const QRect first = list->visualItemRect(list->topLevelItem(0));
    for (int place = 0; place < 3; ++place) {
        const QRect rect = list->visualItemRect(list->topLevelItem(place));
        EXPECT_EQ(rect.height(), first.height());
        EXPECT_TRUE(list->viewport()->rect().contains(rect)) << place;
    }
}

TEST_F(GuardTest, OffersNothingWhenNothingIsLeft)
{
    EXPECT_EQ(offered(), nullptr);
}

TEST_F(GuardTest, RecoversEachDocumentIntoATabAsAStepThatCanBeUndone)
{
    const model::Topology first = leaveWork(path, "changed");
    const model::Topology second = leaveWork({}, "never saved");
    press(Qt::Key_W, Qt::ControlModifier);
    RecoveryDialog* dialog = offered();
    ASSERT_NE(dialog, nullptr);
    EXPECT_EQ(dialog->windowTitle(), QStringLiteral("Recover 2 documents"));
    click(*dialog, QStringLiteral("Recover"));
    const std::vector<DocumentTab*>& tabs = window.workspace().tabs();
    ASSERT_EQ(tabs.size(), 2U);
    EXPECT_FALSE(window.isGalleryShown());
    const bool isFirst = tabs[0]->document().filePath() == path;
    TopologyDocument& saved = tabs[isFirst ? 0 : 1]->document();
    TopologyDocument& untitled = tabs[isFirst ? 1 : 0]->document();
    EXPECT_EQ(untitled.topology(), second);
    EXPECT_TRUE(untitled.isModified());
    EXPECT_EQ(saved.topology(), first);
    EXPECT_EQ(saved.filePath(), path);
    EXPECT_TRUE(saved.isModified());
    saved.undoStack()->undo();
    EXPECT_EQ(saved.topology(), openTopologyFile(path).topology);
    EXPECT_FALSE(saved.isModified());
}

TEST_F(GuardTest, NoFileIsEverInTwoTabsHoweverOftenWorkOnItWasLeft)
{
    leaveWork(path, "older");
    leaveWork(path, "newer");
    press(Qt::Key_W, Qt::ControlModifier);
    RecoveryDialog* dialog = offered();
    ASSERT_NE(dialog, nullptr);
    click(*dialog, QStringLiteral("Recover"));
    const std::vector<DocumentTab*>& tabs = window.workspace().tabs();
    ASSERT_EQ(tabs.size(), 2U);
    EXPECT_EQ(tabs[0]->document().filePath(), path);
    EXPECT_EQ(tabs[1]->document().filePath(), QString());
    EXPECT_TRUE(tabs[1]->isModified());
    EXPECT_TRUE(tabs[1]->messages().text().contains(QFileInfo(path).fileName()));
}

TEST_F(GuardTest, RecoversIntoTheTabThatHasTheFileOpenAlready)
{
    const model::Topology left = leaveWork(path, "changed");
    RecoveryDialog* dialog = offered();
    ASSERT_NE(dialog, nullptr);
    click(*dialog, QStringLiteral("Recover"));
    EXPECT_EQ(window.workspace().tabs().size(), 1U);
    EXPECT_EQ(topology(), left);
}

TEST_F(GuardTest, WhatOthersWroteSinceTheProgramDiedIsTold)
{
    leaveWork(path, "changed");
    press(Qt::Key_W, Qt::ControlModifier);
    write(findExample(QStringLiteral("pair"))->text);
    RecoveryDialog* dialog = offered();
    ASSERT_NE(dialog, nullptr);
    click(*dialog, QStringLiteral("Recover"));
    EXPECT_TRUE(window.choiceBar().text().contains(QStringLiteral("newer")));
}

TEST_F(GuardTest, AFileThatWasDeletedSinceTheProgramDiedIsToldOf)
{
    const model::Topology left = leaveWork(path, "changed");
    press(Qt::Key_W, Qt::ControlModifier);
    ASSERT_TRUE(QFile::remove(path));
    RecoveryDialog* dialog = offered();
    ASSERT_NE(dialog, nullptr);
    click(*dialog, QStringLiteral("Recover"));
    EXPECT_EQ(topology(), left);
    EXPECT_TRUE(window.choiceBar().text().contains(QStringLiteral("deleted")));
}

TEST_F(GuardTest, EveryTabKeepsItsUnsavedWorkSafe)
{
    addANode();
    press(Qt::Key_T, Qt::ControlModifier);
    addANode();
    EXPECT_TRUE(QTest::qWaitFor(
        [] {
            return QDir(RecoveryStore().folder())
                       .entryList({QStringLiteral("*.recovery")}, QDir::Files)
                       .size()
                == 2;
        },
        kPatience));
}

TEST_F(GuardTest, AFileThatChangesBehindAnotherTabIsAskedAboutInItsOwn)
{
    DocumentTab& own = window.workspace().front();
    press(Qt::Key_T, Qt::ControlModifier);
    TopologyDocument theirs;
    theirs.reset({}, {});
    ASSERT_EQ(theirs.saveTo(path), QString());
    ASSERT_TRUE(QTest::qWaitFor([&own] { return own.wantsALook(); }, kPatience));
    EXPECT_EQ(window.choiceBar().text(), QString());
    EXPECT_FALSE(window.tabStrip().tabIcon(0).isNull());
    press(Qt::Key_PageUp, Qt::ControlModifier);
    EXPECT_NE(window.choiceBar().text(), QString());
}

TEST_F(GuardTest, DecidingLaterOffersItAgain)
{
    leaveWork(path, "changed");
    {
        QPointer<RecoveryDialog> dialog = offered();
        ASSERT_NE(dialog, nullptr);
        click(*dialog, QStringLiteral("Decide later"));
        ASSERT_TRUE(QTest::qWaitFor([&dialog] { return dialog.isNull(); }, kPatience));
    }
    EXPECT_EQ(RecoveryStore().leftWork().size(), 1U);
}

TEST_F(GuardTest, DiscardingAsksFirst)
{
    leaveWork(path, "changed");
    RecoveryDialog* dialog = offered();
    ASSERT_NE(dialog, nullptr);
    answerNext(QStringLiteral("Cancel"));
    click(*dialog, QStringLiteral("Discard…"));
    EXPECT_EQ(questions, 1);
    EXPECT_EQ(dialog->findChild<QTreeWidget*>()->topLevelItemCount(), 1);
    answerNext(QStringLiteral("Discard"));
    click(*dialog, QStringLiteral("Discard…"));
    EXPECT_EQ(questions, 2);
    ASSERT_TRUE(
        QTest::qWaitFor([this] { return !window.findChild<RecoveryDialog*>(); }, kPatience));
    EXPECT_TRUE(RecoveryStore().leftWork().empty());
}

TEST_F(GuardTest, ClosingWithoutSavingLeavesNothingToRecover)
{
    addANode();
    // Longer than the delay of the autosave.
    ASSERT_TRUE(QTest::qWaitFor([] { return !QDir(RecoveryStore().folder()).isEmpty(QDir::Files); },
                                kPatience));
    answerNext(QStringLiteral("Discard"));
    EXPECT_TRUE(window.close());
    EXPECT_TRUE(QDir(RecoveryStore().folder()).isEmpty(QDir::Files));
}

TEST_F(GuardTest, TextThatIsBeingWrittenOnTheCanvasIsUnsavedWorkAndIsSaved)
{
    const model::Note note{.id = model::NoteId("note"), .text = "old", .position = {0, 0}};
    window.document().push(QStringLiteral("Note"), model::put(note));
    const auto writeNote = [&](const char* text) {
        window.document().selection()->selectNote(note.id);
        QTest::keyClick(&window.canvas(), Qt::Key_F2);
        auto* field = window.canvas().findChild<InPlaceText*>();
        ASSERT_TRUE(field->isVisible());
        field->selectAll();
        QTest::keyClicks(field, QString::fromLatin1(text));
    };
    const auto saved = [this] {
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    };
    writeNote("kept by Ctrl S");
    QTest::keyClick(window.canvas().findChild<InPlaceText*>(), Qt::Key_S, Qt::ControlModifier);
    EXPECT_TRUE(saved().contains("kept by Ctrl S"));
    EXPECT_FALSE(window.document().isModified());
    writeNote("kept by the question");
    answerNext(QStringLiteral("Save"));
    EXPECT_TRUE(window.close());
    EXPECT_EQ(questions, 1);
    EXPECT_TRUE(saved().contains("kept by the question"));
}

TEST_F(GuardTest, SeveralDroppedFilesComeInTabsOfTheirOwn)
{
    const QString graph = folder.filePath(QStringLiteral("graph.dot"));
    QFile file(graph);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("digraph { a -> b; a -> b }");
    file.close();
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(graph), QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &mime, Qt::LeftButton, {});
    QApplication::sendEvent(&window, &enter);
    EXPECT_TRUE(enter.isAccepted());
    QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &mime, Qt::LeftButton, {});
    QApplication::sendEvent(&window, &drop);
    const std::vector<DocumentTab*>& tabs = window.workspace().tabs();
    ASSERT_EQ(tabs.size(), 2U);
    // The file that was open already came to the front.
    EXPECT_EQ(window.document().filePath(), path);
    TopologyDocument& imported = tabs[1]->document();
    EXPECT_EQ(imported.topology().name, "graph");
    EXPECT_EQ(imported.topology().nodes.size(), 2U);
    EXPECT_EQ(imported.filePath(), QString());
    EXPECT_TRUE(tabs[1]->messages().text().contains(QStringLiteral("left out")));
}

} // namespace
} // namespace topomq::ui::test
