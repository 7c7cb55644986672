// The canvas in large type.

#include "tests/ui/canvas/view_fixture.h"
#include "ui/canvas/in_place_text.h"
#include "ui/canvas/inside_bar.h"
#include "ui/canvas/instrument_painter.h"

#include <QImage>
#include <QTextDocument>
#include <QToolButton>
#include <QWheelEvent>

namespace topomq::ui::test {
namespace {

using model::LinkId;

class LargeType : public CanvasFixture
{
protected:
    void SetUp() override
    {
        CanvasFixture::SetUp();
        theme.setSize(Theme::Size::Large);
        theme.apply();
    }

    void TearDown() override
    {
        theme.setSize(Theme::Size::Normal);
        theme.apply();
    }
};

/// A link with messages both ways, some of which were dropped: its instrument is the tallest.
class LargeTwoWayInstrument : public LargeType
{
protected:
    void SetUp() override
    {
        LargeType::SetUp();
        model::Topology topology;
        topology.nodes = {
            node("a", "A", model::Role::Peer, -340, 0,
                 {socket("x", model::SocketType::Pair, {"tcp://127.0.0.1:*"})}),
            node("b", "B", model::Role::Peer, 340, 0, {socket("x", model::SocketType::Pair)})};
        topology.links = {link("l", "b.x", "a.x")};
        open(topology);
        const plan::RunPlan plan = plan::makePlan(document.topology()).plan;
        ASSERT_EQ(plan.flows.size(), 2U);
        const auto figures = quiet(plan, 1);
        for (metrics::FlowFigures& flow : figures->flows)
            flow.dropped = 12;
        view.setFigures(plan, figures);
        ASSERT_GT(instrument().height(), 120);
    }

    [[nodiscard]] QRectF instrument()
    {
        return instrumentRect(view.scene().picture(1), *view.scene().geometry().link(LinkId("l")));
    }
};

TEST_F(LargeTwoWayInstrument, IsHitAtItsTopAndBottom)
{
    const QRectF rect = instrument();
    for (const double y : {rect.top() + 3, rect.center().y(), rect.bottom() - 3}) {
        document.selection()->clear();
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.scenePosition({rect.center().x(), y}));
        EXPECT_EQ(document.selection()->links(), std::set{LinkId("l")}) << y;
    }
}

TEST_F(LargeTwoWayInstrument, IsDrawnWhileAnyOfItIsInView)
{
    constexpr int kLeft = 12;
    const QPoint middle = view.rect().center();
    const int down = view.viewRect(instrument()).bottom() - kLeft;
    QWheelEvent event(middle, view.mapToGlobal(middle), {0, -down}, {}, Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&view, &event);
    const QRect rect = view.viewRect(instrument());
    ASSERT_LT(rect.center().y(), -60);
    ASSERT_GT(rect.bottom(), 8);
    const QImage picture = view.grab().toImage();
    int drawn = 0;
    for (int x = rect.left(); x < rect.right(); ++x)
        drawn += picture.pixelColor(x, 3) == theme.colors().canvas ? 0 : 1;
    EXPECT_GT(drawn, rect.width() / 2);
}

/// An instance of a definition in which there are a group and a note.
model::Topology withStage()
{
    model::Topology topology = pipeline();
    topology.definitions = {{.id = model::DefinitionId("Stage"),
                             .nodes = {topology.nodes[1], topology.nodes[2]},
                             .groups = {{.id = model::GroupId("g"),
                                         .title = "Workers",
                                         .members = {model::NodeId("w1")}}},
                             .notes = {{.id = model::NoteId("n"), .text = "Read me"}}}};
    topology.nodes.push_back(node("stage", "Stage", model::Role::Subtopology, 0, 400, {}));
    topology.nodes.back().definition = model::DefinitionId("Stage");
    return topology;
}

TEST_F(LargeType, IsThatOfWhatIsWrittenOnTheCanvas)
{
    const auto expectLarge = [this] {
        auto* field = view.findChild<InPlaceText*>();
        ASSERT_TRUE(field->isVisible());
        EXPECT_EQ(field->font().pixelSize(), theme.font().pixelSize());
        const double around = 2 * (field->frameWidth() + field->document()->documentMargin());
        EXPECT_GE(field->height(), field->fontMetrics().height() + around);
        QTest::keyClick(field, Qt::Key_Escape);
    };
    open(withStage());
    document.selection()->selectNode(model::NodeId("stage"));
    QTest::keyClick(&view, Qt::Key_F2);
    expectLarge();
    ASSERT_TRUE(document.openInside({model::NodeId("stage")}));
    document.selection()->selectGroup(model::GroupId("g"));
    QTest::keyClick(&view, Qt::Key_F2);
    expectLarge();
    document.selection()->selectNote(model::NoteId("n"));
    QTest::keyClick(&view, Qt::Key_F2);
    expectLarge();
}

TEST_F(LargeType, LeavesTheWayOutItsRoomWhenItIsChosen)
{
    theme.setSize(Theme::Size::Normal);
    open(withStage());
    ASSERT_TRUE(document.openInside({model::NodeId("stage")}));
    const InsideBar& bar = *view.insideBar();
    ASSERT_TRUE(bar.isVisible());
    const QSize before = bar.size();
    theme.setSize(Theme::Size::Large);
    const QToolButton* button = bar.button(0);
    const auto holds = [](const QWidget& widget) {
        return widget.size().expandedTo(widget.sizeHint()) == widget.size();
    };
    EXPECT_TRUE(QTest::qWaitFor([&] {
        return bar.height() > before.height() && bar.width() > before.width() && holds(bar)
            && holds(*button);
    }));
}

} // namespace
} // namespace topomq::ui::test
