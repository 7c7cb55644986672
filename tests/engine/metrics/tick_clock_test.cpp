// The clock that stamps messages.
#include "engine/metrics/tick_clock.h"

#include <gtest/gtest.h>

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

} // namespace
} // namespace topomq::metrics
