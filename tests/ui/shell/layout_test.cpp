#include "tests/ui/shell/window_fixture.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/instrument_painter.h"
#include "ui/palette/palette_card.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/unsaved_dialog.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QDockWidget>
#include <QHeaderView>
#include <QImage>
#include <QPlainTextEdit>
#include <QSlider>
#include <QTextBlock>
#include <QTextLayout>
#include <QTreeView>

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace topomq::ui::test {
namespace {

/// The rightmost column of pixels that differs from the ground.
int rightEnd(const QImage& picture)
{
    constexpr int kFar = 60;
    const int ground = qGray(picture.pixel(0, 0));
    for (int x = picture.width() - 1; x >= 0; --x) {
        for (int y = 0; y < picture.height(); ++y) {
            if (std::abs(qGray(picture.pixel(x, y)) - ground) > kFar)
                return x;
        }
    }
    return -1;
}

class LayoutTest : public WindowTest
{
protected:
    QDockWidget* dock(MainWindow& in, const char* name)
    {
        return in.findChild<QDockWidget*>(QString::fromUtf8(name));
    }

    void setLarge(bool large)
    {
        if (window.theme().isLarge() != large)
            window.actions().largeMode->trigger();
    }
};

TEST_F(LayoutTest, ThePlotsAreInFrontOfTheOtherTabs)
{
    window.openExample(QStringLiteral("pipeline"));
    QTest::qWait(0);
    EXPECT_FALSE(dock(window, "plotsDock")->visibleRegion().isEmpty());
    EXPECT_TRUE(dock(window, "linksDock")->visibleRegion().isEmpty());
}

TEST_F(LayoutTest, ThePaletteHasRoomForItsWords)
{
    MainWindow next(roles::makeRoleFactory());
    next.resize(1440, 900);
    next.show();
    next.showGallery();
    next.openExample(QStringLiteral("pipeline"));
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&next));
    for (const PaletteCard* card : next.findChildren<PaletteCard*>())
        EXPECT_GE(card->width(), card->sizeHint().width()) << card->entry().title.toStdString();
}

TEST_F(LayoutTest, TheInspectorIsAsWideWithAndWithoutTheGallery)
{
    MainWindow straight(roles::makeRoleFactory());
    straight.openExample(QStringLiteral("pipeline"));
    straight.show();
    MainWindow next(roles::makeRoleFactory());
    next.show();
    next.showGallery();
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&next));
    next.openExample(QStringLiteral("pipeline"));
    const auto isWide = [this](MainWindow& in) {
        return dock(in, "inspectorDock")->width() == 320;
    };
    EXPECT_TRUE(QTest::qWaitFor([&] { return isWide(straight) && isWide(next); }, kPatience))
        << dock(straight, "inspectorDock")->width() << ' ' << dock(next, "inspectorDock")->width();
}

TEST_F(LayoutTest, TheInspectorHasRoomForItsButtonsInASmallWindow)
{
    window.openExample(QStringLiteral("pipeline"));
    QTest::qWait(50);
    window.resize(1100, 800);
    QTest::qWait(50);
    window.resize(1680, 1000);
    QTest::qWait(50);
    EXPECT_GE(dock(window, "inspectorDock")->width(), 300);
}

TEST_F(LayoutTest, TheWindowFitsASmallScreen)
{
    EXPECT_LE(window.minimumSizeHint().width(), 1280);
    EXPECT_LE(window.minimumSizeHint().height(), 720);
}

TEST_F(LayoutTest, AClosedPanelStaysClosedNextTime)
{
    dock(window, "linksDock")->toggleViewAction()->trigger();
    EXPECT_TRUE(window.close());
    MainWindow next(roles::makeRoleFactory());
    next.show();
    EXPECT_TRUE(dock(next, "linksDock")->isHidden());
    EXPECT_FALSE(dock(next, "inspectorDock")->isHidden());
}

TEST_F(LayoutTest, TheUsualPlacesComeBackOnRequest)
{
    dock(window, "inspectorDock")->setFloating(true);
    dock(window, "linksDock")->close();
    window.actions().resetLayout->trigger();
    EXPECT_FALSE(dock(window, "inspectorDock")->isFloating());
    EXPECT_FALSE(dock(window, "linksDock")->isHidden());
}

