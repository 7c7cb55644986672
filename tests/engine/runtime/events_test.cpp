// The log says what happens to sockets and connections, also what libzmq keeps to itself.

#include "engine/runtime/event_log.h"
#include "engine/runtime/event_throttle.h"
#include "engine/runtime/event_words.h"
#include "tests/engine/runtime/edge_run.h"
#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zmq.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace topomq::tests {

namespace {

using model::Role;
using runtime::EventThrottle;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using enum model::SocketType;

/// A socket of another program.
class Foreign
{
public:
    Foreign(int type, const std::string& address)
        : m_context(zmq_ctx_new())
        , m_socket(zmq_socket(m_context, type))
    {
        const int none = 0;
        zmq_setsockopt(m_socket, ZMQ_LINGER, &none, sizeof none);
        EXPECT_EQ(zmq_connect(m_socket, address.c_str()), 0);
    }

    ~Foreign()
    {
        zmq_close(m_socket);
        zmq_ctx_term(m_context);
    }

    Foreign(const Foreign&) = delete;
    Foreign& operator=(const Foreign&) = delete;

private:
    void* m_context;
    void* m_socket;
};

std::vector<std::string> eventsAt(const EdgeRun& run, std::string_view where)
{
    std::vector<std::string> all;
    for (const runtime::RuntimeEvent& each : run.events()) {
        if (each.where == where && each.event != "DISCONNECTED" && each.event != "CONNECT_RETRIED")
            all.push_back(each.event);
    }
    return all;
}

plan::RunPlan listening(model::SocketType type, const std::string& address)
{
    TopologyBuilder builder;
    const bool pair = type == Pair;
    builder.node("here", pair ? Role::Peer : Role::Sink).socket("s", type, {address});
    builder.node("vent", Role::Source).setting("rate", 500).socket("out", Push, {"inproc://*"});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    return planFor(builder);
}

} // namespace

TEST(EventThrottle, ListsOnlySoManyOfOneKindPerSecond)
{
    EventThrottle throttle;
    for (std::uint64_t i = 0; i < EventThrottle::kMostPerSecond; ++i)
        EXPECT_TRUE(throttle.pass("a.in", "ACCEPTED", 1.0));
    EXPECT_FALSE(throttle.pass("a.in", "ACCEPTED", 1.5));
    EXPECT_TRUE(throttle.pass("a.in", "DISCONNECTED", 1.5));
    EXPECT_TRUE(throttle.pass("b.in", "ACCEPTED", 1.5));
    EXPECT_TRUE(throttle.pass("a.in", "ACCEPTED", 2.1));
}

TEST(EventThrottle, TellsOnceHowManyItHasNotListed)
{
    EventThrottle throttle;
    for (std::uint64_t i = 0; i < EventThrottle::kMostPerSecond + 5; ++i)
        (void)throttle.pass("a.in", "ACCEPTED", 1.0);
    EXPECT_THAT(throttle.takeSkipped(1.5), IsEmpty());
    const auto skipped = throttle.takeSkipped(2.5);
    ASSERT_EQ(skipped.size(), 1U);
    EXPECT_EQ(skipped[0].where, "a.in");
    EXPECT_EQ(skipped[0].count, 5U);
    EXPECT_THAT(throttle.takeSkipped(4), IsEmpty());
}

TEST(EventLog, GivesBackWhatWasAdded)
{
    runtime::EventLog log;
    log.add({.time = 1, .where = "a.in", .event = "LISTENING", .address = "inproc://x"});
    log.add({.time = 2, .where = "a.in", .event = "LISTENING", .detail = "again", .error = true});
    const auto events = log.since(1);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].time, 2);
    EXPECT_EQ(events[0].where, "a.in");
    EXPECT_EQ(events[0].event, "LISTENING");
    EXPECT_EQ(events[0].address, "");
    EXPECT_EQ(events[0].detail, "again");
    EXPECT_TRUE(events[0].error);
    EXPECT_EQ(log.since(0).front().address, "inproc://x");
    EXPECT_THAT(log.since(2), IsEmpty());
}

TEST(EventLog, CountsWhatDidNotFit)
{
    runtime::EventLog log;
    for (std::size_t i = 0; i < runtime::EventLog::kMostEvents + 3; ++i)
        log.add({.where = "a.in", .event = "ACCEPTED"});
    EXPECT_EQ(log.since(0).size(), runtime::EventLog::kMostEvents);
    EXPECT_EQ(log.lost(), 3U);
}

