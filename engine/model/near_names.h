#pragma once
// Which name was meant where a misspelt one stands.
// Thread: pure functions.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::model {

inline constexpr std::size_t kAnyDistance = 0xffff;

/// How many letters have to be changed, put in, taken out or swapped with the next to get from one
/// word to the other; capitals do not matter. Beyond `most` it only says that: `most + 1`.
[[nodiscard]] std::size_t
nameDistance(std::string_view a, std::string_view b, std::size_t most = kAnyDistance);
/// The nearest of `names` that is at most two letters away, and nearer than a wholly different
/// word of the same length; empty: none.
[[nodiscard]] std::string nearestName(std::string_view name, const std::vector<std::string>& names);

} // namespace topomq::model
