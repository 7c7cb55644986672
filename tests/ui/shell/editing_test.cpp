#include "tests/ui/shell/window_fixture.h"
#include "ui/canvas/multiply_form.h"
#include "ui/canvas/quick_add.h"
#include "ui/palette/palette_panel.h"
#include "ui/palette/pattern_form.h"
#include "ui/shell/find_field.h"
#include "ui/shell/run_toolbar.h"
#include "ui/shell/tab_panels.h"

#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPointer>
#include <QSpinBox>

namespace topomq::ui::test {
namespace {

class EditingTest : public WindowTest
{
protected:
    EditingTest() { press(Qt::Key_N, Qt::ControlModifier); }

    /// A node of `role` left and one right of the middle.
    void dropTwo(const char* left, const char* right)
    {
        const QPoint middle = window.canvas().rect().center();
        dropOnCanvas(kDraggedRole, left, middle - QPoint(250, 0));
        dropOnCanvas(kDraggedRole, right, middle + QPoint(250, 0));
        ASSERT_EQ(topology().nodes.size(), 2U);
    }

    [[nodiscard]] QPoint port(std::size_t node)
    {
        const model::Node& one = topology().nodes.at(node);
        return window.canvas().portPosition({one.id, one.sockets.at(0).id});
    }

    /// Clicks into the name of the selected node in the inspector and takes a letter back.
    void goOnInTheInspector()
    {
        auto* name =
            window.workspace().front().panels()[PanelKind::Inspector]->findChild<QLineEdit*>(
                QStringLiteral("name"));
        ASSERT_NE(name, nullptr);
        QTest::mouseClick(name, Qt::LeftButton);
        EXPECT_TRUE(name->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backspace);
    }
};

TEST_F(EditingTest, ARoleDroppedFromThePaletteBecomesANode)
{
    dropOnCanvas(kDraggedRole, "source", window.canvas().rect().center());
    ASSERT_EQ(topology().nodes.size(), 1U);
    EXPECT_EQ(topology().nodes[0].role, model::Role::Source);
}

TEST_F(EditingTest, ARoleDroppedWithASocketTypeBecomesANodeThatHasIt)
{
    dropOnCanvas(kDraggedRole, "proxy:XPUB", window.canvas().rect().center());
    ASSERT_EQ(topology().nodes.size(), 1U);
    EXPECT_EQ(topology().nodes[0].sockets.at(0).type, model::SocketType::XSub);
    EXPECT_EQ(topology().nodes[0].sockets.at(1).type, model::SocketType::XPub);
}

TEST_F(EditingTest, APatternDroppedFromThePaletteIsOneStepThatCanBeUndone)
{
    dropOnCanvas(kDraggedPattern, "publish-subscribe", window.canvas().rect().center());
    EXPECT_TRUE(topology().nodes.empty());
    acceptPattern();
    EXPECT_GT(topology().nodes.size(), 1U);
    EXPECT_FALSE(topology().links.empty());
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_TRUE(topology().nodes.empty());
}

TEST_F(EditingTest, AFormAsksHowLargeAPatternShallBe)
{
    dropOnCanvas(kDraggedPattern, "pipeline", window.canvas().rect().center());
    auto* form = window.findChild<PatternForm*>();
    ASSERT_NE(form, nullptr);
    EXPECT_EQ(form->options().transport, window.canvas().defaultTransport());
    form->countField()->selectAll();
    QTest::keyClicks(form->countField(), QStringLiteral("5"));
    EXPECT_EQ(form->says().toStdString(), "Adds 7 nodes and 10 links");
    acceptPattern();
    EXPECT_EQ(topology().nodes.size(), 7U);
    EXPECT_EQ(topology().links.size(), 10U);
    EXPECT_EQ(window.document().selection()->nodes().size(), 7U);
    EXPECT_EQ(window.document().undoStack()->count(), 1);
}

TEST_F(EditingTest, APatternDroppedOntoCardsFindsFreeRoomBesideThem)
{
    const QPoint middle = window.canvas().rect().center();
    dropOnCanvas(kDraggedRole, "source", middle);
    const model::Point there = *topology().nodes[0].position;
    dropOnCanvas(kDraggedPattern, "pipeline", middle);
    acceptPattern();
    ASSERT_GT(topology().nodes.size(), 2U);
    EXPECT_EQ(*topology().nodes[0].position, there);
    for (const NodeBox& one : window.canvas().scene().geometry().nodes()) {
        for (const NodeBox& other : window.canvas().scene().geometry().nodes())
            EXPECT_TRUE(one.id == other.id || !one.rect.intersects(other.rect))
                << one.id.text() << " and " << other.id.text();
    }
}

TEST_F(EditingTest, TheFormAsksForTheRateOfOneOrOfEach)
{
    const auto asks = [this](const char* pattern, const QString& words) {
        dropOnCanvas(kDraggedPattern, pattern, window.canvas().rect().center());
        const QPointer<PatternForm> form = window.findChild<PatternForm*>();
        ASSERT_FALSE(form.isNull());
        EXPECT_EQ(form->rateField()->accessibleName(), words) << pattern;
        QTest::keyClick(form, Qt::Key_Escape);
        ASSERT_TRUE(QTest::qWaitFor([&form] { return form.isNull(); }, kPatience));
    };
    asks("pipeline", QStringLiteral("Rate"));
    asks("request-reply", QStringLiteral("Rate of each"));
}

TEST_F(EditingTest, EscapeAddsNoPattern)
{
    dropOnCanvas(kDraggedPattern, "mesh", window.canvas().rect().center());
    auto* form = window.findChild<PatternForm*>();
    ASSERT_NE(form, nullptr);
    QTest::keyClick(form, Qt::Key_Escape);
    EXPECT_TRUE(topology().nodes.empty());
    EXPECT_EQ(window.document().undoStack()->count(), 0);
}

TEST_F(EditingTest, APulledLinkJoinsTwoSockets)
{
    dropTwo("source", "sink");
    drag(port(0), port(1));
    ASSERT_EQ(topology().links.size(), 1U);
}

TEST_F(EditingTest, AnIllegalLinkIsRefusedWithItsReason)
{
    dropTwo("source", "source");
    grab(port(0), port(1));
    EXPECT_EQ(window.canvas().pointerText().toStdString(),
              "PUSH can only talk to PULL: two PUSH would both send and nobody would receive");
    QTest::mouseRelease(&window.canvas(), Qt::LeftButton, {}, port(1));
    EXPECT_TRUE(topology().links.empty());
}

TEST_F(EditingTest, UndoAndRedoByKeys)
{
    dropTwo("source", "sink");
    const model::Topology whole = topology();
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(topology().nodes.size(), 1U);
    press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(topology(), whole);
}

TEST_F(EditingTest, AnEditedTopologyRunsAtOnce)
{
    dropTwo("source", "sink");
    drag(port(0), port(1));
    press(Qt::Key_F5);
    EXPECT_TRUE(QTest::qWaitFor([this] { return totalReceived() > 0; }, kPatience));
}

TEST_F(EditingTest, SecureThisLinkIsOneEditThatCanBeTakenBack)
{
    dropTwo("source", "sink");
    drag(port(0), port(1));
    const model::LinkId link = topology().links.at(0).id;
    const int steps = window.document().undoStack()->count();
    chooseFromMenu(window.canvas().linkMiddle(link), QStringLiteral("Secure this link (CURVE)"));
    EXPECT_EQ(window.document().undoStack()->count(), steps + 1);
    for (const model::Node& node : topology().nodes)
        EXPECT_EQ(node.sockets.at(0).security.mechanism, model::Mechanism::Curve);
    window.document().undoStack()->undo();
    for (const model::Node& node : topology().nodes)
        EXPECT_EQ(node.sockets.at(0).security.mechanism, model::Mechanism::Null);
}

TEST_F(EditingTest, AClickOutOfWhatFloatsOnTheCanvasKeepsTheKeysWhereItLeads)
{
    window.openExample(QStringLiteral("pipeline"));
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    CanvasView& canvas = window.canvas();
    const model::NodeId worker("worker1");
    window.document().selection()->selectNode(worker);
    canvas.setFocus();
    press(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    ASSERT_TRUE(canvas.multiplyForm()->isVisible());
    goOnInTheInspector();
    EXPECT_FALSE(canvas.multiplyForm()->isVisible());
    EXPECT_NE(topology().find(worker), nullptr);
    canvas.setFocus();
    press(Qt::Key_Insert);
    ASSERT_TRUE(canvas.quickAddPopup()->isVisible());
    goOnInTheInspector();
    EXPECT_FALSE(canvas.quickAddPopup()->isVisible());
    EXPECT_NE(topology().find(worker), nullptr);
}

TEST_F(EditingTest, TheFindFieldSelectsANodeByItsName)
{
    window.openExample(QStringLiteral("pipeline"));
    press(Qt::Key_F, Qt::ControlModifier);
    QWidget* find = window.runToolbar().findField();
    EXPECT_TRUE(find->hasFocus());
    QTest::keyClicks(find, QStringLiteral("worker 2"));
    QTest::keyClick(find, Qt::Key_Return);
    EXPECT_EQ(window.document().selection()->nodes(),
              std::set<model::NodeId>{model::NodeId("worker2")});
}

} // namespace
} // namespace topomq::ui::test
