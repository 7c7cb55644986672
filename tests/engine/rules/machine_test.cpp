// Rules that depend on what the machine and its libzmq offer.
#include "engine/rules/codes.h"
#include "engine/rules/rules.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace topomq::rules {
namespace {

using model::Finding;
using model::Role;
using model::Severity;
using model::Topology;
using ::testing::HasSubstr;
using enum model::SocketType;
using tests::pushPull;
using tests::TopologyBuilder;

Capabilities everything()
{
    Capabilities all;
    all.ws = all.pgm = all.epgm = all.norm = true;
    all.interfaces = {{"lo", {"127.0.0.1", "::1"}}, {"eth7", {"192.168.7.7"}}};
    all.processors = {0, 1};
    return all;
}

const Finding* find(const std::vector<Finding>& findings, const char* code)
{
    const auto found = std::find_if(findings.begin(), findings.end(),
                                    [code](const Finding& each) { return each.code == code; });
    return found == findings.end() ? nullptr : &*found;
}

Topology pubSub(const std::string& address)
{
    return TopologyBuilder()
        .node("pub", Role::Source)
        .setting("rate", 10)
        .setting("size", 100)
        .socket("out", Pub, {address})
        .node("sub", Role::Sink)
        .socket("in", Sub)
        .option("SUBSCRIBE", model::Array{""})
        .link("sub.in", "pub.out");
}

TEST(Machine, EveryTransportThatItHasIsFine)
{
    for (const char* address :
         {"ws://127.0.0.1:*", "pgm://127.0.0.1;239.192.1.1:5", "epgm://127.0.0.1;239.192.1.1:5",
          "norm://lo;239.192.1.1:5", "tcp://lo:*", "tcp://127.0.0.2:*"})
        EXPECT_TRUE(check(pubSub(address), everything()).empty()) << address;
}

TEST(Machine, SaysWhyATransportIsMissing)
{
    Capabilities capabilities = everything();
    capabilities.pgm = false;
    capabilities.reasons["pgm"] = "pgm needs CAP_NET_RAW";
    const auto findings = check(pubSub("pgm://127.0.0.1;239.192.1.1:5"), capabilities);
    const Finding* found = find(findings, code::kUnsupportedTransport);
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->severity, Severity::Error);
    EXPECT_THAT(found->message, HasSubstr("pgm needs CAP_NET_RAW"));
    Topology topology = pubSub("pgm://127.0.0.1;239.192.1.1:5");
    model::apply(topology, found->fix->edit);
    EXPECT_FALSE(hasErrors(check(topology, capabilities)));
}

TEST(Machine, AnInterfaceThatItDoesNotHaveIsAnError)
{
    for (const char* address : {"tcp://eth9:5555", "tcp://192.168.1.1:5555", "ws://eth9:5555"}) {
        Topology topology = pushPull(address);
        const auto findings = check(topology, everything());
        const Finding* found = find(findings, code::kNoInterface);
        ASSERT_NE(found, nullptr) << address;
        model::apply(topology, found->fix->edit);
        EXPECT_TRUE(check(topology, everything()).empty()) << address;
    }
    EXPECT_NE(find(check(pubSub("norm://3,eth9;239.192.1.1:5"), everything()), code::kNoInterface),
              nullptr);
}

TEST(Machine, AnInterfaceThatItHasIsNone)
{
    for (const char* address : {"tcp://eth7:5555", "tcp://192.168.7.7:5555", "tcp://*:5555"}) {
        const auto findings = check(pushPull(address), everything());
        EXPECT_EQ(find(findings, code::kNoInterface), nullptr) << address;
        EXPECT_FALSE(hasErrors(findings)) << address;
    }
}

TEST(Machine, ThreadsStayOnItsProcessors)
{
    Topology topology = pushPull();
    topology.context.set("THREAD_AFFINITY_CPU_ADD", model::Array{0, 1});
    EXPECT_TRUE(check(topology, everything()).empty());
    topology.context.set("THREAD_AFFINITY_CPU_ADD", model::Array{0, 2});
    EXPECT_NE(find(check(topology, everything()), code::kBadOption), nullptr);
}

TEST(Machine, PrioritiesNeedAPrivilegeAndAPolicy)
{
    Capabilities capabilities = everything();
    Topology topology = pushPull();
    topology.context = model::Object{{"THREAD_SCHED_POLICY", 1}, {"THREAD_PRIORITY", 5}};
    EXPECT_TRUE(hasErrors(check(topology, capabilities)));
    capabilities.realtime = true;
    EXPECT_TRUE(check(topology, capabilities).empty());
    topology.context.remove("THREAD_PRIORITY");
    EXPECT_TRUE(hasErrors(check(topology, capabilities)));
}

TEST(Machine, InprocNeedsNoThreads)
{
    Topology topology = pushPull("inproc://*");
    topology.context.set("IO_THREADS", 0);
    EXPECT_TRUE(check(topology, everything()).empty());
}

