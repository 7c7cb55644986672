// Sub-topologies on the command line.

#include "tests/system/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace topomq::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string kTwoStages = R"({ "topomq": 1,
  "nodes": [
    { "id": "vent", "role": "source", "settings": { "rate": 0, "count": 200 },
      "sockets": [ { "id": "out", "type": "PUSH", "bind": ["tcp://127.0.0.1:*"] } ] },
    { "id": "stage1", "name": "First", "role": "subtopology", "definition": "Stage" },
    { "id": "stage2", "role": "subtopology", "definition": "Stage" },
    { "id": "sink", "role": "sink", "sockets": [ { "id": "in", "type": "PULL" } ] } ],
  "links": [
    { "id": "a", "connect": "stage1.in", "bind": "vent.out", "endpoint": 0 },
    { "id": "b", "connect": "stage2.in", "bind": "stage1.out", "endpoint": 0 },
    { "id": "c", "connect": "sink.in", "bind": "stage2.out", "endpoint": 0 } ],
  "definitions": [ { "id": "Stage",
    "nodes": [
      { "id": "w1", "role": "worker",
        "sockets": [ { "id": "in", "type": "PULL" }, { "id": "out", "type": "PUSH" } ] },
      { "id": "w2", "role": "worker",
        "sockets": [ { "id": "in", "type": "PULL", "bind": ["inproc://*"] },
                     { "id": "out", "type": "PUSH", "bind": ["ipc://*"] } ] } ],
    "links": [ { "id": "l", "connect": "w1.out", "bind": "w2.in", "endpoint": 0 } ],
    "ports": [ { "id": "in", "socket": "w1.in" }, { "id": "out", "socket": "w2.out" } ] } ] })";

std::string with(std::string text, const std::string& from, const std::string& to)
{
    return text.replace(text.find(from), from.size(), to);
}

TEST(Subtopologies, RunOnRealSocketsAndLoseNothing)
{
    const ProgramResult result = call({"run", "-", "--json", "-"}, kTwoStages);
    ASSERT_EQ(result.status, 0) << result.errors;
    EXPECT_THAT(result.errors, IsEmpty());
    const Json report = Json::parse(result.output, nullptr, false);
    EXPECT_TRUE(report.at("conserved").get<bool>());
    ASSERT_EQ(report.at("nodes").size(), 6U);
    EXPECT_EQ(report.at("nodes").at(1).at("id"), "stage1-w1");
    ASSERT_EQ(report.at("flows").size(), 5U);
    for (const Json& flow : report.at("flows"))
        EXPECT_EQ(flow.at("received"), 200) << flow.dump();
}

TEST(Subtopologies, AreCalledInTheTableAsInTheFile)
{
    const ProgramResult result = call({"run", "-"}, kTwoStages);
    ASSERT_EQ(result.status, 0) << result.errors;
    EXPECT_THAT(result.output, HasSubstr("stage1/l  stage1/w1.out → stage1/w2.in "));
    EXPECT_THAT(result.output, HasSubstr("vent.out → stage1/w1.in "));
    EXPECT_THAT(result.output, Not(HasSubstr("stage1-")));
}

/// An address that cannot be bound is found out only when the run has begun.
TEST(Subtopologies, AreCalledInProblemsAsInTheFile)
{
    const ProgramResult result = call({"run", "-", "--for", "300ms"},
                                      with(kTwoStages, "\"ipc://*\"", "\"ipc:///nowhere/at/all\""));
    EXPECT_THAT(result.output + result.errors, HasSubstr("stage1/w2.out"));
    EXPECT_THAT(result.output + result.errors, Not(HasSubstr("stage1-")));
}

TEST(Subtopologies, TakeSettingsForOneNodeInside)
{
    for (const char* node : {"stage2/w1", "stage2-w1"}) {
        const ProgramResult result =
            call({"run", "-", "--set", std::string(node) + ".service_time=3000000", "--for", "2s",
                  "--drain", "0s", "--json", "-"},
                 kTwoStages);
        ASSERT_EQ(result.status, 0) << result.errors;
        const Json report = Json::parse(result.output, nullptr, false);
        EXPECT_GT(report.at("nodes").at(2).at("sent"), 0);
        EXPECT_EQ(report.at("nodes").at(3).at("id"), "stage2-w1");
        EXPECT_EQ(report.at("nodes").at(3).at("sent"), 0);
    }
    const ProgramResult wrong = call({"run", "-", "--set", "stage2/w9.service_time=3"}, kTwoStages);
    EXPECT_EQ(wrong.status, 2);
    EXPECT_THAT(wrong.errors, HasSubstr("stage2-w9"));
}

TEST(Subtopologies, AreCheckedWithTheirPlace)
{
    const ProgramResult good = call({"check", "-"}, kTwoStages);
    EXPECT_EQ(good.status, 0) << good.output << good.errors;
    const ProgramResult bad = call({"check", "-", "--json"},
                                   with(kTwoStages, "\"type\": \"PUSH\" }", "\"type\": \"PUB\" }"));
    EXPECT_EQ(bad.status, 1);
    EXPECT_THAT(bad.output, HasSubstr("stage1/l"));
    const ProgramResult circle =
        call({"check", "-"},
             with(kTwoStages, "\"id\": \"w1\", \"role\": \"worker\",",
                  "\"id\": \"w1\", \"role\": \"subtopology\", \"definition\": \"Stage\","));
    EXPECT_EQ(circle.status, 1);
    EXPECT_THAT(circle.output, HasSubstr("definition-circle"));
}

TEST(Subtopologies, AreDrawn)
{
    const TemporaryFolder folder;
    const std::string file = folder.write("stages.topomq", kTwoStages);
    const std::string picture = folder.path("stages.svg");
    const ProgramResult result = call({"render", file, "--out", picture});
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_THAT(readWhole(picture), HasSubstr("First"));
}

} // namespace
} // namespace topomq::test
