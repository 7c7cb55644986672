// Loads, rings, and who answers whom.
#include "tests/engine/rules/finding_case.h"

namespace topomq::rules {

using model::Array;
using model::Role;
using model::Severity;
using model::Topology;
using enum model::SocketType;
using tests::TopologyBuilder;

namespace {

constexpr auto kInfo = Severity::Information;
constexpr auto kWarning = Severity::Warning;

/// A source at `rate`, and a sink that takes `service` µs for each message.
Topology offered(model::SocketType out, model::SocketType in, int rate, int service)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", rate).socket("out", out, {"inproc://*"});
    builder.node("sink", Role::Sink).setting("service_time", service).socket("in", in);
    if (in == Sub)
        builder.option("SUBSCRIBE", Array{""});
    return builder.link("sink.in", "vent.out");
}

/// PUB to a worker that has to wait for a slow sink.
TopologyBuilder slowChain()
{
    return TopologyBuilder()
        .node("pub", Role::Source)
        .setting("rate", 1000)
        .socket("out", Pub, {"inproc://*"})
        .node("middle", Role::Worker)
        .socket("in", Sub)
        .option("SUBSCRIBE", Array{""})
        .socket("out", Push)
        .node("end", Role::Sink)
        .setting("service_time", 10'000)
        .socket("in", Pull, {"inproc://*"})
        .link("middle.in", "pub.out")
        .link("middle.out", "end.in");
}

Topology crowd()
{
    TopologyBuilder builder;
    builder.node("sink", Role::Sink).setting("service_time", 10'000);
    builder.socket("in", Pull, {"inproc://*"});
    for (const std::string id : {"a", "b"}) {
        builder.node(id, Role::Source).setting("rate", 80).socket("out", Push);
        builder.link(id + ".out", "sink.in");
    }
    return builder;
}

TopologyBuilder brokers()
{
    return TopologyBuilder()
        .node("c", Role::Client)
        .setting("timeout", 100)
        .socket("req", Req)
        .node("p", Role::Proxy)
        .socket("frontend", Router, {"inproc://*"})
        .socket("backend", Dealer, {"inproc://*"})
        .node("q", Role::Proxy)
        .socket("frontend", Router, {"inproc://*"})
        .socket("backend", Dealer)
        .link("c.req", "p.frontend")
        .link("p.backend", "q.frontend");
}

Topology workersRing()
{
    return TopologyBuilder()
        .node("a", Role::Worker)
        .socket("in", Pull, {"inproc://*"})
        .socket("out", Push)
        .node("b", Role::Worker)
        .socket("in", Pull, {"inproc://*"})
        .socket("out", Push)
        .link("a.out", "b.in")
        .link("b.out", "a.in");
}

TopologyBuilder asking(model::SocketType client, model::SocketType server, int timeout)
{
    return TopologyBuilder()
        .node("c", Role::Client)
        .setting("timeout", timeout)
        .socket("s", client)
        .node("r", Role::Server)
        .socket("s", server, {"inproc://*"})
        .link("c.s", "r.s");
}

TopologyBuilder speaking(Role other, model::SocketType type)
{
    return TopologyBuilder()
        .node("r", Role::Peer)
        .socket("s", Router, {"ipc://*"})
        .node("x", other)
        .socket("s", type)
        .link("x.s", "r.s");
}

/// A worker and `count` balancers.
Topology balanced(int count)
{
    TopologyBuilder builder;
    builder.node("w", Role::BalancedWorker).socket("req", Req);
    for (int i = 0; i < count; ++i) {
        const std::string id = "lru" + std::to_string(i);
        builder.node(id, Role::Balancer)
            .socket("frontend", Router, {"inproc://*"})
            .socket("backend", Router, {"inproc://*"})
            .link("w.req", id + ".backend");
    }
    return builder;
}

/// Somebody at a socket of a broker that has what it needs: a client, and one who answers.
Topology beside(Role broker, const char* side, Role other, model::SocketType type)
{
    const bool balances = broker == Role::Balancer;
    return TopologyBuilder()
        .node("c", Role::Client)
        .setting("timeout", 100)
        .socket("s", Req)
        .node("b", broker)
        .socket("frontend", Router, {"inproc://*"})
        .socket("backend", balances ? Router : Dealer, {"inproc://*"})
        .node("w", balances ? Role::BalancedWorker : Role::Server)
        .socket("s", balances ? Req : Rep)
        .node("x", other)
        .socket("s", type)
        .link("c.s", "b.frontend")
        .link("w.s", "b.backend")
        .link("x.s", std::string("b.") + side);
}

std::vector<FindingCase> sideCases()
{
    const auto wrong = [](const char* name, const Topology& topology, bool hasFix = false) {
        return FindingCase{name, topology, kWarning, code::kWrongSide, "link3", hasFix};
    };
    return {
        wrong("AClientBehindABalancer", beside(Role::Balancer, "backend", Role::Client, Req)),
        wrong("AServerBehindABalancer", beside(Role::Balancer, "backend", Role::Server, Dealer),
              true),
        wrong("ARouterServerBehindABalancer",
              beside(Role::Balancer, "backend", Role::Server, Router)),
        wrong("AProxyBehindABalancer",
              TopologyBuilder(brokers())
                  .node("b", Role::Balancer)
                  .socket("frontend", Router, {"inproc://*"})
                  .socket("backend", Router, {"inproc://*"})
                  .link("q.backend", "b.backend")),
        wrong("AWorkerBeforeABalancer",
              beside(Role::Balancer, "frontend", Role::BalancedWorker, Req)),
        wrong("AServerBeforeABalancer", beside(Role::Balancer, "frontend", Role::Server, Dealer)),
        wrong("AClientBehindAProxy", beside(Role::Proxy, "backend", Role::Client, Dealer)),
        wrong("AServerBeforeAProxy", beside(Role::Proxy, "frontend", Role::Server, Dealer)),
        wrong("ABalancedWorkerOfAProxy",
              beside(Role::Proxy, "frontend", Role::BalancedWorker, Req)),
        {"ABalancedWorkerOfAServer",
         TopologyBuilder()
             .node("w", Role::BalancedWorker)
             .socket("s", Req)
             .node("r", Role::Server)
             .socket("s", Rep, {"inproc://*"})
             .link("w.s", "r.s"),
         kWarning, code::kWrongSide, "link1", false},
    };
}

} // namespace

std::vector<FindingCase> flowCases()
{
    std::vector<FindingCase> cases{
        {"PubToASlowSubscriber", offered(Pub, Sub, 1000, 10'000), kWarning, code::kDropsExpected,
         "sink"},
        {"PubWithoutARateToASlowSubscriber", offered(Pub, Sub, 0, 10'000), kWarning,
         code::kDropsExpected, "sink", false},
        {"PubToASlowChain", slowChain(), kWarning, code::kDropsExpected, "middle", false},
        {"PushToASlowSink", offered(Push, Pull, 1000, 10'000), kInfo, code::kBackPressure, "vent"},
        {"SourcesThatAreTooMuchTogether", crowd(), kInfo, code::kBackPressure, "sink"},
        {"WorkersInARing", workersRing(), kWarning, code::kEndlessRing, "link2"},
        {"BrokersInARing", brokers().link("q.backend", "p.frontend"), kWarning, code::kEndlessRing,
         "link3"},
        {"ABrokerWithoutAServer", brokers(), kWarning, code::kNobodyAnswers, "c.req", false},
        {"AReqThatWaitsForEver", asking(Req, Rep, 0), kInfo, code::kWaitsForEver, "c.s"},
        {"DealerToRep", asking(Dealer, Rep, 100), kInfo, code::kTrickyPair, "link1", false},
        {"ReqToRouter", asking(Req, Router, 100), kInfo, code::kTrickyPair, "link1", false},
        {"AnExternalPeerWithoutAName", speaking(Role::External, Dealer), kWarning,
         code::kNoRoutingId, "link1"},
        {"ToANodeWithoutALink",
         speaking(Role::Peer, Dealer)
             .node("far", Role::Peer)
             .setting("to", Array{"x"})
             .socket("s", Router, {"ipc://*"}),
         kWarning, code::kUnknownReceiver, "far"},
        {"ARouterWithoutAName", speaking(Role::Server, Router), kWarning, code::kNoRoutingId,
         "link1"},
        {"AReqClientOfAPeer", speaking(Role::Client, Req), kWarning, code::kNobodyAnswers, "link1",
         false},
        {"ADealerClientOfAPeer", speaking(Role::Client, Dealer), kWarning, code::kNobodyAnswers,
         "link1", false},
        {"AWorkerOfTwoBalancers", balanced(2), kWarning, code::kTwoBalancers, "w.req", false},
        {"ABalancerThatMayBeRestarted", balanced(1), kInfo, code::kWaitsForEver, "lru0.backend",
         false},
    };
    const std::vector<FindingCase> sides = sideCases();
    cases.insert(cases.end(), sides.begin(), sides.end());
    return cases;
}

} // namespace topomq::rules
