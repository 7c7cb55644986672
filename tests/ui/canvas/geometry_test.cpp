// Where ports and links stand.
#include "tests/support/topology_builder.h"
#include "tests/ui/canvas/demo_topology.h"
#include "tests/ui/canvas/golden_topology.h"
#include "ui/canvas/canvas_geometry.h"
#include "ui/document/example_library.h"
#include "ui/document/open_topology.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace topomq::ui {
namespace {

using model::NodeId;
using model::Role;
using enum model::SocketType;

CanvasGeometry geometryOf(const model::Topology& topology)
{
    CanvasGeometry geometry;
    geometry.rebuild(topology, {});
    return geometry;
}

/// A worker at a balancer, which stands to its left (or right, at a negative distance).
model::Topology balanced(double distance)
{
    model::Topology topology = tests::TopologyBuilder()
                                   .node("balancer", Role::Balancer)
                                   .socket("frontend", Router, {"inproc://*"})
                                   .socket("backend", Router, {"inproc://*"})
                                   .node("worker", Role::BalancedWorker)
                                   .socket("req", Req)
                                   .link("worker.req", "balancer.backend");
    topology.nodes[0].position = model::Point{0, 0};
    topology.nodes[1].position = model::Point{distance, 0};
    return topology;
}

Side sideOfWorker(double distance)
{
    const CanvasGeometry geometry = geometryOf(balanced(distance));
    return geometry.port({NodeId("worker"), model::SocketId("req")})->side;
}

TEST(Ports, ThatGoBothWaysAreOnTheSideOfTheirPartners)
{
    EXPECT_EQ(sideOfWorker(440), Side::Left);
    EXPECT_EQ(sideOfWorker(-440), Side::Right);
}

TEST(Ports, OfAServerTurnToAClientAtItsRight)
{
    model::Topology topology = tests::TopologyBuilder()
                                   .node("server", Role::Server)
                                   .socket("rep", Rep, {"inproc://*"})
                                   .node("client", Role::Client)
                                   .socket("req", Req)
                                   .link("client.req", "server.rep");
    topology.nodes[0].position = model::Point{0, 0};
    topology.nodes[1].position = model::Point{440, 0};
    const CanvasGeometry geometry = geometryOf(topology);
    EXPECT_EQ(geometry.port({NodeId("server"), model::SocketId("rep")})->side, Side::Right);
    EXPECT_EQ(geometry.port({NodeId("client"), model::SocketId("req")})->side, Side::Left);
}

TEST(Links, OfNoExampleRunBehindACard)
{
    for (const Example& example : exampleLibrary()) {
        const OpenResult opened = openTopologyText(example.text, example.title);
        ASSERT_TRUE(opened.isOpen()) << opened.problem.toStdString();
        const CanvasGeometry geometry = geometryOf(opened.topology);
        for (const LinkCurve& curve : geometry.links()) {
            for (double t = 0; t <= 1; t += 0.02) {
                const NodeBox* behind = geometry.nodeAt(curve.at(t));
                EXPECT_EQ(behind, nullptr)
                    << example.name.toStdString() << ": " << curve.id.text() << " behind "
                    << (behind == nullptr ? "" : behind->id.text());
                if (behind != nullptr)
                    break;
            }
        }
    }
}

/// As if the nodes had been drawn there.
model::Topology movedBy(model::Topology topology, const std::set<model::NodeId>& nodes, QPointF by)
{
    const auto moves = [&nodes](const model::NodeId& id) { return nodes.contains(id); };
    for (model::Node& node : topology.nodes) {
        if (moves(node.id) && node.position)
            node.position = {node.position->x + by.x(), node.position->y + by.y()};
    }
    for (model::Link& link : topology.links) {
        if (!moves(link.connect.node) || !moves(link.bind.node))
            continue;
        for (model::Point& bend : link.bends)
            bend = {bend.x + by.x(), bend.y + by.y()};
    }
    return topology;
}

void expectSame(const CanvasGeometry& shifted, const CanvasGeometry& built)
{
    EXPECT_EQ(shifted.bounds(), built.bounds());
    ASSERT_EQ(shifted.nodes().size(), built.nodes().size());
    for (std::size_t at = 0; at < built.nodes().size(); ++at) {
        const NodeBox& one = shifted.nodes()[at];
        const NodeBox& other = built.nodes()[at];
        EXPECT_EQ(one.rect, other.rect);
        ASSERT_EQ(one.ports.size(), other.ports.size());
        for (std::size_t port = 0; port < one.ports.size(); ++port) {
            EXPECT_EQ(one.ports[port].position, other.ports[port].position);
            EXPECT_EQ(one.ports[port].side, other.ports[port].side);
            EXPECT_EQ(one.ports[port].labelIsBelow(), other.ports[port].labelIsBelow());
        }
    }
    ASSERT_EQ(shifted.links().size(), built.links().size());
    for (std::size_t at = 0; at < built.links().size(); ++at) {
        const LinkCurve& one = shifted.links()[at];
        const LinkCurve& other = built.links()[at];
        EXPECT_EQ(one.path(), other.path()) << one.id.text();
        EXPECT_EQ(one.bounds, other.bounds) << one.id.text();
        EXPECT_EQ(one.instrument, other.instrument) << one.id.text();
        EXPECT_EQ(one.anchor, other.anchor) << one.id.text();
    }
}

TEST(CanvasGeometry, ShiftsNodesAsIfTheyHadBeenDrawnThere)
{
    model::Topology topology = test::large(60);
    topology.links[3].bends = {{100, 40}, {180, 90}};
    topology.links[40].bends = {{1000, 400}};
    std::mt19937 random(20261128);
    for (int round = 0; round < 20; ++round) {
        std::set<model::NodeId> nodes;
        for (const model::Node& node : topology.nodes) {
            if (random() % 3 == 0)
                nodes.insert(node.id);
        }
        CanvasGeometry geometry;
        geometry.rebuild(topology, {});
        const auto shift = geometry.shiftOf(nodes);
        ASSERT_TRUE(shift);
        QPointF way;
        for (const QPointF step : {QPointF(8, 0), QPointF(-400, 64), QPointF(16, -800)}) {
            EXPECT_TRUE(geometry.shift(*shift, step));
            way += step;
            CanvasGeometry built;
            built.rebuild(movedBy(topology, nodes, way), {});
            expectSame(geometry, built);
        }
    }
}

/// Nodes that ask and answer each other, so that ports turn while some are dragged.
model::Topology askingEachOther(std::mt19937& random)
{
    model::Topology topology = test::large(40);
    for (model::Node& node : topology.nodes) {
        node.role = Role::Peer;
        for (model::Socket& socket : node.sockets)
            socket.type = random() % 3 == 0 ? Pull : Dealer;
        node.position = model::Point{static_cast<double>(random() % 200) * 8,
                                     static_cast<double>(random() % 100) * 8};
    }
    topology.links[3].bends = {{104, 40}, {184, 96}};
    return topology;
}

void group(model::Topology& topology, std::size_t first, std::size_t last, bool collapsed)
{
    model::Group group;
    group.id = model::GroupId("g" + std::to_string(topology.groups.size()));
    group.collapsed = collapsed;
    for (std::size_t at = first; at < last; ++at)
        group.members.push_back(topology.nodes[at].id);
    topology.groups.push_back(group);
}

void expectSameFrames(const CanvasGeometry& shifted, const CanvasGeometry& built)
{
    ASSERT_EQ(shifted.groups().size(), built.groups().size());
    for (std::size_t at = 0; at < built.groups().size(); ++at) {
        const GroupBox& one = shifted.groups()[at];
        const GroupBox& other = built.groups()[at];
        EXPECT_EQ(one.rect, other.rect) << one.id.text();
        ASSERT_EQ(one.ports.size(), other.ports.size());
        for (std::size_t port = 0; port < one.ports.size(); ++port) {
            EXPECT_EQ(one.ports[port].position, other.ports[port].position);
            EXPECT_EQ(one.ports[port].side, other.ports[port].side);
        }
    }
}

TEST(CanvasGeometry, ShiftsPortsThatTurnAndFramesAsIfTheyHadBeenDrawnThere)
{
    std::mt19937 random(20261129);
    int quick = 0;
    for (int round = 0; round < 60; ++round) {
        model::Topology topology = askingEachOther(random);
        group(topology, 0, 6, false);
        group(topology, 20, 24, false);
        group(topology, 30, 33, true);
        std::set<model::NodeId> nodes;
        for (std::size_t at = 0; at < 40; ++at) {
            const bool folded = at >= 30 && at < 33;
            if (folded ? round % 2 == 0 : random() % 3 == 0)
                nodes.insert(topology.nodes[at].id);
        }
        CanvasGeometry geometry;
        geometry.rebuild(topology, {});
        const auto shift = geometry.shiftOf(nodes, {}, true);
        ASSERT_TRUE(shift);
        QPointF way;
        for (const QPointF step : {QPointF(8, 0), QPointF(-400, 64), QPointF(1016, -800)}) {
            way += step;
            // What has turned stands on a collapsed card: that one is built again.
            if (!geometry.shift(*shift, step))
                break;
            ++quick;
            CanvasGeometry built;
            built.rebuild(movedBy(topology, nodes, way), {});
            // Instruments of lines that only turn stay where they are while others are dragged.
            for (std::size_t at = 0; at < built.links().size(); ++at) {
                const LinkCurve& curve = geometry.links()[at];
                if (!nodes.contains(curve.from.node) && !nodes.contains(curve.to.node))
                    built.setInstrument(at, curve.instrument, curve.anchor);
            }
            expectSame(geometry, built);
            expectSameFrames(geometry, built);
        }
    }
    EXPECT_GT(quick, 60);
}

TEST(CanvasGeometry, TurnsPortsTheSameWayWhereFractionsDoNotAddUp)
{
    constexpr double kStep = 0.1;
    const model::Topology topology = balanced(-0.7);
    const std::set<model::NodeId> moving{NodeId("worker")};
    CanvasGeometry shifted = geometryOf(topology);
    const auto shift = shifted.shiftOf(moving);
    ASSERT_TRUE(shift);
    double way = 0;
    for (int step = 0; step < 7; ++step) {
        ASSERT_TRUE(shifted.shift(*shift, {kStep, 0}));
        way += kStep;
    }
    const CanvasGeometry built = geometryOf(movedBy(topology, moving, {way, 0}));
    const model::SocketRef port{NodeId("worker"), model::SocketId("req")};
    EXPECT_EQ(shifted.port(port)->side, built.port(port)->side);
}

TEST(CanvasGeometry, LeavesFramesThatAreDraggedInPartUnlessTheyFollow)
{
    model::Topology topology = test::large(9);
    group(topology, 0, 3, false);
    const std::set<model::NodeId> one{topology.nodes[0].id};
    for (const bool follow : {false, true}) {
        CanvasGeometry geometry;
        geometry.rebuild(topology, {});
        const QRectF before = geometry.groups().front().rect;
        EXPECT_TRUE(geometry.shift(*geometry.shiftOf(one, {}, follow), {-80, -80}));
        EXPECT_EQ(geometry.groups().front().rect != before, follow);
    }
}

TEST(CanvasGeometry, KeepsAPartWhereItStood)
{
    model::Topology topology = test::pipeline();
    topology.groups = {
        {.id = model::GroupId("open"), .members = {NodeId("vent")}},
        {.id = model::GroupId("shut"), .members = {NodeId("w1"), NodeId("w2")}, .collapsed = true}};
    topology.notes = {{.id = model::NoteId("in"), .position = {0, 400}},
                      {.id = model::NoteId("out"), .position = {0, 900}}};
    const CanvasGeometry whole = geometryOf(topology);
    CanvasGeometry part = whole;
    part.keepOnly(
        {.nodes = {NodeId("vent"), NodeId("w1")}, .groups = {}, .notes = {model::NoteId("in")}});
    ASSERT_EQ(part.nodes().size(), 1U);
    ASSERT_NE(part.node(NodeId("vent")), nullptr);
    EXPECT_EQ(part.node(NodeId("vent"))->rect, whole.node(NodeId("vent"))->rect);
    EXPECT_EQ(part.node(NodeId("sink")), nullptr);
    // The card stays that hides one of the nodes, with the link that leads to that one.
    ASSERT_EQ(part.groups().size(), 1U);
    EXPECT_EQ(part.foldOf(NodeId("w1")), part.group(model::GroupId("shut")));
    EXPECT_EQ(part.foldOf(NodeId("w1"))->rect, whole.foldOf(NodeId("w1"))->rect);
    ASSERT_EQ(part.links().size(), 1U);
    ASSERT_NE(part.link(model::LinkId("a1")), nullptr);
    EXPECT_EQ(part.link(model::LinkId("a1"))->bounds, whole.link(model::LinkId("a1"))->bounds);
    EXPECT_EQ(part.notes().size(), 1U);
    EXPECT_LT(part.bounds().bottom(), whole.bounds().bottom());
}

TEST(CanvasGeometry, BuildsAgainWhatIsDraggedOutOfACollapsedGroup)
{
    model::Topology topology = test::large(9);
    group(topology, 0, 3, true);
    CanvasGeometry geometry;
    geometry.rebuild(topology, {});
    EXPECT_FALSE(geometry.shiftOf({topology.nodes[0].id}));
}

} // namespace
} // namespace topomq::ui
