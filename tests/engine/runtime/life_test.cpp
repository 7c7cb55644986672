// Runs start and stop cleanly, also with full queues, missing peers and addresses that are taken.

#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using metrics::NodeState;
using model::Role;
using enum model::SocketType;

std::size_t entries(const char* folder)
{
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& each : std::filesystem::directory_iterator(folder))
        ++count;
    return count;
}

/// A listening socket of the test's own on a free loopback port.
class HeldPort
{
public:
    HeldPort()
        : m_socket(socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        bind(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address);
        listen(m_socket, 1);
        socklen_t size = sizeof address;
        getsockname(m_socket, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
    }

    ~HeldPort() { close(m_socket); }

    [[nodiscard]] std::string address() const
    {
        return "tcp://127.0.0.1:" + std::to_string(m_port);
    }

private:
    int m_socket;
    int m_port = 0;
};

TopologyBuilder mixed()
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).socket("out", Push, {"inproc://*"});
    builder.node("pub", Role::Source).setting("rate", 0).socket("out", Pub, {"ipc://*"});
    for (int i = 0; i < 6; ++i) {
        const std::string worker = "w" + std::to_string(i);
        builder.node(worker, Role::Worker).setting("service_time", 10).socket("in", Pull);
        builder.socket("out", Push).link(worker + ".in", "vent.out");
        builder.link(worker + ".out", "sink.in");
        const std::string subscriber = "s" + std::to_string(i);
        builder.node(subscriber, Role::Sink).socket("in", Sub);
        builder.option("SUBSCRIBE", model::Array{""}).link(subscriber + ".in", "pub.out");
    }
    builder.node("sink", Role::Sink).socket("in", Pull, {"tcp://127.0.0.1:*"});
    return builder;
}

} // namespace

TEST(Life, LeavesNoDescriptorThreadOrSocketBehind)
{
    const model::Topology topology = mixed();
    {
        TestRun warmUp(topology);
        warmUp.finish(0ms);
    }
    const std::size_t descriptors = entries("/proc/self/fd");
    const std::size_t threads = entries("/proc/self/task");
    for (int i = 0; i < 5; ++i) {
        TestRun run(topology);
        EXPECT_TRUE(run.await([](const auto& now) { return now.messagesPerSecond > 0; }));
        run.finish(0ms);
    }
    EXPECT_EQ(entries("/proc/self/fd"), descriptors);
    EXPECT_EQ(entries("/proc/self/task"), threads);
}

TEST(Life, StopsAtOnceThoughNobodyListens)
{
    TopologyBuilder builder;
    builder.node("alone", Role::Source).setting("rate", 0).socket("out", Push, {"inproc://*"});
    builder.node("asks", Role::Client).socket("req", Req).option("LINGER", -1);
    builder.node("far", Role::External).socket("rep", Rep, {"tcp://127.0.0.1:9"});
    builder.link("asks.req", "far.rep");
    TestRun run(builder);
    EXPECT_TRUE(run.await(
        [&](const auto& now) { return now.nodes[run.node("alone")].state == NodeState::Blocked; }));
    const runtime::RunResult result = run.finish(0ms);
    EXPECT_EQ(result.nodes[run.node("alone")].state, NodeState::Stopped);
}

TEST(Life, CanBeDestroyedWhileItStarts)
{
    for (int i = 0; i < 20; ++i)
        const TestRun run(mixed());
}

TEST(Life, AnAddressInUseFailsItsNodeAndTheRestGoesOn)
{
    const HeldPort held;
    TopologyBuilder builder;
    builder.node("taken", Role::Source).socket("out", Push, {held.address()});
    builder.node("waits", Role::Sink).socket("in", Pull).link("waits.in", "taken.out");
    builder.node("vent", Role::Source).setting("rate", 0).setting("count", 100);
    builder.socket("out", Push, {"inproc://*"});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    TestRun run(builder);
    EXPECT_TRUE(run.await([](const auto& now) { return now.flows[1].received == 100U; }));
    const runtime::RunResult result = run.finish();
    const runtime::NodeOutcome& taken = result.nodes[run.node("taken")];
    EXPECT_EQ(taken.state, NodeState::Failed);
    ASSERT_EQ(taken.errors.size(), 1U);
    EXPECT_NE(taken.errors[0].find("taken.out: " + held.address() + ": Address already in use"),
              std::string::npos)
        << taken.errors[0];
    EXPECT_EQ(result.nodes[run.node("vent")].state, NodeState::Stopped);
    EXPECT_EQ(*result.final->flows[0].sent, 0U);
}

TEST(Life, NeverReplacesAFileByASocket)
{
    const std::string path = std::filesystem::temp_directory_path()
        / ("topomq-test-" + std::to_string(getpid()) + ".txt");
    std::ofstream(path) << "precious";
    TopologyBuilder builder;
    builder.node("vent", Role::Source).socket("out", Push, {"ipc://" + path});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    TestRun run(builder);
    EXPECT_TRUE(run.await([](const auto& now) { return now.nodes[0].state == NodeState::Failed; }));
    const runtime::RunResult result = run.finish(0ms);
    EXPECT_NE(result.nodes[0].errors.at(0).find("not a socket"), std::string::npos);
    std::string content;
    std::ifstream(path) >> content;
    EXPECT_EQ(content, "precious");
    std::filesystem::remove(path);
}

