#pragma once
// What the Help menu shows.

class QMainWindow;
class QWidget;

namespace topomq::ui {

/// Versions of the program and its libraries.
void showAbout(QWidget& window);
/// Every command of the menus with its keys. Thread: the window's.
void showShortcuts(QMainWindow& window);

} // namespace topomq::ui
