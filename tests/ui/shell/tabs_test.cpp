#include "tests/ui/shell/tabs_fixture.h"
#include "ui/events/events_panel.h"
#include "ui/links/links_panel.h"
#include "ui/shell/command_center.h"
#include "ui/shell/compare_window.h"
#include "ui/shell/find_controller.h"
#include "ui/shell/find_field.h"
#include "ui/shell/page_stack.h"
#include "ui/shell/run_toolbar.h"
#include "ui/shell/shortcut_store.h"
#include "ui/shell/status_bar.h"

#include <QClipboard>
#include <QDockWidget>
#include <QTreeView>

#include <set>

namespace topomq::ui::test {
namespace {

TEST_F(TabsTest, AreSeenOnlyWhenThereAreSeveral)
{
    window.openFile(fileAt("one.topomq"));
    EXPECT_EQ(count(), 1U);
    EXPECT_FALSE(window.tabStrip().isVisible());
    window.openFile(fileAt("two.topomq", "pair"));
    EXPECT_TRUE(window.tabStrip().isVisible());
    EXPECT_EQ(titles(), QStringList({QStringLiteral("one.topomq"), QStringLiteral("two.topomq")}));
    EXPECT_EQ(window.windowTitle(), QStringLiteral("two.topomq[*] — TopoMQ"));
}

TEST_F(TabsTest, UndoTakesBackInTheTabInFrontAlone)
{
    openTwo();
    const model::Topology second = topology();
    addANode();
    clickTab(0);
    const model::Topology first = topology();
    addANode();
    EXPECT_EQ(titles(),
              QStringList({QStringLiteral("one.topomq*"), QStringLiteral("two.topomq*")}));
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(tab(0).document().topology(), first);
    EXPECT_NE(tab(1).document().topology(), second);
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_NE(tab(1).document().topology(), second);
    clickTab(1);
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(tab(1).document().topology(), second);
    press(Qt::Key_Y, Qt::ControlModifier);
    EXPECT_NE(tab(1).document().topology(), second);
    EXPECT_EQ(tab(0).document().topology(), first);
}

TEST_F(TabsTest, SavingWritesTheOneInFrontAlone)
{
    openTwo();
    addANode();
    clickTab(0);
    addANode();
    press(Qt::Key_S, Qt::ControlModifier);
    EXPECT_FALSE(tab(0).isModified());
    EXPECT_TRUE(tab(1).isModified());
    EXPECT_EQ(titles(), QStringList({QStringLiteral("one.topomq"), QStringLiteral("two.topomq*")}));
}

TEST_F(TabsTest, KeysGoRoundAllTabs)
{
    openTwo();
    press(Qt::Key_T, Qt::ControlModifier);
    EXPECT_EQ(count(), 3U);
    EXPECT_EQ(front(), 2);
    press(Qt::Key_PageDown, Qt::ControlModifier);
    EXPECT_EQ(front(), 0);
    press(Qt::Key_PageUp, Qt::ControlModifier);
    EXPECT_EQ(front(), 2);
    press(Qt::Key_Tab, Qt::ControlModifier);
    press(Qt::Key_Tab, Qt::ControlModifier);
    EXPECT_EQ(front(), 1);
    press(Qt::Key_PageUp, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(front(), 0);
    EXPECT_EQ(titles().first(), QStringLiteral("two.topomq"));
}

TEST_F(TabsTest, AFileThatIsOpenComesToTheFront)
{
    openTwo();
    addANode();
    const QString one = tab(0).document().filePath();
    const QString link = folder.filePath(QStringLiteral("link.topomq"));
    ASSERT_TRUE(QFile::link(one, link));
    window.openFile(link);
    EXPECT_EQ(count(), 2U);
    EXPECT_EQ(front(), 0);
    window.openFile(tab(1).document().filePath());
    EXPECT_EQ(count(), 2U);
    EXPECT_EQ(front(), 1);
    EXPECT_TRUE(tab(1).isModified());
}

TEST_F(TabsTest, AnEmptyTabThatNobodyTouchedTakesTheFileIn)
{
    openTwo();
    press(Qt::Key_N, Qt::ControlModifier);
    window.openFile(fileAt("three.topomq"));
    EXPECT_EQ(count(), 3U);
    press(Qt::Key_T, Qt::ControlModifier);
    addANode();
    press(Qt::Key_Z, Qt::ControlModifier);
    window.openExample(QStringLiteral("pair"));
    EXPECT_EQ(count(), 5U);
}

TEST_F(TabsTest, FilesOfTheSameNameShowTheirFolders)
{
    window.openFile(fileAt("east/chain.topomq"));
    window.openFile(fileAt("west/chain.topomq"));
    EXPECT_EQ(titles(),
              QStringList(
                  {QStringLiteral("chain.topomq — east"), QStringLiteral("chain.topomq — west")}));
    EXPECT_EQ(window.windowTitle(), QStringLiteral("chain.topomq — west[*] — TopoMQ"));
    clickTab(0, Qt::MiddleButton);
    EXPECT_EQ(window.windowTitle(), QStringLiteral("chain.topomq[*] — TopoMQ"));
}

TEST_F(TabsTest, ARunGoesOnBehindAnotherTab)
{
    runExample("pipeline");
    press(Qt::Key_T, Qt::ControlModifier);
    EXPECT_FALSE(window.tabStrip().tabIcon(0).isNull());
    EXPECT_TRUE(window.tabStrip().tabIcon(1).isNull());
    EXPECT_TRUE(window.tabStrip().tabToolTip(0).contains(tab(0).session().stateText()));
    EXPECT_EQ(window.runStatusBar().stateText(), window.session().stateText());
    EXPECT_TRUE(window.actions().run->isEnabled());
    EXPECT_FALSE(window.actions().stop->isEnabled());
    const double before = tab(0).session().latest()->time;
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return tab(0).session().latest()->time > before + 0.2; }, kPatience));
    // Nothing in front is stopped by it, and nothing behind.
    press(Qt::Key_F8);
    EXPECT_EQ(tab(0).session().state(), RunSession::State::Running);
    press(Qt::Key_PageUp, Qt::ControlModifier);
    EXPECT_TRUE(window.actions().stop->isEnabled());
    press(Qt::Key_F8);
    EXPECT_TRUE(QTest::qWaitFor([this] { return !tab(0).isRunning(); }, kPatience));
    EXPECT_TRUE(window.tabStrip().tabIcon(0).isNull());
}