TEST(EventLog, LeavesRoomForWhatHappensOnce)
{
    using runtime::EventLog;
    EventLog log;
    for (std::size_t i = 0; i < EventLog::kMostEvents; ++i)
        log.addRecurring({.where = "a.in", .event = "CONNECT_RETRIED"});
    EXPECT_EQ(log.since(0).size(), EventLog::kRoomForRecurring);
    EXPECT_EQ(log.lost(), EventLog::kMostEvents - EventLog::kRoomForRecurring);
    for (std::size_t i = 0; i < EventLog::kMostEvents; ++i)
        log.addRecurring({.where = "a.in", .event = "HANDSHAKE_FAILED_AUTH", .error = true});
    EXPECT_EQ(log.since(0).size(), EventLog::kRoomForRecurringErrors);
    log.add({.where = "b", .event = "NODE_FAILED", .error = true});
    EXPECT_EQ(log.since(0).back().event, "NODE_FAILED");
}

TEST(EventLog, IsEmptyOnceItsEventsHaveBeenTaken)
{
    runtime::EventLog log;
    log.add({.where = "a.in", .event = "LISTENING", .address = "inproc://x"});
    const auto taken = log.take();
    ASSERT_EQ(taken.size(), 1U);
    EXPECT_EQ(taken[0].address, "inproc://x");
    EXPECT_THAT(log.take(), IsEmpty());
    log.add({.where = "a.in", .event = "CONNECTED"});
    EXPECT_EQ(log.since(0).size(), 1U);
}

TEST(EventLog, LetsAStormInAtTheSamePaceHoweverOftenItIsTaken)
{
    using runtime::EventLog;
    EventLog log;
    const auto storm = [&log](double time) {
        for (std::size_t i = 0; i < EventLog::kMostEvents; ++i)
            log.addRecurring({.time = time, .where = "a.in", .event = "ACCEPTED"});
        return log.take().size();
    };
    EXPECT_EQ(storm(1), EventLog::kRoomForRecurring);
    EXPECT_EQ(storm(1), 0U);
    EXPECT_EQ(storm(2), static_cast<std::size_t>(EventLog::kRoomPerSecond));
    log.add({.time = 2, .where = "b", .event = "NODE_FROZEN"});
    EXPECT_EQ(log.take().size(), 1U);
    EXPECT_EQ(storm(1000), EventLog::kRoomForRecurring);
}

TEST(EventWords, EveryEventOfLibzmqHasAName)
{
    for (unsigned bit = 0; bit < 16; ++bit) {
        const unsigned event = 1U << bit;
        const bool hasNone = event == ZMQ_EVENT_MONITOR_STOPPED || event > 0x4000;
        EXPECT_EQ(runtime::eventName(event) == nullptr, hasNone) << event;
    }
}

TEST(EventWords, FailuresAreExplained)
{
    for (unsigned bit = 0; bit < 15; ++bit) {
        const unsigned event = 1U << bit;
        if (runtime::isFailure(event)) {
            EXPECT_NE(runtime::eventDetail(event, 13), "") << event;
        }
    }
    EXPECT_THAT(runtime::eventDetail(ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL,
                                     ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH),
                HasSubstr("different security"));
}

TEST(Events, TellTheStepsOfASocketInOrder)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 500);
    builder.socket("out", Push, {"tcp://127.0.0.1:*"}).option("SNDHWM", 7);
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    EdgeRun run(planFor(builder));
    ASSERT_TRUE(run.awaitReceived(0, 1));
    run.finish();
    // Whoever closes last may see the other go.
    EXPECT_THAT(eventsAt(run, "vent.out"),
                ElementsAre("SOCKET_CREATED", "OPTIONS_SET", "LISTENING", "ACCEPTED",
                            "HANDSHAKE_SUCCEEDED", "SOCKET_CLOSED"));
    EXPECT_THAT(eventsAt(run, "sink.in"),
                ElementsAre("SOCKET_CREATED", "OPTIONS_SET", "CONNECT_DELAYED", "CONNECTED",
                            "HANDSHAKE_SUCCEEDED", "SOCKET_CLOSED"));
}

