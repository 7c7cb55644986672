#pragma once
// `topomq [FILE...]`: the window.

#include <string>
#include <vector>

namespace topomq::app {

/// Opens the window with these files in tabs, or with the gallery of examples without one, and
/// returns the exit code once it is closed. It says itself what cannot be opened: started by the
/// desktop, nobody reads what is told on standard error.
[[nodiscard]] int openWindow(int argc, char** argv, const std::vector<std::string>& files);

} // namespace topomq::app
