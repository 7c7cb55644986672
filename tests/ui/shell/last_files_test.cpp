// The list of what is open outlives any end of the program, and has one window that writes it.

#include "tests/ui/shell/next_start_fixture.h"

namespace topomq::ui::test {
namespace {

class LastFilesTest : public NextStartTest
{
protected:
    [[nodiscard]] static QString nameBeingOpened()
    {
        return QFileInfo(QSettings().value(QStringLiteral("files/opening")).toString()).fileName();
    }

    static void waitUntilNoneIsBeingOpened()
    {
        EXPECT_TRUE(QTest::qWaitFor([] { return nameBeingOpened().isEmpty(); }, kPatience))
            << nameBeingOpened().toStdString();
    }

    [[nodiscard]] bool isToldOf(const QString& name)
    {
        return next->messageBar().text().contains(name);
    }
};

TEST_F(LastFilesTest, WhatIsClosedBeforeAllIsThereIsStillKnownAfterwards)
{
    openThree();
    EXPECT_TRUE(window.close());
    start();
    EXPECT_TRUE(next->close());
    start();
    waitForTabs(3);
    // The one in front was open already, the others waited.
    EXPECT_EQ(nextTitles(), QStringList({kOne, kTwo, kThree}));
    EXPECT_EQ(next->workspace().frontIndex(), 2);
}

TEST_F(LastFilesTest, WhatIsClosedBeforeAnyIsThereIsStillKnownAfterwards)
{
    openThree();
    press(Qt::Key_2, Qt::AltModifier);
    EXPECT_TRUE(window.close());
    leaveWork(fileAt("other.topomq"), "left");
    start();
    ASSERT_NE(next->findChild<RecoveryDialog*>(), nullptr);
    EXPECT_TRUE(next->close());
    start();
    answerRecovery(QStringLiteral("Decide later"));
    waitForTabs(3);
    EXPECT_EQ(nextTitles(), QStringList({kOne, kTwo, kThree}));
    EXPECT_EQ(next->workspace().frontIndex(), 1);
}

TEST_F(LastFilesTest, WhatIsOpenIsKnownAfterTheProgramWasKilled)
{
    openThree();
    EXPECT_TRUE(window.close());
    start();
    waitForTabs(3);
    waitForTheList({kOne, kTwo, kThree});
    next->workspace().goTo(0);
    QTest::keyClick(next.get(), Qt::Key_PageDown, Qt::ControlModifier | Qt::ShiftModifier);
    waitForTheList({kTwo, kOne, kThree});
    kill();
    start();
    waitForTabs(3);
    EXPECT_EQ(nextTitles(), QStringList({kTwo, kOne, kThree}));
    EXPECT_EQ(next->workspace().frontIndex(), 1);
}

TEST_F(LastFilesTest, WhatIsKilledWhileItAsksAboutLeftWorkForgetsNothing)
{
    openThree();
    EXPECT_TRUE(window.close());
    leaveWork(fileAt("other.topomq"), "left");
    start();
    ASSERT_NE(next->findChild<RecoveryDialog*>(), nullptr);
    kill();
    start();
    answerRecovery(QStringLiteral("Decide later"));
    waitForTabs(3);
}

TEST_F(LastFilesTest, AFileThatBringsTheProgramDownDoesSoOnlyOnce)
{
    openThree();
    EXPECT_TRUE(window.close());
    start();
    kill();
    start();
    waitForTabs(2);
    EXPECT_EQ(nextTitles(), QStringList({kOne, kTwo}));
    EXPECT_TRUE(QTest::qWaitFor([this] { return isToldOf(kThree); }, kPatience));
    waitForTheList({kOne, kTwo});
    kill();
    // It is told of once.
    start();
    waitForTabs(2);
    waitUntilNoneIsBeingOpened();
    EXPECT_EQ(next->messageBar().text(), QString());
}

TEST_F(LastFilesTest, TheOnlyFileThatBringsTheProgramDownLeavesTheGallery)
{
    window.openFile(fileAt("one.topomq"));
    EXPECT_TRUE(window.close());
    start();
    kill();
    start();
    expectTheGalleryAlone();
    EXPECT_TRUE(isToldOf(kOne));
    // At once: an end of this start must not bring it back.
    EXPECT_EQ(namesInTheList(), QStringList());
    kill();
    start();
    expectTheGalleryAlone();
    EXPECT_EQ(next->messageBar().text(), QString());
}

TEST_F(LastFilesTest, EachStartGetsPastOneMoreFileThatBringsTheProgramDown)
{
    openThree();
    EXPECT_TRUE(window.close());
    start();
    EXPECT_EQ(nameBeingOpened(), kThree);
    kill();
    start();
    EXPECT_EQ(nameBeingOpened(), kOne);
    kill();
    start();
    EXPECT_TRUE(QTest::qWaitFor([this] { return isToldOf(kThree); }, kPatience));
    EXPECT_TRUE(isToldOf(kOne));
    EXPECT_EQ(nextTitles(), QStringList(kTwo));
    waitUntilNoneIsBeingOpened();
    EXPECT_EQ(namesInTheList(), QStringList(kTwo));
    kill();
    // They are told of once.
    start();
    waitForTabs(1);
    waitUntilNoneIsBeingOpened();
    EXPECT_EQ(next->messageBar().text(), QString());
}

TEST_F(LastFilesTest, AnEndWhileOneFileIsBeingOpenedCostsThatOneAlone)
{
    openThree();
    EXPECT_TRUE(window.close());
    start();
    waitForTabs(2);
    EXPECT_EQ(nextTitles(), QStringList({kOne, kThree}));
    kill();
    EXPECT_EQ(namesInTheList(), QStringList({kOne, kTwo, kThree}));
    start();
    waitForTabs(2);
    EXPECT_EQ(nextTitles(), QStringList({kTwo, kThree}));
    EXPECT_EQ(next->workspace().frontIndex(), 1);
    EXPECT_TRUE(QTest::qWaitFor([this] { return isToldOf(kOne); }, kPatience));
}

TEST_F(LastFilesTest, AnEndSoonAfterAllIsThereForgetsNothing)
{
    openThree();
    EXPECT_TRUE(window.close());
    start();
    waitForTabs(3);
    waitUntilNoneIsBeingOpened();
    kill();
    EXPECT_EQ(namesInTheList(), QStringList({kOne, kTwo, kThree}));
    start();
    waitForTabs(3);
    waitUntilNoneIsBeingOpened();
    EXPECT_EQ(next->messageBar().text(), QString());
}

TEST_F(LastFilesTest, WhoHeardNothingOfAFileThatWasLeftOutHearsOfItNextTime)
{
    openThree();
    EXPECT_TRUE(window.close());
    start();
    kill();
    leaveWork(fileAt("other.topomq"), "left");
    start();
    ASSERT_NE(next->findChild<RecoveryDialog*>(), nullptr);
    EXPECT_TRUE(next->close());
    EXPECT_EQ(namesInTheList(), QStringList({kOne, kTwo}));
    start();
    answerRecovery(QStringLiteral("Decide later"));
    waitForTabs(2);
    EXPECT_EQ(nextTitles(), QStringList({kOne, kTwo}));
    EXPECT_TRUE(QTest::qWaitFor([this] { return isToldOf(kThree); }, kPatience));
}

TEST_F(LastFilesTest, AFileInFrontIsBeingOpenedUntilItWasPainted)
{
    openThree();
    EXPECT_TRUE(window.close());
    start();
    next->hide();
    QApplication::processEvents();
    EXPECT_EQ(nameBeingOpened(), kThree);
    EXPECT_EQ(nextTitles(), QStringList(kThree));
    next->show();
    waitForTabs(3);
}

TEST_F(LastFilesTest, FilesThatNobodySeesComeAllTheSame)
{
    openThree();
    EXPECT_TRUE(window.close());
    start();
    next->hide();
    waitForTabs(3);
    waitUntilNoneIsBeingOpened();
}

TEST_F(LastFilesTest, TheGalleryComesWithoutWritingSettings)
{
    EXPECT_TRUE(window.close());
    QSettings().sync();
    const QString file = QSettings().fileName();
    ASSERT_TRUE(!QFile::exists(file) || QFile::remove(file));
    start();
    expectTheGalleryAlone();
    QSettings().sync();
    EXPECT_FALSE(QFile::exists(file));
}

TEST_F(LastFilesTest, ASecondWindowLeavesTheListToTheFirst)
{
    openTwo();
    EXPECT_TRUE(window.close());
    start();
    waitForTabs(2);
    waitForTheList({kOne, kTwo});
    MainWindow second(roles::makeRoleFactory());
    second.begin({});
    EXPECT_TRUE(second.isGalleryShown());
    second.openFile(fileAt("asked.topomq"));
    EXPECT_TRUE(next->close());
    EXPECT_TRUE(second.close());
    EXPECT_EQ(namesInTheList(), QStringList({kOne, kTwo}));
}

TEST_F(LastFilesTest, AWindowWithAFileOfItsOwnReplacesTheListByALongerOneOnly)
{
    openTwo();
    EXPECT_TRUE(window.close());
    start({fileAt("asked.topomq")});
    EXPECT_TRUE(next->close());
    EXPECT_EQ(namesInTheList(), QStringList({kOne, kTwo}));
    start({fileAt("asked.topomq")});
    next->openFile(fileAt("four.topomq"));
    next->openFile(fileAt("five.topomq"));
    EXPECT_TRUE(next->close());
    EXPECT_EQ(namesInTheList(),
              QStringList({QStringLiteral("asked.topomq"), QStringLiteral("four.topomq"),
                           QStringLiteral("five.topomq")}));
}

} // namespace
} // namespace topomq::ui::test
