// Texts as they come from the clipboard, in every field of the inspector that takes them.
#include "tests/support/hostile_text.h"
#include "tests/ui/inspector/inspector_fixture.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>

namespace topomq::tests {

namespace {

class WrittenTexts : public InspectorTest
{
protected:
    /// In the place of what stands in the field.
    QWidget* paste(const char* name, const QString& text)
    {
        QWidget* field = enter(name);
        QGuiApplication::clipboard()->setText(text);
        QTest::keyClick(field, Qt::Key_V, Qt::ControlModifier);
        return field;
    }

    /// The same, and leaves the field: what is in the document then can be opened again.
    void pasteAndLeave(const char* name, const QString& text)
    {
        QTest::keyClick(paste(name, text), Qt::Key_Tab);
        expectReadable(document.root(), name);
    }

    QString lineOf(const char* name) { return find<QLineEdit>(name)->text(); }
};

std::string repeated(const std::string& text, int count)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text;
    return all;
}

} // namespace

TEST_F(WrittenTexts, OfTheTopologyCanBeOpenedAgain)
{
    pasteAndLeave("topology/name", hostileText());
    EXPECT_EQ(document.topology().name, "a[1m  bé𝄞" + std::string(119, 'x'));
    EXPECT_EQ(lineOf("topology/name"), QString::fromStdString(document.topology().name));
    pasteAndLeave("topology/description", hostileText());
    EXPECT_EQ(document.topology().description.substr(0, 7), "a[1m\n\tb");
    EXPECT_EQ(find<QPlainTextEdit>("topology/description")->toPlainText(),
              QString::fromStdString(document.topology().description));
    EXPECT_EQ(steps(), 2);
}

TEST_F(WrittenTexts, OfParametersCanBeOpenedAgain)
{
    click("parameters/add");
    for (const char* part : {"name", "value", "unit", "description"})
        pasteAndLeave(("parameters/0/" + std::string(part)).c_str(), hostileText());
    ASSERT_EQ(document.topology().parameters.size(), 1U);
    EXPECT_EQ(document.topology().parameters[0].unit.substr(0, 7), "a[1m  b");
    EXPECT_EQ(document.topology().parameters[0].description.substr(0, 7), "a[1m  b");
    EXPECT_EQ(lineOf("parameters/0/unit"),
              QString::fromStdString(document.topology().parameters[0].unit));
}

TEST_F(WrittenTexts, OfNodesCanBeOpenedAgain)
{
    document.selection()->selectNode(model::NodeId("vent"));
    pasteAndLeave("name", hostileText());
    EXPECT_EQ(node("vent").name, "a[1m  bé𝄞" + std::string(119, 'x'));
    pasteAndLeave("settings/topics", hostileText());
    EXPECT_NE(node("vent").settings.find("topics"), nullptr);
    pasteAndLeave("bind/vent.out/0", hostileText());
}

/// What is cut off never counts as a change of what is cut.
TEST_F(WrittenTexts, ThatDoNotFitAreLeftOutWhereTheyAreTyped)
{
    const std::string whole(128, 'x');
    model::Node full = node("vent");
    full.name = whole;
    document.push({}, model::ReplaceNode{full});
    document.selection()->selectNode(full.id);
    QWidget* field = enter("name");
    QTest::keyClick(field, Qt::Key_Home);
    QTest::keyClicks(field, QStringLiteral("y"));
    EXPECT_EQ(node("vent").name, whole);
    EXPECT_EQ(lineOf("name").toStdString(), whole);
    EXPECT_EQ(steps(), 1);
    QTest::keyClick(field, Qt::Key_Delete);
    QTest::keyClicks(field, QStringLiteral("yz"));
    EXPECT_EQ(node("vent").name, "y" + std::string(127, 'x'));
    EXPECT_EQ(find<QLineEdit>("name")->cursorPosition(), 1);
    document.selection()->clear();
    const std::string text(20'000, 'x');
    document.push({}, model::SetHeader{"", text, {}});
    auto* description = find<QPlainTextEdit>("topology/description");
    enter("topology/description");
    QTest::keyClick(description, Qt::Key_Home, Qt::ControlModifier);
    QTest::keyClicks(description, QStringLiteral("y"));
    EXPECT_EQ(document.topology().description, text);
    EXPECT_EQ(description->toPlainText().toStdString(), text);
    EXPECT_EQ(description->textCursor().position(), 0);
}

TEST_F(WrittenTexts, AreMeasuredInLettersAsFilesAre)
{
    model::Node sung = node("vent");
    sung.name = repeated("𝄞", 128);
    document.push({}, model::ReplaceNode{sung});
    document.selection()->selectNode(sung.id);
    EXPECT_EQ(lineOf("name").toStdString(), sung.name);
    QWidget* field = enter("name");
    QTest::keyClick(field, Qt::Key_End);
    QTest::keyClick(field, Qt::Key_Backspace);
    EXPECT_EQ(node("vent").name, repeated("𝄞", 127));
}

TEST_F(WrittenTexts, ThatWereCleanedStayTypedUntilTheyAreTaken)
{
    click("parameters/add");
    paste("parameters/0/unit", QStringLiteral("m\x1B/s"));
    document.push({}, model::SetHeader{"Meanwhile", "", {}});
    EXPECT_EQ(lineOf("parameters/0/unit"), QStringLiteral("m/s"));
    document.settle();
    EXPECT_EQ(document.topology().parameters.at(0).unit, "m/s");
}

} // namespace topomq::tests
