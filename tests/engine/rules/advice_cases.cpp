#include "tests/engine/rules/finding_case.h"

namespace topomq::rules {

using model::Array;
using model::Role;
using model::Severity;
using model::Topology;
using enum model::SocketType;
using tests::TopologyBuilder;

namespace {

TopologyBuilder pubSub(const Array& topics, const Array& prefixes)
{
    return TopologyBuilder()
        .node("pub", Role::Source)
        .setting("topics", topics)
        .socket("out", Pub, {"inproc://*"})
        .node("sub", Role::Sink)
        .socket("in", Sub)
        .option("SUBSCRIBE", prefixes)
        .link("sub.in", "pub.out");
}

/// A program outside that subscribes to a source.
Topology outside(const model::Object& options)
{
    Topology topology = TopologyBuilder()
                            .node("pub", Role::Source)
                            .socket("out", Pub, {"tcp://127.0.0.1:*"})
                            .node("far", Role::External)
                            .socket("in", Sub)
                            .link("far.in", "pub.out");
    topology.nodes[1].sockets[0].options = options;
    return topology;
}

} // namespace

std::vector<FindingCase> adviceCases()
{
    return {
        {"SocketWithoutALink", changedPipeline([](Topology& topology) { topology.links.clear(); }),
         Severity::Warning, code::kUnconnected, "sink.in", false},
        {"SocketWhoseOnlyLinkIsCut",
         changedPipeline([](Topology& topology) { topology.links[0].enabled = false; }),
         Severity::Warning, code::kUnconnected, "vent.out", false},
        {"SocketWhoseOnlyPeerIsLeftOut",
         changedPipeline([](Topology& topology) { topology.nodes[1].enabled = false; }),
         Severity::Warning, code::kUnconnected, "vent.out", false},
        {"SubWithoutASubscription", pubSub({""}, {}), Severity::Warning, code::kNoSubscription,
         "sub.in"},
        {"SubscriptionThatNothingMatches", pubSub({"news", "sport"}, {"weather"}),
         Severity::Warning, code::kNeverMatches, "sub.in"},
        {"OneOfTwoSubscriptionsMatchesNothing", pubSub({"news"}, {"new", "newspaper"}),
         Severity::Warning, code::kNeverMatches, "sub.in"},
        {"UnlimitedSendQueue", changedPipeline([](Topology& topology) {
             topology.nodes[0].sockets[0].options.set("SNDHWM", 0);
         }),
         Severity::Warning, code::kHwmZero, "vent.out"},
        {"UnlimitedReceiveQueue", changedPipeline([](Topology& topology) {
             topology.nodes[1].sockets[0].options.set("RCVHWM", 0);
         }),
         Severity::Warning, code::kHwmZero, "sink.in"},
        {"ConflatedRequests",
         TopologyBuilder().node("c", Role::Client).socket("s", Dealer).option("CONFLATE", true),
         Severity::Warning, code::kConflateMultipart, "c.s"},
        {"NodeLeftOut", TopologyBuilder().node("a", Role::External).leaveOut(),
         Severity::Information, code::kLeftOut, "a"},
        {"LinkLeftOut",
         changedPipeline([](Topology& topology) { topology.links[0].enabled = false; }),
         Severity::Information, code::kLeftOut, "link1"},
        {"SubscriptionsOfAProgramThatNobodyKnows", outside({}), Severity::Information,
         code::kUnknownSubscription, "far.in"},
        {"RecordsInproc",
         changedPipeline([](Topology& topology) { topology.links[0].recordWire = true; }),
         Severity::Information, code::kNothingToRecord, "link1"},
        {"RecordsAProgramOutside", changedPipeline([](Topology& topology) {
             topology.links[0].recordWire = true;
             topology.nodes[0].sockets[0].bind = {"tcp://127.0.0.1:*"};
             topology.nodes[1].role = Role::External;
             topology.nodes[1].settings = {};
         }),
         Severity::Information, code::kNothingToRecord, "link1"},
    };
}

} // namespace topomq::rules
