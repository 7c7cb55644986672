// Every kind of finding is there, at its place, and goes with its fix.
#include "tests/engine/rules/finding_case.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace topomq::rules {

using model::Finding;
using model::Severity;
using model::Topology;

void PrintTo(const FindingCase& each, std::ostream* out)
{
    *out << each.name;
}

namespace {

const Finding* find(const std::vector<Finding>& findings, const FindingCase& wanted)
{
    const auto found =
        std::find_if(findings.begin(), findings.end(), [&wanted](const Finding& each) {
            return each.code == wanted.code && each.where == wanted.where;
        });
    return found == findings.end() ? nullptr : &*found;
}

std::size_t errorsIn(const std::vector<Finding>& findings)
{
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(),
                      [](const Finding& each) { return each.severity == Severity::Error; }));
}

std::string listOf(const std::vector<Finding>& findings)
{
    std::string text;
    for (const Finding& each : findings)
        text += each.code + " at \"" + each.where + "\": " + each.message + "\n";
    return text;
}

class FindingOf : public ::testing::TestWithParam<FindingCase>
{ };

TEST_P(FindingOf, IsReportedAtItsPlaceInASentence)
{
    const std::vector<Finding> findings = check(GetParam().topology);
    const Finding* found = find(findings, GetParam());
    ASSERT_NE(found, nullptr) << listOf(findings);
    EXPECT_EQ(found->severity, GetParam().severity);
    EXPECT_EQ(found->message.back(), '.') << found->message;
    EXPECT_EQ(found->fix.has_value(), GetParam().hasFix);
}

TEST_P(FindingOf, IsTheOnlyErrorAndGoesWithItsFix)
{
    Topology topology = GetParam().topology;
    const std::vector<Finding> before = check(topology);
    const std::size_t expected = GetParam().severity == Severity::Error ? 1 : 0;
    EXPECT_EQ(errorsIn(before), expected) << listOf(before);
    const Finding* found = find(before, GetParam());
    ASSERT_NE(found, nullptr);
    if (!found->fix)
        return;
    const model::Edit inverse = model::apply(topology, found->fix->edit).inverse;
    const std::vector<Finding> after = check(topology);
    EXPECT_EQ(find(after, GetParam()), nullptr) << found->fix->text << "\n" << listOf(after);
    EXPECT_EQ(errorsIn(after), 0U) << found->fix->text << "\n" << listOf(after);
    model::apply(topology, inverse);
    EXPECT_EQ(topology, GetParam().topology);
}

TEST(FindingOfAParameter, ProposesTheNameThatWasMeant)
{
    Topology topology = tests::pushPull();
    topology.parameters = {{.name = "rate", .value = 500}};
    topology.nodes[0].settings.set("rate", "#raet / 2");
    const std::vector<Finding> findings = check(topology);
    ASSERT_EQ(findings.front().code, code::kUnknownParameter) << listOf(findings);
    EXPECT_EQ(findings.front().field, "rate");
    ASSERT_TRUE(findings.front().fix.has_value());
    EXPECT_EQ(findings.front().fix->text, "Use #rate");
    model::apply(topology, findings.front().fix->edit);
    EXPECT_EQ(*topology.nodes[0].settings.find("rate"), model::Value("#rate / 2"));
}

TEST(FindingOfAParameter, SaysWhatAnExpressionComesTo)
{
    Topology topology = tests::pushPull();
    topology.parameters = {{.name = "n", .value = 5}};
    topology.nodes[0].settings.set("count", "#n / 2");
    const std::vector<Finding> findings = check(topology);
    ASSERT_EQ(findings.front().code, code::kBadSetting) << listOf(findings);
    EXPECT_NE(findings.front().message.find("\"#n / 2\", which comes to 2.5,"), std::string::npos)
        << findings.front().message;
}

/// A fix of one thing leaves the parameters of the others as they are.
TEST(FindingOfAParameter, IsNotPutInPlaceByTheFixOfAnother)
{
    Topology topology = tests::pushPull();
    topology.parameters = {{.name = "n", .value = 5}};
    topology.nodes[0].settings.set("count", "#n");
    topology.nodes[0].settings.set("rate", -1);
    const std::vector<Finding> findings = check(topology);
    ASSERT_TRUE(findings.front().fix.has_value());
    model::apply(topology, findings.front().fix->edit);
    EXPECT_EQ(topology.nodes[0].settings.find("rate"), nullptr);
    EXPECT_EQ(*topology.nodes[0].settings.find("count"), model::Value("#n"));
}

/// Nodes with one id are all taken out and put back.
TEST(FindingOfAParameter, IsNotPutInPlaceByTheFixThatRenamesANode)
{
    Topology topology = tests::pushPull();
    topology.parameters = {{.name = "rate", .value = 500}};
    topology.nodes[0].settings.set("rate", "#rate");
    topology.nodes[0].settings.set("count", "#nowhere");
    topology.nodes[0].sockets[0].options.set("SNDHWM", "#rate * 2");
    topology.nodes.push_back(topology.nodes[0]);
    const model::Node before = topology.nodes[0];
    const std::vector<Finding> findings = check(topology);
    const Finding* found = find(findings, {.code = code::kDuplicateId, .where = "vent"});
    ASSERT_NE(found, nullptr) << listOf(findings);
    ASSERT_TRUE(found->fix.has_value());
    model::apply(topology, found->fix->edit);
    EXPECT_EQ(topology.nodes[0], before);
    EXPECT_EQ(topology.nodes[2].id.text(), "vent2");
    EXPECT_EQ(topology.nodes[2].settings, before.settings);
    EXPECT_EQ(topology.nodes[2].sockets, before.sockets);
}

TEST(FindingOfAParameter, IsNotPutInPlaceByTheFixThatRemovesASocket)
{
    Topology topology = tests::TopologyBuilder()
                            .node("n", model::Role::Client)
                            .setting("rate", "#rate")
                            .setting("count", "#nowhere")
                            .socket("a", model::SocketType::Req)
                            .option("SNDHWM", "#rate * 2")
                            .socket("b", model::SocketType::Req);
    topology.parameters = {{.name = "rate", .value = 500}};
    model::Node expected = topology.nodes[0];
    expected.sockets.pop_back();
    const std::vector<Finding> findings = check(topology);
    const Finding* found = find(findings, {.code = code::kRoleSockets, .where = "n.b"});
    ASSERT_NE(found, nullptr) << listOf(findings);
    ASSERT_TRUE(found->fix.has_value());
    model::apply(topology, found->fix->edit);
    EXPECT_EQ(topology.nodes[0], expected);
}

std::vector<FindingCase> allCases()
{
    std::vector<FindingCase> all;
    for (const auto& cases : {identityCases(), linkCases(), addressCases(), roleCases(),
                              settingCases(), adviceCases(), securityCases(), flowCases()})
        all.insert(all.end(), cases.begin(), cases.end());
    return all;
}

INSTANTIATE_TEST_SUITE_P(Codes,
                         FindingOf,
                         ::testing::ValuesIn(allCases()),
                         [](const ::testing::TestParamInfo<FindingCase>& tested) {
                             return tested.param.name;
                         });

} // namespace
} // namespace topomq::rules
