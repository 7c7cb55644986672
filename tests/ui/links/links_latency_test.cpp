// The columns of latencies: those of the last moments, and those of the whole run.

#include "engine/plan/run_plan.h"
#include "tests/ui/links/fan_out.h"
#include "ui/links/links_model.h"
#include "ui/theme/theme.h"

#include <gtest/gtest.h>

#include <memory>

namespace topomq::tests {

namespace {

using ui::LinksModel;

std::shared_ptr<metrics::Snapshot> twoFlows()
{
    auto snapshot = std::make_shared<metrics::Snapshot>();
    snapshot->flows.resize(2);
    return snapshot;
}

QString untitled(plan::SocketIndex /*socket*/)
{
    return {};
}

} // namespace

TEST(LinksLatency, TellsTheLatencyOfTheLastMomentsFromThatOfTheWholeRun)
{
    ui::Theme theme;
    LinksModel model(theme, nullptr);
    model.setPlan(plan::makePlan(fanOut()).plan, {}, untitled);
    auto snapshot = twoFlows();
    for (metrics::FlowFigures& flow : snapshot->flows)
        flow.latency = {.p50 = 170'000, .p99 = 948'000, .count = 13'000};
    snapshot->flows[0].recentLatency = {.p50 = 12, .p99 = 17, .seconds = 1.5F, .count = 900};
    model.setFigures(snapshot);
    const auto cell = [&model](int row, int column) { return model.index(row, column); };
    EXPECT_EQ(cell(0, LinksModel::P50).data().toString(), QStringLiteral("12 µs"));
    EXPECT_EQ(cell(0, LinksModel::P99).data().toString(), QStringLiteral("17 µs"));
    EXPECT_EQ(cell(0, LinksModel::P99Whole).data().toString(), QStringLiteral("948 ms"));
    EXPECT_EQ(cell(0, LinksModel::P99).data(LinksModel::kSortRole).toDouble(), 17);
    EXPECT_EQ(cell(0, LinksModel::P99Whole).data(LinksModel::kSortRole).toDouble(), 948'000);
    EXPECT_EQ(cell(0, LinksModel::P99).data(Qt::ToolTipRole).toString(),
              QStringLiteral("Of 900 messages of the last 2 s. Since the start: p50 170 ms, p99 "
                             "948 ms, of 13\u2009000 messages."));
    EXPECT_TRUE(model.headerData(LinksModel::P99, Qt::Horizontal, Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("of the last 2 s")));
    EXPECT_EQ(cell(1, LinksModel::P50).data().toString(), QStringLiteral("–"));
    EXPECT_EQ(cell(1, LinksModel::P99).data(LinksModel::kSortRole).toDouble(), -1);
    EXPECT_EQ(cell(1, LinksModel::P50Whole).data().toString(), QStringLiteral("170 ms"));
}

TEST(LinksLatency, TellsTheRoundTripOfTheLastMoments)
{
    ui::Theme theme;
    LinksModel model(theme, nullptr);
    model.setPlan(plan::makePlan(fanOut()).plan, {}, untitled);
    auto snapshot = twoFlows();
    metrics::RoundTripFigures roundTrips{.whole = {.p50 = 900'000, .count = 50}, .recent = {}};
    snapshot->flows[1].roundTrips = std::make_shared<const metrics::RoundTripFigures>(roundTrips);
    roundTrips.recent = {.p50 = 20, .seconds = 1.5F, .count = 40};
    snapshot->flows[0].roundTrips = std::make_shared<const metrics::RoundTripFigures>(roundTrips);
    model.setFigures(snapshot);
    EXPECT_EQ(model.index(0, LinksModel::RoundTrip).data().toString(), QStringLiteral("20 µs"));
    EXPECT_EQ(model.index(1, LinksModel::RoundTrip).data().toString(), QStringLiteral("–"));
    EXPECT_TRUE(model.index(1, LinksModel::RoundTrip)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("Since the start: p50 900 ms")));
}

} // namespace topomq::tests
