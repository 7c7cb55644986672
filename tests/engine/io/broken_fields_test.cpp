#include "engine/io/topology_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace topomq::io {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

auto finding(const std::string& code, const std::string& where)
{
    return AllOf(Field("code", &model::Finding::code, code),
                 Field("where", &model::Finding::where, where));
}

std::vector<model::Finding> findingsOf(const std::string& members)
{
    const ReadResult result = readTopology("{\"topomq\": 1, " + members + "}");
    EXPECT_TRUE(result.isReadable()) << result.unreadable;
    return result.findings;
}

/// Findings for one node called `n` with these members added.
std::vector<model::Finding> nodeFindings(const std::string& members)
{
    return findingsOf(R"("nodes": [{"id": "n", "role": "sink", )" + members + "}]");
}

std::vector<model::Finding> socketFindings(const std::string& members)
{
    return nodeFindings(R"("sockets": [{"id": "s", "type": "PULL", )" + members + "}]");
}

std::vector<model::Finding> linkFindings(const std::string& members)
{
    return findingsOf(R"("links": [{"id": "l", )" + members + "}]");
}

TEST(BrokenFields, OfTheSecurityAreReportedAtTheSocket)
{
    for (const char* security : {"5", R"({"mechanism": 5})", R"({"server": "yes"})",
                                 R"({"allow": "a.b"})", R"({"username": []})"})
        EXPECT_THAT(socketFindings(R"("security": )" + std::string(security)),
                    ElementsAre(finding("wrong-kind", "n.s")))
            << security;
}

TEST(BrokenFields, AContextThatIsNoObjectIsReported)
{
    EXPECT_THAT(findingsOf(R"("context": [1])"), ElementsAre(finding("wrong-kind", "")));
}

/// Both the reader and the rules see the ids; one of them tells.
TEST(BrokenFields, ADoubledIdIsLeftToTheRules)
{
    EXPECT_THAT(
        findingsOf(R"("nodes": [{"id": "n", "role": "sink"}, {"id": "n", "role": "sink"}])"),
        IsEmpty());
}

TEST(BrokenFields, MakeTheResultIncomplete)
{
    const ReadResult result = readTopology(R"({"topomq": 1, "nodes": 5})");
    EXPECT_TRUE(result.isReadable());
    EXPECT_FALSE(result.isComplete());
}

TEST(BrokenFields, SayWhatWasExpectedAndWhatWasFound)
{
    const auto findings = nodeFindings(R"("name": 12)");
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].message, "\"name\" must be a text in quotes, not 12.");
}

TEST(BrokenFields, OfTheHeaderAreReportedForTheFile)
{
    EXPECT_THAT(findingsOf(R"("name": [], "description": 1, "nodes": {}, "links": 1)"),
                ElementsAre(finding("wrong-kind", ""), finding("wrong-kind", ""),
                            finding("wrong-kind", ""), finding("wrong-kind", "")));
}

TEST(BrokenFields, OfANodeAreReportedAtTheNode)
{
    EXPECT_THAT(nodeFindings(R"("name": null, "settings": [], "enabled": 1, "sockets": {})"),
                ElementsAre(finding("wrong-kind", "n"), finding("wrong-kind", "n"),
                            finding("wrong-kind", "n"), finding("wrong-kind", "n")));
}

