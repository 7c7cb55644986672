// Options that are in range, and yet can or cannot work where they stand.
#include "engine/model/edit.h"
#include "engine/rules/codes.h"
#include "engine/rules/rules.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace topomq::rules {
namespace {

using model::Finding;
using model::Role;
using model::Severity;
using model::Topology;
using model::Value;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using enum model::SocketType;
using tests::pushPull;
using tests::TopologyBuilder;

constexpr const char* kAnyPort = "tcp://127.0.0.1:*";

/// The findings about a pipeline in which the sink has an option.
std::vector<Finding> with(const std::string& address,
                          const std::string& option,
                          const Value& value,
                          const Capabilities& capabilities = {})
{
    Topology topology = pushPull(address);
    topology.nodes[1].sockets[0].options.set("TCP_KEEPALIVE", 1);
    topology.nodes[1].sockets[0].options.set(option, value);
    return check(topology, capabilities);
}

/// What is said of the limit of the socket; empty: nothing.
std::string saidOfLimit(const Topology& topology, const std::string& socket)
{
    for (const Finding& finding : check(topology)) {
        if (finding.code == code::kMessageTooLarge && finding.where == socket)
            return finding.message;
    }
    return {};
}

Topology limited(const std::string& address, int limit)
{
    Topology topology = pushPull(address);
    topology.nodes[1].sockets[0].options.set("MAXMSGSIZE", limit);
    return topology;
}

TEST(TcpOptions, OfKeepAliveMayBeZeroWhereNobodyAsksTheSystem)
{
    Topology topology = pushPull(kAnyPort);
    topology.nodes[1].sockets[0].options.set("TCP_KEEPALIVE_IDLE", 0);
    EXPECT_THAT(check(topology), IsEmpty());
    EXPECT_THAT(with("ipc://*", "TCP_KEEPALIVE_IDLE", 0), IsEmpty());
    EXPECT_THAT(with(kAnyPort, "TCP_KEEPALIVE_IDLE", 1), IsEmpty());
    EXPECT_THAT(with(kAnyPort, "TCP_KEEPALIVE_IDLE", -1), IsEmpty());
}

TEST(TcpOptions, TakeEveryFilterThatZeroMqTakes)
{
    for (const char* filter : {"127.0.0.1", "127.0.0.0/8", "0.0.0.0/0", "10.1.2.3/32", "127.1"})
        EXPECT_THAT(with(kAnyPort, "TCP_ACCEPT_FILTER", filter), IsEmpty()) << filter;
    for (const char* filter :
         {"127.0.0.0/33", "127.0.0.0/", "127.0.0.0/-1", "/8", "localhost", "lo", "*"})
        EXPECT_TRUE(hasErrors(with(kAnyPort, "TCP_ACCEPT_FILTER", filter))) << filter;
    Topology topology = pushPull(kAnyPort);
    topology.context.set("IPV6", true);
    for (const char* filter : {"::1", "[::1]", "fe80::/10", "127.0.0.1"}) {
        topology.nodes[0].sockets[0].options.set("TCP_ACCEPT_FILTER", filter);
        EXPECT_THAT(check(topology), IsEmpty()) << filter;
    }
}

TEST(TcpOptions, NameAnInterfaceThatTheMachineHas)
{
    Capabilities machine;
    EXPECT_THAT(with(kAnyPort, "BINDTODEVICE", "eth9", machine), IsEmpty());
    machine.interfaces = {{"lo", {"127.0.0.1"}}, {"eth0", {}}};
    EXPECT_THAT(with(kAnyPort, "BINDTODEVICE", "eth0", machine), IsEmpty());
    EXPECT_THAT(with("inproc://*", "BINDTODEVICE", "eth9", machine), IsEmpty());
    const std::vector<Finding> findings = with(kAnyPort, "BINDTODEVICE", "eth9", machine);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].code, code::kNoInterface);
    EXPECT_EQ(findings[0].severity, Severity::Error);
    EXPECT_THAT(findings[0].message, HasSubstr("\"lo\", \"eth0\""));
    Topology topology = pushPull(kAnyPort);
    topology.nodes[1].sockets[0].options.set("BINDTODEVICE", "eth9");
    const std::vector<Finding> alone = check(topology, machine);
    ASSERT_EQ(alone.size(), 1U);
    ASSERT_TRUE(alone[0].fix);
    model::apply(topology, alone[0].fix->edit);
    EXPECT_THAT(check(topology, machine), IsEmpty());
}

