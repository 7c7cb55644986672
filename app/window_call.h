#pragma once
// `topomq [FILE]`: the window.

#include <string>

namespace topomq::app {

/// Opens the window with this file, or with the gallery of examples when `file` is empty, and
/// returns the exit code once it is closed.
[[nodiscard]] int openWindow(int argc, char** argv, const std::string& file);

} // namespace topomq::app
