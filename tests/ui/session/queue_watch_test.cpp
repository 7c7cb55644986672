// What is said of queues over some seconds.

#include "ui/session/queue_watch.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace topomq::ui {
namespace {

constexpr double kStep = 0.25;

class QueueWatchTest : public testing::Test
{
protected:
    /// One sample of one flow, a quarter of a second later.
    const Pressure& sample(std::uint64_t depth)
    {
        metrics::Snapshot snapshot;
        snapshot.time = time += kStep;
        figures.inFlight = depth;
        snapshot.flows.push_back(figures);
        watch.add(snapshot);
        return watch.of(0);
    }

    const Pressure& stay(std::uint64_t depth, double seconds)
    {
        for (double passed = kStep; passed < seconds; passed += kStep)
            sample(depth);
        return sample(depth);
    }

    metrics::FlowFigures figures{.limit = 2000};
    QueueWatch watch;
    double time = 0;
};

TEST_F(QueueWatchTest, SaysAtOnceThatAQueueIsFuller)
{
    EXPECT_EQ(sample(1200).fill, Fill::Calm);
    EXPECT_EQ(sample(1201).fill, Fill::Warn);
    EXPECT_EQ(sample(1701).fill, Fill::Bad);
    EXPECT_EQ(sample(2000).fill, Fill::Full);
}

TEST_F(QueueWatchTest, DoesNotBlinkWhereAQueueSwingsAboutAMark)
{
    ASSERT_EQ(sample(1300).fill, Fill::Warn);
    for (int swing = 0; swing < 20; ++swing) {
        EXPECT_EQ(sample(1000).fill, Fill::Warn);
        EXPECT_EQ(sample(1400).fill, Fill::Warn);
    }
}

TEST_F(QueueWatchTest, IsCalmAgainOnceAQueueWasClearlyLessFullForAWhile)
{
    ASSERT_EQ(sample(2000).fill, Fill::Full);
    EXPECT_EQ(stay(100, SteadyFill::kHold / 2).fill, Fill::Full);
    EXPECT_EQ(stay(100, SteadyFill::kHold).fill, Fill::Calm);
}

TEST_F(QueueWatchTest, StaysAmberWhereAQueueIsHardlyLessFull)
{
    ASSERT_EQ(sample(1300).fill, Fill::Warn);
    EXPECT_EQ(stay(1000, 4 * SteadyFill::kHold).fill, Fill::Warn);
    EXPECT_EQ(stay(800, 2 * SteadyFill::kHold).fill, Fill::Calm);
}

TEST_F(QueueWatchTest, IsCalmOfWhatItDoesNotKnow)
{
    EXPECT_EQ(watch.of(7).fill, Fill::Calm);
    figures.limit = 0;
    EXPECT_EQ(sample(1'000'000).fill, Fill::Calm);
    watch.clear();
    EXPECT_EQ(watch.of(0).fill, Fill::Calm);
}

TEST(SteadyFillOf, AnotherRunStartsOver)
{
    SteadyFill fill;
    ASSERT_EQ(fill.take(1, 60), Fill::Full);
    EXPECT_EQ(fill.take(0, 0.5), Fill::Calm);
}

} // namespace
} // namespace topomq::ui
