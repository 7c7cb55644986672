#include "engine/io/topology_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace topomq::io {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::string problemOf(const std::string& text)
{
    return readTopology(text).unreadable;
}

std::string nested(std::size_t levels)
{
    return R"({"topomq": 1, "x": )" + std::string(levels, '[') + std::string(levels, ']') + "}";
}

std::string repeated(const std::string& item, std::size_t count)
{
    std::string list = item;
    for (std::size_t i = 1; i < count; ++i)
        list += "," + item;
    return list;
}

TEST(HostileText, IsRefusedWithLineAndColumn)
{
    EXPECT_THAT(problemOf("{\n  \"topomq\": 1,\n  \"nämlich\": tru }"),
                HasSubstr("line 3, column 17"));
}

TEST(HostileText, IsRefusedWhenItEndsEarly)
{
    EXPECT_THAT(problemOf("{\"topomq\": 1,"), HasSubstr("unexpected end of input"));
}

TEST(HostileText, IsRefusedWhenItIsEmpty)
{
    EXPECT_THAT(problemOf(" \n"), HasSubstr("empty"));
}

TEST(HostileText, IsRefusedWhenSomethingFollows)
{
    EXPECT_THAT(problemOf("{\"topomq\": 1} more"), HasSubstr("column 15"));
}

TEST(HostileText, IsRefusedWhenItIsNoObject)
{
    EXPECT_THAT(problemOf("[1, 2]"), HasSubstr("Not a TopoMQ topology"));
}

TEST(HostileText, IsRefusedBeyondTheDeepestNesting)
{
    // The object around it is the first level.
    EXPECT_THAT(problemOf(nested(kDeepestNesting - 1)), IsEmpty());
    EXPECT_THAT(problemOf(nested(kDeepestNesting)), HasSubstr("nested deeper than 64"));
}

TEST(HostileText, IsRefusedAtADepthThatWouldOverflowTheStack)
{
    EXPECT_THAT(problemOf(nested(1'000'000)), HasSubstr("nested deeper than 64"));
}

TEST(HostileText, IsRefusedBeyondTheLargestFile)
{
    const std::string text = R"({"topomq": 1, "x": ")";
    EXPECT_THAT(problemOf(text + std::string(kLargestFile, 'x') + "\"}"), HasSubstr("16 MiB"));
}

TEST(HostileText, IsRefusedBeyondTheMostNodes)
{
    const std::string text = R"({"topomq": 1, "nodes": [)" + repeated("{}", kMostNodes + 1) + "]}";
    EXPECT_THAT(problemOf(text), HasSubstr("more than 20000 nodes"));
}

TEST(HostileText, IsRefusedBeyondTheMostLinks)
{
    const std::string text = R"({"topomq": 1, "links": [)" + repeated("{}", kMostLinks + 1) + "]}";
    EXPECT_THAT(problemOf(text), HasSubstr("more than 40000 links"));
}

TEST(HostileText, IsRefusedBeyondTheMostSockets)
{
    const std::string text = R"({"topomq": 1, "nodes": [{"id": "a", "sockets": [)"
        + repeated("{}", kMostSockets + 1) + "]}]}";
    EXPECT_THAT(problemOf(text), HasSubstr("more than 100000 sockets"));
}

TEST(HostileText, IsRefusedBeyondTheMostValues)
{
    const std::string text = R"({"topomq": 1, "x": [)" + repeated("0", 2'100'000) + "]}";
    EXPECT_THAT(problemOf(text), HasSubstr("more than 2000000 values"));
}

