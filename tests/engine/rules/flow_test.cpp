// Loads and answers: what must not be said.
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

using model::Array;
using model::Role;
using model::Topology;
using model::Value;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using enum model::SocketType;
using tests::TopologyBuilder;

/// A publisher of two topics and a sink that can take 600 of its 1000 msg/s.
TopologyBuilder subscribedTo(const Array& prefixes)
{
    return TopologyBuilder()
        .node("pub", Role::Source)
        .setting("topics", Array{"a", "b"})
        .socket("out", Pub, {"inproc://*"})
        .node("sub", Role::Sink)
        .setting("service_time", 1666)
        .socket("in", Sub)
        .option("SUBSCRIBE", prefixes)
        .link("sub.in", "pub.out");
}

Topology shared(int workers, int service)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 1000).socket("out", Push, {"inproc://*"});
    for (int i = 0; i < workers; ++i) {
        const std::string id = "w" + std::to_string(i);
        builder.node(id, Role::Sink).setting("service_time", service).socket("in", Pull);
        builder.link(id + ".in", "vent.out");
    }
    return builder;
}

/// Sources of so many msg/s each that all push into one sink.
Topology crowd(const std::vector<int>& rates, int service)
{
    TopologyBuilder builder;
    builder.node("sink", Role::Sink).setting("service_time", service);
    builder.socket("in", Pull, {"inproc://*"});
    for (std::size_t i = 0; i < rates.size(); ++i) {
        const std::string id = "s" + std::to_string(i);
        builder.node(id, Role::Source).setting("rate", rates[i]).socket("out", Push);
        builder.link(id + ".out", "sink.in");
    }
    return builder;
}

/// A source before many workers before a sink, and a second one beside them: what a worker takes
/// more when it is faster is taken from the others.
Topology meshed(int first, int second, int work, int service)
{
    TopologyBuilder builder;
    builder.node("sink", Role::Sink).setting("service_time", service);
    builder.socket("in", Pull, {"inproc://*"});
    builder.node("far", Role::Sink).setting("service_time", service / 2);
    builder.socket("in", Pull, {"inproc://*"});
    builder.node("vent", Role::Source).setting("rate", first).socket("out", Push, {"inproc://*"});
    for (const char* id : {"a", "b", "c"}) {
        builder.node(id, Role::Worker).setting("service_time", work);
        builder.socket("in", Pull).socket("out", Push);
        builder.link(std::string(id) + ".in", "vent.out");
        builder.link(std::string(id) + ".out", *id == 'c' ? "far.in" : "sink.in");
    }
    builder.node("beside", Role::Source).setting("rate", second).socket("out", Push);
    builder.link("beside.out", "sink.in");
    return builder;
}

bool isAboutLoads(const model::Finding& finding)
{
    return finding.code == code::kBackPressure || finding.code == code::kDropsExpected;
}

/// Applies each fix by itself and looks whether its finding is gone. How many there were.
int applyEachFix(const Topology& topology)
{
    int fixes = 0;
    for (const model::Finding& finding : check(topology)) {
        if (!isAboutLoads(finding) || !finding.fix)
            continue;
        ++fixes;
        Topology changed = topology;
        const model::Edit inverse = model::apply(changed, finding.fix->edit).inverse;
        for (const model::Finding& after : check(changed))
            EXPECT_FALSE(after.code == finding.code && after.where == finding.where)
                << finding.where << ": " << finding.message << "\n"
                << finding.fix->text << "\n"
                << after.message;
        model::apply(changed, inverse);
        EXPECT_EQ(changed, topology);
    }
    return fixes;
}

TEST(Loads, OfSeveralSourcesAreAddedUpAsTheyAreOffered)
{
    const auto findings = check(crowd({1000, 1000}, 3000));
    const auto sink = std::find_if(findings.begin(), findings.end(),
                                   [](const auto& each) { return each.where == "sink"; });
    ASSERT_NE(sink, findings.end());
    EXPECT_THAT(sink->message, HasSubstr("offered about 2000 msg/s"));
    EXPECT_THAT(sink->message, HasSubstr("allows about 333 msg/s"));
    EXPECT_EQ(sink->fix->text, "Shorten its service time to 500 µs");
}

TEST(Loads, OfSeveralSourcesAreLightenedByOneFixForAllOfThem)
{
    Topology topology = crowd({1000, 1000}, 3000);
    const auto findings = check(topology);
    const auto source = std::find_if(findings.begin(), findings.end(),
                                     [](const auto& each) { return each.where == "s0"; });
    ASSERT_NE(source, findings.end());
    EXPECT_THAT(source->message, HasSubstr("about 333 msg/s from 2 sources together"));
    EXPECT_EQ(source->fix->text, "Send 166 msg/s from each of the 2 sources");
    model::apply(topology, source->fix->edit);
    EXPECT_THAT(codesOf(topology), Not(Contains(code::kBackPressure)));
}

