#pragma once
// A colour between two others.

#include <QColor>

namespace topomq::ui {

/// `share` (0 to 1) of `over` on `base`; unlike a translucent colour it keeps its contrast wherever
/// it is drawn.
[[nodiscard]] QColor mixed(const QColor& base, const QColor& over, double share);

} // namespace topomq::ui
