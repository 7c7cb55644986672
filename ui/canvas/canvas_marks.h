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
