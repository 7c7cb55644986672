#include "tests/ui/document/sample.h"
#include "ui/document/topology_document.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

#include <random>
#include <vector>

using namespace topomq;
using namespace topomq::test;
using ui::TopologyDocument;

namespace {

class UndoHistory : public testing::Test
{
protected:
    UndoHistory() { m_document.reset(pipeline(), {}); }

    void renameSource(const std::string& name, const QString& gesture = {})
    {
        m_document.push(QStringLiteral("Rename"), renamed(m_document.topology(), "source", name),
                        gesture);
    }

    [[nodiscard]] std::string sourceName() const
    {
        return m_document.topology().find(model::NodeId("source"))->name;
    }

    TopologyDocument m_document;
};

// Some edit of any kind that means something for this topology.
model::Edit randomEdit(const model::Topology& topology, std::mt19937& random)
{
    const auto pick = [&random](std::size_t count) { return random() % count; };
    const auto number = [&random] { return static_cast<double>(random() % 1000); };
    const std::size_t kind = pick(7);
    if (topology.nodes.empty() || kind == 0)
        return model::AddNode{model::makeNode(topology, model::Role::Worker, {number(), number()}),
                              pick(topology.nodes.size() + 1)};
    const model::Node& node = topology.nodes[pick(topology.nodes.size())];
    if (kind == 1)
        return renamed(topology, node.id.text(), "Name " + std::to_string(random() % 100));
    if (kind == 2)
        return model::MoveNodes{{{node.id, model::Point{number(), number()}}}};
    if (kind == 3)
        return model::RemoveNode{node.id};
    if (kind == 4)
        return model::SetHeader{"Title " + std::to_string(random() % 100), "", {}};
    if (kind == 5 && !topology.links.empty())
        return model::RemoveLink{topology.links[pick(topology.links.size())].id};
    const model::Node& other = topology.nodes[pick(topology.nodes.size())];
    const model::Link link{model::LinkId(model::freeId(topology, "link")),
                           {node.id, node.sockets.front().id},
                           {other.id, other.sockets.front().id}};
    return model::Batch{{model::AddLink{link, pick(topology.links.size() + 1)},
                         model::MoveNodes{{{node.id, model::Point{number(), number()}}}}}};
}

} // namespace

TEST_F(UndoHistory, AppliesAnEditWhenItIsPushed)
{
    renameSource("Ventilator");
    EXPECT_EQ(sourceName(), "Ventilator");
}

TEST_F(UndoHistory, TakesAnEditBackAndDoesItAgain)
{
    renameSource("Ventilator");
    m_document.undoStack()->undo();
    EXPECT_EQ(m_document.topology(), pipeline());
    m_document.undoStack()->redo();
    EXPECT_EQ(sourceName(), "Ventilator");
}

TEST_F(UndoHistory, NamesItsSteps)
{
    m_document.push(QStringLiteral("Move 3 nodes"), model::Batch{});
    EXPECT_EQ(m_document.undoStack()->undoText(), QStringLiteral("Move 3 nodes"));
}

TEST_F(UndoHistory, PassesThroughTheSameStatesOnARandomWalk)
{
    constexpr int kEdits = 120;
    constexpr int kSteps = 600;
    for (std::mt19937::result_type seed = 1; seed <= 5; ++seed) {
        std::mt19937 random(seed);
        m_document.reset(pipeline(), {});
        std::vector<model::Topology> states{m_document.topology()};
        for (int edit = 0; edit < kEdits; ++edit) {
            m_document.push(QStringLiteral("Edit"), randomEdit(m_document.topology(), random));
            states.push_back(m_document.topology());
        }
        QUndoStack& stack = *m_document.undoStack();
        ASSERT_EQ(stack.count(), kEdits);
        for (int step = 0; step < kSteps; ++step) {
            stack.setIndex(static_cast<int>(random() % states.size()));
            ASSERT_EQ(m_document.topology(), states[static_cast<std::size_t>(stack.index())])
                << "seed " << seed << ", step " << step << ", index " << stack.index();
        }
    }
}

TEST_F(UndoHistory, JoinsTheStepsOfOneGesture)
{
    const QString gesture = QStringLiteral("name of source");
    for (const char* name : {"V", "Ve", "Ven"})
        renameSource(name, gesture);
    EXPECT_EQ(m_document.undoStack()->count(), 1);
    m_document.undoStack()->undo();
    EXPECT_EQ(m_document.topology(), pipeline());
    m_document.undoStack()->redo();
    EXPECT_EQ(sourceName(), "Ven");
}

TEST_F(UndoHistory, KeepsOtherGesturesApart)
{
    renameSource("A", QStringLiteral("first"));
    renameSource("B", QStringLiteral("second"));
    EXPECT_EQ(m_document.undoStack()->count(), 2);
}

TEST_F(UndoHistory, KeepsStepsWithoutAGestureApart)
{
    renameSource("A");
    renameSource("B");
    EXPECT_EQ(m_document.undoStack()->count(), 2);
}

TEST_F(UndoHistory, JoinedMovesEndWhereTheFirstBegan)
{
    const model::NodeId source("source");
    for (const double x : {10.0, 20.0, 35.0})
        m_document.push(QStringLiteral("Move"), model::MoveNodes{{{source, model::Point{x, 5}}}},
                        QStringLiteral("nudge"));
    m_document.undoStack()->undo();
    EXPECT_EQ(m_document.topology().find(source)->position, (model::Point{0, 0}));
    m_document.undoStack()->redo();
    EXPECT_EQ(m_document.topology().find(source)->position, (model::Point{35, 5}));
}

TEST_F(UndoHistory, ComesBackExactlyAfterAThousandRoundTrips)
{
    m_document.push(QStringLiteral("Delete"), model::RemoveNode{model::NodeId("source")});
    const model::Topology without = m_document.topology();
    for (int round = 0; round < 1000; ++round) {
        m_document.undoStack()->undo();
        m_document.undoStack()->redo();
    }
    EXPECT_EQ(m_document.topology(), without);
    m_document.undoStack()->undo();
    EXPECT_EQ(m_document.topology(), pipeline());
}

TEST_F(UndoHistory, SaysWhatChangedOnUndoToo)
{
    renameSource("Ventilator");
    QSignalSpy changes(&m_document, &TopologyDocument::changed);
    m_document.undoStack()->undo();
    ASSERT_EQ(changes.count(), 1);
    const auto change = changes.front().front().value<model::Change>();
    EXPECT_TRUE(change.nodes.contains(model::NodeId("source")));
}
