#pragma once
// Books of a run as threads would have written them, for tests that break them on purpose.

#include "engine/runtime/run_context.h"
#include "engine/runtime/sampler.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace topomq::tests {

using metrics::Contradiction;
using runtime::FlowLedger;

inline model::Topology sinkBinds()
{
    TopologyBuilder builder;
    builder.node("vent", model::Role::Source).socket("out", model::SocketType::Push);
    builder.node("sink", model::Role::Sink);
    builder.socket("in", model::SocketType::Pull, {"tcp://127.0.0.1:*"});
    builder.link("vent.out", "sink.in");
    return builder;
}

class Books : public testing::Test
{
protected:
    /// Ten sent and taken, five under way, two lost: as a run would have counted them.
    void open(const std::string& address) { open(pushPull(address)); }

    void open(const model::Topology& topology)
    {
        ASSERT_NO_FATAL_FAILURE(make(topology));
        sent().add(17);
        flow().receiver.received.add(10);
        arrivals().add(10);
        flow().receiver.lose(metrics::DropCause::PeerGone, 2);
        flow().wire.writers = 1;
        flow().wire.written = 14;
        flow().wire.read = 12;
        ASSERT_TRUE(look().empty());
    }

    /// Nothing has been counted yet.
    void make(const model::Topology& topology)
    {
        plan::PlanResult planned = plan::makePlan(topology, rules::Capabilities{.ws = true});
        ASSERT_TRUE(planned.isRunnable());
        m_plan = std::move(planned.plan);
        m_run = std::make_unique<runtime::RunContext>(m_plan, nullptr);
        for (std::size_t i = 0; i < m_plan.nodes.size(); ++i)
            m_statuses.push_back(std::make_unique<runtime::NodeStatus>());
        m_sampler = std::make_unique<runtime::Sampler>(*m_run, m_statuses);
    }

    [[nodiscard]] FlowLedger& flow() { return m_run->flows[0]; }

    [[nodiscard]] metrics::Counter& sent() { return m_run->sockets[m_plan.flows[0].from].sent; }

    /// What the receiving socket has counted itself.
    [[nodiscard]] metrics::Counter& arrivals()
    {
        return m_run->sockets[m_plan.flows[0].to].received;
    }

    [[nodiscard]] std::vector<metrics::Imbalance> look()
    {
        const metrics::SnapshotPtr now = m_sampler->sample(false, {});
        EXPECT_EQ(now->conserved, now->imbalances.empty());
        return now->imbalances;
    }

    void expectSeen(Contradiction what)
    {
        const auto seen = look();
        ASSERT_EQ(seen.size(), 1U);
        EXPECT_EQ(seen.front().what, what);
        EXPECT_EQ(seen.front().flow, 0U);
        // It stays, with the time at which it was seen first.
        EXPECT_EQ(look(), seen);
    }

    /// Its connection has ended with messages on their way, and there is a new one: what is missing
    /// may have been lost with the old.
    void breakOnce()
    {
        for (const auto& status : m_statuses)
            status->life = runtime::NodeStatus::Life::Up;
        flow().wire.connections = 1;
        flow().sender.wasBroken = true;
    }

    /// The same, but nobody has wanted it.
    void endByItself()
    {
        breakOnce();
        flow().sender.wasBroken = false;
        flow().wire.writers = 0;
        flow().wire.ended = 1;
        flow().wire.lost = 2;
        noteEnd(flow().wire);
    }

    [[nodiscard]] plan::RunPlan& plan() { return m_plan; }

    [[nodiscard]] runtime::NodeStatus& receiver()
    {
        return *m_statuses[m_plan.sockets[m_plan.flows[0].to].node];
    }

    [[nodiscard]] runtime::Sampler::UnderWay underWay() const { return m_sampler->underWay(); }

    [[nodiscard]] runtime::Sampler& sampler() { return *m_sampler; }

    [[nodiscard]] runtime::RunContext& run() { return *m_run; }

    [[nodiscard]] runtime::SocketLedger& receivingSocket()
    {
        return m_run->sockets[m_plan.flows[0].to];
    }

    [[nodiscard]] plan::PlannedSocket& sender() { return m_plan.sockets[m_plan.flows[0].from]; }

private:
    plan::RunPlan m_plan;
    std::unique_ptr<runtime::RunContext> m_run;
    std::vector<std::unique_ptr<runtime::NodeStatus>> m_statuses;
    std::unique_ptr<runtime::Sampler> m_sampler;
};

/// A publisher over tcp whose subscriber has stopped reading.
class PublishedBooks : public Books
{
protected:
    static constexpr std::uint64_t kSent = 5000;
    static constexpr std::uint64_t kWritten = 300;
    static constexpr std::uint64_t kRead = 250;
    static constexpr std::uint64_t kReceived = 200;
    static constexpr std::uint64_t kSmallest = 64;
    static constexpr std::int64_t kMark = 500;
    /// Those that libzmq may have encoded, and the one that is just being sent.
    static constexpr std::uint64_t kInHand = 8192 / (kSmallest + 2) + 2 + 1;
    static constexpr std::uint64_t kLost = kSent - kWritten - kMark - kInHand;

    void SetUp() override
    {
        TopologyBuilder builder;
        builder.node("pub", model::Role::Source);
        builder.socket("out", model::SocketType::Pub, {"tcp://127.0.0.1:*"});
        builder.option("SNDHWM", kMark);
        builder.node("sub", model::Role::Sink).socket("in", model::SocketType::Sub);
        builder.option("SUBSCRIBE", model::Array{""}).link("sub.in", "pub.out");
        ASSERT_NO_FATAL_FAILURE(make(builder));
        runtime::PublisherLedger& publisher = *run().sockets[0].publisher;
        runtime::MatchClass& all = publisher.at(publisher.classFor({0}));
        all.smallest = kSmallest;
        all.count.add(kSent);
        sent().add(kSent);
        flow().receiver.received.add(kReceived);
        arrivals().add(kReceived);
        flow().wire.writers = 1;
        flow().wire.connections = 1;
        flow().wire.written = kWritten;
        flow().wire.read = kRead;
    }

    [[nodiscard]] metrics::FlowFigures figures()
    {
        const metrics::SnapshotPtr now = sampler().sample(false, {});
        EXPECT_TRUE(now->conserved);
        return now->flows[0];
    }
};

} // namespace topomq::tests