TEST(Life, RemovesItsSocketFileAndTakesOverAnAbandonedOne)
{
    const std::string path = std::filesystem::temp_directory_path()
        / ("topomq-test-" + std::to_string(getpid()) + ".ipc");
    {
        // A program that died leaves such a file.
        const int dead = socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.c_str(), path.size());
        ASSERT_EQ(bind(dead, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        close(dead);
    }
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).setting("count", 10);
    builder.socket("out", Push, {"ipc://" + path});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    EXPECT_EQ(*result.final->flows[0].received, 10U);
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(Life, RefusesARunThatNeedsMoreDescriptorsThanThereAre)
{
    rlimit old{};
    getrlimit(RLIMIT_NOFILE, &old);
    rlimit few = old;
    few.rlim_cur = 64;
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &few), 0);
    runtime::Runtime run(plan::makePlan(mixed()).plan, [](const auto&) { return nullptr; });
    const std::string problem = run.start();
    setrlimit(RLIMIT_NOFILE, &old);
    EXPECT_NE(problem.find("file descriptors"), std::string::npos) << problem;
    EXPECT_NE(problem.find("64"), std::string::npos) << problem;
}

TEST(Life, AppliesASlowerServiceTimeWhileItRuns)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 2000).socket("out", Push, {"inproc://*"});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    TestRun run(builder);
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].messagesPerSecond > 1000; }));
    model::RoleSettings slower = run.plan().nodes[run.node("sink")].settings;
    slower.serviceTime = {model::Distribution::Kind::Constant, 20000, 0};
    run.runtime().applySettings(static_cast<plan::NodeIndex>(run.node("sink")), slower);
    EXPECT_TRUE(run.await([](const auto& now) { return now.flows[0].inFlight > 500U; }));
    run.finish(0ms);
}

TEST(Life, TakesAVerySmallRateForOneAndNotForNone)
{
    TopologyBuilder builder;
    for (const std::string id : {"even", "poisson"}) {
        builder.node(id, Role::Source).socket("out", Push, {"inproc://*"});
        builder.setting("rate",
                        id == "even" ? model::Value(1e-10)
                                     : model::Value(model::Object{{"poisson", 1e-10}}));
        builder.node(id + "_sink", Role::Sink).socket("in", Pull);
        builder.link(id + "_sink.in", id + ".out");
    }
    TestRun run(builder);
    ASSERT_TRUE(run.await(
        [](const auto& now) { return now.flows[0].received > 0U && now.flows[1].received > 0U; }));
    const std::uint64_t seen = run.runtime().latest()->sequence;
    ASSERT_TRUE(run.await([&](const auto& now) { return now.sequence > seen + 2; }));
    const runtime::RunResult result = run.finish(0ms);
    for (const metrics::FlowFigures& flow : result.final->flows)
        EXPECT_EQ(flow.sent, 1U) << "the next is due in hundreds of years";
}

TEST(Life, WorksForVeryLongAtAVerySmallSpeed)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("burst", 10).setting("count", 10);
    builder.socket("out", Push, {"inproc://*"});
    builder.node("sink", Role::Sink).setting("service_time", 1000).socket("in", Pull);
    builder.link("sink.in", "vent.out");
    TestRun run(builder, {.speed = 1e-14});
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].sent == 10U; }));
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].received > 0U; }));
    const std::uint64_t seen = run.runtime().latest()->sequence;
    ASSERT_TRUE(run.await([&](const auto& now) { return now.sequence > seen + 2; }));
    EXPECT_EQ(run.finish(0ms).final->flows[0].received, 1U);
}

TEST(Life, PausesAndGoesOn)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 500).socket("out", Push, {"inproc://*"});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    TestRun run(builder);
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].received > 10U; }));
    run.runtime().pause();
    ASSERT_TRUE(run.await([](const auto& now) { return now.messagesPerSecond == 0; }));
    EXPECT_EQ(run.runtime().state(), runtime::RunState::Paused);
    run.runtime().resume();
    EXPECT_TRUE(run.await([](const auto& now) { return now.messagesPerSecond > 100; }));
    run.finish(0ms);
}

TEST(Life, StartsAndStopsAThousandNodes)
{
    TopologyBuilder builder;
    for (int i = 0; i < 500; ++i) {
        const std::string number = std::to_string(i);
        builder.node("a" + number, Role::Source).setting("rate", 1);
        builder.socket("out", Push, {"inproc://*"});
        builder.node("b" + number, Role::Sink).socket("in", Pull);
        builder.link("b" + number + ".in", "a" + number + ".out");
    }
    TestRun run(builder);
    EXPECT_TRUE(run.await([](const auto& now) { return now.nodes.size() == 1000; }));
    const runtime::RunResult result = run.finish(0ms);
    EXPECT_EQ(result.nodes.size(), 1000U);
    EXPECT_TRUE(result.conserved);
}

} // namespace topomq::tests
