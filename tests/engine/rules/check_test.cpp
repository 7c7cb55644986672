// The check as a whole: order, what it must not say, limits, size.
#include "engine/model/edit.h"
#include "engine/rules/codes.h"
#include "engine/rules/rules.h"
#include "tests/engine/rules/codes_of.h"
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
using enum model::SocketType;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using tests::pushPull;
using tests::TopologyBuilder;

/// A source and two sinks in a row that are all called "vent".
Topology namesakes()
{
    Topology topology = TopologyBuilder()
                            .node("other", Role::Sink)
                            .socket("in", Pull, {"inproc://*"})
                            .node("vent", Role::Source)
                            .socket("out", Push, {"inproc://*"})
                            .node("vent", Role::Sink)
                            .socket("in", Pull)
                            .node("vent", Role::Sink)
                            .socket("put", Pull)
                            .link("vent.in", "vent.out")
                            .link("vent.out", "other.in")
                            .link("vent.put", "vent.out");
    return topology;
}

/// `count` sources with a worker each, all to one sink, over the given transport.
Topology manyWorkers(std::size_t count, const std::string& address)
{
    TopologyBuilder builder;
    builder.node("sink", Role::Sink).socket("in", Pull, {address});
    for (std::size_t i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        builder.node("s" + number, Role::Source).socket("out", Push, {address});
        builder.node("w" + number, Role::Worker).socket("in", Pull).socket("out", Push);
        builder.link("w" + number + ".in", "s" + number + ".out");
        builder.link("w" + number + ".out", "sink.in");
    }
    return builder;
}

TEST(Check, MendsNamesakesOneByOneAndEachLinkFindsItsSocket)
{
    Topology topology = namesakes();
    std::vector<model::Edit> undo;
    for (int rounds = 0; rounds < 2; ++rounds) {
        const std::vector<Finding> findings = check(topology);
        const auto doubled =
            std::find_if(findings.begin(), findings.end(),
                         [](const Finding& each) { return each.code == code::kDuplicateId; });
        ASSERT_NE(doubled, findings.end());
        ASSERT_TRUE(doubled->fix);
        undo.push_back(model::apply(topology, doubled->fix->edit).inverse);
    }
    EXPECT_FALSE(hasErrors(check(topology)));
    EXPECT_EQ(topology.nodes[2].id.text(), "vent2");
    EXPECT_EQ(topology.nodes[3].id.text(), "vent3");
    EXPECT_EQ(topology.links[0].connect.text(), "vent2.in");
    EXPECT_EQ(topology.links[2].connect.text(), "vent3.put");
    model::apply(topology, undo[1]);
    model::apply(topology, undo[0]);
    EXPECT_EQ(topology, namesakes());
}

TEST(Check, FindsNothingInASoundPipeline)
{
    EXPECT_THAT(codesOf(pushPull()), IsEmpty());
    EXPECT_THAT(codesOf({}), IsEmpty());
}

TEST(Check, PutsTheMostSevereFirstThenFollowsTheFile)
{
    Topology topology = TopologyBuilder()
                            .node("a", Role::Source)
                            .socket("out", Push, {"tcp://*:5555"})
                            .node("b", Role::Sink)
                            .socket("in", Sub)
                            .node("c", Role::Sink)
                            .socket("in", Pull, {"nonsense"})
                            .link("b.in", "a.out");
    topology.extras.set("x", 1);
    EXPECT_THAT(codesOf(topology),
                ElementsAre(code::kBadAddress, code::kIllegalPair, code::kOpenToNetwork,
                            code::kNoSubscription, code::kUnconnected, code::kUnknownKey));
}

TEST(Check, OnlyErrorsCountAsErrors)
{
    EXPECT_FALSE(hasErrors(check(pushPull("tcp://*:5555"))));
    EXPECT_TRUE(hasErrors(check(pushPull("tcp://*:99999"))));
}

TEST(Check, SaysNothingOfTheInsidesOfANodeThatIsLeftOut)
{
    const Topology topology = TopologyBuilder()
                                  .node("broken", Role::Sink)
                                  .setting("service_time", "long")
                                  .socket("in", Pub, {"nonsense"})
                                  .option("SNDHWM", -4)
                                  .leaveOut();
    EXPECT_THAT(codesOf(topology), ElementsAre(code::kLeftOut));
}

TEST(Check, AnAddressMayBeUsedAgainWhereTheOtherIsLeftOut)
{
    Topology topology = pushPull("tcp://127.0.0.1:5555");
    topology.nodes.push_back(topology.nodes[0]);
    topology.nodes[2].id = model::NodeId("spare");
    topology.nodes[2].enabled = false;
    EXPECT_FALSE(hasErrors(check(topology)));
}

