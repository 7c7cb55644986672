#pragma once

// How often a test with one thread tries its luck: ThreadSanitizer makes each round ten times as
// long, and can find nothing in it. AddressSanitizer runs the same tests with all rounds.

namespace topomq::tests {

#if defined(__SANITIZE_THREAD__)
constexpr bool kWatchesThreads = true;
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
constexpr bool kWatchesThreads = true;
#else
constexpr bool kWatchesThreads = false;
#endif
#else
constexpr bool kWatchesThreads = false;
#endif

[[nodiscard]] constexpr int rounds(int all)
{
    return kWatchesThreads ? all / 8 : all;
}

} // namespace topomq::tests
