// What the connections themselves say: how far messages have come, counted at the kernel's door.

#include "engine/plan/plan_merge.h"
#include "engine/runtime/frame_counter.h"
#include "engine/runtime/run_context.h"
#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <random>

namespace topomq::tests {

namespace {

using model::Role;
using enum model::SocketType;

std::string greeting()
{
    std::string bytes("\xff\0\0\0\0\0\0\0\x01\x7f\x03\x01NULL", 16);
    bytes.resize(64, '\0');
    return bytes;
}

std::string frame(unsigned char flags, std::string_view body)
{
    std::string bytes;
    if (body.size() > 255) {
        bytes += static_cast<char>(flags | 2);
        for (int shift = 56; shift >= 0; shift -= 8)
            bytes += static_cast<char>(body.size() >> shift & 0xff);
    } else {
        bytes += static_cast<char>(flags);
        bytes += static_cast<char>(body.size());
    }
    return bytes.append(body);
}

std::string ready(std::string_view name)
{
    std::string body("\x05READY\x0bSocket-Type\0\0\0\4PUSH\x08X-TopoMQ\0\0\0", 38);
    body += static_cast<char>(name.size());
    return frame(4, body.append(name));
}

/// A stream of `messages` messages, every third of three frames, with a command now and then.
std::string stream(std::size_t messages)
{
    std::string bytes = greeting() + ready("7@ab");
    for (std::size_t i = 0; i < messages; ++i) {
        if (i % 3 == 0)
            bytes += frame(1, "route") + frame(1, "");
        if (i % 5 == 0)
            bytes += frame(4, "\x04PING");
        bytes += frame(0, std::string(i * 37 % 900, 'x'));
    }
    return bytes;
}

/// The bytes in them, commands left out.
std::uint64_t payloadOf(std::size_t messages)
{
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < messages; ++i)
        bytes += i * 37 % 900 + (i % 3 == 0 ? std::string_view("route").size() : 0);
    return bytes;
}

model::Topology slowSink(const std::string& address, int size)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).setting("size", size);
    builder.socket("out", Push).option("SNDHWM", 100);
    builder.node("sink", Role::Sink).setting("service_time", 500);
    builder.socket("in", Pull, {address}).option("RCVHWM", 50);
    builder.link("vent.out", "sink.in");
    return builder;
}

class EveryConnection : public testing::TestWithParam<const char*>
{ };

} // namespace

TEST(FrameCounter, CountsWholeMessagesHoweverTheStreamIsCut)
{
    const std::string bytes = stream(200);
    std::mt19937 random(20261123);
    for (int round = 0; round < 50; ++round) {
        runtime::FrameCounter counter;
        std::uint64_t messages = 0;
        for (std::size_t place = 0; place < bytes.size();) {
            const std::size_t part =
                std::min<std::size_t>(1 + random() % 300, bytes.size() - place);
            messages += counter.take(std::string_view(bytes).substr(place, part));
            place += part;
        }
        ASSERT_EQ(messages, 200U);
        ASSERT_EQ(counter.payload(), payloadOf(200));
        ASSERT_EQ(counter.metadata(), "7@ab");
    }
}

TEST(FrameCounter, CountsAMessageWithItsLastByte)
{
    runtime::FrameCounter counter;
    const std::string bytes = greeting() + frame(0, "hello");
    EXPECT_EQ(counter.take(std::string_view(bytes).substr(0, bytes.size() - 1)), 0U);
    EXPECT_EQ(counter.take(std::string_view(bytes).substr(bytes.size() - 1)), 1U);
}

TEST(FrameCounter, LeavesAloneWhatIsNotZmtp)
{
    runtime::FrameCounter counter;
    EXPECT_EQ(counter.take("GET / HTTP/1.1\r\n\r\n"), 0U);
    EXPECT_TRUE(counter.isLost());
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        runtime::FrameCounter each;
        std::string noise = greeting();
        for (int i = 0; i < 500; ++i)
            noise += static_cast<char>(random());
        (void)each.take(noise);
    }
}

