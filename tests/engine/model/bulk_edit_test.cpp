// Many edits in one pass do what they do one by one.

#include "engine/model/bulk_edit.h"
#include "engine/model/edit.h"
#include "tests/support/rounds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace topomq::model {
namespace {

class Maker
{
public:
    explicit Maker(unsigned seed)
        : m_random(seed)
    { }

    std::size_t below(std::size_t limit) { return m_random() % limit; }

    [[nodiscard]] static Node node(std::size_t number)
    {
        Node node;
        node.id = NodeId("n" + std::to_string(number));
        node.role = Role::Worker;
        return node;
    }

    [[nodiscard]] static Link link(std::size_t number, std::size_t from, std::size_t to)
    {
        Link link;
        link.id = LinkId("l" + std::to_string(number));
        link.connect = {NodeId("n" + std::to_string(from)), SocketId("out")};
        link.bind = {NodeId("n" + std::to_string(to)), SocketId("in")};
        return link;
    }

    Topology topology()
    {
        Topology topology;
        for (std::size_t at = 0; at < 60; ++at)
            topology.nodes.push_back(node(at));
        // The last nodes have no links.
        for (std::size_t at = 0; at < 80; ++at)
            topology.links.push_back(link(at, below(30), below(30)));
        if (below(4) == 0)
            topology.nodes.push_back(node(below(60)));
        if (below(4) == 0)
            topology.links.push_back(link(below(80), below(30), below(30)));
        return topology;
    }

    Batch batch()
    {
        Batch batch;
        const std::size_t count = 1 + below(40);
        switch (below(4)) {
        case 0:
            for (std::size_t number : numbers(55, 120, count))
                batch.edits.emplace_back(AddNode{node(number), index(70)});
            break;
        case 1:
            for (std::size_t number : numbers(78, 160, count))
                batch.edits.emplace_back(AddLink{link(number, below(90), below(90)), index(90)});
            break;
        case 2:
            for (std::size_t number : numbers(28, 61, count))
                batch.edits.emplace_back(RemoveNode{NodeId("n" + std::to_string(number))});
            break;
        default:
            for (std::size_t number : numbers(0, 81, count))
                batch.edits.emplace_back(RemoveLink{LinkId("l" + std::to_string(number))});
            break;
        }
        return batch;
    }

private:
    /// In any order; now and then one of them twice.
    std::vector<std::size_t> numbers(std::size_t from, std::size_t to, std::size_t count)
    {
        std::vector<std::size_t> all;
        for (std::size_t at = from; at < to; ++at)
            all.push_back(at);
        std::shuffle(all.begin(), all.end(), m_random);
        all.resize(std::min(count, all.size()));
        if (below(8) == 0)
            all.push_back(all.front());
        return all;
    }

    std::optional<std::size_t> index(std::size_t limit)
    {
        return below(2) == 0 ? std::nullopt : std::optional(below(limit));
    }

    std::mt19937 m_random;
};

} // namespace

TEST(BulkEdit, DoesWhatTheEditsDoOneByOne)
{
    int bulks = 0;
    for (unsigned seed = 0; seed < static_cast<unsigned>(tests::rounds(600)); ++seed) {
        Maker maker(seed);
        const Topology before = maker.topology();
        Batch batch = maker.batch();
        if (maker.below(3) == 0) {
            const Batch more = maker.batch();
            batch.edits.insert(batch.edits.end(), more.edits.begin(), more.edits.end());
        }
        Topology once = before;
        const Applied applied = model::apply(once, batch);
        Topology stepwise = before;
        Change change;
        std::vector<Edit> inverses;
        for (std::size_t at = 0; at < batch.edits.size(); ++at) {
            const Applied step = model::apply(stepwise, batch.edits[at]);
            inverses.push_back(step.inverse);
            if (at == 0)
                change = step.change;
            else
                change.add(step.change);
        }
        ASSERT_EQ(once, stepwise) << seed;
        ASSERT_EQ(applied.change.nodes, change.nodes) << seed;
        ASSERT_EQ(applied.change.links, change.links) << seed;
        ASSERT_EQ(applied.change.structure, change.structure) << seed;
        ASSERT_EQ(applied.change.layoutOnly, change.layoutOnly) << seed;
        // And back, by their own inverses and by that of all.
        for (auto inverse = inverses.rbegin(); inverse != inverses.rend(); ++inverse)
            model::apply(stepwise, *inverse);
        ASSERT_EQ(stepwise, before) << seed;
        const Applied back = model::apply(once, applied.inverse);
        ASSERT_EQ(once, before) << seed;
        model::apply(once, back.inverse);
        Topology again = before;
        model::apply(again, batch);
        ASSERT_EQ(once, again) << seed;
        Topology tried = before;
        const std::size_t run = runLength(batch.edits);
        if (applyRun(tried, std::span<const Edit>(batch.edits).first(run)))
            ++bulks;
        else
            ASSERT_EQ(tried, before) << seed << ": what is not done in bulk changes nothing";
    }
    EXPECT_GT(bulks, tests::rounds(120));
}

