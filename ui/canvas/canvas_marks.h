#pragma once
// The small shapes of the canvas that carry a meaning: states and ports. The legend shows them too.

#include "engine/metrics/snapshot.h"
#include "ui/canvas/canvas_geometry.h"
#include "ui/theme/theme.h"

class QPainter;

namespace topomq::ui {

/// Green, amber and red are for running, blocked and failed; all else is neutral.
[[nodiscard]] QColor stateColor(const Colors& colors, metrics::NodeState state);
/// The mark of a state: colour and shape differ from state to state.
void paintStateMark(QPainter& painter,
                    const Colors& colors,
                    metrics::NodeState state,
                    QPointF centre);

/// Of a node that runs and has no moment to itself: an hourglass.
void paintBusyMark(QPainter& painter, const Colors& colors, QPointF centre);
/// Of a node that waits for others which wait for it: the mark of what is blocked, in two halves
/// that turn away from each other.
void paintDeadlockMark(QPainter& painter, const Colors& colors, QPointF centre);

/// The mark of a state for a block that is seen from afar: what runs is a plain fill, all else
/// carries its mark.
void paintFarState(QPainter& painter,
                   const Colors& colors,
                   metrics::NodeState state,
                   const QRectF& block);

/// A padlock for a secured link: CURVE is a full one; PLAIN, which hides nothing, an outline.
void paintPadlock(QPainter& painter, const QColor& color, bool full, QPointF centre);
/// An arrow in a circle: what runs here waits for a restart.
void paintRestartMark(QPainter& painter, const Colors& colors, QPointF centre);
/// The two ends of a cut link beside `centre`, with a gap between them; `along` has the length 1.
void paintCutMark(QPainter& painter, const QColor& color, QPointF centre, QPointF along);

/// Half of the gap of a cut link.
inline constexpr double kCutHalf = 8;

/// The shape of a port, as the legend shows it too.
struct PortMark
{
    QPointF centre;
    PortShape shape = PortShape::Both;
    Side side = Side::Right;
    /// A ring around it.
    bool binds = false;
};

void paintPortShape(QPainter& painter,
                    const PortMark& mark,
                    const QColor& color,
                    const QColor& ground);

} // namespace topomq::ui
