#pragma once
// Where the keyboard goes when something that floats over a view is done.

class QWidget;

namespace topomq::ui {

/// Hides `floating`. Its parent gets the focus, unless people have gone on to another widget of the
/// window already. Thread: the window's.
void hideGivingFocusBack(QWidget& floating);

} // namespace topomq::ui
