#pragma once
// Texts of the engine in the user's language. The engine knows no Qt, so its labels, units and
// helps are listed here for the translators.

#include <QString>

#include <span>
#include <string_view>

namespace topomq::ui {

/// The translation, or the text itself where there is none. Thread: any.
[[nodiscard]] QString engineText(std::string_view text);
/// All that translators see; a test holds it against the engine.
[[nodiscard]] std::span<const char* const> knownEngineTexts();

} // namespace topomq::ui
