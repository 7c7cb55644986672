#pragma once

// What the program tells its caller (`topomq --help`).

namespace topomq::app {

inline constexpr int kDone = 0;
/// `check`: errors were found; `run`: a node failed.
inline constexpr int kFailed = 1;
/// Not readable, not runnable, or a mistake in the call.
inline constexpr int kRefused = 2;
inline constexpr int kInterrupted = 130;
inline constexpr int kTerminated = 143;

} // namespace topomq::app
