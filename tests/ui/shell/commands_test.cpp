// The command palette, changed shortcuts and the cheat sheet, by keys as people use them.

#include "tests/ui/shell/window_fixture.h"
#include "ui/shell/cheat_sheet.h"
#include "ui/shell/command_center.h"
#include "ui/shell/command_delegate.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/shortcut_dialog.h"
#include "ui/shell/shortcut_store.h"

#include <QDockWidget>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QPushButton>
#include <QTextBrowser>
#include <QTreeWidget>

#include <algorithm>
#include <set>

namespace topomq::ui::test {
namespace {

/// Every action that a menu or a widget of the window offers; found without the palette's help.
std::set<const QAction*> offered(const QWidget& widget)
{
    std::set<const QAction*> all;
    const auto take = [&all](const QList<QAction*>& actions, const auto& self) -> void {
        for (const QAction* action : actions) {
            if (action->menu() != nullptr)
                self(action->menu()->actions(), self);
            else if (!action->isSeparator() && !action->text().isEmpty())
                all.insert(action);
        }
    };
    take(widget.actions(), take);
    for (const QWidget* child : widget.findChildren<QWidget*>())
        take(child->actions(), take);
    return all;
}

class CommandsTest : public WindowTest
{
protected:
    CommandsTest() { window.openExample(QStringLiteral("pipeline")); }

    CommandPalette& palette() { return window.commands().palette(); }

    QLineEdit& input() { return *palette().findChild<QLineEdit*>(); }

    void openPalette() { press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier); }

    [[nodiscard]] QString first()
    {
        const auto listed = palette().listed();
        return listed.empty() ? QString() : listed.front()->title;
    }

    [[nodiscard]] QStringList titles()
    {
        QStringList all;
        for (const Command* command : palette().listed())
            all << command->title;
        return all;
    }

    void type(const char* text) { QTest::keyClicks(&input(), QString::fromUtf8(text)); }

    /// Runs `act` in the modal dialog that the next step opens.
    template <class Dialog, class Act>
    void inDialog(QAction* opens, Act act)
    {
        bool seen = false;
        QTimer::singleShot(0, &window, [&] {
            auto* dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget());
            ASSERT_NE(dialog, nullptr);
            seen = true;
            act(*dialog);
            dialog->close();
        });
        opens->trigger();
        EXPECT_TRUE(seen);
        window.activateWindow();
        EXPECT_TRUE(QTest::qWaitForWindowActive(&window));
    }
};

TEST_F(CommandsTest, ThePaletteHoldsEveryAction)
{
    std::set<const QAction*> listed;
    for (const Command& command : commandsOf(window))
        listed.insert(command.action);
    const auto all = offered(window);
    EXPECT_GT(all.size(), 60U);
    for (const QAction* action : all)
        EXPECT_TRUE(listed.contains(action)) << action->text().toStdString();
}

TEST_F(CommandsTest, EveryActionHasATooltipAStatusTipANameAndAnIcon)
{
    for (const QAction* action : offered(window)) {
        const std::string text = action->text().toStdString();
        EXPECT_FALSE(action->statusTip().isEmpty()) << text;
        EXPECT_FALSE(action->toolTip().isEmpty()) << text;
        EXPECT_NE(action->toolTip(), plainText(*action)) << text;
        const bool isRecent = action->objectName().isEmpty();
        EXPECT_TRUE(isRecent || !action->icon().isNull()) << text;
        // Only what comes and goes may be nameless: its keys cannot be changed.
        EXPECT_TRUE(!isRecent || qobject_cast<QMenu*>(action->parent()) != nullptr) << text;
    }
}

TEST_F(CommandsTest, NoTwoCommandsHaveOneName)
{
    std::set<QString> names;
    for (const Command& command : commandsOf(window))
        EXPECT_TRUE(command.id.isEmpty() || names.insert(command.id).second)
            << command.id.toStdString();
}

TEST_F(CommandsTest, AFewLettersAndEnterDoIt)
{
    openPalette();
    EXPECT_TRUE(input().hasFocus());
    type("legnd");
    EXPECT_EQ(first(), QStringLiteral("Legend"));
    QTest::keyClick(&input(), Qt::Key_Return);
    EXPECT_TRUE(window.canvas().isLegendVisible());
    EXPECT_FALSE(palette().isVisible());
}

