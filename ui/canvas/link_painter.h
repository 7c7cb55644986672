#pragma once
// Draws links and the instruments at their middle.

#include "ui/canvas/canvas_picture.h"
#include "ui/canvas/figure_text.h"

namespace topomq::ui {

void paintLink(QPainter& painter, const CanvasPicture& picture, const LinkCurve& curve);

/// The fullest queue of the link's flows.
[[nodiscard]] Fill worstFill(const LinkFlows& flows);
/// The colour in which a link is drawn now.
[[nodiscard]] QColor linkColor(const CanvasPicture& picture, const LinkCurve& curve);
/// Changes whenever the drawn line of the link would: with its colour class and, where that can be
/// seen, with its width step and when it is cut.
[[nodiscard]] std::size_t
linkLook(const CanvasPicture& picture, const LinkCurve& curve, const LinkFlows& flows);

} // namespace topomq::ui