TEST(WireMeters, KnowWhoseAConnectionIsWhileThePlanGrows)
{
    // So many that all lists move to another place several times.
    constexpr int kNew = 80;
    TopologyBuilder builder;
    builder.node("vent", Role::Source).socket("out", Push, {"tcp://127.0.0.1:*"});
    builder.node("far", Role::External).socket("in", Pull).link("far.in", "vent.out");
    plan::RunPlan plan = plan::makePlan(builder.topology()).plan;
    ASSERT_EQ(plan.flows.size(), 1U);
    runtime::RunContext run(plan, nullptr);
    const plan::SocketIndex vent = plan.flows[0].from;
    const plan::SocketIndex far = plan.flows[0].to;
    const runtime::WireLedger* const first = &run.flows[0].wire;
    std::atomic<bool> isGrown{false};
    // As an I/O thread does, which stands still for nobody.
    auto asked = std::async(std::launch::async, [&] {
        bool isRight = true;
        while (!isGrown.load())
            isRight = isRight && run.meters.outside(vent).out == first
                && run.meters.between(far, vent).in == first;
        return isRight;
    });
    for (int i = 0; i < kNew; ++i) {
        const std::string id = "sink" + std::to_string(i);
        builder.node(id, Role::Sink).socket("in", Pull).link(id + ".in", "vent.out");
        plan::merge(plan, plan::makePlan(builder.topology()).plan,
                    [](plan::NodeIndex) { return false; });
        run.grow();
        EXPECT_EQ(run.meters.between(plan.flows.back().to, vent).in, &run.flows.back().wire);
    }
    isGrown.store(true);
    EXPECT_TRUE(asked.get());
    EXPECT_EQ(plan.flows.size(), std::size_t{kNew} + 1);
}

TEST_P(EveryConnection, TellsInWhichStageMessagesAre)
{
    TestRun run(slowSink(GetParam(), 64));
    const std::size_t flow = run.flow("vent.out", "sink.in");
    ASSERT_TRUE(run.await([flow](const auto& now) {
        const auto& figures = now.flows[flow];
        return figures.stages && figures.stages->sender >= 50 && figures.stages->kernel > 200
            && figures.stages->receiver > 0;
    }));
    for (int look = 0; look < 20; ++look) {
        const auto now = run.runtime().latest();
        const metrics::FlowFigures& figures = now->flows[flow];
        ASSERT_TRUE(figures.stages);
        EXPECT_EQ(figures.stages->sender + figures.stages->kernel + figures.stages->receiver,
                  *figures.inFlight);
        // SNDHWM, the message in hand, and what libzmq has encoded ahead (8 KiB).
        EXPECT_LE(figures.stages->sender, 100U + 1 + 8192 / 66 + 1);
        // RCVHWM, and what libzmq has read ahead (8 KiB).
        EXPECT_LE(figures.stages->receiver, 50U + 8192 / 66 + 2);
        EXPECT_NEAR(static_cast<double>(figures.stages->kernelBytes),
                    static_cast<double>(figures.stages->kernel) * 66, 8192);
        ASSERT_TRUE(run.await([&](const auto& later) { return later.sequence > now->sequence; }));
    }
    run.runtime().applySettings(static_cast<plan::NodeIndex>(run.node("sink")), {});
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const auto& stages = result.final->flows[flow].stages;
    ASSERT_TRUE(stages);
    EXPECT_EQ(stages->kernelBytes, 0U);
}