TEST(Events, TellOfInprocConnections)
{
    EdgeRun run(planFor(pushPull("inproc://*")));
    const std::string address = run.awaitEvent("vent.out", "LISTENING").address;
    EXPECT_EQ(run.awaitEvent("sink.in", "CONNECTED").address, address);
}

TEST(Events, SayWhichOptionsWereSet)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).socket("out", Push, {"inproc://*"}).option("SNDHWM", 7);
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    EdgeRun run(planFor(builder));
    EXPECT_THAT(run.awaitEvent("vent.out", "OPTIONS_SET").detail, HasSubstr("SNDHWM = 7"));
}

TEST(Events, SayHowLongUnsentMessagesReallyLive)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).socket("out", Push, {"inproc://*"}).option("LINGER", -1);
    builder.node("sink", Role::Sink).socket("in", Pull).option("LINGER", 20);
    builder.link("sink.in", "vent.out");
    EdgeRun run(planFor(builder));
    EXPECT_THAT(run.awaitEvent("vent.out", "OPTIONS_SET").detail,
                HasSubstr("LINGER = 1000 (not -1: a run waits no longer)"));
    EXPECT_THAT(run.awaitEvent("sink.in", "OPTIONS_SET").detail,
                AllOf(HasSubstr("LINGER = 20"), Not(HasSubstr("(not 20"))));
}

TEST(Events, TellOfAPeerThatDoesNotFitAndTheRestGoesOn)
{
    EdgeRun run(listening(Pull, "tcp://127.0.0.1:*"));
    const Foreign publisher(ZMQ_PUB, run.boundAddress("here.s"));
    // When the other end is the first to hang up, the reason is not known for sure.
    ASSERT_TRUE(run.await([&run](const auto&) {
        return run.hasEvent("here.s", "INCOMPATIBLE_PEER")
            || run.hasEvent("here.s", "HANDSHAKE_FAILED_NO_DETAIL");
    }));
    for (const runtime::RuntimeEvent& each : run.events()) {
        if (each.error) {
            EXPECT_THAT(each.detail, HasSubstr("socket type"));
        }
    }
    EXPECT_TRUE(run.awaitReceived(0, 20));
}

class IncompatibleBinder : public testing::TestWithParam<std::string>
{ };

TEST_P(IncompatibleBinder, IsToldAtTheSocketThatConnects)
{
    void* context = zmq_ctx_new();
    void* far = zmq_socket(context, ZMQ_PUB);
    ASSERT_EQ(zmq_bind(far, GetParam().c_str()), 0);
    std::array<char, 256> address{};
    std::size_t size = address.size();
    zmq_getsockopt(far, ZMQ_LAST_ENDPOINT, address.data(), &size);
    {
        TopologyBuilder builder;
        builder.node("far", Role::External).socket("out", Push, {address.data()});
        builder.node("near", Role::Sink).socket("in", Pull).link("near.in", "far.out");
        EdgeRun run(planFor(builder));
        EXPECT_TRUE(run.awaitEvent("near.in", "INCOMPATIBLE_PEER").error);
    }
    zmq_close(far);
    zmq_ctx_term(context);
}

INSTANTIATE_TEST_SUITE_P(Edges,
                         IncompatibleBinder,
                         testing::Values("tcp://127.0.0.1:*",
                                         "ipc://@topomq-test-" + std::to_string(getpid()),
                                         "ws://127.0.0.1:*"));

TEST(Events, TellOfASecondPeerOfPair)
{
    EdgeRun run(listening(Pair, "tcp://127.0.0.1:*"));
    const std::string address = run.boundAddress("here.s");
    const Foreign first(ZMQ_PAIR, address);
    (void)run.awaitEvent("here.s", "HANDSHAKE_SUCCEEDED");
    const Foreign second(ZMQ_PAIR, address);
    EXPECT_THAT(run.awaitEvent("here.s", "SECOND_PAIR_PEER").detail, HasSubstr("one peer only"));
}

