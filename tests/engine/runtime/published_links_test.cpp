// Links from publishers in a run that goes on: who is subscribed to what by each of them now, so
// that all that is published counts as sent to those who hear it, and to nobody else.

#include "tests/support/run_topology.h"
#include "tests/support/run_waits.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>
#include <unistd.h>
#include <vector>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using model::Role;
using enum model::SocketType;

using Prefixes = std::vector<std::string>;

void adopt(TestRun& run, const TopologyBuilder& builder)
{
    run.runtime().adopt(withoutErrors(plan::makePlan(builder.topology())));
}

void addPublisher(TopologyBuilder& builder, const std::string& id, const std::string& address)
{
    builder.node(id, Role::Source).setting("rate", 1000);
    builder.setting("topics", model::Array{"a", "b"}).socket("out", Pub, {address});
}

/// A publisher, a forwarder and a subscriber of "a".
TopologyBuilder forwarded(const std::string& address)
{
    TopologyBuilder builder;
    addPublisher(builder, "pub", address);
    builder.node("relay", Role::Proxy).socket("frontend", XSub);
    builder.socket("backend", XPub, {address}).link("relay.frontend", "pub.out");
    builder.node("sub", Role::Sink).socket("in", Sub).option("SUBSCRIBE", model::Array{"a"});
    builder.link("sub.in", "relay.backend");
    return builder;
}

bool awaitPrefixes(TestRun& run, std::size_t flow, const Prefixes& wanted)
{
    return run.await([&](const auto& now) {
        return now.subscriptions->size() > flow && now.subscriptions->at(flow) == wanted;
    });
}

/// All that the publisher sent went to its one subscriber or to nobody.
void expectAllPublished(TestRun& run,
                        const runtime::RunResult& result,
                        const std::string& publisher,
                        const std::string& subscriber)
{
    const metrics::SocketFigures& socket = result.final->sockets[run.socket(publisher)];
    const metrics::FlowFigures& flow = result.final->flows[run.flow(publisher, subscriber)];
    EXPECT_EQ(socket.sent, *flow.sent + socket.droppedNoSubscriber) << publisher;
}

bool awaitMore(TestRun& run, std::size_t flow)
{
    constexpr std::uint64_t kMore = 20;
    const metrics::SnapshotPtr newest = run.runtime().latest();
    const std::uint64_t before = newest == nullptr ? 0 : newest->flows[flow].received.value_or(0);
    return run.await([&](const auto& now) { return now.flows[flow].received > before + kMore; });
}

/// Nothing more counts as sent by the flow while its publisher goes on.
bool isLeftAlone(TestRun& run, std::size_t flow, const std::string& publisher)
{
    constexpr std::uint64_t kMore = 100;
    const std::size_t socket = run.socket(publisher);
    const metrics::SnapshotPtr before = run.runtime().latest();
    return run.await([&](const auto& now) {
        EXPECT_EQ(now.flows[flow].sent, before->flows[flow].sent);
        EXPECT_EQ(now.subscriptions->at(flow), Prefixes());
        return now.sockets[socket].droppedNoSubscriber
            > before->sockets[socket].droppedNoSubscriber + kMore;
    });
}

struct Place
{
    std::string address;
    bool subscriberBinds = false;
};

void PrintTo(const Place& each, std::ostream* out)
{
    *out << each.address << (each.subscriberBinds ? ", subscriber binds" : ", publisher binds");
}

std::vector<Place> places()
{
    std::vector<Place> all;
    for (const char* address : {"inproc://*", "ipc://*", "tcp://127.0.0.1:*"}) {
        for (const bool subscriberBinds : {false, true})
            all.push_back({address, subscriberBinds});
    }
    return all;
}

class EveryPlace : public testing::TestWithParam<Place>
{ };

/// "other" and "pub" publish to "sub"; the link of "pub" is the last.
TopologyBuilder twoPublishers(const Place& place)
{
    const Prefixes bound{place.address};
    TopologyBuilder builder;
    for (const char* id : {"other", "pub"}) {
        builder.node(id, Role::Source).setting("rate", 2000);
        builder.socket("out", Pub, place.subscriberBinds ? Prefixes() : bound);
    }
    builder.node("sub", Role::Sink);
    builder.socket("in", Sub, place.subscriberBinds ? bound : Prefixes());
    builder.option("SUBSCRIBE", model::Array{""});
    for (const std::string id : {"other", "pub"}) {
        if (place.subscriberBinds)
            builder.link(id + ".out", "sub.in");
        else
            builder.link("sub.in", id + ".out");
    }
    return builder;
}

} // namespace

