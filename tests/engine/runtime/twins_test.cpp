// Several links between the same two sockets: each has figures of its own, and nothing that came by
// the other is missed on it.

#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using metrics::DropCause;
using model::Role;
using enum model::SocketType;

constexpr const char* kTransports[]{"inproc://*", "ipc://*", "tcp://127.0.0.1:*"};

std::uint64_t causeOf(const metrics::FlowFigures& flow, DropCause cause)
{
    return flow.droppedByCause[static_cast<std::size_t>(cause)];
}

/// The flow of link1 or link2 that ends at the socket.
std::size_t flowOf(const TestRun& run, std::string_view link, std::string_view to)
{
    const plan::RunPlan& plan = run.plan();
    for (std::size_t i = 0; i < plan.flows.size(); ++i) {
        if (plan.links[plan.flows[i].link].id.text() == link
            && plan.sockets[plan.flows[i].to].ref.text() == to)
            return i;
    }
    ADD_FAILURE() << "no flow of " << link << " to " << to;
    return 0;
}

/// "a" publishes to "b" by two links; queues without limit, so that nothing is dropped.
TopologyBuilder published(const char* address, bool publisherBinds)
{
    const std::vector<std::string> both{address, address};
    const std::vector<std::string> none;
    TopologyBuilder builder;
    builder.node("a", Role::Source).socket("s", Pub, publisherBinds ? both : none);
    builder.option("SNDHWM", 0);
    builder.node("b", Role::Sink).socket("s", Sub, publisherBinds ? none : both);
    builder.option("SUBSCRIBE", model::Array{""}).option("RCVHWM", 0);
    for (std::size_t endpoint = 0; endpoint < both.size(); ++endpoint)
        builder.link(publisherBinds ? "b.s" : "a.s", publisherBinds ? "a.s" : "b.s", endpoint);
    return builder;
}

model::Topology withSetting(model::Topology topology,
                            std::string_view node,
                            std::string_view key,
                            model::Value value)
{
    for (model::Node& each : topology.nodes) {
        if (each.id.text() == node)
            each.settings.set(key, std::move(value));
    }
    return topology;
}

class TwinPublisher : public testing::TestWithParam<std::tuple<const char*, bool>>
{
protected:
    [[nodiscard]] static model::Topology topology()
    {
        return published(std::get<0>(GetParam()), std::get<1>(GetParam()));
    }
};

struct Ends
{
    model::SocketType asker;
    model::SocketType answerer;
};

class TwinAnswers : public testing::TestWithParam<std::tuple<const char*, Ends, bool>>
{ };

class TwinLinks : public testing::TestWithParam<const char*>
{ };

} // namespace

TEST_P(TwinPublisher, MissesNothingThatWasNotLost)
{
    TestRun run(withSetting(withSetting(topology(), "a", "rate", 0), "a", "count", 5000));
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    for (const metrics::FlowFigures& flow : result.final->flows) {
        EXPECT_EQ(flow.received, 5000U);
        EXPECT_EQ(flow.dropped, 0U);
    }
}

TEST_P(TwinPublisher, LosesOnlyWhatCameByTheLinkThatIsCut)
{
    TestRun run(withSetting(topology(), "a", "rate", 2000));
    const std::size_t kept = flowOf(run, "link1", "b.s");
    const std::size_t cut = flowOf(run, "link2", "b.s");
    const auto reader = static_cast<plan::NodeIndex>(run.node("b"));
    ASSERT_TRUE(run.await([&](const auto& now) { return now.flows[cut].received > 20U; }));
    run.runtime().setFrozen(reader, true);
    ASSERT_TRUE(run.await([&](const auto& now) {
        return now.flows[kept].inFlight > 200U && now.flows[cut].inFlight > 200U;
    }));
    run.runtime().cutLink(static_cast<plan::LinkIndex>(run.link("link2")));
    ASSERT_TRUE(run.awaitEvent("link2", "LINK_CUT"));
    run.runtime().setFrozen(reader, false);
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    EXPECT_EQ(result.final->flows[kept].received, result.final->flows[kept].sent);
    const metrics::FlowFigures& other = result.final->flows[cut];
    EXPECT_EQ(causeOf(other, DropCause::PeerGone), other.dropped);
    // The side that connects gives up what it has taken in; the other may still read it.
    if (std::get<1>(GetParam())) {
        EXPECT_GT(other.dropped, 200U);
    }
}

TEST_P(TwinPublisher, LosesNothingOnTheOneWhileTheOtherIsCut)
{
    TestRun run(withSetting(topology(), "a", "rate", 2000));
    const std::size_t kept = flowOf(run, "link1", "b.s");
    const std::size_t cut = flowOf(run, "link2", "b.s");
    const auto link = static_cast<plan::LinkIndex>(run.link("link2"));
    const auto awaitMore = [&run](std::size_t flow) {
        std::optional<std::uint64_t> before;
        return run.await([&](const auto& now) {
            before = before ? before : now.flows[flow].received;
            return now.flows[flow].received > *before + 200;
        });
    };
    ASSERT_TRUE(awaitMore(cut));
    run.runtime().cutLink(link);
    ASSERT_TRUE(run.awaitEvent("link2", "LINK_CUT"));
    ASSERT_TRUE(awaitMore(kept));
    run.runtime().mendLink(link);
    ASSERT_TRUE(run.awaitEvent("link2", "LINK_MENDED"));
    ASSERT_TRUE(awaitMore(cut));
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    // Over inproc nothing tells by which of the two came what the other lost.
    if (std::get<0>(GetParam()) == std::string("inproc://*"))
        return;
    EXPECT_EQ(result.final->flows[kept].dropped, 0U);
    const metrics::FlowFigures& other = result.final->flows[cut];
    EXPECT_EQ(causeOf(other, DropCause::PeerGone), other.dropped);
    EXPECT_LT(other.sent, result.final->flows[kept].sent) << "none is sent by a link that is cut";
}

