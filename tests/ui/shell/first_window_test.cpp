// What the first picture of the window may do without, and that all of it is there in time.

#include "tests/ui/shell/window_fixture.h"
#include "ui/shell/docks.h"
#include "ui/shell/find_controller.h"
#include "ui/shell/gallery.h"
#include "ui/shell/gallery_card.h"
#include "ui/shell/run_toolbar.h"
#include "ui/widgets/search_field.h"

#include <QDockWidget>
#include <QMenuBar>
#include <QScreen>
#include <QStatusBar>
#include <QToolBar>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace topomq::ui::test {
namespace {

/// Counts events of one kind that come to one widget.
class EventCount : public QObject
{
public:
    EventCount(QWidget& widget, QEvent::Type type)
        : m_type(type)
    {
        widget.installEventFilter(this);
    }

    [[nodiscard]] int count() const { return m_count; }

    bool eventFilter(QObject* object, QEvent* event) override
    {
        m_count += event->type() == m_type ? 1 : 0;
        return QObject::eventFilter(object, event);
    }

private:
    QEvent::Type m_type;
    int m_count = 0;
};

/// Takes a figure when the widget is about to be painted for the first time.
class AtFirstPaint : public QObject
{
public:
    AtFirstPaint(QWidget& widget, std::function<int()> figure)
        : m_figure(std::move(figure))
    {
        widget.installEventFilter(this);
    }

    [[nodiscard]] int value() const { return m_value.value_or(-1); }

    bool eventFilter(QObject* object, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && !m_value)
            m_value = m_figure();
        return QObject::eventFilter(object, event);
    }

private:
    std::function<int()> m_figure;
    std::optional<int> m_value;
};

/// Beside the window of the fixture, which is complete, a second one that has not been seen yet.
class FirstWindowTest : public WindowTest
{
protected:
    void showWithGallery()
    {
        next.showGallery();
        next.show();
    }

    [[nodiscard]] bool waitUntilComplete()
    {
        return QTest::qWaitFor([this] { return next.isComplete(); }, kPatience);
    }

    // Not by the window's own functions, which would complete it.
    template <class Widget>
    [[nodiscard]] Widget* part(const char* name = "")
    {
        return next.findChild<Widget*>(QString::fromUtf8(name));
    }

    [[nodiscard]] QList<GalleryCard*> cards() { return next.findChildren<GalleryCard*>(); }

    [[nodiscard]] int pictures()
    {
        const QList<GalleryCard*> all = cards();
        return static_cast<int>(std::count_if(
            all.begin(), all.end(), [](const GalleryCard* card) { return card->hasPicture(); }));
    }

    MainWindow next{roles::makeRoleFactory()};
};

TEST_F(FirstWindowTest, WhatTheGalleryHidesIsMadeAfterTheFirstPicture)
{
    showWithGallery();
    EXPECT_FALSE(next.isComplete());
    const EventCount paints(next, QEvent::Paint);
    EXPECT_TRUE(waitUntilComplete());
    EXPECT_GT(paints.count(), 0);
    EXPECT_TRUE(next.isGalleryShown());
    EXPECT_NE(part<QDockWidget>("plotsDock"), nullptr);
    for (const QAction* menu : next.menuBar()->actions())
        EXPECT_FALSE(menu->menu()->isEmpty()) << menu->text().toStdString();
}

TEST_F(FirstWindowTest, PicturesFollowTheFirstPicture)
{
    showWithGallery();
    EXPECT_FALSE(cards().isEmpty());
    const AtFirstPaint early(next, [this] { return pictures(); });
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&next));
    EXPECT_TRUE(waitUntilComplete());
    EXPECT_EQ(early.value(), 0);
    EXPECT_TRUE(QTest::qWaitFor([&] { return pictures() == cards().size(); }, kPatience));
}

TEST_F(FirstWindowTest, WithTheCanvasInFrontAllIsThereAtOnce)
{
    next.show();
    ASSERT_TRUE(next.isComplete());
    EXPECT_FALSE(next.isGalleryShown());
    EXPECT_FALSE(part<QDockWidget>("inspectorDock")->isHidden());
}

TEST_F(FirstWindowTest, WhatIsAskedForEarlyIsMadeAtOnce)
{
    showWithGallery();
    next.openExample(QStringLiteral("pipeline"));
    EXPECT_FALSE(next.isGalleryShown());
    EXPECT_FALSE(next.document().topology().nodes.empty());
    EXPECT_FALSE(part<QDockWidget>("inspectorDock")->isHidden());
}

TEST_F(FirstWindowTest, AKeyBeforeTheFirstPictureFindsAllInItsPlace)
{
    showWithGallery();
    QTest::keyClick(part<QToolBar>("runToolbar")->findChild<SearchField*>(), Qt::Key_A);
    ASSERT_TRUE(next.isComplete());
    EXPECT_EQ(next.finder().text(), QStringLiteral("a"));
}

TEST_F(FirstWindowTest, AClickBeforeTheFirstPictureOpensTheExample)
{
    showWithGallery();
    QTest::mouseClick(cards().front(), Qt::LeftButton);
    EXPECT_FALSE(next.isGalleryShown());
    EXPECT_FALSE(next.document().topology().nodes.empty());
}

TEST_F(FirstWindowTest, TheGalleryIsNotPushedAboutByWhatComesLater)
{
    showWithGallery();
    Gallery* gallery = part<Gallery>("gallery");
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&next));
    const EventCount resizes(*gallery, QEvent::Resize);
    EXPECT_TRUE(waitUntilComplete());
    QTest::qWait(50);
    EXPECT_EQ(resizes.count(), 0);
}

