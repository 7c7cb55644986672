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
        const std::uint64_t startNanoseconds = monotonicNanoseconds();
        const std::uint64_t startTicks = counter();
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        const std::uint64_t nanoseconds = monotonicNanoseconds() - startNanoseconds;
        const std::uint64_t ticks = counter() - startTicks;
        const double length = static_cast<double>(nanoseconds) / static_cast<double>(ticks);
        // Coarser than the monotonic clock: then that is the better one.
        if (length > 1)
            return;
        s_nanosecondsPerTick = length;
        s_scale = static_cast<std::uint64_t>(length * static_cast<double>(kScaleOfOne));
        s_usesCounter = true;
    });
}

} // namespace topomq::metrics
