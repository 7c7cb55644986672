// CURVE and PLAIN links carry messages, and refuse who has no business there.

#include "engine/runtime/key_store.h"
#include "tests/engine/runtime/edge_run.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zmq.h>

#include <filesystem>
#include <memory>
#include <unistd.h>

namespace topomq::tests {

namespace {

using model::Mechanism;
using model::Role;
using model::Security;
using runtime::KeyStore;
using testing::HasSubstr;
using testing::Not;
using enum model::SocketType;

Security server(Mechanism mechanism, std::vector<std::string> allow = {})
{
    return {.mechanism = mechanism, .server = true, .allow = std::move(allow)};
}

Security client(Mechanism mechanism, const std::string& user = {})
{
    return {.mechanism = mechanism, .username = user};
}

void secure(model::Topology& topology, std::string_view socket, const Security& security)
{
    const model::SocketRef ref = refTo(socket);
    topology.find(ref.node)->find(ref.socket)->security = security;
}

/// vent -> two sinks over `address`, and a pipeline of its own beside it.
model::Topology fan(const std::string& address)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 1000).socket("out", Push, {address});
    builder.node("one", Role::Sink).socket("in", Pull).link("one.in", "vent.out");
    builder.node("two", Role::Sink).socket("in", Pull).link("two.in", "vent.out");
    builder.node("free", Role::Source).setting("rate", 1000);
    builder.socket("out", Push, {"tcp://127.0.0.1:*"});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "free.out");
    return builder;
}

model::Topology secured(const std::string& address, Mechanism mechanism)
{
    model::Topology topology = fan(address);
    secure(topology, "vent.out", server(mechanism));
    secure(topology, "one.in", client(mechanism, mechanism == Mechanism::Plain ? "anna" : ""));
    secure(topology, "two.in", client(mechanism, mechanism == Mechanism::Plain ? "bert" : ""));
    return topology;
}

constexpr std::size_t kToOne = 0;
constexpr std::size_t kToTwo = 1;
constexpr std::size_t kBeside = 2;

/// A PULL of another program that connects with CURVE.
class Stranger
{
public:
    Stranger(const std::string& address, const std::string& serverKey)
        : m_context(zmq_ctx_new())
        , m_socket(zmq_socket(m_context, ZMQ_PULL))
    {
        KeyStore own;
        const runtime::KeyPair keys = own.keysOf("stranger");
        publicKey = keys.publicKey;
        zmq_setsockopt(m_socket, ZMQ_CURVE_PUBLICKEY, keys.publicKey.data(), 40);
        zmq_setsockopt(m_socket, ZMQ_CURVE_SECRETKEY, keys.secretKey.data(), 40);
        zmq_setsockopt(m_socket, ZMQ_CURVE_SERVERKEY, serverKey.data(), 40);
        EXPECT_EQ(zmq_connect(m_socket, address.c_str()), 0);
    }

    ~Stranger()
    {
        zmq_close(m_socket);
        zmq_ctx_term(m_context);
    }

    Stranger(const Stranger&) = delete;
    Stranger& operator=(const Stranger&) = delete;

    std::string publicKey;

private:
    void* m_context;
    void* m_socket;
};

class SecuredLink : public testing::TestWithParam<std::tuple<Mechanism, const char*>>
{ };

} // namespace

TEST_P(SecuredLink, CarriesMessages)
{
    const auto [mechanism, address] = GetParam();
    EdgeRun run(planFor(secured(address, mechanism)));
    ASSERT_EQ(run.problem(), "");
    EXPECT_TRUE(run.awaitReceived(kToOne, 20));
    EXPECT_TRUE(run.awaitReceived(kToTwo, 20));
    const auto result = run.finish(std::chrono::seconds(20));
    EXPECT_TRUE(result.conserved);
}

TEST_P(SecuredLink, IsWhatTheSocketItselfSays)
{
    const auto [mechanism, address] = GetParam();
    EdgeRun run(planFor(secured(address, mechanism)));
    ASSERT_TRUE(run.awaitReceived(kToOne, 1));
    std::int64_t spoken = -1;
    for (const runtime::OptionReading& each : run.runtime().options(run.socket("one.in"))) {
        if (each.name == "MECHANISM")
            spoken = *each.value.asInteger();
    }
    EXPECT_EQ(spoken, mechanism == Mechanism::Curve ? ZMQ_CURVE : ZMQ_PLAIN);
}

INSTANTIATE_TEST_SUITE_P(Edges,
                         SecuredLink,
                         testing::Combine(testing::Values(Mechanism::Curve, Mechanism::Plain),
                                          testing::Values("tcp://127.0.0.1:*", "ipc://*")));

TEST(Security, ABindingClientUsesTheKeyOfTheServerThatConnects)
{
    model::Topology topology = pushPull("tcp://127.0.0.1:*");
    const std::string binder = topology.links[0].bind.text();
    const std::string connecter = topology.links[0].connect.text();
    secure(topology, binder, client(Mechanism::Curve));
    secure(topology, connecter, server(Mechanism::Curve));
    EdgeRun run(planFor(topology));
    EXPECT_TRUE(run.awaitReceived(0, 1));
}

