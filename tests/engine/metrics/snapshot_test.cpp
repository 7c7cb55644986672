#include "engine/metrics/snapshot.h"

#include <gtest/gtest.h>

#include <numeric>
#include <utility>

namespace topomq::metrics {

TEST(DropCounts, AreZeroUntilSomethingIsDropped)
{
    DropCounts counts;
    EXPECT_EQ(std::as_const(counts)[0], 0U);
    EXPECT_EQ(std::accumulate(std::as_const(counts).begin(), std::as_const(counts).end(), 0U), 0U);
    counts[2] += 5;
    EXPECT_EQ(counts.at(2), 5U);
    EXPECT_EQ(counts.at(1), 0U);
}

TEST(DropCounts, OfACopyChangeAlone)
{
    DropCounts first;
    first[1] = 3;
    DropCounts second = first;
    second[1] += 4;
    EXPECT_EQ(first.at(1), 3U);
    EXPECT_EQ(second.at(1), 7U);
}

TEST(Figures, HaveTheRateOfTheEndThatIsCounted)
{
    FlowFigures figures;
    EXPECT_FALSE(figures.hasRate());
    figures.sent = 5;
    EXPECT_TRUE(figures.hasRate());
    EXPECT_TRUE(figures.isRateOfSent());
    figures.received = 4;
    EXPECT_FALSE(figures.isRateOfSent());
}

TEST(Figures, CountNothingInTheQueueThatIsInHand)
{
    FlowFigures figures;
    EXPECT_EQ(queuedOf(figures), std::nullopt);
    EXPECT_EQ(waitingOf(figures), std::nullopt);
    figures.inFlight = 602;
    figures.inHand = 2;
    EXPECT_EQ(queuedOf(figures), 600U);
    EXPECT_EQ(waitingOf(figures), 600U);
    figures.inHand = 0;
    figures.stages = FlowStages{.sender = 100, .kernel = 500, .receiver = 2};
    EXPECT_EQ(queuedOf(figures), 102U);
    EXPECT_EQ(waitingOf(figures), 602U);
}

TEST(Figures, HaveNoRoundTripsAndNoAddressesAtFirst)
{
    EXPECT_EQ(FlowFigures().roundTrip().count, 0U);
    EXPECT_TRUE(SocketFigures().bound().empty());
}

} // namespace topomq::metrics
