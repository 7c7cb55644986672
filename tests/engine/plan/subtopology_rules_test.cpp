// What is found about sub-topologies, and that broken ones do no harm.
#include "engine/model/collapse.h"
#include "engine/plan/run_plan.h"
#include "tests/engine/plan/nothing_worse.h"
#include "tests/support/rounds.h"

#include <algorithm>
#include <cstddef>

namespace topomq {
namespace {

using namespace test;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(SubtopologyRules, FindNothingWrongWithAGoodOne)
{
    EXPECT_THAT(told(kTwoStages), IsEmpty());
}

TEST(SubtopologyRules, SayWhereInside)
{
    EXPECT_THAT(told(replaced(kTwoStages, "\"#pause\"", "\"#nobody\"")),
                testing::ElementsAre("error stage1/w1 unknown-parameter",
                                     "error stage2/w1 unknown-parameter"));
    EXPECT_THAT(told(replaced(kTwoStages, "\"type\": \"PUSH\" }", "\"type\": \"PUB\" }")),
                Contains("error stage1/l illegal-pair"));
}

TEST(SubtopologyRules, OfferTheFixesOfWhatIsOutsideAsTheyAre)
{
    const auto outside = replaced(kTwoStages, "\"count\": 10", "\"count\": \"#paus\"");
    model::Topology topology = topologyOf(outside);
    const auto findings = rules::check(topology);
    ASSERT_FALSE(findings.empty());
    ASSERT_TRUE(findings.front().fix);
    model::apply(topology, rules::placedFix(topology, findings.front().fix->edit).value().edit);
    EXPECT_FALSE(rules::hasErrors(rules::check(topology)));
}

TEST(SubtopologyRules, TellOfWhatIsNotThere)
{
    EXPECT_THAT(told(replaced(kTwoStages, "\"definition\": \"Stage\"", "\"definition\": \"Stag\"")),
                Contains("error stage1 unknown-definition"));
    EXPECT_THAT(told(replaced(kTwoStages, ", \"definition\": \"Stage\"", "")),
                Contains("error stage1 unknown-definition"));
    EXPECT_THAT(told(replaced(kTwoStages, "\"stage1.in\"", "\"stage1.inn\"")),
                Contains("error a dangling-link"));
    EXPECT_THAT(told(replaced(kTwoStages, "\"socket\": \"w1.in\"", "\"socket\": \"w9.in\"")),
                Contains("error Stage bad-port"));
    EXPECT_THAT(
        told(replaced(kTwoStages, "\"id\": \"out\", \"socket\"", "\"id\": \"in\", \"socket\"")),
        Contains("error Stage bad-port"));
    EXPECT_THAT(told(replaced(kTwoStages, "\"connect\": \"w1.out\"", "\"connect\": \"w7.out\"")),
                Contains("error stage1/l dangling-link"));
}

TEST(SubtopologyRules, TellOfIdsThatCollideOrAreTooLong)
{
    EXPECT_THAT(told(replaced(kTwoStages, "\"id\": \"sink\"", "\"id\": \"stage1-w1\"")),
                Contains("error stage1/w1 duplicate-id"));
    const std::string longId(62, 'n');
    EXPECT_THAT(told(replaced(kTwoStages, "\"id\": \"w2\"", "\"id\": \"" + longId + "\"")),
                Contains("error stage1/" + longId + " invalid-id"));
}

TEST(SubtopologyRules, CheckIdsOfInstancesAsTheyAreWritten)
{
    EXPECT_THAT(told(replaced(kTwoStages, "\"id\": \"sink\"", "\"id\": \"stage1\"")),
                Contains("error stage1 duplicate-id"));
    EXPECT_THAT(told(replaced(kTwoStages, "\"id\": \"stage2\"", "\"id\": \"stage1\"")),
                Contains("error stage1 duplicate-id"));
    EXPECT_THAT(told(replaced(kTwoStages, "\"id\": \"a\"", "\"id\": \"stage2\"")),
                Contains("error stage2 duplicate-id"));
    EXPECT_THAT(told(replaced(kTwoStages, "\"id\": \"stage1\"", "\"id\": \"bad id!\"")),
                Contains("error bad id! invalid-id"));
}

TEST(SubtopologyRules, CheckIdsInDefinitionsAsTheyAreWritten)
{
    EXPECT_THAT(told(replaced(kNested, "\"id\": \"two\"", "\"id\": \"one\"")),
                Contains("error Outer duplicate-id"));
    EXPECT_THAT(told(replaced(kNested, "\"id\": \"two\"", "\"id\": \"2nd\"")),
                Contains("error Outer invalid-id"));
    EXPECT_THAT(told(replaced(kTwoStages, "\"id\": \"w2\"", "\"id\": \"2nd\"")),
                Contains("error Stage invalid-id"));
    const std::string unused = R"({ "topomq": 1, "nodes": [], "definitions": [ { "id": "D",
      "nodes": [ { "id": "w", "role": "peer" }, { "id": "w", "role": "peer" },
                 { "id": "v!", "role": "peer" } ] } ] })";
    EXPECT_THAT(told(unused),
                testing::IsSupersetOf({"error D duplicate-id", "error D invalid-id"}));
}

