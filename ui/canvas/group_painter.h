#pragma once
// Draws groups: frames behind their members, and cards of collapsed ones.

#include "ui/canvas/canvas_picture.h"

namespace topomq::ui {

/// Frames of open groups that can be seen.
void paintGroupFrames(QPainter& painter, const CanvasPicture& picture, const QRectF& seen);
/// Cards of collapsed groups, without figures.
void paintGroupCards(QPainter& painter, const CanvasPicture& picture, const QRectF& seen);
/// Totals and states on these cards; while designing how many members there are.
void paintGroupFigures(QPainter& painter, const CanvasPicture& picture, const QRectF& seen);

} // namespace topomq::ui
