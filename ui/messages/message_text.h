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
/// The same in one line of at most `most` characters.
[[nodiscard]] QString lineOf(std::string_view bytes, int most);
/// Mostly text that people can read.
[[nodiscard]] bool isReadable(std::string_view bytes);
/// One member in each line, in the order and with the numbers as they came; nothing for what is
/// not an object or a list in JSON.
[[nodiscard]] std::optional<QString> jsonOf(std::string_view bytes);
/// Offset, sixteen bytes, and what of them is ASCII, in each line.
[[nodiscard]] QString hexOf(std::string_view bytes);

/// The first body frame in one line.
[[nodiscard]] QString previewOf(const metrics::CapturedMessage& message);
/// "12.345 s".
[[nodiscard]] QString momentOf(const metrics::CapturedMessage& message);
/// "84 µs"; "–" where it is not known.
[[nodiscard]] QString latencyOf(const metrics::CapturedMessage& message);
/// "41 207"; "–" for bytes of a stream.
[[nodiscard]] QString numberOf(const metrics::CapturedMessage& message);
/// All of it, to be pasted elsewhere; `direction` is "Client → Server".
[[nodiscard]] QString describe(const metrics::CapturedMessage& message, const QString& direction);

} // namespace topomq::ui
