#include "tests/ui/shell/tabs_fixture.h"
#include "ui/document/open_topology.h"
#include "ui/shell/unsaved_dialog.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>

namespace topomq::ui::test {
namespace {

class TabClosingTest : public TabsTest
{
protected:
    /// Answers the next question about several files; notes what it lists, and unticks one of them.
    void answerList(const QString& button, int untick = -1)
    {
        auto* timer = new QTimer(&window);
        QObject::connect(timer, &QTimer::timeout, timer, [this, timer, button, untick] {
            auto* dialog = qobject_cast<UnsavedDialog*>(QApplication::activeModalWidget());
            if (!dialog)
                return;
            ++questions;
            timer->deleteLater();
            auto* list = dialog->findChild<QTreeWidget*>();
            for (int i = 0; i < list->topLevelItemCount(); ++i) {
                listed << list->topLevelItem(i)->text(0);
                places << list->topLevelItem(i)->text(1);
            }
            if (untick >= 0) {
                list->setFocus();
                list->setCurrentItem(list->topLevelItem(untick));
                QTest::keyClick(list, Qt::Key_Space);
            }
            for (QPushButton* each : dialog->findChildren<QPushButton*>()) {
                if (each->text().remove(QLatin1Char('&')) == button) {
                    QTest::mouseClick(each, Qt::LeftButton);
                    return;
                }
            }
            ADD_FAILURE() << "no button " << button.toStdString();
            dialog->reject();
        });
        timer->start(10);
    }

    void editBoth()
    {
        openTwo();
        addANode();
        clickTab(0);
        addANode();
    }

