#include "engine/metrics/latency_histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace topomq::metrics {

TEST(LatencyHistogram, PutsEveryValueIntoTheBucketThatHoldsIt)
{
    std::mt19937_64 random(7);
    for (int i = 0; i < 100'000; ++i) {
        const std::uint64_t value = random() >> (22 + random() % 42);
        const std::size_t bucket = LatencyHistogram::bucketOf(value);
        ASSERT_LT(bucket, LatencyHistogram::kBuckets);
        ASSERT_LE(LatencyHistogram::lowerEdge(bucket), value);
        ASSERT_GT(LatencyHistogram::lowerEdge(bucket + 1), value) << value;
    }
}

TEST(LatencyHistogram, KeepsBucketsWithinTheStatedError)
{
    for (std::size_t bucket = 32; bucket + 1 < LatencyHistogram::kBuckets; ++bucket) {
        const auto low = static_cast<double>(LatencyHistogram::lowerEdge(bucket));
        const auto high = static_cast<double>(LatencyHistogram::lowerEdge(bucket + 1));
        ASSERT_LE((high - low) / low, 1.0 / 32.0) << bucket;
    }
}

TEST(LatencyHistogram, PutsValuesBeyondItsRangeIntoTheLastBucket)
{
    EXPECT_EQ(LatencyHistogram::bucketOf(UINT64_MAX), LatencyHistogram::kBuckets - 1);
}

class RandomLatencies : public testing::TestWithParam<unsigned>
{ };

TEST_P(RandomLatencies, HaveQuantilesWithinTheStatedErrorOfTheExactOnes)
{
    std::mt19937_64 random(GetParam());
    std::lognormal_distribution<double> latencies(10.0 + GetParam() % 5,
                                                  0.3 * (1 + GetParam() % 4));
    LatencyHistogram histogram;
    std::vector<std::uint64_t> exact;
    for (int i = 0; i < 5000; ++i) {
        exact.push_back(static_cast<std::uint64_t>(latencies(random)));
        histogram.record(exact.back());
    }
    std::sort(exact.begin(), exact.end());
    const LatencySummary summary = histogram.summary();
    const auto at = [&exact](double share) {
        return static_cast<double>(
                   exact[static_cast<std::size_t>(share * static_cast<double>(exact.size() - 1))])
            / 1000.0;
    };
    EXPECT_EQ(summary.count, exact.size());
    EXPECT_DOUBLE_EQ(summary.min, at(0));
    EXPECT_DOUBLE_EQ(summary.max, at(1));
    EXPECT_NEAR(summary.p50, at(0.5), at(0.5) / 32);
    EXPECT_NEAR(summary.p90, at(0.9), at(0.9) / 32);
    EXPECT_NEAR(summary.p99, at(0.99), at(0.99) / 32);
    EXPECT_NEAR(summary.p999, at(0.999), at(0.999) / 32);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomLatencies, testing::Range(1U, 21U));

TEST(LatencyHistogram, SaysThatItIsEmpty)
{
    EXPECT_EQ(LatencyHistogram().summary().count, 0U);
}

} // namespace topomq::metrics
