#pragma once
// Draws node cards: the part that only an edit changes, and the figures of a run on top.

#include "ui/canvas/canvas_picture.h"

namespace topomq::ui {

/// Card, name, ports and badges; while designing also the summary of the settings.
void paintCard(QPainter& painter, const CanvasPicture& picture, const NodeBox& box);
/// State, sparkline and rates of a run.
void paintCardFigures(QPainter& painter, const CanvasPicture& picture, const NodeBox& box);

} // namespace topomq::ui
