#pragma once
// Where everything of a topology stands on the canvas: cards, ports and curves, in scene units
// (device independent pixels at 100 %). Painting, hit testing and tests all ask here.

#include "engine/model/topology.h"

#include <QPainterPath>
#include <QPointF>
#include <QRectF>

#include <cmath>
#include <cstddef>
#include <unordered_map>
#include <vector>

namespace topomq::ui {

inline constexpr double kCardWidth = 190;
inline constexpr double kCardHeight = 96;
inline constexpr double kCardHeader = 34;
inline constexpr double kFirstPort = 58;
inline constexpr double kPortGap = 24;
inline constexpr double kGrid = 8;
inline constexpr double kPortReach = 12;

[[nodiscard]] inline double snapToGrid(double at)
{
    return std::round(at / kGrid) * kGrid;
}

[[nodiscard]] inline QPointF snapToGrid(QPointF point)
{
    return {snapToGrid(point.x()), snapToGrid(point.y())};
}

/// What a port can do with messages (subscriptions are none).
enum class PortShape { Out, In, Both };
enum class Side { Left, Right };

[[nodiscard]] PortShape portShapeOf(model::SocketType type);

struct PortSpot
{
    model::SocketRef ref;
    model::SocketType type = model::SocketType::Unknown;
    PortShape shape = PortShape::Both;
    Side side = Side::Right;
    bool binds = false;
    /// One of several on its side: its name is shown beside its type.
    bool named = false;
    /// How far its links rise (negative) or fall in all: the label keeps to the other side.
    double lean = 0;
    QPointF position;

    /// Most of its links rise, so the label stands below them.
    [[nodiscard]] bool labelIsBelow() const { return lean < -24; }

    /// Where a curve meets the drawn port.
    [[nodiscard]] QPointF edge() const;
};

struct NodeBox
{
    model::NodeId id;
    /// Position in Topology::nodes.
    std::size_t index = 0;
    QRectF rect;
    std::vector<PortSpot> ports;
};

/// A link's curve, drawn from the side that sends (of a two-way link: that connects).
struct LinkCurve
{
    model::LinkId id;
    /// Position in Topology::links.
    std::size_t index = 0;
    model::SocketRef from;
    model::SocketRef to;
    model::SocketType fromType = model::SocketType::Unknown;
    model::SocketType toType = model::SocketType::Unknown;
    bool twoWay = false;
    QPointF start, control1, control2, end;
    QRectF bounds;
    /// Centre of the instrument; moved off the middle of the curve where instruments would meet.
    QPointF instrument;

    [[nodiscard]] QPointF at(double t) const;
    [[nodiscard]] QPainterPath path() const;
};

/// Where nodes stand; nodes that are missing stand at their own position.
using Placement = std::unordered_map<model::NodeId, QPointF>;

/// The curve between two spots that leave to the given sides.
[[nodiscard]] LinkCurve curveBetween(QPointF start, Side startSide, QPointF end, Side endSide);

/// Thread: the window's. Cheap to build: a few milliseconds for 1,000 nodes.
class CanvasGeometry
{
public:
    /// Reads everything again; `placement` gives the places of nodes.
    void rebuild(const model::Topology& topology, const Placement& placement);

    [[nodiscard]] const std::vector<NodeBox>& nodes() const { return m_nodes; }

    [[nodiscard]] const std::vector<LinkCurve>& links() const { return m_links; }

    /// Null when there is no such thing on the canvas.
    [[nodiscard]] const NodeBox* node(const model::NodeId& id) const;
    [[nodiscard]] const LinkCurve* link(const model::LinkId& id) const;
    [[nodiscard]] const PortSpot* port(const model::SocketRef& ref) const;

    /// Around all cards; empty for an empty canvas.
    [[nodiscard]] QRectF bounds() const { return m_bounds; }

    [[nodiscard]] const NodeBox* nodeAt(QPointF point) const;
    /// The nearest port within `reach`.
    [[nodiscard]] const PortSpot* portAt(QPointF point, double reach) const;
    /// The nearest curve within `reach`, straight distance to it.
    [[nodiscard]] const LinkCurve* linkAt(QPointF point, double reach) const;

    void setInstrument(std::size_t link, QPointF centre) { m_links[link].instrument = centre; }

private:
    void addNode(const model::Topology& topology, std::size_t index, QPointF centre);
    void addLink(const model::Topology& topology, std::size_t index);
    void noteLean(const model::SocketRef& ref, double fall);
    void turnToPartners(const model::Topology& topology, const Placement& placement);

    std::vector<NodeBox> m_nodes;
    std::vector<LinkCurve> m_links;
    std::unordered_map<model::NodeId, std::size_t> m_nodeIndex;
    std::unordered_map<model::LinkId, std::size_t> m_linkIndex;
    /// Sides of ports that go both ways, by where their partners stand.
    std::unordered_map<model::SocketRef, Side> m_turned;
    QRectF m_bounds;
};

} // namespace topomq::ui
