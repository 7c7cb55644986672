// Copies of messages that pass: what is in them, how many are kept, and what it does to the run.

#include "engine/runtime/message_tap.h"
#include "tests/engine/roles/foreign_socket.h"
#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zmq.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>

namespace topomq::tests {

namespace {

using metrics::CapturedFrame;
using metrics::CapturedMessage;
using metrics::CapturedMessages;
using metrics::Detail;
using metrics::FrameRole;
using model::Role;
using testing::ElementsAre;
using enum model::SocketType;

constexpr const char* kTcp = "tcp://127.0.0.1:*";

auto frame(FrameRole role, const std::string& bytes)
{
    return testing::AllOf(testing::Field(&CapturedFrame::role, role),
                          testing::Field(&CapturedFrame::length, bytes.size()),
                          testing::Field(&CapturedFrame::bytes, bytes));
}

/// An envelope's id that ZeroMQ has chosen: a zero byte and a number.
auto madeId()
{
    return testing::AllOf(testing::Field(&CapturedFrame::role, FrameRole::RoutingId),
                          testing::Field(&CapturedFrame::length, 5U),
                          testing::Field(&CapturedFrame::bytes, testing::SizeIs(5)));
}

/// The copies of a flow once there are so many; fails the test when there never are.
CapturedMessages awaitCopies(TestRun& run, std::size_t flow, std::size_t count)
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    for (;;) {
        CapturedMessages found = run.runtime().captured(static_cast<plan::FlowIndex>(flow));
        if (found.messages.size() >= count)
            return found;
        if (std::chrono::steady_clock::now() > deadline) {
            ADD_FAILURE() << found.messages.size() << " copies of " << count;
            // What is looked at next is there, and empty.
            found.messages.resize(count, std::make_shared<const CapturedMessage>());
            return found;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

void watch(TestRun& run, Detail detail = Detail::Capture)
{
    run.runtime().setDetail(static_cast<plan::LinkIndex>(run.link("link1")), detail);
}

/// A program outside on `farType` beside one of ours.
model::Topology beside(Role role, model::SocketType type, model::SocketType farType)
{
    TopologyBuilder builder;
    builder.node("near", role);
    if (role == Role::Source)
        builder.setting("text", "from near").setting("rate", 50);
    builder.socket("s", type, {kTcp});
    if (type == Sub)
        builder.option("SUBSCRIBE", model::Array{""});
    builder.node("far", Role::External).socket("s", farType);
    if (farType == Sub)
        builder.option("SUBSCRIBE", model::Array{""});
    return builder.link("far.s", "near.s");
}

/// Two of ours, the first of which asks or sends 50 times a second.
model::Topology
pairOf(Role first, model::SocketType firstType, Role second, model::SocketType secondType)
{
    TopologyBuilder builder;
    builder.node("a", first).setting("text", "ask").setting("rate", 50).socket("s", firstType);
    if (firstType == Router)
        builder.option("ROUTING_ID", "a");
    builder.node("b", second).socket("s", secondType, {kTcp});
    if (secondType == Router)
        builder.option("ROUTING_ID", "b");
    return builder.link("a.s", "b.s");
}

} // namespace

TEST(Captures, ShowTheEnvelopeThatARouterSeesOfAReq)
{
    TestRun run(pairOf(Role::Client, Req, Role::Server, Router));
    watch(run);
    EXPECT_THAT(
        awaitCopies(run, run.flow("a.s", "b.s"), 1).messages.front()->frames,
        ElementsAre(madeId(), frame(FrameRole::Delimiter, ""), frame(FrameRole::Body, "ask")));
    // The REQ takes its envelope off before anybody sees the reply.
    EXPECT_THAT(awaitCopies(run, run.flow("b.s", "a.s"), 1).messages.front()->frames,
                ElementsAre(frame(FrameRole::Body, "ask")));
}

TEST(Captures, ShowTheDelimiterThatADealerSeesOfARep)
{
    TestRun run(pairOf(Role::Client, Dealer, Role::Server, Rep));
    watch(run);
    EXPECT_THAT(awaitCopies(run, run.flow("b.s", "a.s"), 1).messages.front()->frames,
                ElementsAre(frame(FrameRole::Delimiter, ""), frame(FrameRole::Body, "ask")));
}

TEST(Captures, ShowTheIdOfTheOtherRouter)
{
    TestRun run(pairOf(Role::Peer, Router, Role::Server, Router));
    watch(run);
    EXPECT_THAT(awaitCopies(run, run.flow("a.s", "b.s"), 1).messages.front()->frames,
                ElementsAre(frame(FrameRole::RoutingId, "a"), frame(FrameRole::Body, "ask")));
    EXPECT_THAT(awaitCopies(run, run.flow("b.s", "a.s"), 1).messages.front()->frames,
                ElementsAre(frame(FrameRole::RoutingId, "b"), frame(FrameRole::Body, "ask")));
}

TEST(Captures, ShowEveryFrameOfAForeignMessage)
{
    TestRun run(beside(Role::Sink, Pull, Push));
    const std::string address = run.boundAddress("near.s");
    watch(run);
    ForeignSocket far(ZMQ_PUSH, address);
    const std::string bytes("\x00\xff\x80", 3);
    far.send({"head", "", bytes, "tail"});
    const CapturedMessages found = awaitCopies(run, run.flow("far.s", "near.s"), 1);
    const CapturedMessage& message = *found.messages.front();
    EXPECT_THAT(message.frames,
                ElementsAre(frame(FrameRole::Body, "head"), frame(FrameRole::Body, ""),
                            frame(FrameRole::Body, bytes), frame(FrameRole::Body, "tail")));
    EXPECT_EQ(message.frameCount, 4U);
    EXPECT_EQ(message.bytes, 11U);
    EXPECT_EQ(message.number, 1U);
    EXPECT_FALSE(message.isAtSender);
    EXPECT_FALSE(message.isStamped);
    // Nobody has told us when it was sent.
    EXPECT_EQ(message.latency, std::nullopt);
}

TEST(Captures, ShowTheTopicOfAPublishedMessageOfSeveralFrames)
{
    TestRun run(beside(Role::Sink, Sub, Pub));
    watch(run);
    ForeignSocket far(ZMQ_PUB, run.boundAddress("near.s"));
    const std::size_t flow = run.flow("far.s", "near.s");
    // What is published before the subscription is there is lost.
    while (run.runtime().captured(static_cast<plan::FlowIndex>(flow)).messages.empty()) {
        far.send({"weather", "sunny"});
        std::this_thread::yield();
    }
    EXPECT_THAT(awaitCopies(run, flow, 1).messages.front()->frames,
                ElementsAre(frame(FrameRole::Topic, "weather"), frame(FrameRole::Body, "sunny")));
}

TEST(Captures, AreMadeAtTheSenderWhereAProgramOutsideReceives)
{
    TestRun run(beside(Role::Source, Pub, Sub));
    watch(run);
    const CapturedMessages found = awaitCopies(run, run.flow("near.s", "far.s"), 1);
    const CapturedMessage& message = *found.messages.front();
    EXPECT_THAT(message.frames, ElementsAre(frame(FrameRole::Body, "from near")));
    EXPECT_TRUE(message.isAtSender);
    EXPECT_EQ(message.latency, std::nullopt);
    EXPECT_GT(message.number, 0U);
}

TEST(Captures, AreTheFramesThatAForeignRepGets)
{
    TestRun run(beside(Role::Source, Dealer, Rep));
    watch(run);
    ForeignSocket far(ZMQ_REP, run.boundAddress("near.s"));
    EXPECT_THAT(awaitCopies(run, run.flow("near.s", "far.s"), 1).messages.front()->frames,
                ElementsAre(frame(FrameRole::Delimiter, ""), frame(FrameRole::Body, "from near")));
    EXPECT_EQ(far.receive(), Frames{"from near"});
}

TEST(Captures, AreTheBytesOfAStreamWithThePeersId)
{
    TopologyBuilder builder;
    builder.node("a", Role::Stream).setting("mode", "line_client").setting("rate", 50);
    builder.socket("s", Stream).node("b", Role::Stream).setting("mode", "line_server");
    TestRun run(builder.socket("s", Stream, {kTcp}).link("a.s", "b.s"));
    watch(run);
    const CapturedMessages found = awaitCopies(run, run.flow("a.s", "b.s"), 1);
    const CapturedMessage& chunk = *found.messages.front();
    ASSERT_EQ(chunk.frames.size(), 2U);
    EXPECT_EQ(chunk.frames[0].role, FrameRole::RoutingId);
    EXPECT_EQ(chunk.frames[1].role, FrameRole::Body);
    EXPECT_GT(chunk.frames[1].length, 0U);
    EXPECT_EQ(chunk.number, std::nullopt);
}

class CapturesOver : public testing::TestWithParam<const char*>
{ };

TEST_P(CapturesOver, AreNumberedAsTheyCame)
{
    TestRun run(TopologyBuilder()
                    .node("source", Role::Source)
                    .setting("rate", 200)
                    .setting("size", 40)
                    .socket("out", Push, {GetParam()})
                    .node("sink", Role::Sink)
                    .socket("in", Pull)
                    .link("sink.in", "source.out"));
    watch(run);
    const CapturedMessages found = awaitCopies(run, run.flow("source.out", "sink.in"), 20);
    const CapturedMessage& first = *found.messages.front();
    EXPECT_TRUE(first.isStamped);
    EXPECT_EQ(first.bytes, 40U);
    ASSERT_TRUE(first.latency);
    EXPECT_GT(*first.latency, 0);
    for (std::size_t i = 1; i < found.messages.size(); ++i) {
        EXPECT_EQ(found.messages[i]->seen, found.messages[i - 1]->seen + 1);
        EXPECT_GT(*found.messages[i]->number, *found.messages[i - 1]->number);
        EXPECT_GE(found.messages[i]->time, found.messages[i - 1]->time);
    }
    EXPECT_GE(found.passed, found.seen);
}

INSTANTIATE_TEST_SUITE_P(Engine,
                         CapturesOver,
                         testing::Values("inproc://*", kTcp),
                         [](const auto& each) {
                             const std::string address = each.param;
                             return address.substr(0, address.find(':'));
                         });

TEST(Captures, OfAFloodAreFewAndTheRestIsCounted)
{
    TestRun run(TopologyBuilder()
                    .node("source", Role::Source)
                    .setting("rate", 0)
                    .socket("out", Push, {"inproc://*"})
                    .node("sink", Role::Sink)
                    .socket("in", Pull)
                    .link("sink.in", "source.out"));
    watch(run);
    const std::size_t flow = run.flow("source.out", "sink.in");
    ASSERT_TRUE(run.await(
        [&](const metrics::Snapshot& now) { return *now.flows[flow].received > 50'000; }));
    const CapturedMessages found = awaitCopies(run, flow, 1);
    EXPECT_LE(found.messages.size(), runtime::MessageTap::kMostMessages);
    EXPECT_GT(found.passed, found.seen);
    expectConserved(run.finish(), run.plan());
}

TEST(Captures, KeepTheBeginningOfLongFramesAndTheirTrueLength)
{
    TestRun run(TopologyBuilder()
                    .node("source", Role::Source)
                    .setting("rate", 500)
                    .setting("size", 1'000'000)
                    .socket("out", Push, {"inproc://*"})
                    .node("sink", Role::Sink)
                    .socket("in", Pull)
                    .link("sink.in", "source.out"));
    watch(run);
    const CapturedMessages found = awaitCopies(run, run.flow("source.out", "sink.in"), 3);
    const CapturedFrame& payload = found.messages.front()->frames.front();
    EXPECT_EQ(payload.length, 1'000'000U);
    EXPECT_EQ(payload.bytes.size(), CapturedMessage::kMostFrameBytes);
    EXPECT_TRUE(payload.bytes.starts_with("abcdefghij"));
}

TEST(Captures, BeginAndEndWhileMessagesPass)
{
    TestRun run(pairOf(Role::Client, Req, Role::Server, Rep));
    const std::size_t there = run.flow("a.s", "b.s");
    ASSERT_TRUE(
        run.await([&](const metrics::Snapshot& now) { return *now.flows[there].received > 2; }));
    EXPECT_EQ(run.runtime().captured(static_cast<plan::FlowIndex>(there)).passed, 0U);
    watch(run);
    EXPECT_GT(*awaitCopies(run, there, 1).messages.front()->number, 2U);
    watch(run, Detail::Latency);
    EXPECT_TRUE(run.runtime().captured(static_cast<plan::FlowIndex>(there)).messages.empty());
    const std::uint64_t before = *run.runtime().latest()->flows[there].received;
    ASSERT_TRUE(run.await(
        [&](const metrics::Snapshot& now) { return *now.flows[there].received > before + 3; }));
    watch(run);
    EXPECT_GT(*awaitCopies(run, there, 1).messages.front()->number, before + 3);
    expectConserved(run.finish(), run.plan());
}

TEST(Captures, GoOnWhenTheNodeIsRestarted)
{
    TestRun run(pairOf(Role::Source, Push, Role::Sink, Pull));
    const std::size_t flow = run.flow("a.s", "b.s");
    watch(run);
    (void)awaitCopies(run, flow, 1);
    run.runtime().restartNode(static_cast<plan::NodeIndex>(run.node("b")));
    ASSERT_TRUE(run.awaitEvent("b", "NODE_STARTED"));
    const auto index = static_cast<plan::FlowIndex>(flow);
    const std::uint64_t before = run.runtime().captured(index).seen;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (run.runtime().captured(index).seen == before
           && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    EXPECT_GT(run.runtime().captured(index).seen, before);
}

TEST(Captures, WorkOnALinkThatCameWhileItRan)
{
    TopologyBuilder builder;
    builder.node("a", Role::Source).setting("text", "ask").setting("rate", 50);
    builder.socket("s", Push, {kTcp}).node("b", Role::Sink).socket("s", Pull).link("b.s", "a.s");
    TestRun run(builder);
    builder.node("c", Role::Sink).socket("s", Pull).link("c.s", "a.s");
    run.runtime().adopt(plan::makePlan(builder.topology()).plan);
    const auto hasIt = [&] {
        const std::shared_ptr<const plan::RunPlan> now = run.runtime().plan();
        return now->links.size() == 2;
    };
    ASSERT_TRUE(run.await([&](const metrics::Snapshot&) { return hasIt(); }));
    run.runtime().setDetail(static_cast<plan::LinkIndex>(run.link("link2")), Detail::Capture);
    EXPECT_THAT(awaitCopies(run, run.flow("a.s", "c.s"), 1).messages.front()->frames,
                ElementsAre(frame(FrameRole::Body, "ask")));
    EXPECT_EQ(run.runtime().captured(static_cast<plan::FlowIndex>(run.flow("a.s", "b.s"))).passed,
              0U);
}

TEST(Captures, OfNothingWithoutARun)
{
    plan::RunPlan plan = plan::makePlan(pushPull()).plan;
    runtime::Runtime runtime(std::move(plan), {});
    runtime.setDetail(0, Detail::Capture);
    EXPECT_TRUE(runtime.captured(0).messages.empty());
    EXPECT_EQ(runtime.detail(0), Detail::Latency);
}

TEST(DetailOfALink, WithCountsOnlyLeavesTheLatencyUnknown)
{
    TestRun run(pairOf(Role::Client, Req, Role::Server, Rep));
    const std::size_t there = run.flow("a.s", "b.s");
    ASSERT_TRUE(run.await(
        [&](const metrics::Snapshot& now) { return now.flows[there].latency.count > 0; }));
    watch(run, Detail::Counts);
    ASSERT_TRUE(run.await(
        [&](const metrics::Snapshot& now) { return now.flows[there].latency.count == 0; }));
    const std::uint64_t received = *run.runtime().latest()->flows[there].received;
    ASSERT_TRUE(run.await(
        [&](const metrics::Snapshot& now) { return *now.flows[there].received > received + 5; }));
    watch(run, Detail::Latency);
    ASSERT_TRUE(run.await(
        [&](const metrics::Snapshot& now) { return now.flows[there].latency.count > 0; }));
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    // Those that passed in between were not timed.
    EXPECT_LT(result.final->flows[there].latency.count, *result.final->flows[there].received - 4);
}

TEST(DetailOfALink, ConcernsBothItsDirectionsAndNoOtherLink)
{
    TopologyBuilder builder;
    builder.node("a", Role::Client).socket("s", Req).node("c", Role::Client).socket("s", Req);
    builder.node("b", Role::Server).socket("s", Router, {"inproc://*"});
    TestRun run(builder.link("a.s", "b.s").link("c.s", "b.s"));
    watch(run, Detail::Counts);
    EXPECT_EQ(run.runtime().detail(static_cast<plan::LinkIndex>(run.link("link1"))),
              Detail::Counts);
    EXPECT_EQ(run.runtime().detail(static_cast<plan::LinkIndex>(run.link("link2"))),
              Detail::Latency);
    EXPECT_TRUE(run.await([&](const metrics::Snapshot& now) {
        return now.flows[run.flow("c.s", "b.s")].latency.count > 0
            && now.flows[run.flow("b.s", "c.s")].latency.count > 0
            && *now.flows[run.flow("a.s", "b.s")].received > 0
            && *now.flows[run.flow("b.s", "a.s")].received > 0
            && now.flows[run.flow("a.s", "b.s")].latency.count == 0
            && now.flows[run.flow("b.s", "a.s")].latency.count == 0;
    }));
}

} // namespace topomq::tests