TEST(MessageSizes, AreComparedWithTheLimitOfTheReceiver)
{
    EXPECT_EQ(saidOfLimit(limited(kAnyPort, 64), "sink.in"), "");
    EXPECT_THAT(saidOfLimit(limited(kAnyPort, 63), "sink.in"), HasSubstr("up to 64 bytes"));
    EXPECT_EQ(saidOfLimit(limited(kAnyPort, -1), "sink.in"), "");
    // Nothing is read from a connection.
    EXPECT_EQ(saidOfLimit(limited("inproc://*", 0), "sink.in"), "");
    Topology topology = limited(kAnyPort, 1000);
    topology.nodes[0].settings.set("size", model::Object{{"uniform", model::Array{10, 2000}}});
    EXPECT_THAT(saidOfLimit(topology, "sink.in"), HasSubstr("up to 2000 bytes"));
    topology.nodes[0].settings.set("text", std::string(900, 'x'));
    EXPECT_EQ(saidOfLimit(topology, "sink.in"), "");
    topology.nodes[0].settings.set("topics", model::Array{"a", std::string(101, 't')});
    EXPECT_THAT(saidOfLimit(topology, "sink.in"), HasSubstr("up to 1001 bytes"));
}

TEST(MessageSizes, AreLargerWhereTheyAreEncrypted)
{
    Topology topology = limited(kAnyPort, 400);
    topology.nodes[0].settings.set("size", 400);
    EXPECT_EQ(saidOfLimit(topology, "sink.in"), "");
    model::apply(topology, secureAll(topology).edit);
    EXPECT_THAT(saidOfLimit(topology, "sink.in"),
                HasSubstr("up to 400 bytes, to which CURVE adds 33"));
    topology.nodes[0].settings.set("size", 367);
    EXPECT_EQ(saidOfLimit(topology, "sink.in"), "");
}

TEST(MessageSizes, OfRepliesAreComparedWithTheLimitOfTheClient)
{
    Topology topology = TopologyBuilder()
                            .node("c", Role::Client)
                            .setting("size", 300)
                            .setting("timeout", 100)
                            .socket("req", Req)
                            .option("MAXMSGSIZE", 200)
                            .node("s", Role::Server)
                            .socket("rep", Rep, {kAnyPort})
                            .option("MAXMSGSIZE", 300)
                            .link("c.req", "s.rep");
    EXPECT_THAT(check(topology), IsEmpty());
    topology.nodes[1].settings.set("reply_size", 201);
    EXPECT_THAT(saidOfLimit(topology, "c.req"), HasSubstr("s.rep sends messages of up to 201"));
    topology.nodes[0].settings.set("size", 301);
    EXPECT_THAT(saidOfLimit(topology, "s.rep"), HasSubstr("c.req sends messages of up to 301"));
}

TEST(MessageSizes, CountWhatIsSaidWhenAConnectionBegins)
{
    Topology topology = limited(kAnyPort, 30);
    topology.nodes[0].settings.set("size", 1);
    EXPECT_THAT(saidOfLimit(topology, "sink.in"), HasSubstr("when a connection begins"));
    // Of a program outside nobody knows what else it says.
    topology.nodes[0].role = Role::External;
    topology.nodes[0].settings = {};
    topology.nodes[0].sockets[0].bind = {"tcp://127.0.0.1:5555"};
    EXPECT_EQ(saidOfLimit(topology, "sink.in"), "");
    topology.nodes[1].sockets[0].options.set("MAXMSGSIZE", 25);
    EXPECT_THAT(saidOfLimit(topology, "sink.in"), HasSubstr("when a connection begins"));
}

} // namespace
} // namespace topomq::rules
