#include "ui/canvas/link_painter.h"

#include "ui/canvas/canvas_marks.h"

#include <QLineF>
#include <QPainterPath>
#include <QPolygonF>

#include <algorithm>

namespace topomq::ui {

namespace {

/// How far from its connecting end the gap of a cut link is: links fan out at the one that binds,
/// and the figures stand in the middle.
constexpr double kCutAt = 0.2;

int stepOf(const LinkFlows& flows)
{
    int step = 0;
    for (const LinkFlow& flow : flows)
        step = std::max(step, widthStep(flow.figures->bytesPerSecond));
    return step;
}

LinkFlows flowsOf(const CanvasPicture& picture, const LinkCurve& curve)
{
    return picture.isRunning() ? picture.board->flows(curve.figures) : LinkFlows();
}

double widthFor(const CanvasPicture& picture, const LinkFlows& flows)
{
    const double width = picture.isRunning() && !flows.empty() ? widthOf(stepOf(flows)) : 2.0;
    return width * picture.theme->canvasInk();
}

/// The path without the gap, in two parts.
QPainterPath withGap(const QPainterPath& path, double at)
{
    const double length = path.length();
    QPainterPath parts;
    const auto add = [&](double from, double to) {
        constexpr int kSteps = 24;
        for (int step = 0; step <= kSteps; ++step) {
            const double along = from + (to - from) * step / kSteps;
            const QPointF place = path.pointAtPercent(path.percentAtLength(along));
            step == 0 ? parts.moveTo(place) : parts.lineTo(place);
        }
    };
    add(0, length * at - kCutHalf);
    add(length * at + kCutHalf, length);
    return parts;
}

/// To an instrument that has had to give way to others.
void paintLeader(QPainter& painter, const QColor& color, const LinkCurve& curve)
{
    constexpr double kNear = 20;
    constexpr double kDot = 2.5;
    if (QLineF(curve.anchor, curve.instrument).length() < kNear)
        return;
    painter.setPen(QPen(color, 1));
    painter.drawLine(QLineF(curve.anchor, curve.instrument));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(curve.anchor, kDot, kDot);
    painter.setBrush(Qt::NoBrush);
}

} // namespace

Fill worstFill(const LinkFlows& flows)
{
    Fill worst = Fill::Calm;
    for (const LinkFlow& flow : flows)
        worst = std::max(worst, flow.pressure->fill);
    return worst;
}

bool isCut(const CanvasPicture& picture, const LinkCurve& curve)
{
    return picture.isRunning() && picture.board->isCut(curve.figures);
}

QColor linkColor(const CanvasPicture& picture, const LinkCurve& curve)
{
    if (worstFill(flowsOf(picture, curve)) == Fill::Full)
        return picture.colors().bad;
    return familyColor(picture.colors(), curve.fromType);
}

std::size_t linkLook(const CanvasPicture& picture, const LinkCurve& curve, const LinkFlows& flows)
{
    std::size_t look = worstFill(flows) == Fill::Full ? 1 : 0;
    const Detail detail = detailFor(picture.zoom);
    if (detail != Detail::Shapes)
        look = look * 2 + (isCut(picture, curve) ? 1 : 0);
    if (detail == Detail::Full)
        look = look * 8 + static_cast<std::size_t>(stepOf(flows));
    return look;
}

void paintLink(QPainter& painter, const CanvasPicture& picture, const LinkCurve& curve)
{
    const Colors& colors = picture.colors();
    const bool selected = picture.isSelected(curve.id);
    const bool enabled = picture.isEnabled(curve);
    const QColor color = linkColor(picture, curve);
    const Detail detail = detailFor(picture.zoom);
    painter.setBrush(Qt::NoBrush);
    if (detail == Detail::Shapes && !selected) {
        // Thin straight lines are what keeps a thousand links cheap.
        painter.setPen(
            QPen(withAlpha(color, enabled ? 190 : 90), 0, enabled ? Qt::SolidLine : Qt::DashLine));
        QPolygonF line{curve.start};
        for (const QPointF bend : curve.bends)
            line << bend;
        line << curve.end;
        painter.drawPolyline(line);
        return;
    }
    const auto flows = flowsOf(picture, curve);
    const bool full = worstFill(flows) == Fill::Full;
    const QPainterPath path = curve.path();
    if (full && !selected && detail == Detail::Full) {
        painter.setPen(QPen(withAlpha(colors.bad, 46), 10, Qt::SolidLine, Qt::RoundCap));
        painter.drawPath(path);
    }
    if (selected) {
        painter.setPen(QPen(withAlpha(colors.accent, 84), 9, Qt::SolidLine, Qt::RoundCap));
        painter.drawPath(path);
    }
    QPen pen(color, widthFor(picture, flows));
    if (detail == Detail::Names)
        pen = QPen(color, 0);
    const double cutAt = picture.linkOf(curve).connect == curve.from ? kCutAt : 1 - kCutAt;
    const bool cut = isCut(picture, curve) && path.length() > 6 * kCutHalf;
    if (!enabled) {
        pen.setStyle(Qt::DashLine);
        pen.setColor(withAlpha(color, 110));
    } else if (cut) {
        pen.setStyle(Qt::DashLine);
        pen.setWidthF(std::min(pen.widthF(), 2.0));
    }
    if (const auto trouble = picture.troubleAt(curve.id.text());
        trouble && *trouble == model::Severity::Error)
        pen.setColor(colors.bad);
    const bool dimmed = picture.emphasis != nullptr;
    painter.setOpacity(dimmed ? 0.35 : 1);
    painter.setPen(pen);
    painter.drawPath(cut ? withGap(path, cutAt) : path);
    if (cut) {
        const double share = path.percentAtLength(path.length() * cutAt);
        const QLineF along = QLineF::fromPolar(1, path.angleAtPercent(share));
        paintCutMark(painter, colors.text, path.pointAtPercent(share), {along.dx(), along.dy()});
    }
    if (detail == Detail::Full && enabled)
        paintLeader(painter, color, curve);
    painter.setOpacity(1);
}

} // namespace topomq::ui
