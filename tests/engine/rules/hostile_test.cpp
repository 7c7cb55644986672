// Files that ask for more work than a check may take: it says less of them, and ends in time.
#include "engine/rules/codes.h"
#include "engine/rules/rules.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <functional>

namespace topomq::rules {
namespace {

using model::Finding;
using model::Role;
using model::Topology;
using enum model::SocketType;
using tests::TopologyBuilder;

std::vector<Finding> findingsOf(const Topology& topology, const char* code)
{
    std::vector<Finding> findings = check(topology);
    std::erase_if(findings, [code](const Finding& each) { return each.code != code; });
    return findings;
}

std::ptrdiff_t fixesOf(const Topology& topology, const char* code)
{
    const std::vector<Finding> findings = findingsOf(topology, code);
    return std::count_if(findings.begin(), findings.end(),
                         [](const Finding& each) { return each.fix.has_value(); });
}

/// Sinks whose service time is a parameter that is not there, beside many that are.
Topology withUnknown(int sinks, const std::function<std::string(int)>& nameOf)
{
    TopologyBuilder builder;
    for (int i = 0; i < sinks; ++i)
        builder.node("s" + std::to_string(i), Role::Sink)
            .setting("service_time", "#" + nameOf(i))
            .socket("in", Pull, {"inproc://*"});
    Topology topology = builder;
    for (int i = 0; i < 1000; ++i)
        topology.parameters.push_back(
            {.name = std::string(50, 'x') + "_" + std::to_string(i), .value = 1});
    return topology;
}

TEST(HostileCheck, LooksOnlySoOftenForWhatWasMeantByAParameter)
{
    const auto misspelt = [](int i) {
        return std::string(50, 'x') + "_" + std::to_string(i) + "y";
    };
    EXPECT_EQ(fixesOf(withUnknown(100, misspelt), code::kUnknownParameter), 100);
    EXPECT_LT(fixesOf(withUnknown(400, misspelt), code::kUnknownParameter), 200);
}

TEST(HostileCheck, LooksOnceForWhatWasMeantByAParameter)
{
    const auto same = [](int) { return std::string(50, 'x') + "_7y"; };
    EXPECT_EQ(fixesOf(withUnknown(400, same), code::kUnknownParameter), 400);
}

TEST(HostileCheck, CopiesNoLongListOfParametersForEachFix)
{
    Topology topology = withUnknown(100, [](int i) { return "other" + std::to_string(i); });
    EXPECT_GT(fixesOf(topology, code::kUnknownParameter), 50);
    topology.parameters[0].description = std::string(1'000'000, 'x');
    EXPECT_LT(fixesOf(topology, code::kUnknownParameter), 10);
}

} // namespace
} // namespace topomq::rules
