// Every option of the table reaches a real socket, and what a socket says is what was set.

#include "engine/model/options.h"
#include "engine/runtime/context_options.h"
#include "engine/runtime/socket_options.h"
#include "tests/engine/runtime/edge_run.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <zmq.h>

#include <array>
#include <filesystem>
#include <fstream>

namespace topomq::tests {

namespace {

using model::OptionInfo;
using model::OptionKind;
using model::Role;
using model::SocketType;
using model::Value;
using enum model::SocketType;

constexpr std::array kTypes{Pair,   Pub,  Sub,  Req,  Rep,  Dealer,
                            Router, Pull, Push, XPub, XSub, Stream};

class RawSocket
{
public:
    explicit RawSocket(SocketType type)
        : m_context(zmq_ctx_new())
        , m_socket(zmq_socket(m_context, static_cast<int>(type)))
    { }

    ~RawSocket()
    {
        zmq_close(m_socket);
        zmq_ctx_term(m_context);
    }

    RawSocket(const RawSocket&) = delete;
    RawSocket& operator=(const RawSocket&) = delete;

    [[nodiscard]] void* get() const { return m_socket; }

private:
    void* m_context;
    void* m_socket;
};

/// Another value than the default, within the range.
Value other(const OptionInfo& option)
{
    if (option.kind == OptionKind::Boolean)
        return option.defaultValue == 0;
    if (option.name == "TCP_ACCEPT_FILTER")
        return "127.0.0.0/8";
    if (option.kind == OptionKind::Text)
        return "lo";
    return option.defaultValue == option.most ? option.most - 1 : option.defaultValue + 1;
}

const Value* find(const std::vector<runtime::OptionReading>& readings, std::string_view name)
{
    for (const runtime::OptionReading& each : readings) {
        if (each.name == name)
            return &each.value;
    }
    return nullptr;
}

model::Topology pair(std::string_view option, const Value& value)
{
    TopologyBuilder builder;
    builder.node("a", Role::Source)
        .socket("out", Push, {"tcp://127.0.0.1:*"})
        .option(option, value);
    builder.node("b", Role::Sink).socket("in", Pull).link("b.in", "a.out");
    return builder;
}

std::size_t threadsNamed(const std::string& name)
{
    std::size_t count = 0;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::string own;
        std::getline(std::ifstream(task.path() / "comm"), own);
        count += own.find(name) != std::string::npos ? 1 : 0;
    }
    return count;
}

} // namespace

TEST(SocketOptions, TakesEverySettableOptionOnEveryTypeItIsFor)
{
    for (const SocketType type : kTypes) {
        const RawSocket socket(type);
        for (const OptionInfo& option : model::allOptions()) {
            const bool fits = option.isSettable() && option.kind != OptionKind::TextList
                && model::appliesTo(option, type);
            if (fits) {
                EXPECT_EQ(runtime::setOption(socket.get(), option.name, other(option)), "")
                    << toText(type);
            }
        }
    }
}

TEST(SocketOptions, ReadsBackWhatWasSet)
{
    for (const SocketType type : kTypes) {
        for (const OptionInfo& option : model::allOptions()) {
            // The kernel's, not the socket's.
            if (!option.isSettable() || option.isWriteOnly || option.kind == OptionKind::TextList
                || !model::appliesTo(option, type))
                continue;
            const RawSocket socket(type);
            ASSERT_EQ(runtime::setOption(socket.get(), option.name, other(option)), "");
            const auto readings = runtime::readOptions(socket.get(), type);
            const Value* value = find(readings, option.name);
            ASSERT_NE(value, nullptr) << option.name << " of " << toText(type);
            if (option.name == "HEARTBEAT_TTL")
                continue; // Kept in tenths of a second.
            EXPECT_EQ(*value, other(option)) << option.name << " of " << toText(type);
        }
    }
}

TEST(SocketOptions, KeepsAllBitsOfWideNumbers)
{
    const RawSocket socket(Push);
    const std::int64_t wide = std::int64_t{5} << 33;
    ASSERT_EQ(runtime::setOption(socket.get(), "MAXMSGSIZE", wide), "");
    ASSERT_EQ(runtime::setOption(socket.get(), "AFFINITY", wide), "");
    const auto readings = runtime::readOptions(socket.get(), Push);
    EXPECT_EQ(*find(readings, "MAXMSGSIZE"), Value(wide));
    EXPECT_EQ(*find(readings, "AFFINITY"), Value(wide));
}

TEST(SocketOptions, KeepsZeroBytesOfBinaryValues)
{
    const RawSocket socket(Dealer);
    const std::string id("a\0b", 3);
    ASSERT_EQ(runtime::setOption(socket.get(), "ROUTING_ID", id), "");
    EXPECT_EQ(*find(runtime::readOptions(socket.get(), Dealer), "ROUTING_ID"), Value(id));
}