TEST_F(TabsTest, TwoTabsRunAtOnceAtTheirOwnSpeed)
{
    runExample("pipeline");
    press(Qt::Key_BracketLeft, Qt::ControlModifier);
    press(Qt::Key_T, Qt::ControlModifier);
    runExample("pair");
    EXPECT_EQ(window.session().speed(), 1);
    EXPECT_EQ(tab(0).session().speed(), 0.5);
    press(Qt::Key_F6);
    EXPECT_EQ(tab(0).session().state(), RunSession::State::Running);
    EXPECT_EQ(tab(1).session().state(), RunSession::State::Paused);
    clickTab(0);
    EXPECT_FALSE(window.actions().pause->isChecked());
}

TEST_F(TabsTest, PanelsShowTheFileInFrontAlone)
{
    runExample("pipeline");
    const auto inFront = [this](const char* name) {
        auto* dock = window.findChild<QDockWidget*>(QString::fromUtf8(name));
        return qobject_cast<PageStack*>(dock->widget())->currentWidget();
    };
    const auto rows = [&](const char* dock) {
        return inFront(dock)->findChild<QTreeView*>()->model()->rowCount();
    };
    window.findChild<QDockWidget*>(QStringLiteral("eventsDock"))->raise();
    EXPECT_TRUE(QTest::qWaitFor([&] { return rows("eventsDock") > 0; }, kPatience));
    EXPECT_GT(rows("linksDock"), 0);
    press(Qt::Key_T, Qt::ControlModifier);
    EXPECT_EQ(rows("eventsDock"), 0);
    EXPECT_EQ(rows("linksDock"), 0);
    press(Qt::Key_PageUp, Qt::ControlModifier);
    EXPECT_GT(rows("eventsDock"), 0);
}