TEST(SubtopologyRules, TellOnceOfIdsThatAreCheckedAsTheyRun)
{
    auto twice = told(R"({ "topomq": 1, "nodes": [ { "id": "w", "role": "external" },
      { "id": "w", "role": "external" }, { "id": "d", "role": "subtopology", "definition": "D" } ],
      "definitions": [ { "id": "D", "nodes": [
        { "id": "v!", "role": "external" }, { "id": "u", "role": "external" },
        { "id": "u", "role": "external" } ] } ] })");
    std::erase_if(twice, [](const std::string& each) { return !each.ends_with("-id"); });
    EXPECT_THAT(twice,
                testing::UnorderedElementsAre("error w duplicate-id", "error d/v! invalid-id",
                                              "error d/u duplicate-id"));
}

TEST(SubtopologyRules, KeepEachDefinitionOnce)
{
    const io::ReadResult read =
        io::readTopology(replaced(kNested, "\"id\": \"Inner\"", "\"id\": \"Outer\""));
    ASSERT_EQ(read.findings.size(), 1U);
    EXPECT_EQ(read.findings.front().where, "Outer");
    EXPECT_EQ(read.findings.front().code, "duplicate-id");
    EXPECT_EQ(read.topology.definitions.size(), 1U);
}

TEST(SubtopologyRules, TellOfCircles)
{
    const std::string itself = R"({ "topomq": 1,
      "nodes": [ { "id": "s", "role": "subtopology", "definition": "A" } ],
      "definitions": [ { "id": "A", "nodes": [ { "id": "x", "role": "subtopology", "definition": "B" } ] },
                       { "id": "B", "nodes": [ { "id": "y", "role": "subtopology", "definition": "A" } ] },
                       { "id": "C", "nodes": [ { "id": "z", "role": "subtopology", "definition": "A" } ] } ] })";
    EXPECT_THAT(told(itself),
                testing::ElementsAre("error A definition-circle", "error B definition-circle"));
    const auto findings = rules::check(topologyOf(itself));
    EXPECT_THAT(findings.front().message, HasSubstr("A › B › A"));
    EXPECT_TRUE(plan::makePlan(topologyOf(itself)).plan.nodes.empty());
}