    QStringList listed;
    QStringList places;
};

TEST_F(TabClosingTest, AMiddleClickClosesATabWithoutChanges)
{
    openTwo();
    clickTab(0, Qt::MiddleButton);
    EXPECT_EQ(count(), 1U);
    EXPECT_EQ(window.windowTitle(), QStringLiteral("two.topomq[*] — TopoMQ"));
    EXPECT_EQ(questions, 0);
}

TEST_F(TabClosingTest, AsksAboutUnsavedChangesInTheTabThatHasThem)
{
    openTwo();
    clickTab(0);
    addANode();
    clickTab(1);
    answerNext(QStringLiteral("Cancel"));
    clickTab(0, Qt::MiddleButton);
    EXPECT_EQ(questions, 1);
    EXPECT_EQ(count(), 2U);
    EXPECT_EQ(front(), 0);
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    answerNext(QStringLiteral("Discard"));
    press(Qt::Key_W, Qt::ControlModifier);
    EXPECT_EQ(questions, 2);
    EXPECT_EQ(count(), 1U);
    EXPECT_EQ(window.windowTitle(), QStringLiteral("two.topomq[*] — TopoMQ"));
}

TEST_F(TabClosingTest, ARunningTabIsClosedAfterItsRunHasStopped)
{
    runExample("pipeline");
    press(Qt::Key_T, Qt::ControlModifier);
    answerNext(QStringLiteral("Keep running"));
    clickTab(0, Qt::MiddleButton);
    EXPECT_EQ(count(), 2U);
    EXPECT_TRUE(tab(0).isRunning());
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    answerNext(QStringLiteral("Stop and close"));
    press(Qt::Key_W, Qt::ControlModifier);
    // Closed twice, it still goes once.
    press(Qt::Key_W, Qt::ControlModifier);
    EXPECT_TRUE(QTest::qWaitFor([this] { return count() == 1; }, kPatience));
    EXPECT_EQ(questions, 2);
    QTest::qWait(100);
    EXPECT_EQ(count(), 1U);
}

TEST_F(TabClosingTest, TheLastOneLeavesTheGallery)
{
    openTwo();
    press(Qt::Key_W, Qt::ControlModifier);
    EXPECT_FALSE(window.isGalleryShown());
    press(Qt::Key_W, Qt::ControlModifier);
    EXPECT_TRUE(window.isGalleryShown());
    EXPECT_EQ(count(), 1U);
    EXPECT_EQ(window.windowTitle(), QStringLiteral("TopoMQ"));
    EXPECT_FALSE(window.actions().run->isEnabled());
    window.openFile(fileAt("three.topomq"));
    EXPECT_EQ(count(), 1U);
    EXPECT_FALSE(window.isGalleryShown());
}

TEST_F(TabClosingTest, CloseOthersAsksOnceForAllOfThem)
{
    editBoth();
    press(Qt::Key_T, Qt::ControlModifier);
    answerList(QStringLiteral("Cancel"));
    press(Qt::Key_W, Qt::ControlModifier | Qt::AltModifier);
    EXPECT_EQ(count(), 3U);
    EXPECT_EQ(listed, QStringList({QStringLiteral("one.topomq"), QStringLiteral("two.topomq")}));
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    answerList(QStringLiteral("Discard all"));
    press(Qt::Key_W, Qt::ControlModifier | Qt::AltModifier);
    EXPECT_EQ(questions, 2);
    EXPECT_EQ(count(), 1U);
}

TEST_F(TabClosingTest, QuittingListsAllUnsavedFilesInOneQuestion)
{
    editBoth();
    answerList(QStringLiteral("Cancel"));
    press(Qt::Key_Q, Qt::ControlModifier);
    EXPECT_EQ(questions, 1);
    EXPECT_EQ(listed, QStringList({QStringLiteral("one.topomq"), QStringLiteral("two.topomq")}));
    EXPECT_TRUE(window.isVisible());
    EXPECT_TRUE(tab(0).isModified());
    EXPECT_TRUE(tab(1).isModified());
}

TEST_F(TabClosingTest, QuittingSavesWhatIsTicked)
{
    editBoth();
    const QString one = tab(0).document().filePath();
    const QString two = tab(1).document().filePath();
    const model::Topology kept = openTopologyFile(one).topology;
    const model::Topology edited = tab(1).document().topology();
    answerList(QStringLiteral("Save ticked"), 0);
    press(Qt::Key_Q, Qt::ControlModifier);
    EXPECT_EQ(questions, 1);
    EXPECT_FALSE(window.isVisible());
    EXPECT_EQ(openTopologyFile(one).topology, kept);
    EXPECT_EQ(openTopologyFile(two).topology, edited);
}

TEST_F(TabClosingTest, QuittingStaysWhereAFileCannotBeSaved)
{
    editBoth();
    ASSERT_TRUE(QFile::remove(tab(0).document().filePath()));
    ASSERT_TRUE(QDir().mkpath(tab(0).document().filePath()));
    answerList(QStringLiteral("Save ticked"));
    press(Qt::Key_Q, Qt::ControlModifier);
    EXPECT_TRUE(window.isVisible());
    EXPECT_EQ(front(), 0);
    EXPECT_NE(window.messageBar().text(), QString());
}

TEST_F(TabClosingTest, QuittingAsksOnceForAllRunsAndThenAboutChanges)
{
    runExample("pipeline");
    press(Qt::Key_T, Qt::ControlModifier);
    runExample("pair");
    addANode();
    answerNext(QStringLiteral("Stop and close"));
    press(Qt::Key_Q, Qt::ControlModifier);
    EXPECT_EQ(questions, 1);
    answerNext(QStringLiteral("Discard"));
    EXPECT_TRUE(QTest::qWaitFor([this] { return !window.isVisible(); }, kPatience));
    EXPECT_EQ(questions, 2);
    EXPECT_FALSE(tab(0).isRunning());
    EXPECT_FALSE(tab(1).isRunning());
}

TEST_F(TabClosingTest, KeepRunningKeepsAllRuns)
{
    runExample("pipeline");
    press(Qt::Key_T, Qt::ControlModifier);
    runExample("pair");
    answerNext(QStringLiteral("Keep running"));
    press(Qt::Key_Q, Qt::ControlModifier);
    EXPECT_EQ(questions, 1);
    EXPECT_TRUE(tab(0).isRunning());
    EXPECT_TRUE(tab(1).isRunning());
}

TEST_F(TabClosingTest, AsksAboutATabWhoseFileWasDeletedThoughNothingWasChanged)
{
    openTwo();
    const QString path = tab(1).document().filePath();
    const model::Topology two = topology();
    ASSERT_TRUE(QFile::remove(path));
    // At once, before anybody told that it is gone.
    answerNext(QStringLiteral("Cancel"));
    press(Qt::Key_W, Qt::ControlModifier);
    EXPECT_EQ(questions, 1);
    ASSERT_EQ(count(), 2U);
    EXPECT_TRUE(window.isWindowModified());
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    answerNext(QStringLiteral("Save"));
    press(Qt::Key_W, Qt::ControlModifier);
    EXPECT_EQ(questions, 2);
    EXPECT_EQ(count(), 1U);
    EXPECT_EQ(openTopologyFile(path).topology, two);
}

TEST_F(TabClosingTest, QuittingAsksAboutFilesThatWereDeleted)
{
    openTwo();
    ASSERT_TRUE(QFile::remove(tab(0).document().filePath()));
    ASSERT_TRUE(QTest::qWaitFor([this] { return tab(0).isModified(); }, kPatience));
    EXPECT_EQ(titles().value(0), QStringLiteral("one.topomq*"));
    addANode();
    answerList(QStringLiteral("Cancel"));
    press(Qt::Key_Q, Qt::ControlModifier);
    EXPECT_EQ(listed, QStringList({QStringLiteral("one.topomq"), QStringLiteral("two.topomq")}));
    EXPECT_TRUE(places.value(0).contains(QStringLiteral("deleted")));
    EXPECT_FALSE(places.value(1).contains(QStringLiteral("deleted")));
    EXPECT_TRUE(window.isVisible());
}

TEST_F(TabClosingTest, SaysThatAllIsLostWhereTheFileOfChangedWorkIsGone)
{
    openTwo();
    addANode();
    ASSERT_TRUE(QFile::remove(window.document().filePath()));
    answerNext(QStringLiteral("Cancel"));
    press(Qt::Key_W, Qt::ControlModifier);
    EXPECT_EQ(questions, 1);
    EXPECT_TRUE(asked.contains(QStringLiteral("deleted")));
    EXPECT_TRUE(asked.contains(QStringLiteral("has changes")));
    EXPECT_TRUE(asked.contains(QStringLiteral("All of it")));
}

TEST_F(TabClosingTest, SavingOverAFileOfAnotherTabIsRefused)
{
    openTwo();
    const model::Topology one = openTopologyFile(tab(0).document().filePath()).topology;
    auto* timer = new QTimer(&window);
    int dialogs = 0;
    QObject::connect(timer, &QTimer::timeout, timer, [&] {
        QWidget* modal = QApplication::activeModalWidget();
        if (auto* refusal = qobject_cast<QMessageBox*>(modal)) {
            ++questions;
            EXPECT_TRUE(refusal->text().contains(QStringLiteral("another tab")));
            QTest::mouseClick(refusal->button(QMessageBox::Ok), Qt::LeftButton);
        } else if (auto* dialog = qobject_cast<QFileDialog*>(modal)) {
            if (questions > 0) {
                timer->stop();
                QTest::keyClick(dialog, Qt::Key_Escape);
                return;
            }
            auto* field = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
            field->selectAll();
            QTest::keyClicks(field, QStringLiteral("one"));
            // While it still reads the folder it goes back to the name that was proposed.
            if (dialog->selectedFiles().value(0) != tab(0).document().filePath())
                return;
            ++dialogs;
            QTest::keyClick(field, Qt::Key_Return);
        }
    });
    timer->start(20);
    press(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(questions, 1);
    EXPECT_EQ(dialogs, 1);
    EXPECT_EQ(openTopologyFile(tab(0).document().filePath()).topology, one);
    EXPECT_EQ(QFileInfo(window.document().filePath()).fileName(), QStringLiteral("two.topomq"));
}

} // namespace
} // namespace topomq::ui::test
