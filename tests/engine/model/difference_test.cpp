#include "engine/model/difference.h"
#include "engine/model/edit.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>

namespace topomq::model {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using tests::pushPull;
using Thing = Difference::Thing;
using Kind = Difference::Kind;

TEST(Difference, IsNothingBetweenEqualVersions)
{
    EXPECT_THAT(differences(pushPull(), pushPull()), IsEmpty());
}

TEST(Difference, ListsWhatWasAddedAndRemoved)
{
    const Topology before = pushPull();
    Topology after = before;
    after.nodes.erase(after.nodes.begin());
    after.nodes.push_back({.id = NodeId("extra")});
    after.links.clear();
    EXPECT_THAT(differences(before, after),
                ElementsAre(Difference{Thing::Node, Kind::Added, "extra", {}},
                            Difference{Thing::Node, Kind::Removed, before.nodes[0].id.text(), {}},
                            Difference{Thing::Link, Kind::Removed, "link1", {}}));
}

TEST(Difference, NamesEachFieldWithBothValues)
{
    Topology before = pushPull();
    before.nodes[0].settings.set("rate", 10);
    Topology after = before;
    after.nodes[0].settings.set("rate", 20);
    after.nodes[0].settings.set("size", 5);
    after.nodes[0].name = "Feed";
    after.links[0].endpoint = 1;
    EXPECT_THAT(
        differences(before, after),
        ElementsAre(
            Difference{
                Thing::Node,
                Kind::Changed,
                before.nodes[0].id.text(),
                {{"name", "", "Feed"}, {"settings.rate", "10", "20"}, {"settings.size", "", "5"}}},
            Difference{Thing::Link, Kind::Changed, "link1", {{"endpoint", "0", "1"}}}));
}

TEST(Difference, ListsSocketsApartFromTheirNode)
{
    const Topology before = pushPull("inproc://a");
    Topology after = before;
    Socket& socket = after.nodes[0].sockets[0];
    socket.bind.push_back("inproc://b");
    socket.options.set("SNDHWM", 7);
    after.nodes[1].sockets.push_back({.id = SocketId("more"), .type = SocketType::Pull});
    const std::string name = before.nodes[0].id.text() + "." + socket.id.text();
    EXPECT_THAT(
        differences(before, after),
        ElementsAre(
            Difference{
                Thing::Socket,
                Kind::Changed,
                name,
                {{"bind", "inproc://a", "inproc://a, inproc://b"}, {"options.SNDHWM", "", "7"}}},
            Difference{Thing::Socket, Kind::Added, before.nodes[1].id.text() + ".more", {}}));
}

TEST(Difference, TellsMovedFromChanged)
{
    Topology before = pushPull();
    for (Node& node : before.nodes)
        node.position = Point{0, 0};
    Topology after = before;
    after.nodes[0].position = Point{10, 0};
    after.nodes[1].position = Point{10, 0};
    after.nodes[1].enabled = false;
    const std::vector<Difference> found = differences(before, after);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].kind, Kind::Moved);
    EXPECT_EQ(found[1].kind, Kind::Changed);
    EXPECT_EQ(found[1].fields.size(), 2U);
}

TEST(Difference, SeesTheDrawingItself)
{
    Topology after = pushPull();
    after.description = "words";
    after.context.set("IO_THREADS", 2);
    after.extras.set("colour", "red");
    const std::vector<Difference> found = differences(pushPull(), after);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].thing, Thing::Drawing);
    EXPECT_THAT(found[0].fields,
                ElementsAre(FieldDifference{"description", "", "words"},
                            FieldDifference{"context.IO_THREADS", "", "2"},
                            FieldDifference{"colour", "", R"("red")"}));
}

TEST(Difference, SeesGroupsWithTheirMembers)
{
    Topology before = pushPull();
    before.groups.push_back({.id = GroupId("pair"), .title = "Pair"});
    before.groups.push_back({.id = GroupId("old")});
    Topology after = before;
    after.groups.pop_back();
    after.groups.push_back({.id = GroupId("new")});
    after.groups[0].members = {before.nodes[0].id, before.nodes[1].id};
    after.groups[0].collapsed = true;
    after.groups[0].color = "blue";
    const std::string both = before.nodes[0].id.text() + ", " + before.nodes[1].id.text();
    EXPECT_THAT(differences(before, after),
                ElementsAre(Difference{Thing::Group,
                                       Kind::Changed,
                                       "pair",
                                       {{"color", "", "blue"},
                                        {"members", "", both},
                                        {"collapsed", "false", "true"}}},
                            Difference{Thing::Group, Kind::Added, "new", {}},
                            Difference{Thing::Group, Kind::Removed, "old", {}}));
}