TEST_F(LayoutTest, TheGalleryPutsThePanelsBackAsTheyWere)
{
    dock(window, "linksDock")->close();
    window.showGallery();
    EXPECT_TRUE(dock(window, "inspectorDock")->isHidden());
    window.openExample(QStringLiteral("pair"));
    EXPECT_FALSE(dock(window, "inspectorDock")->isHidden());
    EXPECT_TRUE(dock(window, "linksDock")->isHidden());
}

TEST_F(LayoutTest, LightAndDarkAreChosenByKey)
{
    const bool dark = window.theme().isDark();
    press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_NE(window.theme().isDark(), dark);
}

TEST_F(LayoutTest, TheChosenColoursAreRemembered)
{
    window.actions().themeDark->trigger();
    MainWindow next(roles::makeRoleFactory());
    EXPECT_TRUE(next.theme().isDark());
}

TEST_F(LayoutTest, HighContrastAndLargeTypeAreChosenAndRemembered)
{
    window.actions().highContrast->trigger();
    window.actions().largeMode->trigger();
    EXPECT_TRUE(window.theme().isHighContrast());
    EXPECT_TRUE(window.theme().isLarge());
    MainWindow next(roles::makeRoleFactory());
    EXPECT_TRUE(next.theme().isHighContrast());
    EXPECT_TRUE(next.theme().isLarge());
    EXPECT_TRUE(next.actions().highContrast->isChecked());
    EXPECT_TRUE(next.actions().largeMode->isChecked());
    window.actions().largeMode->trigger();
    EXPECT_FALSE(window.theme().isLarge());
}

TEST_F(LayoutTest, LargeTypeIsNotCutOff)
{
    window.openExample(QStringLiteral("pipeline"));
    window.actions().largeMode->trigger();
    const auto fits = [this] {
        const QList<QAbstractButton*> buttons = window.findChildren<QAbstractButton*>();
        return std::all_of(buttons.begin(), buttons.end(), [](const QAbstractButton* button) {
            return !button->isVisible() || button->text().isEmpty()
                || button->height() >= button->fontMetrics().height();
        });
    };
    EXPECT_TRUE(QTest::qWaitFor(fits, kPatience));
    for (const PaletteCard* card : window.findChildren<PaletteCard*>())
        EXPECT_GE(card->height(), window.theme().scaled(36));
    EXPECT_GT(dock(window, "paletteDock")->minimumWidth(), 200);
}

TEST_F(LayoutTest, InLargeTypeTheFiguresOfARunStandClearOfEachOtherAndOfCards)
{
    setLarge(true);
    runExample("pipeline");
    const CanvasPicture picture = window.canvas().scene().picture(1);
    std::vector<QRectF> taken;
    for (const NodeBox& box : picture.geometry->nodes())
        taken.push_back(box.rect);
    for (const LinkCurve& curve : picture.geometry->links()) {
        const QRectF rect = instrumentRect(picture, curve);
        // Rate and depth, one above the other.
        EXPECT_GT(rect.height(), 2 * picture.fonts->small.pixelSize());
        for (const QRectF& other : taken)
            EXPECT_FALSE(rect.intersects(other)) << curve.id.text();
        taken.push_back(rect);
    }
    EXPECT_EQ(taken.size(), 11U);
}

TEST_F(LayoutTest, InANarrowWindowNothingLeavesTheBar)
{
    window.openExample(QStringLiteral("pipeline"));
    const auto* find = window.findChild<QWidget*>(QStringLiteral("find"));
    const auto* speed = window.findChild<QWidget*>(QStringLiteral("speed"));
    ASSERT_NE(find, nullptr);
    ASSERT_NE(speed, nullptr);
    window.resize(1400, 700);
    QApplication::processEvents();
    const int wide = find->width() + speed->width();
    window.resize(840, 525);
    QApplication::processEvents();
    EXPECT_TRUE(find->isVisible());
    EXPECT_LT(find->width() + speed->width(), wide);
    EXPECT_LE(find->mapTo(&window, find->rect().bottomRight()).x(), window.width());
}

