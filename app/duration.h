#pragma once
// Durations as they are written in a call: `500ms`, `1.5s`, `2m`.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace topomq::app {

/// Nothing for what is no duration or longer than a year.
[[nodiscard]] std::optional<std::chrono::milliseconds> parseDuration(std::string_view text);

} // namespace topomq::app