/// A definition with one port, and instances of it among other nodes.
Topology withInstances(std::size_t count)
{
    Topology topology;
    Definition definition;
    definition.id = DefinitionId("D");
    definition.nodes.push_back(Maker::node(1));
    definition.nodes[0].sockets.push_back({.id = SocketId("in"), .type = SocketType::Pull});
    definition.ports.push_back({SocketId("p"), {NodeId("n1"), SocketId("in")}, {}});
    model::apply(topology, put(definition));
    for (std::size_t number = 0; number < count; ++number)
        topology.nodes.push_back(Maker::node(number));
    return topology;
}

AddNode instanceOf(std::size_t number)
{
    Node node = Maker::node(number);
    node.role = Role::Subtopology;
    node.definition = DefinitionId("D");
    return {node, number % 3};
}

TEST(BulkEdit, AddsInstancesInOnePassAndGivesThemTheirSockets)
{
    std::vector<Edit> edits;
    for (std::size_t number = 100; number < 140; ++number)
        edits.emplace_back(instanceOf(number));
    const Topology before = withInstances(5);
    Topology once = before;
    ASSERT_TRUE(applyRun(once, edits));
    Topology stepwise = before;
    for (const Edit& edit : edits)
        model::apply(stepwise, edit);
    EXPECT_EQ(once, stepwise);
    EXPECT_EQ(once.find(NodeId("n139"))->sockets.size(), 1U);
}

TEST(BulkEdit, GivesInstancesTheirSocketsBeforeAnEditLooksAtThem)
{
    const Topology before = withInstances(2);
    const SocketRef port{NodeId("n100"), SocketId("p")};
    Batch batch;
    for (std::size_t number = 100; number < 103; ++number) {
        batch.edits.emplace_back(instanceOf(number));
        batch.edits.emplace_back(AddLink{Maker::link(number, number, 0), {}});
    }
    batch.edits.push_back(SetSecurity{port, {.mechanism = Mechanism::Curve}});
    batch.edits.emplace_back(RemoveNode{NodeId("n101")});
    batch.edits.emplace_back(instanceOf(104));
    Topology once = before;
    const Applied applied = model::apply(once, batch);
    Topology stepwise = before;
    for (const Edit& edit : batch.edits)
        model::apply(stepwise, edit);
    EXPECT_EQ(once, stepwise);
    const Applied back = model::apply(once, applied.inverse);
    EXPECT_EQ(once, before);
    model::apply(once, back.inverse);
    EXPECT_EQ(once, stepwise);
}

TEST(BulkEdit, KnowsARunByItsKind)
{
    const std::vector<Edit> edits{RemoveLink{LinkId("a")}, RemoveLink{LinkId("b")},
                                  RemoveNode{NodeId("c")}, SetHeader{}};
    const std::span<const Edit> all(edits);
    EXPECT_EQ(runLength(all), 2U);
    EXPECT_EQ(runLength(all.subspan(2)), 1U);
    EXPECT_EQ(runLength(all.subspan(3)), 0U);
    EXPECT_EQ(runLength(all.subspan(4)), 0U);
}

} // namespace topomq::model
