#include "ui/plots/series_store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace topomq::ui {
namespace {

class SeriesStoreTest : public testing::Test
{
protected:
    void add(double time, std::optional<std::uint64_t> depth)
    {
        auto sample = std::make_shared<metrics::Snapshot>();
        sample->sequence = ++sequence;
        sample->time = time;
        sample->flows.resize(1);
        sample->flows[0].inFlight = depth;
        history.push_back(sample);
    }

    /// A value of 1 every 10 ms with one sample of 1000.
    void addPeakAt(int position)
    {
        for (int i = 0; i < 10'000; ++i)
            add(0.01 * i, i == position ? 1000U : 1U);
        store.setFlows({0}, history);
    }

    std::deque<metrics::SnapshotPtr> history;
    std::uint64_t sequence = 0;
    SeriesStore store{[](const metrics::FlowFigures& flow) {
        return flow.inFlight ? static_cast<double>(*flow.inFlight) : std::nan("");
    }};
};

TEST_F(SeriesStoreTest, GivesTheSamplesThemselvesWhereThereAreFew)
{
    add(1, 5);
    add(2, 7);
    store.setFlows({0}, history);
    const std::vector<TimePoint> points = store.reduced(0, 0, 10, 1000);
    ASSERT_EQ(points.size(), 2U);
    EXPECT_EQ(points[0].value, 5);
    EXPECT_EQ(points[1].time, 2);
}

TEST_F(SeriesStoreTest, KeepsAPeakOfOneSampleInAWideView)
{
    addPeakAt(4321);
    const std::vector<TimePoint> points = store.reduced(0, 0, 100, 200);
    EXPECT_LT(points.size(), 2500U);
    EXPECT_TRUE(std::any_of(points.begin(), points.end(), [](const TimePoint& point) {
        return point.value == 1000 && std::abs(point.time - 43.21) < 1e-9;
    }));
}

TEST_F(SeriesStoreTest, ReducesToTheSamePointsWhenTheViewMovesOn)
{
    addPeakAt(4321);
    const auto pointsIn = [this](double from, double to) {
        std::vector<double> times;
        for (const TimePoint& point : store.reduced(0, from, to, 200)) {
            if (point.time > 25 && point.time < 75)
                times.push_back(point.time);
        }
        return times;
    };
    EXPECT_EQ(pointsIn(10, 90), pointsIn(10.037, 90.037));
}

TEST_F(SeriesStoreTest, LeavesAGapWhereTheFigureIsUnknown)
{
    add(1, 5);
    add(2, std::nullopt);
    add(3, 6);
    store.setFlows({0}, history);
    const std::vector<TimePoint> points = store.reduced(0, 0, 10, 1000);
    ASSERT_EQ(points.size(), 3U);
    EXPECT_TRUE(std::isnan(points[1].value));
}

TEST_F(SeriesStoreTest, TakesUpOnlyWhatIsNew)
{
    add(1, 5);
    store.setFlows({0}, history);
    add(2, 6);
    store.update(history);
    store.update(history);
    EXPECT_EQ(store.reduced(0, 0, 10, 1000).size(), 2U);
}

TEST_F(SeriesStoreTest, ReadsTheSampleAtOrBeforeAMoment)
{
    add(1, 5);
    add(2, 6);
    store.setFlows({0}, history);
    EXPECT_EQ(store.valueAt(0, 1.99), 5);
    EXPECT_EQ(store.valueAt(0, 2), 6);
    EXPECT_TRUE(std::isnan(store.valueAt(0, 0.5)));
}

TEST_F(SeriesStoreTest, FindsTheHighestOfTheViewOnly)
{
    addPeakAt(5000);
    EXPECT_EQ(store.highest(0, 40), 1);
    EXPECT_EQ(store.highest(0, 60), 1000);
}

} // namespace
} // namespace topomq::ui
