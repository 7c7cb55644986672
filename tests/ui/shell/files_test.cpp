#include "tests/ui/shell/window_fixture.h"
#include "ui/document/example_library.h"
#include "ui/document/open_topology.h"

#include <QFile>
#include <QFileDialog>
#include <QLineEdit>

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

    /// Types this name into the next file dialog; should the dialog come back, gives up.
    void nameNext(const QString& name)
    {
        auto* timer = new QTimer(&window);
        QObject::connect(timer, &QTimer::timeout, timer, [this, timer, name] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            if (!dialog)
                return;
            if (dialogs > 0) {
                ++dialogs;
                timer->deleteLater();
                QTest::keyClick(dialog, Qt::Key_Escape);
                return;
            }
            auto* field = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
            ASSERT_NE(field, nullptr);
            field->selectAll();
            QTest::keyClicks(field, name);
            // While it still reads the folder it goes back to the name that was proposed.
            if (dialog->selectedFiles().value(0)
                != folder.filePath(name + QStringLiteral(".topomq")))
                return;
            ++dialogs;
            QTest::keyClick(field, Qt::Key_Return);
        });
        timer->start(20);
    }

    static void write(const QString& file, const QByteArray& text)
    {
        QFile written(file);
        ASSERT_TRUE(written.open(QIODevice::WriteOnly));
        written.write(text);
    }

    static QByteArray textOf(const QString& file)
    {
        QFile read(file);
        EXPECT_TRUE(read.open(QIODevice::ReadOnly));
        return read.readAll();
    }

    void addANode() { dropOnCanvas("application/x-topomq-role", "sink", QPoint(60, 60)); }

    QString path{folder.filePath(QStringLiteral("work.topomq"))};
    int dialogs = 0;
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

TEST_F(FilesTest, SavingUnderATakenNameWithoutItsSuffixAsksFirst)
{
    const QString keep = folder.filePath(QStringLiteral("keep.topomq"));
    write(keep, "precious");
    window.openFile(path);
    nameNext(QStringLiteral("keep"));
    answerNext(QStringLiteral("Cancel"));
    press(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(questions, 1);
    EXPECT_EQ(dialogs, 2);
    EXPECT_EQ(textOf(keep), "precious");
    EXPECT_EQ(window.document().filePath(), path);
}

TEST_F(FilesTest, SavingUnderATakenNameReplacesTheFileOnRequest)
{
    const QString keep = folder.filePath(QStringLiteral("keep.topomq"));
    write(keep, "worthless");
    window.openFile(path);
    nameNext(QStringLiteral("keep"));
    answerNext(QStringLiteral("Replace"));
    press(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(questions, 1);
    EXPECT_EQ(dialogs, 1);
    EXPECT_EQ(openTopologyFile(keep).topology, topology());
    EXPECT_EQ(window.document().filePath(), keep);
}

TEST_F(FilesTest, SavingUnderAFreeNameAddsTheSuffixAndAsksNothing)
{
    window.openFile(path);
    nameNext(QStringLiteral("free"));
    press(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(questions, 0);
    EXPECT_TRUE(QFile::exists(folder.filePath(QStringLiteral("free.topomq"))));
}

TEST_F(FilesTest, SavingOverAFileThatAnotherProgramChangedAsksFirst)
{
    window.openFile(path);
    addANode();
    write(path, "written by another program");
    answerNext(QStringLiteral("Cancel"));
    press(Qt::Key_S, Qt::ControlModifier);
    EXPECT_EQ(questions, 1);
    EXPECT_EQ(textOf(path), "written by another program");
    EXPECT_TRUE(window.isWindowModified());
    // Without a window manager nobody gives it the keys back once the question is gone.
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    answerNext(QStringLiteral("Overwrite"));
    press(Qt::Key_S, Qt::ControlModifier);
    EXPECT_EQ(questions, 2);
    EXPECT_EQ(openTopologyFile(path).topology, topology());
}

TEST_F(FilesTest, AFileThatAnotherProgramChangedCanBeLeftForAnotherName)
{
    window.openFile(path);
    addANode();
    write(path, "written by another program");
    nameNext(QStringLiteral("mine"));
    answerNext(QStringLiteral("Save as…"));
    press(Qt::Key_S, Qt::ControlModifier);
    EXPECT_EQ(textOf(path), "written by another program");
    EXPECT_EQ(openTopologyFile(folder.filePath(QStringLiteral("mine.topomq"))).topology,
              topology());
}

TEST_F(FilesTest, SavingOverOnesOwnTextAsksNothing)
{
    window.openFile(path);
    for (int i = 0; i < 2; ++i) {
        addANode();
        press(Qt::Key_S, Qt::ControlModifier);
        EXPECT_FALSE(window.isWindowModified());
    }
    ASSERT_TRUE(QFile::remove(path));
    addANode();
    press(Qt::Key_S, Qt::ControlModifier);
    EXPECT_TRUE(QFile::exists(path));
    EXPECT_EQ(questions, 0);
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
