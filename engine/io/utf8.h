#pragma once
// Just enough of UTF-8 to refuse what is none and to count and cut what people read.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace topomq::io {

/// Offset of the first byte that does not belong to well-formed UTF-8 (RFC 3629).
[[nodiscard]] std::optional<std::size_t> findInvalidUtf8(std::string_view text);
/// It is well-formed but for its very end, where a code point is begun and not complete.
[[nodiscard]] bool endsWithinCodePoint(std::string_view text);
/// Of well-formed text.
[[nodiscard]] std::size_t codePoints(std::string_view text);
/// Bytes of the control character (C0, C1 or DEL) that stands there; 0: none does.
[[nodiscard]] std::size_t controlLength(std::string_view text, std::size_t at);
/// C0 and C1 controls and DEL; `\n` and `\t` pass when `linesAllowed`.
[[nodiscard]] bool hasControlCharacters(std::string_view text, bool linesAllowed);
/// Without those, and at most `most` code points. `\n` and `\t` become spaces unless
/// `linesAllowed`.
[[nodiscard]] std::string fitted(std::string_view text, std::size_t most, bool linesAllowed);
/// At most `most` code points, with "…" in the place of what was cut.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most);

} // namespace topomq::io
