#pragma once
// How well a few typed letters fit a text.

#include <QString>

#include <optional>

namespace topomq::ui {

/// The words of `pattern` in any order, each as letters that follow each other in `text` with or
/// without others between them; starts of words and unbroken runs score higher. Nothing when a word
/// does not fit; 0 for an empty pattern. Case does not count. Thread: any; pure.
[[nodiscard]] std::optional<int> fuzzyScore(const QString& pattern, const QString& text);

} // namespace topomq::ui