TEST(Machine, Ipv6OfTheContextServesAllSockets)
{
    Topology topology = pushPull("tcp://[::1]:*");
    EXPECT_NE(find(check(topology, everything()), code::kIpv6Off), nullptr);
    topology.context.set("IPV6", true);
    EXPECT_TRUE(check(topology, everything()).empty());
    topology.nodes[1].sockets[0].options.set("IPV6", false);
    EXPECT_NE(find(check(topology, everything()), code::kIpv6Off), nullptr);
}

TEST(Machine, CurveMustBeBuiltIn)
{
    Topology topology = pushPull("tcp://127.0.0.1:*");
    model::apply(topology, secureAll(topology).edit);
    EXPECT_FALSE(hasErrors(check(topology, everything())));
    Capabilities capabilities = everything();
    capabilities.curve = false;
    EXPECT_NE(find(check(topology, capabilities), code::kNoCurve), nullptr);
}

TEST(Multicast, IsForPublishersAndSubscribersOnly)
{
    Topology topology = pushPull("epgm://127.0.0.1;239.192.1.1:5");
    const auto findings = check(topology, everything());
    const Finding* found = find(findings, code::kMulticastType);
    ASSERT_NE(found, nullptr);
    model::apply(topology, found->fix->edit);
    EXPECT_TRUE(check(topology, everything()).empty());
}

/// A node of ours that connects to what a program binds.
Topology connectedTo(const std::string& address, model::SocketType ours, model::SocketType theirs)
{
    return TopologyBuilder()
        .node("ours", ours == Stream ? Role::Stream : Role::Source)
        .socket("s", ours)
        .node("theirs", Role::External)
        .socket("s", theirs, {address})
        .link("ours.s", "theirs.s");
}

TEST(Multicast, OfAProgramOutsideIsForPublishersAndSubscribersOnly)
{
    const std::string group = "epgm://127.0.0.1;239.192.1.1:5555";
    EXPECT_FALSE(hasErrors(check(connectedTo(group, Pub, Sub), everything())));
    Topology topology = connectedTo(group, Push, Pull);
    const auto findings = check(topology, everything());
    const Finding* found = find(findings, code::kMulticastType);
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->severity, Severity::Error);
    EXPECT_EQ(found->where, "link1");
    EXPECT_THAT(found->message, HasSubstr("not PUSH"));
    ASSERT_TRUE(found->fix);
    model::apply(topology, found->fix->edit);
    EXPECT_FALSE(hasErrors(check(topology, everything())));
}

TEST(Streams, ToAProgramOutsideNeedARealConnection)
{
    EXPECT_FALSE(hasErrors(check(connectedTo("tcp://127.0.0.1:80", Stream, Stream), everything())));
    for (const char* address : {"ws://127.0.0.1:80", "epgm://127.0.0.1;239.192.1.1:5555"}) {
        Topology topology = connectedTo(address, Stream, Stream);
        const auto findings = check(topology, everything());
        const Finding* found = find(findings, code::kStreamTransport);
        ASSERT_NE(found, nullptr) << address;
        EXPECT_EQ(found->where, "link1");
        ASSERT_TRUE(found->fix);
        model::apply(topology, found->fix->edit);
        EXPECT_FALSE(hasErrors(check(topology, everything()))) << address;
    }
}

TEST(Multicast, WarnsOfARateBelowTheLoad)
{
    Topology topology = pubSub("epgm://127.0.0.1;239.192.1.1:5");
    topology.nodes[0].settings.set("rate", 1000);
    const auto findings = check(topology, everything());
    const Finding* found = find(findings, code::kMulticastRate);
    ASSERT_NE(found, nullptr);
    EXPECT_THAT(found->message, HasSubstr("100 kbit/s"));
    EXPECT_THAT(found->message, HasSubstr("about 800 kbit/s"));
    model::apply(topology, found->fix->edit);
    EXPECT_EQ(*topology.nodes[0].sockets[0].options.find("RATE"), model::Value(1200));
    EXPECT_TRUE(check(topology, everything()).empty());
}

TEST(Multicast, WarnsOfTheDefaultRateWhereTheLoadHasNoLimit)
{
    Topology topology = pubSub("epgm://127.0.0.1;239.192.1.1:5");
    topology.nodes[0].settings.set("rate", 0);
    const auto findings = check(topology, everything());
    ASSERT_NE(find(findings, code::kMulticastRate), nullptr);
    model::apply(topology, find(findings, code::kMulticastRate)->fix->edit);
    EXPECT_TRUE(check(topology, everything()).empty());
}

TEST(Multicast, ANewLinkTakesAGroupOfItsOwn)
{
    Topology topology = TopologyBuilder()
                            .node("a", Role::Source)
                            .socket("s", Pub)
                            .node("b", Role::Sink)
                            .socket("s", Sub)
                            .node("c", Role::Source)
                            .socket("s", Pub);
    using tests::refTo;
    model::apply(topology, makeLink(topology, refTo("a.s"), refTo("b.s"), "epgm", nullptr));
    model::apply(topology, makeLink(topology, refTo("c.s"), refTo("b.s"), "epgm", nullptr));
    EXPECT_NE(topology.nodes[0].sockets[0].bind, topology.nodes[2].sockets[0].bind);
}

} // namespace
} // namespace topomq::rules
