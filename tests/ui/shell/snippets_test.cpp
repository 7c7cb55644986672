#include "tests/ui/shell/window_fixture.h"
#include "ui/document/snippet_store.h"
#include "ui/palette/palette_panel.h"
#include "ui/palette/snippet_card.h"
#include "ui/shell/command_center.h"
#include "ui/shell/snippet_form.h"
#include "ui/shell/tab_panels.h"

#include <QClipboard>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace topomq::ui::test {
namespace {

class SnippetsTest : public WindowTest
{
protected:
    SnippetsTest()
    {
        window.openExample(QStringLiteral("pipeline"));
        EXPECT_TRUE(QTest::qWaitForWindowActive(&window));
        window.canvas().setFocus();
    }

    ~SnippetsTest() override { QDir(SnippetStore().folder()).removeRecursively(); }

    [[nodiscard]] PalettePanel& palette() { return *window.findChild<PalettePanel*>(); }

    [[nodiscard]] SnippetForm& form() { return *window.canvas().findChild<SnippetForm*>(); }

    [[nodiscard]] std::vector<SnippetCard*> cards()
    {
        std::vector<SnippetCard*> all;
        for (PaletteCard* each : palette().shownCards()) {
            if (auto* card = qobject_cast<SnippetCard*>(each))
                all.push_back(card);
        }
        return all;
    }

