// Messages pass over every transport that this machine has; what it lacks is said.

#include "engine/runtime/transport_probe.h"
#include "tests/engine/runtime/edge_run.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zmq.h>

#include <algorithm>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace topomq::tests {

namespace {

using model::Role;
using testing::HasSubstr;
using enum model::SocketType;

/// A UDP port that nobody has at the moment.
std::string freeUdpPort()
{
    const int probe = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(probe, reinterpret_cast<sockaddr*>(&address), sizeof address);
    socklen_t size = sizeof address;
    getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
    close(probe);
    return std::to_string(ntohs(address.sin_port));
}

model::Topology pubSub(const std::string& address)
{
    TopologyBuilder builder;
    builder.node("pub", Role::Source).setting("rate", 200).socket("out", Pub, {address});
    builder.option("RATE", 10000);
    builder.node("sub", Role::Sink).socket("in", Sub).option("SUBSCRIBE", model::Array{""});
    builder.option("RATE", 10000).link("sub.in", "pub.out");
    return builder;
}

model::Topology withIpv6(model::Topology topology)
{
    for (model::Node& node : topology.nodes)
        node.sockets[0].options.set("IPV6", true);
    return topology;
}

bool hasIpv6Loopback()
{
    const auto interfaces = runtime::capabilities().interfaces;
    return std::any_of(interfaces.begin(), interfaces.end(), [](const auto& each) {
        return std::find(each.addresses.begin(), each.addresses.end(), "::1")
            != each.addresses.end();
    });
}

std::size_t count(const EdgeRun& run, std::string_view where, std::string_view event)
{
    const auto events = run.events();
    return static_cast<std::size_t>(
        std::count_if(events.begin(), events.end(), [&](const runtime::RuntimeEvent& each) {
            return each.where == where && each.event == event;
        }));
}

} // namespace

TEST(Capabilities, SayWhatLibzmqHas)
{
    const rules::Capabilities found = runtime::capabilities();
    EXPECT_EQ(found.ipc, zmq_has("ipc") != 0);
    EXPECT_EQ(found.curve, zmq_has("curve") != 0);
    EXPECT_EQ(found.ws, zmq_has("WS") != 0);
    EXPECT_EQ(found.norm, zmq_has("norm") != 0);
    EXPECT_EQ(found.maxSockets, 65535U);
}

TEST(Capabilities, KnowTheLoopbackInterface)
{
    const auto interfaces = runtime::capabilities().interfaces;
    const auto lo = std::find_if(interfaces.begin(), interfaces.end(),
                                 [](const auto& each) { return each.name == "lo"; });
    ASSERT_NE(lo, interfaces.end());
    EXPECT_THAT(lo->addresses, testing::Contains("127.0.0.1"));
}

TEST(Capabilities, CountDescriptorsAndProcessors)
{
    const rules::Capabilities found = runtime::capabilities();
    rlimit limit{};
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &limit), 0);
    EXPECT_EQ(found.descriptors, limit.rlim_cur);
    EXPECT_FALSE(found.processors.empty());
}

TEST(Transports, WsTakesAFreePortAndCarriesMessages)
{
    if (zmq_has("WS") == 0)
        GTEST_SKIP() << "this libzmq is built without ws";
    EdgeRun run(planFor(pushPull("ws://127.0.0.1:*")));
    ASSERT_TRUE(run.awaitReceived(0, 20));
    const std::string address = run.boundAddress("vent.out");
    EXPECT_TRUE(address.starts_with("ws://127.0.0.1:")) << address;
    EXPECT_EQ(address.find('*'), std::string::npos);
}

TEST(Transports, AWsLinkIsUpAfterItsSecondHandshake)
{
    if (zmq_has("WS") == 0)
        GTEST_SKIP() << "this libzmq is built without ws";
    EdgeRun run(planFor(pushPull("ws://127.0.0.1:*")));
    ASSERT_TRUE(run.awaitReceived(0, 1));
    ASSERT_TRUE(
        run.await([&](const auto&) { return count(run, "vent.out", "HANDSHAKE_SUCCEEDED") == 2; }));
    std::vector<std::string> details;
    for (const runtime::RuntimeEvent& each : run.events()) {
        if (each.where == "vent.out" && each.event == "HANDSHAKE_SUCCEEDED")
            details.push_back(each.detail);
    }
    EXPECT_THAT(details, testing::ElementsAre(HasSubstr("the WebSocket is open"), ""));
}

TEST(Transports, AWebSocketThatConnectsLeavesTheTopicsAsTheyAre)
{
    if (zmq_has("ws") == 0)
        GTEST_SKIP() << "this libzmq is built without ws";
    TopologyBuilder builder;
    builder.node("news", Role::Source).setting("rate", 2000).setting("topics", model::Array{"a"});
    builder.socket("out", Pub);
    builder.node("sink", Role::Sink).socket("in", Sub, {"ws://127.0.0.1:*"});
    builder.option("SUBSCRIBE", model::Array{"a"}).link("news.out", "sink.in");
    EdgeRun run(planFor(builder));
    // Many times as many as lie in memory that has not been used before.
    EXPECT_TRUE(run.awaitReceived(0, 1000));
    const runtime::RunResult result = run.finish();
    EXPECT_EQ(result.final->sockets[run.socket("news.out")].droppedNoSubscriber, 0U);
}