TEST(Security, APairThatComesIntoTheRunTalksWhicheverStandsFirst)
{
    for (const Mechanism mechanism : {Mechanism::Curve, Mechanism::Plain}) {
        for (const bool serverFirst : {true, false}) {
            SCOPED_TRACE(std::string(toText(mechanism)) + (serverFirst ? ", server first" : ""));
            TopologyBuilder builder;
            builder.node("free", Role::Source).socket("out", Push, {"inproc://*"});
            builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "free.out");
            EdgeRun run(planFor(builder));
            if (serverFirst)
                builder.node("s", Role::Source).socket("out", Push, {"tcp://127.0.0.1:*"});
            builder.node("k", Role::Sink).socket("in", Pull);
            if (!serverFirst)
                builder.node("s", Role::Source).socket("out", Push, {"tcp://127.0.0.1:*"});
            model::Topology topology = builder.link("k.in", "s.out");
            secure(topology, "s.out", server(mechanism, {"k.in"}));
            secure(topology, "k.in", client(mechanism, mechanism == Mechanism::Plain ? "k" : ""));
            run.runtime().adopt(planFor(topology));
            EXPECT_TRUE(run.await([](const auto& now) {
                return now.flows.size() == 2 && now.flows[1].received > 20U;
            }));
        }
    }
}

TEST(Security, ABindingClientUsesTheKeyOfTheServerThatComesInWithIt)
{
    TopologyBuilder builder;
    builder.node("free", Role::Source).socket("out", Push, {"inproc://*"});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "free.out");
    EdgeRun run(planFor(builder));
    builder.node("c", Role::Source).socket("out", Push, {"tcp://127.0.0.1:*"});
    builder.node("s", Role::Sink).socket("in", Pull);
    model::Topology topology = builder.link("s.in", "c.out");
    secure(topology, "c.out", client(Mechanism::Curve));
    secure(topology, "s.in", server(Mechanism::Curve));
    run.runtime().adopt(planFor(topology));
    EXPECT_TRUE(run.await(
        [](const auto& now) { return now.flows.size() == 2 && now.flows[1].received > 0U; }));
}

TEST(Security, TheListOfAServerLetsInWhoIsOnIt)
{
    model::Topology topology = secured("tcp://127.0.0.1:*", Mechanism::Curve);
    secure(topology, "vent.out", server(Mechanism::Curve, {"one.in", "two.in"}));
    EdgeRun run(planFor(topology));
    EXPECT_TRUE(run.awaitReceived(kToOne, 20));
    EXPECT_TRUE(run.awaitReceived(kToTwo, 20));
}

TEST(Security, WhoIsNotOnTheListIsRefusedAtBothEndsAndTheRestGoesOn)
{
    model::Topology topology = secured("tcp://127.0.0.1:*", Mechanism::Curve);
    secure(topology, "vent.out", server(Mechanism::Curve, {"one.in"}));
    EdgeRun run(planFor(topology));
    const runtime::RuntimeEvent refused = run.awaitEvent("vent.out", "PEER_REFUSED");
    EXPECT_TRUE(refused.error);
    EXPECT_THAT(refused.detail,
                testing::AllOf(HasSubstr("two.in"), HasSubstr("not on the list"),
                               HasSubstr("add it to the list")));
    EXPECT_TRUE(run.awaitEvent("two.in", "HANDSHAKE_FAILED_AUTH").error);
    EXPECT_TRUE(run.awaitReceived(kToOne, 20));
    EXPECT_TRUE(run.awaitReceived(kBeside, 20));
    const auto result = run.finish();
    EXPECT_EQ(result.final->flows[kToTwo].received, 0U);
}

TEST(Security, AStrangerWithTheServersKeyComesInOnlyWithoutAList)
{
    const auto keys = std::make_shared<KeyStore>();
    EdgeRun open(planFor(secured("tcp://127.0.0.1:*", Mechanism::Curve)), {.keys = keys});
    const std::string serverKey = keys->keysOf("vent.out").publicKey;
    const std::string address = open.boundAddress("vent.out");
    const auto ups = [&open] {
        const auto events = open.events();
        return std::count_if(events.begin(), events.end(), [](const auto& each) {
            return each.where == "vent.out" && each.event == "HANDSHAKE_SUCCEEDED";
        });
    };
    const Stranger stranger(address, serverKey);
    EXPECT_TRUE(open.await([&](const auto&) { return ups() == 3; }));
    EXPECT_FALSE(open.hasEvent("vent.out", "PEER_REFUSED"));
}

TEST(Security, AStrangerIsRefusedByTheListWithoutShowingItsKey)
{
    const auto keys = std::make_shared<KeyStore>();
    model::Topology topology = secured("tcp://127.0.0.1:*", Mechanism::Curve);
    secure(topology, "vent.out", server(Mechanism::Curve, {"one.in", "two.in"}));
    EdgeRun run(planFor(topology), {.keys = keys});
    const Stranger stranger(run.boundAddress("vent.out"), keys->keysOf("vent.out").publicKey);
    const runtime::RuntimeEvent refused = run.awaitEvent("vent.out", "PEER_REFUSED");
    EXPECT_THAT(refused.detail, HasSubstr("unknown key"));
    EXPECT_THAT(refused.detail, Not(HasSubstr(stranger.publicKey)));
    EXPECT_EQ(refused.address, "127.0.0.1");
}