/// `*` is an IPv4 address for a socket without IPV6, and the system keeps the ports of the two
/// apart.
TEST(Check, AllInterfacesOfIpv4LeaveThePortOfAnIpv6HostFree)
{
    for (const char* all : {"tcp://*:45981", "tcp://0.0.0.0:45981"}) {
        Topology topology = pushPull("tcp://[::1]:45981");
        for (model::Node& node : topology.nodes)
            node.sockets[0].options.set("IPV6", true);
        topology.nodes.push_back(topology.nodes[0]);
        topology.nodes[2].id = model::NodeId("other");
        topology.nodes[2].sockets[0] = {.id = model::SocketId("out"), .type = Push, .bind = {all}};
        EXPECT_FALSE(hasErrors(check(topology))) << all;
        std::swap(topology.nodes[0], topology.nodes[2]);
        EXPECT_FALSE(hasErrors(check(topology))) << all;
        topology.context.set("IPV6", true);
        EXPECT_EQ(hasErrors(check(topology)), std::string_view(all) == "tcp://*:45981");
    }
}

TEST(Check, AnIllegalLinkThatIsCutIsNoError)
{
    Topology topology = pushPull();
    topology.nodes[1].sockets[0].type = Sub;
    topology.links[0].enabled = false;
    EXPECT_FALSE(hasErrors(check(topology)));
}

TEST(Check, ExplainsAnIllegalPair)
{
    Topology topology = pushPull();
    topology.nodes[1].sockets[0].type = Sub;
    const std::vector<Finding> findings = check(topology);
    EXPECT_THAT(findings.front().message,
                HasSubstr("sink.in (SUB) cannot talk to vent.out (PUSH)"));
    EXPECT_THAT(findings.front().message, HasSubstr(whyIllegal(Sub, Push)));
}

TEST(Check, OffersAnotherTypeOnlyToASocketThatMayHaveIt)
{
    TopologyBuilder builder;
    builder.node("x", Role::Proxy)
        .socket("frontend", XSub, {"inproc://*"})
        .socket("backend", XPub, {"inproc://*"})
        .socket("capture", Pub, {"inproc://*"})
        .node("p", Role::Source)
        .socket("out", Pub)
        .node("vent", Role::Source)
        .socket("out", Push, {"inproc://*"})
        .node("s", Role::Sink)
        .socket("in", Pull)
        .link("s.in", "vent.out")
        .link("p.out", "x.backend")
        .link("s.in", "x.capture");
    const std::vector<Finding> findings = check(builder);
    ASSERT_TRUE(findings.at(0).fix && findings.at(1).fix);
    EXPECT_EQ(findings[0].where, "link2");
    EXPECT_EQ(findings[0].fix->text, "Remove the link");
    EXPECT_EQ(findings[1].where, "link3");
    EXPECT_EQ(findings[1].fix->text, "Use PUSH instead of PUB for x.capture");
}

TEST(Check, SaysWhichEndOfALinkIsMissing)
{
    Topology topology = pushPull();
    topology.links[0].bind.socket = model::SocketId("gone");
    EXPECT_THAT(check(topology).front().message, HasSubstr("node vent has no socket gone"));
    topology.links[0].bind.node = model::NodeId("nobody");
    EXPECT_THAT(check(topology).front().message, HasSubstr("there is no node nobody"));
}

TEST(Check, ANodeMayLinkTwoSocketsOfItsOwn)
{
    const Topology topology = TopologyBuilder()
                                  .node("loop", Role::Worker)
                                  .socket("in", Pull, {"inproc://*"})
                                  .socket("out", Push)
                                  .link("loop.out", "loop.in");
    EXPECT_THAT(codesOf(topology), ElementsAre(code::kEndlessRing));
}

TEST(Check, EveryProxyOfTheFormatIsSound)
{
    for (const auto& [frontend, backend] :
         {std::pair(Router, Dealer), std::pair(XSub, XPub), std::pair(Pull, Push)})
    {
        const Topology topology = TopologyBuilder()
                                      .node("p", Role::Proxy)
                                      .socket("frontend", frontend)
                                      .socket("backend", backend)
                                      .socket("capture", Pub);
        EXPECT_FALSE(hasErrors(check(topology))) << toText(frontend);
    }
}

TEST(Check, BalancersAndTheirWorkersAreSound)
{
    const Topology topology = TopologyBuilder()
                                  .node("client", Role::Client)
                                  .socket("s", Req)
                                  .node("b", Role::Balancer)
                                  .socket("frontend", Router, {"inproc://*"})
                                  .socket("backend", Router, {"inproc://*"})
                                  .node("w", Role::BalancedWorker)
                                  .socket("s", Req)
                                  .link("client.s", "b.frontend")
                                  .link("w.s", "b.backend");
    // A reply may get lost, and the balancer be restarted.
    EXPECT_THAT(codesOf(topology), ElementsAre(code::kWaitsForEver, code::kWaitsForEver));
}

