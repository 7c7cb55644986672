#include "engine/roles/role_factory.h"
#include "tests/support/topology_builder.h"
#include "tests/support/wash_file.h"
#include "tests/ui/session/sample_topology.h"
#include "ui/document/selection.h"
#include "ui/document/topology_document.h"
#include "ui/plots/measure.h"
#include "ui/plots/plot_legend.h"
#include "ui/plots/plots_panel.h"
#include "ui/plots/time_plot.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QFontMetrics>
#include <QHelpEvent>
#include <QTest>
#include <QToolButton>
#include <QToolTip>
#include <QWheelEvent>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

namespace topomq::ui {
namespace {

constexpr int kPatience = 30'000;

/// One pair more than lines are drawn; only the last of them has much to do.
model::Topology manyIdlePairs()
{
    tests::TopologyBuilder builder;
    for (std::size_t i = 1; i <= FlowChoice::kMost + 1; ++i) {
        const std::string number = std::to_string(i);
        const bool isBusy = i > FlowChoice::kMost;
        builder.node("source" + number, model::Role::Source)
            .setting("rate", isBusy ? 0 : 1)
            .socket("out", model::SocketType::Push, {"inproc://*"})
            .node("sink" + number, model::Role::Sink)
            .setting("service_time", isBusy ? 1'000'000 : 0)
            .socket("in", model::SocketType::Pull)
            .link("sink" + number + ".in", "source" + number + ".out");
    }
    return builder;
}

class PlotsPanelTest : public testing::Test
{
protected:
    PlotsPanelTest()
    {
        document.reset(test::pipeline(), {});
        panel.resize(1200, 320);
        panel.show();
        QTest::qWait(0);
    }

    void run()
    {
        ASSERT_TRUE(session.start());
        waitForSamples(5);
    }

    void stop()
    {
        session.stop();
        ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, kPatience));
    }

    void waitForSamples(std::size_t count)
    {
        ASSERT_TRUE(QTest::qWaitFor([&] { return session.history().size() >= count; }, kPatience));
    }

    /// Home: the shortest; End: all of the run.
    void chooseWindow(Qt::Key key)
    {
        auto* window = panel.findChild<QComboBox*>(QStringLiteral("plotsWindow"));
        window->setFocus();
        QTest::keyClick(window, key);
    }

    TimePlot& depth() { return *panel.plots().at(0); }

    /// Of the first or second entry.
    QPoint placeOf(const PlotLegend& legend, std::size_t entry)
    {
        const int first =
            QFontMetrics(theme.smallFont()).horizontalAdvance(legend.entries().front().name);
        return {entry == 0 ? 10 : first + 50, legend.height() / 2};
    }