TEST(HostileText, HasAnEndToItsFindings)
{
    const std::string text = R"({"topomq": 1, "nodes": [)" + repeated("{}", 10'000) + "]}";
    const ReadResult result = readTopology(text);
    ASSERT_LT(result.findings.size(), 1000U);
    EXPECT_EQ(result.findings.back().code, "more-findings");
}

TEST(HostileText, WithManyKeysInOneObjectIsReadInTime)
{
    std::string text = R"({"topomq": 1)";
    for (int i = 0; i < 300'000; ++i)
        text += ",\"k" + std::to_string(i) + "\":0";
    EXPECT_EQ(readTopology(text + "}").topology.extras.size(), 300'000U);
}

TEST(HostileText, IsNotMultipliedByItsInstances)
{
    std::string text = R"({"topomq": 1, "definitions": [{"id": "D", "nodes": [{"id": "n",)"
                       R"( "role": "sink", "sockets": [{"id": "in", "type": "SUB",)"
                       R"( "options": {"SUBSCRIBE": [)"
        + repeated("\"\"", 10'000)
        + R"(]}}]}], "ports": [{"id": "in", "socket": "n.in"}]}], "nodes": [)";
    for (int i = 0; i < 500; ++i)
        text += (i == 0 ? R"({"id": "i)" : R"(, {"id": "i)") + std::to_string(i)
            + R"(", "role": "subtopology", "definition": "D"})";
    const ReadResult result = readTopology(text + "]}");
    ASSERT_TRUE(result.isReadable());
    ASSERT_FALSE(result.topology.nodes.front().sockets.empty());
    std::size_t values = 0;
    for (const model::Node& node : result.topology.nodes) {
        for (const model::Socket& socket : node.sockets)
            values += socket.options.find("SUBSCRIBE")->asArray()->size();
    }
    EXPECT_LE(values, 1'000'000U);
}

TEST(HostileText, IsRefusedAtTheFirstByteThatIsNotUtf8)
{
    EXPECT_THAT(problemOf("{\"topomq\": 1, \"name\": \"a\xC3(\"}"), HasSubstr("byte 24"));
    EXPECT_THAT(problemOf("{\"topomq\": 1, \"name\": \"a\xC3(\"}"), HasSubstr("UTF-8"));
}

TEST(HostileText, IsRefusedForSurrogatesAndOverlongForms)
{
    EXPECT_THAT(problemOf("{\"topomq\": 1, \"x\": \"\xED\xA0\x80\"}"), HasSubstr("UTF-8"));
    EXPECT_THAT(problemOf("{\"topomq\": 1, \"x\": \"\xC0\xAF\"}"), HasSubstr("UTF-8"));
    EXPECT_THAT(problemOf("{\"topomq\": 1, \"x\": \"\xF5\x80\x80\x80\"}"), HasSubstr("UTF-8"));
}

TEST(HostileText, IsRefusedWhenSomethingHidesBehindANul)
{
    const std::string text = "{\"topomq\": 1}";
    EXPECT_THAT(problemOf(text + std::string(1, '\0') + "hidden"), HasSubstr("NUL"));
}

TEST(HostileText, IsRefusedForANumberThatIsTooLarge)
{
    EXPECT_THAT(problemOf("{\"topomq\": 1, \"x\": 1e400}"), HasSubstr("1e400"));
}

TEST(HostileText, IsRefusedForNan)
{
    EXPECT_THAT(problemOf("{\"topomq\": 1, \"x\": NaN}"), HasSubstr("line 1"));
}

TEST(FormatVersion, MustBeThere)
{
    EXPECT_THAT(problemOf("{\"name\": \"x\"}"), HasSubstr("\"topomq\": 1"));
}

TEST(FormatVersion, OfALaterProgramIsRefused)
{
    EXPECT_THAT(problemOf("{\"topomq\": 2}"), HasSubstr("newer TopoMQ"));
    EXPECT_THAT(problemOf("{\"topomq\": 2.0}"), HasSubstr("newer TopoMQ"));
}

TEST(FormatVersion, MustBeANumber)
{
    EXPECT_THAT(problemOf("{\"topomq\": \"1\"}"), HasSubstr("must be 1"));
    EXPECT_THAT(problemOf("{\"topomq\": 1.5}"), HasSubstr("must be 1"));
    EXPECT_THAT(problemOf("{\"topomq\": 1.000000000001}"), HasSubstr("is 1.000000000001 and"));
    EXPECT_THAT(problemOf("{\"topomq\": -1}"), HasSubstr("must be 1"));
}

} // namespace
} // namespace topomq::io
