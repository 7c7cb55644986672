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

TEST_F(QueueWatchTest, SaysThatAQueueGrowsThatTheKernelKeepsFromBeingFull)
{
    figures.received = 0;
    figures.messagesPerSecond = 500;
    std::uint64_t depth = 0;
    const auto grow = [&](std::uint64_t step) {
        figures.stages = metrics::FlowStages{.sender = 0, .kernel = depth, .receiver = 0};
        return sample(depth += step);
    };
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(grow(125).growth, 0) << i;
    for (int i = 0; i < 20; ++i)
        grow(125);
    EXPECT_NEAR(watch.of(0).growth, 500, 1);
    EXPECT_EQ(watch.of(0).fill, Fill::Warn);
    EXPECT_EQ(watch.of(0).untilFull, 0);
    EXPECT_TRUE(watch.of(0).isOnTheRise());
    // It is behind as long as there is work for seconds, and says no more that it grows.
    for (int i = 0; i < 20; ++i)
        grow(0);
    EXPECT_EQ(watch.of(0).growth, 0);
    EXPECT_NEAR(watch.of(0).behind, static_cast<double>(depth) / 500, 0.01);
    EXPECT_EQ(watch.of(0).fill, Fill::Warn);
    stay(10, 6);
    EXPECT_FALSE(watch.of(0).isOnTheRise());
    EXPECT_EQ(watch.of(0).fill, Fill::Calm);
}

TEST_F(QueueWatchTest, SaysWhenAGrowingQueueWillBeFull)
{
    figures.limit = 20'000;
    std::uint64_t depth = 0;
    for (int i = 0; i < 24; ++i)
        sample(depth += 250);
    EXPECT_NEAR(watch.of(0).growth, 1000, 1);
    EXPECT_NEAR(watch.of(0).untilFull, (20'000.0 - static_cast<double>(depth)) / 1000, 1.01);
}

TEST_F(QueueWatchTest, DoesNotTakeAQueueForGrowingThatIsFilledAndEmptiedInTurns)
{
    for (int i = 0; i < 60; ++i) {
        sample(static_cast<std::uint64_t>(100 + i % 7 * 150));
        EXPECT_FALSE(watch.of(0).isOnTheRise()) << i;
    }
}

TEST_F(QueueWatchTest, DoesNotSayThatAFewMoreOfThousandsGrow)
{
    figures.received = 0;
    figures.messagesPerSecond = 100'000;
    std::uint64_t depth = 500;
    for (int i = 0; i < 40; ++i) {
        sample(depth += 2);
        EXPECT_FALSE(watch.of(0).isOnTheRise()) << i;
    }
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