TEST_F(TabsTest, SelectionZoomAndPlaceStayWithTheTab)
{
    openTwo();
    clickTab(0);
    const model::NodeId node = topology().nodes.front().id;
    QTest::mouseClick(&window.canvas(), Qt::LeftButton, {}, window.canvas().nodeCenter(node));
    press(Qt::Key_Plus, Qt::ControlModifier);
    press(Qt::Key_Plus, Qt::ControlModifier);
    const double zoom = window.canvas().zoom();
    const QPoint place = window.canvas().nodeCenter(node);
    clickTab(1);
    EXPECT_TRUE(window.document().selection()->isEmpty());
    EXPECT_NE(window.canvas().zoom(), zoom);
    clickTab(0);
    QApplication::processEvents();
    EXPECT_EQ(window.canvas().zoom(), zoom);
    EXPECT_EQ(window.canvas().nodeCenter(node), place);
    EXPECT_EQ(window.document().selection()->nodes(), std::set<model::NodeId>{node});
    EXPECT_TRUE(window.canvas().hasFocus());
}

TEST_F(TabsTest, KeysOfTheCanvasMeanTheOneInFront)
{
    openTwo();
    addANode();
    const std::size_t others = tab(0).document().topology().nodes.size();
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_Delete);
    EXPECT_TRUE(topology().nodes.empty());
    EXPECT_EQ(tab(0).document().topology().nodes.size(), others);
    const double zoom = tab(0).canvas().zoom();
    press(Qt::Key_Minus, Qt::ControlModifier);
    EXPECT_EQ(tab(0).canvas().zoom(), zoom);
}

