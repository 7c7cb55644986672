// Tabs that were closed come back, and those that were open when the program was closed.

#include "tests/ui/shell/tabs_fixture.h"
#include "ui/document/autosave.h"
#include "ui/document/open_topology.h"
#include "ui/shell/choice_bar.h"
#include "ui/shell/recovery_dialog.h"

#include <QPushButton>

#include <memory>

namespace topomq::ui::test {
namespace {

class TabReopeningTest : public TabsTest
{
protected:
    void reopen() { press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier); }

    void closeFront() { press(Qt::Key_W, Qt::ControlModifier); }

    /// Throws away what is not saved of the tab in front.
    void closeAndDiscard()
    {
        answerNext(QStringLiteral("Discard"));
        closeFront();
        window.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    }

    void openThree()
    {
        openTwo();
        window.openFile(fileAt("three.topomq"));
    }
};

TEST_F(TabReopeningTest, AClosedTabComesBackWhereItStood)
{
    openThree();
    press(Qt::Key_1, Qt::AltModifier);
    closeFront();
    reopen();
    EXPECT_EQ(titles(),
              QStringList({QStringLiteral("one.topomq"), QStringLiteral("two.topomq"),
                           QStringLiteral("three.topomq")}));
    EXPECT_EQ(front(), 0);
    EXPECT_FALSE(window.isWindowModified());
    EXPECT_FALSE(tab(0).isRunning());
    EXPECT_FALSE(window.actions().reopenClosed->isEnabled());
}

TEST_F(TabReopeningTest, TheOneClosedLastComesFirst)
{
    openThree();
    closeFront();
    closeFront();
    reopen();
    EXPECT_EQ(window.document().title(), QStringLiteral("two.topomq"));
    reopen();
    EXPECT_EQ(window.document().title(), QStringLiteral("three.topomq"));
    EXPECT_EQ(front(), 2);
}

TEST_F(TabReopeningTest, ThoseClosedTogetherStandAsBefore)
{
    openThree();
    const QStringList before = titles();
    press(Qt::Key_2, Qt::AltModifier);
    press(Qt::Key_W, Qt::ControlModifier | Qt::AltModifier);
    ASSERT_EQ(count(), 1U);
    reopen();
    reopen();
    EXPECT_EQ(titles(), before);
}

TEST_F(TabReopeningTest, WhatWasNotSavedComesBackAsAStepThatCanBeUndone)
{
    openTwo();
    const model::Topology saved = topology();
    addANode();
    const model::Topology work = topology();
    closeAndDiscard();
    ASSERT_EQ(count(), 1U);
    reopen();
    EXPECT_EQ(topology(), work);
    EXPECT_TRUE(window.isWindowModified());
    EXPECT_EQ(QFileInfo(window.document().filePath()).fileName(), QStringLiteral("two.topomq"));
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(topology(), saved);
    EXPECT_FALSE(window.isWindowModified());
}

TEST_F(TabReopeningTest, ADrawingThatWasThrownAwayComesBackFromTheGallery)
{
    addANode();
    const model::Topology work = topology();
    closeAndDiscard();
    EXPECT_TRUE(window.isGalleryShown());
    reopen();
    EXPECT_FALSE(window.isGalleryShown());
    EXPECT_EQ(count(), 1U);
    EXPECT_EQ(topology(), work);
    EXPECT_TRUE(window.isWindowModified());
    EXPECT_EQ(window.document().filePath(), QString());
}

TEST_F(TabReopeningTest, AnExampleThatNobodyChangedComesBackUnchanged)
{
    window.openExample(QStringLiteral("pair"));
    const model::Topology example = topology();
    closeFront();
    reopen();
    EXPECT_EQ(topology(), example);
    EXPECT_FALSE(window.isWindowModified());
}

TEST_F(TabReopeningTest, AFileThatWasDeletedMeanwhileIsWholeAndCanBeSavedAgain)
{
    openTwo();
    const model::Topology saved = topology();
    const QString path = window.document().filePath();
    closeFront();
    ASSERT_TRUE(QFile::remove(path));
    reopen();
    EXPECT_EQ(topology(), saved);
    EXPECT_TRUE(
        QTest::qWaitFor([this] { return !window.choiceBar().text().isEmpty(); }, kPatience));
}

TEST_F(TabReopeningTest, AFileThatIsOpenAgainIsNotOpenedTwice)
{
    openTwo();
    const QString path = window.document().filePath();
    closeFront();
    window.openFile(path);
    clickTab(0);
    reopen();
    EXPECT_EQ(count(), 2U);
    EXPECT_EQ(front(), 1);
}

TEST_F(TabReopeningTest, WorkOnAFileThatIsInUseComesBackWithoutAFile)
{
    openTwo();
    addANode();
    const model::Topology first = topology();
    const QString path = window.document().filePath();
    closeAndDiscard();
    window.openFile(path);
    addANode();
    addANode();
    reopen();
    ASSERT_EQ(count(), 3U);
    EXPECT_EQ(topology(), first);
    EXPECT_EQ(window.document().filePath(), QString());
    EXPECT_TRUE(window.messageBar().text().contains(QStringLiteral("two.topomq")));
}

TEST_F(TabReopeningTest, TenAreKept)
{
    for (int i = 0; i < 12; ++i)
        window.openFile(fileAt(qPrintable(QStringLiteral("%1.topomq").arg(i))));
    for (int i = 0; i < 12; ++i)
        closeFront();
    for (int i = 0; i < 12; ++i)
        reopen();
    EXPECT_EQ(count(), 10U);
    EXPECT_EQ(tab(0).document().title(), QStringLiteral("0.topomq"));
    EXPECT_EQ(tab(9).document().title(), QStringLiteral("9.topomq"));
}

TEST_F(TabReopeningTest, AnEmptyTabIsNotKept)
{
    press(Qt::Key_T, Qt::ControlModifier);
    closeFront();
    EXPECT_FALSE(window.actions().reopenClosed->isEnabled());
}

TEST_F(TabReopeningTest, AltAndANumberGoToThatTab)
{
    openThree();
    press(Qt::Key_2, Qt::AltModifier);
    EXPECT_EQ(front(), 1);
    press(Qt::Key_1, Qt::AltModifier);
    EXPECT_EQ(front(), 0);
    press(Qt::Key_9, Qt::AltModifier);
    EXPECT_EQ(front(), 2);
    press(Qt::Key_4, Qt::AltModifier);
    EXPECT_EQ(front(), 2);
    EXPECT_FALSE(window.actions().goToTab[3]->isEnabled());
}

/// The window of the fixture is closed; `next` is that of the next start.
class NextStartTest : public TabReopeningTest
{
protected:
    ~NextStartTest() override
    {
        next->workspace().discardWork();
        next.reset();
        for (const LeftWork& left : RecoveryStore().leftWork())
            left.slot->clear();
    }

