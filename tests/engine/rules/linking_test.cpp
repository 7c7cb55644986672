#include "engine/rules/rules.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace topomq::rules {
namespace {

using model::Role;
using model::Topology;
using enum model::SocketType;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using tests::refTo;
using tests::TopologyBuilder;

/// Who would bind, whichever end the pointer started from.
std::string binderOf(const Topology& topology, const char* a, const char* b)
{
    const bool forth = chooseBindSide(topology, refTo(a), refTo(b)).firstBinds;
    const bool back = chooseBindSide(topology, refTo(b), refTo(a)).firstBinds;
    EXPECT_NE(forth, back) << "the order of the two ends must not matter";
    EXPECT_THAT(chooseBindSide(topology, refTo(a), refTo(b)).reason, testing::Not(IsEmpty()));
    return forth ? a : b;
}

TopologyBuilder two(Role first, model::SocketType a, Role second, model::SocketType b)
{
    return TopologyBuilder().node("a", first).socket("s", a).node("b", second).socket("s", b);
}

/// Links the two on the transport and gives the result back.
Topology linked(Topology topology, const char* a, const char* b, const char* transport)
{
    model::LinkId id;
    model::apply(topology, makeLink(topology, refTo(a), refTo(b), transport, &id));
    EXPECT_NE(topology.find(id), nullptr);
    return topology;
}

TEST(WhyNoLink, ALegalLinkHasNoReason)
{
    const Topology topology = two(Role::Source, Push, Role::Sink, Pull);
    EXPECT_EQ(whyNoLink(topology, refTo("a.s"), refTo("b.s")), "");
    EXPECT_EQ(whyNoLink(topology, refTo("b.s"), refTo("a.s")), "");
}

TEST(WhyNoLink, NamesASocketThatIsNotThere)
{
    const Topology topology = two(Role::Source, Push, Role::Sink, Pull);
    EXPECT_THAT(whyNoLink(topology, refTo("a.s"), refTo("b.x")), HasSubstr("b.x"));
    EXPECT_THAT(whyNoLink(topology, refTo("x.s"), refTo("b.s")), HasSubstr("x.s"));
}

TEST(WhyNoLink, ASocketCannotTalkToItself)
{
    const Topology topology = two(Role::Peer, Dealer, Role::Peer, Dealer);
    EXPECT_THAT(whyNoLink(topology, refTo("a.s"), refTo("a.s")), HasSubstr("itself"));
}

TEST(WhyNoLink, AnIllegalPairIsToldAsInThePairingRules)
{
    const Topology topology = two(Role::Source, Pub, Role::Sink, Pull);
    EXPECT_EQ(whyNoLink(topology, refTo("a.s"), refTo("b.s")), whyIllegal(Pub, Pull));
}

TEST(WhyNoLink, ARoleMustHaveTheSocketType)
{
    const Topology topology = two(Role::Sink, Push, Role::Sink, Pull);
    EXPECT_THAT(whyNoLink(topology, refTo("a.s"), refTo("b.s")), HasSubstr("no PUSH"));
}

TEST(WhyNoLink, APairHasOnePeerOnly)
{
    const Topology topology = two(Role::Peer, Pair, Role::Peer, Pair)
                                  .socket("unused", Pair, {"inproc://*"})
                                  .node("c", Role::Peer)
                                  .socket("s", Pair)
                                  .link("a.s", "b.unused");
    EXPECT_THAT(whyNoLink(topology, refTo("c.s"), refTo("a.s")), HasSubstr("a.s"));
    EXPECT_EQ(whyNoLink(topology, refTo("c.s"), refTo("b.s")), "");
}

TEST(WhyNoLink, ARouterKnowsARoutingIdOnce)
{
    Topology topology = two(Role::Server, Router, Role::Client, Dealer).option("ROUTING_ID", "x");
    EXPECT_EQ(whyNoLink(topology, refTo("a.s"), refTo("b.s")), "");
    topology = linked(topology, "a.s", "b.s", "inproc");
    EXPECT_THAT(whyNoLink(topology, refTo("a.s"), refTo("b.s")), HasSubstr("routing id"));
}

TEST(WhyNoLink, ARouterPeerKnowsOthersByTheirNodes)
{
    Topology topology = two(Role::Peer, Router, Role::Source, Dealer).socket("t", Dealer);
    topology = linked(topology, "a.s", "b.s", "inproc");
    EXPECT_THAT(whyNoLink(topology, refTo("a.s"), refTo("b.s")), HasSubstr("routing id"));
    EXPECT_THAT(whyNoLink(topology, refTo("b.s"), refTo("a.s")), HasSubstr("routing id"));
    // One socket of the node has its id: ZeroMQ makes up a name for each connection of the other.
    topology = linked(topology, "a.s", "b.t", "inproc");
    EXPECT_EQ(whyNoLink(topology, refTo("a.s"), refTo("b.t")), "");
}

TEST(WhyNoLink, AServerTellsTwoLinksOfASocketWithoutANameApart)
{
    Topology topology = two(Role::Server, Router, Role::Client, Dealer);
    topology = linked(topology, "a.s", "b.s", "inproc");
    EXPECT_EQ(whyNoLink(topology, refTo("a.s"), refTo("b.s")), "");
}

TEST(BindSide, ServersAndProxiesBind)
{
    EXPECT_EQ(binderOf(two(Role::Client, Req, Role::Server, Rep), "a.s", "b.s"), "b.s");
    EXPECT_EQ(binderOf(two(Role::Client, Dealer, Role::Server, Dealer), "a.s", "b.s"), "b.s");
    const Topology broker = TopologyBuilder()
                                .node("c", Role::Client)
                                .socket("s", Req)
                                .node("p", Role::Proxy)
                                .socket("frontend", Router)
                                .socket("backend", Dealer)
                                .node("v", Role::Server)
                                .socket("s", Rep);
    EXPECT_EQ(binderOf(broker, "c.s", "p.frontend"), "p.frontend");
    EXPECT_EQ(binderOf(broker, "p.backend", "v.s"), "p.backend");
}

TEST(BindSide, TheEndsOfAPipelineBindAndWorkersConnect)
{
    EXPECT_EQ(binderOf(two(Role::Source, Push, Role::Worker, Pull), "a.s", "b.s"), "a.s");
    EXPECT_EQ(binderOf(two(Role::Worker, Push, Role::Sink, Pull), "a.s", "b.s"), "b.s");
}

TEST(BindSide, PublishersBind)
{
    EXPECT_EQ(binderOf(two(Role::Sink, Sub, Role::Source, Pub), "a.s", "b.s"), "b.s");
    EXPECT_EQ(binderOf(two(Role::Sink, Sub, Role::Worker, XPub), "a.s", "b.s"), "b.s");
    EXPECT_EQ(binderOf(two(Role::Worker, Sub, Role::Worker, Pub), "a.s", "b.s"), "b.s");
}

TEST(BindSide, WhoBindsAlreadyGoesOnBinding)
{
    const Topology topology = TopologyBuilder()
                                  .node("c", Role::Client)
                                  .socket("s", Req, {"inproc://*"})
                                  .node("v", Role::Server)
                                  .socket("s", Rep);
    EXPECT_EQ(binderOf(topology, "v.s", "c.s"), "c.s");
}

TEST(BindSide, OurNodesBindForAnExternalProgram)
{
    EXPECT_EQ(binderOf(two(Role::External, Rep, Role::Client, Req), "a.s", "b.s"), "b.s");
}

TEST(BindSide, EqualEndsAreDecidedByTheirPlaceInTheFile)
{
    EXPECT_EQ(binderOf(two(Role::Peer, Pair, Role::Peer, Pair), "a.s", "b.s"), "a.s");
    EXPECT_EQ(binderOf(two(Role::Peer, Dealer, Role::Peer, Dealer), "b.s", "a.s"), "a.s");
}

TEST(MakeLink, GivesTheBinderAFreshAddress)
{
    const Topology topology =
        linked(two(Role::Source, Push, Role::Worker, Pull), "b.s", "a.s", "ipc");
    ASSERT_EQ(topology.links.size(), 1U);
    EXPECT_EQ(topology.links[0].bind, refTo("a.s"));
    EXPECT_EQ(topology.links[0].connect, refTo("b.s"));
    EXPECT_EQ(topology.find(refTo("a.s"))->bind, std::vector<std::string>{"ipc://*"});
}

TEST(MakeLink, UsesTheFirstAddressOfTheTransport)
{
    Topology topology = TopologyBuilder()
                            .node("a", Role::Source)
                            .socket("s", Push, {"ipc://*", "tcp://127.0.0.1:*", "tcp://[::1]:*"})
                            .node("b", Role::Worker)
                            .socket("s", Pull);
    topology = linked(topology, "a.s", "b.s", "tcp");
    EXPECT_EQ(topology.links[0].endpoint, 1U);
    EXPECT_EQ(topology.find(refTo("a.s"))->bind.size(), 3U);
}

TEST(MakeLink, SharesAnAddressBetweenPeers)
{
    Topology topology =
        two(Role::Source, Push, Role::Worker, Pull).node("c", Role::Worker).socket("s", Pull);
    topology = linked(topology, "a.s", "b.s", "inproc");
    topology = linked(topology, "a.s", "c.s", "inproc");
    EXPECT_EQ(topology.links[1].endpoint, 0U);
    EXPECT_EQ(topology.find(refTo("a.s"))->bind.size(), 1U);
}

TEST(MakeLink, ASecondLinkOfTheSameTwoGetsAnAddressOfItsOwn)
{
    Topology topology = two(Role::Source, Push, Role::Worker, Pull);
    topology = linked(topology, "a.s", "b.s", "inproc");
    topology = linked(topology, "a.s", "b.s", "inproc");
    EXPECT_EQ(topology.links[1].endpoint, 1U);
    EXPECT_EQ(topology.find(refTo("a.s"))->bind.size(), 2U);
    EXPECT_FALSE(hasErrors(check(topology)));
}

TEST(MakeLink, AnExternalProgramIsNeverReachedByInproc)
{
    const Topology topology =
        linked(two(Role::External, Req, Role::Server, Rep), "a.s", "b.s", "inproc");
    EXPECT_EQ(topology.find(refTo("b.s"))->bind, std::vector<std::string>{"tcp://127.0.0.1:*"});
}

TEST(MakeLink, IsOneStepToTakeBack)
{
    const Topology before = two(Role::Source, Push, Role::Worker, Pull);
    Topology topology = before;
    const model::Edit edit = makeLink(topology, refTo("a.s"), refTo("b.s"), "tcp", nullptr);
    const model::Applied applied = model::apply(topology, edit);
    EXPECT_NE(topology, before);
    model::apply(topology, applied.inverse);
    EXPECT_EQ(topology, before);
}

TEST(MakeLink, MakesNoLinkThatMayNotBe)
{
    Topology topology = two(Role::Source, Push, Role::Source, Push);
    const Topology before = topology;
    model::LinkId id;
    model::apply(topology, makeLink(topology, refTo("a.s"), refTo("b.s"), "tcp", &id));
    EXPECT_EQ(topology, before);
    EXPECT_TRUE(id.isEmpty());
}

TEST(MakeLink, BetweenStreamsNeverTakesInproc)
{
    const Topology topology =
        linked(two(Role::Stream, Stream, Role::Stream, Stream), "a.s", "b.s", "inproc");
    EXPECT_EQ(topology.nodes[0].sockets[0].bind, std::vector<std::string>{"tcp://127.0.0.1:*"});
}

} // namespace
} // namespace topomq::rules
