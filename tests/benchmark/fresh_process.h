#pragma once
// Measures in a process of its own: what was allocated before does not show.

#include <functional>

namespace topomq::benchmark {

/// Ends the program when the other fails. Thread: while there is no other than this one.
[[nodiscard]] double inFreshProcess(const std::function<double()>& measure);

} // namespace topomq::benchmark
