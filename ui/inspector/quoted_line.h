#pragma once
// Texts of a list as lines of a box.

#include <QString>

#include <string>

namespace topomq::ui {

/// As it is; or in quotes, as JSON has it, where a line would not show it: nothing at all, with
/// line ends, or already in quotes.
[[nodiscard]] QString lineOf(const std::string& text);
/// The text that a line stands for. What is no JSON in quotes is meant as it is.
[[nodiscard]] std::string textOfLine(const QString& line);

} // namespace topomq::ui
