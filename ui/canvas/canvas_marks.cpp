#include "ui/canvas/canvas_marks.h"

#include <QPainter>
#include <QPainterPath>
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

void paintPadlock(QPainter& painter, const QColor& color, bool full, QPointF centre)
{
    const QRectF body(centre.x() - 4.5, centre.y() - 1, 9, 6.5);
    QPainterPath shackle;
    shackle.moveTo(body.left() + 1.8, body.top());
    shackle.lineTo(body.left() + 1.8, body.top() - 2);
    shackle.arcTo(QRectF(body.left() + 1.8, body.top() - 5.2, 5.4, 6.4), 180, -180);
    shackle.lineTo(body.right() - 1.8, body.top());
    painter.setPen(QPen(color, 1.4, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shackle);
    if (full)
        painter.setBrush(color);
    painter.drawRoundedRect(body.adjusted(0.2, 0.2, -0.2, -0.2), 1.3, 1.3);
}

void paintRestartMark(QPainter& painter, const Colors& colors, QPointF centre)
{
    painter.setPen(QPen(colors.canvas, 2));
    painter.setBrush(colors.accent);
    painter.drawEllipse(centre, 9, 9);
    painter.setPen(QPen(colors.card, 1.7, Qt::SolidLine, Qt::FlatCap));
    painter.setBrush(Qt::NoBrush);
    constexpr double kTurn = 4.3;
    painter.drawArc(QRectF(centre - QPointF(kTurn, kTurn), QSizeF(2 * kTurn, 2 * kTurn)), 30 * 16,
                    270 * 16);
    const QPointF tip = centre + QPointF(kTurn * 0.87, -kTurn * 0.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.card);
    painter.drawPolygon(
        QPolygonF{tip + QPointF(1.9, -3.1), tip + QPointF(1.6, 1.9), tip + QPointF(-3.1, 0.2)});
}

void paintCutMark(QPainter& painter, const QColor& color, QPointF centre, QPointF along)
{
    painter.setPen(QPen(color, 2.4, Qt::SolidLine, Qt::RoundCap));
    const QPointF across = QPointF(-along.y(), along.x()) * 7;
    for (const double side : {-kCutHalf, kCutHalf}) {
        const QPointF place = centre + along * side;
        painter.drawLine(place - across, place + across);
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
    case NodeState::Outside:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, 2, Qt::SolidLine, Qt::FlatCap));
        for (int piece = 0; piece < 6; ++piece)
            painter.drawArc(box(4.7), (15 + 60 * piece) * 16, 30 * 16);
        break;
    case NodeState::Failed:
        painter.setPen(QPen(color, 2.6, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(centre - QPointF(4, 4), centre + QPointF(4, 4));
        painter.drawLine(centre + QPointF(-4, 4), centre + QPointF(4, -4));
        break;
    }
}

void paintBusyMark(QPainter& painter, const Colors& colors, QPointF centre)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.warn);
    for (const double way : {-1.0, 1.0})
        painter.drawPolygon(
            QPolygonF{centre + QPointF(-5.5, 6.5 * way), centre + QPointF(5.5, 6.5 * way),
                      centre + QPointF(1, -0.5 * way), centre + QPointF(-1, -0.5 * way)});
}

void paintDeadlockMark(QPainter& painter, const Colors& colors, QPointF centre)
{
    constexpr double kHalfGap = 1.3;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.bad);
    for (const double way : {-1.0, 1.0})
        painter.drawPolygon(QPolygonF{centre + QPointF(kHalfGap * way, -7),
                                      centre + QPointF((kHalfGap + 7) * way, 0),
                                      centre + QPointF(kHalfGap * way, 7)});
}

void paintFarState(QPainter& painter, const Colors& colors, NodeState state, const QRectF& block)
{
    const QColor color = stateColor(colors, state);
    painter.fillRect(block.adjusted(12, 12, -12, -12),
                     QColor(color.red(), color.green(), color.blue(), 110));
    if (state == NodeState::Running)
        return;
    // A mark of 11 units grows to most of the height of a card.
    constexpr double kGrown = 5;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(block.center());
    painter.scale(kGrown, kGrown);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.card);
    painter.drawEllipse(QPointF(0, 0), 8, 8);
    paintStateMark(painter, colors, state, {0, 0});
    painter.restore();
}

} // namespace topomq::ui