    void turnWheel(TimePlot& plot, int notches)
    {
        const QPointF place(plot.surface()->width() / 2.0, plot.surface()->height() / 2.0);
        QWheelEvent wheel(place, plot.surface()->mapToGlobal(place), {}, {0, 120 * notches},
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(plot.surface(), &wheel);
    }

    Theme theme;
    TopologyDocument document;
    RunSession session{document, roles::makeRoleFactory()};
    PlotsPanel panel{document, session, theme, nullptr};
};

TEST_F(PlotsPanelTest, SaysWhatToDoBeforeTheFirstRun)
{
    EXPECT_TRUE(depth().overlay().emptyText.contains(QStringLiteral("F5")));
}

TEST_F(PlotsPanelTest, DrawsALineForEveryFlow)
{
    run();
    ASSERT_TRUE(QTest::qWaitFor([this] { return depth().picture().lines.size() == 2; }, kPatience));
    EXPECT_TRUE(depth().overlay().emptyText.isEmpty());
}

TEST_F(PlotsPanelTest, AClickInTheLegendOpensTheSubtopologyThatALinkIsIn)
{
    // Outside there is a namesake of what is inside.
    model::Topology topology = tests::washing();
    topology.links.front().id = model::LinkId("wet");
    document.reset(topology, {});
    run();
    auto* legend = panel.findChild<PlotLegend*>();
    ASSERT_NE(legend, nullptr);
    ASSERT_TRUE(QTest::qWaitFor([&] { return legend->entries().size() == 2; }, kPatience));
    const std::size_t inside =
        legend->entries().front().name.contains(QStringLiteral("shelf")) ? 0 : 1;
    QTest::mouseClick(legend, Qt::LeftButton, {}, placeOf(*legend, inside));
    EXPECT_EQ(document.path(), std::vector{model::NodeId("wash")});
    EXPECT_EQ(document.selection()->links(), std::set{model::LinkId("wet")});
    // And out again, from inside.
    QTest::mouseClick(legend, Qt::LeftButton, {}, placeOf(*legend, 1 - inside));
    EXPECT_TRUE(document.path().empty());
    EXPECT_EQ(document.selection()->links(), std::set{model::LinkId("wet")});
}

TEST_F(PlotsPanelTest, DrawsTheLastSampleItself)
{
    run();
    stop();
    const auto& line = panel.plots().at(1)->picture().lines.at(0);
    ASSERT_FALSE(line.points.empty());
    EXPECT_DOUBLE_EQ(line.points.back().time, session.latest()->time);
}

TEST_F(PlotsPanelTest, TheWheelFreezesTheViewWhileTheRecordingGoesOn)
{
    run();
    turnWheel(depth(), 2);
    ASSERT_FALSE(panel.range().isLive());
    const double from = panel.range().from();
    waitForSamples(session.history().size() + 5);
    EXPECT_DOUBLE_EQ(panel.range().from(), from);
}

TEST_F(PlotsPanelTest, BothPlotsShowTheSameTime)
{
    run();
    turnWheel(depth(), 2);
    EXPECT_DOUBLE_EQ(panel.plots().at(1)->picture().from, depth().picture().from);
    EXPECT_DOUBLE_EQ(panel.plots().at(1)->picture().to, depth().picture().to);
}

TEST_F(PlotsPanelTest, DraggingMovesTheTimeUnderTheMouse)
{
    run();
    QWidget* surface = depth().surface();
    const double grabbed = depth().timeAt(300);
    QTest::mousePress(surface, Qt::LeftButton, {}, QPoint(300, 100));
    QMouseEvent move(QEvent::MouseMove, QPointF(400, 100), surface->mapToGlobal(QPointF(400, 100)),
                     Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(surface, &move);
    EXPECT_FALSE(panel.range().isLive());
    EXPECT_NEAR(depth().timeAt(400), grabbed, 0.5);
    QTest::mouseRelease(surface, Qt::LeftButton, {}, QPoint(400, 100));
}

TEST_F(PlotsPanelTest, LiveFollowsTheNewestSampleAgain)
{
    run();
    turnWheel(depth(), 2);
    auto* live = panel.findChild<QToolButton*>(QStringLiteral("plotsLive"));
    QTest::mouseClick(live, Qt::LeftButton);
    EXPECT_TRUE(panel.range().isLive());
    EXPECT_DOUBLE_EQ(depth().picture().to, session.history().back()->time);
}

TEST_F(PlotsPanelTest, ADoubleClickFollowsTheNewestSampleAgain)
{
    run();
    turnWheel(depth(), 2);
    QTest::mouseDClick(depth().surface(), Qt::LeftButton, {}, QPoint(300, 100));
    EXPECT_TRUE(panel.range().isLive());
}

TEST_F(PlotsPanelTest, TheCursorOfOnePlotStandsInBoth)
{
    run();
    QTest::mouseMove(depth().surface(), QPoint(300, 100));
    for (const TimePlot* plot : panel.plots()) {
        ASSERT_TRUE(plot->overlay().cursorX.has_value());
        EXPECT_NEAR(*plot->overlay().cursorX, 300, 1);
    }
}

TEST_F(PlotsPanelTest, TheCursorStaysUnderAMouseThatRests)
{
    run();
    chooseWindow(Qt::Key_Home);
    QTest::mouseMove(depth().surface(), QPoint(300, 100));
    const auto ago = [this] { return depth().overlay().cursorText.section(u' ', 0, 0).toDouble(); };
    const double before = ago();
    waitForSamples(session.history().size() + 10);
    for (const TimePlot* plot : panel.plots()) {
        ASSERT_TRUE(plot->overlay().cursorX.has_value());
        EXPECT_NEAR(*plot->overlay().cursorX, 300, 1);
    }
    EXPECT_NEAR(ago(), before, 0.11);
}

TEST_F(PlotsPanelTest, TheCursorTellsWhatHasComeUnderAMouseThatRests)
{
    chooseWindow(Qt::Key_Home);
    // Near the newest sample, long before there is one.
    const int x = depth().surface()->width() - 32;
    const auto isInView = [&] { return depth().timeAt(x) < depth().picture().to; };
    ASSERT_TRUE(QTest::qWaitFor(isInView, kPatience));
    QTest::mouseMove(depth().surface(), QPoint(x, 100));
    run();
    const auto tellsAValue = [this] {
        const std::vector<CursorRow>& rows = depth().overlay().rows;
        return !rows.empty() && rows.front().value != QStringLiteral("unknown");
    };
    EXPECT_TRUE(QTest::qWaitFor(tellsAValue, kPatience));
    EXPECT_NEAR(*depth().overlay().cursorX, x, 1);
}

TEST_F(PlotsPanelTest, TheCursorListsEveryLineWithItsUnit)
{
    run();
    ASSERT_TRUE(QTest::qWaitFor([this] { return depth().picture().lines.size() == 2; }, kPatience));
    QTest::mouseMove(panel.plots().at(1)->surface(), QPoint(300, 100));
    const OverlayContent& overlay = panel.plots().at(1)->overlay();
    ASSERT_EQ(overlay.rows.size(), 2U);
    EXPECT_EQ(overlay.rows[0].name, QStringLiteral("Source → Worker"));
}

TEST_F(PlotsPanelTest, ShowsTheMarkOfALiveEdit)
{
    run();
    model::Node worker = document.topology().nodes[1];
    worker.settings.set("service_time", 50);
    document.push(QStringLiteral("Set"), model::ReplaceNode{worker});
    ASSERT_TRUE(QTest::qWaitFor([this] { return !depth().overlay().marks.empty(); }, kPatience));
    EXPECT_EQ(depth().overlay().marks[0].text, QStringLiteral("Worker: service time 0 → 50 µs"));
}

TEST_F(PlotsPanelTest, MarksCloseTogetherShareALabelThatTellsAllOfThem)
{
    run();
    session.order(NodeCommand::Freeze, {document.topology().nodes[1].id});
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return session.can(NodeCommand::Thaw, document.topology().nodes[1].id); },
        kPatience));
    session.order(NodeCommand::Thaw, {document.topology().nodes[1].id});
    ASSERT_TRUE(QTest::qWaitFor([this] { return depth().overlay().marks.size() == 2; }, kPatience));
    ASSERT_EQ(depth().markLabels().size(), 1U);
    const PlotOverlay::MarkLabel& label = depth().markLabels().front();
    EXPECT_TRUE(label.text.endsWith(QStringLiteral("+1"))) << label.text.toStdString();
    const QPoint place = label.rect.center().toPoint();
    QHelpEvent event(QEvent::ToolTip, place, depth().surface()->mapToGlobal(place));
    QApplication::sendEvent(depth().surface(), &event);
    EXPECT_EQ(QToolTip::text(), QStringLiteral("Worker: frozen\nWorker: thawed"));
}

