#pragma once
// Compares pictures.

#include <QImage>

namespace topomq::ui::test {

/// The largest difference of any colour of any pixel, 0 to 255; that where they differ in size.
[[nodiscard]] int difference(const QImage& one, const QImage& other);

} // namespace topomq::ui::test