TEST(Check, AnExternalNodeMayHaveAnySocket)
{
    TopologyBuilder builder;
    builder.node("ext", Role::External);
    for (int i = 0; i < static_cast<int>(Unknown); ++i)
        builder.socket("s" + std::to_string(i), static_cast<model::SocketType>(i));
    EXPECT_THAT(codesOf(builder), IsEmpty());
}

TEST(Check, AnXSubOfAProxyNeedsNoSubscription)
{
    const Topology topology =
        TopologyBuilder().node("p", Role::Proxy).socket("frontend", XSub).socket("backend", XPub);
    EXPECT_THAT(codesOf(topology), ElementsAre(code::kUnconnected, code::kUnconnected));
}

TEST(Limits, IpcIsAnErrorWhereItIsNotAvailable)
{
    EXPECT_THAT(codesOf(pushPull("ipc://*"), {.ipc = false}),
                ElementsAre(code::kUnsupportedTransport));
}

TEST(Limits, TcpLinksCostDescriptorsAndInprocLinksFew)
{
    // 301 sockets bind or connect by tcp: 7 + 3 * 301 + 3 * 200 = 1510, of 80 % usable.
    const Capabilities small{.descriptors = 1887};
    const Capabilities enough{.descriptors = 1888};
    EXPECT_THAT(codesOf(manyWorkers(75, "tcp://127.0.0.1:*"), {.descriptors = 1024}),
                ElementsAre(code::kTooManyDescriptors));
    EXPECT_THAT(codesOf(manyWorkers(75, "inproc://*"), {.descriptors = 1024}), IsEmpty());
    EXPECT_THAT(codesOf(manyWorkers(100, "tcp://127.0.0.1:*"), small),
                ElementsAre(code::kTooManyDescriptors));
    EXPECT_THAT(codesOf(manyWorkers(100, "tcp://127.0.0.1:*"), enough), IsEmpty());
}

TEST(Limits, MonitorsInprocLinksAndOurOwnCountAsSockets)
{
    // 31 sockets and 20 links; 32 are ours.
    EXPECT_THAT(codesOf(manyWorkers(10, "inproc://*"), {.maxSockets = 82}),
                ElementsAre(code::kTooManySockets));
    EXPECT_THAT(codesOf(manyWorkers(10, "inproc://*"), {.maxSockets = 83}), IsEmpty());
    EXPECT_THAT(codesOf(manyWorkers(10, "ipc://*"), {.maxSockets = 124}),
                ElementsAre(code::kTooManySockets));
    EXPECT_THAT(codesOf(manyWorkers(10, "ipc://*"), {.maxSockets = 125}), IsEmpty());
}

TEST(Scale, FiveThousandNodesAreSound)
{
    EXPECT_THAT(codesOf(manyWorkers(5000, "inproc://*")), IsEmpty());
}

TEST(Scale, EveryOneOfTenThousandMistakesIsFound)
{
    Topology topology = manyWorkers(5000, "tcp://127.0.0.1:7777");
    for (model::Link& link : topology.links)
        std::swap(link.connect, link.bind);
    const std::vector<Finding> findings = check(topology);
    const auto count = [&findings](const char* wanted) {
        return std::count_if(findings.begin(), findings.end(),
                             [wanted](const Finding& each) { return each.code == wanted; });
    };
    EXPECT_EQ(count(code::kDanglingLink), 10000);
    EXPECT_EQ(count(code::kDuplicateAddress), 5000);
}

/// Each fix would carry a copy of the whole node: ten thousand of them are a hundred million.
TEST(Scale, FixesOfOneHugeNodeAreLimited)
{
    TopologyBuilder builder;
    builder.node("hub", Role::Sink);
    for (int i = 0; i < 10000; ++i)
        builder.socket("s" + std::to_string(i), Pub, {"nonsense"});
    const std::vector<Finding> findings = check(builder);
    EXPECT_EQ(findings.size(), 30000U);
    EXPECT_LT(std::count_if(findings.begin(), findings.end(),
                            [](const Finding& each) { return each.fix.has_value(); }),
              100);
}

TEST(Check, CutsWhatAFileSaysAtTheEndOfACharacter)
{
    std::string umlauts;
    for (int i = 0; i < 1000; ++i)
        umlauts += "ä";
    Topology topology = pushPull();
    topology.nodes[0].settings.set("rate", umlauts);
    const std::string message = check(topology).front().message;
    EXPECT_LT(message.size(), 200U);
    EXPECT_THAT(message, HasSubstr("ä… but must be"));
}

} // namespace
} // namespace topomq::rules
