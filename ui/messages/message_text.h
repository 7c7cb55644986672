#pragma once
// Messages and their bytes in words, as text, as JSON and as hex.

#include "engine/metrics/captured_message.h"

#include <QString>

#include <optional>
#include <string_view>

namespace topomq::ui {

/// "routing id", "delimiter", "topic", "body".
[[nodiscard]] QString wordOf(metrics::FrameRole role);
/// What that is, in a sentence.
[[nodiscard]] QString tipOf(metrics::FrameRole role);

/// UTF-8; what is none, and what cannot be seen, as \x9f. Line ends and tabs stay.
[[nodiscard]] QString textOf(std::string_view bytes);
/// Of a frame that ends with the run's mark: where the letters begin that only fill it, a to z
/// again and again.
[[nodiscard]] std::size_t fillingStart(std::string_view bytes);
/// Text in one line of at most `most` characters.
[[nodiscard]] QString lineOf(std::string_view bytes, int most);
/// Mostly text that people can read.
[[nodiscard]] bool isReadable(std::string_view bytes);
/// One member in each line, in the order and with the numbers as they came; nothing for what is
/// not an object or a list in JSON.
[[nodiscard]] std::optional<QString> jsonOf(std::string_view bytes);
/// Offset, sixteen bytes, and what of them is ASCII, in each line.
[[nodiscard]] QString hexOf(std::string_view bytes);

/// The body in one line. Of what the program has made up to fill a message only its length.
[[nodiscard]] QString previewOf(const metrics::CapturedMessage& message);
/// "12.345 s".
[[nodiscard]] QString momentOf(const metrics::CapturedMessage& message);
/// "84 µs"; "–" where it is not known.
[[nodiscard]] QString latencyOf(const metrics::CapturedMessage& message);
/// The same where there is little room: "1:45 min".
[[nodiscard]] QString shortLatencyOf(const metrics::CapturedMessage& message);
/// "41 207"; "–" for bytes of a stream.
[[nodiscard]] QString numberOf(const metrics::CapturedMessage& message);
/// All of it, to be pasted elsewhere; `direction` is "Client → Server".
[[nodiscard]] QString describe(const metrics::CapturedMessage& message, const QString& direction);

} // namespace topomq::ui
