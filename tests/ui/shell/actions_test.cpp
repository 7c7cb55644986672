#include "tests/ui/shell/window_fixture.h"
#include "ui/theme/theme.h"

#include <QMenuBar>

#include <map>
#include <set>

namespace topomq::ui::test {
namespace {

std::set<QAction*> actionsBelow(const QList<QAction*>& actions)
{
    std::set<QAction*> all;
    for (QAction* action : actions) {
        if (action->menu())
            all.merge(actionsBelow(action->menu()->actions()));
        else if (!action->isSeparator())
            all.insert(action);
    }
    return all;
}

class ActionsTest : public WindowTest
{
protected:
    std::set<QAction*> all{actionsBelow(window.menuBar()->actions())};
};

TEST_F(ActionsTest, EveryActionOfTheMenusSaysWhatItDoes)
{
    EXPECT_GT(all.size(), 40U);
    for (const QAction* action : all) {
        EXPECT_FALSE(action->text().isEmpty());
        EXPECT_FALSE(action->statusTip().isEmpty()) << action->text().toStdString();
    }
}

TEST_F(ActionsTest, NoTwoActionsShareAKey)
{
    std::map<QString, QString> owners;
    for (const QAction* action : all) {
        for (const QKeySequence& keys : action->shortcuts()) {
            const auto [owner, isNew] = owners.emplace(keys.toString(), action->text());
            EXPECT_TRUE(isNew) << keys.toString().toStdString() << ": "
                               << owner->second.toStdString() << " and "
                               << action->text().toStdString();
        }
    }
}

TEST_F(ActionsTest, EveryCommandIsInAMenu)
{
    for (const QAction* action :
         window.actions().findChildren<QAction*>(QString(), Qt::FindDirectChildrenOnly))
        EXPECT_TRUE(all.contains(const_cast<QAction*>(action))) << action->text().toStdString();
}

TEST_F(ActionsTest, NoMenuIsTallerThanASmallScreen)
{
    constexpr int kSmallScreen = 720;
    for (const QAction* title : window.menuBar()->actions()) {
        const QMenu* menu = title->menu();
        EXPECT_LT(menu->sizeHint().height(), kSmallScreen) << title->text().toStdString();
        for (const QAction* entry : menu->actions()) {
            if (entry->menu() != nullptr) {
                EXPECT_LT(entry->menu()->sizeHint().height(), kSmallScreen)
                    << entry->text().toStdString();
            }
        }
    }
}

TEST_F(ActionsTest, MenusShowWhatIsOn)
{
    // As in the program: the frame is the style sheet's.
    window.theme().apply();
    window.openExample(QStringLiteral("pipeline"));
    QAction* legend = window.canvas().canvasActions()[CanvasCommand::Legend];
    QMenu* view = nullptr;
    for (const QAction* title : window.menuBar()->actions()) {
        if (title->menu()->actions().contains(legend))
            view = title->menu();
    }
    ASSERT_NE(view, nullptr);
    view->ensurePolished();
    view->adjustSize();
    const auto look = [&] { return view->grab(view->actionGeometry(legend)).toImage(); };
    const QImage off = look();
    ASSERT_FALSE(off.isNull());
    legend->trigger();
    ASSERT_TRUE(legend->isChecked());
    EXPECT_NE(look(), off);
    legend->trigger();
    EXPECT_EQ(look(), off);
    qApp->setStyleSheet({});
}

TEST_F(ActionsTest, TheCommandForTheFullScreenKnowsWhatTheDesktopDid)
{
    const QAction* fullScreen = window.actions().fullScreen;
    window.showFullScreen();
    EXPECT_TRUE(QTest::qWaitFor([&] { return fullScreen->isChecked(); }, kPatience));
    window.actions().fullScreen->trigger();
    EXPECT_FALSE(window.isFullScreen());
    EXPECT_FALSE(fullScreen->isChecked());
}

} // namespace
} // namespace topomq::ui::test