TEST_F(LayoutTest, TheHandleOfTheSpeedIsSeenWholeAndStopsAtPowersOfTen)
{
    auto* slider = window.findChild<QSlider*>(QStringLiteral("speed"));
    ASSERT_NE(slider, nullptr);
    constexpr int kHandle = 16;
    EXPECT_GE(slider->height(), kHandle + 2);
    const int room = slider->width() - kHandle;
    const QPoint from(slider->width() - kHandle / 2, slider->height() / 2);
    // A third of its way is a power of ten; a little beside it.
    const QPoint to = from - QPoint(room / 3 - 2, 0);
    QTest::mousePress(slider, Qt::LeftButton, {}, from);
    QMouseEvent move(QEvent::MouseMove, to, slider->mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                     {});
    QApplication::sendEvent(slider, &move);
    EXPECT_DOUBLE_EQ(window.session().speed(), 0.1);
    QTest::mouseRelease(slider, Qt::LeftButton, {}, to);
    EXPECT_DOUBLE_EQ(window.session().speed(), 0.1);
}

TEST_F(LayoutTest, InLargeTypeHeadingsOfTablesAreSeenWhole)
{
    window.openExample(QStringLiteral("pipeline"));
    const auto* view = window.findChild<QTreeView*>(QStringLiteral("links"));
    ASSERT_NE(view, nullptr);
    // The first one that is shown.
    constexpr int kFrom = 1;
    setLarge(false);
    const int before = view->columnWidth(kFrom);
    setLarge(true);
    EXPECT_GT(view->columnWidth(kFrom), before);
    for (int column = 0; column < view->header()->count(); ++column)
        EXPECT_GE(view->columnWidth(column), view->header()->sectionSizeHint(column))
            << view->model()->headerData(column, Qt::Horizontal).toString().toStdString();
    setLarge(false);
    EXPECT_EQ(view->columnWidth(kFrom), before);
}

TEST_F(LayoutTest, WhatIsSaidInPassingStandsBesideTheStateOfTheRun)
{
    runExample("pipeline");
    Q_EMIT window.canvas().statusMessage(QStringLiteral("Nothing was pasted."));
    const auto label = [this](const char* name) {
        return window.runStatusBar().findChild<QWidget*>(QString::fromUtf8(name));
    };
    EXPECT_EQ(window.runStatusBar().findChild<ElidedLabel*>(QStringLiteral("said"))->text(),
              QStringLiteral("Nothing was pasted."));
    for (const char* name : {"said", "state", "rate", "queued", "dropped"})
        EXPECT_TRUE(label(name)->isVisible()) << name;
}

TEST_F(LayoutTest, HeadingsOfNumbersEndWhereTheNumbersDo)
{
    runExample("pipeline");
    auto* view = window.findChild<QTreeView*>(QStringLiteral("links"));
    window.findChild<QDockWidget*>(QStringLiteral("linksDock"))->raise();
    ASSERT_TRUE(QTest::qWaitFor([view] { return view->isVisible(); }, kPatience));
    window.session().stop();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !window.session().isActive(); }, kPatience));
    constexpr int kSent = 8;
    QHeaderView* header = view->header();
    const QRect heading(header->sectionViewportPosition(kSent), 0, header->sectionSize(kSent),
                        header->height() - 2);
    const QRect cell = view->visualRect(view->model()->index(0, kSent));
    EXPECT_NEAR(rightEnd(header->viewport()->grab(heading).toImage()),
                rightEnd(view->viewport()->grab(cell).toImage()), 2);
}

TEST_F(LayoutTest, InLargeTypeListsOfWorkGrowButNotBeyondTheWindow)
{
    const auto widthOfList = [this] {
        const UnsavedDialog dialog({{QStringLiteral("one"), {}}, {QStringLiteral("two"), {}}},
                                   &window);
        return dialog.width();
    };
    setLarge(false);
    const int before = widthOfList();
    setLarge(true);
    EXPECT_GT(widthOfList(), before * 5 / 4);
    window.resize(before, window.height());
    EXPECT_LE(widthOfList(), window.width());
    setLarge(false);
}

TEST_F(LayoutTest, InLargeTypeTheDescriptionShowsWholeLines)
{
    window.openExample(QStringLiteral("pipeline"));
    setLarge(true);
    const auto* text = window.findChild<QPlainTextEdit*>(QStringLiteral("topology/description"));
    ASSERT_NE(text, nullptr);
    EXPECT_TRUE(QTest::qWaitFor(
        [text] {
            const QTextLayout* words = text->document()->begin().layout();
            const double room = text->viewport()->height() - text->document()->documentMargin();
            return words->lineCount() > 6 && room >= 6 * words->lineAt(0).height();
        },
        kPatience));
}

} // namespace
} // namespace topomq::ui::test
