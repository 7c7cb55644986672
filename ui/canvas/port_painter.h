#pragma once
// Draws the ports of node cards.

#include "ui/canvas/canvas_picture.h"
#include "ui/canvas/port_spot.h"

namespace topomq::ui {

/// Shape, label, and the way out of a sub-topology where there is one; dimmed while a link is
/// pulled that it does not fit.
void paintPort(QPainter& painter, const CanvasPicture& picture, const PortSpot& port);

} // namespace topomq::ui