TEST(Difference, TellsANoteThatMovedFromOneThatSaysMore)
{
    Topology before = pushPull();
    before.notes.push_back({.id = NoteId("one"), .text = "a"});
    before.notes.push_back({.id = NoteId("two"), .text = "b"});
    Topology after = before;
    after.notes[0].position = {8, 16};
    after.notes[1].position = {8, 16};
    after.notes[1].text = "c";
    after.notes[1].size.width = 300;
    EXPECT_THAT(
        differences(before, after),
        ElementsAre(
            Difference{Thing::Note, Kind::Moved, "one", {{"position", "[0, 0]", "[8, 16]"}}},
            Difference{Thing::Note,
                       Kind::Changed,
                       "two",
                       {{"text", "b", "c"},
                        {"size", "[240, 120]", "[300, 120]"},
                        {"position", "[0, 0]", "[8, 16]"}}}));
}

TEST(Difference, SeesParametersByTheirNames)
{
    Topology before = pushPull();
    before.parameters = {{.name = "rate", .value = 10}, {.name = "gone", .value = 1}};
    Topology after = before;
    after.parameters = {{.name = "twice", .value = "#rate * 2"},
                        {.name = "rate", .value = 20, .unit = "messages/s"}};
    EXPECT_THAT(differences(before, after),
                ElementsAre(Difference{Thing::Parameter, Kind::Added, "#twice", {}},
                            Difference{Thing::Parameter,
                                       Kind::Changed,
                                       "#rate",
                                       {{"value", "10", "20"}, {"unit", "", "messages/s"}}},
                            Difference{Thing::Parameter, Kind::Removed, "#gone", {}}));
}

TEST(Difference, SaysThatALinkIsTheSameButForItsBends)
{
    const Topology before = pushPull();
    Topology after = before;
    after.links[0].bends = {{1, 2}, {3, 4}};
    EXPECT_THAT(differences(before, after),
                ElementsAre(Difference{
                    Thing::Link, Kind::Moved, "link1", {{"bends", "", "[[1, 2], [3, 4]]"}}}));
}

TEST(Difference, TakesTheFirstOfDoubledIds)
{
    Topology doubled = pushPull();
    doubled.nodes.push_back(doubled.nodes[0]);
    doubled.nodes.back().name = "other";
    EXPECT_THAT(differences(pushPull(), doubled), IsEmpty());
}

TEST(ReplaceAllEdit, ExchangesWholeTopologiesAndComesBack)
{
    Topology topology = pushPull();
    const Topology before = topology;
    Topology other;
    other.name = "other";
    other.nodes.push_back({.id = NodeId("alone")});
    const Applied applied = apply(topology, ReplaceAll{std::make_shared<const Topology>(other)});
    EXPECT_EQ(topology, other);
    EXPECT_TRUE(applied.change.nodes.contains(NodeId("alone")));
    EXPECT_TRUE(applied.change.nodes.contains(before.nodes[0].id));
    EXPECT_TRUE(applied.change.links.contains(LinkId("link1")));
    EXPECT_TRUE(applied.change.structure);
    apply(topology, applied.inverse);
    EXPECT_EQ(topology, before);
}

TEST(Difference, TellsOfSubtopologiesThatChangedInside)
{
    Topology before;
    Definition stage;
    stage.id = DefinitionId("Stage");
    stage.nodes.emplace_back();
    before.definitions.push_back(stage);
    Topology after = before;
    EXPECT_TRUE(differences(before, after).empty());
    after.definitions[0].nodes[0].settings.set("service_time", 5);
    const auto changed = differences(before, after);
    ASSERT_EQ(changed.size(), 1U);
    EXPECT_EQ(changed[0].fields,
              (std::vector<FieldDifference>{
                  {"definitions.Stage", "1 node, 0 links", "1 node, 0 links, changed"}}));
    after.definitions.clear();
    EXPECT_EQ(differences(before, after).at(0).fields.at(0).after, "");
    EXPECT_EQ(differences(after, before).at(0).fields.at(0).before, "");
}

} // namespace
} // namespace topomq::model
