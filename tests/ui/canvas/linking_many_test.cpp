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

} // namespace
} // namespace topomq::ui::test