TEST_F(FirstWindowTest, TheBarsLookAsTheyWillWhenAllIsThere)
{
    QSettings().setValue(QStringLiteral("shortcuts/run"), QStringList(QStringLiteral("F7")));
    MainWindow changed(roles::makeRoleFactory());
    changed.showGallery();
    changed.show();
    const auto bars = [&changed] {
        return std::pair(changed.findChild<QToolBar*>()->grab().toImage(),
                         changed.statusBar()->grab().toImage());
    };
    const auto before = bars();
    EXPECT_FALSE(changed.isComplete());
    const QAbstractButton* run = changed.findChild<QAbstractButton*>(QStringLiteral("runButton"));
    EXPECT_TRUE(run->text().endsWith(QStringLiteral("F7"))) << run->text().toStdString();
    EXPECT_TRUE(QTest::qWaitFor([&changed] { return changed.isComplete(); }, kPatience));
    EXPECT_EQ(bars(), before);
}

TEST_F(FirstWindowTest, TheRunButtonHasAnIconThatCanBeSeenWhileThereIsNothingToRun)
{
    showWithGallery();
    const auto* run = part<QAbstractButton>("runButton");
    ASSERT_NE(run, nullptr);
    ASSERT_FALSE(run->isEnabled());
    const auto drawn = [](const QIcon& icon) {
        return icon.pixmap(QSize(16, 16), QIcon::Disabled).toImage();
    };
    // As its neighbours'.
    EXPECT_EQ(drawn(run->icon()), drawn(next.theme().icon(QStringLiteral("run"))));
}

TEST_F(FirstWindowTest, ABarThatWasHiddenDoesNotShowUpFirst)
{
    window.runToolbar().hide();
    EXPECT_TRUE(window.close());
    MainWindow again(roles::makeRoleFactory());
    again.showGallery();
    again.show();
    EXPECT_FALSE(again.isComplete());
    EXPECT_TRUE(again.findChild<QToolBar*>()->isHidden());
}

TEST_F(FirstWindowTest, PanelsComeBackAsTheyWereThroughTheGallery)
{
    window.findChild<QDockWidget*>(QStringLiteral("linksDock"))->close();
    EXPECT_TRUE(window.close());
    showWithGallery();
    EXPECT_TRUE(waitUntilComplete());
    EXPECT_TRUE(part<QDockWidget>("inspectorDock")->isHidden());
    EXPECT_FALSE(part<QDockWidget>("inspectorDock")->toggleViewAction()->isEnabled());
    next.openExample(QStringLiteral("pipeline"));
    EXPECT_FALSE(part<QDockWidget>("inspectorDock")->isHidden());
    EXPECT_TRUE(part<QDockWidget>("inspectorDock")->toggleViewAction()->isEnabled());
    EXPECT_TRUE(part<QDockWidget>("linksDock")->isHidden());
}

TEST_F(FirstWindowTest, PanelsHaveTheirUsualWidthsAfterTheGallery)
{
    showWithGallery();
    EXPECT_TRUE(waitUntilComplete());
    next.openExample(QStringLiteral("pipeline"));
    const auto width = [this](const char* name) { return part<QDockWidget>(name)->width(); };
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return width("inspectorDock") == 320 && width("paletteDock") == 256; }, kPatience))
        << width("inspectorDock") << ' ' << width("paletteDock");
}

TEST_F(FirstWindowTest, TheMemoryOfPanelsOutlivesAVisitThatOnlySawTheGallery)
{
    window.findChild<QDockWidget*>(QStringLiteral("linksDock"))->close();
    EXPECT_TRUE(window.close());
    showWithGallery();
    EXPECT_TRUE(waitUntilComplete());
    EXPECT_TRUE(next.close());
    MainWindow third(roles::makeRoleFactory());
    third.show();
    EXPECT_TRUE(third.findChild<QDockWidget*>(QStringLiteral("linksDock"))->isHidden());
    EXPECT_FALSE(third.findChild<QDockWidget*>(QStringLiteral("inspectorDock"))->isHidden());
}

TEST_F(FirstWindowTest, TheFirstWindowFitsItsScreen)
{
    EXPECT_EQ(Docks::usualSize({1920, 1080}), QSize(1440, 900));
    const QSize small = Docks::usualSize({1280, 720});
    EXPECT_LT(small.width(), 1280);
    EXPECT_LT(small.height(), 720);
    EXPECT_EQ(next.size(), Docks::usualSize(next.screen()->availableSize()));
}

TEST_F(FirstWindowTest, AWindowThatWasLeftLargeFitsTheNextScreen)
{
    EXPECT_TRUE(window.close());
    // As on another screen, where the geometry is refused.
    QSettings().remove(QStringLiteral("window/geometry"));
    MainWindow again(roles::makeRoleFactory());
    again.show();
    const QSize most = again.screen()->availableSize().expandedTo(again.minimumSizeHint());
    EXPECT_LE(again.width(), most.width());
    EXPECT_LE(again.height(), most.height());
}

TEST_F(FirstWindowTest, AMaximisedWindowIsMaximisedOnAnotherScreenToo)
{
    window.showMaximized();
    EXPECT_TRUE(QTest::qWaitFor([this] { return window.isMaximized(); }, kPatience));
    EXPECT_TRUE(window.close());
    QSettings().remove(QStringLiteral("window/geometry"));
    MainWindow again(roles::makeRoleFactory());
    EXPECT_TRUE(again.isMaximized());
}

} // namespace
} // namespace topomq::ui::test
