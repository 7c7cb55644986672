#pragma once
// The clock that stamps messages: the processor's time-stamp counter where it is invariant, else
// the monotonic clock.

#include <cstdint>
#include <ctime>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace topomq::metrics {

/// Thread: any.
class TickClock
{
public:
    /// A moment in ticks; only differences mean something.
    [[nodiscard]] static std::uint64_t now()
    {
#if defined(__x86_64__)
        if (s_usesCounter)
            return __rdtsc();
#endif
        return monotonicNanoseconds();
    }

    [[nodiscard]] static std::uint64_t monotonicNanoseconds()
    {
        timespec time{};
        clock_gettime(CLOCK_MONOTONIC, &time);
        return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U
            + static_cast<std::uint64_t>(time.tv_nsec);
    }

    /// Measures the length of a tick against the monotonic clock: waits up to 10 ms where the
    /// program has only just begun, or began long ago, and only the first time. Call before the
    /// first run.
    static void calibrate();

    [[nodiscard]] static double nanosecondsPerTick()
    {
        return s_nanosecondsPerTick;
    }

    /// In whole numbers, which takes a fraction of the time; exact to a nanosecond over a second.
    [[nodiscard]] static std::uint64_t nanoseconds(std::uint64_t ticks)
    {
        constexpr unsigned kShift = 32;
        const std::uint64_t high = ticks >> kShift;
        const std::uint64_t low = ticks & 0xffffffffU;
        return high * s_scale + (low * s_scale >> kShift);
    }

    /// Ticks that a short piece of work took, of microseconds at the most; 0 when they were so many
    /// that another program must have had the processor meanwhile: that is no cost of the work.
    [[nodiscard]] static std::uint64_t workSince(std::uint64_t start)
    {
        return workOf(now() - start);
    }

    /// The same for a known number of ticks.
    [[nodiscard]] static std::uint64_t workOf(std::uint64_t ticks)
    {
        constexpr std::uint64_t kInterrupted = 50'000;
        return nanoseconds(ticks) < kInterrupted ? ticks : 0;
    }

    [[nodiscard]] static bool usesCounter()
    {
        return s_usesCounter;
    }

private:
    static bool s_usesCounter;
    static double s_nanosecondsPerTick;
    /// Nanoseconds in 2^32 ticks.
    static std::uint64_t s_scale;
};

} // namespace topomq::metrics
