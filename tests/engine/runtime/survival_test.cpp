// What ends a process that uses libzmq without care ends ours not: each is told in words instead.

#include "engine/runtime/context_options.h"
#include "engine/runtime/socket_options.h"
#include "engine/runtime/transport_probe.h"
#include "tests/engine/runtime/edge_run.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zmq.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using model::Role;
using testing::AllOf;
using testing::HasSubstr;
using enum model::SocketType;

/// A publisher and its subscriber on `address`, and a pipeline of its own beside them.
plan::RunPlan multicastBeside(const std::string& address)
{
    TopologyBuilder builder;
    builder.node("pub", Role::Source).setting("rate", 100).socket("out", Pub, {"inproc://*"});
    builder.node("sub", Role::Sink).socket("in", Sub).option("SUBSCRIBE", model::Array{""});
    builder.link("sub.in", "pub.out");
    builder.node("vent", Role::Source).setting("rate", 500).socket("out", Push, {"inproc://*"});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    plan::RunPlan plan = planFor(builder);
    plan.sockets[0].binds[0] = {address, plan::transportOf(address)};
    for (plan::PlannedLink& link : plan.links) {
        if (link.bind == 0)
            link.transport = plan::transportOf(address);
    }
    return plan;
}

bool besideGoesOn(EdgeRun& run)
{
    return run.awaitReceived(1, 50);
}

void dropRawSockets()
{
    prctl(PR_CAPBSET_DROP, CAP_NET_RAW);
    __user_cap_header_struct header{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    std::array<__user_cap_data_struct, 2> data{};
    syscall(SYS_capget, &header, data.data());
    constexpr std::uint32_t kBit = 1U << CAP_NET_RAW;
    data[0].effective &= ~kBit;
    data[0].permitted &= ~kBit;
    data[0].inheritable &= ~kBit;
    syscall(SYS_capset, &header, data.data());
}

/// For a process of its own: ends it, 0 when `good`.
void conclude(bool good, const std::string& seen)
{
    std::fprintf(stderr, "%s\n", seen.c_str());
    std::_Exit(good ? 0 : 1);
}

void runPgmWithoutRights()
{
    dropRawSockets();
    EdgeRun run(multicastBeside("pgm://127.0.0.1;239.192.1.1:5599"));
    const std::string detail = run.awaitEvent("pub.out", "BIND_FAILED").detail;
    const bool reason = rules::whyUnavailable(runtime::capabilities(), "pgm").find("CAP_NET_RAW")
        != std::string::npos;
    conclude(besideGoesOn(run) && reason, detail);
}

std::size_t openDescriptors()
{
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& each : std::filesystem::directory_iterator("/proc/self/fd"))
        ++count;
    return count;
}

/// With so many limits in a row it must run.
constexpr std::size_t kRunsWithEnough = 20;

/// UndefinedBehaviorSanitizer opens a pipe to look at an object, and calls the object broken when
/// it gets none.
constexpr std::size_t kOfTheSanitizer = 4;

/// Starts the same run with one descriptor more each time, from next to none left to plenty.
void runWithEachLimit()
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).socket("out", Push, {"ipc://*"});
    builder.socket("more", Push, {"tcp://127.0.0.1:*"});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    builder.link("sink.in", "vent.more");
    model::Topology topology = builder;
    topology.find(model::NodeId("vent"))->sockets.resize(1);
    topology.links.resize(1);
    const plan::RunPlan plan = planFor(topology);
    // The process may have been given any number of them; a fifth of the limit is never used.
    const std::size_t most = (openDescriptors() + 64) * 5 / 4 + kRunsWithEnough;
    std::size_t refused = 0;
    std::size_t ran = 0;
    std::string neither;
    for (std::size_t allowed = openDescriptors() + kOfTheSanitizer;
         allowed < most && ran < kRunsWithEnough; ++allowed)
    {
        rlimit limit{};
        getrlimit(RLIMIT_NOFILE, &limit);
        limit.rlim_cur = allowed;
        setrlimit(RLIMIT_NOFILE, &limit);
        EdgeRun run(plan);
        if (run.problem().find("file descriptors") != std::string::npos)
            ++refused;
        else if (run.problem().empty() && run.awaitReceived(0, 1))
            ++ran;
        else
            neither += " | with " + std::to_string(allowed) + ": " + run.problem();
        if (run.problem().empty())
            run.finish();
    }
    conclude(refused > 0 && ran == kRunsWithEnough && neither.empty(),
             std::to_string(refused) + " refused, " + std::to_string(ran) + " ran" + neither);
}

