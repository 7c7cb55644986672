#include "engine/io/fit_for_file.h"
#include "engine/io/topology_file.h"

#include <gmock/gmock.h>

#include <limits>
#include <string>

namespace topomq::io {
namespace {

using testing::IsEmpty;

std::string repeated(std::string_view text, std::size_t count)
{
    std::string all;
    for (std::size_t i = 0; i < count; ++i)
        all += text;
    return all;
}

/// Every control character there is, among letters of one to four bytes, and more than any text of
/// a file may have.
std::string hostile()
{
    std::string text = "a\r\nb\tc";
    for (char c = 0; c < 0x20; ++c)
        text += c;
    text += '\x7F';
    for (int c = 0x80; c < 0xA0; ++c)
        text += {'\xC2', static_cast<char>(c)};
    return text + repeated("xé€𝄞\n", 20'000);
}

/// What is written of the topology after the edit has no faults and is read as it was.
void expectReadable(model::Topology topology, model::Edit edit, const std::string& what)
{
    fitForFile(edit);
    model::apply(topology, edit);
    const ReadResult read = readTopology(writeTopology(topology));
    EXPECT_EQ(read.unreadable, "") << what;
    for (const model::Finding& finding : read.findings)
        ADD_FAILURE() << what << ": " << finding.message;
    EXPECT_EQ(read.topology, topology) << what;
}

model::Node hostileNode()
{
    model::Node node{.id = model::NodeId("node"), .name = hostile(), .role = model::Role::Sink};
    node.sockets.push_back({.id = model::SocketId("in"), .type = model::SocketType::Pull});
    node.position = model::Point{1e9, -std::numeric_limits<double>::infinity()};
    return node;
}

model::Link hostileLink()
{
    const model::SocketRef end{model::NodeId("node"), model::SocketId("in")};
    model::Link link{.id = model::LinkId("link"), .connect = end, .bind = end};
    link.bends.assign(2000, {-1e7, std::numeric_limits<double>::quiet_NaN()});
    return link;
}

model::Group hostileGroup()
{
    model::Group group{.id = model::GroupId("group"), .title = hostile(), .color = hostile()};
    group.members = {model::NodeId("node")};
    return group;
}

model::Note hostileNote(model::Size size)
{
    return {.id = model::NoteId("note"),
            .text = hostile(),
            .position = {2e6, -2e6},
            .size = size,
            .color = hostile()};
}

TEST(FitForFile, LeavesATextAsItIsThatAFileMayHold)
{
    const std::string name = repeated("𝄞", kNameLimit.longest);
    EXPECT_TRUE(isFit(name, kNameLimit));
    EXPECT_EQ(fitText(name, kNameLimit), name);
    EXPECT_EQ(fitText("one\n\ttwo", kNoteLimit), "one\n\ttwo");
    EXPECT_THAT(fitText("", kNameLimit), IsEmpty());
}

TEST(FitForFile, CutsBetweenLettersAndLeavesControlCharactersOut)
{
    EXPECT_EQ(fitText(repeated("𝄞", kNameLimit.longest + 1), kNameLimit),
              repeated("𝄞", kNameLimit.longest));
    EXPECT_EQ(fitText("a\x1B[1m\fb\xC2\x85\x7F", kNoteLimit), "a[1mb");
    // What is left out does not count.
    EXPECT_EQ(fitText(repeated("\x01", 200) + "end", kUnitLimit), "end");
    EXPECT_EQ(fitText("one\r\n\ttwo", kNoteLimit), "one\n\ttwo");
    EXPECT_EQ(fitText("one\r\ntwo\tthree", kNameLimit), "one two three");
}

TEST(FitForFile, MakesATextFitForEachLimit)
{
    for (const TextLimit& limit :
         {kNameLimit, kDescriptionLimit, kNoteLimit, kColorLimit, kUnitLimit, kRemarkLimit})
    {
        EXPECT_FALSE(isFit(hostile(), limit)) << limit.longest;
        EXPECT_TRUE(isFit(fitText(hostile(), limit), limit)) << limit.longest;
    }
}

TEST(FitForFile, WhatAnEditAddsCanBeReadAgain)
{
    model::Topology topology;
    expectReadable(topology, model::AddNode{hostileNode(), {}}, "node");
    expectReadable(topology, model::SetHeader{hostile(), hostile(), {}}, "header");
    expectReadable(
        topology,
        model::SetParameters{
            {{.name = "rate", .value = 1000, .unit = hostile(), .description = hostile()}}},
        "parameters");
    expectReadable(topology, model::put(hostileGroup()), "group");
    expectReadable(topology, model::put(hostileNote({1e9, 0})), "large note");
    expectReadable(topology, model::put(hostileNote({-5, 1e300})), "small note");
    model::Definition definition{.id = model::DefinitionId("Stage"), .name = hostile()};
    definition.nodes = {hostileNode()};
    definition.links = {hostileLink()};
    definition.groups = {hostileGroup()};
    definition.notes = {hostileNote({0, 0})};
    expectReadable(topology, model::put(definition), "definition");
    expectReadable(
        topology,
        model::Batch{{model::AddNode{hostileNode(), {}}, model::AddLink{hostileLink(), {}}}},
        "batch");
}

TEST(FitForFile, WhatAnEditChangesCanBeReadAgain)
{
    model::Topology topology;
    model::Node node = hostileNode();
    node.name = "Node";
    node.position = model::Point{};
    model::Link link = hostileLink();
    link.bends.clear();
    topology.nodes = {node};
    topology.links = {link};
    expectReadable(topology, model::ReplaceNode{hostileNode()}, "node");
    expectReadable(topology, model::ReplaceLink{hostileLink()}, "link");
    expectReadable(topology, model::MoveNodes{{{node.id, model::Point{1e7, 1e7}}}}, "move");
    expectReadable(topology, model::BendLinks{{{link.id, hostileLink().bends}}}, "bends");
}

TEST(FitForFile, LeavesAnEditAsItIsThatAFileMayHold)
{
    model::Note note{.id = model::NoteId("note"), .text = "# Look\n\there"};
    note.position = {-1e6, 1e6};
    note.size = {24, 10'000};
    model::Edit edit = model::put(note);
    fitForFile(edit);
    EXPECT_EQ(*std::get<model::SetNote>(edit).note, note);
    model::Edit away = model::MoveNodes{{{model::NodeId("node"), std::nullopt}}};
    fitForFile(away);
    EXPECT_FALSE(std::get<model::MoveNodes>(away).positions[0].second);
}

} // namespace
} // namespace topomq::io