TEST(BrokenFields, OfASocketAreReportedAtTheSocket)
{
    EXPECT_THAT(socketFindings(R"("bind": "tcp://127.0.0.1:*", "options": [])"),
                ElementsAre(finding("wrong-kind", "n.s"), finding("wrong-kind", "n.s")));
}

TEST(BrokenFields, IncludeAListOfAddressesWithSomethingElseInIt)
{
    EXPECT_THAT(socketFindings(R"("bind": ["inproc://*", 5])"),
                ElementsAre(finding("wrong-kind", "n.s")));
}

TEST(BrokenFields, OfALinkAreReportedAtTheLink)
{
    EXPECT_THAT(linkFindings(R"("connect": 1, "bind": "a.b", "enabled": "no")"),
                ElementsAre(finding("wrong-kind", "l"), finding("wrong-kind", "l")));
}

TEST(BrokenFields, IncludePositionsThatAreNotTwoFiniteNumbers)
{
    for (const char* position : {"5", "[1]", "[1, 2, 3]", "[\"a\", 1]", "[1e300, 0]", "null"})
        EXPECT_THAT(nodeFindings(std::string(R"("position": )") + position),
                    ElementsAre(finding("wrong-kind", "n")))
            << position;
}

TEST(BrokenFields, IncludeEndpointsThatAreNoPosition)
{
    for (const char* endpoint : {"-1", "0.5", "\"0\"", "1099511627776", "1e19", "null"})
        EXPECT_THAT(linkFindings(std::string(R"("connect": "a.b", "bind": "c.d", "endpoint": )")
                                 + endpoint),
                    ElementsAre(finding("wrong-kind", "l")))
            << endpoint;
}

TEST(BrokenFields, IncludeThingsWithoutAnId)
{
    EXPECT_THAT(findingsOf(R"("nodes": [{"role": "sink"}])"),
                ElementsAre(finding("missing-key", "nodes[0]")));
    EXPECT_THAT(findingsOf(R"("links": [{"connect": "a.b", "bind": "c.d"}])"),
                ElementsAre(finding("missing-key", "links[0]")));
    EXPECT_THAT(nodeFindings(R"("sockets": [{"type": "PULL"}])"),
                ElementsAre(finding("missing-key", "n.sockets[0]")));
}

TEST(BrokenFields, IncludeIdsOfMonstrousLength)
{
    const std::string id(100'000, 'x');
    const auto findings = findingsOf(R"("nodes": [{"id": ")" + id + R"(", "role": "sink"}])");
    ASSERT_THAT(findings, ElementsAre(finding("invalid-id", "nodes[0]")));
    EXPECT_LT(findings[0].message.size(), 200U);
}

TEST(BrokenFields, IncludeLinksWithoutTheirEnds)
{
    EXPECT_THAT(linkFindings(R"("connect": "a.b")"), ElementsAre(finding("missing-key", "l")));
}

TEST(BrokenFields, IncludeEndsThatNameNoSocket)
{
    for (const char* end : {"a", ".b", "a.", ""})
        EXPECT_THAT(linkFindings(R"("bind": "a.b", "connect": ")" + std::string(end) + "\""),
                    ElementsAre(finding("bad-reference", "l")))
            << end;
}

TEST(BrokenFields, IncludeEntriesThatAreNoObjects)
{
    EXPECT_THAT(findingsOf(R"("nodes": [null, [1]], "links": ["x"])"),
                ElementsAre(finding("wrong-kind", "nodes[0]"), finding("wrong-kind", "nodes[1]"),
                            finding("wrong-kind", "links[0]")));
}

TEST(BrokenFields, LeaveTheOtherFieldsAsTheyAre)
{
    const ReadResult result = readTopology(
        R"({"topomq": 1, "nodes": [{"id": "n", "role": "sink", "name": 1, "position": [1, 2]}]})");
    ASSERT_EQ(result.topology.nodes.size(), 1U);
    EXPECT_EQ(result.topology.nodes[0].position, (model::Point{1, 2}));
}

TEST(Names, MayHave128CodePoints)
{
    std::string name;
    for (int i = 0; i < 128; ++i)
        name += "中";
    EXPECT_THAT(nodeFindings(R"("name": ")" + name + "\""), IsEmpty());
    EXPECT_THAT(nodeFindings(R"("name": ")" + name + "x\""),
                ElementsAre(finding("text-too-long", "n")));
}

TEST(Names, MayNotHaveControlCharacters)
{
    for (const char* name : {"a\\nb", "a\\u0000b", "a\\u007fb", "a\\u0085b", "\\u001b[31m"})
        EXPECT_THAT(nodeFindings(R"("name": ")" + std::string(name) + "\""),
                    ElementsAre(finding("control-character", "n")))
            << name;
}

TEST(Names, AreStricterThanDescriptions)
{
    EXPECT_THAT(findingsOf(R"("description": "first\nsecond\tcolumn")"), IsEmpty());
}

TEST(DuplicateKeys, AreReportedAtTheirNodeWithTheirLine)
{
    const auto findings = findingsOf("\n\"nodes\": [{\"id\": \"n\",\n\"role\": \"sink\",\n"
                                     "\"role\": \"source\"}]");
    ASSERT_THAT(findings, ElementsAre(finding("duplicate-key", "n")));
    EXPECT_THAT(findings[0].message, HasSubstr("line 4: nodes[0].role"));
}

TEST(DuplicateKeys, AreReportedAtTheirSocketAndLink)
{
    EXPECT_THAT(socketFindings(R"("options": {"LINGER": 1, "LINGER": 2})"),
                ElementsAre(finding("duplicate-key", "n.s")));
    EXPECT_THAT(linkFindings(R"("connect": "a.b", "bind": "c.d", "bind": "e.f")"),
                ElementsAre(finding("duplicate-key", "l")));
}

TEST(DuplicateKeys, KeepTheFirstValue)
{
    const ReadResult result = readTopology(R"({"topomq": 1, "name": "a", "name": {"deep": [1]}})");
    EXPECT_EQ(result.topology.name, "a");
    EXPECT_FALSE(result.isComplete());
}

TEST(DuplicateIds, AreLeftForTheRules)
{
    EXPECT_THAT(
        findingsOf(R"("nodes": [{"id": "n", "role": "sink"}, {"id": "n", "role": "sink"}])"),
        IsEmpty());
}

