// Where ports and links stand.
#include "tests/support/topology_builder.h"
#include "ui/canvas/canvas_geometry.h"
#include "ui/document/example_library.h"
#include "ui/document/open_topology.h"

#include <gtest/gtest.h>

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

} // namespace
} // namespace topomq::ui