/// Connects to the pipe until nothing more is let in, with hardly a descriptor to spare.
void runWithTooManyStrangers()
{
    const std::string path = testing::TempDir() + "topomq-strangers-" + std::to_string(getpid());
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 500).socket("out", Push);
    builder.node("sink", Role::Sink).socket("in", Pull, {"ipc://" + path, "tcp://127.0.0.1:*"});
    builder.link("vent.out", "sink.in", 1);
    EdgeRun run(planFor(builder));
    const bool ran = run.awaitReceived(0, 1);
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    const rlim_t before = limit.rlim_cur;
    constexpr rlim_t kRoom = 60;
    limit.rlim_cur = openDescriptors() + kRoom;
    setrlimit(RLIMIT_NOFILE, &limit);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    std::vector<int> strangers;
    for (rlim_t i = 0; i < kRoom; ++i) {
        const int stranger = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (stranger < 0)
            break;
        strangers.push_back(stranger);
        (void)connect(stranger, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    }
    const bool isTold = !run.awaitEvent("sink.in", "ACCEPT_FAILED").event.empty()
        && !run.awaitEvent("", "PEERS_TURNED_AWAY").event.empty();
    const bool goesOn =
        run.awaitReceived(0, run.runtime().latest()->flows[0].received.value() + 50);
    for (const int stranger : strangers)
        close(stranger);
    limit.rlim_cur = before;
    setrlimit(RLIMIT_NOFILE, &limit);
    run.finish();
    conclude(ran && isTold && goesOn,
             std::to_string(strangers.size()) + " strangers, told " + std::to_string(isTold));
}

class Survival : public testing::Test
{
protected:
    // The child starts anew: threads and descriptors are those of a fresh program.
    void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

} // namespace

TEST_F(Survival, PgmWithoutTheRightForIt)
{
    if (zmq_has("pgm") == 0)
        GTEST_SKIP() << "this libzmq is built without pgm";
    EXPECT_EXIT(runPgmWithoutRights(), testing::ExitedWithCode(0), "CAP_NET_RAW: use epgm");
}

TEST_F(Survival, TooFewDescriptors)
{
    EXPECT_EXIT(runWithEachLimit(), testing::ExitedWithCode(0), "refused");
}

TEST_F(Survival, MoreStrangersOverIpcThanThereAreDescriptors)
{
    EXPECT_EXIT(runWithTooManyStrangers(), testing::ExitedWithCode(0), "strangers, told 1");
}

TEST_F(Survival, NormOnAnInterfaceThatIsNotThere)
{
    if (zmq_has("norm") == 0)
        GTEST_SKIP() << "this libzmq is built without norm";
    EdgeRun run(multicastBeside("norm://nosuch0;239.192.1.9:6303"));
    const runtime::RuntimeEvent event = run.awaitEvent("pub.out", "BIND_FAILED");
    EXPECT_TRUE(event.error);
    EXPECT_THAT(event.detail, HasSubstr("use a form like norm://lo;239.192.1.1:5555"));
    EXPECT_TRUE(besideGoesOn(run));
}

TEST_F(Survival, NormWithAnAddressThatIsNone)
{
    if (zmq_has("norm") == 0)
        GTEST_SKIP() << "this libzmq is built without norm";
    EdgeRun run(multicastBeside("norm://lo;not-an-address:6303"));
    EXPECT_NE(run.awaitEvent("pub.out", "BIND_FAILED").detail, "");
    EXPECT_TRUE(besideGoesOn(run));
}

TEST_F(Survival, EpgmOnAnInterfaceWithoutMulticast)
{
    if (zmq_has("pgm") == 0)
        GTEST_SKIP() << "this libzmq is built without pgm";
    EdgeRun run(multicastBeside("epgm://lo;239.192.1.1:5599"));
    EXPECT_THAT(run.awaitEvent("pub.out", "BIND_FAILED").detail, HasSubstr("epgm://127.0.0.1"));
    EXPECT_TRUE(besideGoesOn(run));
}

