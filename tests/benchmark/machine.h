#pragma once
// When and on which machine figures were taken.

#include <string>

namespace topomq::benchmark {

/// As the kernel names it.
[[nodiscard]] std::string processorName();
/// "2026-11-28"
[[nodiscard]] std::string today();
/// "2 cores of AMD EPYC, Linux 6.1"
[[nodiscard]] std::string machineName();
/// "GCC 12.2.0", with a word of warning where it did not optimise.
[[nodiscard]] std::string compilerName();
/// "load average at the start 0.21"
[[nodiscard]] std::string loadNow();

} // namespace topomq::benchmark