TEST(SocketOptions, SaysWhichValueDoesNotFitAndWhy)
{
    const RawSocket socket(Push);
    EXPECT_EQ(runtime::setOption(socket.get(), "SNDHWM", -5),
              "SNDHWM = -5: must be between 0 and 2147483647");
}

TEST(SocketOptions, LeavesThoseThatEndTheProcessAlone)
{
    const RawSocket socket(Router);
    EXPECT_THAT(runtime::setOption(socket.get(), "CONNECT_ROUTING_ID", "x"),
                testing::HasSubstr("cannot be set here"));
}

TEST(SocketOptions, AreReadInTheRunOnceTheSocketIsConnected)
{
    EdgeRun run(planFor(pair("SNDBUF", 12345)));
    ASSERT_TRUE(run.awaitReceived(0, 1));
    const auto readings = run.runtime().options(run.socket("a.out"));
    EXPECT_EQ(*find(readings, "SNDBUF"), Value(12345));
    EXPECT_EQ(*find(readings, "RCVBUF"), Value(-1));
    EXPECT_EQ(*find(readings, "LAST_ENDPOINT"), Value(run.boundAddress("a.out")));
    EXPECT_EQ(find(readings, "CURVE_SECRETKEY"), nullptr);
}

TEST(ContextOptions, GiveTheRunItsThreads)
{
    model::Topology topology = pushPull("tcp://127.0.0.1:*");
    topology.context.set("IO_THREADS", 3);
    EdgeRun run(planFor(topology));
    ASSERT_TRUE(run.awaitReceived(0, 1));
    EXPECT_EQ(threadsNamed("ZMQbg/IO"), 3U);
}

TEST(ContextOptions, TooFewSocketsAreRefusedWithTheNumbers)
{
    model::Topology topology = pushPull("tcp://127.0.0.1:*");
    plan::RunPlan plan = planFor(topology);
    plan.contextOptions = {{"MAX_SOCKETS", 3}};
    const EdgeRun run(plan);
    EXPECT_THAT(run.problem(),
                testing::AllOf(testing::HasSubstr("MAX_SOCKETS of the context is 3"),
                               testing::HasSubstr("2 sockets")));
}

TEST(ContextOptions, TooFewSocketsAreFoundBeforeTheRunThatIsRefused)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).socket("out", Push, {"tcp://127.0.0.1:*", "inproc://*"});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    builder.node("near", Role::Sink).socket("in", Pull).link("near.in", "vent.out", 1);
    builder.node("far", Role::External).socket("in", Pull, {"tcp://127.0.0.1:5555"});
    builder.link("vent.out", "far.in");
    model::Topology topology = builder;
    plan::RunPlan plan = planFor(topology);
    const auto needed = static_cast<std::int64_t>(runtime::socketsNeeded(plan));
    topology.context.set("MAX_SOCKETS", needed - 1);
    EXPECT_FALSE(plan::makePlan(topology).isRunnable());
    plan.contextOptions = {{"MAX_SOCKETS", needed - 1}};
    EXPECT_THAT(EdgeRun(plan).problem(), testing::HasSubstr("MAX_SOCKETS"));
    topology.context.set("MAX_SOCKETS", needed);
    EdgeRun run(planFor(topology));
    EXPECT_EQ(run.problem(), "");
    EXPECT_TRUE(run.awaitReceived(0, 1));
}

TEST(ContextOptions, AProcessorThatIsNotThereIsRefusedAndEndsNothing)
{
    plan::RunPlan plan = planFor(pushPull());
    plan.contextOptions = {{"THREAD_AFFINITY_CPU_ADD", model::Array{1000}}};
    const EdgeRun run(plan);
    EXPECT_THAT(run.problem(), testing::HasSubstr("processors: Invalid argument"));
}

TEST(ContextOptions, APolicyThatIsNoneIsRefusedAndEndsNothing)
{
    plan::RunPlan plan = planFor(pushPull());
    plan.contextOptions = {{"THREAD_SCHED_POLICY", 4}};
    const EdgeRun run(plan);
    EXPECT_THAT(run.problem(), testing::HasSubstr("scheduling: Invalid argument"));
}

TEST(ContextOptions, CountAPlaceForEachInprocLinkThatMayWait)
{
    const plan::RunPlan inproc = planFor(pushPull("inproc://*"));
    plan::RunPlan none = inproc;
    none.links.clear();
    EXPECT_EQ(runtime::socketsNeeded(inproc), runtime::socketsNeeded(none) + 1);
}

} // namespace topomq::tests
