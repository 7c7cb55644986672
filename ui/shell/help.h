#pragma once
// What the Help menu shows.

class QWidget;

namespace topomq::ui {

/// Versions of the program and its libraries. Thread: the window's.
void showAbout(QWidget& window);

} // namespace topomq::ui