TEST(Drawing, SaysWhatIsWrongWithBends)
{
    const std::string ends = R"("connect": "a.b", "bind": "c.d", )";
    for (const char* bends : {"1", "[1, 2]", "[[1]]", "[[1, 2, 3]]", R"([["a", 1]])", "[[2e6, 0]]"})
        EXPECT_THAT(linkFindings(ends + "\"bends\": " + bends),
                    ElementsAre(finding("wrong-kind", "l")))
            << bends;
}

TEST(Drawing, SaysWhatIsWrongWithGroupsAndNotes)
{
    EXPECT_THAT(findingsOf(R"("groups": {})"), ElementsAre(finding("wrong-kind", "")));
    EXPECT_THAT(findingsOf(R"("groups": [{}])"), ElementsAre(finding("missing-key", "groups[0]")));
    EXPECT_THAT(findingsOf(R"("groups": [{"id": "a b"}])"),
                ElementsAre(finding("invalid-id", "groups[0]")));
    EXPECT_THAT(findingsOf(R"("groups": [{"id": "g", "members": [1]}])"),
                ElementsAre(finding("wrong-kind", "groups[0]")));
    EXPECT_THAT(findingsOf(R"("notes": [{"id": "n", "size": [0, 5]}])"),
                ElementsAre(finding("wrong-kind", "notes[0]")));
}

TEST(Drawing, KeepsTheFirstOfTwoGroupsWithOneId)
{
    const ReadResult result =
        readTopology(R"({"topomq": 1, "groups": [{"id": "g", "title": "a"}, {"id": "g"}]})");
    EXPECT_THAT(result.findings, ElementsAre(finding("duplicate-id", "groups[1]")));
    ASSERT_EQ(result.topology.groups.size(), 1U);
    EXPECT_EQ(result.topology.groups[0].title, "a");
}

/// JSON knows one kind of number.
TEST(WholeNumbers, MayBeWrittenWithAFractionOrAnExponent)
{
    const ReadResult result = readTopology(R"({"topomq": 1.0,
      "context": {"IO_THREADS": 2.0, "THREAD_AFFINITY_CPU_ADD": [0.0, 1e0], "mine": 3.0},
      "nodes": [{"id": "n", "role": "sink", "sockets": [{"id": "s", "type": "PULL",
        "options": {"RCVHWM": 1e3, "LINGER": -1.0, "CONFLATE": 1.0, "mine": 5.0}}]}],
      "links": [{"id": "l", "connect": "a.b", "bind": "n.s", "endpoint": 2.0}]})");
    ASSERT_TRUE(result.isReadable()) << result.unreadable;
    EXPECT_THAT(result.findings, IsEmpty());
    const model::Object& options = result.topology.nodes[0].sockets[0].options;
    EXPECT_EQ(*options.find("RCVHWM"), model::Value(1000));
    EXPECT_EQ(*options.find("LINGER"), model::Value(-1));
    EXPECT_EQ(*options.find("CONFLATE"), model::Value(1));
    EXPECT_EQ(*options.find("mine"), model::Value(5.0)) << "kept as it is written";
    const model::Object& context = result.topology.context;
    EXPECT_EQ(*context.find("IO_THREADS"), model::Value(2));
    EXPECT_EQ(*context.find("THREAD_AFFINITY_CPU_ADD"), model::Value(model::Array{0, 1}));
    EXPECT_EQ(*context.find("mine"), model::Value(3.0));
    EXPECT_EQ(result.topology.links[0].endpoint, 2U);
}

TEST(WholeNumbers, AreNoneWhereAFractionIsLeft)
{
    const ReadResult result = readTopology(R"({"topomq": 1, "nodes": [
      {"id": "n", "role": "sink", "sockets": [{"id": "s", "type": "PULL",
        "options": {"RCVHWM": 1000.5, "SNDHWM": 1e300}}]}]})");
    const model::Object& options = result.topology.nodes[0].sockets[0].options;
    EXPECT_EQ(*options.find("RCVHWM"), model::Value(1000.5));
    EXPECT_EQ(*options.find("SNDHWM"), model::Value(1e300));
    const auto findings =
        linkFindings(R"("connect": "a.b", "bind": "c.d", "endpoint": 1.000000000001)");
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_THAT(findings[0].message, HasSubstr("not 1.000000000001."));
}

TEST(LargeNumbers, AreReportedWhenTheyHaveToBeRounded)
{
    const auto findings = nodeFindings(R"("settings": {"count": 18446744073709551615})");
    ASSERT_THAT(findings, ElementsAre(finding("rounded-number", "n")));
    EXPECT_EQ(findings[0].severity, model::Severity::Warning);
}

TEST(LargeNumbers, StayWholeUpTo64Bits)
{
    const ReadResult result = readTopology(R"({"topomq": 1, "x": 9223372036854775807})");
    EXPECT_TRUE(result.isComplete());
    EXPECT_THAT(writeTopology(result.topology), HasSubstr("9223372036854775807"));
}

} // namespace
} // namespace topomq::io
