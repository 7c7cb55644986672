#include "tests/ui/shell/window_fixture.h"
#include "ui/document/clipboard.h"
#include "ui/document/open_topology.h"
#include "ui/shell/export_actions.h"
#include "ui/shell/export_dialog.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPrintPreviewDialog>
#include <QPrinter>

namespace topomq::ui::test {
namespace {

class ExportTest : public WindowTest
{
protected:
    ExportTest() { window.openExample(QStringLiteral("pipeline")); }

    [[nodiscard]] CanvasExport drawing(const ExportOptions& options)
    {
        return {window.document(), &window.session(), options};
    }

    /// Accepts the next file dialog with this path, or with what is typed where that becomes it.
    void nameNext(const QString& path, const QString& typed = {})
    {
        auto* timer = new QTimer(&window);
        QObject::connect(timer, &QTimer::timeout, timer, [timer, path, typed] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            if (!dialog)
                return;
            timer->deleteLater();
            // Typed: selectFile() leaves the field alone once it has the focus.
            auto* field = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
            field->setText(typed.isEmpty() ? path : typed);
            EXPECT_EQ(dialog->selectedFiles().value(0), path);
            QTest::keyClick(field, Qt::Key_Return);
            // Should it not have taken the name, the test must not wait for ever.
            if (dialog->isVisible()) {
                ADD_FAILURE() << "the dialog is still open";
                dialog->reject();
            }
        });
        timer->start(20);
    }

    /// Gives up at the file dialog that comes back after a question.
    void giveUpAfterTheQuestion()
    {
        auto* timer = new QTimer(&window);
        QObject::connect(timer, &QTimer::timeout, timer, [this, timer] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            if (!dialog || questions == 0)
                return;
            timer->deleteLater();
            dialog->reject();
        });
        timer->start(20);
    }

    /// A file that stands there already.
    QString taken(const char* name)
    {
        const QString path = folder.filePath(QString::fromUtf8(name));
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write("old");
        return path;
    }

    static QByteArray textOf(const QString& path)
    {
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }
};

/// How many pixels of the image have just this colour.
int count(const QImage& image, const QColor& color)
{
    int found = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            found += image.pixelColor(x, y) == color ? 1 : 0;
    }
    return found;
}

