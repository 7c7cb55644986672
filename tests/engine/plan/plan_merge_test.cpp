// A plan that runs takes over what has been drawn since, and nothing changes its place.

#include "engine/plan/live_options.h"
#include "engine/plan/plan_merge.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace topomq::tests {

namespace {

using model::Role;
using enum model::SocketType;

constexpr auto kAllUp = [](plan::NodeIndex) { return false; };
constexpr auto kAllDown = [](plan::NodeIndex) { return true; };

plan::RunPlan planOf(const TopologyBuilder& builder)
{
    return plan::makePlan(builder.topology()).plan;
}

TopologyBuilder two()
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 10).socket("out", Push, {"inproc://*"});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    return builder;
}

/// A source that connects to a program outside, or to a sink of ours.
TopologyBuilder pushingTo(const std::string& address, Role role)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).socket("out", Push);
    builder.node("far", role).socket("in", Pull, {address}).link("vent.out", "far.in");
    return builder;
}

plan::RunPlan planWith(const TopologyBuilder& builder,
                       const std::vector<std::pair<std::string_view, model::Security>>& security)
{
    model::Topology topology = builder;
    for (const auto& [socket, each] : security) {
        const model::SocketRef ref = refTo(socket);
        topology.find(ref.node)->find(ref.socket)->security = each;
    }
    return plan::makePlan(topology).plan;
}

constexpr auto kCurve = model::Mechanism::Curve;

} // namespace

TEST(PlanMerge, FindsNothingWhereNothingHasChanged)
{
    plan::RunPlan running = planOf(two());
    EXPECT_TRUE(plan::merge(running, planOf(two()), kAllUp).isEmpty());
}

TEST(PlanMerge, PutsWhatIsNewAtTheEnd)
{
    plan::RunPlan running = planOf(two());
    TopologyBuilder more;
    more.node("first", Role::Sink).socket("in", Pull);
    more.node("vent", Role::Source).setting("rate", 10).socket("out", Push, {"inproc://*"});
    more.node("sink", Role::Sink).socket("in", Pull);
    more.link("sink.in", "vent.out").link("first.in", "vent.out");
    const plan::MergeResult result = plan::merge(running, planOf(more), kAllUp);
    EXPECT_EQ(result.newNodes, std::vector<plan::NodeIndex>{2});
    EXPECT_EQ(result.newLinks, std::vector<plan::LinkIndex>{1});
    EXPECT_EQ(running.nodes[0].id.text(), "vent");
    EXPECT_EQ(running.nodes[2].id.text(), "first");
    EXPECT_EQ(running.sockets[0].flowsOut, (std::vector<plan::FlowIndex>{0, 1}));
    EXPECT_EQ(running.flows[1].to, 2U);
}

TEST(PlanMerge, MarksWhatHasLeft)
{
    plan::RunPlan running = planOf(two());
    TopologyBuilder fewer;
    fewer.node("vent", Role::Source).setting("rate", 10).socket("out", Push, {"inproc://*"});
    const plan::MergeResult result = plan::merge(running, planOf(fewer), kAllUp);
    EXPECT_EQ(result.goneNodes, std::vector<plan::NodeIndex>{1});
    EXPECT_EQ(result.goneLinks, std::vector<plan::LinkIndex>{0});
    EXPECT_TRUE(running.nodes[1].gone);
    EXPECT_TRUE(running.links[0].gone);
    EXPECT_TRUE(running.sockets[1].connects.empty());
}

TEST(PlanMerge, TakesAnotherHighWaterMarkWithoutARestart)
{
    plan::RunPlan running = planOf(two());
    TopologyBuilder wanted;
    wanted.node("vent", Role::Source).setting("rate", 10).socket("out", Push, {"inproc://*"});
    wanted.option("SNDHWM", 7);
    wanted.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    const plan::MergeResult result = plan::merge(running, planOf(wanted), kAllUp);
    EXPECT_EQ(result.changedNodes, std::vector<plan::NodeIndex>{0});
    EXPECT_TRUE(result.outdatedNodes.empty());
    EXPECT_EQ(running.sockets[0].sendHighWaterMark, 7);
}

