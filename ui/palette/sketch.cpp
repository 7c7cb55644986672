#include "ui/palette/sketch.h"

#include "ui/theme/theme.h"
#include "ui/widgets/family_color.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <map>

namespace topomq::ui {

namespace {

/// More would be a smear.
constexpr std::size_t kMostSpots = 60;
constexpr QSizeF kSpot{8, 5.5};
constexpr QSizeF kSmallSpot{4, 3};
constexpr std::size_t kFewSpots = 9;

/// Nodes without a place stand in a row.
QPointF placeOf(const model::Node& node, std::size_t index)
{
    constexpr double kStep = 240;
    return node.position ? QPointF(node.position->x, node.position->y)
                         : QPointF(kStep * static_cast<double>(index), 0);
}

double share(double value, double least, double most)
{
    return most > least ? (value - least) / (most - least) : 0.5;
}

} // namespace

Sketch sketchOf(const model::Topology& part)
{
    Sketch sketch;
    std::map<model::NodeId, std::size_t> known;
    const std::size_t count = std::min(part.nodes.size(), kMostSpots);
    for (std::size_t i = 0; i < count; ++i) {
        const model::Node& node = part.nodes[i];
        Sketch::Spot spot{placeOf(node, i)};
        if (!node.sockets.empty())
            spot.family = rules::familyOf(node.sockets.front().type);
        known.emplace(node.id, i);
        sketch.spots.push_back(spot);
    }
    if (sketch.spots.empty())
        return sketch;
    const QPointF first = sketch.spots.front().place;
    QPointF least = first;
    QPointF most = first;
    for (const Sketch::Spot& spot : sketch.spots) {
        least = {std::min(least.x(), spot.place.x()), std::min(least.y(), spot.place.y())};
        most = {std::max(most.x(), spot.place.x()), std::max(most.y(), spot.place.y())};
    }
    for (Sketch::Spot& spot : sketch.spots)
        spot.place = {share(spot.place.x(), least.x(), most.x()),
                      share(spot.place.y(), least.y(), most.y())};
    for (const model::Link& link : part.links) {
        const auto from = known.find(link.connect.node);
        const auto to = known.find(link.bind.node);
        if (from != known.end() && to != known.end())
            sketch.lines.emplace_back(sketch.spots[from->second].place,
                                      sketch.spots[to->second].place);
    }
    return sketch;
}

void paintSketch(QPainter& painter, const Sketch& sketch, const QRectF& room, const Colors& colors)
{
    const QSizeF size = sketch.spots.size() > kFewSpots ? kSmallSpot : kSpot;
    const QRectF inner =
        room.adjusted(size.width() / 2, size.height() / 2, -size.width() / 2, -size.height() / 2);
    const auto at = [&inner](QPointF place) {
        return QPointF(inner.x() + place.x() * inner.width(),
                       inner.y() + place.y() * inner.height());
    };
    painter.setPen(QPen(colors.calm, 1));
    for (const QLineF& line : sketch.lines)
        painter.drawLine(at(line.p1()), at(line.p2()));
    painter.setPen(Qt::NoPen);
    for (const Sketch::Spot& spot : sketch.spots) {
        QRectF box(QPointF(), size);
        box.moveCenter(at(spot.place));
        painter.setBrush(familyColor(colors, spot.family));
        painter.drawRoundedRect(box, 1.5, 1.5);
    }
}

} // namespace topomq::ui