TEST_F(ExportTest, FollowsScaleAndColours)
{
    const QImage light = drawing({.scale = 0.5}).image();
    const QImage dark = drawing({.dark = true, .scale = 1}).image();
    EXPECT_NEAR(dark.width(), 2 * light.width(), 1);
    EXPECT_EQ(light.pixelColor(1, 1), colorsOf(false).canvas);
    EXPECT_EQ(dark.pixelColor(1, 1), colorsOf(true).canvas);
    EXPECT_LT(drawing({.scale = 20}).imageSize().width(), 16'001);
}

TEST_F(ExportTest, DrawsTheSelectionAlone)
{
    const QSizeF all = drawing({}).size();
    window.document().selection()->selectNode(topology().nodes[0].id);
    const QSizeF part = drawing({.selectionOnly = true}).size();
    EXPECT_LT(part.width(), all.width());
    // The mark of the selection is not part of the drawing.
    const QImage marked = drawing({.scale = 1}).image();
    window.document().selection()->clear();
    EXPECT_EQ(drawing({.scale = 1}).image(), marked);
}

TEST_F(ExportTest, OfTheSelectionLeavesOutNotesAndGroupsThatAreNotSelected)
{
    const model::NodeId node("worker1");
    const ExportOptions selection{.selectionOnly = true, .scale = 1};
    window.document().selection()->selectNode(node);
    const QImage alone = drawing(selection).image();
    const model::Note note{.id = model::NoteId("far"), .text = "far", .position = {4000, 0}};
    const model::Group group{
        .id = model::GroupId("g"), .title = "Workers", .members = {node, model::NodeId("worker2")}};
    window.document().push(QStringLiteral("Draw"),
                           model::Batch{{model::put(note), model::put(group)}});
    EXPECT_EQ(drawing(selection).image(), alone);
    window.document().selection()->set({node}, {}, {}, {note.id});
    EXPECT_GT(drawing(selection).size().width(), 3000);
    // A selected group comes with its frame and all that is in it.
    window.document().selection()->set({node}, {}, {group.id});
    const QSizeF framed = drawing(selection).size();
    EXPECT_GT(framed.height(), alone.height());
    EXPECT_LT(framed.width(), 3000);
}

TEST_F(ExportTest, OfTheSelectionShowsTheMarksThatItHasAmongAll)
{
    const auto marked = [this] {
        const QImage image = drawing({.selectionOnly = true, .scale = 1}).image();
        return count(image, colorsOf(false).warn) + count(image, colorsOf(false).bad);
    };
    model::Node worker = *topology().find(model::NodeId("worker1"));
    window.document().selection()->selectNode(worker.id);
    EXPECT_EQ(marked(), 0);
    worker.settings.set("service_time", -1);
    window.document().push(QStringLiteral("Break"), model::ReplaceNode{worker});
    window.document().checkNow();
    EXPECT_GT(marked(), 0);
}

TEST_F(ExportTest, ShowsTheFiguresOfARunOrLeavesThemOut)
{
    const QImage designed = drawing({.figures = false, .scale = 1}).image();
    press(Qt::Key_F5);
    ASSERT_TRUE(QTest::qWaitFor([this] { return totalReceived() > 0; }, kPatience));
    EXPECT_NE(drawing({.scale = 1}).image(), designed);
    EXPECT_EQ(drawing({.figures = false, .scale = 1}).image(), designed);
    window.document().selection()->selectNode(topology().nodes[0].id);
    EXPECT_FALSE(drawing({.selectionOnly = true}).image().isNull());
}

TEST_F(ExportTest, TheDialogWritesWhatItShows)
{
    const QString path = folder.filePath(QStringLiteral("picture.svg"));
    QTimer::singleShot(0, &window, [this, path] {
        auto* dialog = qobject_cast<ExportDialog*>(QApplication::activeModalWidget());
        ASSERT_NE(dialog, nullptr);
        auto* format = dialog->findChild<QComboBox*>(QStringLiteral("exportFormat"));
        QTest::keyClick(format, Qt::Key_Down);
        EXPECT_EQ(dialog->ending(), QStringLiteral("svg"));
        EXPECT_FALSE(dialog->findChild<QComboBox*>(QStringLiteral("exportWhat"))->isEnabled());
        nameNext(path);
        QTest::keyClick(dialog, Qt::Key_Return);
    });
    press(Qt::Key_E, Qt::ControlModifier | Qt::AltModifier);
    QFile written(path);
    ASSERT_TRUE(written.open(QIODevice::ReadOnly));
    EXPECT_TRUE(written.readAll().contains("<svg"));
}

TEST_F(ExportTest, SaysWhyAPictureCannotBeWritten)
{
    EXPECT_TRUE(drawing({})
                    .save(folder.filePath(QStringLiteral("none/a.png")))
                    .contains(QStringLiteral("does not exist")));
    EXPECT_FALSE(drawing({}).save(folder.filePath(QStringLiteral("a.bmp"))).isEmpty());
}

TEST_F(ExportTest, CopiesAPictureToTheClipboard)
{
    press(Qt::Key_P, Qt::ControlModifier | Qt::AltModifier);
    const QImage copied = QGuiApplication::clipboard()->image();
    ASSERT_FALSE(copied.isNull());
    EXPECT_GT(count(copied, window.theme().colors().card), 1000);
}

TEST_F(ExportTest, PrintsOnOnePage)
{
    QPrinter printer(QPrinter::HighResolution);
    const QString path = folder.filePath(QStringLiteral("page.pdf"));
    printer.setOutputFormat(QPrinter::PdfFormat);
    printer.setOutputFileName(path);
    window.exportActions().drawPage(printer);
    QFile written(path);
    ASSERT_TRUE(written.open(QIODevice::ReadOnly));
    EXPECT_TRUE(written.readAll().startsWith("%PDF"));
}

TEST_F(ExportTest, ShowsThePageBeforeItIsPrinted)
{
    bool shown = false;
    QTimer::singleShot(0, &window, [&shown] {
        auto* preview = qobject_cast<QPrintPreviewDialog*>(QApplication::activeModalWidget());
        ASSERT_NE(preview, nullptr);
        shown = true;
        preview->reject();
    });
    press(Qt::Key_P, Qt::ControlModifier);
    EXPECT_TRUE(shown);
}

TEST_F(ExportTest, GraphvizFilesComeBackAsTheyWere)
{
    const QString path = folder.filePath(QStringLiteral("graph.dot"));
    const model::Topology before = topology();
    nameNext(path);
    press(Qt::Key_G, Qt::ControlModifier | Qt::AltModifier);
    ASSERT_TRUE(QFile::exists(path));
    window.openFile(path);
    EXPECT_EQ(topology(), before);
}

TEST_F(ExportTest, AGraphvizFileThatTheSuffixLeadsToIsReplacedOnRequest)
{
    const QString path = taken("graph.dot");
    nameNext(path, folder.filePath(QStringLiteral("graph")));
    answerNext(QStringLiteral("Replace"));
    press(Qt::Key_G, Qt::ControlModifier | Qt::AltModifier);
    EXPECT_EQ(questions, 1);
    EXPECT_TRUE(asked.contains(QStringLiteral("graph.dot"))) << asked.toStdString();
    EXPECT_TRUE(textOf(path).contains("digraph"));
}

TEST_F(ExportTest, APictureThatTheSuffixLeadsToStaysWhenItIsNotToBeReplaced)
{
    const QString path = taken("picture.png");
    QTimer::singleShot(0, &window, [this, path] {
        auto* dialog = qobject_cast<ExportDialog*>(QApplication::activeModalWidget());
        ASSERT_NE(dialog, nullptr);
        ASSERT_EQ(dialog->ending(), QStringLiteral("png"));
        nameNext(path, folder.filePath(QStringLiteral("picture")));
        answerNext(QStringLiteral("Cancel"));
        giveUpAfterTheQuestion();
        QTest::keyClick(dialog, Qt::Key_Return);
    });
    press(Qt::Key_E, Qt::ControlModifier | Qt::AltModifier);
    EXPECT_EQ(questions, 1);
    EXPECT_TRUE(asked.contains(QStringLiteral("picture.png"))) << asked.toStdString();
    EXPECT_EQ(textOf(path), QByteArray("old"));
}

TEST_F(ExportTest, BrokenGraphvizFilesSayWhere)
{
    const QString path = folder.filePath(QStringLiteral("graph.dot"));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("digraph {\n  a -- b }");
    file.close();
    const model::Topology before = topology();
    window.openFile(path);
    EXPECT_TRUE(window.messageBar().text().contains(QStringLiteral("line 2, column 5")));
    EXPECT_EQ(topology(), before);
}

TEST_F(ExportTest, PastesTextOfAnyEditor)
{
    const auto paste = [this](const QString& text) {
        QGuiApplication::clipboard()->setText(text);
        QTest::keyClick(&window.canvas(), Qt::Key_V, Qt::ControlModifier);
    };
    const std::size_t before = topology().nodes.size();
    paste(QStringLiteral(R"({ "id": "one", "role": "sink" })"));
    paste(
        QStringLiteral(R"([{ "id": "two", "role": "sink" }, { "id": "three", "role": "sink" }])"));
    paste(QStringLiteral(R"({ "nodes": [{ "id": "four", "role": "sink" }], "links": [] })"));
    paste(QStringLiteral("digraph { five -> six }"));
    EXPECT_EQ(topology().nodes.size(), before + 6);
    EXPECT_EQ(window.messageBar().text(), QString());
    paste(QStringLiteral("{ \"topomq\": 1,\n \"nodes\": [ }"));
    EXPECT_TRUE(window.messageBar().text().contains(QStringLiteral("line 2")));
    EXPECT_EQ(topology().nodes.size(), before + 6);
}

TEST_F(ExportTest, CopiesTextAndItsOwnForm)
{
    window.document().selection()->selectNode(topology().nodes[0].id);
    QTest::keyClick(&window.canvas(), Qt::Key_C, Qt::ControlModifier);
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    EXPECT_TRUE(data->hasText());
    EXPECT_TRUE(data->hasFormat(QString::fromLatin1(kFragmentMime)));
    EXPECT_TRUE(openTopologyText(data->text().toUtf8(), {}).isOpen());
}

} // namespace
} // namespace topomq::ui::test
