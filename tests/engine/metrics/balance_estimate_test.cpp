#include "engine/metrics/balance_estimate.h"

#include <gtest/gtest.h>

#include <deque>
#include <numeric>
#include <random>

namespace topomq::metrics {

namespace {

std::uint64_t sumOf(const std::vector<std::uint64_t>& values)
{
    return std::accumulate(values.begin(), values.end(), std::uint64_t{0});
}

} // namespace

TEST(BalanceEstimate, GivesAllToTheOnlyPeer)
{
    BalanceEstimate estimate;
    EXPECT_EQ(estimate.inFlight({100, {{40, 40, 0}}}), std::vector<std::uint64_t>{60});
}

TEST(BalanceEstimate, KnowsThatAPeerThatIsAheadHoldsNothingOlder)
{
    // The second has just received number 100, the newest: what is missing waits at the first.
    BalanceEstimate estimate;
    EXPECT_EQ(estimate.inFlight({100, {{1, 1, 0}, {50, 100, 0}}}),
              (std::vector<std::uint64_t>{49, 0}));
}

TEST(BalanceEstimate, SharesWhatEitherMayHoldEqually)
{
    BalanceEstimate estimate;
    EXPECT_EQ(estimate.inFlight({100, {{0, 0, 0}, {0, 0, 0}}}),
              (std::vector<std::uint64_t>{50, 50}));
}

TEST(BalanceEstimate, NeverPutsMoreIntoAQueueThanItHolds)
{
    BalanceEstimate estimate;
    EXPECT_EQ(estimate.inFlight({100, {{0, 0, 10}, {0, 0, 200}}}),
              (std::vector<std::uint64_t>{10, 90}));
}

TEST(BalanceEstimate, GivesNothingToAPeerThatHasTheNewestHoweverFullTheOtherIs)
{
    // 250 to each; the second has the last of all, and more is missing than the first can hold.
    BalanceEstimate estimate;
    EXPECT_EQ(estimate.inFlight({500, {{40, 80, 200}, {250, 500, 1000}}}),
              (std::vector<std::uint64_t>{210, 0}));
}

TEST(BalanceEstimate, GivesNoMoreThanIsNewerThanTheNewestArrival)
{
    // Nothing is known of the way that they take; ten at most can wait behind number 490.
    BalanceEstimate estimate;
    const std::vector<std::uint64_t> guess =
        estimate.inFlight({500, {{140, 280, 100}, {250, 490, 0}}});
    EXPECT_EQ(guess, (std::vector<std::uint64_t>{100, 10}));
}

TEST(LeastInFlight, IsWhatTheOthersHaveNoRoomFor)
{
    // Of 210 ten at most are newer than what the second has got.
    EXPECT_EQ(leastInFlight({500, {{40, 80, 0}, {250, 490, 0}}}),
              (std::vector<std::uint64_t>{200, 0}));
    EXPECT_EQ(leastInFlight({100, {{0, 0, 60}, {0, 0, 70}}}), (std::vector<std::uint64_t>{30, 40}));
    EXPECT_EQ(leastInFlight({100, {{0, 0, 0}, {0, 0, 0}}}), (std::vector<std::uint64_t>{0, 0}));
}

TEST(SharedOut, GoesByTheWeightsAndAddsUp)
{
    EXPECT_EQ(sharedOut(101, {1, 3, 0}, {1000, 1000, 1000}),
              (std::vector<std::uint64_t>{25, 76, 0}));
    EXPECT_EQ(sharedOut(2, {0.1, 0.2, 0.7}, {9, 9, 9}), (std::vector<std::uint64_t>{0, 0, 2}));
    EXPECT_EQ(sharedOut(0, {1, 1}, {9, 9}), (std::vector<std::uint64_t>{0, 0}));
}

TEST(SharedOut, GivesWhatDoesNotFitToTheOthersThatHaveAWeight)
{
    EXPECT_EQ(sharedOut(100, {8, 1, 1, 0}, {10, 1000, 1000, 1000}),
              (std::vector<std::uint64_t>{10, 45, 45, 0}));
}

TEST(SharedOut, LooksForRoomElsewhereOnlyWhenThoseAreFull)
{
    EXPECT_EQ(sharedOut(15, {1, 0, 0}, {10, 3, 1000}), (std::vector<std::uint64_t>{10, 3, 2}));
}

TEST(SharedOut, LeavesWhatFitsNowhereWithThoseThatHaveAWeight)
{
    EXPECT_EQ(sharedOut(15, {1, 0}, {10, 2}), (std::vector<std::uint64_t>{13, 2}));
    EXPECT_EQ(sharedOut(15, {0, 0}, {10, 0}), (std::vector<std::uint64_t>{15, 0}));
    EXPECT_EQ(sharedOut(4, {0, 0}, {0, 0}), (std::vector<std::uint64_t>{2, 2}));
}

TEST(BalanceEstimate, LearnsNothingFromLooksAtWhatHasNotChanged)
{
    BalanceEstimate once;
    BalanceEstimate often;
    // What is under way now depends on how the second had come by its messages.
    const std::vector<BalanceObservation> seen{{200, {{100, 190, 0}, {90, 200, 0}}},
                                               {600, {{140, 410, 0}, {260, 580, 0}}},
                                               {1000, {{150, 440, 0}, {500, 880, 0}}}};
    for (const BalanceObservation& each : seen) {
        const auto expected = once.inFlight(each);
        for (int look = 0; look < 600; ++look)
            EXPECT_EQ(often.inFlight(each), expected);
    }
}

TEST(BalanceEstimate, BeginsAnewWithEachPeerThatJoins)
{
    BalanceEstimate estimate;
    (void)estimate.inFlight({100, {{1, 1, 0}, {50, 100, 0}}});
    BalanceEstimate fresh;
    const BalanceObservation now{120, {{1, 1, 0}, {60, 118, 0}, {1, 119, 0}}};
    EXPECT_EQ(estimate.inFlight(now), fresh.inFlight(now));
}

/// A sender that takes turns and skips full queues, as libzmq does.
TEST(BalanceEstimate, StaysNearTheTruthForASlowAndAFastPeer)
{
    constexpr std::size_t kCapacity = 200;
    std::mt19937 random(3);
    std::vector<std::deque<std::uint64_t>> queues(3);
    BalanceObservation now{0, {{0, 0, kCapacity}, {0, 0, kCapacity}, {0, 0, kCapacity}}};
    BalanceEstimate estimate;
    std::size_t turn = 0;
    std::uint64_t worst = 0;
    for (int step = 0; step < 2000; ++step) {
        for (int i = 0; i < 20; ++i) {
            for (std::size_t tried = 0; tried < queues.size(); ++tried) {
                auto& queue = queues[turn++ % queues.size()];
                if (queue.size() < kCapacity) {
                    queue.push_back(++now.sent);
                    break;
                }
            }
        }
        const std::size_t reads[] = {1, 4, 30};
        for (std::size_t peer = 0; peer < queues.size(); ++peer) {
            for (std::size_t i = 0; i < reads[peer] && !queues[peer].empty(); ++i) {
                now.peers[peer].last = queues[peer].front();
                ++now.peers[peer].received;
                queues[peer].pop_front();
            }
        }
        if (random() % 10 != 0)
            continue;
        const std::vector<std::uint64_t> guess = estimate.inFlight(now);
        ASSERT_EQ(sumOf(guess), queues[0].size() + queues[1].size() + queues[2].size());
        if (step > 200) {
            const auto error = guess[0] > queues[0].size() ? guess[0] - queues[0].size()
                                                           : queues[0].size() - guess[0];
            worst = std::max(worst, error);
        }
    }
    EXPECT_LE(worst, kCapacity / 4);
}

} // namespace topomq::metrics
