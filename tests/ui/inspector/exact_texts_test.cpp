// Texts of payloads and topics: editing one place of them leaves the others as they are.
#include "tests/ui/inspector/inspector_fixture.h"
#include "ui/inspector/quoted_line.h"
#include "ui/inspector/text_box.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>

#include <algorithm>

namespace topomq::tests {

namespace {

using model::Array;
using model::Value;

class ExactTexts : public InspectorTest
{
protected:
    /// Shows the ventilator with it, the caret at the beginning of its box.
    QPlainTextEdit* open(const char* setting, const Value& value)
    {
        model::Node vent = node("vent");
        vent.settings.set(setting, value);
        document.push({}, model::ReplaceNode{vent});
        document.selection()->selectNode(vent.id);
        auto* box = find<QWidget>((std::string("settings/") + setting).c_str())
                        ->findChild<QPlainTextEdit*>();
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home, Qt::ControlModifier);
        return box;
    }

    /// What the document has once all that is typed is taken.
    Value taken(const char* setting)
    {
        document.settle();
        const Value* value = node("vent").settings.find(setting);
        return value == nullptr ? Value() : *value;
    }

    static void paste(QPlainTextEdit* box, const QString& text)
    {
        QGuiApplication::clipboard()->setText(text);
        QTest::keyClick(box, Qt::Key_V, Qt::ControlModifier);
    }
};

const std::string kRequest = "GET / HTTP/1.1\r\nHost:\u00a0x\r\n\r\n";

} // namespace

TEST_F(ExactTexts, OfPayloadsKeepWhatIsNotEdited)
{
    QPlainTextEdit* box = open("text", kRequest);
    QTest::keyClicks(box, QStringLiteral("X"));
    EXPECT_EQ(taken("text"), Value("X" + kRequest));
    QTest::keyClick(box, Qt::Key_Backspace);
    EXPECT_EQ(taken("text"), Value(kRequest));
}

TEST_F(ExactTexts, ShowCarriageReturnsAsMarksThatCanBeRemoved)
{
    QPlainTextEdit* box = open("text", "a\r\nb");
    EXPECT_EQ(box->toPlainText(), QStringLiteral("a␍\nb"));
    QTest::keyClick(box, Qt::Key_Right);
    QTest::keyClick(box, Qt::Key_Delete);
    EXPECT_EQ(taken("text"), Value("a\nb"));
}

TEST_F(ExactTexts, NewLinesEndAsThoseAroundThem)
{
    QPlainTextEdit* box = open("text", kRequest);
    box->moveCursor(QTextCursor::EndOfBlock);
    QTest::keyClick(box, Qt::Key_Return);
    QTest::keyClicks(box, QStringLiteral("A: b"));
    EXPECT_EQ(taken("text"), Value("GET / HTTP/1.1\r\nA: b\r\nHost:\u00a0x\r\n\r\n"));
    box->moveCursor(QTextCursor::End);
    QTest::keyClick(box, Qt::Key_Return, Qt::ShiftModifier);
    EXPECT_EQ(taken("text"), Value("GET / HTTP/1.1\r\nA: b\r\nHost:\u00a0x\r\n\r\n\r\n"));
    box = open("text", "a\nb");
    box->moveCursor(QTextCursor::End);
    QTest::keyClick(box, Qt::Key_Return);
    QTest::keyClicks(box, QStringLiteral("c"));
    EXPECT_EQ(taken("text"), Value("a\nb\nc"));
}

TEST_F(ExactTexts, ArePastedAndCopiedAsTheyAre)
{
    QPlainTextEdit* box = open("text", "");
    const QString text = QStringLiteral("a\r\nb") + QChar(0x2029) + QStringLiteral("c\r");
    paste(box, text);
    EXPECT_EQ(taken("text"), Value(text.toStdString()));
    QTest::keyClick(box, Qt::Key_A, Qt::ControlModifier);
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(box, Qt::Key_C, Qt::ControlModifier);
    EXPECT_EQ(QGuiApplication::clipboard()->text(), text);
}

TEST_F(ExactTexts, MayHaveTheMarkItself)
{
    QPlainTextEdit* box = open("text", "␍\r\n");
    QTest::keyClicks(box, QStringLiteral("x"));
    EXPECT_EQ(taken("text"), Value("x␍\r\n"));
    box = open("text", "\r\n");
    paste(box, QStringLiteral("␍"));
    EXPECT_EQ(taken("text"), Value("␍\r\n"));
}

TEST_F(ExactTexts, OfTopicsMayBeEmptyAndHaveSeveralLines)
{
    QPlainTextEdit* box = open("topics", Array{"a", "", "two\nlines", "\"quoted\"", ""});
    EXPECT_EQ(box->toPlainText(),
              QStringLiteral("a\n\"\"\n\"two\\nlines\"\n\"\\\"quoted\\\"\"\n\"\""));
    QTest::keyClicks(box, QStringLiteral("c"));
    EXPECT_EQ(taken("topics"), Value(Array{"ca", "", "two\nlines", "\"quoted\"", ""}));
}

TEST_F(ExactTexts, OfTopicsAreTypedInQuotesWhereTheyAreEmpty)
{
    QPlainTextEdit* box = open("topics", Array{"a"});
    QTest::keyClick(box, Qt::Key_End, Qt::ControlModifier);
    QTest::keyClick(box, Qt::Key_Return);
    QTest::keyClicks(box, QStringLiteral("\"\""));
    EXPECT_EQ(taken("topics"), Value(Array{"a", ""}));
    QTest::keyClick(box, Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(box, QStringLiteral("b"));
    EXPECT_EQ(taken("topics"), Value(Array{"a", "", "b"}));
}

TEST_F(ExactTexts, ComeBackFromTheirLines)
{
    for (const char* text : {"", "a", " a ", "\"", "\"\"", "\"q\"", "\"a\",\"b\"", "a\nb", "\r",
                             "\t", "a\u2028b", "\u2029", "\uFDD0", "\uFEFFa", "\u00a0"})
    {
        const QString line = ui::lineOf(text);
        EXPECT_FALSE(line.isEmpty());
        EXPECT_TRUE(std::none_of(line.begin(), line.end(), ui::isLineEnd)) << text;
        EXPECT_EQ(ui::textOfLine(line), text);
    }
}

} // namespace topomq::tests
