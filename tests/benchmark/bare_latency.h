#pragma once
// The yardstick for latency: a PUSH that sends at a steady rate and a PULL that notes how long
// each message took, in two threads on plain libzmq.

#include <cstddef>

namespace topomq::benchmark {

/// The median over all messages of `seconds`, in microseconds. Each message carries the moment at
/// which it was made, by the clock that the engine stamps with; the sender sleeps between two
/// messages as the engine's does.
[[nodiscard]] double
bareLatency(std::size_t bytes, bool isOverTcp, double perSecond, double seconds);

} // namespace topomq::benchmark
