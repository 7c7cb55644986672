// Plots and their legend by keyboard alone.
#include "ui/plots/plot_legend.h"
#include "ui/plots/time_plot.h"
#include "ui/theme/theme.h"

#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace topomq::ui {
namespace {

class PlotKeysTest : public testing::Test
{
protected:
    /// One minute of the run.
    void showMinute(bool live)
    {
        PlotPicture picture;
        picture.from = 60;
        picture.to = 120;
        picture.live = live;
        plot.setPicture(picture);
    }

    /// What the last of the signals said; nothing came: -1.
    static double said(const QSignalSpy& spy, int argument = 0)
    {
        return spy.isEmpty() ? -1 : spy.last().at(argument).toDouble();
    }

    Theme theme;
    TimePlot plot{theme, QStringLiteral("Queue depth"), QStringLiteral("messages"), QString(),
                  nullptr};
};

TEST_F(PlotKeysTest, ThePlotTakesTheKeyboardAndHasAName)
{
    EXPECT_TRUE((plot.surface()->focusPolicy() & Qt::TabFocus) != 0);
    EXPECT_EQ(plot.surface()->accessibleName(), QStringLiteral("Queue depth"));
    EXPECT_FALSE(plot.surface()->accessibleDescription().isEmpty());
}

TEST_F(PlotKeysTest, ArrowsMoveByATenth)
{
    showMinute(false);
    const QSignalSpy moved(&plot, &TimePlot::panRequested);
    QTest::keyClick(plot.surface(), Qt::Key_Left);
    EXPECT_DOUBLE_EQ(said(moved), -6);
    QTest::keyClick(plot.surface(), Qt::Key_Right);
    EXPECT_DOUBLE_EQ(said(moved), 6);
    // Keys with Ctrl are for the window.
    QTest::keyClick(plot.surface(), Qt::Key_Left, Qt::ControlModifier);
    EXPECT_EQ(moved.count(), 2);
}

TEST_F(PlotKeysTest, PlusAndMinusZoomAboutTheMiddle)
{
    showMinute(false);
    const QSignalSpy zoomed(&plot, &TimePlot::zoomRequested);
    QTest::keyClick(plot.surface(), Qt::Key_Plus);
    EXPECT_DOUBLE_EQ(said(zoomed), 1.5);
    EXPECT_DOUBLE_EQ(said(zoomed, 1), 90);
    QTest::keyClick(plot.surface(), Qt::Key_Minus);
    EXPECT_DOUBLE_EQ(said(zoomed), 1 / 1.5);
}

TEST_F(PlotKeysTest, ALiveViewKeepsTheNewest)
{
    showMinute(true);
    const QSignalSpy zoomed(&plot, &TimePlot::zoomRequested);
    QTest::keyClick(plot.surface(), Qt::Key_Plus);
    EXPECT_DOUBLE_EQ(said(zoomed, 1), 120);
    const QSignalSpy reset(&plot, &TimePlot::resetRequested);
    QTest::keyClick(plot.surface(), Qt::Key_End);
    EXPECT_EQ(reset.count(), 1);
}

TEST_F(PlotKeysTest, ChooseInTheLegend)
{
    PlotLegend legend(theme, nullptr);
    legend.setEntries({});
    EXPECT_EQ(legend.focusPolicy(), Qt::NoFocus);
    legend.setEntries({{theme.colors().blue, QStringLiteral("first"), true},
                       {theme.colors().teal, QStringLiteral("second"), true}});
    legend.resize(400, 22);
    legend.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&legend));
    legend.activateWindow();
    legend.setFocus(Qt::TabFocusReason);
    const QSignalSpy clicked(&legend, &PlotLegend::clicked);
    QTest::keyClick(&legend, Qt::Key_Return);
    ASSERT_EQ(clicked.count(), 1);
    EXPECT_EQ(clicked.last().at(0).toULongLong(), 0U);
    QTest::keyClick(&legend, Qt::Key_Right);
    // There is no third.
    QTest::keyClick(&legend, Qt::Key_Right);
    QTest::keyClick(&legend, Qt::Key_Space);
    ASSERT_EQ(clicked.count(), 2);
    EXPECT_EQ(clicked.last().at(0).toULongLong(), 1U);
    EXPECT_TRUE(QTest::qWaitFor([&] { return legend.hasFocus(); }));
    EXPECT_EQ(legend.accessibleName(), QStringLiteral("Legend, second"));
}

} // namespace
} // namespace topomq::ui
