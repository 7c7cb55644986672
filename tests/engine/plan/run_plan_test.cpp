#include "engine/plan/run_plan.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace topomq::plan {
namespace {

using model::Array;
using model::Role;
using model::Topology;
using model::Value;
using enum model::SocketType;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using tests::pushPull;
using tests::TopologyBuilder;

RunPlan planOf(const Topology& topology)
{
    PlanResult result = makePlan(topology);
    EXPECT_TRUE(result.isRunnable()) << result.findings.front().message;
    return std::move(result.plan);
}

std::vector<std::string> namesOf(const PlannedSocket& socket)
{
    std::vector<std::string> names;
    for (const PlannedOption& option : socket.options)
        names.push_back(option.name);
    return names;
}

/// The planned value, or null when the option is not planned.
Value optionOf(const PlannedSocket& socket, const std::string& name)
{
    for (const PlannedOption& option : socket.options) {
        if (option.name == name)
            return option.value;
    }
    return {};
}

/// "a.s>b.s PUSH-PULL" for every flow.
std::vector<std::string> flowsOf(const RunPlan& plan)
{
    std::vector<std::string> flows;
    for (const PlannedFlow& flow : plan.flows)
        flows.push_back(plan.sockets[flow.from].ref.text() + ">" + plan.sockets[flow.to].ref.text()
                        + " " + flow.pattern);
    return flows;
}

Topology pairOf(Role first, model::SocketType a, Role second, model::SocketType b)
{
    return TopologyBuilder()
        .node("a", first)
        .socket("s", a, {"inproc://*"})
        .node("b", second)
        .socket("s", b)
        .link("b.s", "a.s");
}

PlannedSocket withOption(const char* name, const Value& value)
{
    Topology topology = pushPull();
    topology.nodes[0].sockets[0].options.set(name, value);
    return planOf(topology).sockets[0];
}

TEST(RunPlan, HasNumbersInThePlacesOfParameters)
{
    Topology topology = pushPull();
    topology.parameters = {{.name = "load", .value = 500}, {.name = "half", .value = "#load / 2"}};
    topology.nodes[0].settings.set("rate", model::Object{{"poisson", "#half"}});
    topology.nodes[0].sockets[0].options.set("SNDHWM", "#load");
    const RunPlan plan = planOf(topology);
    EXPECT_EQ(plan.nodes[0].settings.rate, (model::Rate{250, true}));
    EXPECT_EQ(plan.sockets[0].sendHighWaterMark, 500);
    EXPECT_EQ(optionOf(plan.sockets[0], "SNDHWM"), Value(500));
}

TEST(RunPlan, HasNodesAndSocketsInTheOrderOfTheFile)
{
    Topology topology = TopologyBuilder()
                            .node("w", Role::Worker)
                            .socket("in", Pull)
                            .socket("out", Push)
                            .node("p", Role::Proxy)
                            .socket("backend", Push)
                            .socket("frontend", Pull);
    topology.name = "Two";
    topology.nodes[0].name = "Worker";
    const RunPlan plan = planOf(topology);
    EXPECT_EQ(plan.topology, "Two");
    ASSERT_EQ(plan.nodes.size(), 2U);
    EXPECT_EQ(plan.nodes[0].title, "Worker");
    EXPECT_EQ(plan.nodes[1].title, "p");
    EXPECT_EQ(plan.nodes[1].role, Role::Proxy);
    EXPECT_THAT(plan.nodes[0].sockets, ElementsAre(0U, 1U));
    EXPECT_THAT(plan.nodes[1].sockets, ElementsAre(2U, 3U));
    EXPECT_EQ(plan.sockets[2].ref.text(), "p.backend");
    EXPECT_EQ(plan.sockets[2].node, 1U);
}

TEST(RunPlan, KeepsWildcardsAsTheyAre)
{
    const RunPlan plan = planOf(pushPull("tcp://127.0.0.1:*"));
    ASSERT_EQ(plan.sockets[0].binds.size(), 1U);
    EXPECT_EQ(plan.sockets[0].binds[0].address, "tcp://127.0.0.1:*");
    EXPECT_EQ(plan.sockets[0].binds[0].transport, Transport::Tcp);
}

TEST(RunPlan, ALinkIsAConnectToAnAddressOfTheBinder)
{
    Topology topology = pushPull();
    topology.nodes[0].sockets[0].bind = {"inproc://*", "ipc://*"};
    topology.links[0].endpoint = 1;
    const RunPlan plan = planOf(topology);
    ASSERT_EQ(plan.links.size(), 1U);
    EXPECT_EQ(plan.links[0].id.text(), "link1");
    EXPECT_EQ(plan.links[0].connect, 1U);
    EXPECT_EQ(plan.links[0].bind, 0U);
    EXPECT_EQ(plan.links[0].transport, Transport::Ipc);
    ASSERT_EQ(plan.sockets[1].connects.size(), 1U);
    EXPECT_EQ(plan.sockets[1].connects[0].link, 0U);
    EXPECT_EQ(plan.sockets[1].connects[0].binder, 0U);
    EXPECT_EQ(plan.sockets[1].connects[0].endpoint, 1U);
    EXPECT_THAT(plan.sockets[0].connects, IsEmpty());
}

TEST(RunPlan, HasTheSettingsOfTheRole)
{
    Topology topology = pushPull();
    topology.nodes[0].settings.set("rate", 5);
    EXPECT_EQ(planOf(topology).nodes[0].settings.rate.perSecond, 5);
}

TEST(RunPlan, IsEmptyWhereThereIsAnError)
{
    const PlanResult result = makePlan(pushPull("nonsense"));
    EXPECT_FALSE(result.isRunnable());
    EXPECT_THAT(result.plan.nodes, IsEmpty());
    EXPECT_THAT(result.findings, testing::Not(IsEmpty()));
}

TEST(RunPlan, WarningsDoNotStopIt)
{
    const PlanResult result = makePlan(pushPull("tcp://*:*"));
    EXPECT_TRUE(result.isRunnable());
    EXPECT_EQ(result.findings.size(), 1U);
    EXPECT_EQ(result.plan.nodes.size(), 2U);
}

TEST(RunPlan, LeavesOutNodesWithTheirLinks)
{
    Topology topology = pushPull();
    topology.nodes[0].enabled = false;
    const RunPlan plan = planOf(topology);
    ASSERT_EQ(plan.nodes.size(), 1U);
    EXPECT_EQ(plan.nodes[0].id.text(), "sink");
    EXPECT_EQ(plan.sockets[0].node, 0U);
    EXPECT_THAT(plan.links, IsEmpty());
    EXPECT_THAT(plan.flows, IsEmpty());
}

TEST(RunPlan, LeavesOutLinksThatAreCut)
{
    Topology topology = pushPull();
    topology.links[0].enabled = false;
    const RunPlan plan = planOf(topology);
    EXPECT_EQ(plan.sockets.size(), 2U);
    EXPECT_THAT(plan.links, IsEmpty());
    EXPECT_THAT(plan.sockets[1].connects, IsEmpty());
}

TEST(RunPlan, MarksExternalNodes)
{
    Topology topology = pairOf(Role::Source, Push, Role::External, Pull);
    topology.nodes[0].sockets[0].bind = {"ipc://*"};
    const RunPlan plan = planOf(topology);
    EXPECT_FALSE(plan.nodes[0].external);
    EXPECT_TRUE(plan.nodes[1].external);
    EXPECT_EQ(plan.flows.size(), 1U);
}

TEST(PlannedFlows, OfAPipelineGoOneWayWhoeverBinds)
{
    EXPECT_THAT(flowsOf(planOf(pairOf(Role::Source, Push, Role::Sink, Pull))),
                ElementsAre("a.s>b.s PUSH-PULL"));
    EXPECT_THAT(flowsOf(planOf(pairOf(Role::Sink, Pull, Role::Source, Push))),
                ElementsAre("b.s>a.s PUSH-PULL"));
}

TEST(PlannedFlows, OfATwoWayLinkBeginWithTheConnectingSide)
{
    EXPECT_THAT(flowsOf(planOf(pairOf(Role::Server, Rep, Role::Client, Req))),
                ElementsAre("b.s>a.s REQ-REP", "a.s>b.s REP-REQ"));
}

TEST(PlannedFlows, SubscriptionsAreNone)
{
    EXPECT_THAT(flowsOf(planOf(pairOf(Role::Source, XPub, Role::Sink, XSub))),
                ElementsAre("a.s>b.s XPUB-XSUB"));
}

TEST(PlannedFlows, AreKnownAtBothEnds)
{
    const RunPlan plan = planOf(pairOf(Role::Server, Rep, Role::Client, Req));
    EXPECT_THAT(plan.sockets[0].flowsOut, ElementsAre(1U));
    EXPECT_THAT(plan.sockets[0].flowsIn, ElementsAre(0U));
    EXPECT_THAT(plan.sockets[1].flowsOut, ElementsAre(0U));
    EXPECT_THAT(plan.sockets[1].flowsIn, ElementsAre(1U));
    EXPECT_EQ(plan.flows[1].transport, Transport::Inproc);
}

TEST(PlannedOptions, AreOurDefaultsWhereNothingIsSet)
{
    const PlannedSocket socket = planOf(pushPull()).sockets[0];
    EXPECT_THAT(namesOf(socket), UnorderedElementsAre("LINGER", "MAXMSGSIZE"));
    EXPECT_EQ(optionOf(socket, "LINGER"), Value(0));
    EXPECT_EQ(optionOf(socket, "MAXMSGSIZE"), Value(16 * 1024 * 1024));
    EXPECT_EQ(socket.sendHighWaterMark, 1000);
    EXPECT_EQ(socket.receiveHighWaterMark, 1000);
    EXPECT_FALSE(socket.conflate);
}

TEST(PlannedOptions, AreThoseThatTheUserSet)
{
    EXPECT_EQ(optionOf(withOption("LINGER", 50), "LINGER"), Value(50));
    EXPECT_EQ(optionOf(withOption("SNDBUF", 4096), "SNDBUF"), Value(4096));
    EXPECT_EQ(withOption("SNDHWM", 7).sendHighWaterMark, 7);
    EXPECT_EQ(optionOf(withOption("SNDHWM", 7), "SNDHWM"), Value(7));
}

TEST(PlannedOptions, DoNotRepeatZeroMqsDefault)
{
    EXPECT_TRUE(optionOf(withOption("SNDHWM", 1000), "SNDHWM").isNull());
    EXPECT_TRUE(optionOf(withOption("IMMEDIATE", 0), "IMMEDIATE").isNull());
}

TEST(PlannedOptions, HaveOneFormForTrueAndOne)
{
    EXPECT_EQ(optionOf(withOption("IMMEDIATE", 1), "IMMEDIATE"), Value(true));
    EXPECT_EQ(optionOf(withOption("IMMEDIATE", true), "IMMEDIATE"), Value(true));
}

TEST(PlannedOptions, LeaveOutWhatIsUnknownOrForOtherTypes)
{
    EXPECT_TRUE(optionOf(withOption("WARP", 9), "WARP").isNull());
    EXPECT_TRUE(optionOf(withOption("REQ_RELAXED", true), "REQ_RELAXED").isNull());
}

TEST(PlannedOptions, SayThatRequestsAreNotToBeNumbered)
{
    Topology topology = pairOf(Role::Client, Req, Role::Server, Rep);
    EXPECT_TRUE(optionOf(planOf(topology).sockets[0], "REQ_CORRELATE").isNull());
    topology.nodes[0].sockets[0].options.set("REQ_CORRELATE", false);
    EXPECT_EQ(optionOf(planOf(topology).sockets[0], "REQ_CORRELATE"), Value(false));
}

TEST(PlannedOptions, TellOfConflation)
{
    EXPECT_TRUE(withOption("CONFLATE", true).conflate);
    EXPECT_EQ(optionOf(withOption("CONFLATE", true), "CONFLATE"), Value(true));
}

TEST(PlannedOptions, SubscriptionsStandApart)
{
    Topology topology = pairOf(Role::Source, Pub, Role::Sink, Sub);
    topology.nodes[1].sockets[0].options.set("SUBSCRIBE", Array{"", "a"});
    const PlannedSocket socket = planOf(topology).sockets[1];
    EXPECT_THAT(socket.subscriptions, ElementsAre("", "a"));
    EXPECT_TRUE(optionOf(socket, "SUBSCRIBE").isNull());
}

TEST(PlannedOptions, APeerOnRouterIsKnownByItsNodeUnlessNamed)
{
    Topology topology = pairOf(Role::Peer, Router, Role::Peer, Dealer);
    EXPECT_EQ(optionOf(planOf(topology).sockets[0], "ROUTING_ID"), Value("a"));
    topology.nodes[0].sockets[0].options.set("ROUTING_ID", "hub");
    EXPECT_EQ(optionOf(planOf(topology).sockets[0], "ROUTING_ID"), Value("hub"));
}

TEST(PlannedOptions, ARouterPeersPartnerGoesByTheNodeIdThatIsAddressed)
{
    Topology topology = pairOf(Role::Peer, Router, Role::Peer, Dealer);
    EXPECT_EQ(optionOf(planOf(topology).sockets[1], "ROUTING_ID"), Value("b"));
    topology.nodes[1].sockets[0].options.set("ROUTING_ID", "desk");
    EXPECT_EQ(optionOf(planOf(topology).sockets[1], "ROUTING_ID"), Value("desk"));
}

TEST(PlannedOptions, OneSocketOfANodeGoesByItsId)
{
    Topology topology = pairOf(Role::Peer, Router, Role::Source, Dealer);
    topology.nodes[1].sockets.push_back({.id = model::SocketId("t"), .type = Dealer});
    model::Link second = topology.links[0];
    second.id = model::LinkId("second");
    second.connect.socket = model::SocketId("t");
    topology.links.push_back(second);
    EXPECT_EQ(optionOf(planOf(topology).sockets[1], "ROUTING_ID"), Value("b"));
    EXPECT_TRUE(optionOf(planOf(topology).sockets[2], "ROUTING_ID").isNull());
    topology.nodes[1].sockets[0].options.set("ROUTING_ID", "desk");
    EXPECT_EQ(optionOf(planOf(topology).sockets[1], "ROUTING_ID"), Value("desk"));
    EXPECT_EQ(optionOf(planOf(topology).sockets[2], "ROUTING_ID"), Value("b"));
}

TEST(PlannedContext, HoldsWhatDiffersFromZeroMqsDefault)
{
    Topology topology = pushPull();
    EXPECT_THAT(planOf(topology).contextOptions, IsEmpty());
    topology.context = model::Object{
        {"IO_THREADS", 2}, {"MAX_MSGSZ", std::int64_t{2147483647}}, {"IPV6", 1}, {"WARP", 1}};
    const RunPlan plan = planOf(topology);
    ASSERT_EQ(plan.contextOptions.size(), 2U);
    EXPECT_EQ(plan.contextOptions[0].name, "IO_THREADS");
    EXPECT_EQ(plan.contextOptions[0].value, Value(2));
    EXPECT_EQ(plan.contextOptions[1].name, "IPV6");
    EXPECT_EQ(plan.contextOptions[1].value, Value(true));
}

TEST(PlannedContext, ASocketSaysAgainWhatTheContextSaysOtherwise)
{
    Topology topology = pushPull();
    topology.context.set("IPV6", true);
    topology.nodes[0].sockets[0].options.set("IPV6", false);
    const RunPlan plan = planOf(topology);
    EXPECT_EQ(optionOf(plan.sockets[0], "IPV6"), Value(false));
    EXPECT_TRUE(optionOf(plan.sockets[1], "IPV6").isNull());
}

TEST(Seldom, IsSharedByCopiesAndTakesNothingForTheUsualValue)
{
    const Seldom<PlannedSecurity> usual = PlannedSecurity();
    EXPECT_EQ(&*usual, &*Seldom<PlannedSecurity>());
    const Seldom<PlannedSecurity> other = PlannedSecurity{.username = "guest"};
    const Seldom<PlannedSecurity> copy =
        other; // NOLINT(performance-unnecessary-copy-initialization)
    EXPECT_EQ(copy->username, "guest");
    EXPECT_EQ(&*copy, &*other);
}

TEST(PlannedSecurity, NamesThoseWhoMayComeIn)
{
    Topology topology = pushPull("tcp://127.0.0.1:*");
    const std::string key(40, 'k');
    topology.nodes[0].sockets[0].security = {
        .mechanism = model::Mechanism::Curve, .server = true, .allow = {"sink.in", key}};
    topology.nodes[1].sockets[0].security = {.mechanism = model::Mechanism::Curve};
    const RunPlan plan = planOf(topology);
    const PlannedSecurity& server = *plan.sockets[0].security;
    EXPECT_TRUE(server.server);
    EXPECT_FALSE(server.allowsAll);
    EXPECT_THAT(server.allowedSockets, ElementsAre(1U));
    EXPECT_THAT(server.allowedKeys, ElementsAre(key));
    EXPECT_THAT(server.allowedUsers, IsEmpty());
    EXPECT_FALSE(plan.sockets[1].security->server);
    EXPECT_TRUE(plan.sockets[1].security->allowsAll);
    EXPECT_EQ(plan.sockets[1].security->keyOwner, kNone);
}

TEST(PlannedSecurity, AClientThatBindsKnowsWhoseKeyItNeeds)
{
    Topology topology = pushPull("tcp://127.0.0.1:*");
    topology.nodes[0].sockets[0].security = {.mechanism = model::Mechanism::Curve};
    topology.nodes[1].sockets[0].security = {.mechanism = model::Mechanism::Curve, .server = true};
    EXPECT_EQ(planOf(topology).sockets[0].security->keyOwner, 1U);
}

TEST(Transports, AreReadFromTheScheme)
{
    EXPECT_EQ(transportOf("inproc://a"), Transport::Inproc);
    EXPECT_EQ(transportOf("ipc://a"), Transport::Ipc);
    EXPECT_EQ(transportOf("tcp://127.0.0.1:1"), Transport::Tcp);
    EXPECT_EQ(transportOf("ws://127.0.0.1:1"), Transport::Ws);
    EXPECT_EQ(transportOf("pgm://a;b:1"), Transport::Pgm);
    EXPECT_EQ(transportOf("epgm://a;b:1"), Transport::Epgm);
    EXPECT_EQ(transportOf("norm://a:1"), Transport::Norm);
    EXPECT_EQ(transportOf("udp://a:1"), Transport::Other);
}

} // namespace
} // namespace topomq::plan