TEST(Events, TellOfTwoPeersByOneNameAtARouter)
{
    TopologyBuilder builder;
    builder.node("hub", Role::Server).socket("r", Router, {"tcp://127.0.0.1:*"});
    builder.node("anna", Role::Client).socket("d", Dealer).option("ROUTING_ID", "a");
    builder.node("bert", Role::Client).socket("d", Dealer).option("ROUTING_ID", "b");
    builder.link("anna.d", "hub.r").link("bert.d", "hub.r");
    plan::RunPlan plan = planFor(builder);
    for (plan::PlannedOption& option : plan.sockets[2].options) {
        if (option.name == "ROUTING_ID")
            option.value = "a";
    }
    EdgeRun run(plan);
    EXPECT_THAT(run.awaitEvent("hub.r", "DUPLICATE_ROUTING_ID").detail,
                testing::AllOf(HasSubstr("anna.d"), HasSubstr("bert.d")));
}

TEST(Events, SayNothingOfPeersWithNamesOfTheirOwn)
{
    TopologyBuilder builder;
    builder.node("hub", Role::Server).socket("r", Router, {"tcp://127.0.0.1:*"});
    builder.node("anna", Role::Client).socket("d", Dealer).option("ROUTING_ID", "a");
    builder.node("bert", Role::Client).socket("d", Dealer).option("ROUTING_ID", "b");
    builder.link("anna.d", "hub.r").link("bert.d", "hub.r");
    EdgeRun run(planFor(builder));
    ASSERT_TRUE(run.awaitReceived(0, 1));
    EXPECT_FALSE(run.hasEvent("hub.r", "DUPLICATE_ROUTING_ID"));
}

TEST(Events, TellWhatIsOrderedHoweverMuchComesBesides)
{
    TopologyBuilder builder;
    builder.node("hub", Role::Server).socket("rep", Rep, {"inproc://*"}).option("RCVTIMEO", 0);
    // Every request waits for its reply, and tells so.
    builder.node("asks", Role::Client).setting("rate", 0);
    builder.socket("req", Req).option("RCVTIMEO", 0).link("asks.req", "hub.rep");
    TestRun run(builder);
    using runtime::EventLog;
    const std::size_t beyond = EventLog::kMostEvents - EventLog::kRoomForRecurring + 1'000;
    ASSERT_TRUE(run.await([&](const auto&) { return run.runtime().eventsLost() > beyond; }));
    run.runtime().setFrozen(static_cast<plan::NodeIndex>(run.node("asks")), true);
    EXPECT_TRUE(run.awaitEvent("asks", "NODE_FROZEN"));
    const auto result = run.finish(std::chrono::milliseconds(0));
    EXPECT_EQ(result.eventsLost, run.runtime().eventsLost());
}

TEST(Events, TakenOnesAreGoneFromTheLog)
{
    TestRun run(pushPull("tcp://127.0.0.1:*"));
    ASSERT_TRUE(run.awaitEvent("sink.in", "HANDSHAKE_SUCCEEDED"));
    EXPECT_THAT(run.runtime().takeEvents(), testing::Not(IsEmpty()));
    const auto result = run.finish(std::chrono::milliseconds(0));
    for (const runtime::RuntimeEvent& each : result.events)
        EXPECT_NE(each.event, "SOCKET_CREATED");
    EXPECT_EQ(run.runtime().takeEvents().size(), result.events.size());
}

TEST(Events, AStormOfConnectionsNeitherFillsTheLogNorStopsTheRun)
{
    plan::RunPlan plan = listening(Pull, "tcp://127.0.0.1:*");
    // The system shall not slow the storm down.
    plan.sockets[0].options.push_back({"BACKLOG", 4000});
    EdgeRun run(plan);
    const std::string address = run.boundAddress("here.s");
    sockaddr_in target{};
    target.sin_family = AF_INET;
    target.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    target.sin_port =
        htons(static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
    for (int i = 0; i < 1000; ++i) {
        const int one = socket(AF_INET, SOCK_STREAM, 0);
        EXPECT_EQ(connect(one, reinterpret_cast<const sockaddr*>(&target), sizeof target), 0);
        close(one);
    }
    EXPECT_TRUE(run.await([&run](const auto&) {
        const auto events = run.events();
        return std::any_of(events.begin(), events.end(), [](const auto& each) {
            return each.where == "here.s"
                && each.detail.find("more within a second") != std::string::npos;
        });
    }));
    const std::uint64_t before = *run.runtime().latest()->flows[0].received;
    EXPECT_TRUE(run.awaitReceived(0, before + 20));
    const auto result = run.finish();
    EXPECT_EQ(result.eventsLost, 0U);
    EXPECT_LT(result.events.size(), 5000U);
}

} // namespace topomq::tests
