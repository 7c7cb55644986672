// The geometry while nodes are dragged: hundreds of times in a row only they and their links
// change. See canvas_geometry.cpp for the rest of the class.

#include "ui/canvas/canvas_geometry.h"

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

void move(LinkCurve& curve, QPointF by)
{
    for (QPointF* const point : {&curve.start, &curve.control1, &curve.control2, &curve.end,
                                 &curve.instrument, &curve.anchor})
        *point += by;
    for (QPointF& bend : curve.bends)
        bend += by;
    for (CurvePart& part : curve.parts) {
        for (QPointF* const point : {&part.start, &part.control1, &part.control2, &part.end})
            *point += by;
    }
    curve.bounds.translate(by);
}

/// Its way, and what stands on it; all else stays.
void setWay(LinkCurve& curve, LinkCurve way)
{
    curve.start = way.start;
    curve.control1 = way.control1;
    curve.control2 = way.control2;
    curve.end = way.end;
    curve.bends = std::move(way.bends);
    curve.parts = std::move(way.parts);
    curve.bounds = way.bounds;
    curve.instrument = way.instrument;
    curve.anchor = way.anchor;
}

} // namespace

std::optional<CanvasGeometry::Shift>
CanvasGeometry::shiftOf(const std::set<model::NodeId>& nodes) const
{
    const auto moves = [&nodes](const model::NodeId& id) { return nodes.contains(id); };
    for (const GroupBox& group : m_groups) {
        if (std::any_of(group.members.begin(), group.members.end(), moves))
            return std::nullopt;
    }
    Shift shift;
    for (std::size_t at = 0; at < m_nodes.size(); ++at) {
        if (moves(m_nodes[at].id))
            shift.nodes.push_back(at);
    }
    for (std::size_t at = 0; at < m_links.size(); ++at) {
        const LinkCurve& curve = m_links[at];
        const bool from = moves(curve.from.node);
        const bool to = moves(curve.to.node);
        // Ports that go both ways turn to where their partners are.
        if (from != to
            && (portShapeOf(curve.fromType) == PortShape::Both
                || portShapeOf(curve.toType) == PortShape::Both))
            return std::nullopt;
        if (from && to)
            shift.within.push_back(at);
        else if (from || to)
            shift.across.push_back(at);
    }
    return shift;
}

void CanvasGeometry::shift(const Shift& shift, QPointF by)
{
    for (const std::size_t at : shift.nodes) {
        m_nodes[at].rect.translate(by);
        for (PortSpot& port : m_nodes[at].ports)
            port.position += by;
    }
    for (const std::size_t at : shift.within)
        move(m_links[at], by);
    for (const std::size_t at : shift.across) {
        LinkCurve& curve = m_links[at];
        const PortSpot* from = spotOf(curve.from);
        const PortSpot* to = spotOf(curve.to);
        if (from == nullptr || to == nullptr)
            continue;
        const double before = curve.end.y() - curve.start.y();
        setWay(curve, curveBetween(from->edge(), from->side, to->edge(), to->side, curve.bends));
        const double more = curve.end.y() - curve.start.y() - before;
        noteLean(curve.from, more);
        noteLean(curve.to, -more);
    }
    findBounds();
}

} // namespace topomq::ui