TEST_F(CommandsTest, LettersThatAreScatteredOverWordsFindNothing)
{
    openPalette();
    type("oot");
    EXPECT_FALSE(titles().contains(QStringLiteral("Zoom to fit")));
    input().clear();
    type("oom");
    EXPECT_TRUE(titles().contains(QStringLiteral("Zoom to fit")));
}

TEST_F(CommandsTest, WhatCanBeDoneComesBeforeWhatCannot)
{
    press(Qt::Key_T, Qt::ControlModifier);
    openPalette();
    type("tab");
    const QStringList found = titles();
    ASSERT_TRUE(found.contains(QStringLiteral("Tab 5")));
    EXPECT_TRUE(palette().listed().front()->whyNot.isEmpty());
    EXPECT_LT(found.indexOf(QStringLiteral("Next tab")), found.indexOf(QStringLiteral("Tab 5")));
}

TEST_F(CommandsTest, TheLettersThatFitStandOut)
{
    openPalette();
    type("zofi");
    const auto* list = palette().findChild<QListWidget*>();
    ASSERT_GT(list->count(), 0);
    EXPECT_EQ(list->item(0)->data(CommandDelegate::TitleRuns).value<std::vector<TextRun>>(),
              (std::vector<TextRun>{{0, 2}, {8, 2}}));
    const QRect row = list->visualItemRect(list->item(0));
    const QImage plain = list->viewport()->grab(row).toImage();
    list->item(0)->setData(CommandDelegate::TitleRuns, {});
    EXPECT_NE(list->viewport()->grab(row).toImage(), plain);
}

TEST_F(CommandsTest, EscapeClosesAndGivesTheFocusBack)
{
    window.canvas().setFocus();
    openPalette();
    type("zoom");
    QTest::keyClick(&input(), Qt::Key_Escape);
    EXPECT_FALSE(palette().isVisible());
    EXPECT_TRUE(window.canvas().hasFocus());
}

TEST_F(CommandsTest, WhatWasUsedLastComesFirst)
{
    openPalette();
    type("legend");
    QTest::keyClick(&input(), Qt::Key_Return);
    openPalette();
    EXPECT_EQ(first(), QStringLiteral("Legend"));
}

TEST_F(CommandsTest, ADisabledCommandSaysWhyAndStays)
{
    window.document().selection()->clear();
    openPalette();
    type("flip bind");
    ASSERT_FALSE(palette().listed().empty());
    EXPECT_EQ(palette().listed().front()->whyNot, QStringLiteral("Select a link first"));
    QTest::keyClick(&input(), Qt::Key_Return);
    EXPECT_TRUE(palette().isVisible());
}

TEST_F(CommandsTest, MenuAndKeysAreShown)
{
    openPalette();
    type("zoom to fit");
    EXPECT_EQ(palette().listed().front()->path, QStringLiteral("View"));
    EXPECT_EQ(palette().listed().front()->keys, QStringLiteral("Ctrl+0"));
}

TEST_F(CommandsTest, ANodeIsGoneToByName)
{
    openPalette();
    type("go worker 2");
    QTest::keyClick(&input(), Qt::Key_Return);
    EXPECT_EQ(window.document().selection()->nodes(),
              std::set<model::NodeId>{model::NodeId("worker2")});
}

TEST_F(CommandsTest, ACommandIsFoundByWhatItDoesBelowThoseOfThatName)
{
    openPalette();
    type("link");
    EXPECT_TRUE(titles().contains(QStringLiteral("Arrange")));
    EXPECT_TRUE(first().contains(QStringLiteral("link"), Qt::CaseInsensitive));
    input().clear();
    type("lays nodes along");
    EXPECT_EQ(titles(), QStringList{QStringLiteral("Arrange")});
    const auto* list = palette().findChild<QListWidget*>();
    EXPECT_EQ(list->item(0)->data(CommandDelegate::Path).toString(),
              palette().listed().front()->tip);
    input().clear();
    type("la");
    EXPECT_FALSE(titles().contains(QStringLiteral("Arrange")));
}

