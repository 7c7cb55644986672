#include "engine/io/topology_file.h"
#include "engine/model/settings.h"
#include "tests/engine/io/example_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace topomq::io {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string kFull = R"({
  "topomq": 1,
  "name": "Everything",
  "description": "Two lines.\nUmlaut ü, 中文, \"quotes\".",
  "context": { "IO_THREADS": 2, "MINE": [1] },
  "parameters": {
    "load": 500,
    "half": "#load / 2",
    "work": { "value": 2.5, "unit": "µs", "description": "Of one message.", "mine": true }
  },
  "nodes": [
    {
      "id": "vent",
      "name": "Ventilator",
      "role": "source",
      "settings": { "rate": { "poisson": 100 }, "size": 64, "topics": ["a", ""], "odd": 0.1 },
      "position": [-12, 0.25],
      "enabled": false,
      "sockets": [
        { "id": "out", "type": "PUSH", "bind": ["tcp://127.0.0.1:*", "inproc://*"], "note": [] },
        { "id": "odd", "type": "PUSHY", "options": { "SNDHWM": 10 } }
      ],
      "colour": "red"
    },
    {
      "id": "sink",
      "role": "hole",
      "sockets": [
        {
          "id": "in",
          "type": "PULL",
          "security": {
            "mechanism": "CURVE",
            "server": true,
            "allow": ["vent.out"],
            "server_key": "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7",
            "note": 1
          }
        },
        { "id": "other", "type": "PULL", "security": { "mechanism": "ROT13", "username": "ann" } }
      ]
    }
  ],
  "links": [
    {
      "id": "a",
      "connect": "sink.in",
      "bind": "vent.out",
      "endpoint": 1,
      "bends": [[10, -20.5], [30, 40]]
    },
    {
      "id": "b",
      "connect": "no.where",
      "bind": "vent.out",
      "endpoint": 0,
      "enabled": false,
      "record_wire": true
    }
  ],
  "groups": [
    {
      "id": "g",
      "title": "Left side",
      "color": "teal",
      "collapsed": true,
      "members": ["vent", "gone"],
      "icon": null
    },
    { "id": "empty", "members": [] }
  ],
  "notes": [
    {
      "id": "n",
      "text": "# Look\n- at *this*",
      "position": [0, 200],
      "size": [240, 80.5],
      "color": "blue",
      "pinned": true
    }
  ],
  "layers": { "deep": [{ "x": null }] },
  "authors": ["somebody"]
}
)";

TEST(RoundTrip, GivesTheSameBytesForCanonicalText)
{
    const ReadResult result = readTopology(kFull);
    ASSERT_TRUE(result.isComplete());
    EXPECT_EQ(writeTopology(result.topology), kFull);
}