INSTANTIATE_TEST_SUITE_P(Twins,
                         TwinPublisher,
                         testing::Combine(testing::ValuesIn(kTransports), testing::Bool()));

TEST_P(TwinAnswers, AreMissedByNobody)
{
    const auto& [address, ends, askerBinds] = GetParam();
    const std::vector<std::string> both{address, address};
    const std::vector<std::string> none;
    constexpr std::uint64_t kCount = 3000;
    TopologyBuilder builder;
    builder.node("a", Role::Client).setting("rate", 0).setting("window", 100);
    builder.setting("count", static_cast<int>(kCount));
    builder.socket("s", ends.asker, askerBinds ? both : none);
    builder.option("SNDHWM", 0).option("RCVHWM", 0);
    builder.node("b", Role::Server).socket("s", ends.answerer, askerBinds ? none : both);
    builder.option("SNDHWM", 0).option("RCVHWM", 0);
    for (std::size_t endpoint = 0; endpoint < both.size(); ++endpoint)
        builder.link(askerBinds ? "b.s" : "a.s", askerBinds ? "a.s" : "b.s", endpoint);
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    for (const char* to : {"a.s", "b.s"}) {
        const metrics::FlowFigures& one = result.final->flows[flowOf(run, "link1", to)];
        const metrics::FlowFigures& other = result.final->flows[flowOf(run, "link2", to)];
        EXPECT_EQ(*one.received + *other.received, kCount) << to;
        // libzmq deals the questions out in turn.
        EXPECT_GT(*one.received, 0U) << to;
        EXPECT_GT(*other.received, 0U) << to;
        EXPECT_EQ(*one.dropped + *other.dropped, 0U) << to;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Twins,
    TwinAnswers,
    testing::Combine(testing::ValuesIn(kTransports),
                     testing::Values(Ends{Dealer, Rep}, Ends{Dealer, Router}, Ends{Req, Rep}),
                     testing::Bool()));

TEST_P(TwinLinks, OfWhichOneIsDrawnAnewLeaveTheOldFiguresAlone)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 2000).socket("out", Push, {GetParam()});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    TestRun run(builder);
    ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].received > 50U; }));
    model::Topology again = builder;
    again.links.front().id = model::LinkId("again");
    run.runtime().adopt(plan::makePlan(again).plan);
    std::uint64_t old = 0;
    ASSERT_TRUE(run.await([&](const metrics::Snapshot& now) {
        const bool isThere = now.flows.size() == 2 && now.flows[1].received > 0U;
        old = *now.flows[0].received;
        return isThere;
    }));
    EXPECT_TRUE(run.await([&](const auto& now) { return now.flows[1].received > 2 * old; }));
    EXPECT_EQ(run.finish().final->flows[0].received, old);
}

INSTANTIATE_TEST_SUITE_P(Twins, TwinLinks, testing::ValuesIn(kTransports));

TEST(Twins, OfWhichOneComesLaterCountTheirOwnMessages)
{
    const std::vector<std::string> both{"tcp://127.0.0.1:*", "tcp://127.0.0.1:*"};
    const std::vector<std::string> none;
    for (const bool sinkBinds : {true, false}) {
        TopologyBuilder builder;
        builder.node("vent", Role::Source).setting("rate", 2000);
        builder.socket("out", Push, sinkBinds ? none : both);
        builder.node("sink", Role::Sink).socket("in", Pull, sinkBinds ? both : none);
        const auto join = [&](std::size_t endpoint) {
            builder.link(sinkBinds ? "vent.out" : "sink.in", sinkBinds ? "sink.in" : "vent.out",
                         endpoint);
            model::Topology topology = builder;
            for (model::Link& link : topology.links)
                link.recordWire = true;
            return topology;
        };
        TestRun run(join(0));
        ASSERT_TRUE(run.await([](const auto& now) { return now.flows[0].received > 200U; }));
        run.runtime().adopt(plan::makePlan(join(1)).plan);
        ASSERT_TRUE(run.await([](const auto& now) {
            return now.flows.size() == 2 && now.flows[1].received > 50U;
        })) << sinkBinds;
        const runtime::RunResult result = run.finish();
        expectConserved(result, run.plan());
        // What has passed between the two ends of each, by somebody else's count.
        const auto direction = sinkBinds ? wire::Direction::ToBinder : wire::Direction::ToConnecter;
        for (plan::FlowIndex i = 0; i < 2; ++i) {
            const auto record = run.runtime().wire(run.plan().flows[i].link);
            ASSERT_TRUE(record.has_value());
            EXPECT_EQ(record->totals[wire::at(direction)].messages,
                      *result.final->flows[i].received)
                << sinkBinds;
        }
    }
}

} // namespace topomq::tests
