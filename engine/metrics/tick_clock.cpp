#include "engine/metrics/tick_clock.h"

#include <chrono>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace topomq::metrics {

namespace {

/// The counter runs at one speed in all states of the processor, and the kernel trusts it too:
/// it would have turned to another source if the cores disagreed.
bool counterIsReliable()
{
#if defined(__x86_64__)
    constexpr unsigned kPowerManagement = 0x80000007U;
    constexpr unsigned kInvariantBit = 1U << 8U;
    unsigned eax = 0;
    unsigned ebx = 0;
    unsigned ecx = 0;
    unsigned edx = 0;
    const bool invariant =
        __get_cpuid(kPowerManagement, &eax, &ebx, &ecx, &edx) != 0 && (edx & kInvariantBit) != 0;
    std::ifstream file("/sys/devices/system/clocksource/clocksource0/current_clocksource");
    std::string source;
    file >> source;
    return invariant && source == "tsc";
#else
    return false;
#endif
}

std::uint64_t counter()
{
#if defined(__x86_64__)
    return __rdtsc();
#else
    return 0;
#endif
}

struct Reading
{
    std::uint64_t nanoseconds = 0;
    std::uint64_t ticks = 0;
};

Reading read()
{
    return {TickClock::monotonicNanoseconds(), counter()};
}

/// When the program was loaded: until the first run there mostly is time enough to compare by.
const Reading kLoaded = read();

/// The reading to compare the next one with; waits until it is old enough.
Reading oldEnough()
{
    constexpr std::uint64_t kLeast = 10'000'000;
    // Meanwhile the machine may have slept, which one of the two clocks does not count.
    constexpr std::uint64_t kMost = 1'000'000'000;
    const std::uint64_t age = read().nanoseconds - kLoaded.nanoseconds;
    if (age >= kLeast && age <= kMost)
        return kLoaded;
    const Reading first = age > kMost ? read() : kLoaded;
    const std::uint64_t left = age > kMost ? kLeast : kLeast - age;
    std::this_thread::sleep_for(std::chrono::nanoseconds(left));
    return first;
}

constexpr std::uint64_t kScaleOfOne = std::uint64_t{1} << 32;

} // namespace

bool TickClock::s_usesCounter = false;
double TickClock::s_nanosecondsPerTick = 1.0;
std::uint64_t TickClock::s_scale = kScaleOfOne;

void TickClock::calibrate()
{
    static std::once_flag once;
    std::call_once(once, [] {
        if (!counterIsReliable())
            return;
        const Reading first = oldEnough();
        const Reading last = read();
        const double length = static_cast<double>(last.nanoseconds - first.nanoseconds)
            / static_cast<double>(last.ticks - first.ticks);
        // Coarser than the monotonic clock: then that is the better one.
        if (length > 1)
            return;
        s_nanosecondsPerTick = length;
        s_scale = static_cast<std::uint64_t>(length * static_cast<double>(kScaleOfOne));
        s_usesCounter = true;
    });
}

} // namespace topomq::metrics
