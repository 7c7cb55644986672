#pragma once
// Ends the program when its window has been painted for the first time.

#include <QWidget>

namespace topomq::benchmark {

/// Shows the window. The program ends with the code 0 as soon as all that it shows has been painted
/// once, without clearing up: that is not what is measured.
void showAndEnd(QWidget& window);

} // namespace topomq::benchmark