TEST_P(EveryConnection, ShowsNoMoreBeforeTheKernelThanAPublishersQueueHolds)
{
    constexpr int kMark = 100;
    constexpr int kSize = 64;
    TopologyBuilder builder;
    builder.node("pub", Role::Source).setting("rate", 20'000).setting("size", kSize);
    builder.socket("out", Pub, {GetParam()}).option("SNDHWM", kMark).option("SNDBUF", 4096);
    builder.node("sub", Role::Sink).socket("in", Sub).option("RCVHWM", 50).option("RCVBUF", 4096);
    builder.option("SUBSCRIBE", model::Array{""}).link("sub.in", "pub.out");
    TestRun run(builder);
    const std::size_t flow = run.flow("pub.out", "sub.in");
    ASSERT_TRUE(run.await([flow](const auto& now) { return now.flows[flow].received > 100U; }));
    const auto sub = static_cast<plan::NodeIndex>(run.node("sub"));
    run.runtime().setFrozen(sub, true);
    // Nothing arrives by which its receiver could find them.
    std::uint64_t most = 0;
    ASSERT_TRUE(run.await([&](const auto& now) {
        const metrics::FlowFigures& figures = now.flows[flow];
        EXPECT_TRUE(now.conserved);
        EXPECT_GE(*figures.dropped, most) << "what is certain stays so";
        most = *figures.dropped;
        // What was sent while the counters were read comes on top.
        constexpr std::uint64_t limit = kMark + 8192 / (kSize + 2) + 2 + 1;
        return most > 20'000 && figures.stages && figures.stages->sender <= limit + limit / 2;
    }));
    EXPECT_TRUE(run.runtime().latest()->flows[flow].estimated);
    run.runtime().setFrozen(sub, false);
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    EXPECT_GE(*result.final->flows[flow].dropped, most);
}

TEST_P(EveryConnection, KnowsToWhichPeerMessagesWentBeforeTheyArrive)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).setting("count", 3000);
    builder.socket("out", Push, {GetParam()});
    for (const char* name : {"a", "b", "c"}) {
        builder.node(name, Role::Sink).socket("in", Pull);
        builder.link(std::string(name) + ".in", "vent.out");
    }
    TestRun run(builder);
    for (const char* name : {"a", "b", "c"})
        run.runtime().setFrozen(static_cast<plan::NodeIndex>(run.node(name)), true);
    // All have left the sender's queues; most of them wait in the kernel and at the receivers.
    std::vector<std::uint64_t> sent;
    ASSERT_TRUE(run.await([&](const auto& now) {
        sent.clear();
        std::uint64_t sum = 0;
        for (const auto& flow : now.flows) {
            if (flow.estimated || !flow.stages || flow.stages->sender != 0)
                return false;
            sent.push_back(*flow.sent);
            sum += sent.back();
        }
        return sum == 3000;
    }));
    for (const char* name : {"a", "b", "c"})
        run.runtime().setFrozen(static_cast<plan::NodeIndex>(run.node(name)), false);
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    for (std::size_t i = 0; i < sent.size(); ++i)
        EXPECT_EQ(*result.final->flows[i].received, sent[i]);
}

TEST_P(EveryConnection, CountsTheBytesThatTheKernelGot)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("count", 500).setting("rate", 0).setting("size", 64);
    builder.socket("out", Push, {GetParam()});
    builder.node("sink", Role::Sink).socket("in", Pull);
    builder.link("sink.in", "vent.out");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    // Two bytes of header for each, after the greeting and READY.
    const std::uint64_t frames = 500 * (64 + 2);
    const auto& socket = result.final->sockets[run.socket("vent.out")];
    ASSERT_TRUE(socket.wireBytes);
    EXPECT_GT(*socket.wireBytes, frames + 64);
    EXPECT_LT(*socket.wireBytes, frames + 300);
}

TEST(CostOfMeasuring, IsTheRunsOwn)
{
    const auto pipeline = [](int rate) {
        TopologyBuilder builder;
        // Large ones: each takes several calls, which is what costs here.
        builder.node("vent", Role::Source).setting("rate", rate).setting("size", 20'000);
        builder.socket("out", Push, {"tcp://127.0.0.1:*"});
        builder.node("sink", Role::Sink).socket("in", Pull);
        builder.link("sink.in", "vent.out");
        return model::Topology(builder);
    };
    TestRun busy(pipeline(0));
    TestRun quiet(pipeline(5));
    const std::size_t flow = quiet.flow("vent.out", "sink.in");
    // So long that both samples are of the time in which both ran.
    ASSERT_TRUE(quiet.await(
        [flow](const auto& now) { return now.time > 4 && now.flows[flow].received > 5; }));
    const double whole = busy.runtime().latest()->cost.messages;
    EXPECT_GT(whole, 0);
    EXPECT_LT(quiet.runtime().latest()->cost.messages, whole / 10);
}

INSTANTIATE_TEST_SUITE_P(WireMeter,
                         EveryConnection,
                         testing::Values("tcp://127.0.0.1:*", "ipc://*"));

} // namespace topomq::tests
