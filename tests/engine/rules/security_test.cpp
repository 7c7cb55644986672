#include "engine/rules/codes.h"
#include "engine/rules/rules.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace topomq::rules {
namespace {

using model::LinkId;
using model::Mechanism;
using model::Role;
using model::SocketRef;
using model::Topology;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using enum model::SocketType;
using tests::pushPull;
using tests::refTo;
using tests::TopologyBuilder;

const std::string kKey = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7";

Topology applied(Topology topology, const SecureResult& result)
{
    model::apply(topology, result.edit);
    return topology;
}

bool isServer(const Topology& topology, const char* socket)
{
    const model::Security& security = topology.find(refTo(socket))->security;
    EXPECT_EQ(security.mechanism, Mechanism::Curve) << socket;
    return security.server;
}

/// a binds for b, b binds for c; the second link may go the other way round.
Topology chain(bool turned = false)
{
    TopologyBuilder builder;
    builder.node("a", Role::Peer).socket("s", Dealer, {"tcp://127.0.0.1:*"});
    builder.node("b", Role::Peer).socket("s", Dealer, {"tcp://127.0.0.1:*"});
    builder.node("c", Role::Peer).socket("s", Dealer, {"tcp://127.0.0.1:*"});
    builder.link("b.s", "a.s");
    if (turned)
        builder.link("b.s", "c.s");
    else
        builder.link("c.s", "b.s");
    return builder;
}

TEST(SecureLink, MakesTheBinderTheServer)
{
    const Topology before = pushPull("tcp://127.0.0.1:*");
    const SecureResult result = secureLink(before, LinkId("link1"));
    EXPECT_EQ(result.problem, "");
    const Topology topology = applied(before, result);
    EXPECT_TRUE(isServer(topology, "vent.out"));
    EXPECT_FALSE(isServer(topology, "sink.in"));
    EXPECT_FALSE(hasErrors(check(topology)));
}

TEST(SecureLink, IsOneStepToTakeBack)
{
    const Topology before = pushPull("ipc://*");
    Topology topology = before;
    const model::Edit edit = secureLink(topology, LinkId("link1")).edit;
    const model::Edit inverse = model::apply(topology, edit).inverse;
    EXPECT_NE(topology, before);
    model::apply(topology, inverse);
    EXPECT_EQ(topology, before);
}

TEST(SecureLink, TakesAlongWhatHangsTogether)
{
    const SecureResult result = secureLink(chain(true), LinkId("link1"));
    EXPECT_THAT(result.sockets, UnorderedElementsAre(refTo("a.s"), refTo("b.s"), refTo("c.s")));
    EXPECT_FALSE(isServer(applied(chain(true), result), "b.s"));
}

TEST(SecureLink, AClientMayBindWhereOneServerConnectsToIt)
{
    const SecureResult result = secureLink(chain(), LinkId("link1"));
    ASSERT_EQ(result.problem, "");
    const Topology topology = applied(chain(), result);
    EXPECT_NE(isServer(topology, "a.s"), isServer(topology, "b.s"));
    EXPECT_NE(isServer(topology, "b.s"), isServer(topology, "c.s"));
    EXPECT_FALSE(hasErrors(check(topology)));
}

TEST(SecureLink, SaysWhyARingOfThreeCannotBeSecured)
{
    Topology ring = chain();
    ring.links.push_back({.id = LinkId("last"), .connect = refTo("a.s"), .bind = refTo("c.s")});
    const SecureResult result = secureLink(ring, LinkId("link1"));
    EXPECT_THAT(result.problem, HasSubstr("ring"));
    EXPECT_THAT(result.sockets, IsEmpty());
    EXPECT_EQ(applied(ring, result), ring);
}

TEST(SecureLink, LeavesInprocAlone)
{
    EXPECT_THAT(secureLink(pushPull("inproc://*"), LinkId("link1")).problem, HasSubstr("inproc"));
    Topology mixed = pushPull("tcp://127.0.0.1:*");
    mixed.nodes[0].sockets[0].bind.push_back("inproc://*");
    mixed.nodes.push_back(mixed.nodes[1]);
    mixed.nodes[2].id = model::NodeId("near");
    mixed.links.push_back({.id = LinkId("in"),
                           .connect = refTo("near.in"),
                           .bind = refTo("vent.out"),
                           .endpoint = 1});
    const SecureResult result = secureLink(mixed, LinkId("link1"));
    EXPECT_THAT(result.sockets, UnorderedElementsAre(refTo("vent.out"), refTo("sink.in")));
}

TEST(SecureLink, WantsTheKeyOfAnExternalServer)
{
    Topology topology = TopologyBuilder()
                            .node("ext", Role::External)
                            .socket("s", Rep, {"tcp://127.0.0.1:5555"})
                            .node("c", Role::Client)
                            .socket("req", Req, {"tcp://127.0.0.1:5556", "tcp://127.0.0.1:5557"})
                            .node("other", Role::External)
                            .socket("s", Rep)
                            .link("c.req", "ext.s")
                            .link("ext.s", "c.req", 0)
                            .link("other.s", "c.req", 1);
    EXPECT_EQ(secureLink(topology, LinkId("link1")).problem, "");
    EXPECT_TRUE(isServer(applied(topology, secureLink(topology, LinkId("link1"))), "c.req"));
    topology.links.resize(1);
    topology.nodes[1].sockets[0].security.serverKey = kKey;
    EXPECT_TRUE(isServer(applied(topology, secureLink(topology, LinkId("link1"))), "ext.s"));
}

TEST(SecureLink, SaysThatItIsDone)
{
    const Topology before = pushPull("tcp://127.0.0.1:*");
    const Topology topology = applied(before, secureLink(before, LinkId("link1")));
    EXPECT_THAT(secureLink(topology, LinkId("link1")).problem, HasSubstr("already"));
}

TEST(SecureLink, KeepsTheListOfWhomAServerLetsIn)
{
    Topology topology = pushPull("tcp://127.0.0.1:*");
    topology.nodes[0].sockets[0].security.allow = {"sink.in"};
    topology = applied(topology, secureLink(topology, LinkId("link1")));
    EXPECT_EQ(topology.nodes[0].sockets[0].security.allow, std::vector<std::string>{"sink.in"});
}

/// A sink with PLAIN between a server of PLAIN and a source without security, which has another
/// sink without.
Topology betweenPlainAndNull()
{
    Topology topology = TopologyBuilder()
                            .node("c", Role::Sink)
                            .socket("in", Pull)
                            .node("s", Role::Source)
                            .socket("out", Push, {"tcp://127.0.0.1:*"})
                            .node("n", Role::Source)
                            .socket("out", Push, {"tcp://127.0.0.1:*"})
                            .node("d", Role::Sink)
                            .socket("in", Pull)
                            .link("c.in", "s.out")
                            .link("c.in", "n.out")
                            .link("d.in", "n.out");
    topology.nodes[0].sockets[0].security = {.mechanism = Mechanism::Plain, .username = "ann"};
    topology.nodes[1].sockets[0].security = {.mechanism = Mechanism::Plain, .server = true};
    return topology;
}

const model::Finding& mismatchIn(const std::vector<model::Finding>& findings)
{
    const auto found = std::find_if(findings.begin(), findings.end(), [](const auto& each) {
        return each.code == code::kSecurityMismatch;
    });
    EXPECT_NE(found, findings.end());
    return *found;
}

TEST(Mismatch, IsMendedAtTheEndThatHasNoSecurity)
{
    Topology topology = betweenPlainAndNull();
    topology.links.pop_back();
    const auto findings = check(topology);
    const model::Finding& finding = mismatchIn(findings);
    EXPECT_EQ(finding.where, "link2");
    ASSERT_TRUE(finding.fix);
    EXPECT_EQ(finding.fix->text, "Let n.out use PLAIN too");
    model::apply(topology, finding.fix->edit);
    EXPECT_TRUE(topology.nodes[2].sockets[0].security.server);
    EXPECT_FALSE(hasErrors(check(topology)));
}

TEST(Mismatch, HasNoFixThatMakesAnotherLinkOneOrTakesSecurityOff)
{
    const auto findings = check(betweenPlainAndNull());
    const model::Finding& finding = mismatchIn(findings);
    EXPECT_EQ(finding.where, "link2");
    EXPECT_FALSE(finding.fix) << finding.fix->text;
}

TEST(Mismatch, IsMendedWhereTheOtherLinksCarryNoSecurity)
{
    Topology topology = betweenPlainAndNull();
    topology.nodes[2].sockets[0].bind.emplace_back("inproc://*");
    topology.links[2].endpoint = 1;
    const auto findings = check(topology);
    ASSERT_TRUE(mismatchIn(findings).fix);
    model::apply(topology, mismatchIn(findings).fix->edit);
    EXPECT_FALSE(hasErrors(check(topology)));
}

TEST(SecureAll, SecuresEveryPartAndTellsOfThoseThatCannotBe)
{
    Topology topology = chain();
    topology.links.push_back({.id = LinkId("last"), .connect = refTo("a.s"), .bind = refTo("c.s")});
    const Topology pipeline = pushPull("tcp://127.0.0.1:*");
    topology.nodes.insert(topology.nodes.end(), pipeline.nodes.begin(), pipeline.nodes.end());
    topology.links.push_back(pipeline.links[0]);
    topology.links.back().id = LinkId("pipe");
    const SecureResult result = secureAll(topology);
    EXPECT_THAT(result.problem, HasSubstr("ring"));
    EXPECT_THAT(result.sockets, UnorderedElementsAre(refTo("vent.out"), refTo("sink.in")));
}

TEST(AllowEntries, AreASocketAKeyOrAUser)
{
    const Topology topology = pushPull();
    EXPECT_EQ(allowEntry(topology, "sink.in").kind, AllowEntry::Kind::Socket);
    EXPECT_EQ(allowEntry(topology, "sink.in").socket, refTo("sink.in"));
    EXPECT_EQ(allowEntry(topology, kKey).kind, AllowEntry::Kind::Key);
    EXPECT_EQ(allowEntry(topology, "ann.smith").kind, AllowEntry::Kind::User);
    EXPECT_FALSE(isZ85Key(kKey.substr(1)));
    EXPECT_FALSE(isZ85Key(kKey.substr(1) + "\""));
}

} // namespace
} // namespace topomq::rules