TEST_F(TabsTest, ASearchStaysWithItsTab)
{
    openTwo();
    FindField* field = window.runToolbar().findField();
    press(Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(field, QStringLiteral("PAIR"));
    EXPECT_GT(window.finder().count(), 0);
    EXPECT_TRUE(window.actions().findNext->isEnabled());
    clickTab(0);
    EXPECT_EQ(field->text(), QString());
    EXPECT_EQ(field->countText(), QString());
    EXPECT_FALSE(window.actions().findNext->isEnabled());
    EXPECT_FALSE(window.canvas().hits().has_value());
    clickTab(1);
    EXPECT_EQ(field->text(), QStringLiteral("PAIR"));
    EXPECT_TRUE(window.actions().findNext->isEnabled());
}

TEST_F(TabsTest, CanBeDraggedIntoAnotherOrder)
{
    openTwo();
    TabStrip& strip = window.tabStrip();
    QTest::mousePress(&strip, Qt::LeftButton, {}, middleOf(1));
    for (int x = middleOf(1).x(); x > 4; x -= 8) {
        const QPoint place(x, middleOf(0).y());
        QMouseEvent move(QEvent::MouseMove, place, strip.mapToGlobal(place), Qt::NoButton,
                         Qt::LeftButton, {});
        QApplication::sendEvent(&strip, &move);
    }
    QTest::mouseRelease(&strip, Qt::LeftButton, {}, QPoint(4, middleOf(0).y()));
    EXPECT_EQ(titles(), QStringList({QStringLiteral("two.topomq"), QStringLiteral("one.topomq")}));
    EXPECT_EQ(QFileInfo(tab(0).document().filePath()).fileName(), QStringLiteral("two.topomq"));
    EXPECT_EQ(front(), 0);
    EXPECT_EQ(QFileInfo(window.document().filePath()).fileName(), QStringLiteral("two.topomq"));
}

TEST_F(TabsTest, TheGalleryIsLeftByAClickOnATab)
{
    openTwo();
    press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_TRUE(window.isGalleryShown());
    clickTab(1);
    EXPECT_FALSE(window.isGalleryShown());
    press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    clickTab(0);
    EXPECT_FALSE(window.isGalleryShown());
    EXPECT_EQ(front(), 0);
}

TEST_F(TabsTest, TheMenuOfATabComparesItWithAnother)
{
    openTwo();
    QContextMenuEvent event(QContextMenuEvent::Mouse, middleOf(0),
                            window.tabStrip().mapToGlobal(middleOf(0)));
    QApplication::sendEvent(&window.tabStrip(), &event);
    EXPECT_EQ(front(), 0);
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    ASSERT_NE(menu, nullptr);
    QTest::keyClick(menu, Qt::Key_W);
    auto* others = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    ASSERT_NE(others, nullptr);
    EXPECT_EQ(others->actions().first()->text(), QStringLiteral("two.topomq"));
    QTest::keyClick(others, Qt::Key_Return);
    auto* compare = window.findChild<CompareWindow*>();
    ASSERT_NE(compare, nullptr);
    compare->close();
}

TEST_F(TabsTest, CopiesThePathOfTheFileInFront)
{
    openTwo();
    clickTab(0);
    press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(QApplication::clipboard()->text(), tab(0).document().filePath());
    press(Qt::Key_T, Qt::ControlModifier);
    EXPECT_FALSE(window.actions().copyPath->isEnabled());
}

TEST_F(TabsTest, ListEveryCommandOnce)
{
    openTwo();
    std::set<QString> ids;
    for (const Command& command : commandsOf(window)) {
        const bool isNew = command.id.isEmpty() || ids.insert(command.id).second;
        EXPECT_TRUE(isNew) << command.id.toStdString();
    }
    EXPECT_TRUE(ids.contains(QStringLiteral("canvasZoomIn")));
}

TEST_F(TabsTest, KeysThatPeopleChoseHoldInEveryTab)
{
    openTwo();
    const auto zoomIn = [this] { return window.canvas().canvasActions()[CanvasCommand::ZoomIn]; };
    window.commands().shortcuts().set(zoomIn(), {QKeySequence(Qt::Key_F12)});
    for (int i = 0; i < 3; ++i) {
        if (i == 2)
            press(Qt::Key_T, Qt::ControlModifier);
        else
            clickTab(i);
        const double before = window.canvas().zoom();
        press(Qt::Key_F12);
        EXPECT_GT(window.canvas().zoom(), before) << i;
    }
}

TEST_F(TabsTest, AChosenKeyIsNoUsualOneOfAnotherCommandAsLongAsItIsChosen)
{
    // As a program left it that had no keys for tabs.
    QSettings().setValue(QStringLiteral("shortcuts/save"), QStringLiteral("Alt+1"));
    openTwo();
    ShortcutStore& store = window.commands().shortcuts();
    const QAction* first = window.actions().goToTab[0];
    addANode();
    press(Qt::Key_1, Qt::AltModifier);
    EXPECT_FALSE(window.document().isModified());
    EXPECT_EQ(front(), 1);
    EXPECT_TRUE(first->shortcuts().isEmpty());
    store.takeOver(window.actions().save, QKeySequence(Qt::Key_F12));
    press(Qt::Key_1, Qt::AltModifier);
    EXPECT_EQ(front(), 0);
    store.set(window.actions().save, {QKeySequence(Qt::ALT | Qt::Key_1)});
    EXPECT_TRUE(first->shortcuts().isEmpty());
    store.reset(window.actions().save);
    EXPECT_EQ(first->shortcut(), QKeySequence(Qt::ALT | Qt::Key_1));
}

TEST_F(TabsTest, ResettingTheUsualKeyTakesItFromTheCommandItWasChosenFor)
{
    QSettings().setValue(QStringLiteral("shortcuts/save"), QStringLiteral("Alt+1"));
    openTwo();
    ShortcutStore& store = window.commands().shortcuts();
    EXPECT_TRUE(store.isChanged(window.actions().goToTab[0]));
    store.reset(window.actions().goToTab[0]);
    EXPECT_TRUE(window.actions().save->shortcuts().isEmpty());
    press(Qt::Key_1, Qt::AltModifier);
    EXPECT_EQ(front(), 0);
}

TEST_F(TabsTest, TheLegendIsShownInAllOrInNone)
{
    openTwo();
    window.canvas().setFocus();
    press(Qt::Key_L);
    EXPECT_TRUE(window.canvas().isLegendVisible());
    clickTab(0);
    EXPECT_TRUE(window.canvas().isLegendVisible());
    press(Qt::Key_L);
    clickTab(1);
    EXPECT_FALSE(window.canvas().isLegendVisible());
}

} // namespace
} // namespace topomq::ui::test