TEST_F(PlotsPanelTest, ShowsTheBusiestOfARunThatPassedBehindAnotherTab)
{
    document.reset(manyIdlePairs(), {});
    panel.hide();
    run();
    const auto busy = session.flowsOf(model::LinkId("link13"));
    ASSERT_EQ(busy.size(), 1U);
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return session.latest()->flows[busy.front()].inFlight > 100U; }, kPatience));
    stop();
    panel.show();
    const std::vector<ShownFlow>& shown = panel.choice().flows;
    EXPECT_TRUE(std::any_of(shown.begin(), shown.end(),
                            [&](const ShownFlow& each) { return each.flow == busy.front(); }));
    EXPECT_EQ(depth().picture().lines.size(), FlowChoice::kMost);
    EXPECT_FALSE(depth().overlay().limitText.isEmpty());
}

TEST_F(PlotsPanelTest, ShowsAllOfTheRunOnRequest)
{
    EXPECT_FALSE(
        panel.findChild<QComboBox*>(QStringLiteral("plotsWindow"))->accessibleName().isEmpty());
    run();
    chooseWindow(Qt::Key_End);
    EXPECT_FALSE(panel.range().window().has_value());
}

TEST_F(PlotsPanelTest, TheLegendFollowsANewTitleAtOnce)
{
    run();
    stop();
    const PlotLegend& legend = *panel.findChild<PlotLegend*>();
    ASSERT_EQ(legend.entries().front().name, QStringLiteral("Source → Worker"));
    model::Node worker = *document.topology().find(model::NodeId("worker"));
    worker.name = "Smith";
    document.push(QStringLiteral("Rename"), model::ReplaceNode{worker});
    EXPECT_EQ(legend.entries().front().name, QStringLiteral("Source → Smith"));
}

TEST(Throughput, IsUnknownWhereNobodyCounts)
{
    const std::vector<Measure> all = allMeasures();
    const auto throughput = std::find_if(all.begin(), all.end(), [](const Measure& each) {
        return each.key == QStringLiteral("throughput");
    });
    ASSERT_NE(throughput, all.end());
    metrics::FlowFigures figures;
    EXPECT_TRUE(std::isnan(throughput->figure(figures)));
    figures.sent = 10;
    figures.messagesPerSecond = 500;
    EXPECT_EQ(throughput->figure(figures), 500);
}

TEST(LatencyOverTime, IsThatOfTheLastMomentsAndAGapWhereNothingCame)
{
    const std::vector<Measure> all = allMeasures();
    const auto latency = std::find_if(all.begin(), all.end(), [](const Measure& each) {
        return each.key == QStringLiteral("latency");
    });
    ASSERT_NE(latency, all.end());
    EXPECT_EQ(latency->title, QStringLiteral("Latency p99, last 2 s"));
    metrics::FlowFigures figures;
    figures.latency = {.p99 = 948'000, .count = 13'000};
    EXPECT_TRUE(std::isnan(latency->figure(figures)));
    figures.recentLatency = {.p99 = 17, .seconds = 1.5F, .count = 900};
    EXPECT_EQ(latency->figure(figures), 17);
}

} // namespace
} // namespace topomq::ui