std::string tower(int levels, int width)
{
    std::string text =
        R"({ "topomq": 1, "nodes": [ { "id": "s", "role": "subtopology", "definition": "D0" } ], "definitions": [)";
    for (int level = 0; level < levels; ++level) {
        text += (level == 0 ? "" : ",") + std::string("{ \"id\": \"D") + std::to_string(level)
            + "\", \"nodes\": [";
        for (int i = 0; i < width; ++i)
            text += (i == 0 ? "" : ",") + std::string("{ \"id\": \"n") + std::to_string(i)
                + (level + 1 == levels ? "\", \"role\": \"external\" }"
                                       : "\", \"role\": \"subtopology\", \"definition\": \"D"
                           + std::to_string(level + 1) + "\" }");
        text += "] }";
    }
    return text + "] }";
}

TEST(SubtopologyRules, BoundDepthAndSize)
{
    EXPECT_FALSE(rules::hasErrors(rules::check(topologyOf(tower(16, 1)))));
    EXPECT_THAT(told(tower(17, 1)), Contains("error D0 definition-too-deep"));
    EXPECT_THAT(told(tower(1000, 1)), testing::SizeIs(1));
    EXPECT_THAT(told(tower(16, 9)), Contains(HasSubstr("too-many-nodes")));
}

/// Of findings like this one, wherever they are.
std::ptrdiff_t countOf(const model::Finding& like, const std::vector<model::Finding>& findings)
{
    return std::count_if(findings.begin(), findings.end(), [&like](const auto& finding) {
        return finding.code == like.code && finding.message == like.message;
    });
}

/// Each text a little broken, over and over: never a crash, and never a plan with what cannot run.
TEST(SubtopologyFuzz, SurvivesBrokenFiles)
{
    const std::vector<std::string> words{"Stage", "Inner", "Outer", "w1",  "w2", "w",
                                         "in",    "out",   "one",   "two", "l",  "stage1"};
    std::uint32_t state = 7;
    const auto next = [&state](std::size_t below) {
        state = state * 1664525U + 1013904223U;
        return static_cast<std::size_t>(state >> 8U) % below;
    };
    for (int round = 0; round < tests::rounds(3000); ++round) {
        std::string text = round % 2 == 0 ? kTwoStages : kNested;
        for (std::size_t change = 0; change < 1 + next(4); ++change) {
            const std::string& from = words[next(words.size())];
            const auto at = text.find(from, next(text.size()));
            if (at != std::string::npos)
                text.replace(at, from.size(), words[next(words.size())]);
        }
        io::ReadResult read = io::readTopology(text);
        if (!read.isReadable())
            continue;
        EXPECT_EQ(io::readTopology(io::writeTopology(read.topology)).topology, read.topology);
        const plan::PlanResult result = plan::makePlan(read.topology);
        EXPECT_TRUE(result.isRunnable() || result.plan.nodes.empty()) << text;
        const model::Topology before = read.topology;
        std::size_t tried = 0;
        for (const model::Finding& finding : result.findings) {
            if (!finding.fix || ++tried > 3)
                continue;
            const auto placed = rules::placedFix(before, finding.fix->edit);
            ASSERT_TRUE(placed) << finding.fix->text << text;
            const model::Edit inverse = model::apply(read.topology, placed->edit).inverse;
            ASSERT_NE(read.topology, before) << finding.fix->text << text;
            // One of a round: to look again takes most of the time.
            if (tried == 1) {
                ASSERT_LT(countOf(finding, rules::check(read.topology)),
                          countOf(finding, result.findings))
                    << finding.where << finding.fix->text << text;
                ASSERT_THAT(worseElsewhere(before, finding, read.topology), IsEmpty())
                    << finding.where << finding.fix->text << text;
            }
            model::apply(read.topology, inverse);
            ASSERT_EQ(read.topology, before) << finding.fix->text << text;
        }
        const model::Expanded expanded =
            model::expandInPlace(read.topology, model::NodeId(round % 2 == 0 ? "stage1" : "outer"));
        model::apply(read.topology, model::apply(read.topology, expanded.edit).inverse);
        ASSERT_EQ(read.topology, before) << text;
    }
}

} // namespace
} // namespace topomq
