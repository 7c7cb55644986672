#pragma once
// Where the words beside a port stand.

#include "ui/canvas/canvas_geometry.h"

#include <QRectF>

namespace topomq::ui {

/// For words of that width; `type` is the factor of the theme for the type of the canvas.
[[nodiscard]] inline QRectF portLabelRect(const PortSpot& port, double width, double type)
{
    constexpr double kHeight = 14;
    constexpr double kAway = 6;
    constexpr double kAside = 14;
    const double height = kHeight * type;
    const double x = port.side == Side::Right ? kAside : -kAside - width;
    const double y = port.labelIsBelow() ? kAway : -kAway - height;
    return {port.position.x() + x, port.position.y() + y, width, height};
}

} // namespace topomq::ui
