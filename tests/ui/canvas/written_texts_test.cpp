// Texts as they come from the clipboard, written where they stand on the canvas.
#include "tests/support/hostile_text.h"
#include "tests/ui/canvas/view_fixture.h"
#include "ui/canvas/in_place_text.h"

#include <QClipboard>
#include <QGuiApplication>

namespace topomq::ui::test {
namespace {

class WrittenOnTheCanvas : public CanvasFixture
{
protected:
    void SetUp() override
    {
        CanvasFixture::SetUp();
        open(pipeline());
        document.selection()->set({model::NodeId("w1"), model::NodeId("w2")}, {});
    }

    void pasteAndLeave(const char* what, Qt::KeyboardModifiers withEnter = {})
    {
        auto* field = view.findChild<InPlaceText*>();
        ASSERT_TRUE(field->isVisible());
        QGuiApplication::clipboard()->setText(tests::hostileText());
        QTest::keyClick(field, Qt::Key_V, Qt::ControlModifier);
        QTest::keyClick(field, Qt::Key_Return, withEnter);
        ASSERT_FALSE(field->isVisible());
        tests::expectReadable(document.root(), what);
    }

    /// As much of what was pasted as one line may have.
    [[nodiscard]] static bool isTheStart(const std::string& title)
    {
        return title.starts_with("a[1m b") && title.ends_with("xxx");
    }
};

TEST_F(WrittenOnTheCanvas, TheTitleOfAGroupCanBeOpenedAgain)
{
    QTest::keyClick(&view, Qt::Key_G, Qt::ControlModifier);
    pasteAndLeave("title");
    EXPECT_TRUE(isTheStart(document.topology().groups.at(0).title));
}

TEST_F(WrittenOnTheCanvas, ANoteCanBeOpenedAgain)
{
    QTest::keyClick(&view, Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    pasteAndLeave("note", Qt::ControlModifier);
    EXPECT_EQ(document.topology().notes.at(0).text.substr(0, 7), "a[1m\n\tb");
}

TEST_F(WrittenOnTheCanvas, TheNameOfASubtopologyCanBeOpenedAgain)
{
    QTest::keyClick(&view, Qt::Key_K, Qt::ControlModifier | Qt::AltModifier);
    pasteAndLeave("name");
    EXPECT_TRUE(isTheStart(document.root().definitions.at(0).name));
    EXPECT_TRUE(isTheStart(document.topology().find(model::NodeId("stage"))->name));
}

/// A note or a title may be longer than what people write at once.
TEST_F(WrittenOnTheCanvas, WhatAFileMayHoldIsNotCutWhenItIsLookedAt)
{
    const std::string title(128, 't');
    const std::string text(20'000, 'x');
    document.push({},
                  model::put(model::Group{.id = model::GroupId("g"),
                                          .title = title,
                                          .members = {model::NodeId("w1")}}));
    document.push({}, model::put(model::Note{.id = model::NoteId("n"), .text = text}));
    document.selection()->selectGroup(model::GroupId("g"));
    QTest::keyClick(&view, Qt::Key_F2);
    QTest::keyClick(view.findChild<InPlaceText*>(), Qt::Key_Return);
    document.selection()->selectNote(model::NoteId("n"));
    QTest::keyClick(&view, Qt::Key_F2);
    QTest::keyClick(view.findChild<InPlaceText*>(), Qt::Key_Return, Qt::ControlModifier);
    EXPECT_EQ(document.topology().groups.at(0).title, title);
    EXPECT_EQ(document.topology().notes.at(0).text, text);
    EXPECT_EQ(document.undoStack()->count(), 2);
}

} // namespace
} // namespace topomq::ui::test
