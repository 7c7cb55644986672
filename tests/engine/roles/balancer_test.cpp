// The balancer: requests go to the worker that has been ready longest, none is lost when workers
// or clients vanish, and every message is accounted for.

#include "tests/engine/roles/foreign_socket.h"
#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>
#include <zmq.h>

#include <algorithm>

namespace topomq::tests {

namespace {

using model::Role;
using enum model::SocketType;

TopologyBuilder balancer(const std::string& address)
{
    TopologyBuilder builder;
    builder.node("lru", Role::Balancer);
    builder.socket("frontend", Router, {address}).socket("backend", Router, {address});
    return builder;
}

void addClient(TopologyBuilder& builder, const std::string& id, model::SocketType type, int count)
{
    builder.node(id, Role::Client).setting("rate", 0).setting("count", count);
    if (type == Dealer)
        builder.setting("window", 8);
    builder.socket("req", type).link(id + ".req", "lru.frontend");
}

void addWorker(TopologyBuilder& builder,
               const std::string& id,
               model::SocketType type,
               int serviceTime)
{
    builder.node(id, Role::BalancedWorker).setting("service_time", serviceTime);
    builder.socket("req", type).link(id + ".req", "lru.backend");
}

/// Until the balancer's socket has lost as many connections.
[[nodiscard]] bool awaitDisconnects(TestRun& run, const std::string& socket, int count)
{
    return run.await([&](const metrics::Snapshot&) {
        const auto events = run.runtime().eventsSince(0);
        return std::count_if(events.begin(), events.end(),
                             [&](const auto& event) {
                                 return event.where == socket && event.event == "DISCONNECTED";
                             })
            >= count;
    });
}

[[nodiscard]] bool awaitReceived(TestRun& run, const std::string& socket, std::uint64_t count)
{
    return run.await([&](const metrics::Snapshot& now) {
        return now.sockets[run.socket(socket)].received >= count;
    });
}

class BalancerOn : public testing::TestWithParam<const char*>
{ };

} // namespace

TEST_P(BalancerOn, AnswersAllClientsThroughWorkersOnBothSocketTypes)
{
    TopologyBuilder builder = balancer(GetParam());
    addClient(builder, "c1", Req, 200);
    addClient(builder, "c2", Req, 200);
    addClient(builder, "c3", Dealer, 400);
    addWorker(builder, "w1", Req, 0);
    addWorker(builder, "w2", Dealer, 0);
    addWorker(builder, "w3", Req, 100);
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const auto& flows = result.final->flows;
    EXPECT_EQ(*flows[run.flow("lru.frontend", "c1.req")].received, 200U);
    EXPECT_EQ(*flows[run.flow("lru.frontend", "c2.req")].received, 200U);
    EXPECT_EQ(*flows[run.flow("lru.frontend", "c3.req")].received, 400U);
    EXPECT_EQ(flows[run.flow("lru.frontend", "c3.req")].bytesReceived, 400U * 64);
    std::uint64_t worked = 0;
    for (const char* worker : {"w1.req", "w2.req", "w3.req"}) {
        const auto& given = flows[run.flow("lru.backend", worker)];
        const auto& answered = flows[run.flow(worker, "lru.backend")];
        worked += *given.received;
        EXPECT_EQ(given.bytesReceived, *given.received * 64);
        // READY is a message of the flow, too.
        EXPECT_EQ(*answered.received, *given.received + 1);
        EXPECT_EQ(answered.bytesReceived, *given.received * 64 + 5);
        EXPECT_EQ(answered.bytesSent, answered.bytesReceived);
    }
    EXPECT_EQ(worked, 800U);
}

TEST_P(BalancerOn, TurnsRoundEvenlyAmongEqualWorkers)
{
    TopologyBuilder builder = balancer(GetParam());
    for (const char* worker : {"w1", "w2", "w3"})
        addWorker(builder, worker, Req, 0);
    addClient(builder, "c", Req, 3000);
    TestRun run(builder);
    // One request at a time: the worker that has just answered is last in line. Who says READY
    // late joins the turns late, so that they are looked at from when all have had one.
    std::vector<std::size_t> flows;
    for (const char* worker : {"w1.req", "w2.req", "w3.req"})
        flows.push_back(run.flow("lru.backend", worker));
    std::vector<std::uint64_t> before;
    ASSERT_TRUE(run.await([&](const metrics::Snapshot& now) {
        before.clear();
        for (const std::size_t flow : flows)
            before.push_back(*now.flows[flow].received);
        return std::find(before.begin(), before.end(), 0U) == before.end();
    }));
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    std::vector<std::uint64_t> turns;
    for (std::size_t i = 0; i < flows.size(); ++i)
        turns.push_back(*result.final->flows[flows[i]].received - before[i]);
    const auto [least, most] = std::minmax_element(turns.begin(), turns.end());
    EXPECT_LE(*most - *least, 10U);
}

INSTANTIATE_TEST_SUITE_P(Engine,
                         BalancerOn,
                         testing::Values("inproc://*", "ipc://*", "tcp://127.0.0.1:*"));

TEST(Balancer, NeverGivesABusyWorkerAnotherRequest)
{
    TopologyBuilder builder = balancer("inproc://*");
    addClient(builder, "c", Dealer, 300);
    addWorker(builder, "quick", Req, 500);
    addWorker(builder, "slow", Dealer, 20000);
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const auto& quick = result.final->flows[run.flow("lru.backend", "quick.req")];
    const auto& slow = result.final->flows[run.flow("lru.backend", "slow.req")];
    EXPECT_LE(quick.depthMax, 1U);
    EXPECT_LE(slow.depthMax, 1U);
    EXPECT_GT(*slow.received, 1U);
    EXPECT_GT(*quick.received, 2 * *slow.received);
}

TEST(Balancer, LeavesRequestsInTheFrontendsQueueWhileNoWorkerIsReady)
{
    TopologyBuilder builder = balancer("inproc://*");
    builder.node("c", Role::Client).setting("rate", 0).setting("window", 50);
    builder.socket("req", Dealer).link("c.req", "lru.frontend");
    builder.node("w", Role::External).socket("req", Req, {"tcp://127.0.0.1:9"});
    builder.link("lru.backend", "w.req");
    TestRun run(builder);
    EXPECT_TRUE(run.await([&](const metrics::Snapshot& now) {
        const auto& asked = now.flows[run.flow("c.req", "lru.frontend")];
        return asked.sent == 50U && asked.received == 0U && asked.inFlight == 50U;
    }));
    const runtime::RunResult result = run.finish(std::chrono::milliseconds(0));
    EXPECT_TRUE(result.conserved);
}

TEST(Balancer, GivesARequestToAnotherWorkerWhenTheNextInTurnHasGone)
{
    TopologyBuilder builder = balancer("tcp://127.0.0.1:*");
    addClient(builder, "c", Req, 5);
    builder.node("w", Role::External).socket("req", Req).link("w.req", "lru.backend");
    TestRun run(builder);
    const std::string backend = run.boundAddress("lru.backend");
    ForeignSocket steady(ZMQ_REQ, backend);
    steady.send({"READY"});
    Frames request = steady.receive();
    ASSERT_EQ(request.size(), 3U);
    {
        ForeignSocket gone(ZMQ_REQ, backend);
        gone.send({"READY"});
        ASSERT_TRUE(awaitReceived(run, "lru.backend", 2));
    }
    ASSERT_TRUE(awaitDisconnects(run, "lru.backend", 1));
    for (int i = 1; i < 5; ++i) {
        steady.send(request);
        request = steady.receive();
        ASSERT_EQ(request.size(), 3U) << i;
    }
    steady.send(request);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    EXPECT_EQ(*result.final->flows[run.flow("lru.frontend", "c.req")].received, 5U);
    EXPECT_EQ(result.final->sockets[run.socket("lru.backend")].droppedUnroutable, 0U);
}

TEST(Balancer, TakesBackAWorkerThatAnnouncesItselfAnew)
{
    TopologyBuilder builder = balancer("tcp://127.0.0.1:*");
    builder.node("c", Role::Client).setting("rate", 0).setting("count", 3);
    builder.setting("timeout", 300).setting("retries", 1000);
    builder.socket("req", Req).link("c.req", "lru.frontend");
    builder.node("w", Role::External).socket("req", Req).link("w.req", "lru.backend");
    TestRun run(builder);
    const std::string backend = run.boundAddress("lru.backend");
    {
        ForeignSocket first(ZMQ_REQ, backend);
        first.send({"READY"});
        ASSERT_FALSE(first.receive().empty());
    }
    ForeignSocket second(ZMQ_REQ, backend);
    second.send({"READY"});
    while (!run.runtime().isDone()) {
        const Frames request = second.receive(50);
        if (!request.empty())
            second.send(request);
    }
    run.finish(std::chrono::milliseconds(0));
}

TEST(Balancer, CountsTheReplyForAClientThatHasGoneAndGoesOn)
{
    TopologyBuilder builder = balancer("tcp://127.0.0.1:*");
    builder.node("c", Role::External).socket("req", Dealer).link("c.req", "lru.frontend");
    builder.node("w", Role::External).socket("req", Req).link("w.req", "lru.backend");
    TestRun run(builder);
    ForeignSocket worker(ZMQ_REQ, run.boundAddress("lru.backend"));
    worker.send({"READY"});
    const std::string frontend = run.boundAddress("lru.frontend");
    Frames request;
    {
        ForeignSocket gone(ZMQ_DEALER, frontend);
        gone.send({"", "lost"});
        request = worker.receive();
    }
    ASSERT_TRUE(awaitDisconnects(run, "lru.frontend", 1));
    worker.send(request);
    ForeignSocket stays(ZMQ_DEALER, frontend);
    stays.send({"", "kept"});
    worker.send(worker.receive());
    EXPECT_EQ(stays.receive(), (Frames{"", "kept"}));
    const runtime::RunResult result = run.finish(std::chrono::milliseconds(0));
    EXPECT_EQ(result.final->sockets[run.socket("lru.frontend")].droppedUnroutable, 1U);
}

TEST(Balancer, AnswersAClientWithoutDelimiterInItsOwnForm)
{
    TopologyBuilder builder = balancer("tcp://127.0.0.1:*");
    builder.node("c", Role::External).socket("req", Dealer).link("c.req", "lru.frontend");
    addWorker(builder, "w", Dealer, 0);
    TestRun run(builder);
    ForeignSocket client(ZMQ_DEALER, run.boundAddress("lru.frontend"));
    client.send({"plain"});
    EXPECT_EQ(client.receive(), (Frames{"plain"}));
    run.finish(std::chrono::milliseconds(0));
}

} // namespace topomq::tests
