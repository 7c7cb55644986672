#pragma once

// What the program tells its caller (`topomq --help`).

namespace topomq::app {

inline constexpr int kDone = 0;
/// `check`: errors were found; `run`: a node failed.
inline constexpr int kFailed = 1;
/// Not readable, not runnable, a mistake in the call, or output that could not be written.
inline constexpr int kRefused = 2;
/// Stopped by a signal: with its number added, as a shell says it; SIGINT is 130.
inline constexpr int kBySignal = 128;

} // namespace topomq::app
