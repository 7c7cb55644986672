#include "engine/metrics/latency_follower.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <thread>
#include <utility>
#include <vector>

namespace topomq::metrics {
namespace {

constexpr std::uint64_t kMillisecond = 1'000'000;

/// A histogram that is looked at, and beside it all that was entered, and when.
class Followed
{
public:
    void enter(double time, std::uint64_t nanoseconds)
    {
        histogram.record(nanoseconds);
        m_entered.emplace_back(time, nanoseconds);
    }

    const RecentLatency& look(double time)
    {
        m_follower.look(histogram, time, m_room);
        return m_follower.recent();
    }

    [[nodiscard]] const LatencySummary& whole() const { return m_follower.whole(); }

    /// Entered after this moment, in ascending order.
    [[nodiscard]] std::vector<std::uint64_t> enteredAfter(double time) const
    {
        std::vector<std::uint64_t> values;
        for (const auto& [when, value] : m_entered) {
            if (when > time)
                values.push_back(value);
        }
        std::sort(values.begin(), values.end());
        return values;
    }

    LatencyHistogram histogram;

private:
    std::vector<std::pair<double, std::uint64_t>> m_entered;
    LatencyBuckets m_room;
    LatencyFollower m_follower{0};
};

/// In microseconds; `values` are in ascending order.
double quantileOf(const std::vector<std::uint64_t>& values, double share)
{
    const auto rank = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
    return static_cast<double>(values[rank]) / 1000.0;
}

class RandomTraffic : public testing::TestWithParam<unsigned>
{ };

} // namespace

TEST_P(RandomTraffic, HasThePercentilesOfWhatCameInTheLastMoments)
{
    // Times are whole numbers of this, so that none is rounded.
    constexpr double kTick = 1.0 / 64;
    constexpr int kLongestStep = 40;
    std::mt19937_64 random(GetParam());
    std::uniform_int_distribution<int> steps(1, kLongestStep);
    std::uniform_int_distribution<int> counts(0, 60);
    Followed followed;
    double time = 0;
    for (int i = 0; i < 300; ++i) {
        time += steps(random) * kTick;
        // Congested, quick and silent by turns, each for several seconds.
        const int phase = i / 30 % 3;
        std::lognormal_distribution<double> latencies(phase == 0 ? 18 : 10, 0.5);
        for (int left = phase == 2 ? 0 : counts(random); left > 0; --left)
            followed.enter(time, static_cast<std::uint64_t>(latencies(random)));
        const RecentLatency& recent = followed.look(time);
        const double seconds = recent.seconds;
        ASSERT_LE(seconds, RecentLatency::kLongest);
        ASSERT_GE(seconds, std::min(time, 1 - kLongestStep * kTick));
        const std::vector<std::uint64_t> exact = followed.enteredAfter(time - seconds);
        ASSERT_EQ(recent.count, exact.size());
        if (exact.empty())
            continue;
        ASSERT_NEAR(recent.p50, quantileOf(exact, 0.5), quantileOf(exact, 0.5) / 32);
        ASSERT_NEAR(recent.p90, quantileOf(exact, 0.9), quantileOf(exact, 0.9) / 32);
        ASSERT_NEAR(recent.p99, quantileOf(exact, 0.99), quantileOf(exact, 0.99) / 32);
    }
    EXPECT_EQ(followed.whole().count, followed.histogram.count());
    EXPECT_EQ(followed.whole().p99, followed.histogram.summary().p99);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomTraffic, testing::Range(1U, 21U));

TEST(LatencyFollower, ForgetsACongestionThatTheWholeRunRemembers)
{
    Followed followed;
    double time = 0;
    const auto passSeconds = [&](int seconds, std::uint64_t latency) {
        for (int i = 0; i < 32 * seconds; ++i) {
            time += 1.0 / 32;
            for (int each = 0; each < 30; ++each)
                followed.enter(time, latency);
            followed.look(time);
        }
    };
    passSeconds(5, 900 * kMillisecond);
    passSeconds(3, kMillisecond / 50);
    EXPECT_NEAR(followed.look(time).p99, 20, 1);
    EXPECT_NEAR(followed.whole().p99, 900'000, 30'000);
}

TEST(LatencyFollower, ShowsACongestionAtOnceAfterALongQuietRun)
{
    Followed followed;
    for (int i = 0; i < 10'000; ++i)
        followed.enter(1, kMillisecond / 50);
    for (int i = 4; i <= 16; ++i)
        followed.look(i / 4.0);
    for (int i = 0; i < 30; ++i)
        followed.enter(4.25, 900 * kMillisecond);
    EXPECT_NEAR(followed.look(4.25).p50, 900'000, 30'000);
    EXPECT_NEAR(followed.whole().p99, 20, 1);
}

TEST(LatencyFollower, KnowsNothingWhereNothingCame)
{
    Followed followed;
    EXPECT_EQ(followed.look(0.25).count, 0U);
    followed.enter(0.5, kMillisecond);
    EXPECT_EQ(followed.look(0.5).count, 1U);
    for (int i = 3; i <= 12; ++i)
        followed.look(i / 4.0);
    EXPECT_EQ(followed.look(3.25).count, 0U);
    EXPECT_EQ(followed.look(3.25).p99, 0);
    EXPECT_EQ(followed.whole().count, 1U);
    followed.enter(3.5, 7 * kMillisecond);
    EXPECT_EQ(followed.look(3.5).count, 1U);
    EXPECT_NEAR(followed.look(3.5).p50, 7000, 7000.0 / 32);
}

TEST(LatencyFollower, SaysOfHowLongATimeItIsWhereLooksAreFarApart)
{
    Followed followed;
    followed.enter(1, kMillisecond);
    followed.look(1);
    followed.enter(7, 3 * kMillisecond);
    const RecentLatency& recent = followed.look(7);
    EXPECT_EQ(recent.count, 1U);
    EXPECT_EQ(recent.seconds, 6);
    EXPECT_NEAR(recent.p50, 3000, 3000.0 / 32);
}

TEST(LatencyFollower, CopiesCountsOfAnySize)
{
    Followed followed;
    for (int i = 0; i < 300'000; ++i)
        followed.histogram.record(kMillisecond);
    for (int i = 0; i < 200; ++i)
        followed.histogram.record(5 * kMillisecond);
    followed.look(1);
    for (int i = 0; i < 20'000; ++i)
        followed.histogram.record(5 * kMillisecond);
    const RecentLatency& recent = followed.look(2);
    EXPECT_EQ(recent.count, 20'000U);
    EXPECT_NEAR(recent.p50, 5000, 5000.0 / 32);
}

TEST(LatencyFollower, MissesNothingThatIsEnteredWhileItLooks)
{
    constexpr std::uint64_t kValues = 200'000;
    LatencyHistogram histogram;
    std::thread writer([&histogram] {
        for (std::uint64_t i = 0; i < kValues; ++i)
            histogram.record(1000 + i % 5000);
    });
    LatencyFollower follower(0);
    LatencyBuckets room;
    double time = 0;
    while (histogram.count() < kValues) {
        time += 1.0 / 64;
        follower.look(histogram, time, room);
        EXPECT_LE(follower.recent().count, follower.whole().count);
    }
    writer.join();
    follower.look(histogram, time + 1, room);
    EXPECT_EQ(follower.whole().count, kValues);
}

TEST(LatencyBuckets, TakeTwoBytesForABucketOfFewValues)
{
    LatencyHistogram histogram;
    constexpr std::size_t kFilled = 32;
    for (std::size_t i = 0; i < kFilled; ++i)
        histogram.record(1024 + 32 * i);
    LatencyBuckets buckets;
    histogram.read(buckets);
    LatencyBuckets::Packed copy;
    buckets.pack(copy);
    // One more for the way to the first of them.
    EXPECT_EQ(copy.size(), 2 * kFilled + 1);
    buckets.subtract(copy);
    EXPECT_EQ(buckets.percentiles().count, 0U);
}

} // namespace topomq::metrics