TEST_F(CommandsTest, NothingIsShownWhereNothingFits)
{
    openPalette();
    const auto* list = palette().findChild<QListWidget*>();
    const int height = palette().height();
    type("qqq");
    EXPECT_FALSE(list->isVisible());
    EXPECT_LT(palette().height(), height);
    input().clear();
    EXPECT_TRUE(list->isVisible());
    EXPECT_EQ(palette().height(), height);
}

TEST_F(CommandsTest, AnExampleIsOpenedByName)
{
    openPalette();
    type("example slow subscriber");
    QTest::keyClick(&input(), Qt::Key_Return);
    EXPECT_TRUE(window.document().title().contains(QStringLiteral("low"), Qt::CaseInsensitive))
        << window.document().title().toStdString();
    EXPECT_EQ(topology().find(model::NodeId("worker2")), nullptr);
}

TEST_F(CommandsTest, LinkFromHereListsWhatFitsAndLinks)
{
    press(Qt::Key_N, Qt::ControlModifier);
    const QPoint middle = window.canvas().rect().center();
    dropOnCanvas(kRoleMime, "source", middle - QPoint(250, 0));
    dropOnCanvas(kRoleMime, "sink", middle + QPoint(250, 0));
    window.document().selection()->selectNode(topology().nodes.at(0).id);
    press(Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
    ASSERT_EQ(palette().listed().size(), 1U);
    EXPECT_EQ(palette().listed().front()->title.toStdString(), topology().nodes.at(1).title());
    QTest::keyClick(&input(), Qt::Key_Return);
    EXPECT_EQ(topology().links.size(), 1U);
}

TEST_F(CommandsTest, AChangedKeyHoldsAtOnceAndNextTime)
{
    inDialog<ShortcutDialog>(window.actions().editShortcuts, [&](ShortcutDialog& dialog) {
        auto* table = dialog.findChild<QTreeWidget*>(QStringLiteral("shortcutTable"));
        const auto rows = table->findItems(QStringLiteral("Examples…"), Qt::MatchExactly);
        ASSERT_EQ(rows.size(), 1);
        table->setCurrentItem(rows.front());
        dialog.findChild<QKeySequenceEdit*>()->setKeySequence(QKeySequence(Qt::Key_F12));
        QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("assignKeys")),
                          Qt::LeftButton);
        EXPECT_EQ(rows.front()->text(2), QStringLiteral("F12"));
    });
    press(Qt::Key_F12);
    EXPECT_TRUE(window.isGalleryShown());
    MainWindow next(roles::makeRoleFactory());
    EXPECT_EQ(next.actions().examples->shortcut(), QKeySequence(Qt::Key_F12));
}

TEST_F(CommandsTest, NamesOfMenusStayWholeWhenTheirLettersStandOut)
{
    inDialog<ShortcutDialog>(window.actions().editShortcuts, [&](ShortcutDialog& dialog) {
        const auto* table = dialog.findChild<QTreeWidget*>(QStringLiteral("shortcutTable"));
        const QAbstractItemView& view = *table;
        constexpr int kMenu = 1;
        const int before = view.sizeHintForColumn(kMenu);
        QTest::keyClicks(dialog.findChild<QLineEdit*>(), QStringLiteral("theme"));
        const int wanted = view.sizeHintForColumn(kMenu);
        EXPECT_NE(wanted, before);
        EXPECT_TRUE(
            QTest::qWaitFor([&] { return table->columnWidth(kMenu) >= wanted; }, kPatience));
    });
}

TEST_F(CommandsTest, WithOneTabNumbersSayThatNoOtherIsOpen)
{
    openPalette();
    type("tab");
    std::set<QString> seen;
    for (const Command* each : palette().listed()) {
        if (each->id != QStringLiteral("nextTab") && each->id != QStringLiteral("goToTab1")
            && each->id != QStringLiteral("goToTab9"))
            continue;
        seen.insert(each->id);
        EXPECT_EQ(each->whyNot, QStringLiteral("No other topology is open"))
            << each->id.toStdString();
    }
    EXPECT_EQ(seen.size(), 3U);
}

