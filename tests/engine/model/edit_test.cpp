#include "engine/model/edit.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

namespace topomq::model {
namespace {

using tests::pushPull;
using tests::refTo;
using tests::TopologyBuilder;
using enum SocketType;

/// Two workers' results reach a sink on two addresses; the second address has two users.
Topology fanIn()
{
    return TopologyBuilder()
        .node("a", Role::Worker)
        .socket("out", Push)
        .node("b", Role::Worker)
        .socket("out", Push)
        .node("sink", Role::Sink)
        .socket("in", Pull, {"inproc://first", "inproc://second"})
        .link("a.out", "sink.in", 0)
        .link("a.out", "sink.in", 1)
        .link("b.out", "sink.in", 1);
}

TEST(Edit, RemovingANodeTakesItsLinksAlong)
{
    Topology topology = pushPull();
    model::apply(topology, RemoveNode{NodeId("sink")});
    EXPECT_TRUE(topology.links.empty());
}

TEST(Edit, RemovingANodeTouchesTheNeighboursThatLoseALink)
{
    Topology topology = pushPull();
    const Change change = model::apply(topology, RemoveNode{NodeId("sink")}).change;
    EXPECT_TRUE(change.nodes.contains(NodeId("vent")));
}

TEST(Edit, AnEditOfSomethingThatIsNotThereDoesNothing)
{
    const Topology before = pushPull();
    for (const Edit& edit :
         {Edit(RemoveNode{NodeId("x")}), Edit(RemoveLink{LinkId("x")}),
          Edit(ReplaceNode{Node{.id = NodeId("x")}}), Edit(ReplaceLink{Link{.id = LinkId("x")}}),
          Edit(SetContextOption{"x", {}, {}}), Edit(SetSecurity{refTo("vent.x"), {}}),
          Edit(SetSecurity{refTo("x.x"), {}})})
    {
        Topology topology = before;
        const Edit inverse = model::apply(topology, edit).inverse;
        EXPECT_EQ(topology, before);
        ASSERT_TRUE(std::holds_alternative<Batch>(inverse));
        EXPECT_TRUE(std::get<Batch>(inverse).edits.empty());
    }
}

TEST(Edit, TheInverseOfNestedBatchesIsFlatAndStaysSoHoweverOftenItIsExchanged)
{
    Topology topology = fanIn();
    const Topology before = topology;
    const Edit inner =
        Batch{{RemoveNode{NodeId("sink")}, AddNode{*before.find(NodeId("sink")), {}}}};
    Edit edit = Batch{{Batch{{inner, RemoveNode{NodeId("a")}}}, Batch{}}};
    std::size_t settled = 0;
    for (int i = 0; i < 40; ++i) {
        edit = model::apply(topology, edit).inverse;
        ASSERT_TRUE(std::holds_alternative<Batch>(edit));
        const auto& edits = std::get<Batch>(edit).edits;
        for (const Edit& each : edits)
            ASSERT_FALSE(std::holds_alternative<Batch>(each));
        if (i == 5)
            settled = edits.size();
        if (i > 5) {
            ASSERT_LE(edits.size(), settled);
        }
    }
    EXPECT_EQ(topology, before);
}

TEST(Edit, AContextOptionComesBackToItsPlace)
{
    Topology topology = pushPull();
    topology.context = Object{{"IO_THREADS", 2}, {"IPV6", true}};
    const Topology before = topology;
    const Applied removed = model::apply(topology, SetContextOption{"IO_THREADS", {}, {}});
    EXPECT_TRUE(removed.change.context);
    EXPECT_EQ(topology.context, (Object{{"IPV6", true}}));
    model::apply(topology, removed.inverse);
    EXPECT_EQ(topology, before);
}

TEST(Edit, SecurityTouchesTheNodeAndTheLinksAtTheSocket)
{
    Topology topology = pushPull();
    const Topology before = topology;
    const Applied applied = model::apply(
        topology, SetSecurity{refTo("vent.out"), {.mechanism = Mechanism::Curve, .server = true}});
    EXPECT_TRUE(topology.find(refTo("vent.out"))->security.server);
    EXPECT_TRUE(applied.change.nodes.contains(NodeId("vent")));
    EXPECT_TRUE(applied.change.links.contains(LinkId("link1")));
    model::apply(topology, applied.inverse);
    EXPECT_EQ(topology, before);
}

TEST(Edit, MovingIsALayoutChangeOnly)
{
    Topology topology = pushPull();
    const Change change = model::apply(topology, MoveNodes{{{NodeId("vent"), Point{3, 4}}}}).change;
    EXPECT_TRUE(change.layoutOnly);
    EXPECT_FALSE(change.structure);
}

TEST(Edit, BendsGroupsAndNotesAreLayoutOnly)
{
    Topology topology = pushPull();
    const Batch batch{{BendLinks{{{LinkId("link1"), {{1, 2}}}}},
                       put(Group{.id = GroupId("g"), .members = {NodeId("vent")}}),
                       put(Note{.id = NoteId("n")})}};
    const Change change = model::apply(topology, batch).change;
    EXPECT_TRUE(change.layoutOnly);
    EXPECT_FALSE(change.structure);
}

TEST(Edit, ANodeThatComesBackIsInItsGroupAgain)
{
    Topology topology = pushPull();
    model::apply(topology, put(Group{.id = GroupId("g"), .members = {NodeId("vent")}}));
    const Applied removed = model::apply(topology, RemoveNode{NodeId("vent")});
    model::apply(topology, removed.inverse);
    ASSERT_NE(topology.groupOf(NodeId("vent")), nullptr);
    EXPECT_EQ(topology.groupOf(NodeId("vent"))->id, GroupId("g"));
}

TEST(Edit, NoNewNodeGetsTheIdThatAGroupWaitsFor)
{
    Topology topology;
    model::apply(topology, put(Group{.id = GroupId("g"), .members = {NodeId("sink")}}));
    EXPECT_EQ(freeId(topology, "sink"), "sink2");
    EXPECT_EQ(freeId(topology, "g"), "g2");
}

TEST(FlipBindSide, KeepsTheCurveWhereItWas)
{
    Topology topology = pushPull();
    topology.links[0].bends = {{1, 2}, {3, 4}};
    model::apply(topology, flipBindSide(topology, LinkId("link1"), "ipc://*"));
    EXPECT_EQ(topology.links[0].bends, (std::vector<Point>{{3, 4}, {1, 2}}));
}

TEST(Edit, ABatchThatAlsoRenamesIsNoLayoutChange)
{
    Topology topology = pushPull();
    const Batch batch{{MoveNodes{{{NodeId("vent"), Point{3, 4}}}}, SetHeader{"new", "", {}}}};
    const Change change = model::apply(topology, batch).change;
    EXPECT_FALSE(change.layoutOnly);
    EXPECT_TRUE(change.header);
}

TEST(Edit, TakingBackAnAddedNodeLeavesLinksThatWaitedForItsId)
{
    Topology topology = pushPull();
    topology.links.front().connect.node = NodeId("late");
    const Topology before = topology;
    const Applied added = model::apply(topology, AddNode{Node{.id = NodeId("late")}, {}});
    model::apply(topology, added.inverse);
    EXPECT_EQ(topology, before);
}

TEST(Edit, RemovingASocketTakesItsLinksAlong)
{
    Topology topology = fanIn();
    model::apply(topology, removeSocket(topology, refTo("a.out")));
    EXPECT_TRUE(topology.find(NodeId("a"))->sockets.empty());
    ASSERT_EQ(topology.links.size(), 1U);
    EXPECT_EQ(topology.links.front().id.text(), "link3");
}

TEST(Edit, RemovingAnAddressRenumbersTheLaterOnes)
{
    Topology topology = fanIn();
    model::apply(topology, removeEndpoint(topology, refTo("sink.in"), 0));
    ASSERT_EQ(topology.links.size(), 2U);
    EXPECT_EQ(topology.links[0].endpoint, 0U);
    EXPECT_EQ(topology.links[1].endpoint, 0U);
    EXPECT_EQ(topology.find(refTo("sink.in"))->bind, std::vector<std::string>{"inproc://second"});
}

TEST(Edit, ALaterAddressMovesUpByOne)
{
    Topology topology = fanIn();
    topology.nodes[2].sockets[0].bind.emplace_back("inproc://third");
    topology.links[2].endpoint = 2;
    model::apply(topology, removeEndpoint(topology, refTo("sink.in"), 0));
    EXPECT_EQ(topology.find(LinkId("link3"))->endpoint, 1U);
}

TEST(Edit, RemovingAnAddressThatIsNotThereDoesNothing)
{
    Topology topology = fanIn();
    topology.links.back().endpoint = 5;
    const Topology before = topology;
    model::apply(topology, removeEndpoint(topology, refTo("sink.in"), 3));
    EXPECT_EQ(topology, before);
}

TEST(FlipBindSide, MovesTheAddressOfASingleUser)
{
    Topology topology = fanIn();
    model::apply(topology, flipBindSide(topology, LinkId("link1"), "ipc://*"));
    const Link& flipped = *topology.find(LinkId("link1"));
    EXPECT_EQ(flipped.bind, refTo("a.out"));
    EXPECT_EQ(flipped.connect, refTo("sink.in"));
    EXPECT_EQ(topology.find(refTo("a.out"))->bind, std::vector<std::string>{"ipc://*"});
    EXPECT_EQ(topology.find(refTo("sink.in"))->bind, std::vector<std::string>{"inproc://second"});
    EXPECT_EQ(topology.find(LinkId("link3"))->endpoint, 0U);
}

TEST(FlipBindSide, LeavesAnAddressThatOthersUse)
{
    Topology topology = fanIn();
    model::apply(topology, flipBindSide(topology, LinkId("link3"), "ipc://*"));
    EXPECT_EQ(topology.find(refTo("sink.in"))->bind.size(), 2U);
    EXPECT_EQ(topology.find(LinkId("link2"))->endpoint, 1U);
}

TEST(FlipBindSide, KeepsBothEndsOfALinkWithinOneNode)
{
    Topology topology = TopologyBuilder()
                            .node("loop", Role::Worker)
                            .socket("in", Pull, {"inproc://*"})
                            .socket("out", Push)
                            .link("loop.out", "loop.in");
    model::apply(topology, flipBindSide(topology, LinkId("link1"), "inproc://*"));
    EXPECT_EQ(topology.find(refTo("loop.out"))->bind.size(), 1U);
    EXPECT_TRUE(topology.find(refTo("loop.in"))->bind.empty());
}

TEST(FlipBindSide, IsTakenBackExactly)
{
    for (const char* id : {"link1", "link2", "link3"}) {
        Topology topology = fanIn();
        const Applied applied =
            model::apply(topology, flipBindSide(topology, LinkId(id), "ipc://*"));
        EXPECT_NE(topology, fanIn());
        model::apply(topology, applied.inverse);
        EXPECT_EQ(topology, fanIn());
    }
}

TEST(FlipBindSide, DoesNothingToASocketLinkedToItself)
{
    Topology topology = TopologyBuilder()
                            .node("p", Role::Peer)
                            .socket("s", Pair, {"inproc://*"})
                            .link("p.s", "p.s");
    const Topology before = topology;
    model::apply(topology, flipBindSide(topology, LinkId("link1"), "ipc://*"));
    EXPECT_EQ(topology, before);
}

} // namespace
} // namespace topomq::model
