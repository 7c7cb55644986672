#include "ui/plots/time_range.h"

#include <gtest/gtest.h>

namespace topomq::ui {
namespace {

TEST(TimeRange, FollowsTheNewestSampleWhileLive)
{
    TimeRange range;
    range.setRecord(0, 100);
    EXPECT_DOUBLE_EQ(range.from(), 40);
    EXPECT_DOUBLE_EQ(range.to(), 100);
}

TEST(TimeRange, ShowsAllOfTheRunOnRequest)
{
    TimeRange range;
    range.setWindow(std::nullopt);
    range.setRecord(3, 100);
    EXPECT_DOUBLE_EQ(range.from(), 3);
}

TEST(TimeRange, StandsStillOnceItWasTouched)
{
    TimeRange range;
    range.setRecord(0, 100);
    range.pan(-10);
    range.setRecord(0, 200);
    EXPECT_FALSE(range.isLive());
    EXPECT_DOUBLE_EQ(range.from(), 30);
    EXPECT_DOUBLE_EQ(range.to(), 90);
}

TEST(TimeRange, KeepsTheMomentUnderTheMouseWhileZooming)
{
    TimeRange range;
    range.setRecord(0, 100);
    range.zoom(2, 70);
    EXPECT_DOUBLE_EQ(range.length(), 30);
    EXPECT_DOUBLE_EQ((70 - range.from()) / range.length(), 0.5);
}

TEST(TimeRange, NeverZoomsCloserThanItsShortest)
{
    TimeRange range;
    range.setRecord(0, 100);
    range.zoom(1e9, 70);
    EXPECT_NEAR(range.length(), TimeRange::kShortest, 1e-9);
}

TEST(TimeRange, GoesBackToLiveWithTheChosenWindow)
{
    TimeRange range;
    range.setWindow(10);
    range.setRecord(0, 100);
    range.zoom(3, 95);
    range.goLive();
    EXPECT_DOUBLE_EQ(range.from(), 90);
    EXPECT_DOUBLE_EQ(range.to(), 100);
}

} // namespace
} // namespace topomq::ui
