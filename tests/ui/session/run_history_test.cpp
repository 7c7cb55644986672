#include "ui/session/run_history.h"

#include <gtest/gtest.h>

namespace topomq::ui {
namespace {

metrics::SnapshotPtr sampleAt(double time, std::size_t flows = 0)
{
    auto sample = std::make_shared<metrics::Snapshot>();
    sample->time = time;
    sample->flows.resize(flows);
    return sample;
}

TEST(RunHistory, KeepsTheSamplesInTheirOrder)
{
    RunHistory history;
    history.append(sampleAt(1));
    history.append(sampleAt(2));
    ASSERT_EQ(history.samples().size(), 2U);
    EXPECT_EQ(history.samples().front()->time, 1);
    EXPECT_EQ(history.samples().back()->time, 2);
}

TEST(RunHistory, LetsGoOfWhatIsOlderThanTenMinutes)
{
    RunHistory history;
    history.append(sampleAt(0));
    history.append(sampleAt(1));
    history.append(sampleAt(RunHistory::kLongest + 0.5));
    EXPECT_EQ(history.samples().front()->time, 1);
}

TEST(RunHistory, ThinsOldSamplesOverItsBudgetButKeepsTheirSpan)
{
    RunHistory history(1'000'000);
    for (int i = 0; i <= 1000; ++i)
        history.append(sampleAt(0.1 * i, 10));
    EXPECT_LT(history.samples().size(), 1001U);
    EXPECT_EQ(history.samples().front()->time, 0);
    EXPECT_DOUBLE_EQ(history.samples().back()->time, 100);
}

TEST(RunHistory, KeepsEverySampleOfTheLastSeconds)
{
    RunHistory history(1'000'000);
    for (int i = 0; i <= 1000; ++i)
        history.append(sampleAt(0.1 * i, 10));
    const auto& samples = history.samples();
    for (std::size_t i = samples.size() - 100; i < samples.size(); ++i)
        EXPECT_NEAR(samples[i]->time - samples[i - 1]->time, 0.1, 1e-9);
}

TEST(RunHistory, NeverOutgrowsItsBudgetForLong)
{
    RunHistory history(100'000);
    for (int i = 0; i <= 1000; ++i)
        history.append(sampleAt(0.01 * i, 20));
    EXPECT_LT(history.samples().size() * 20 * sizeof(metrics::FlowFigures), 100'000U);
}

} // namespace
} // namespace topomq::ui
