#include "engine/metrics/blocking.h"

#include <gtest/gtest.h>

#include <random>

namespace topomq::tests {

namespace {

using metrics::NodeFigures;
using metrics::WaitCause;
using Group = std::vector<std::uint32_t>;
using Groups = std::vector<Group>;

NodeFigures waiting(Group on, WaitCause cause = WaitCause::Message, bool isFinal = true)
{
    NodeFigures node;
    node.wait.cause = cause;
    node.wait.on = std::move(on);
    node.wait.isFinal = isFinal;
    return node;
}

NodeFigures running(double busy = 0)
{
    NodeFigures node;
    node.busy = busy;
    return node;
}

NodeFigures failed()
{
    NodeFigures node;
    node.state = metrics::NodeState::Failed;
    return node;
}

/// Straight from the definition: a group reaches itself, and none of it reaches a free node.
std::vector<bool> stuckByDefinition(const std::vector<NodeFigures>& nodes)
{
    std::vector<bool> reachesFree(nodes.size());
    for (std::size_t round = 0; round <= nodes.size(); ++round) {
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            reachesFree[i] = !nodes[i].wait.isFinal || nodes[i].wait.on.empty();
            for (const std::uint32_t each : nodes[i].wait.on)
                reachesFree[i] = reachesFree[i] || reachesFree[each];
        }
    }
    std::vector<bool> isStuck;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        Group seen;
        Group next = nodes[i].wait.on;
        while (!next.empty()) {
            const std::uint32_t node = next.back();
            next.pop_back();
            if (std::find(seen.begin(), seen.end(), node) != seen.end())
                continue;
            seen.push_back(node);
            next.insert(next.end(), nodes[node].wait.on.begin(), nodes[node].wait.on.end());
        }
        const bool reachesItself = std::find(seen.begin(), seen.end(), i) != seen.end();
        isStuck.push_back(!reachesFree[i] && reachesItself);
    }
    return isStuck;
}

} // namespace

TEST(Deadlocks, AreThoseWhoWaitForEachOther)
{
    EXPECT_EQ(metrics::findDeadlocks({waiting({1}), waiting({0})}), (Groups{{0, 1}}));
    EXPECT_EQ(metrics::findDeadlocks({waiting({1}), waiting({2}), waiting({0})}),
              (Groups{{0, 1, 2}}));
    EXPECT_EQ(metrics::findDeadlocks({waiting({0})}), (Groups{{0}})) << "for itself";
}

TEST(Deadlocks, NeedNobodyWhoCouldStillWakeOneOfThem)
{
    EXPECT_EQ(metrics::findDeadlocks({waiting({1}), running()}), Groups{});
    EXPECT_EQ(metrics::findDeadlocks({waiting({1}), waiting({0, 2}), running()}), Groups{});
    EXPECT_EQ(metrics::findDeadlocks({waiting({1}), waiting({0}, WaitCause::Reply, false)}),
              Groups{})
        << "one gives up by itself";
}

TEST(Deadlocks, DoNotNameThoseWhoOnlyWaitForThem)
{
    EXPECT_EQ(metrics::findDeadlocks({waiting({1}), waiting({2}), waiting({1}), waiting({})}),
              (Groups{{1, 2}}));
}

TEST(Deadlocks, AreToldApart)
{
    EXPECT_EQ(metrics::findDeadlocks({waiting({3}), waiting({2}), waiting({1}), waiting({0})}),
              (Groups{{0, 3}, {1, 2}}));
}

TEST(Deadlocks, AreWhatTheirDefinitionSaysInAnyGraph)
{
    std::mt19937 random(20'261'128);
    for (int round = 0; round < 2000; ++round) {
        std::vector<NodeFigures> nodes(1 + random() % 12);
        for (NodeFigures& node : nodes) {
            const std::size_t count = random() % 3;
            for (std::size_t i = 0; i < count; ++i)
                node.wait.on.push_back(static_cast<std::uint32_t>(random() % nodes.size()));
            node.wait.isFinal = random() % 6 != 0;
        }
        std::vector<bool> found(nodes.size());
        for (const Group& group : metrics::findDeadlocks(nodes)) {
            for (const std::uint32_t node : group)
                found[node] = true;
        }
        ASSERT_EQ(found, stuckByDefinition(nodes)) << "in round " << round;
    }
}

TEST(Deadlocks, ALongLineOfWaitsIsNone)
{
    std::vector<NodeFigures> nodes{running()};
    for (std::uint32_t i = 0; i < 100'000; ++i)
        nodes.push_back(waiting({i}));
    EXPECT_EQ(metrics::findDeadlocks(nodes), Groups{});
    nodes[0] = waiting({100'000});
    ASSERT_EQ(metrics::findDeadlocks(nodes).size(), 1U);
    EXPECT_EQ(metrics::findDeadlocks(nodes)[0].size(), nodes.size());
}

TEST(LostToFailures, IsWhoWaitsForNobodyElse)
{
    const auto lost = [](const std::vector<NodeFigures>& nodes) {
        return metrics::lostToFailures(nodes);
    };
    using Bools = std::vector<bool>;
    EXPECT_EQ(lost({failed(), running()}), (Bools{true, false}));
    EXPECT_EQ(lost({waiting({1}), waiting({2}), failed()}), (Bools{true, true, true}));
    EXPECT_EQ(lost({waiting({1, 2}), failed(), running()}), (Bools{false, true, false}));
    EXPECT_EQ(lost({waiting({1, 2}), failed(), failed()}), (Bools{true, true, true}));
    EXPECT_EQ(lost({waiting({1}, WaitCause::QueueFull, false), failed()}), (Bools{false, true}))
        << "it has a time-out";
    EXPECT_EQ(lost({waiting({}), failed()}), (Bools{false, true})) << "somebody may come";
    EXPECT_EQ(lost({waiting({1}), waiting({0}), failed()}), (Bools{false, false, true}))
        << "nobody has failed whom they wait for";
}

TEST(BlockedChain, LeadsToTheOneWhoIsNotBlockedItself)
{
    const auto full = [](Group on) { return waiting(std::move(on), WaitCause::QueueFull); };
    EXPECT_EQ(metrics::blockedChain({full({1}), full({2}), running(0.9)}, 0), (Group{0, 1, 2}));
    EXPECT_EQ(metrics::blockedChain({running()}, 0), (Group{0}));
    EXPECT_EQ(metrics::blockedChain({full({1, 2}), running(0.2), running(0.8)}, 0), (Group{0, 2}))
        << "the busiest";
    EXPECT_EQ(metrics::blockedChain({full({1, 2}), running(0.9), full({3}), running()}, 0),
              (Group{0, 2, 3}))
        << "who is blocked too";
}

TEST(BlockedChain, EndsWhereACircleCloses)
{
    const auto full = [](Group on) { return waiting(std::move(on), WaitCause::QueueFull); };
    EXPECT_EQ(metrics::blockedChain({full({1}), full({2}), full({1})}, 0), (Group{0, 1, 2, 1}));
}

} // namespace topomq::tests