    void saveAll(const char* name, const char* description = "")
    {
        window.canvas().setFocus();
        QTest::keyClick(&window.canvas(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(&window.canvas(), Qt::Key_N, Qt::ControlModifier | Qt::AltModifier);
        ASSERT_TRUE(form().isVisible());
        QTest::keyClicks(form().nameField(), QString::fromUtf8(name));
        QTest::keyClick(form().nameField(), Qt::Key_Tab);
        ASSERT_TRUE(form().descriptionField()->hasFocus());
        QTest::keyClicks(form().descriptionField(), QString::fromUtf8(description));
        QTest::keyClick(form().descriptionField(), Qt::Key_Return);
        ASSERT_FALSE(form().isVisible());
    }

    void clickInMessage(const QString& text)
    {
        for (auto* button : window.messageBar().findChildren<QToolButton*>()) {
            if (button->text() == text) {
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        }
        FAIL() << "no button " << text.toStdString();
    }
};

TEST_F(SnippetsTest, AreSavedByKeysAndStandInThePalette)
{
    saveAll("My pipeline", "as we have it");
    ASSERT_EQ(cards().size(), 1U);
    EXPECT_EQ(cards().front()->entry().title, QStringLiteral("My pipeline"));
    EXPECT_EQ(cards().front()->entry().summary, QStringLiteral("as we have it"));
    EXPECT_TRUE(window.canvas().hasFocus());
}

TEST_F(SnippetsTest, ThatAreNamedFromTheClipboardAreThereAtTheNextStart)
{
    const auto paste = [](QWidget* field) {
        QGuiApplication::clipboard()->setText(QStringLiteral("a\x1B[1m\nb\f"));
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(field, Qt::Key_V, Qt::ControlModifier);
    };
    QTest::keyClick(&window.canvas(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&window.canvas(), Qt::Key_N, Qt::ControlModifier | Qt::AltModifier);
    paste(form().nameField());
    EXPECT_EQ(form().nameField()->text(), QStringLiteral("a[1m b"));
    paste(form().descriptionField());
    QTest::keyClick(form().descriptionField(), Qt::Key_Return);
    EXPECT_EQ(SnippetStore().problems(), QStringList());
    ASSERT_EQ(cards().size(), 1U);
    SnippetCard* card = cards().front();
    EXPECT_EQ(card->entry().title, QStringLiteral("a[1m b"));
    card->setFocus();
    QTest::keyClick(card, Qt::Key_F2);
    QTest::keyClicks(card->nameField(), QStringLiteral("Line"));
    QTest::keyClick(card->nameField(), Qt::Key_Return);
    card = cards().front();
    card->setFocus();
    QTest::keyClick(card, Qt::Key_F2);
    paste(card->nameField());
    QTest::keyClick(card->nameField(), Qt::Key_Return);
    EXPECT_EQ(SnippetStore().problems(), QStringList());
    EXPECT_EQ(cards().front()->entry().title, QStringLiteral("a[1m b"));
}

TEST_F(SnippetsTest, AreDroppedAsOneStepWithNewIds)
{
    saveAll("Pipeline");
    const model::Topology before = topology();
    const QString file = cards().front()->entry().name;
    dropOnCanvas(kDraggedSnippet, file.toUtf8().constData(), QPoint(300, 300));
    EXPECT_EQ(topology().nodes.size(), 2 * before.nodes.size());
    EXPECT_EQ(topology().links.size(), 2 * before.links.size());
    std::set<model::NodeId> ids;
    for (const model::Node& node : topology().nodes)
        ids.insert(node.id);
    EXPECT_EQ(ids.size(), topology().nodes.size());
    EXPECT_EQ(window.document().selection()->nodes().size(), before.nodes.size());
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(topology(), before);
}

TEST_F(SnippetsTest, AreNotAddedToASubtopologyThatTheyHold)
{
    QTest::keyClick(&window.canvas(), Qt::Key_A, Qt::ControlModifier);
    window.canvas().collapseSelection();
    saveAll("Whole");
    ASSERT_EQ(cards().size(), 1U);
    ASSERT_TRUE(window.document().openInside({topology().nodes.front().id}));
    const model::Topology before = window.document().root();
    const std::string file = cards().front()->entry().name.toStdString();
    dropOnCanvas(kDraggedSnippet, file.c_str(), QPoint(300, 300));
    EXPECT_EQ(window.document().root(), before);
    EXPECT_TRUE(window.messageBar().text().contains(QStringLiteral("inside of itself")));
}

TEST_F(SnippetsTest, AreAddedBelowAllByEnter)
{
    saveAll("Pipeline");
    const double lowest = window.canvas().scene().geometry().bounds().bottom();
    const std::size_t before = topology().nodes.size();
    QTest::keyClick(cards().front(), Qt::Key_Return);
    ASSERT_EQ(topology().nodes.size(), 2 * before);
    for (std::size_t i = before; i < topology().nodes.size(); ++i)
        EXPECT_GT(topology().nodes[i].position->y, lowest);
}

TEST_F(SnippetsTest, WithANameThatIsTakenAreReplacedAndCanBeTakenBack)
{
    saveAll("Pipeline", "first");
    window.canvas().setFocus();
    QTest::keyClick(&window.canvas(), Qt::Key_N, Qt::ControlModifier | Qt::AltModifier);
    QTest::keyClicks(form().nameField(), QStringLiteral("pipeline"));
    EXPECT_TRUE(form().says().contains(QStringLiteral("pipeline")));
    QTest::keyClick(form().nameField(), Qt::Key_Return);
    ASSERT_EQ(cards().size(), 1U);
    EXPECT_NE(cards().front()->entry().summary, QStringLiteral("first"));
    clickInMessage(QStringLiteral("Undo"));
    ASSERT_EQ(cards().size(), 1U);
    EXPECT_EQ(cards().front()->entry().summary, QStringLiteral("first"));
}

TEST_F(SnippetsTest, NeedAName)
{
    QTest::keyClick(&window.canvas(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&window.canvas(), Qt::Key_N, Qt::ControlModifier | Qt::AltModifier);
    QTest::keyClick(form().nameField(), Qt::Key_Return);
    EXPECT_TRUE(form().isVisible());
    QTest::keyClick(form().nameField(), Qt::Key_Escape);
    EXPECT_FALSE(form().isVisible());
    EXPECT_TRUE(cards().empty());
}

TEST_F(SnippetsTest, LeaveTheirNodesAloneWhileTheyAreNamed)
{
    const model::Topology before = topology();
    QTest::keyClick(&window.canvas(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&window.canvas(), Qt::Key_N, Qt::ControlModifier | Qt::AltModifier);
    QTest::keyClicks(form().nameField(), QStringLiteral("My pipeline"));
    QTest::keyClick(form().nameField(), Qt::Key_Backspace, Qt::ControlModifier);
    EXPECT_EQ(form().nameField()->text(), QStringLiteral("My "));
    auto* save = form().findChild<QPushButton*>();
    save->setFocus();
    ASSERT_TRUE(save->hasFocus());
    QTest::keyClick(save, Qt::Key_Backspace);
    EXPECT_TRUE(form().isVisible());
    EXPECT_EQ(topology(), before);
}

TEST_F(SnippetsTest, AreGivenUpByAClickIntoAnotherFieldWhichKeepsTheKeys)
{
    const model::NodeId id = topology().nodes.front().id;
    window.document().selection()->selectNode(id);
    QTest::keyClick(&window.canvas(), Qt::Key_N, Qt::ControlModifier | Qt::AltModifier);
    ASSERT_TRUE(form().isVisible());
    auto* name = window.workspace().front().panels()[PanelKind::Inspector]->findChild<QLineEdit*>(
        QStringLiteral("name"));
    ASSERT_NE(name, nullptr);
    QTest::mouseClick(name, Qt::LeftButton);
    EXPECT_FALSE(form().isVisible());
    EXPECT_TRUE(name->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backspace);
    EXPECT_NE(topology().find(id), nullptr);
    EXPECT_TRUE(cards().empty());
}

TEST_F(SnippetsTest, AreRenamedInTheirPlace)
{
    saveAll("Pipeline");
    SnippetCard* card = cards().front();
    card->setFocus();
    QTest::keyClick(card, Qt::Key_F2);
    ASSERT_NE(card->nameField(), nullptr);
    QTest::keyClicks(card->nameField(), QStringLiteral("Line"));
    QTest::keyClick(card->nameField(), Qt::Key_Return);
    ASSERT_EQ(cards().size(), 1U);
    EXPECT_EQ(cards().front()->entry().title, QStringLiteral("Line"));
    QTest::keyClick(card, Qt::Key_F2);
    QTest::keyClicks(card->nameField(), QStringLiteral("No"));
    QTest::keyClick(card->nameField(), Qt::Key_Escape);
    EXPECT_EQ(cards().front()->entry().title, QStringLiteral("Line"));
}

TEST_F(SnippetsTest, AreDeletedFromTheirMenuAndComeBack)
{
    saveAll("Pipeline");
    SnippetCard* card = cards().front();
    QTimer::singleShot(0, &window, [] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        ASSERT_NE(menu, nullptr);
        for (QAction* action : menu->actions()) {
            if (action->text().remove(QLatin1Char('&')) == QStringLiteral("Delete"))
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
        }
    });
    QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(5, 5),
                            card->mapToGlobal(QPoint(5, 5)));
    QApplication::sendEvent(card, &event);
    EXPECT_TRUE(cards().empty());
    clickInMessage(QStringLiteral("Undo"));
    ASSERT_EQ(cards().size(), 1U);
    EXPECT_EQ(cards().front()->entry().title, QStringLiteral("Pipeline"));
}

TEST_F(SnippetsTest, ThatAreBrokenAreToldOfInThePalette)
{
    saveAll("Good");
    QFile file(QDir(SnippetStore().folder()).filePath(QStringLiteral("bad.json")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("{");
    file.close();
    auto* words = palette().findChild<QLabel*>(QStringLiteral("snippetProblems"));
    ASSERT_TRUE(QTest::qWaitFor([words] { return words->isVisible(); }));
    EXPECT_TRUE(words->text().contains(QStringLiteral("bad.json"))) << words->text().toStdString();
    EXPECT_EQ(cards().size(), 1U);
}

TEST_F(SnippetsTest, AreOfferedInTheMenuOfANode)
{
    const model::NodeId id = topology().nodes.front().id;
    window.canvas().zoomFit();
    chooseFromMenu(window.canvas().nodeCenter(id), QStringLiteral("Save selection as snippet…"));
    EXPECT_TRUE(form().isVisible());
    EXPECT_EQ(form().nameField()->text().toStdString(), topology().nodes.front().title());
}

} // namespace
} // namespace topomq::ui::test
