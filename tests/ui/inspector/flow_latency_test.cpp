// The latency of a link: now and in the whole run, side by side.

#include "ui/inspector/figure_list.h"
#include "ui/inspector/flow_section.h"
#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QImage>
#include <QPixmap>

#include <gtest/gtest.h>

namespace topomq::tests {

TEST(FlowLatency, TheLatencyOfTheLastMomentsStandsBesideThatOfTheWholeRun)
{
    ui::Theme theme;
    ui::FlowSection section({}, theme, nullptr);
    const auto* list = section.findChild<ui::FigureList*>(QStringLiteral("flow/latency"));
    metrics::FlowFigures figures;
    figures.latency = {.p99 = 948'000, .count = 13'000};
    figures.recentLatency = {.p99 = 17, .seconds = 1.5F, .count = 900};
    const ui::FlowTraits traits{plan::Transport::Tcp, 1000, 1000, {}, {}};
    section.setFigures(figures, traits);
    EXPECT_EQ(list->besideOf(QStringLiteral("of the")), QStringLiteral("last 2 s"));
    EXPECT_EQ(list->valueOf(QStringLiteral("of the")), QStringLiteral("whole run"));
    EXPECT_EQ(list->besideOf(QStringLiteral("p99")), QStringLiteral("17 µs"));
    EXPECT_EQ(list->valueOf(QStringLiteral("p99")), QStringLiteral("948 ms"));
    EXPECT_TRUE(list->accessibleDescription().contains(QStringLiteral("p99 17 µs 948 ms")));
    // Nothing came, in a run so large that each link is looked at every six seconds.
    figures.recentLatency = {.seconds = 6.3F};
    section.setFigures(figures, traits);
    EXPECT_EQ(list->besideOf(QStringLiteral("of the")), QStringLiteral("last 6 s"));
    EXPECT_EQ(list->besideOf(QStringLiteral("p99")), QStringLiteral("–"));
    EXPECT_EQ(list->valueOf(QStringLiteral("p99")), QStringLiteral("948 ms"));
}

TEST(FigureList, TwoFiguresInARowDoNotCoverEachOther)
{
    ui::Theme theme;
    ui::FigureList one(theme, nullptr);
    ui::FigureList two(theme, nullptr);
    for (ui::FigureList* list : {&one, &two})
        list->resize(240, list->fontMetrics().height() + 6);
    one.setRows({{.label = QStringLiteral("p99"), .value = QStringLiteral("948 ms")}});
    two.setRows({{.label = QStringLiteral("p99"),
                  .value = QStringLiteral("948 ms"),
                  .beside = QStringLiteral("17 µs")}});
    const QImage single = one.grab().toImage();
    const QImage both = two.grab().toImage();
    EXPECT_NE(single, both);
    // The right end and the left one are as they were.
    const int figure = QFontMetrics(theme.figureFont()).horizontalAdvance(QStringLiteral("948 ms"));
    const QRect right(single.width() - figure, 0, figure, single.height());
    EXPECT_EQ(single.copy(right), both.copy(right));
    const QRect left(0, 0, QFontMetrics(theme.font()).horizontalAdvance(QStringLiteral("p99")),
                     single.height());
    EXPECT_EQ(single.copy(left), both.copy(left));
}

} // namespace topomq::tests
