#include "ui/canvas/link_curve.h"

#include "ui/canvas/canvas_geometry.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace topomq::ui {

namespace {

constexpr std::size_t kSteps = 16;

double length(QPointF way)
{
    return std::hypot(way.x(), way.y());
}

QPointF unit(QPointF way)
{
    const double size = length(way);
    return size > 0 ? way / size : QPointF(1, 0);
}

double distanceToSegment(QPointF p, QPointF a, QPointF b)
{
    const QPointF along = b - a;
    const double square = QPointF::dotProduct(along, along);
    const double t =
        square > 0 ? std::clamp(QPointF::dotProduct(p - a, along) / square, 0.0, 1.0) : 0.0;
    return length(p - (a + along * t));
}

double distanceToPart(const CurvePart& part, QPointF point)
{
    double nearest = std::numeric_limits<double>::max();
    QPointF before = part.start;
    for (std::size_t step = 1; step <= kSteps; ++step) {
        const QPointF next = part.at(static_cast<double>(step) / kSteps);
        nearest = std::min(nearest, distanceToSegment(point, before, next));
        before = next;
    }
    return nearest;
}

double lengthOf(const CurvePart& part)
{
    constexpr int kFew = 8;
    double sum = 0;
    QPointF before = part.start;
    for (int step = 1; step <= kFew; ++step) {
        const QPointF next = part.at(static_cast<double>(step) / kFew);
        sum += length(next - before);
        before = next;
    }
    return sum;
}

/// Smooth through all points: at each bend the curve runs parallel to the line between its
/// neighbours, and a third of the way to either of them.
void bendThrough(LinkCurve& curve, Side startSide, Side endSide)
{
    std::vector<QPointF> points{curve.start};
    points.insert(points.end(), curve.bends.begin(), curve.bends.end());
    points.push_back(curve.end);
    const auto pull = [](QPointF way) { return std::clamp(length(way) / 2.5, 20.0, 120.0); };
    const auto outwards = [](Side side) { return QPointF(side == Side::Right ? 1 : -1, 0); };
    const std::size_t last = points.size() - 1;
    double way = 0;
    for (std::size_t at = 0; at < last; ++at) {
        const QPointF straight = points[at + 1] - points[at];
        const double third = length(straight) / 3;
        CurvePart part{points[at], {}, {}, points[at + 1]};
        part.control1 = at == 0 ? part.start + outwards(startSide) * pull(straight)
                                : part.start + unit(points[at + 1] - points[at - 1]) * third;
        part.control2 = at + 1 == last ? part.end + outwards(endSide) * pull(straight)
                                       : part.end - unit(points[at + 2] - points[at]) * third;
        way += lengthOf(part);
        part.until = way;
        curve.parts.push_back(part);
    }
    for (CurvePart& part : curve.parts)
        part.until = way > 0 ? part.until / way : 1;
    curve.parts.back().until = 1;
}

CurvePart wholeOf(const LinkCurve& curve)
{
    return {curve.start, curve.control1, curve.control2, curve.end};
}

} // namespace

QPointF CurvePart::at(double t) const
{
    const double u = 1 - t;
    return start * (u * u * u) + control1 * (3 * u * u * t) + control2 * (3 * u * t * t)
        + end * (t * t * t);
}

QPointF LinkCurve::at(double t) const
{
    double passed = 0;
    for (const CurvePart& part : parts) {
        if (t <= part.until)
            return part.at(part.until > passed ? (t - passed) / (part.until - passed) : 1);
        passed = part.until;
    }
    return wholeOf(*this).at(t);
}

QPainterPath LinkCurve::path() const
{
    QPainterPath path(start);
    if (parts.empty())
        path.cubicTo(control1, control2, end);
    for (const CurvePart& part : parts)
        path.cubicTo(part.control1, part.control2, part.end);
    return path;
}

std::size_t LinkCurve::indexOfBendAt(QPointF point) const
{
    std::size_t nearest = 0;
    for (std::size_t at = 1; at < parts.size(); ++at) {
        if (distanceToPart(parts[at], point) < distanceToPart(parts[nearest], point))
            nearest = at;
    }
    return fromBinder ? bends.size() - nearest : nearest;
}

LinkCurve
curveBetween(QPointF start, Side startSide, QPointF end, Side endSide, std::vector<QPointF> bends)
{
    const double towards = startSide == Side::Right ? end.x() - start.x() : start.x() - end.x();
    const double distance = length(end - start);
    // A curve that has to go back needs room to turn around the cards.
    const double pull =
        towards > 40 ? std::max(towards * 0.5, 30.0) : std::clamp(distance * 0.6, 70.0, 260.0);
    LinkCurve curve;
    curve.start = start;
    curve.end = end;
    curve.bends = std::move(bends);
    curve.control1 = start + QPointF(startSide == Side::Right ? pull : -pull, 0);
    curve.control2 = end + QPointF(endSide == Side::Right ? pull : -pull, 0);
    if (towards <= 40 && std::abs(end.y() - start.y()) < kCardHeight) {
        curve.control1.ry() += kCardHeight * 1.3;
        curve.control2.ry() += kCardHeight * 1.3;
    }
    if (!curve.bends.empty())
        bendThrough(curve, startSide, endSide);
    curve.bounds = curve.path().boundingRect();
    curve.instrument = curve.anchor = curve.at(0.5);
    return curve;
}

double distanceTo(const LinkCurve& curve, QPointF point)
{
    if (curve.parts.empty())
        return distanceToPart(wholeOf(curve), point);
    double nearest = std::numeric_limits<double>::max();
    for (const CurvePart& part : curve.parts)
        nearest = std::min(nearest, distanceToPart(part, point));
    return nearest;
}

} // namespace topomq::ui
