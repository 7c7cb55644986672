// What is said of queues that the kernel keeps from being full.

#include "ui/inspector/figure_list.h"
#include "ui/inspector/flow_section.h"
#include "ui/inspector/stage_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fill_bar.h"

#include <gtest/gtest.h>

namespace topomq::tests {
namespace {

metrics::FlowFigures inTheKernel(std::uint64_t sender, std::uint64_t kernel, std::uint64_t receiver)
{
    metrics::FlowFigures figures;
    figures.sent = 41'207;
    figures.inFlight = sender + kernel + receiver;
    figures.received = 41'207 - *figures.inFlight;
    figures.dropped = 0;
    figures.limit = 2000;
    figures.stages = metrics::FlowStages{.sender = sender, .kernel = kernel, .receiver = receiver};
    return figures;
}

TEST(FlowFigures, WhatTheKernelHoldsDoesNotFillTheQueues)
{
    ui::Theme theme;
    ui::FlowSection section({}, theme, nullptr);
    const metrics::FlowFigures figures = inTheKernel(100, 8400, 500);
    section.setFigures(figures, {plan::Transport::Tcp, 1000, 1000, {}});
    EXPECT_DOUBLE_EQ(section.findChild<ui::FillBar*>()->share(), 0.3);
    EXPECT_EQ(section.findChild<ui::FillBar*>()->text(),
              QStringLiteral("600 / 2\u2009000 · kernel 8.4 k"));
}

TEST(FlowFigures, AQueueThatGrowsInTheKernelIsSaidToGrow)
{
    ui::Theme theme;
    ui::FlowSection section({}, theme, nullptr);
    const metrics::FlowFigures figures = inTheKernel(0, 9000, 0);
    ui::FlowTraits traits{plan::Transport::Tcp, 1000, 1000, {}};
    traits.pressure = ui::Pressure{.fill = ui::Fill::Warn, .growth = 500, .behind = 18};
    section.setFigures(figures, traits);
    const auto* counts = section.findChild<ui::FigureList*>(QStringLiteral("flow/counts"));
    EXPECT_EQ(counts->valueOf(QStringLiteral("growing by")), QStringLiteral("500 msg/s"));
    EXPECT_EQ(counts->valueOf(QStringLiteral("behind by")), QStringLiteral("18.0 s"));
    const std::vector<ui::Stage>& stages = section.findChild<ui::StageView*>()->stages();
    ASSERT_EQ(stages.size(), 3U);
    EXPECT_FALSE(stages[0].isTooMuch);
    EXPECT_TRUE(stages[1].isTooMuch);
    EXPECT_FALSE(stages[2].isTooMuch);
    traits.pressure.reset();
    section.setFigures(figures, traits);
    EXPECT_EQ(counts->valueOf(QStringLiteral("growing by")), QString());
    EXPECT_FALSE(section.findChild<ui::StageView*>()->stages()[1].isTooMuch);
}

} // namespace
} // namespace topomq::tests
