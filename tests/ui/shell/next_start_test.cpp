// What was open when the program was closed comes back at its next start.

#include "tests/ui/shell/next_start_fixture.h"

namespace topomq::ui::test {
namespace {

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

TEST_F(NextStartTest, AFileThatCannotBeReadLeavesTheOthersInTheirOrder)
{
    openThree();
    QFile file(tab(0).document().filePath());
    EXPECT_TRUE(window.close());
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("{");
    file.close();
    start();
    waitForTabs(2);
    EXPECT_EQ(nextTitles(), QStringList({kTwo, kThree}));
    EXPECT_EQ(next->workspace().frontIndex(), 1);
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
    start({fileAt("asked.topomq")});
    QApplication::processEvents();
    EXPECT_EQ(nextTitles(), QStringList(QStringLiteral("asked.topomq")));
}

TEST_F(NextStartTest, SeveralFilesOnTheCommandLineComeInTabs)
{
    const QStringList files{fileAt(kOne.toUtf8().constData()), fileAt(kTwo.toUtf8().constData())};
    EXPECT_TRUE(window.close());
    start(files);
    EXPECT_EQ(nextTitles(), QStringList({kOne, kTwo}));
    EXPECT_EQ(next->workspace().frontIndex(), 1);
}

TEST_F(NextStartTest, AFileOnTheCommandLineThatIsNotThereIsToldOfInTheWindow)
{
    const QString there = fileAt("there.topomq");
    EXPECT_TRUE(window.close());
    start({folder.filePath(QStringLiteral("gone.topomq")), there});
    EXPECT_TRUE(next->isVisible());
    EXPECT_EQ(nextTitles(), QStringList(QStringLiteral("there.topomq")));
    EXPECT_TRUE(next->messageBar().text().contains(QStringLiteral("gone.topomq")))
        << next->messageBar().text().toStdString();
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
    next->actions().openLast->trigger();
    EXPECT_TRUE(next->actions().openLast->isChecked());
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
    leaveWork(one, "recovered");
    start();
    ASSERT_NE(next->findChild<RecoveryDialog*>(), nullptr);
    QApplication::processEvents();
    EXPECT_TRUE(next->workspace().isNothingOpen());
    answerRecovery(QStringLiteral("Recover"));
    waitForTabs(2);
    EXPECT_EQ(next->document().root().name, "recovered");
    EXPECT_TRUE(next->document().isModified());
    EXPECT_EQ(next->document().filePath(), one);
    QApplication::processEvents();
    EXPECT_EQ(next->workspace().tabs().size(), 2U);
}

} // namespace
} // namespace topomq::ui::test