TEST(PlanMerge, WaitsWithAHighWaterMarkThatALiveQueueCannotTake)
{
    const auto drawn = [](bool conflates, int mark) {
        TopologyBuilder builder;
        builder.node("pub", Role::Source).socket("out", Pub, {"tcp://127.0.0.1:*"});
        builder.option("CONFLATE", conflates).option("SNDHWM", mark);
        builder.node("sub", Role::Sink).socket("in", Sub).link("sub.in", "pub.out");
        builder.node("ask", Role::Client).socket("out", Dealer).option("SNDHWM", mark);
        builder.node("tell", Role::Server).socket("in", Router, {"inproc://*"});
        builder.link("ask.out", "tell.in");
        return planOf(builder);
    };
    plan::RunPlan running = drawn(true, 100);
    EXPECT_FALSE(plan::takesLive(running, 0, "SNDHWM"));
    EXPECT_TRUE(plan::takesLive(running, 1, "RCVHWM"));
    EXPECT_TRUE(plan::takesLive(running, 1, "SUBSCRIBE"));
    EXPECT_FALSE(plan::takesLive(running, 2, "SNDHWM"));
    EXPECT_FALSE(plan::takesLive(running, 3, "RCVHWM")) << "the other end is limited by it, too";
    const plan::MergeResult kept = plan::merge(running, drawn(true, 7), kAllUp);
    EXPECT_EQ(kept.outdatedNodes, (std::vector<plan::NodeIndex>{0, 2}));
    EXPECT_TRUE(kept.changedNodes.empty());
    EXPECT_EQ(running.sockets[0].sendHighWaterMark, 100);
    const plan::MergeResult taken = plan::merge(running, drawn(true, 7), kAllDown);
    EXPECT_TRUE(taken.outdatedNodes.empty());
    EXPECT_EQ(running.sockets[0].sendHighWaterMark, 7);
    EXPECT_EQ(running.sockets[2].sendHighWaterMark, 7);
    running = drawn(false, 100);
    EXPECT_TRUE(plan::takesLive(running, 0, "SNDHWM"));
}

TEST(PlanMerge, LeavesTheSocketsOfARunningNodeAsTheyAre)
{
    TopologyBuilder wanted;
    wanted.node("vent", Role::Source).setting("rate", 10);
    wanted.socket("out", Push, {"tcp://127.0.0.1:*"});
    wanted.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    plan::RunPlan running = planOf(two());
    const plan::MergeResult kept = plan::merge(running, planOf(wanted), kAllUp);
    EXPECT_EQ(kept.outdatedNodes, std::vector<plan::NodeIndex>{0});
    EXPECT_EQ(running.sockets[0].binds[0].address, "inproc://*");
    EXPECT_TRUE(kept.goneLinks.empty() && kept.newLinks.empty());
    const plan::MergeResult taken = plan::merge(running, planOf(wanted), kAllDown);
    EXPECT_TRUE(taken.outdatedNodes.empty());
    EXPECT_EQ(running.sockets[0].binds[0].address, "tcp://127.0.0.1:*");
}

TEST(PlanMerge, MakesALinkAnewWhenItsTransportIsAnother)
{
    TopologyBuilder wanted;
    wanted.node("vent", Role::Source).setting("rate", 10);
    wanted.socket("out", Push, {"tcp://127.0.0.1:*"});
    wanted.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    plan::RunPlan running = planOf(two());
    const plan::MergeResult result = plan::merge(running, planOf(wanted), kAllDown);
    EXPECT_EQ(result.goneLinks, std::vector<plan::LinkIndex>{0});
    EXPECT_EQ(result.newLinks, std::vector<plan::LinkIndex>{1});
    EXPECT_EQ(running.links[1].transport, plan::Transport::Tcp);
}

