#pragma once
// Boxes for texts of several lines.

class QPlainTextEdit;
class QWidget;

namespace topomq::ui {

[[nodiscard]] QPlainTextEdit* makeTextBox(QWidget* parent);
/// Up to a few lines; what is longer is scrolled.
void setHeightInLines(QPlainTextEdit* box, int lines);

} // namespace topomq::ui
