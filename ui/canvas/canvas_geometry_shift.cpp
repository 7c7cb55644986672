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

std::optional<CanvasGeometry::Shift> CanvasGeometry::shiftOf(const std::set<model::NodeId>& nodes,
                                                             const std::set<model::NoteId>& notes,
                                                             bool follow) const
{
    const auto moves = [&nodes](const model::NodeId& id) { return nodes.contains(id); };
    Shift shift;
    for (std::size_t at = 0; at < m_groups.size(); ++at) {
        const std::vector<model::NodeId>& members = m_groups[at].members;
        if (!m_groups[at].collapsed || std::none_of(members.begin(), members.end(), moves))
            continue;
        if (!std::all_of(members.begin(), members.end(), moves))
            return std::nullopt;
        shift.folds.push_back(at);
    }
    for (std::size_t at = 0; at < m_nodes.size(); ++at) {
        if (moves(m_nodes[at].id))
            shift.nodes.push_back(at);
    }
    for (std::size_t at = 0; at < m_notes.size(); ++at) {
        if (notes.contains(m_notes[at].id))
            shift.notes.push_back(at);
    }
    shift.moves.resize(m_links.size());
    for (std::size_t at = 0; at < m_links.size(); ++at) {
        const bool from = moves(m_links[at].from.node);
        const bool to = moves(m_links[at].to.node);
        shift.moves[at] = from || to;
        if (from && to)
            shift.within.push_back(at);
        else if (from || to)
            shift.across.push_back(at);
    }
    findFrames(shift, nodes, follow);
    findTurners(shift, nodes);
    return shift;
}

void CanvasGeometry::findFrames(Shift& shift,
                                const std::set<model::NodeId>& nodes,
                                bool follow) const
{
    for (std::size_t at = 0; at < m_groups.size(); ++at) {
        Shift::Frame frame{at, {}, false};
        bool all = true;
        for (const model::NodeId& member : m_groups[at].members) {
            const bool moves = nodes.contains(member);
            frame.moves = frame.moves || moves;
            all = all && moves;
            if (const auto found = m_nodeIndex.find(member); found != m_nodeIndex.end())
                frame.members.push_back(found->second);
        }
        if (!m_groups[at].collapsed && (follow || all))
            shift.frames.push_back(std::move(frame));
    }
}

void CanvasGeometry::findTurners(Shift& shift, const std::set<model::NodeId>& nodes) const
{
    for (const auto& [port, turn] : m_turns) {
        const bool own = nodes.contains(port.node);
        double share = 0;
        for (const model::NodeId& partner : turn.partners) {
            if (nodes.contains(partner) != own)
                share += own ? -1 : 1;
        }
        if (share == 0)
            continue;
        shift.turners.push_back({port, share});
        shift.linksAt.emplace(port.node, std::vector<std::size_t>());
    }
    for (std::size_t at = 0; at < m_links.size() && !shift.linksAt.empty(); ++at) {
        for (const model::SocketRef* end : {&m_links[at].from, &m_links[at].to}) {
            if (const auto found = shift.linksAt.find(end->node); found != shift.linksAt.end())
                found->second.push_back(at);
        }
    }
}

bool CanvasGeometry::shift(const Shift& shift, QPointF by)
{
    shiftThings(shift, by);
    const auto turned = turnPorts(shift, by.x());
    if (!turned)
        return false;
    for (const std::size_t link : shift.across)
        shiftWay(link, true);
    std::set<std::size_t> ways;
    for (const std::size_t node : *turned) {
        const std::vector<std::size_t>& links = shift.linksAt.at(m_nodes[node].id);
        ways.insert(links.begin(), links.end());
    }
    for (const std::size_t link : ways)
        shiftWay(link, shift.moves[link]);
    for (const Shift::Frame& frame : shift.frames) {
        // A card that has become higher may be in the frame of a group that stays.
        if (!frame.moves && turned->empty())
            continue;
        QRectF inner;
        for (const std::size_t member : frame.members)
            inner |= m_nodes[member].rect;
        m_groups[frame.group].rect = frameAround(inner);
    }
    findBounds();
    return true;
}

void CanvasGeometry::shiftThings(const Shift& shift, QPointF by)
{
    const auto translate = [by](auto& box) {
        box.rect.translate(by);
        for (PortSpot& port : box.ports)
            port.position += by;
    };
    for (const std::size_t at : shift.nodes)
        translate(m_nodes[at]);
    for (const std::size_t at : shift.notes)
        m_notes[at].rect.translate(by);
    for (const std::size_t at : shift.folds) {
        translate(m_groups[at]);
        for (const model::NodeId& member : m_groups[at].members)
            translate(m_hidden.at(member));
    }
    for (const std::size_t at : shift.within)
        move(m_links[at], by);
}

std::optional<std::set<std::size_t>> CanvasGeometry::turnPorts(const Shift& shift, double by)
{
    std::set<std::size_t> turned;
    for (const Shift::Turner& turner : shift.turners) {
        Turn& turn = m_turns.at(turner.port);
        const Side before = turn.side();
        turn.lean += turner.share * by;
        const Side side = turn.side();
        if (side == before)
            continue;
        const auto node = m_nodeIndex.find(turner.port.node);
        if (node == m_nodeIndex.end())
            return std::nullopt;
        for (PortSpot& port : m_nodes[node->second].ports) {
            if (port.ref == turner.port)
                port.side = side;
        }
        turned.insert(node->second);
    }
    for (const std::size_t node : turned)
        fitToPorts(m_nodes[node], m_nodes[node].rect.center());
    return turned;
}

/// Between its ports as they stand now; where an end of it is dragged its instrument goes along.
void CanvasGeometry::shiftWay(std::size_t link, bool moves)
{
    LinkCurve& curve = m_links[link];
    const PortSpot* from = spotOf(curve.from);
    const PortSpot* to = spotOf(curve.to);
    if (from == nullptr || to == nullptr)
        return;
    const double before = curve.end.y() - curve.start.y();
    const QPointF instrument = curve.instrument;
    const QPointF anchor = curve.anchor;
    setWay(curve, curveBetween(from->edge(), from->side, to->edge(), to->side, curve.bends));
    if (!moves) {
        curve.instrument = instrument;
        curve.anchor = anchor;
    }
    const double more = curve.end.y() - curve.start.y() - before;
    noteLean(curve.from, more);
    noteLean(curve.to, -more);
}

} // namespace topomq::ui
