#pragma once
// The ports that the label of a node gives to it.

#include <set>
#include <string>
#include <string_view>

namespace topomq::io {

/// `<e> east | <w> west` of a record; `<td port="e">` of markup, in small letters: what is written
/// in large ones there means the same. Thread: any; pure.
[[nodiscard]] std::set<std::string, std::less<>> portsIn(std::string_view label);

} // namespace topomq::io
