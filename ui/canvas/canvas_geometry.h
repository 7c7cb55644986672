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

/// Spreads its ports along both sides, and makes it as high as they need; its centre stays.
void fitToPorts(NodeBox& box, QPointF centre);

/// Some of what is drawn, without the rest.
struct DrawnPart
{
    std::set<model::NodeId> nodes;
    std::set<model::GroupId> groups;
    std::set<model::NoteId> notes;
};

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

    /// Takes out what is not of this part, links with an end elsewhere among it; collapsed groups
    /// that hide a node of it stay. What is left stands where it stood, until it is built again.
    void keepOnly(const DrawnPart& part);

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

    /// The collapsed group that hides the node, or the link with both of its ends; null: none does.
    [[nodiscard]] const GroupBox* foldOf(const model::NodeId& node) const;
    [[nodiscard]] const GroupBox* foldOf(const model::Link& link) const;

    /// Around all cards, frames and notes; empty for an empty canvas.
    [[nodiscard]] QRectF bounds() const { return m_bounds; }

    [[nodiscard]] const NodeBox* nodeAt(QPointF point) const;
    /// The nearest port within `reach`.
    [[nodiscard]] const PortSpot* portAt(QPointF point, double reach) const;
    /// The nearest curve within `reach`, straight distance to it.
    [[nodiscard]] const LinkCurve* linkAt(QPointF point, double reach) const;

    /// What changes while some nodes and notes are dragged, by position.
    struct Shift
    {
        /// What is inside of the frame of a group that follows its members.
        struct Frame
        {
            std::size_t group = 0;
            std::vector<std::size_t> members;
            bool moves = false;
        };

        /// A port that leaves to where its partners are, and how far that shifts with a step.
        struct Turner
        {
            model::SocketRef port;
            double share = 0;
        };

        std::vector<std::size_t> nodes;
        std::vector<std::size_t> notes;
        /// Links between two of the nodes, and links from them to others.
        std::vector<std::size_t> within;
        std::vector<std::size_t> across;
        std::vector<Frame> frames;
        /// Collapsed groups, whole.
        std::vector<std::size_t> folds;
        std::vector<Turner> turners;
        /// All links at nodes whose ports may turn.
        std::unordered_map<model::NodeId, std::vector<std::size_t>> linksAt;
        /// By link: one of its ends moves.
        std::vector<bool> moves;
    };

    /// Frames whose members do not all move stay, unless they `follow`. Nothing: a collapsed group
    /// moves in part.
    [[nodiscard]] std::optional<Shift> shiftOf(const std::set<model::NodeId>& nodes,
                                               const std::set<model::NoteId>& notes = {},
                                               bool follow = false) const;
    /// As if it had been built again with those nodes elsewhere; much quicker. Instruments of links
    /// between two of them move along, those of links that have no end there stay. False: it has to
    /// be built again, as a port of a collapsed group has turned.
    [[nodiscard]] bool shift(const Shift& shift, QPointF by);

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
    void
    noteSockets(const model::Topology& topology, const model::Link& link, LinkCurve& curve) const;
    void noteLean(const model::SocketRef& ref, double fall);
    void findBounds();
    void findPlaces();
    void turnToPartners(const model::Topology& topology, const Placement& placement);
    void findFrames(Shift& shift, const std::set<model::NodeId>& nodes, bool follow) const;
    void findTurners(Shift& shift, const std::set<model::NodeId>& nodes) const;
    void shiftThings(const Shift& shift, QPointF by);
    /// Nothing: see `shift`. Else the nodes of which ports have turned.
    [[nodiscard]] std::optional<std::set<std::size_t>> turnPorts(const Shift& shift, double by);
    void shiftWay(std::size_t link, bool moves);

    std::vector<NodeBox> m_nodes;
    std::vector<LinkCurve> m_links;
    std::unordered_map<model::NodeId, std::size_t> m_nodeIndex;
    std::unordered_map<model::LinkId, std::size_t> m_linkIndex;

    /// A port that goes both ways.
    struct Turn
    {
        /// How far to the right of it its partners stand, together.
        double lean = 0;
        /// Where none of them says better.
        Side otherwise = Side::Right;
        /// The nodes of its partners, one for each link.
        std::vector<model::NodeId> partners;

        [[nodiscard]] Side side() const
        {
            // Shifted step by step, fractions do not add up to exactly nothing.
            constexpr double kNothing = 1e-6;
            if (std::abs(lean) < kNothing)
                return otherwise;
            return lean < 0 ? Side::Left : Side::Right;
        }
    };

    std::unordered_map<model::SocketRef, Turn> m_turns;
    std::vector<GroupBox> m_groups;
    std::vector<NoteBox> m_notes;
    /// Members of collapsed groups, and the positions of these in m_groups.
    std::unordered_map<model::NodeId, NodeBox> m_hidden;
    std::unordered_map<model::NodeId, std::size_t> m_folded;
    QRectF m_bounds;
};

} // namespace topomq::ui
