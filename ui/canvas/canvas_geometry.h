#pragma once
// Where everything of a topology stands on the canvas: cards, ports and curves, in scene units
// (device independent pixels at 100 %). Painting, hit testing and tests all ask here.

#include "engine/model/topology.h"
#include "ui/canvas/drawing_boxes.h"
#include "ui/canvas/link_curve.h"
#include "ui/canvas/port_spot.h"

#include <QPointF>
#include <QRectF>

#include <cmath>
#include <cstddef>
#include <optional>
#include <set>
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

struct NodeBox
{
    model::NodeId id;
    /// Position in Topology::nodes.
    std::size_t index = 0;
    QRectF rect;
    std::vector<PortSpot> ports;
    /// As of FigurePlaces.
    std::size_t figures = FigurePlaces::kNowhere;
};

/// Where nodes stand; nodes that are missing stand at their own position.
using Placement = std::unordered_map<model::NodeId, QPointF>;

/// Thread: the window's. Cheap to build: a few milliseconds for 1,000 nodes.
class CanvasGeometry
{
public:
    /// Reads everything again; `placement` gives the places of nodes.
    void rebuild(const model::Topology& topology,
                 const Placement& placement,
                 const LiveShapes& live = {});
    /// The same with every group open: for the layout of all nodes.
    void rebuildOpen(const model::Topology& topology, const Placement& placement);

    /// Without the members of collapsed groups.
    [[nodiscard]] const std::vector<NodeBox>& nodes() const { return m_nodes; }

    [[nodiscard]] const std::vector<LinkCurve>& links() const { return m_links; }

    /// Groups that have members, and notes.
    [[nodiscard]] const std::vector<GroupBox>& groups() const { return m_groups; }

    [[nodiscard]] const std::vector<NoteBox>& notes() const { return m_notes; }

    [[nodiscard]] bool isEmpty() const
    {
        return m_nodes.empty() && m_groups.empty() && m_notes.empty();
    }

    /// Null when there is no such thing on the canvas.
    [[nodiscard]] const NodeBox* node(const model::NodeId& id) const;
    [[nodiscard]] const LinkCurve* link(const model::LinkId& id) const;
    [[nodiscard]] const PortSpot* port(const model::SocketRef& ref) const;

    [[nodiscard]] const GroupBox* group(const model::GroupId& id) const;
    [[nodiscard]] const NoteBox* note(const model::NoteId& id) const;

    /// Around all cards, frames and notes; empty for an empty canvas.
    [[nodiscard]] QRectF bounds() const { return m_bounds; }

    [[nodiscard]] const NodeBox* nodeAt(QPointF point) const;
    /// The nearest port within `reach`.
    [[nodiscard]] const PortSpot* portAt(QPointF point, double reach) const;
    /// The nearest curve within `reach`, straight distance to it.
    [[nodiscard]] const LinkCurve* linkAt(QPointF point, double reach) const;

    /// What changes while some nodes are dragged, by position: they themselves, links between two
    /// of them, and links from them to others.
    struct Shift
    {
        std::vector<std::size_t> nodes;
        std::vector<std::size_t> within;
        std::vector<std::size_t> across;
    };

    /// Nothing: more would change than cards and lines, such as frames, or sides of ports.
    [[nodiscard]] std::optional<Shift> shiftOf(const std::set<model::NodeId>& nodes) const;
    /// As if it had been built again with those nodes elsewhere; much quicker. Instruments of links
    /// between two of them move along.
    void shift(const Shift& shift, QPointF by);

    void setInstrument(std::size_t link, QPointF centre, QPointF anchor)
    {
        m_links[link].instrument = centre;
        m_links[link].anchor = anchor;
    }

    void setFigures(std::size_t link, const FigurePlaces& places)
    {
        m_links[link].figures = places;
    }

    void setNodeFigures(std::size_t node, std::size_t place) { m_nodes[node].figures = place; }

private:
    void build(const model::Topology& topology,
               const Placement& placement,
               const LiveShapes& live,
               bool folds);
    void addNode(const model::Topology& topology, std::size_t index, QPointF centre);
    void addLink(const model::Topology& topology, std::size_t index, const LiveShapes& live);
    void findGroups(const model::Topology& topology, bool folds);
    void placeGroups(const LiveShapes& live);
    void addGroupPorts(const model::Topology& topology);
    void addGroupPort(const model::SocketRef& ref, const model::NodeId& other);
    void addNotes(const model::Topology& topology, const LiveShapes& live);
    /// The port of a card, or that of the collapsed group which its node is in.
    [[nodiscard]] const PortSpot* spotOf(const model::SocketRef& ref) const;
    /// Shown or not.
    [[nodiscard]] const NodeBox* anyNode(const model::NodeId& id) const;
    [[nodiscard]] GroupBox* foldOf(const model::NodeId& node);
    void
    noteSockets(const model::Topology& topology, const model::Link& link, LinkCurve& curve) const;
    void noteLean(const model::SocketRef& ref, double fall);
    void findBounds();
    void turnToPartners(const model::Topology& topology, const Placement& placement);

    std::vector<NodeBox> m_nodes;
    std::vector<LinkCurve> m_links;
    std::unordered_map<model::NodeId, std::size_t> m_nodeIndex;
    std::unordered_map<model::LinkId, std::size_t> m_linkIndex;
    /// Sides of ports that go both ways, by where their partners stand.
    std::unordered_map<model::SocketRef, Side> m_turned;
    std::vector<GroupBox> m_groups;
    std::vector<NoteBox> m_notes;
    /// Members of collapsed groups, and the positions of these in m_groups.
    std::unordered_map<model::NodeId, NodeBox> m_hidden;
    std::unordered_map<model::NodeId, std::size_t> m_folded;
    QRectF m_bounds;
};

} // namespace topomq::ui