TEST(Loads, AreResolvedByEachFixThatIsOffered)
{
    EXPECT_EQ(applyEachFix(crowd({1000, 1000}, 3000)), 3);
    EXPECT_EQ(applyEachFix(crowd({1000, 1000}, 1500)), 3);
    EXPECT_EQ(applyEachFix(crowd({1000, 300, 20}, 1500)), 2);
    EXPECT_EQ(applyEachFix(crowd({400, 400, 400}, 1500)), 1);
    EXPECT_EQ(applyEachFix(shared(3, 10'000)), 1);
    for (const int first : {300, 1000, 7000}) {
        for (const int second : {50, 900, 4000}) {
            for (const int work : {0, 500, 4000}) {
                for (const int service : {600, 2000, 9000})
                    applyEachFix(meshed(first, second, work, service));
            }
        }
    }
}

/// The service time of the sink after the fix that shortens it; null: there is no such fix.
Value shortened(const Value& serviceTime, const std::vector<model::Parameter>& parameters = {})
{
    Topology topology = subscribedTo({""});
    topology.parameters = parameters;
    topology.nodes[1].settings.set("service_time", serviceTime);
    for (const model::Finding& finding : check(topology)) {
        if (finding.code != code::kDropsExpected || !finding.fix)
            continue;
        model::apply(topology, finding.fix->edit);
        EXPECT_THAT(codesOf(topology), Not(Contains(code::kDropsExpected)));
        return *topology.nodes[1].settings.find("service_time");
    }
    return {};
}

TEST(Loads, AreLightenedByServiceTimesThatVaryAsBefore)
{
    using model::Object;
    EXPECT_EQ(shortened(5000), Value(1000));
    EXPECT_EQ(shortened(Object{{"constant", 5000}}), Value(Object{{"constant", 1000}}));
    EXPECT_EQ(shortened(Object{{"exponential", 3000}}), Value(Object{{"exponential", 1000}}));
    EXPECT_EQ(shortened(Object{{"uniform", Array{1000, 9000}}}),
              Value(Object{{"uniform", Array{200, 1800}}}));
    EXPECT_EQ(shortened(Object{{"normal", Array{4000, 500}}}),
              Value(Object{{"normal", Array{1000, 125}}}));
}

TEST(Loads, AreNotLightenedInThePlaceOfAParameter)
{
    const std::vector<model::Parameter> parameters{{.name = "t", .value = 5000}};
    EXPECT_EQ(shortened("#t", parameters), Value());
    EXPECT_EQ(shortened(model::Object{{"exponential", "#t * 2"}}, parameters), Value());
}

TEST(Loads, OfSourcesThatTakeWhatIsLeftHoldNobodyBack)
{
    EXPECT_THAT(codesOf(crowd({0, 0}, 3000)), Not(Contains(code::kBackPressure)));
    EXPECT_THAT(codesOf(crowd({0, 200}, 3000)), Not(Contains(code::kBackPressure)));
    EXPECT_THAT(codesOf(crowd({0, 800}, 3000)), Contains(code::kBackPressure));
}

TEST(Loads, OfAReceiverThatKeepsOnlyTheNewestHoldNobodyBack)
{
    Topology topology = shared(1, 3000);
    topology.nodes[1].sockets[0].options.set("CONFLATE", true);
    EXPECT_THAT(codesOf(topology), Not(Contains(code::kBackPressure)));
}

TEST(Loads, CountOnlyTheTopicsThatAreSubscribed)
{
    EXPECT_THAT(codesOf(subscribedTo({""})), Contains(code::kDropsExpected));
    EXPECT_THAT(codesOf(subscribedTo({"a"})), Not(Contains(code::kDropsExpected)));
    EXPECT_THAT(codesOf(subscribedTo({"a", "b"})), Contains(code::kDropsExpected));
}

TEST(Loads, OfAPublisherThatWaitsDropNothing)
{
    Topology topology = subscribedTo({""});
    topology.nodes[0].sockets[0].options.set("XPUB_NODROP", true);
    EXPECT_THAT(codesOf(topology), Not(Contains(code::kDropsExpected)));
}

TEST(Loads, AreSharedByThoseWhoPull)
{
    EXPECT_THAT(codesOf(shared(2, 3000)), Contains(code::kBackPressure));
    EXPECT_THAT(codesOf(shared(4, 3000)), Not(Contains(code::kBackPressure)));
}

TEST(Loads, OfASourceThatTakesWhatItGetsAreNoFinding)
{
    Topology topology = shared(1, 3000);
    topology.nodes[0].settings.set("rate", 0);
    EXPECT_THAT(codesOf(topology), Not(Contains(code::kBackPressure)));
}

TEST(Loads, NameTheRateThatIsPossible)
{
    const auto findings = check(shared(1, 4000));
    ASSERT_FALSE(findings.empty());
    EXPECT_THAT(findings[0].message, HasSubstr("about 1000 msg/s"));
    EXPECT_THAT(findings[0].message, HasSubstr("about 250 msg/s"));
}

/// What is said of a ROUTER peer that sends to these, and is linked to x alone.
model::Finding saidOfReceivers(const Array& to)
{
    const Topology topology = TopologyBuilder()
                                  .node("hub", Role::Peer)
                                  .setting("to", to)
                                  .socket("s", Router, {"inproc://*"})
                                  .node("x", Role::Peer)
                                  .socket("s", Dealer)
                                  .link("x.s", "hub.s");
    for (const model::Finding& finding : check(topology)) {
        if (finding.code == code::kUnknownReceiver)
            return finding;
    }
    return {};
}

TEST(Receivers, ThatNobodyIsAreLeftOut)
{
    EXPECT_EQ(saidOfReceivers({"x"}).message, "");
    const model::Finding one = saidOfReceivers({"ghost", "x"});
    EXPECT_THAT(one.message, HasSubstr("it is left out, and the others get all"));
    ASSERT_TRUE(one.fix);
    EXPECT_EQ(one.fix->text, "Take it out of the list");
    const model::Finding all = saidOfReceivers({"ghost"});
    EXPECT_THAT(all.message, HasSubstr("it sends nothing"));
    ASSERT_TRUE(all.fix);
    // An empty list stands for all.
    EXPECT_EQ(all.fix->text, "Send to all that it is linked to");
}

TEST(Requests, ReachAServerThroughBrokers)
{
    const Topology topology = TopologyBuilder()
                                  .node("c", Role::Client)
                                  .setting("timeout", 100)
                                  .socket("req", Req)
                                  .node("p", Role::Proxy)
                                  .socket("frontend", Router, {"inproc://*"})
                                  .socket("backend", Dealer, {"inproc://*"})
                                  .node("s", Role::Server)
                                  .socket("rep", Rep)
                                  .link("c.req", "p.frontend")
                                  .link("s.rep", "p.backend");
    EXPECT_THAT(codesOf(topology), ::testing::IsEmpty());
}

/// A balancer with a client before it and a worker behind it, and somebody else at a side of it.
TopologyBuilder balancerWith(const char* side, Role other, model::SocketType type)
{
    return TopologyBuilder()
        .node("c", Role::Client)
        .socket("s", Req)
        .node("b", Role::Balancer)
        .socket("frontend", Router, {"ipc://*"})
        .socket("backend", Router, {"ipc://*"})
        .node("w", Role::BalancedWorker)
        .socket("s", Dealer)
        .node("x", other)
        .socket("s", type)
        .link("c.s", "b.frontend")
        .link("w.s", "b.backend")
        .link("x.s", std::string("b.") + side);
}

TEST(Brokers, HaveThoseWhoAskBeforeThemAndThoseWhoAnswerBehindThem)
{
    for (const Role other : {Role::Client, Role::Peer, Role::External})
        EXPECT_THAT(codesOf(balancerWith("frontend", other, Dealer)),
                    Not(Contains(code::kWrongSide)));
    for (const Role other : {Role::BalancedWorker, Role::External})
        EXPECT_THAT(codesOf(balancerWith("backend", other, Dealer)),
                    Not(Contains(code::kWrongSide)));
    EXPECT_THAT(codesOf(balancerWith("backend", Role::Peer, Dealer)), Contains(code::kWrongSide));
    EXPECT_THAT(codesOf(balancerWith("frontend", Role::Source, Dealer)),
                Contains(code::kWrongSide));
    // What cannot talk at all is said already.
    EXPECT_THAT(codesOf(balancerWith("backend", Role::Server, Pair)),
                Not(Contains(code::kWrongSide)));
}

TEST(Requests, OfManyClientsThroughManyBrokersAreCheckedInTime)
{
    TopologyBuilder builder;
    constexpr int kMany = 2000;
    for (int i = 0; i < kMany; ++i) {
        const std::string number = std::to_string(i);
        builder.node("p" + number, Role::Proxy);
        builder.socket("frontend", Router, {"inproc://*"}).socket("backend", Dealer);
        builder.node("c" + number, Role::Client).socket("s", Req);
        builder.link("c" + number + ".s", "p" + number + ".frontend");
        if (i > 0)
            builder.link("p" + std::to_string(i - 1) + ".backend", "p" + number + ".frontend");
    }
    const auto codes = codesOf(builder);
    EXPECT_EQ(std::count(codes.begin(), codes.end(), code::kNobodyAnswers), kMany);
}

} // namespace
} // namespace topomq::rules
