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
            geometry.shift(*shift, step);
            way += step;
            CanvasGeometry built;
            built.rebuild(movedBy(topology, nodes, way), {});
            expectSame(geometry, built);
        }
    }
}

TEST(CanvasGeometry, DoesNotShiftWhatFramesAndPortsHaveToFollow)
{
    CanvasGeometry geometry;
    const model::Topology grouped = test::everything();
    ASSERT_FALSE(grouped.groups.empty());
    geometry.rebuild(grouped, {});
    EXPECT_FALSE(geometry.shiftOf({grouped.groups.front().members.front()}));

    const model::Topology asking = tests::TopologyBuilder()
                                       .node("client", Role::Client)
                                       .socket("out", Req)
                                       .node("server", Role::Server)
                                       .socket("in", Rep, {"inproc://*"})
                                       .link("client.out", "server.in");
    geometry.rebuild(asking, {});
    EXPECT_FALSE(geometry.shiftOf({model::NodeId("client")}));
    EXPECT_TRUE(geometry.shiftOf({model::NodeId("client"), model::NodeId("server")}));
}

} // namespace
} // namespace topomq::ui