TEST(Transports, TcpTakesIpv6)
{
    if (!hasIpv6Loopback())
        GTEST_SKIP() << "this machine has no ::1";
    EdgeRun run(planFor(withIpv6(pushPull("tcp://[::1]:*"))));
    EXPECT_TRUE(run.awaitReceived(0, 20));
    EXPECT_TRUE(run.boundAddress("vent.out").starts_with("tcp://[::1]:"));
}

TEST(Transports, TcpTakesTheNameOfAnInterface)
{
    EdgeRun run(planFor(pushPull("tcp://lo:*")));
    EXPECT_TRUE(run.awaitReceived(0, 20));
    EXPECT_TRUE(run.boundAddress("vent.out").starts_with("tcp://127.0.0.1:"));
}

TEST(Transports, AnInterfaceThatIsNotThereFailsItsSocketWithARemedy)
{
    plan::RunPlan plan = planFor(pushPull("tcp://lo:*"));
    for (plan::PlannedSocket& socket : plan.sockets) {
        for (plan::PlannedBind& bind : socket.binds)
            bind.address = "tcp://nosuch0:*";
    }
    EdgeRun run(plan);
    const runtime::RuntimeEvent event = run.awaitEvent("vent.out", "BIND_FAILED");
    EXPECT_THAT(event.detail, testing::AllOf(HasSubstr("No such device"), HasSubstr("127.0.0.1")));
}

TEST(Transports, EpgmCarriesMessagesOnLoopback)
{
    const auto found = runtime::capabilities();
    if (!found.epgm)
        GTEST_SKIP() << rules::whyUnavailable(found, "epgm");
    EdgeRun run(planFor(pubSub("epgm://127.0.0.1;239.192.1.1:" + freeUdpPort())));
    EXPECT_TRUE(run.awaitReceived(0, 20));
    EXPECT_TRUE(run.hasEvent("pub.out", "GROUP_JOINED"));
    EXPECT_TRUE(run.hasEvent("sub.in", "GROUP_JOINED"));
}

TEST(Transports, MulticastOfOursIsNotTakenForAProgramOutside)
{
    const auto found = runtime::capabilities();
    if (!found.epgm)
        GTEST_SKIP() << rules::whyUnavailable(found, "epgm");
    TopologyBuilder builder;
    builder.node("pub", Role::Source).setting("rate", 200).setting("text", "hello");
    builder.socket("out", Pub, {"epgm://127.0.0.1;239.192.1.1:" + freeUdpPort()});
    builder.option("RATE", 10000);
    builder.node("prog", Role::External).socket("out", Pub, {"tcp://127.0.0.1:9"});
    builder.node("sub", Role::Sink).socket("in", Sub).option("SUBSCRIBE", model::Array{""});
    builder.option("RATE", 10000).link("sub.in", "pub.out").link("sub.in", "prog.out");
    EdgeRun run(planFor(builder));
    const plan::SocketIndex socket = run.socket("sub.in");
    ASSERT_TRUE(run.await([&](const auto& now) { return now.sockets[socket].received > 20U; }));
    EXPECT_EQ(run.finish().final->flows[1].received, 0U);
}

TEST(Transports, PgmCarriesMessagesOnLoopbackWhereItIsAllowed)
{
    const auto found = runtime::capabilities();
    if (!found.pgm)
        GTEST_SKIP() << rules::whyUnavailable(found, "pgm");
    EdgeRun run(planFor(pubSub("pgm://127.0.0.1;239.192.1.1:" + freeUdpPort())));
    EXPECT_TRUE(run.awaitReceived(0, 20));
}

TEST(Transports, NormCarriesMessagesOnLoopback)
{
    const auto found = runtime::capabilities();
    if (!found.norm)
        GTEST_SKIP() << rules::whyUnavailable(found, "norm");
    EdgeRun run(planFor(pubSub("norm://lo;239.192.1.9:" + freeUdpPort())));
    EXPECT_TRUE(run.awaitReceived(0, 20));
}

TEST(TransportProbe, TriesAnAddressOnce)
{
    if (zmq_has("norm") == 0)
        GTEST_SKIP() << "this libzmq is built without norm";
    runtime::TransportProbe probe;
    plan::PlannedSocket socket;
    socket.type = Pub;
    const std::string first = probe.whyNot("norm://nosuch0;239.192.1.9:6303", socket);
    EXPECT_NE(first, "");
    EXPECT_EQ(probe.whyNot("norm://nosuch0;239.192.1.9:6303", socket), first);
}

TEST(TransportProbe, LeavesOtherTransportsAlone)
{
    runtime::TransportProbe probe;
    EXPECT_EQ(probe.whyNot("tcp://nosuch0:1", {}), "");
}

} // namespace topomq::tests
