// How far the inspector can be scrolled.

#include "tests/ui/inspector/inspector_fixture.h"
#include "ui/inspector/inspector_page.h"

#include <QScrollArea>

#include <algorithm>

namespace topomq::tests {
namespace {

class PageHeightTest : public InspectorTest
{
protected:
    PageHeightTest() { panel.resize(250, 160); }

    /// Where there is something to scroll to, the last row stands just above the end of it.
    void expectNoRoomBelowTheLastRow()
    {
        QTest::qWait(0);
        const auto* scroll = panel.findChild<QScrollArea*>();
        const QWidget* page = scroll->widget();
        int last = 0;
        for (const QWidget* each : page->findChildren<QWidget*>(Qt::FindDirectChildrenOnly)) {
            if (each->isVisible())
                last = std::max(last, each->geometry().bottom());
        }
        constexpr int kMargin = 30;
        EXPECT_LE(page->height(), std::max(scroll->viewport()->height(), last + kMargin));
    }
};

TEST_F(PageHeightTest, EndsBelowTheLastRowOfTheTopology)
{
    expectNoRoomBelowTheLastRow();
}

TEST_F(PageHeightTest, EndsBelowTheLastRowOfANode)
{
    document.selection()->selectNode(model::NodeId("w1"));
    expectNoRoomBelowTheLastRow();
}

TEST_F(PageHeightTest, EndsBelowTheLastRowOfALink)
{
    document.selection()->selectLink(document.topology().links.front().id);
    expectNoRoomBelowTheLastRow();
}

TEST_F(PageHeightTest, EndsBelowTheLastRowOfSeveral)
{
    document.selection()->set({model::NodeId("vent"), model::NodeId("w1")}, {});
    expectNoRoomBelowTheLastRow();
}

} // namespace
} // namespace topomq::tests