TEST(Security, AWrongServerKeyIsToldAndTheRestGoesOn)
{
    plan::RunPlan plan = planFor(secured("tcp://127.0.0.1:*", Mechanism::Curve));
    // As if the server were a program outside with this key.
    KeyStore other;
    TopologyBuilder builder;
    builder.node("far", Role::External).socket("out", Push, {"tcp://127.0.0.1:1"});
    EdgeRun run(plan);
    const std::string wrong = other.keysOf("vent.out").publicKey;
    const Stranger stranger(run.boundAddress("vent.out"), wrong);
    const runtime::RuntimeEvent event = run.awaitEvent("vent.out", "HANDSHAKE_FAILED_PROTOCOL");
    EXPECT_THAT(event.detail, HasSubstr("wrong key"));
    EXPECT_TRUE(run.awaitReceived(kToOne, 20));
}

TEST(Security, APasswordIsRightOrWrong)
{
    model::Topology topology = fan("tcp://127.0.0.1:*");
    secure(topology, "vent.out", server(Mechanism::Plain));
    secure(topology, "one.in", client(Mechanism::Plain, "anna"));
    topology.nodes.push_back({.id = model::NodeId("guest"), .role = Role::External});
    topology.links.erase(topology.links.begin() + 1);
    const auto keys = std::make_shared<KeyStore>();
    keys->setPassword("anna", "right");
    EdgeRun run(planFor(topology), {.keys = keys});
    EXPECT_TRUE(run.awaitReceived(0, 20));
    void* context = zmq_ctx_new();
    void* guest = zmq_socket(context, ZMQ_PULL);
    zmq_setsockopt(guest, ZMQ_PLAIN_USERNAME, "anna", 4);
    zmq_setsockopt(guest, ZMQ_PLAIN_PASSWORD, "wrong", 5);
    EXPECT_EQ(zmq_connect(guest, run.boundAddress("vent.out").c_str()), 0);
    const runtime::RuntimeEvent refused = run.awaitEvent("vent.out", "PEER_REFUSED");
    EXPECT_THAT(refused.detail,
                testing::AllOf(HasSubstr("user \"anna\""), HasSubstr("wrong password")));
    EXPECT_THAT(refused.detail, Not(HasSubstr("right")));
    zmq_close(guest);
    zmq_ctx_term(context);
}

TEST(Security, NoKeyOrPasswordIsInAnyEvent)
{
    const auto keys = std::make_shared<KeyStore>();
    model::Topology topology = secured("tcp://127.0.0.1:*", Mechanism::Curve);
    secure(topology, "vent.out", server(Mechanism::Curve, {"one.in"}));
    EdgeRun run(planFor(topology), {.keys = keys});
    (void)run.awaitEvent("vent.out", "PEER_REFUSED");
    const auto result = run.finish();
    std::string all;
    for (const runtime::RuntimeEvent& each : result.events)
        all += each.where + each.event + each.address + each.detail;
    for (const char* socket : {"vent.out", "one.in", "two.in"}) {
        EXPECT_THAT(all, Not(HasSubstr(keys->keysOf(socket).secretKey)));
        EXPECT_THAT(all, Not(HasSubstr(keys->keysOf(socket).publicKey)));
    }
}

TEST(Security, KeysAreKeptBesideTheTopologyAndUsedAgain)
{
    const std::string file = std::filesystem::temp_directory_path()
        / ("topomq-run-" + std::to_string(getpid()) + ".keys");
    for (int i = 0; i < 2; ++i) {
        EdgeRun run(planFor(secured("tcp://127.0.0.1:*", Mechanism::Curve)), {.keyFile = file});
        EXPECT_TRUE(run.awaitReceived(kToOne, 1));
    }
    KeyStore kept(file);
    ASSERT_EQ(kept.open(), "");
    const std::string key = kept.keysOf("vent.out").publicKey;
    EXPECT_EQ(kept.ownerOf(key), "vent.out");
    EXPECT_EQ(kept.save(), "");
    std::filesystem::remove(file);
}

TEST(Security, KeysThatOthersCanReadStopTheStart)
{
    const std::string file = std::filesystem::temp_directory_path()
        / ("topomq-open-" + std::to_string(getpid()) + ".keys");
    {
        KeyStore keys(file);
        keys.setPassword("anna", "secret");
        ASSERT_EQ(keys.save(), "");
    }
    std::filesystem::permissions(file, std::filesystem::perms::others_read,
                                 std::filesystem::perm_options::add);
    const EdgeRun run(planFor(secured("tcp://127.0.0.1:*", Mechanism::Plain)), {.keyFile = file});
    EXPECT_THAT(run.problem(), HasSubstr("chmod 600"));
    std::filesystem::remove(file);
}

} // namespace topomq::tests
