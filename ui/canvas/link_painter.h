#pragma once
// Draws links and the instruments at their middle.

#include "ui/canvas/canvas_picture.h"
#include "ui/canvas/figure_text.h"

namespace topomq::ui {

void paintLink(QPainter& painter, const CanvasPicture& picture, const LinkCurve& curve);

/// The fullest queue of the link's flows.
[[nodiscard]] Fill worstFill(const std::vector<LinkFlow>& flows);
/// The colour in which a link is drawn now.
[[nodiscard]] QColor linkColor(const CanvasPicture& picture, const LinkCurve& curve);
/// Changes whenever the drawn line of the link would: colour class and width step.
[[nodiscard]] int linkLook(const CanvasPicture& picture, const LinkCurve& curve);

} // namespace topomq::ui
