#include "tests/ui/shell/window_fixture.h"
#include "ui/document/example_library.h"
#include "ui/document/open_topology.h"

#include <QFile>

namespace topomq::ui::test {
namespace {

class FilesTest : public WindowTest
{
protected:
    FilesTest()
    {
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(findExample(QStringLiteral("pipeline"))->text);
    }

    void addANode() { dropOnCanvas("application/x-topomq-role", "sink", QPoint(60, 60)); }

    QString path{folder.filePath(QStringLiteral("work.topomq"))};
};

TEST_F(FilesTest, OpensAFile)
{
    window.openFile(path);
    EXPECT_EQ(topology().name, "Parallel pipeline");
    EXPECT_EQ(window.windowTitle(), QStringLiteral("work.topomq[*] — TopoMQ"));
}

TEST_F(FilesTest, ReopensExactlyWhatWasSaved)
{
    window.openFile(path);
    addANode();
    press(Qt::Key_S, Qt::ControlModifier);
    EXPECT_FALSE(window.isWindowModified());
    const model::Topology saved = topology();
    press(Qt::Key_W, Qt::ControlModifier);
    window.openFile(path);
    EXPECT_EQ(topology(), saved);
}

TEST_F(FilesTest, MarksTheTitleWhileThereAreUnsavedChanges)
{
    window.openFile(path);
    addANode();
    EXPECT_TRUE(window.isWindowModified());
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_FALSE(window.isWindowModified());
}

TEST_F(FilesTest, ClosingWithUnsavedChangesAsksAndCancelKeepsThem)
{
    window.openFile(path);
    addANode();
    answerNext(QStringLiteral("Cancel"));
    EXPECT_FALSE(window.close());
    EXPECT_EQ(questions, 1);
    EXPECT_TRUE(window.isVisible());
    EXPECT_TRUE(window.isWindowModified());
}

TEST_F(FilesTest, ClosingWithUnsavedChangesSavesThemOnRequest)
{
    window.openFile(path);
    addANode();
    const model::Topology edited = topology();
    answerNext(QStringLiteral("Save"));
    EXPECT_TRUE(window.close());
    EXPECT_EQ(openTopologyFile(path).topology, edited);
}

TEST_F(FilesTest, ClosingWithoutChangesAsksNothing)
{
    window.openFile(path);
    EXPECT_TRUE(window.close());
    EXPECT_EQ(questions, 0);
}

TEST_F(FilesTest, OpeningAnotherTopologyAsksAboutUnsavedChanges)
{
    window.openFile(path);
    addANode();
    const model::Topology edited = topology();
    answerNext(QStringLiteral("Cancel"));
    window.openExample(QStringLiteral("pair"));
    EXPECT_EQ(questions, 1);
    EXPECT_EQ(topology(), edited);
}

TEST_F(FilesTest, OpeningAnotherTopologyAsksToStopTheRun)
{
    runExample("pipeline");
    answerNext(QStringLiteral("Stop the run"));
    window.openExample(QStringLiteral("pair"));
    EXPECT_EQ(questions, 1);
    EXPECT_TRUE(
        QTest::qWaitFor([this] { return topology().name != "Parallel pipeline"; }, kPatience));
    EXPECT_FALSE(window.session().isActive());
}

TEST_F(FilesTest, ClosingWhileItRunsAsksAndKeepRunningKeepsBoth)
{
    runExample("pipeline");
    answerNext(QStringLiteral("Keep running"));
    EXPECT_FALSE(window.close());
    EXPECT_EQ(questions, 1);
    EXPECT_TRUE(window.isVisible());
    EXPECT_EQ(window.session().state(), RunSession::State::Running);
}

TEST_F(FilesTest, EscapeInTheQuestionKeepsRunning)
{
    runExample("pipeline");
    QTimer::singleShot(50, &window, [this] {
        ++questions;
        QTest::keyClick(QApplication::activeModalWidget(), Qt::Key_Escape);
    });
    press(Qt::Key_Q, Qt::ControlModifier);
    EXPECT_EQ(questions, 1);
    EXPECT_TRUE(window.isVisible());
    EXPECT_EQ(window.session().state(), RunSession::State::Running);
}

TEST_F(FilesTest, ClosingWhileItRunsStopsAndClosesOnRequest)
{
    runExample("pipeline");
    answerNext(QStringLiteral("Stop and close"));
    window.close();
    EXPECT_EQ(questions, 1);
    EXPECT_TRUE(QTest::qWaitFor([this] { return !window.isVisible(); }, kPatience));
    EXPECT_FALSE(window.session().isActive());
}

TEST_F(FilesTest, ChangesAreAskedAboutAfterTheRunHasStopped)
{
    runExample("pipeline");
    addANode();
    answerNext(QStringLiteral("Stop and close"));
    window.close();
    answerNext(QStringLiteral("Cancel"));
    EXPECT_TRUE(QTest::qWaitFor([this] { return questions == 2; }, kPatience));
    EXPECT_FALSE(window.session().isActive());
    EXPECT_TRUE(window.isVisible());
    EXPECT_TRUE(window.isWindowModified());
}

TEST_F(FilesTest, AFileThatCannotBeReadIsSaidAndTheTopologyStays)
{
    window.openFile(path);
    QFile broken(folder.filePath(QStringLiteral("broken.topomq")));
    ASSERT_TRUE(broken.open(QIODevice::WriteOnly));
    broken.write("{ \"topomq\": 1, ");
    broken.close();
    window.openFile(broken.fileName());
    EXPECT_EQ(topology().name, "Parallel pipeline");
    EXPECT_TRUE(window.messageBar().text().contains(QStringLiteral("broken.topomq")));
}

} // namespace
} // namespace topomq::ui::test
