#pragma once
// Draws node cards: the part that only an edit changes, and the figures of a run on top.

#include "ui/canvas/canvas_picture.h"

namespace topomq::ui {

/// Card, name, ports and badges; while designing also the summary of the settings.
void paintCard(QPainter& painter, const CanvasPicture& picture, const NodeBox& box);
/// State, sparkline and rates of a run.
void paintCardFigures(QPainter& painter, const CanvasPicture& picture, const NodeBox& box);
/// The mark of a state: colour and shape differ from state to state.
void paintStateMark(QPainter& painter,
                    const Colors& colors,
                    metrics::NodeState state,
                    QPointF centre);
/// The shape of a port with its ring, as the legend shows it too.
void paintPortShape(QPainter& painter,
                    QPointF centre,
                    PortShape shape,
                    Side side,
                    bool binds,
                    const QColor& color,
                    const QColor& ground);

/// The part of the scene that a card and its ports cover.
[[nodiscard]] QRectF coveredBy(const NodeBox& box);

} // namespace topomq::ui
