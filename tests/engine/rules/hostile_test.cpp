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

/// Subscribers that are too slow for their publisher, and ask for all of its many topics.
Topology slowSubscribers(int count)
{
    model::Array topics;
    for (int i = 0; i < 10'000; ++i)
        topics.emplace_back("t" + std::to_string(i));
    TopologyBuilder builder;
    builder.node("pub", Role::Source).setting("topics", topics).socket("out", Pub, {"inproc://*"});
    for (int i = 0; i < count; ++i) {
        const std::string id = "s" + std::to_string(i);
        builder.node(id, Role::Sink).setting("service_time", 1666).socket("in", Sub);
        builder.option("SUBSCRIBE", model::Array{"t"}).link(id + ".in", "pub.out");
    }
    return builder;
}

TEST(HostileCheck, ReckonsTheLoadsOfOnlySoManySubscribers)
{
    EXPECT_EQ(findingsOf(slowSubscribers(100), code::kDropsExpected).size(), 100U);
    const std::size_t found = findingsOf(slowSubscribers(600), code::kDropsExpected).size();
    EXPECT_GE(found, 100U);
    EXPECT_LT(found, 600U);
}

/// A subscriber of publishers of which none ever sends what it asks for.
Topology askingInVain(int prefixes, int publishers)
{
    TopologyBuilder builder;
    model::Array asked;
    for (int i = 0; i < prefixes; ++i)
        asked.emplace_back("p" + std::to_string(i));
    builder.node("sub", Role::Sink).socket("in", Sub).option("SUBSCRIBE", asked);
    for (int i = 0; i < publishers; ++i) {
        const std::string id = "s" + std::to_string(i);
        builder.node(id, Role::Source).setting("topics", model::Array{"a", "b"});
        builder.socket("out", Pub, {"inproc://*"}).link("sub.in", id + ".out");
    }
    return builder;
}

TEST(HostileCheck, LooksForOnlySoManySubscriptionsAmongTopics)
{
    EXPECT_EQ(findingsOf(askingInVain(50'000, 10), code::kNeverMatches).size(), 1U);
    EXPECT_EQ(findingsOf(askingInVain(50'000, 200), code::kNeverMatches).size(), 0U);
}

/// Topics, each with the text behind it, would be a hundred times what the file holds.
TEST(HostileCheck, ComparesSubscriptionsWithTopicsAndTextWithoutJoiningThem)
{
    const std::string text(100'000, 'x');
    model::Array topics;
    for (int i = 0; i < 100'000; ++i)
        topics.emplace_back(std::to_string(i) + ":");
    const auto asking = [&](const std::string& prefix) {
        return TopologyBuilder()
            .node("pub", Role::Source)
            .setting("topics", topics)
            .setting("text", text)
            .socket("out", Pub, {"inproc://*"})
            .node("sub", Role::Sink)
            .socket("in", Sub)
            .option("SUBSCRIBE", model::Array{prefix})
            .link("sub.in", "pub.out")
            .topology();
    };
    EXPECT_TRUE(findingsOf(asking("77:xxx"), code::kNeverMatches).empty());
    EXPECT_TRUE(findingsOf(asking("77"), code::kNeverMatches).empty());
    EXPECT_EQ(findingsOf(asking("77:xy"), code::kNeverMatches).size(), 1U);
    EXPECT_EQ(findingsOf(asking("x"), code::kNeverMatches).size(), 1U);
}

TEST(HostileCheck, CopiesNoLongListOfWhomOneLetsInForEachFix)
{
    TopologyBuilder builder;
    builder.node("hub", Role::Sink).socket("in", Pull);
    for (int i = 0; i < 100; ++i) {
        const std::string id = "s" + std::to_string(i);
        builder.node(id, Role::Source).socket("out", Push, {"tcp://127.0.0.1:*"});
        builder.link("hub.in", id + ".out");
    }
    Topology topology = builder;
    for (model::Node& node : topology.nodes)
        node.sockets[0].security = {.mechanism = model::Mechanism::Plain, .username = "somebody"};
    model::Security& security = topology.nodes[0].sockets[0].security;
    security = {.mechanism = model::Mechanism::Null};
    security.allow = {"somebody"};
    EXPECT_EQ(fixesOf(topology, code::kSecurityMismatch), 100);
    security.allow.assign(50'000, "somebody");
    EXPECT_LT(fixesOf(topology, code::kSecurityMismatch), 5);
}

} // namespace
} // namespace topomq::rules
