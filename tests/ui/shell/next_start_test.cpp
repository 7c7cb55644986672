// What was open when the program was closed comes back at its next start.

#include "tests/ui/shell/tabs_fixture.h"
#include "ui/document/autosave.h"
#include "ui/document/open_topology.h"
#include "ui/shell/recovery_dialog.h"

#include <QPushButton>

#include <memory>

namespace topomq::ui::test {
namespace {

/// The window of the fixture is closed; `next` is that of the next start.
class NextStartTest : public TabsTest
{
protected:
    ~NextStartTest() override
    {
        if (next)
            next->workspace().discardWork();
        next.reset();
        for (const LeftWork& left : RecoveryStore().leftWork())
            left.slot->clear();
    }

    void openThree()
    {
        openTwo();
        window.openFile(fileAt("three.topomq"));
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