TEST_F(CommandsTest, AKeyInUseNamesItsOwnerAndIsTakenOver)
{
    inDialog<ShortcutDialog>(window.actions().editShortcuts, [&](ShortcutDialog& dialog) {
        auto* table = dialog.findChild<QTreeWidget*>(QStringLiteral("shortcutTable"));
        table->setCurrentItem(
            table->findItems(QStringLiteral("Examples…"), Qt::MatchExactly).front());
        dialog.findChild<QKeySequenceEdit*>()->setKeySequence(QKeySequence(Qt::Key_F5));
        EXPECT_EQ(dialog.findChild<QLabel*>(QStringLiteral("keyConflict"))->text(),
                  QStringLiteral("“Run” has this key"));
        QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("assignKeys")),
                          Qt::LeftButton);
    });
    EXPECT_TRUE(window.actions().run->shortcuts().isEmpty());
    EXPECT_EQ(window.actions().examples->shortcut(), QKeySequence(Qt::Key_F5));
    window.commands().shortcuts().resetAll();
    EXPECT_EQ(window.actions().run->shortcut(), QKeySequence(Qt::Key_F5));
    EXPECT_TRUE(QSettings().allKeys().filter(QStringLiteral("shortcuts/")).isEmpty());
}

TEST_F(CommandsTest, OneCommandIsResetAlone)
{
    ShortcutStore& store = window.commands().shortcuts();
    store.set(window.actions().run, {});
    store.takeOver(window.actions().stop, QKeySequence(Qt::Key_F5));
    store.reset(window.actions().run);
    EXPECT_EQ(window.actions().run->shortcut(), QKeySequence(Qt::Key_F5));
    EXPECT_TRUE(window.actions().stop->shortcuts().isEmpty());
}

TEST_F(CommandsTest, TheSheetShowsTheKeysAsTheyAreNow)
{
    window.commands().shortcuts().takeOver(window.actions().examples, QKeySequence(Qt::Key_F12));
    inDialog<CheatSheet>(window.actions().cheatSheet, [](CheatSheet& sheet) {
        const QString text = sheet.findChild<QTextBrowser*>()->toPlainText();
        for (const char* word :
             {"Zoom to fit", "Ctrl+0", "F12", "drag from port to port", "Alt+1 to Alt+9"})
            EXPECT_TRUE(text.contains(QString::fromUtf8(word))) << word;
    });
}

TEST_F(CommandsTest, TheSheetNamesUndoWithoutTheStepThatItWouldTakeBack)
{
    window.canvas().addRole(model::Role::Source);
    ASSERT_NE(plainText(*window.actions().undo), QStringLiteral("Undo"));
    const QString html = cheatSheetHtml(commandsOf(window), {}, {}, {});
    EXPECT_TRUE(html.contains(QStringLiteral(">Undo</td>")));
    EXPECT_FALSE(html.contains(plainText(*window.actions().undo).toHtmlEscaped()));
}

TEST_F(CommandsTest, TheColumnsOfTheSheetAreAboutEquallyLong)
{
    const QString html = cheatSheetHtml(commandsOf(window), {}, {}, {});
    const QStringList columns = html.split(QStringLiteral("<td width=\"33%\""));
    ASSERT_EQ(columns.size(), 4);
    qsizetype longest = 0;
    qsizetype all = 0;
    for (int column = 1; column < columns.size(); ++column) {
        const qsizetype rows = columns[column].count(QStringLiteral("<tr>"));
        longest = std::max(longest, rows);
        all += rows;
    }
    EXPECT_GT(all, 60);
    EXPECT_LE(longest, all / 2);
}

TEST_F(CommandsTest, TheQuestionMarkOpensTheSheet)
{
    bool seen = false;
    QTimer::singleShot(0, &window, [&] {
        auto* sheet = qobject_cast<CheatSheet*>(QApplication::activeModalWidget());
        seen = sheet != nullptr;
        if (sheet != nullptr)
            sheet->close();
    });
    window.canvas().setFocus();
    QTest::keyClick(&window.canvas(), Qt::Key_Question);
    EXPECT_TRUE(seen);
}

} // namespace
} // namespace topomq::ui::test
