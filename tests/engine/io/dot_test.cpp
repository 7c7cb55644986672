#include "engine/io/dot_file.h"
#include "engine/io/topology_file.h"
#include "engine/rules/rules.h"
#include "tests/engine/io/example_files.h"
#include "tests/engine/io/file_mutator.h"
#include "tests/support/rounds.h"

#include <gmock/gmock.h>

#include <set>

namespace topomq::io {
namespace {

using model::Role;
using model::SocketType;
using testing::HasSubstr;
using testing::StartsWith;

model::Topology readGood(std::string_view text)
{
    DotResult result = readDot(text);
    EXPECT_EQ(result.problem, "");
    return std::move(result.topology);
}

TEST(Dot, BringsEveryExampleBackAsItWas)
{
    const auto files = test::exampleFiles(EXAMPLES_FOLDER);
    ASSERT_FALSE(files.empty());
    for (const auto& file : files) {
        const model::Topology topology = readTopology(file.text).topology;
        EXPECT_EQ(readGood(writeDot(topology)), topology) << file.name;
    }
}

TEST(Dot, KeepsNamesWithEverySignThatDotUses)
{
    model::Topology topology;
    topology.name = "a \"b\" \\ {c} | <d> \\\"e";
    model::Node node{.id = model::NodeId("node"), .name = "x\\\"|{}<>\\\\", .role = Role::Sink};
    node.position = model::Point{-0.25, 1.0 / 3};
    node.sockets.push_back({.id = model::SocketId("in"), .type = SocketType::Pull});
    node.extras.set("note", "a\\\\\"b\\");
    topology.nodes = {node};
    EXPECT_EQ(readGood(writeDot(topology)), topology);
}

TEST(Dot, TakesPositionsThatALayoutProgramWrote)
{
    model::Topology topology;
    topology.nodes.push_back({.id = model::NodeId("a"), .role = Role::External});
    std::string text = writeDot(topology);
    text.replace(text.find(", topomq", text.find("\"a\"")), 0, ", pos=\"10,20.5\"");
    const auto position = readGood(text).nodes[0].position;
    ASSERT_TRUE(position);
    EXPECT_EQ(*position, (model::Point{10, -20.5}));
}

TEST(Dot, MakesAPipelineOfArrows)
{
    const model::Topology topology =
        readGood("digraph { feed -> {w1 w2} -> desk; w1 [label=\"First\\nworker\"] }");
    ASSERT_EQ(topology.nodes.size(), 4U);
    EXPECT_EQ(topology.links.size(), 4U);
    EXPECT_EQ(topology.find(model::NodeId("feed"))->role, Role::Source);
    EXPECT_EQ(topology.find(model::NodeId("w1"))->role, Role::Worker);
    EXPECT_EQ(topology.find(model::NodeId("w1"))->name, "First worker");
    EXPECT_EQ(topology.find(model::NodeId("desk"))->role, Role::Sink);
    EXPECT_FALSE(rules::hasErrors(rules::check(topology, {})));
}

TEST(Dot, MakesPairsOfLinesWithoutDirection)
{
    const model::Topology topology = readGood("graph { a -- b }");
    ASSERT_EQ(topology.links.size(), 1U);
    EXPECT_EQ(topology.nodes[0].role, Role::Peer);
    EXPECT_EQ(topology.find(topology.links[0].bind)->type, SocketType::Pair);
    EXPECT_EQ(topology.find(topology.links[0].connect)->type, SocketType::Pair);
    EXPECT_FALSE(rules::hasErrors(rules::check(topology, {})));
}

TEST(Dot, FollowsWhatEdgesAndNodesSay)
{
    const model::Topology topology = readGood(R"(
        digraph { edge [sockets="REQ-REP", address="tcp://127.0.0.1:5555"]
                  ask -> answer
                  news -> reader [sockets="", label="PUB/SUB"]
                  hub [role=balancer] })");
    EXPECT_EQ(topology.find(model::NodeId("ask"))->role, Role::Client);
    EXPECT_EQ(topology.find(model::NodeId("answer"))->role, Role::Server);
    EXPECT_EQ(topology.links[0].bind.node, model::NodeId("answer"));
    EXPECT_EQ(topology.find(topology.links[0].bind)->bind.at(0), "tcp://127.0.0.1:5555");
    EXPECT_EQ(topology.find(topology.links[1].bind)->type, SocketType::Pub);
    EXPECT_EQ(topology.find(model::NodeId("hub"))->role, Role::Balancer);
}

TEST(Dot, ReadsTheWholeGrammarOfNamesAndComments)
{
    const model::Topology topology = readGood("/* one */ strict digraph \"the \" + \"name\" {\n"
                                              "# a line for the preprocessor\n"
                                              "  // two\n"
                                              "  \"a node\":out:e -> 7:in; -1.5 -> \"a node\"\n"
                                              "  node [shape=box] subgraph cluster_x { label=x; n "
                                              "} GRAPH [bgcolor=red]; rankdir = LR\n"
                                              "  m [label=<<b>bold</b>>]; \"\" }\n");
    EXPECT_EQ(topology.name, "the name");
    EXPECT_EQ(topology.nodes.size(), 6U);
    EXPECT_EQ(topology.nodes[0].id.text(), "a_node");
    EXPECT_EQ(topology.nodes[0].name, "a node");
    EXPECT_EQ(topology.nodes[1].id.text(), "_7");
    EXPECT_EQ(topology.nodes[1].name, "7");
    for (const model::Node& node : topology.nodes)
        EXPECT_TRUE(model::isValidId(node.id.text())) << node.id.text();
}

TEST(Dot, CutsNamesThatNoFileMayHave)
{
    const std::string name(500, 'x');
    const model::Topology topology = readGood("digraph " + name + " { " + name + " }");
    EXPECT_TRUE(readTopology(writeTopology(topology)).isComplete());
    EXPECT_THAT(topology.nodes[0].name, testing::EndsWith("…"));
}

TEST(Dot, ReadsDoubledEdgesOnceAndSaysSo)
{
    const DotResult result = readDot("digraph { a -> b; a -> b }");
    EXPECT_EQ(result.topology.links.size(), 1U);
    EXPECT_EQ(result.notes.size(), 1U);
}

TEST(Dot, ReadsOneEdgeBetweenTwoNodesOfAStrictGraph)
{
    const model::Topology lines = readGood("strict graph { a -- b; a -- b; b -- a; b -- c }");
    ASSERT_EQ(lines.links.size(), 2U);
    EXPECT_EQ(lines.find(model::NodeId("a"))->sockets.size(), 1U);
    EXPECT_EQ(lines.find(model::NodeId("b"))->sockets.size(), 2U);
    // Without the word each line is a link of its own.
    EXPECT_EQ(readGood("graph { a -- b; a -- b; b -- a }").links.size(), 3U);
    // There and back are two edges.
    const DotResult arrows = readDot("strict digraph { a -> b; a -> b; b -> a }");
    EXPECT_EQ(arrows.topology.links.size(), 2U);
    EXPECT_TRUE(arrows.notes.empty());
}

TEST(Dot, GivesTheEdgeOfAStrictGraphWhatItsRepetitionsSay)
{
    const model::Topology topology = readGood(R"(
        strict graph { a:x -- b [sockets="REQ-REP"]
                       edge [address="tcp://127.0.0.1:7777"]
                       b:y -- a [address="tcp://127.0.0.1:5555"]; a -- b })");
    ASSERT_EQ(topology.links.size(), 1U);
    const model::Link& link = topology.links[0];
    EXPECT_EQ(link.connect.text(), "a.x");
    EXPECT_EQ(link.bind.text(), "b.y");
    EXPECT_EQ(topology.find(link.connect)->type, SocketType::Req);
    EXPECT_THAT(topology.find(link.bind)->bind, testing::ElementsAre("tcp://127.0.0.1:5555"));
}

TEST(Dot, SaysWhereAndWhatToDo)
{
    EXPECT_THAT(readDot("digraph {\n  a -- b\n}").problem, StartsWith("line 2, column 5: "));
    EXPECT_THAT(readDot("digraph {\n  a -> \n}").problem, StartsWith("line 3, column 1: "));
    EXPECT_THAT(readDot("digraph { a [label=\"x ]").problem, HasSubstr("closing quote"));
    EXPECT_THAT(readDot("digraph { a").problem, HasSubstr("add }"));
    EXPECT_THAT(readDot("{\"topomq\": 1}").problem, HasSubstr("not a DOT text"));
    EXPECT_THAT(readDot("").problem, StartsWith("line 1, column 1: "));
    EXPECT_THAT(readDot("digraph { a [topomq=\"{\"] }").problem, HasSubstr("column 21"));
}

TEST(Dot, RefusesWhatWouldTakeForEver)
{
    std::string deep = "digraph {";
    for (int i = 0; i < 100'000; ++i)
        deep += '{';
    EXPECT_THAT(readDot(deep).problem, HasSubstr("too deep"));
    std::string many;
    for (int i = 0; i < 1'000; ++i)
        many += " n" + std::to_string(i);
    EXPECT_THAT(readDot("digraph { {" + many + "} -> {" + many + "} }").problem,
                HasSubstr("too many edges"));
    // So few nodes have so many edges, and each may be said again.
    std::string some;
    for (int i = 0; i < 200; ++i)
        some += " n" + std::to_string(i);
    EXPECT_THAT(
        readDot("strict digraph { {" + some + "} -> {" + some + "} -> {" + some + "} }").problem,
        HasSubstr("too many edges"));
    // Each node has all of the default.
    const std::string label = "\"" + std::string(1'000'000, 'x') + "\"";
    EXPECT_THAT(readDot("digraph { node [label=" + label + "]" + many + "}").problem,
                HasSubstr("too many attributes"));
}

/// Of very many attributes that hold by default.
std::string defaultsOf(const std::string& what)
{
    std::string text = what + " [";
    for (int i = 0; i < 50'000; ++i)
        text += " a" + std::to_string(i);
    return text + "]";
}

TEST(Dot, CopiesNoDefaultsForWhatHasNoNodes)
{
    std::string subgraphs;
    std::string arrows;
    for (int i = 0; i < 200'000; ++i) {
        subgraphs += "{}";
        arrows += "{}->{};";
    }
    EXPECT_EQ(readGood("digraph {" + defaultsOf("node") + subgraphs + "a}").nodes.size(), 1U);
    EXPECT_EQ(readGood("digraph {" + defaultsOf("edge") + arrows + "a -> b}").links.size(), 1U);
}

TEST(Dot, RefusesTooManyCopiesOfDefaults)
{
    std::string own;
    for (int i = 0; i < 200'000; ++i)
        own += "{node [b]}";
    EXPECT_THAT(readDot("digraph {" + defaultsOf("node") + own + "}").problem,
                HasSubstr("too many attributes"));
}

TEST(Dot, KeepsWhatASubgraphSetsInsideOfIt)
{
    const model::Topology topology = readGood(R"(
        digraph { node [role=source] edge [sockets="PUB-SUB"]
                  { node [role=sink] edge [sockets="XPUB-XSUB"] b -> c { d } }
                  a -> e; f -> g [sockets="PUSH-PULL"] })");
    const auto roleOf = [&topology](const char* id) {
        return topology.find(model::NodeId(id))->role;
    };
    EXPECT_EQ(roleOf("d"), Role::Sink);
    EXPECT_EQ(roleOf("a"), Role::Source);
    ASSERT_EQ(topology.links.size(), 3U);
    EXPECT_EQ(topology.find(topology.links[0].bind)->type, SocketType::XPub);
    EXPECT_EQ(topology.find(topology.links[1].bind)->type, SocketType::Pub);
    EXPECT_EQ(topology.find(topology.links[2].bind)->type, SocketType::Push);
}

/// Each edge is a PAIR socket more at the hub: with a search through all of them for each new one
/// it would take hours.
TEST(Dot, ReadsAStarOfAsManyLinesAsThereMayBe)
{
    std::string star = "graph {";
    for (std::size_t i = 0; i < kMostLinks; ++i)
        star += " hub -- n" + std::to_string(i % (kMostNodes - 1)) + ";";
    const model::Topology topology = readGood(star + "}");
    EXPECT_EQ(topology.links.size(), kMostLinks);
    const model::Node& hub = topology.nodes.front();
    ASSERT_EQ(hub.sockets.size(), kMostLinks);
    EXPECT_EQ(hub.sockets[0].id.text(), "pair");
    EXPECT_EQ(hub.sockets[1].id.text(), "pair2");
    EXPECT_EQ(hub.sockets.back().id.text(), "pair" + std::to_string(kMostLinks));
}

TEST(Dot, TellsAsManyNodesApartAsThereMayBeWhenTheirNamesMakeOneId)
{
    const std::string same(80, 'n');
    std::string text = "digraph {";
    for (std::size_t i = 0; i < kMostNodes; ++i)
        text += " " + same + std::to_string(i);
    const model::Topology topology = readGood(text + "}");
    std::set<model::NodeId> ids;
    for (const model::Node& node : topology.nodes) {
        ids.insert(node.id);
        ASSERT_TRUE(model::isValidId(node.id.text())) << node.id.text();
    }
    EXPECT_EQ(ids.size(), kMostNodes);
}

TEST(Dot, GivesOneAddressToAllEdgesThatNameIt)
{
    const model::Topology topology = readGood(R"(
        digraph { edge [address="tcp://127.0.0.1:5555"] a -> b; a -> c
                  edge [address="tcp://127.0.0.1:5556"] a -> d })");
    ASSERT_EQ(topology.nodes[0].sockets.size(), 1U);
    EXPECT_THAT(topology.nodes[0].sockets[0].bind,
                testing::ElementsAre("tcp://127.0.0.1:5555", "tcp://127.0.0.1:5556"));
    EXPECT_EQ(topology.links[1].endpoint, 0U);
    EXPECT_EQ(topology.links[2].endpoint, 1U);
}

TEST(Dot, AddsEdgesToWhatTopoMqWrote)
{
    model::Topology topology;
    model::Node node{.id = model::NodeId("a"), .role = Role::Source};
    node.sockets.push_back(
        {.id = model::SocketId("out"), .type = SocketType::Push, .bind = {"tcp://127.0.0.1:*"}});
    topology.nodes = {node};
    std::string text = writeDot(topology);
    text.insert(text.rfind('}'), "a -> b; a -> c [sockets=\"PUB-SUB\"];");
    const model::Topology read = readGood(text);
    ASSERT_EQ(read.nodes[0].sockets.size(), 2U);
    EXPECT_EQ(read.links[0].bind, (model::SocketRef{node.id, model::SocketId("out")}));
    EXPECT_EQ(read.links[0].endpoint, 0U);
    EXPECT_EQ(read.links[1].bind, (model::SocketRef{node.id, model::SocketId("out2")}));
}

TEST(Dot, TakesSidesOfACardForNoSockets)
{
    const model::Topology topology =
        readGood("digraph { a:e -> b:w; a:s -> c:n; a:_ -> d:c; a:ne -> e:sw; a:se -> f:nw }");
    for (const model::Node& node : topology.nodes)
        EXPECT_EQ(node.sockets.size(), 1U) << node.id.text();
    EXPECT_EQ(topology.find(model::NodeId("a"))->sockets[0].id.text(), "out");
}

std::vector<std::string> socketsOf(const model::Node& node)
{
    std::vector<std::string> ids;
    for (const model::Socket& socket : node.sockets)
        ids.push_back(socket.id.text());
    return ids;
}

TEST(Dot, TakesPortsThatAreCalledLikeASideForSockets)
{
    using testing::ElementsAre;
    const auto sockets = [](const std::string& text) {
        return socketsOf(
            readGood("digraph { a:e -> b; a:s -> c; a:w -> d; " + text + " }").nodes.front());
    };
    EXPECT_THAT(sockets(""), ElementsAre("out"));
    EXPECT_THAT(sockets("a [shape=record, label=\"<e> east| < s >|x \\<w\\>\"]"),
                ElementsAre("e", "s"));
    EXPECT_THAT(sockets("a [label=<<table><tr><TD PORT=\"E\">x</TD><td port = 's'/>"
                        "</tr></table>>]"),
                ElementsAre("e", "s"));
    // Beside a side, the name can only be that of a port.
    EXPECT_THAT(socketsOf(readGood("digraph { a:e:w -> b; a:s:w -> c }").nodes.front()),
                ElementsAre("e", "s"));
}

TEST(Dot, KeepsSocketsOfItsOwnThatAreCalledLikeASide)
{
    model::Topology topology;
    model::Node node{.id = model::NodeId("a"), .role = Role::Source};
    node.sockets.push_back(
        {.id = model::SocketId("e"), .type = SocketType::Push, .bind = {"tcp://127.0.0.1:*"}});
    node.sockets.push_back(
        {.id = model::SocketId("s"), .type = SocketType::Push, .bind = {"tcp://127.0.0.1:*"}});
    model::Node sink{.id = model::NodeId("z"), .role = Role::Sink};
    sink.sockets.push_back({.id = model::SocketId("n"), .type = SocketType::Pull});
    topology.nodes = {node, sink};
    topology.links.push_back({.id = model::LinkId("link"),
                              .connect = {sink.id, sink.sockets[0].id},
                              .bind = {node.id, model::SocketId("s")}});
    std::string text = writeDot(topology);
    EXPECT_EQ(readGood(text), topology);
    text.insert(text.rfind('}'), "a:s -> b; a:w -> c;");
    const model::Topology read = readGood(text);
    ASSERT_EQ(read.links.size(), 3U);
    EXPECT_EQ(read.links[1].bind.socket.text(), "s");
    // A side: the first socket of its type.
    EXPECT_EQ(read.links[2].bind.socket.text(), "e");
    EXPECT_EQ(read.nodes[0].sockets.size(), 2U);
}

TEST(Dot, NeverCrashesOnDamagedText)
{
    std::vector<std::string> texts{
        "/* c */ strict digraph \"g\" { a:x -> {b c} -> d [label=\"PUB-SUB\", pos=\"1,2!\"] \n"
        "node [shape=box]; subgraph s { e -> f [address=\"tcp://127.0.0.1:1\"] } m "
        "[label=<<b>x</b>>] }",
        "graph { a -- b -- c; edge [sockets=\"REQ-REP\"] d -- e [weight=2] }"};
    for (const auto& file : test::exampleFiles(EXAMPLES_FOLDER))
        texts.push_back(writeDot(readTopology(file.text).topology));
    test::FileMutator mutator(20261128);
    constexpr int kMutations = tests::rounds(10'000);
    int readable = 0;
    for (int i = 0; i < kMutations; ++i) {
        const DotResult result =
            readDot(mutator.mutate(texts[static_cast<std::size_t>(i) % texts.size()]));
        if (!result.isReadable())
            continue;
        ++readable;
        // What was made of it is a topology like any other.
        const ReadResult again = readTopology(writeTopology(result.topology));
        EXPECT_TRUE(again.isComplete())
            << (again.findings.empty() ? again.unreadable : again.findings.back().message);
        EXPECT_EQ(again.topology, result.topology);
    }
    EXPECT_GT(readable, 0);
    EXPECT_LT(readable, kMutations);
}

} // namespace
} // namespace topomq::io
