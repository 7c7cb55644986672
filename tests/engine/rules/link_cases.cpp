#include "tests/engine/rules/finding_case.h"

namespace topomq::rules {

using model::Role;
using model::Severity;
using model::Topology;
using enum model::SocketType;
using tests::pushPull;
using tests::refTo;
using tests::TopologyBuilder;

namespace {

TopologyBuilder router(const std::vector<std::string>& bind)
{
    return TopologyBuilder().node("r", Role::Server).socket("s", Router, bind);
}

TopologyBuilder twoNamedAlike(bool handover)
{
    return router({"inproc://*"})
        .option("ROUTER_HANDOVER", handover)
        .node("x", Role::Client)
        .socket("s", Dealer)
        .option("ROUTING_ID", "me")
        .node("y", Role::Client)
        .socket("s", Req)
        .option("ROUTING_ID", "me")
        .link("x.s", "r.s")
        .link("y.s", "r.s");
}

TopologyBuilder proxy(model::SocketType frontend, model::SocketType backend)
{
    return TopologyBuilder()
        .node("x", Role::Proxy)
        .socket("frontend", frontend, {"inproc://*"})
        .socket("backend", backend, {"inproc://*"});
}

/// A peer that addresses others by node id.
TopologyBuilder addressing()
{
    return TopologyBuilder()
        .node("r", Role::Peer)
        .socket("s", Router, {"inproc://*", "inproc://*"});
}

/// One whose name is the id of the other, which has none of its own.
TopologyBuilder namedAsTheOther()
{
    return addressing()
        .node("a", Role::Peer)
        .socket("s", Dealer)
        .option("ROUTING_ID", "b")
        .node("b", Role::Peer)
        .socket("s", Dealer);
}

} // namespace

std::vector<FindingCase> endCases()
{
    return {
        {"LinkToNoNode",
         changedPipeline([](Topology& topology) { topology.links[0].bind = refTo("gone.out"); }),
         Severity::Error, code::kDanglingLink, "link1"},
        {"LinkToNoSocket",
         changedPipeline([](Topology& topology) { topology.links[0].connect = refTo("sink.no"); }),
         Severity::Error, code::kDanglingLink, "link1"},
        {"LinkToNoAddress",
         changedPipeline([](Topology& topology) { topology.links[0].endpoint = 3; }),
         Severity::Error, code::kDanglingLink, "link1"},
        {"LinkToASocketThatDoesNotBind",
         changedPipeline([](Topology& topology) { topology.nodes[0].sockets[0].bind.clear(); }),
         Severity::Error, code::kDanglingLink, "link1"},
        {"ACutLinkToNoNode", changedPipeline([](Topology& topology) {
             topology.links[0].enabled = false;
             topology.links[0].bind = refTo("gone.out");
         }),
         Severity::Error, code::kDanglingLink, "link1"},
        {"LinkOfASocketToItself",
         TopologyBuilder()
             .node("p", Role::Peer)
             .socket("s", Dealer, {"inproc://*"})
             .link("p.s", "p.s"),
         Severity::Error, code::kSelfLink, "link1"},
        {"TheSameLinkTwice", changedPipeline([](Topology& topology) {
             topology.links.push_back(topology.links[0]);
             topology.links[1].id = model::LinkId("again");
         }),
         Severity::Error, code::kDuplicateLink, "again"},
    };
}

std::vector<FindingCase> peerCases()
{
    return {
        {"IllegalPair",
         changedPipeline([](Topology& topology) { topology.nodes[1].sockets[0].type = Sub; }),
         Severity::Error, code::kIllegalPair, "link1"},
        {"IllegalPairOfTwoBusySockets",
         TopologyBuilder()
             .node("a", Role::Source)
             .socket("s", Push, {"inproc://*"})
             .node("b", Role::Sink)
             .socket("s", Pull)
             .node("c", Role::Source)
             .socket("s", Pub, {"inproc://*"})
             .node("d", Role::Sink)
             .socket("s", Sub)
             .option("SUBSCRIBE", model::Array{""})
             .link("b.s", "a.s")
             .link("d.s", "c.s")
             .link("d.s", "a.s"),
         Severity::Error, code::kIllegalPair, "link3"},
        {"IllegalPairWithAHalfOfAProxy",
         proxy(XSub, XPub).node("p", Role::Source).socket("out", Pub).link("p.out", "x.backend"),
         Severity::Error, code::kIllegalPair, "link1"},
        {"IllegalPairWithAProxyOfAnotherPattern",
         proxy(Pull, Push)
             .node("p", Role::Source)
             .socket("out", Pub, {"inproc://*"})
             .node("s", Role::Sink)
             .socket("in", Sub)
             .option("SUBSCRIBE", model::Array{""})
             .link("s.in", "p.out")
             .link("s.in", "x.backend"),
         Severity::Error, code::kIllegalPair, "link2"},
        {"ASecondPeerOfAPair",
         TopologyBuilder()
             .node("a", Role::Peer)
             .socket("s", Pair, {"inproc://*"})
             .node("b", Role::Peer)
             .socket("s", Pair)
             .node("c", Role::Peer)
             .socket("s", Pair)
             .link("b.s", "a.s")
             .link("c.s", "a.s"),
         Severity::Error, code::kPairTaken, "link2"},
        {"TwoPeersOfARouterWithOneRoutingId", twoNamedAlike(false), Severity::Error,
         code::kDuplicateRoutingId, "y.s"},
        {"TwoPeersOfARouterThatHandsOver", twoNamedAlike(true), Severity::Warning,
         code::kDuplicateRoutingId, "y.s"},
        {"APeerThatARouterWouldKnowTwice",
         router({"inproc://*", "inproc://*"})
             .node("x", Role::Client)
             .socket("s", Dealer)
             .option("ROUTING_ID", "me")
             .link("x.s", "r.s", 0)
             .link("x.s", "r.s", 1),
         Severity::Error, code::kDuplicateRoutingId, "x.s"},
        {"APeerThatARouterPeerWouldKnowTwice",
         addressing()
             .node("a", Role::Peer)
             .socket("s", Dealer)
             .link("a.s", "r.s", 0)
             .link("a.s", "r.s", 1),
         Severity::Error, code::kDuplicateRoutingId, "a.s"},
        {"APeerThatAServerWouldKnowTwiceByItsNameForAnother",
         addressing()
             .node("q", Role::Server)
             .socket("s", Router, {"inproc://*", "inproc://*"})
             .node("a", Role::Peer)
             .socket("s", Dealer)
             .link("a.s", "q.s", 0)
             .link("a.s", "q.s", 1)
             .link("a.s", "r.s"),
         Severity::Error, code::kDuplicateRoutingId, "a.s"},
        {"APeerWhoseNodeIdIsTakenAsAName", namedAsTheOther().link("a.s", "r.s").link("b.s", "r.s"),
         Severity::Error, code::kDuplicateRoutingId, "b.s"},
        {"APeerThatTakesTheNodeIdOfAnotherAsItsName",
         namedAsTheOther().link("b.s", "r.s").link("a.s", "r.s"), Severity::Error,
         code::kDuplicateRoutingId, "a.s"},
        {"RouterToRouter",
         TopologyBuilder()
             .node("a", Role::Peer)
             .socket("s", Router, {"inproc://*"})
             .node("b", Role::Peer)
             .socket("s", Router)
             .link("b.s", "a.s"),
         Severity::Information, code::kTrickyPair, "link1", false},
        {"DealerToDealer",
         TopologyBuilder()
             .node("a", Role::Peer)
             .socket("s", Dealer, {"inproc://*"})
             .node("b", Role::Peer)
             .socket("s", Dealer)
             .link("b.s", "a.s"),
         Severity::Information, code::kTrickyPair, "link1", false},
    };
}

std::vector<FindingCase> streamCases()
{
    const auto two = [](const std::string& address, const char* mode) {
        return TopologyBuilder()
            .node("s", Role::Stream)
            .socket("tcp", Stream, {address})
            .node("c", Role::Stream)
            .setting("mode", mode)
            .socket("tcp", Stream)
            .link("c.tcp", "s.tcp");
    };
    return {
        {"StreamOverInproc", two("inproc://*", "http_client"), Severity::Error,
         code::kStreamTransport, "s.tcp"},
        {"TwoHttpServers", two("tcp://127.0.0.1:*", "http_server"), Severity::Warning,
         code::kStreamModes, "link1"},
        {"LinesToHttp", two("tcp://127.0.0.1:*", "line_client"), Severity::Warning,
         code::kStreamModes, "link1"},
    };
}

std::vector<FindingCase> linkCases()
{
    std::vector<FindingCase> cases = endCases();
    const std::vector<FindingCase> more = peerCases();
    cases.insert(cases.end(), more.begin(), more.end());
    for (const FindingCase& stream : streamCases())
        cases.push_back(stream);
    return cases;
}

} // namespace topomq::rules