TEST(RoundTrip, KeepsEveryValueOfTheModel)
{
    model::Topology topology = readTopology(kFull).topology;
    topology.nodes[1].settings.set("service_time", 1.5);
    topology.nodes[1].settings.set("big", std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(readTopology(writeTopology(topology)).topology, topology);
}

TEST(RoundTrip, KeepsUnknownKeysInTheirOrder)
{
    const model::Topology topology = readTopology(kFull).topology;
    ASSERT_EQ(topology.extras.size(), 2U);
    EXPECT_EQ(topology.extras.members()[0].first, "layers");
    EXPECT_EQ(topology.extras.members()[1].first, "authors");
}

TEST(RoundTrip, KeepsUnknownTypesAndRolesAsWritten)
{
    const model::Topology topology = readTopology(kFull).topology;
    EXPECT_EQ(topology.nodes[1].unknownRole, "hole");
    EXPECT_EQ(topology.nodes[0].sockets[1].unknownType, "PUSHY");
}

TEST(RoundTrip, LeavesUnknownTypesForTheRulesToReport)
{
    EXPECT_THAT(readTopology(kFull).findings, IsEmpty());
}

TEST(RoundTrip, ReadsBendsGroupsAndNotes)
{
    const model::Topology topology = readTopology(kFull).topology;
    EXPECT_EQ(topology.links[0].bends, (std::vector<model::Point>{{10, -20.5}, {30, 40}}));
    ASSERT_EQ(topology.groups.size(), 2U);
    EXPECT_EQ(topology.groups[0].title, "Left side");
    EXPECT_EQ(topology.groups[0].color, "teal");
    EXPECT_TRUE(topology.groups[0].collapsed);
    EXPECT_EQ(topology.groups[0].members,
              (std::vector{model::NodeId("vent"), model::NodeId("gone")}));
    EXPECT_EQ(topology.groups[0].extras.members()[0].first, "icon");
    ASSERT_EQ(topology.notes.size(), 1U);
    EXPECT_EQ(topology.notes[0].text, "# Look\n- at *this*");
    EXPECT_EQ(topology.notes[0].position, (model::Point{0, 200}));
    EXPECT_EQ(topology.notes[0].size, (model::Size{240, 80.5}));
    EXPECT_EQ(topology.notes[0].extras.members()[0].first, "pinned");
}

TEST(RoundTrip, WritesWholeCoordinatesWithoutFraction)
{
    model::Topology topology;
    topology.nodes.push_back(model::makeNode(topology, model::Role::Sink, {100.0, -0.0}));
    EXPECT_THAT(writeTopology(topology), HasSubstr("\"position\": [100, 0]"));
}

TEST(RoundTrip, WritesTheShortestDigitsOfANumber)
{
    EXPECT_EQ(toJson(0.1), "0.1");
    EXPECT_EQ(toJson(1e300), "1e+300");
}

TEST(RoundTrip, WritesNothingUnreadableForANumberThatIsNone)
{
    model::Topology topology;
    topology.extras.set("odd", std::numeric_limits<double>::quiet_NaN());
    EXPECT_TRUE(readTopology(writeTopology(topology)).isReadable());
}

TEST(RoundTrip, NeverWritesAKnownKeyTwice)
{
    model::Topology topology;
    topology.extras.set("nodes", "mine");
    EXPECT_TRUE(readTopology(writeTopology(topology)).isComplete());
}

TEST(RoundTrip, SurvivesTextThatIsNotUtf8)
{
    model::Topology topology;
    topology.name = "a\xFF z";
    EXPECT_EQ(readTopology(writeTopology(topology)).topology.name, "a\uFFFD z");
}

TEST(RoundTrip, ReadsTheSampleOfTheFormatWithoutItsOptionalParts)
{
    const ReadResult result = readTopology(R"({"topomq": 1})");
    ASSERT_TRUE(result.isComplete());
    EXPECT_EQ(writeTopology(result.topology),
              "{\n  \"topomq\": 1,\n  \"nodes\": [],\n  \"links\": []\n}\n");
}

TEST(RoundTrip, SkipsAByteOrderMark)
{
    EXPECT_TRUE(readTopology("\xEF\xBB\xBF{\"topomq\": 1}").isComplete());
}

TEST(RoundTrip, FindsEveryExampleCanonical)
{
    const auto files = test::exampleFiles(EXAMPLES_FOLDER);
    ASSERT_THAT(files, Not(IsEmpty()));
    for (const test::ExampleFile& file : files) {
        const ReadResult result = readTopology(file.text);
        ASSERT_TRUE(result.isReadable()) << file.name << ": " << result.unreadable;
        EXPECT_THAT(result.findings, IsEmpty()) << file.name;
        EXPECT_EQ(writeTopology(result.topology), file.text) << file.name;
    }
}

TEST(ValueText, IsJsonWhereItCan)
{
    EXPECT_EQ(valueFromJsonOrText("12"), model::Value(12));
    EXPECT_EQ(valueFromJsonOrText("{\"poisson\": 5}"), model::Value(model::Object{{"poisson", 5}}));
}

TEST(ValueText, IsPlainTextOtherwise)
{
    EXPECT_EQ(valueFromJsonOrText("hello"), model::Value("hello"));
    EXPECT_EQ(valueFromJsonOrText(""), model::Value(""));
}

TEST(ValueText, StandsOnOneLine)
{
    EXPECT_EQ(toJson(model::Object{{"uniform", model::Array{1, 2}}}), "{ \"uniform\": [1, 2] }");
}

} // namespace
} // namespace topomq::io