TEST(PlanMerge, TellsWhichLiveOptionsDiffer)
{
    plan::PlannedSocket before;
    plan::PlannedSocket after;
    after.receiveHighWaterMark = 5;
    after.subscriptions = {"a"};
    const auto changed = plan::liveDifferences(before, after);
    ASSERT_EQ(changed.size(), 2U);
    EXPECT_EQ(changed[0].name, "RCVHWM");
    EXPECT_EQ(changed[1].name, "SUBSCRIBE");
    plan::takeOption(before, changed[0]);
    plan::takeOption(before, changed[1]);
    EXPECT_TRUE(plan::liveDifferences(before, after).empty());
}

TEST(PlanMerge, KeepsALinkThatIsRecordedFromNowOn)
{
    model::Topology drawn = two().topology();
    drawn.nodes[0].sockets[0].bind = {"tcp://127.0.0.1:*"};
    plan::RunPlan running = plan::makePlan(drawn).plan;
    drawn.links[0].recordWire = true;
    const plan::MergeResult result = plan::merge(running, plan::makePlan(drawn).plan, kAllUp);
    EXPECT_EQ(result.rewiredLinks, std::vector<plan::LinkIndex>{0});
    EXPECT_TRUE(result.newLinks.empty());
    EXPECT_TRUE(running.links[0].recordWire);
}

TEST(PlanMerge, LeadsALinkToTheNewAddressOfAnExternalNode)
{
    plan::RunPlan running = planOf(pushingTo("tcp://127.0.0.1:5555", Role::External));
    const plan::RunPlan wanted = planOf(pushingTo("tcp://127.0.0.1:6666", Role::External));
    const plan::MergeResult result = plan::merge(running, wanted, kAllDown);
    EXPECT_EQ(result.rewiredLinks, std::vector<plan::LinkIndex>{0});
    EXPECT_TRUE(result.goneLinks.empty() && result.newLinks.empty());
    EXPECT_EQ(running.sockets[1].binds[0].address, "tcp://127.0.0.1:6666");
    EXPECT_TRUE(plan::merge(running, wanted, kAllDown).isEmpty()) << "it is led there once";
}

TEST(PlanMerge, LeavesALinkToAnAddressOfAnExternalNodeThatStays)
{
    const auto drawn = [](const std::string& second) {
        TopologyBuilder builder = pushingTo("tcp://127.0.0.1:5555", Role::External);
        builder.socket("more", Pull, {"tcp://127.0.0.1:7777", second});
        builder.link("vent.out", "far.more", 0).link("vent.out", "far.more", 1);
        return planOf(builder);
    };
    plan::RunPlan running = drawn("tcp://127.0.0.1:8888");
    const plan::MergeResult result = plan::merge(running, drawn("tcp://127.0.0.1:9999"), kAllDown);
    EXPECT_EQ(result.rewiredLinks, std::vector<plan::LinkIndex>{2});
}

TEST(PlanMerge, LeadsALinkToTheAddressOfWhatIsExternalNow)
{
    plan::RunPlan running = planOf(pushingTo("tcp://127.0.0.1:5555", Role::Sink));
    const plan::MergeResult result =
        plan::merge(running, planOf(pushingTo("tcp://127.0.0.1:6666", Role::External)), kAllDown);
    EXPECT_EQ(result.rewiredLinks, std::vector<plan::LinkIndex>{0});
}

TEST(PlanMerge, LeavesALinkToAStoppedNodeToItsStart)
{
    plan::RunPlan running = planOf(pushingTo("tcp://127.0.0.1:5555", Role::Sink));
    const plan::MergeResult result =
        plan::merge(running, planOf(pushingTo("tcp://127.0.0.1:6666", Role::Sink)), kAllDown);
    EXPECT_TRUE(result.rewiredLinks.empty());
}

