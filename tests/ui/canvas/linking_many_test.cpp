// Linking groups of nodes: what the step is called, and which nodes are marked.

#include "tests/ui/canvas/view_fixture.h"

namespace topomq::ui::test {
namespace {

using model::NodeId;

class LinkingMany : public CanvasFixture
{
protected:
    void select(std::set<NodeId> nodes) { document.selection()->set(std::move(nodes), {}); }

    void linkSelection() { QTest::keyClick(&view, Qt::Key_L, Qt::ControlModifier); }

    void mark(const char* node)
    {
        select({NodeId(node)});
        QTest::keyClick(&view, Qt::Key_L, Qt::ControlModifier | Qt::AltModifier);
    }

    [[nodiscard]] bool isMarked(const char* node)
    {
        select({NodeId(node)});
        return view.canvasActions()[CanvasCommand::LinkSelection]->isEnabled();
    }

    /// With all links but one between the ventilator and a worker.
    void openWithout(const char* link)
    {
        model::Topology topology = pipeline();
        std::erase_if(topology.links,
                      [link](const model::Link& each) { return each.id == model::LinkId(link); });
        open(topology);
    }
};

TEST_F(LinkingMany, IsCalledByTheOneLinkThatWasStillMissing)
{
    openWithout("a2");
    select({NodeId("vent"), NodeId("w1"), NodeId("w2"), NodeId("w3")});
    linkSelection();
    EXPECT_EQ(document.topology().links.size(), 6U);
    EXPECT_EQ(document.undoStack()->undoText(), QStringLiteral("Link Ventilator and Worker 2"));
}

TEST_F(LinkingMany, ForgetsItsMarksInAnotherPartOfTheFile)
{
    model::Topology topology = pipeline();
    topology.definitions.push_back(
        {.id = model::DefinitionId("Stage"), .nodes = {topology.nodes[1], topology.nodes[4]}});
    topology.nodes.push_back(node("stage", "Stage", model::Role::Subtopology, 0, 400, {}));
    topology.nodes.back().definition = model::DefinitionId("Stage");
    open(topology);
    mark("w1");
    ASSERT_TRUE(isMarked("sink"));
    ASSERT_TRUE(document.openInside({NodeId("stage")}));
    EXPECT_FALSE(isMarked("sink"));
    linkSelection();
    EXPECT_TRUE(document.topology().links.empty());
    EXPECT_EQ(document.undoStack()->count(), 0);
}

TEST_F(LinkingMany, ForgetsAMarkedNodeThatGoesThoughAnotherTakesItsId)
{
    open(pipeline());
    mark("w1");
    ASSERT_TRUE(isMarked("sink"));
    const model::Node again = *document.topology().find(NodeId("w1"));
    document.push(QStringLiteral("remove"), model::RemoveNode{again.id});
    document.push(QStringLiteral("add"), model::AddNode{again, {}});
    EXPECT_FALSE(isMarked("sink"));
}

} // namespace
} // namespace topomq::ui::test
