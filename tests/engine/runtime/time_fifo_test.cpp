#include "engine/runtime/time_fifo.h"

#include <gtest/gtest.h>

namespace topomq::tests {

namespace {

/// More than fit into one block of memory.
constexpr std::uint64_t kMany = 1000;

} // namespace

TEST(TimeFifo, GivesOutInOrderWhatWasPutIn)
{
    runtime::TimeFifo times;
    EXPECT_EQ(times.pop(), 0U);
    for (std::uint64_t i = 1; i <= kMany; ++i)
        times.push(i);
    for (std::uint64_t i = 1; i <= kMany; ++i)
        ASSERT_EQ(times.pop(), i);
    EXPECT_EQ(times.pop(), 0U);
}

TEST(TimeFifo, TellsTheNewestAndHowManyAreRecent)
{
    runtime::TimeFifo times;
    EXPECT_EQ(times.newestSince(0).ticks, 0U);
    for (std::uint64_t i = 1; i <= kMany; ++i) {
        times.push(2 * i - 1);
        times.push(2 * i);
        const runtime::TimeFifo::Newest newest = times.newestSince(2 * i - 1);
        ASSERT_EQ(newest.ticks, 2 * i);
        ASSERT_EQ(newest.recent, 2U);
        ASSERT_EQ(times.newestSince(2 * i + 1).recent, 0U);
    }
}

TEST(TimeFifo, LeavesTheNewestForItsSenderToTakeBack)
{
    runtime::TimeFifo times;
    for (std::uint64_t i = 1; i <= kMany; ++i) {
        times.push(i);
        EXPECT_EQ(times.newestSince(0).ticks, i);
        times.unpush();
        times.push(kMany + i);
        ASSERT_EQ(times.newestSince(0).ticks, kMany + i);
    }
    EXPECT_EQ(times.pop(), 2 * kMany);
    EXPECT_EQ(times.pop(), 0U);
}

TEST(TimeFifo, TellsNothingMoreOnceSomeWereLost)
{
    runtime::TimeFifo times;
    times.push(1);
    times.giveUp();
    times.push(2);
    EXPECT_EQ(times.newestSince(0).ticks, 0U);
    EXPECT_EQ(times.pop(), 0U);
}

} // namespace topomq::tests
