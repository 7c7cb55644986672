// The clock that stamps messages.
#include "engine/metrics/tick_clock.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

namespace topomq::metrics {
namespace {

std::uint64_t ticksOf(double nanoseconds)
{
    return static_cast<std::uint64_t>(nanoseconds / TickClock::nanosecondsPerTick());
}

TEST(TickClock, CountsNoWorkWhileAnotherProgramHadTheProcessor)
{
    TickClock::calibrate();
    EXPECT_EQ(TickClock::workOf(ticksOf(300)), ticksOf(300));
    EXPECT_EQ(TickClock::workOf(ticksOf(40'000)), ticksOf(40'000));
    EXPECT_EQ(TickClock::workOf(ticksOf(60'000)), 0U);
    EXPECT_EQ(TickClock::workOf(ticksOf(4e6)), 0U);
}

TEST(TickClock, GoesAsFastAsTheMonotonicClock)
{
    TickClock::calibrate();
    // Each reading of the one stands between two of the other, whoever has the processor meanwhile.
    const std::uint64_t before = TickClock::monotonicNanoseconds();
    const std::uint64_t start = TickClock::now();
    const std::uint64_t afterStart = TickClock::monotonicNanoseconds();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    const std::uint64_t beforeEnd = TickClock::monotonicNanoseconds();
    const std::uint64_t end = TickClock::now();
    const std::uint64_t after = TickClock::monotonicNanoseconds();
    const auto taken = static_cast<double>(TickClock::nanoseconds(end - start));
    EXPECT_GE(taken, static_cast<double>(beforeEnd - afterStart) * 0.99);
    EXPECT_LE(taken, static_cast<double>(after - before) * 1.01);
}

} // namespace
} // namespace topomq::metrics
