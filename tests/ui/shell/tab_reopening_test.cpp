// Tabs that were closed come back.

#include "tests/ui/shell/tabs_fixture.h"
#include "ui/document/open_topology.h"
#include "ui/shell/choice_bar.h"

#include <algorithm>

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
    window.openFile(fileAt("four.topomq"));
    const QStringList before = titles();
    press(Qt::Key_2, Qt::AltModifier);
    press(Qt::Key_W, Qt::ControlModifier | Qt::AltModifier);
    ASSERT_EQ(count(), 1U);
    for (int closed = 0; closed < 3; ++closed)
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
    // It is all that there is of it.
    EXPECT_TRUE(window.isWindowModified());
    answerNext(QStringLiteral("Cancel"));
    closeFront();
    EXPECT_EQ(questions, 1);
    EXPECT_EQ(count(), 2U);
}

TEST_F(TabReopeningTest, AFileThatCannotBeReadAnyMoreLeavesWhatIsHereUnsaved)
{
    openTwo();
    const model::Topology saved = topology();
    QFile file(window.document().filePath());
    closeFront();
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("{");
    file.close();
    reopen();
    EXPECT_EQ(topology(), saved);
    EXPECT_TRUE(window.isWindowModified());
    answerNext(QStringLiteral("Cancel"));
    closeFront();
    EXPECT_EQ(questions, 1);
    EXPECT_EQ(count(), 2U);
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

TEST_F(TabReopeningTest, WorkOnADeletedFileHasNoEmptyDrawingToGoBackTo)
{
    openTwo();
    addANode();
    const model::Topology work = topology();
    const QString path = window.document().filePath();
    closeAndDiscard();
    ASSERT_TRUE(QFile::remove(path));
    reopen();
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(topology(), work);
    EXPECT_TRUE(window.isWindowModified());
    EXPECT_TRUE(
        QTest::qWaitFor([this] { return !window.choiceBar().text().isEmpty(); }, kPatience));
    questions = 0;
    closeAndDiscard();
    EXPECT_EQ(questions, 1);
    reopen();
    EXPECT_EQ(topology(), work);
}

TEST_F(TabReopeningTest, StepsOfTheTabThatHasTheFileAreNotLost)
{
    openTwo();
    addANode();
    const model::Topology first = topology();
    const QString path = window.document().filePath();
    closeAndDiscard();
    window.openFile(path);
    addANode();
    addANode();
    press(Qt::Key_S, Qt::ControlModifier);
    ASSERT_FALSE(window.isWindowModified());
    reopen();
    ASSERT_EQ(count(), 3U);
    EXPECT_EQ(topology(), first);
    EXPECT_EQ(window.document().filePath(), QString());
    EXPECT_TRUE(std::any_of(window.workspace().tabs().begin(), window.workspace().tabs().end(),
                            [&](DocumentTab* each) {
                                return each->document().filePath() == path
                                    && each->document().undoStack()->count() == 2;
                            }));
}

TEST_F(TabReopeningTest, WorkOnWhatTheOpenTabShowsOfTheFileIsNoNews)
{
    openTwo();
    addANode();
    const QString path = window.document().filePath();
    closeAndDiscard();
    window.openFile(path);
    reopen();
    ASSERT_EQ(count(), 2U);
    EXPECT_TRUE(window.isWindowModified());
    EXPECT_EQ(window.choiceBar().text(), QString());
}

TEST_F(TabReopeningTest, WorkOnAnOlderTextThanTheOpenTabShowsIsNotSavedOverItUnasked)
{
    openTwo();
    addANode();
    const model::Topology work = topology();
    const QString path = window.document().filePath();
    closeAndDiscard();
    EXPECT_EQ(fileAt("two.topomq", "pipeline"), path);
    const model::Topology theirs = openTopologyFile(path).topology;
    window.openFile(path);
    reopen();
    ASSERT_EQ(count(), 2U);
    EXPECT_EQ(topology(), work);
    EXPECT_TRUE(window.choiceBar().text().contains(QStringLiteral("newer")));
    questions = 0;
    answerNext(QStringLiteral("Cancel"));
    press(Qt::Key_S, Qt::ControlModifier);
    EXPECT_EQ(questions, 1);
    EXPECT_EQ(openTopologyFile(path).topology, theirs);
}

TEST_F(TabReopeningTest, ATextThatWasSavedHereMeanwhileIsNotBlamedOnAnotherProgram)
{
    openTwo();
    addANode();
    const QString path = window.document().filePath();
    closeAndDiscard();
    window.openFile(path);
    addANode();
    addANode();
    press(Qt::Key_S, Qt::ControlModifier);
    closeFront();
    reopen();
    EXPECT_EQ(window.choiceBar().text(), QString());
    reopen();
    EXPECT_TRUE(window.isWindowModified());
    EXPECT_TRUE(window.choiceBar().text().contains(QStringLiteral("newer")));
    EXPECT_FALSE(window.choiceBar().text().contains(QStringLiteral("another program")));
}

TEST_F(TabReopeningTest, WhatOthersWroteMeanwhileIsTold)
{
    openTwo();
    addANode();
    closeAndDiscard();
    EXPECT_FALSE(fileAt("two.topomq", "pipeline").isEmpty());
    reopen();
    EXPECT_TRUE(
        QTest::qWaitFor([this] { return !window.choiceBar().text().isEmpty(); }, kPatience));
}

TEST_F(TabReopeningTest, ANumberLeadsFromTheGalleryToTheTabInFrontToo)
{
    openTwo();
    window.showGallery();
    press(Qt::Key_2, Qt::AltModifier);
    EXPECT_FALSE(window.isGalleryShown());
    EXPECT_EQ(front(), 1);
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

} // namespace
} // namespace topomq::ui::test
