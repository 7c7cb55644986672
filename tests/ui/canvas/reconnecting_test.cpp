// Deleting with reconnection where links are selected as well.

#include "tests/ui/canvas/view_fixture.h"

namespace topomq::ui::test {
namespace {

using model::LinkId;
using model::NodeId;

/// A worker between a source and a sink, with the ids that the canvas itself gives to links.
model::Topology chain()
{
    model::Topology topology;
    topology.nodes = {
        node("src", "Source", model::Role::Source, -400, 0,
             {socket("out", model::SocketType::Push, {"tcp://127.0.0.1:*"})}),
        node("w", "Worker", model::Role::Worker, 0, 0,
             {socket("in", model::SocketType::Pull), socket("out", model::SocketType::Push)}),
        node("snk", "Sink", model::Role::Sink, 400, 0,
             {socket("in", model::SocketType::Pull, {"tcp://127.0.0.1:*"})})};
    topology.links = {link("link", "w.in", "src.out"), link("link2", "w.out", "snk.in")};
    return topology;
}

class Reconnecting : public CanvasFixture
{
protected:
    void reconnect() { QTest::keyClick(&view, Qt::Key_Delete, Qt::ControlModifier); }

    void expectOneLinkFromSourceToSink()
    {
        EXPECT_EQ(document.topology().nodes.size(), 2U);
        ASSERT_EQ(document.topology().links.size(), 1U);
        const model::Link& made = document.topology().links.front();
        EXPECT_EQ((std::set{made.connect, made.bind}),
                  (std::set{ref("src", "out"), ref("snk", "in")}));
        EXPECT_EQ(document.selection()->links(), std::set{made.id});
    }

    void expectOneStepThatIsTakenBack(const model::Topology& before)
    {
        EXPECT_EQ(document.undoStack()->count(), 1);
        document.undoStack()->undo();
        EXPECT_EQ(document.topology(), before);
    }
};

TEST_F(Reconnecting, KeepsItsNewLinkWhereABandTookTheOldOnesToo)
{
    open(chain());
    drag(view.scenePosition({-260, -120}), view.scenePosition({260, 120}));
    ASSERT_EQ(document.selection()->nodes(), std::set{NodeId("w")});
    ASSERT_EQ(document.selection()->links(), (std::set{LinkId("link"), LinkId("link2")}));
    reconnect();
    expectOneLinkFromSourceToSink();
    expectOneStepThatIsTakenBack(chain());
}

TEST_F(Reconnecting, TakesSelectedLinksAwayBeforeItMakesNewOnes)
{
    model::Topology topology = chain();
    topology.links.push_back(link("direct", "src.out", "snk.in"));
    open(topology);
    document.selection()->set({NodeId("w")}, {LinkId("direct")});
    reconnect();
    expectOneLinkFromSourceToSink();
    expectOneStepThatIsTakenBack(topology);
}

} // namespace
} // namespace topomq::ui::test