TEST(PlanMerge, LeadsAListOfWhoMayComeInToThoseThatComeInAfterIt)
{
    plan::RunPlan running = planOf(two());
    TopologyBuilder more = two();
    more.node("s", Role::Source).socket("out", Push, {"tcp://127.0.0.1:*"});
    more.node("k", Role::Sink).socket("in", Pull).link("k.in", "s.out");
    const plan::RunPlan wanted =
        planWith(more,
                 {{"s.out", {.mechanism = kCurve, .server = true, .allow = {"k.in"}}},
                  {"k.in", {.mechanism = kCurve}}});
    const plan::MergeResult result = plan::merge(running, wanted, kAllUp);
    EXPECT_EQ(result.newNodes, (std::vector<plan::NodeIndex>{2, 3}));
    EXPECT_EQ(running.sockets.at(2).security->allowedSockets, std::vector<plan::SocketIndex>{3});
    EXPECT_TRUE(plan::merge(running, wanted, kAllUp).isEmpty());
}

TEST(PlanMerge, LeadsAClientThatBindsToTheServerThatComesInAfterIt)
{
    plan::RunPlan running = planOf(two());
    TopologyBuilder more = two();
    more.node("front", Role::Sink).socket("in", Pull, {"tcp://127.0.0.1:*"});
    more.node("back", Role::Source).socket("out", Push).link("back.out", "front.in");
    const plan::RunPlan wanted = planWith(
        more,
        {{"front.in", {.mechanism = kCurve}}, {"back.out", {.mechanism = kCurve, .server = true}}});
    (void)plan::merge(running, wanted, kAllUp);
    EXPECT_EQ(running.sockets.at(2).security->keyOwner, 3U);
}

TEST(PlanMerge, WaitsWithTheKeyOfAServerThatARunningClientIsToKnow)
{
    TopologyBuilder builder;
    builder.node("front", Role::Sink).socket("in", Pull, {"tcp://127.0.0.1:*"});
    plan::RunPlan running = planWith(builder, {{"front.in", {.mechanism = kCurve}}});
    ASSERT_EQ(running.sockets.size(), 1U);
    builder.node("back", Role::Source).socket("out", Push).link("back.out", "front.in");
    const plan::RunPlan wanted = planWith(
        builder,
        {{"front.in", {.mechanism = kCurve}}, {"back.out", {.mechanism = kCurve, .server = true}}});
    const plan::MergeResult result = plan::merge(running, wanted, kAllUp);
    EXPECT_EQ(result.outdatedNodes, std::vector<plan::NodeIndex>{0});
    EXPECT_EQ(running.sockets[0].security->keyOwner, plan::kNone);
    (void)plan::merge(running, wanted, kAllDown);
    EXPECT_EQ(running.sockets[0].security->keyOwner, 1U);
}

TEST(PlanMerge, LetsInNobodyForASocketThatWaitsForARestart)
{
    plan::RunPlan running = planOf(two());
    TopologyBuilder more;
    more.node("vent", Role::Source).setting("rate", 10).socket("out", Push, {"inproc://*"});
    more.node("sink", Role::Sink).socket("in", Pull).socket("more", Pull);
    more.node("s", Role::Source).socket("out", Push, {"tcp://127.0.0.1:*"});
    more.link("sink.in", "vent.out").link("sink.more", "s.out");
    const plan::RunPlan wanted =
        planWith(more,
                 {{"s.out", {.mechanism = kCurve, .server = true, .allow = {"sink.more"}}},
                  {"sink.more", {.mechanism = kCurve}}});
    const plan::MergeResult first = plan::merge(running, wanted, kAllUp);
    EXPECT_EQ(first.outdatedNodes, std::vector<plan::NodeIndex>{1});
    EXPECT_TRUE(running.sockets.at(2).security->allowedSockets.empty());
    EXPECT_FALSE(running.sockets.at(2).security->allowsAll);
    const plan::MergeResult second =
        plan::merge(running, wanted, [](plan::NodeIndex node) { return node == 1; });
    EXPECT_EQ(second.outdatedNodes, std::vector<plan::NodeIndex>{2}) << "its list is longer now";
}

TEST(PlanMerge, RecordsNothingThatIsNotTcp)
{
    model::Topology drawn = two().topology();
    drawn.links[0].recordWire = true;
    EXPECT_FALSE(plan::makePlan(drawn).plan.links[0].recordWire);
}

} // namespace topomq::tests
