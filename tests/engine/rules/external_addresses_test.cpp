// Addresses of programs outside: nobody but the file can tell them.
#include "engine/model/edit.h"
#include "engine/rules/codes.h"
#include "engine/rules/rules.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace topomq::rules {
namespace {

using model::Finding;
using model::Role;
using model::Topology;
using enum model::SocketType;
using ::testing::HasSubstr;
using ::testing::Not;
using tests::TopologyBuilder;

/// Two programs that send, each to a sink of its own, and a source of ours on the usual port.
Topology twoPrograms(const std::string& first, const std::string& second)
{
    return TopologyBuilder()
        .node("ours", Role::Source)
        .socket("out", Push, {"tcp://127.0.0.1:5555"})
        .node("a", Role::External)
        .socket("out", Push, {first})
        .node("b", Role::External)
        .socket("out", Push, {second})
        .node("x", Role::Sink)
        .socket("in", Pull)
        .node("y", Role::Sink)
        .socket("in", Pull)
        .link("x.in", "ours.out")
        .link("x.in", "a.out")
        .link("y.in", "b.out");
}

const std::string& boundBy(const Topology& topology, const char* node)
{
    return topology.find(model::NodeId(node))->sockets[0].bind[0];
}

TEST(ExternalAddresses, AreMendedToPortsThatNobodyHas)
{
    for (const auto& [address, other] : {std::pair("tcp://127.0.0.1:*", "tcp://127.0.0.1:*"),
                                         {"inproc://x", "inproc://y"},
                                         {"nonsense", "nonsense"}})
    {
        Topology topology = twoPrograms(address, other);
        for (int round = 0; round < 2; ++round) {
            const std::vector<Finding> findings = check(topology);
            ASSERT_TRUE(hasErrors(findings)) << address;
            ASSERT_TRUE(findings.front().fix) << findings.front().message;
            model::apply(topology, findings.front().fix->edit);
        }
        EXPECT_FALSE(hasErrors(check(topology))) << address;
        EXPECT_EQ(boundBy(topology, "a"), "tcp://127.0.0.1:5556");
        EXPECT_EQ(boundBy(topology, "b"), "tcp://127.0.0.1:5557");
    }
}

TEST(ExternalAddresses, OfOneCheckAreAllMendedToDifferentPorts)
{
    Topology topology = twoPrograms("tcp://127.0.0.1:*", "tcp://127.0.0.1:*");
    for (const Finding& finding : check(topology)) {
        if (finding.code == code::kExternalWildcard)
            model::apply(topology, finding.fix->edit);
    }
    EXPECT_FALSE(hasErrors(check(topology)));
    EXPECT_NE(boundBy(topology, "a"), boundBy(topology, "b"));
}

TEST(ExternalAddresses, ThatAreTakenAreNotToBeFilledIn)
{
    const std::vector<Finding> findings =
        check(twoPrograms("tcp://127.0.0.1:7777", "tcp://127.0.0.1:7777"));
    ASSERT_FALSE(findings.empty());
    EXPECT_EQ(findings.front().code, code::kDuplicateAddress);
    EXPECT_THAT(findings.front().message, HasSubstr("that its program really binds"));
    EXPECT_THAT(findings.front().message, Not(HasSubstr("*")));
}

} // namespace
} // namespace topomq::rules