TEST_P(EveryPlace, SendsToNobodyByALinkThatIsCut)
{
    TestRun run(twoPublishers(GetParam()));
    const std::size_t flow = run.flow("pub.out", "sub.in");
    ASSERT_TRUE(awaitMore(run, flow));
    const auto link = static_cast<plan::LinkIndex>(run.link("link2"));
    run.runtime().cutLink(link);
    ASSERT_TRUE(run.awaitEvent("link2", "LINK_CUT"));
    ASSERT_TRUE(run.await([&](const auto& now) { return now.isCut[link]; }));
    EXPECT_TRUE(isLeftAlone(run, flow, "pub.out"));
    run.runtime().mendLink(link);
    ASSERT_TRUE(run.awaitEvent("link2", "LINK_MENDED"));
    ASSERT_TRUE(awaitMore(run, flow));
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    for (const char* publisher : {"pub.out", "other.out"})
        expectAllPublished(run, result, publisher, "sub.in");
}

TEST_P(EveryPlace, SendsToNobodyByALinkThatIsTakenAway)
{
    TopologyBuilder builder = twoPublishers(GetParam());
    TestRun run(builder);
    const std::size_t flow = run.flow("pub.out", "sub.in");
    ASSERT_TRUE(awaitMore(run, flow));
    adopt(run, builder.cutLink());
    ASSERT_TRUE(run.await([](const auto& now) { return now.planVersion > 0; }));
    EXPECT_TRUE(isLeftAlone(run, flow, "pub.out"));
    // Its next life has the other link only.
    run.runtime().restartNode(static_cast<plan::NodeIndex>(run.node("sub")));
    ASSERT_TRUE(run.awaitEvent("sub", "NODE_STARTED"));
    ASSERT_TRUE(awaitMore(run, run.flow("other.out", "sub.in")));
    EXPECT_TRUE(isLeftAlone(run, flow, "pub.out"));
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    expectAllPublished(run, result, "pub.out", "sub.in");
}

INSTANTIATE_TEST_SUITE_P(PublishedLinks, EveryPlace, testing::ValuesIn(places()));

TEST(PublishedLinks, SendNothingToASubscriberThatCannotBind)
{
    const std::string path = testing::TempDir() + "topomq_deaf_" + std::to_string(getpid());
    std::ofstream(path) << "somebody's file";
    TestRun run(twoPublishers({"ipc://" + path, true}));
    const std::size_t flow = run.flow("pub.out", "sub.in");
    const std::size_t sub = run.node("sub");
    ASSERT_TRUE(run.await(
        [&](const auto& now) { return now.nodes[sub].state == metrics::NodeState::Failed; }));
    EXPECT_EQ(run.runtime().latest()->flows[flow].sent, 0U);
    EXPECT_TRUE(isLeftAlone(run, flow, "pub.out"));
    std::filesystem::remove(path);
    run.runtime().restartNode(static_cast<plan::NodeIndex>(sub));
    ASSERT_TRUE(run.awaitEvent("sub", "NODE_STARTED"));
    ASSERT_TRUE(awaitMore(run, flow));
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    for (const char* publisher : {"pub.out", "other.out"})
        expectAllPublished(run, result, publisher, "sub.in");
}

TEST(PublishedLinks, CarryWhatAForwarderPassesOnAgainWhenTheyAreMended)
{
    for (const char* address : {"inproc://*", "tcp://127.0.0.1:*"}) {
        SCOPED_TRACE(address);
        TestRun run(forwarded(address));
        const std::size_t flow = run.flow("pub.out", "relay.frontend");
        ASSERT_TRUE(awaitPrefixes(run, flow, {"a"}));
        const auto link = static_cast<plan::LinkIndex>(run.link("link1"));
        run.runtime().cutLink(link);
        ASSERT_TRUE(awaitPrefixes(run, flow, {}));
        // The forwarder hears of it while it has no publisher.
        const auto sub = static_cast<plan::SocketIndex>(run.socket("sub.in"));
        ASSERT_TRUE(run.runtime().applyOption(sub, {"SUBSCRIBE", model::Array{"b"}}));
        ASSERT_TRUE(awaitPrefixes(run, run.flow("relay.backend", "sub.in"), {"b"}));
        EXPECT_TRUE(isLeftAlone(run, flow, "pub.out"));
        run.runtime().mendLink(link);
        EXPECT_TRUE(awaitPrefixes(run, flow, {"b"}));
        ASSERT_TRUE(awaitMore(run, flow));
        const runtime::RunResult result = run.finish();
        expectConserved(result, run.plan());
        expectAllPublished(run, result, "pub.out", "relay.frontend");
    }
}

