// Notes on the canvas, by mouse and keys.
#include "tests/support/hostile_text.h"
#include "tests/ui/canvas/view_fixture.h"
#include "ui/canvas/note_painter.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QTextDocument>

namespace topomq::ui::test {
namespace {

using model::NoteId;
using model::Point;
using model::Size;

class Notes : public CanvasFixture
{
protected:
    void SetUp() override
    {
        CanvasFixture::SetUp();
        open(pipeline());
    }

    void note(const char* text = "Look here")
    {
        document.push(
            QStringLiteral("note"),
            model::put(model::Note{.id = NoteId("n"), .text = text, .position = {240, -240}}));
    }

    [[nodiscard]] const model::Note& first() const { return document.topology().notes.at(0); }

    [[nodiscard]] QRectF rect() { return view.scene().geometry().note(NoteId("n"))->rect; }

    [[nodiscard]] QPoint middle() { return view.scenePosition(rect().center()); }

    [[nodiscard]] QPlainTextEdit* field()
    {
        return view.findChild<QPlainTextEdit*>(QStringLiteral("inPlaceText"));
    }
};

TEST_F(Notes, AreAddedByKeyAndWrittenAtOnce)
{
    QTest::keyClick(&view, Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    ASSERT_EQ(document.topology().notes.size(), 1U);
    ASSERT_TRUE(field()->isVisible());
    QTest::keyClicks(field(), QStringLiteral("# Slow"));
    QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
    EXPECT_EQ(first().text, "# Slow");
}

TEST_F(Notes, AreAddedAndWrittenInOneStep)
{
    QTest::keyClick(&view, Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::keyClicks(field(), QStringLiteral("Slow"));
    QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
    EXPECT_EQ(document.undoStack()->count(), 1);
    document.undoStack()->undo();
    EXPECT_TRUE(document.topology().notes.empty());
    document.undoStack()->redo();
    EXPECT_EQ(first().text, "Slow");
}

TEST_F(Notes, EscapeKeepsWhatWasWritten)
{
    QTest::keyClick(&view, Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::keyClicks(field(), QStringLiteral("Slow"));
    QTest::keyClick(field(), Qt::Key_Escape);
    EXPECT_FALSE(field()->isVisible());
    ASSERT_EQ(document.topology().notes.size(), 1U);
    EXPECT_EQ(first().text, "Slow");
    EXPECT_TRUE(view.hasFocus());
}

TEST_F(Notes, EscapeKeepsWhatAnOldOneSaysNow)
{
    note();
    QTest::mouseDClick(&view, Qt::LeftButton, {}, middle());
    QTest::keyClicks(field(), QStringLiteral("other"));
    QTest::keyClick(field(), Qt::Key_Escape);
    EXPECT_EQ(first().text, "other");
    document.undoStack()->undo();
    EXPECT_EQ(first().text, "Look here");
}

TEST_F(Notes, ANewOneWithoutATextLeavesNothingBehind)
{
    QTest::keyClick(&view, Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    ASSERT_EQ(document.topology().notes.size(), 1U);
    QTest::keyClicks(field(), QStringLiteral("  "));
    QTest::keyClick(field(), Qt::Key_Escape);
    EXPECT_TRUE(document.topology().notes.empty());
    EXPECT_TRUE(document.selection()->notes().empty());
    EXPECT_EQ(document.undoStack()->count(), 0);
    EXPECT_FALSE(document.isModified());
}

TEST_F(Notes, ADoubleClickWritesThemAndAClickElsewhereEndsIt)
{
    note();
    QTest::mouseDClick(&view, Qt::LeftButton, {}, middle());
    ASSERT_TRUE(field()->isVisible());
    QTest::keyClicks(field(), QStringLiteral("one"));
    QTest::keyClick(field(), Qt::Key_Return);
    QTest::keyClicks(field(), QStringLiteral("two"));
    QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(20, 20));
    EXPECT_FALSE(field()->isVisible());
    EXPECT_EQ(first().text, "one\ntwo");
}

TEST_F(Notes, AreMovedOnTheGridInOneStep)
{
    note();
    drag(middle(), middle() + QPoint(43, 21));
    EXPECT_EQ(first().position, (Point{280, -216}));
    EXPECT_EQ(document.undoStack()->count(), 2);
    document.undoStack()->undo();
    EXPECT_EQ(first().position, (Point{240, -240}));
}

TEST_F(Notes, ArrowsMoveThem)
{
    note();
    document.selection()->selectNote(NoteId("n"));
    QTest::keyClick(&view, Qt::Key_Right);
    EXPECT_EQ(first().position, (Point{248, -240}));
}

TEST_F(Notes, TheHandleResizesThemFromTheOtherCorner)
{
    note();
    const QPointF corner = rect().topLeft();
    const QPoint handle = view.scenePosition(rect().bottomRight() - QPointF(5, 5));
    drag(handle, handle + QPoint(80, 36));
    EXPECT_EQ(first().size, (Size{320, 156}));
    EXPECT_EQ(rect().topLeft(), corner);
    EXPECT_EQ(document.undoStack()->count(), 2);
}

TEST_F(Notes, CannotBecomeTooSmallToTakeHoldOf)
{
    note();
    const QPoint handle = view.scenePosition(rect().bottomRight() - QPointF(5, 5));
    drag(handle, handle - QPoint(400, 140));
    EXPECT_EQ(first().size, (Size{kLeastNote, kLeastNote}));
}

TEST_F(Notes, CannotBecomeLargerThanAFileMayHold)
{
    note();
    const QPointF corner = rect().topLeft();
    const QPoint handle = view.scenePosition(rect().bottomRight() - QPointF(5, 5));
    grab(handle, handle + QPoint(20'000, 20'000));
    EXPECT_EQ(rect().size(), QSizeF(kMostNote, kMostNote));
    QTest::mouseRelease(&view, Qt::LeftButton, {}, handle + QPoint(20'000, 20'000));
    EXPECT_EQ(first().size, (Size{kMostNote, kMostNote}));
    EXPECT_EQ(rect().topLeft(), corner);
    tests::expectReadable(document.root(), "resizing");
}

TEST_F(Notes, AreCopiedPastedAndDeleted)
{
    note();
    QTest::mouseClick(&view, Qt::LeftButton, {}, middle());
    EXPECT_EQ(document.selection()->notes(), std::set{NoteId("n")});
    QTest::keyClick(&view, Qt::Key_D, Qt::ControlModifier);
    ASSERT_EQ(document.topology().notes.size(), 2U);
    EXPECT_EQ(document.topology().notes[1].text, "Look here");
    EXPECT_EQ(document.topology().notes[1].position, (Point{272, -208}));
    EXPECT_EQ(document.selection()->notes(), std::set{document.topology().notes[1].id});
    QTest::keyClick(&view, Qt::Key_Delete);
    EXPECT_EQ(document.topology().notes.size(), 1U);
    document.undoStack()->undo();
    EXPECT_EQ(document.topology().notes.size(), 2U);
}

TEST_F(Notes, ABandTakesThem)
{
    note();
    const QRectF around = rect().adjusted(-8, -8, 8, 8);
    drag(view.scenePosition(around.topLeft()), view.scenePosition(around.bottomRight()));
    EXPECT_EQ(document.selection()->notes(), std::set{NoteId("n")});
}

TEST_F(Notes, AreMarkedWhereTheyAreFound)
{
    note();
    const auto isFramed = [this](const FindHits& hits) {
        view.setHits(hits);
        constexpr int kToFrame = 11;
        const QRect card = view.viewRect(rect());
        return view.grab().toImage().pixelColor(card.left() - kToFrame, card.center().y())
            == theme.colors().accent;
    };
    FindHits hits;
    hits.notes = {NoteId("n")};
    EXPECT_FALSE(isFramed(hits));
    hits.currentNote = NoteId("n");
    EXPECT_TRUE(isFramed(hits));
}

TEST_F(Notes, TheirMarkdownIsLaidOut)
{
    NoteTexts texts;
    const model::Note note{.id = NoteId("n"), .text = "# Head\n\n- one\n- **two**"};
    const QTextDocument& text = texts.textOf(note, 200, theme);
    EXPECT_EQ(text.firstBlock().blockFormat().headingLevel(), 1);
    EXPECT_EQ(text.toPlainText(), QStringLiteral("Head\none\ntwo"));
}

TEST_F(Notes, NeverLoadAPicture)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("picture.png"));
    QImage picture(150, 150, QImage::Format_RGB32);
    picture.fill(Qt::red);
    ASSERT_TRUE(picture.save(path));
    NoteTexts texts;
    for (const QString& address : {path, QUrl::fromLocalFile(path).toString()}) {
        const model::Note note{.id = NoteId("n"), .text = "![x](" + address.toStdString() + ")"};
        QTextDocument& text = texts.textOf(note, 300, theme);
        EXPECT_LT(text.size().height(), 100) << address.toStdString();
        QImage drawn(300, 200, QImage::Format_RGB32);
        drawn.fill(Qt::white);
        QPainter painter(&drawn);
        text.drawContents(&painter);
        painter.end();
        for (int y = 0; y < drawn.height(); y += 5) {
            for (int x = 0; x < drawn.width(); x += 5)
                ASSERT_NE(drawn.pixelColor(x, y), QColor(Qt::red)) << x << "," << y;
        }
    }
}

TEST_F(Notes, HtmlIsTextLikeAnyOther)
{
    NoteTexts texts;
    const model::Note note{.id = NoteId("n"), .text = "<img src='/etc/hostname'> <b>x</b>"};
    EXPECT_TRUE(texts.textOf(note, 300, theme).toPlainText().contains(QStringLiteral("<b>")));
}

} // namespace
} // namespace topomq::ui::test
