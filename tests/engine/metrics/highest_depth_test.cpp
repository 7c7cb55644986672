#include "engine/metrics/highest_depth.h"

#include <gtest/gtest.h>

namespace topomq::metrics {

TEST(HighestDepth, IsTheHighestThatWasCertain)
{
    HighestDepth depth;
    EXPECT_EQ(depth.value(), 0U);
    depth.note(7);
    depth.note(3);
    EXPECT_EQ(depth.value(), 7U);
}

TEST(HighestDepth, BelievesInALookWhenAllThatWasSentByThenHasCome)
{
    HighestDepth depth;
    depth.noteAtMost(100, 150, 50);
    depth.settle(149, 0);
    EXPECT_EQ(depth.value(), 0U);
    depth.settle(150, 0);
    EXPECT_EQ(depth.value(), 100U);
}

TEST(HighestDepth, LeavesOutWhatWasFoundLost)
{
    HighestDepth depth;
    depth.noteAtMost(250, 250, 0);
    depth.settle(0, 249);
    EXPECT_EQ(depth.value(), 0U);
    depth.settle(1, 249);
    EXPECT_EQ(depth.value(), 1U);
}

TEST(HighestDepth, LeavesOutWhatWasFoundLostBefore)
{
    HighestDepth depth;
    // 30 of the first hundred were known to be lost.
    depth.noteAtMost(20, 100, 50);
    depth.settle(70, 30);
    EXPECT_EQ(depth.value(), 20U);
}

TEST(HighestDepth, TellsOfAQueueThatGrowsForEver)
{
    HighestDepth depth;
    std::uint64_t sent = 0;
    std::uint64_t received = 0;
    for (int look = 0; look < 100; ++look) {
        sent += 100;
        received += 50;
        depth.noteAtMost(sent - received, sent, received);
        depth.settle(received, 0);
    }
    // What was sent in its first half has come by the end.
    EXPECT_GE(depth.value(), 1000U);
    EXPECT_LE(depth.value(), 2500U);
    depth.settle(sent, 0);
    EXPECT_EQ(depth.value(), sent - received) << "the fullest look is kept as well";
}

} // namespace topomq::metrics