    void start(const QString& file = {})
    {
        next = std::make_unique<MainWindow>(roles::makeRoleFactory());
        next->begin(file);
    }

    [[nodiscard]] QStringList nextTitles()
    {
        QStringList all;
        for (const DocumentTab* each : next->workspace().tabs())
            all << each->document().title();
        return all;
    }

    void waitForTabs(std::size_t wanted)
    {
        EXPECT_TRUE(
            QTest::qWaitFor([&] { return next->workspace().tabs().size() == wanted; }, kPatience));
    }

    /// Nothing has made all of it so far: the gallery alone is seen.
    void expectTheGalleryAlone()
    {
        EXPECT_TRUE(next->isGalleryShown());
        EXPECT_FALSE(next->isComplete());
    }

    std::unique_ptr<MainWindow> next;
};

TEST_F(NextStartTest, WhatWasOpenComesBackInItsOrderWithTheSameInFront)
{
    openThree();
    press(Qt::Key_2, Qt::AltModifier);
    EXPECT_TRUE(window.close());
    start();
    EXPECT_FALSE(next->isGalleryShown());
    // At once, before the others.
    EXPECT_EQ(nextTitles(), QStringList(QStringLiteral("two.topomq")));
    waitForTabs(3);
    EXPECT_EQ(nextTitles(),
              QStringList({QStringLiteral("one.topomq"), QStringLiteral("two.topomq"),
                           QStringLiteral("three.topomq")}));
    EXPECT_EQ(next->workspace().frontIndex(), 1);
    EXPECT_EQ(next->messageBar().text(), QString());
    for (const DocumentTab* each : next->workspace().tabs())
        EXPECT_FALSE(each->isRunning() || each->isModified());
}

TEST_F(NextStartTest, WhatIsClosedBeforeAllIsThereIsStillKnownAfterwards)
{
    openThree();
    EXPECT_TRUE(window.close());
    start();
    EXPECT_TRUE(next->close());
    start();
    waitForTabs(3);
}

TEST_F(NextStartTest, FilesThatAreGoneAreNamedInPlace)
{
    openThree();
    const QString gone = tab(1).document().filePath();
    EXPECT_TRUE(window.close());
    ASSERT_TRUE(QFile::remove(gone));
    start();
    waitForTabs(2);
    EXPECT_TRUE(
        QTest::qWaitFor([this] { return !next->messageBar().text().isEmpty(); }, kPatience));
    EXPECT_TRUE(next->messageBar().text().contains(QStringLiteral("two.topomq")));
}

TEST_F(NextStartTest, IfAllAreGoneTheGallerySaysSo)
{
    window.openFile(fileAt("one.topomq"));
    const QString gone = window.document().filePath();
    EXPECT_TRUE(window.close());
    ASSERT_TRUE(QFile::remove(gone));
    start();
    expectTheGalleryAlone();
    EXPECT_TRUE(next->messageBar().text().contains(QStringLiteral("one.topomq")));
}

TEST_F(NextStartTest, AFileThatCannotBeReadAnyMoreIsToldOf)
{
    window.openFile(fileAt("one.topomq"));
    QFile file(window.document().filePath());
    EXPECT_TRUE(window.close());
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("{");
    file.close();
    start();
    EXPECT_TRUE(QTest::qWaitFor([this] { return next->isGalleryShown(); }, kPatience));
    EXPECT_TRUE(next->messageBar().text().contains(QStringLiteral("one.topomq")));
}

TEST_F(NextStartTest, AFileOnTheCommandLineComesAlone)
{
    openTwo();
    EXPECT_TRUE(window.close());
    start(fileAt("asked.topomq"));
    QApplication::processEvents();
    EXPECT_EQ(nextTitles(), QStringList(QStringLiteral("asked.topomq")));
}

TEST_F(NextStartTest, NothingComesBackWhereThatIsNotWanted)
{
    openTwo();
    EXPECT_TRUE(window.actions().openLast->isChecked());
    window.actions().openLast->trigger();
    EXPECT_TRUE(window.close());
    start();
    expectTheGalleryAlone();
    EXPECT_FALSE(next->actions().openLast->isChecked());
}

TEST_F(NextStartTest, NothingWasOpenMeansTheGallery)
{
    addANode();
    answerNext(QStringLiteral("Discard"));
    EXPECT_TRUE(window.close());
    start();
    expectTheGalleryAlone();
}

TEST_F(NextStartTest, RecoveredWorkComesFirstAndNoFileTwice)
{
    openTwo();
    const QString one = tab(0).document().filePath();
    EXPECT_TRUE(window.close());
    {
        // As another program that died would leave it.
        TopologyDocument document;
        OpenResult read = openTopologyFile(one);
        document.reset(read.topology, one, read.digest);
        Autosave autosave(document, RecoveryStore());
        document.push(QStringLiteral("Name"), model::SetHeader{"recovered", {}, {}});
        autosave.flush();
    }
    start();
    auto* dialog = next->findChild<RecoveryDialog*>();
    ASSERT_NE(dialog, nullptr);
    QApplication::processEvents();
    EXPECT_TRUE(next->workspace().isNothingOpen());
    for (QPushButton* button : dialog->findChildren<QPushButton*>()) {
        if (button->isDefault())
            QTest::mouseClick(button, Qt::LeftButton);
    }
    waitForTabs(2);
    EXPECT_EQ(next->document().root().name, "recovered");
    EXPECT_TRUE(next->document().isModified());
    EXPECT_EQ(next->document().filePath(), one);
    QApplication::processEvents();
    EXPECT_EQ(next->workspace().tabs().size(), 2U);
}

} // namespace
} // namespace topomq::ui::test