TEST(PublishedLinks, LeaveAForwarderSubscribedThatGetsAnotherPublisher)
{
    for (const char* address : {"inproc://*", "tcp://127.0.0.1:*"}) {
        SCOPED_TRACE(address);
        TopologyBuilder builder = forwarded(address);
        TestRun run(builder);
        const std::size_t old = run.flow("pub.out", "relay.frontend");
        ASSERT_TRUE(awaitPrefixes(run, old, {"a"}));
        addPublisher(builder, "more", address);
        builder.link("relay.frontend", "more.out");
        const std::size_t fresh = run.plan().flows.size();
        adopt(run, builder);
        ASSERT_TRUE(awaitPrefixes(run, fresh, {"a"}));
        EXPECT_EQ(run.runtime().latest()->subscriptions->at(old), Prefixes{"a"});
        const std::uint64_t before = *run.runtime().latest()->flows[old].received;
        ASSERT_TRUE(run.await([&](const auto& now) {
            return now.flows[fresh].received > 20U && now.flows[old].received > before + 20;
        }));
        const runtime::RunResult result = run.finish();
        expectConserved(result, run.plan());
        for (const char* publisher : {"pub.out", "more.out"})
            expectAllPublished(run, result, publisher, "relay.frontend");
    }
}

TEST(PublishedLinks, KeepWhatAForwarderPassesOnWhenItsOwnPrefixesChange)
{
    TopologyBuilder builder = forwarded("inproc://*");
    TestRun run(builder);
    const std::size_t flow = run.flow("pub.out", "relay.frontend");
    ASSERT_TRUE(awaitPrefixes(run, flow, {"a"}));
    const auto frontend = static_cast<plan::SocketIndex>(run.socket("relay.frontend"));
    for (const char* own : {"b", "c"}) {
        ASSERT_TRUE(run.runtime().applyOption(frontend, {"SUBSCRIBE", model::Array{own}}));
        EXPECT_TRUE(awaitPrefixes(run, flow, {"a", own}));
    }
    expectConserved(run.finish(), run.plan());
}

TEST(PublishedLinks, EnterWhatANewProgramOutsideIsSubscribedTo)
{
    TopologyBuilder builder;
    addPublisher(builder, "pub", "tcp://127.0.0.1:*");
    builder.node("sub", Role::Sink).socket("in", Sub).option("SUBSCRIBE", model::Array{""});
    builder.link("sub.in", "pub.out");
    TestRun run(builder);
    ASSERT_TRUE(awaitPrefixes(run, run.flow("pub.out", "sub.in"), {""}));
    builder.node("far", Role::External).socket("in", Sub).option("SUBSCRIBE", model::Array{"a"});
    builder.link("far.in", "pub.out");
    adopt(run, builder);
    EXPECT_TRUE(awaitPrefixes(run, 1, {"a"}));
    run.finish(0ms);
}

TEST(PublishedLinks, LeadToThoseWhoAskForTheBeginningOfTheShortestMessagesWithAStamp)
{
    for (const std::string address : {"inproc://*", "tcp://127.0.0.1:*"}) {
        TopologyBuilder builder;
        builder.node("pub", Role::Source).setting("rate", 2000).setting("count", 1000);
        builder.setting("size", 16).socket("out", Pub, {address});
        builder.node("sub", Role::Sink).socket("in", Sub).option("SUBSCRIBE", model::Array{"a"});
        builder.link("sub.in", "pub.out");
        TestRun run(builder);
        ASSERT_TRUE(run.awaitDone());
        const runtime::RunResult result = run.finish();
        expectConserved(result, run.plan());
        EXPECT_EQ(result.final->flows[0].sent, 1000U) << "they begin with the alphabet";
        EXPECT_EQ(result.final->flows[0].received, 1000U);
    }
}

} // namespace topomq::tests
