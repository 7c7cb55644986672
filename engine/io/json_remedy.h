#pragma once
// What to do about a text that is not readable as JSON.

#include <cstddef>
#include <string>
#include <string_view>

namespace topomq::io {

/// For the fault in valid UTF-8 at which the reader stopped, at the byte `position`: one or two
/// sentences that begin with a space; empty where there is nothing better to say than what is
/// wrong. Thread: any; pure.
[[nodiscard]] std::string jsonRemedy(std::string_view text, std::size_t position);

} // namespace topomq::io