TEST_F(Survival, RequestsToRawTcpOverInproc)
{
    plan::RunPlan plan = multicastBeside("inproc://*");
    for (plan::PlannedSocket& socket : plan.sockets) {
        if (socket.ref.text() == "pub.out")
            socket.type = Stream;
        if (socket.ref.text() == "sub.in")
            socket.type = Req;
        socket.options.clear();
        socket.subscriptions.clear();
    }
    EdgeRun run(plan);
    const runtime::RuntimeEvent event = run.awaitEvent("sub.in", "CONNECT_FAILED");
    EXPECT_THAT(event.detail, AllOf(HasSubstr("STREAM"), HasSubstr("over inproc")));
    EXPECT_TRUE(besideGoesOn(run));
}

TEST_F(Survival, TheNameOfTheAuthenticationBoundByASocket)
{
    model::Topology topology = pushPull("tcp://127.0.0.1:*");
    topology.find(model::NodeId("vent"))->sockets[0].security = {
        .mechanism = model::Mechanism::Curve, .server = true};
    topology.find(model::NodeId("sink"))->sockets[0].security = {.mechanism =
                                                                     model::Mechanism::Curve};
    topology.nodes.push_back(
        {.id = model::NodeId("thief"),
         .role = Role::Sink,
         .sockets = {{.id = model::SocketId("in"), .type = Pull, .bind = {"inproc://other"}}}});
    plan::RunPlan plan = planFor(topology);
    plan.sockets.back().binds[0].address = "inproc://zeromq.zap.01";
    EdgeRun run(plan);
    EXPECT_THAT(run.awaitEvent("thief.in", "BIND_FAILED").detail,
                HasSubstr("ZeroMQ keeps this name"));
    EXPECT_TRUE(run.awaitReceived(0, 20));
}

TEST_F(Survival, InprocConnectionsThatStillWaitWhenTheContextEnds)
{
    plan::RunPlan plan = planFor(pushPull("inproc://*"));
    for (int i = 0; i < 5000; ++i)
        plan.links.push_back(plan.links[0]);
    void* context = zmq_ctx_new();
    ASSERT_EQ(runtime::setContextOptions(context, plan), "");
    void* socket = zmq_socket(context, ZMQ_DEALER);
    const int none = 0;
    zmq_setsockopt(socket, ZMQ_LINGER, &none, sizeof none);
    for (int i = 0; i < 5000; ++i)
        EXPECT_EQ(zmq_connect(socket, ("inproc://nobody-" + std::to_string(i)).c_str()), 0);
    EXPECT_EQ(zmq_close(socket), 0);
    EXPECT_EQ(zmq_ctx_term(context), 0);
}

TEST_F(Survival, TheSameNameForTwoConnectionsOfARouter)
{
    TopologyBuilder builder;
    builder.node("a", Role::Peer).socket("r", Router);
    builder.node("b", Role::Peer).socket("d", Dealer, {"tcp://127.0.0.1:*"});
    builder.node("c", Role::Peer).socket("d", Dealer, {"tcp://127.0.0.1:*"});
    builder.link("a.r", "b.d").link("a.r", "c.d");
    plan::RunPlan plan = planFor(builder);
    // The rules refuse it; a plan that was written by hand may have it.
    plan.sockets[0].options.push_back({"CONNECT_ROUTING_ID", "same"});
    EdgeRun run(plan);
    EXPECT_THAT(run.awaitEvent("a.r", "OPTION_FAILED").detail,
                HasSubstr("the same name on two connections ends the whole process"));
}

TEST_F(Survival, AProxyThatIsNotThere)
{
    plan::RunPlan plan = planFor(pushPull("tcp://127.0.0.1:*"));
    for (plan::PlannedSocket& socket : plan.sockets)
        socket.options.push_back({"SOCKS_PROXY", "127.0.0.1:1"});
    EdgeRun run(plan);
    EXPECT_THAT(run.awaitEvent("sink.in", "OPTION_FAILED").detail,
                HasSubstr("ends the whole process"));
    run.finish(50ms);
}

TEST_F(Survival, OptionsOfTheNetworkThatTheSystemRefuses)
{
    for (const auto& [name, value] :
         std::vector<std::pair<std::string, model::Value>>{{"BINDTODEVICE", "nosuch0"},
                                                           {"TOS", 255},
                                                           {"TCP_KEEPALIVE_CNT", 127},
                                                           {"SNDBUF", 2147483647}})
    {
        plan::RunPlan plan = planFor(pushPull("tcp://127.0.0.1:*"));
        for (plan::PlannedSocket& socket : plan.sockets)
            socket.options.push_back({name, value});
        EdgeRun run(plan);
        (void)run.awaitEvent("sink.in", "OPTIONS_SET");
        run.finish(50ms);
    }
}

} // namespace topomq::tests
