#include "ui/canvas/canvas_marks.h"

#include <QPainter>
#include <QPolygonF>

namespace topomq::ui {

using metrics::NodeState;

QColor stateColor(const Colors& colors, NodeState state)
{
    switch (state) {
    case NodeState::Running:
        return colors.green;
    case NodeState::Blocked:
        return colors.warn;
    case NodeState::Failed:
        return colors.bad;
    case NodeState::Frozen:
        return colors.accent;
    default:
        return colors.calm;
    }
}

void paintPortShape(QPainter& painter,
                    const PortMark& mark,
                    const QColor& color,
                    const QColor& ground)
{
    const QPointF centre = mark.centre;
    if (mark.binds) {
        painter.setPen(QPen(color, 2));
        painter.setBrush(ground);
        painter.drawEllipse(centre, 10.5, 10.5);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const double way = mark.side == Side::Right ? 1 : -1;
    const auto at = [centre, way](double x, double y) { return centre + QPointF(x * way, y); };
    switch (mark.shape) {
    case PortShape::Out:
        painter.drawPolygon(QPolygonF{at(-5, -6), at(7, 0), at(-5, 6)});
        break;
    case PortShape::In:
        painter.drawPolygon(QPolygonF{at(6, -6), at(-6, -6), at(-6, 6), at(6, 6), at(0.5, 0)});
        break;
    case PortShape::Both:
        painter.drawEllipse(centre, 5.5, 5.5);
        break;
    }
}

void paintStateMark(QPainter& painter, const Colors& colors, NodeState state, QPointF centre)
{
    const QColor color = stateColor(colors, state);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const auto box = [centre](double half) {
        return QRectF(centre - QPointF(half, half), QSizeF(2 * half, 2 * half));
    };
    switch (state) {
    case NodeState::Running:
        painter.drawEllipse(centre, 5.5, 5.5);
        break;
    case NodeState::Starting:
    case NodeState::Waiting:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, 2));
        painter.drawEllipse(centre, 4.7, 4.7);
        break;
    case NodeState::Blocked:
        painter.drawPolygon(QPolygonF{centre + QPointF(0, -6.5), centre + QPointF(6.5, 0),
                                      centre + QPointF(0, 6.5), centre + QPointF(-6.5, 0)});
        break;
    case NodeState::Paused:
        painter.drawRect(QRectF(centre.x() - 5, centre.y() - 5, 3.6, 10));
        painter.drawRect(QRectF(centre.x() + 1.4, centre.y() - 5, 3.6, 10));
        break;
    case NodeState::Frozen:
        painter.setPen(QPen(color, 2, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(centre - QPointF(0, 6), centre + QPointF(0, 6));
        painter.drawLine(centre - QPointF(5.2, 3), centre + QPointF(5.2, 3));
        painter.drawLine(centre - QPointF(5.2, -3), centre + QPointF(5.2, -3));
        break;
    case NodeState::Stopped:
        painter.drawRoundedRect(box(5), 1.5, 1.5);
        break;
    case NodeState::Failed:
        painter.setPen(QPen(color, 2.6, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(centre - QPointF(4, 4), centre + QPointF(4, 4));
        painter.drawLine(centre + QPointF(-4, 4), centre + QPointF(4, -4));
        break;
    }
}

} // namespace topomq::ui
