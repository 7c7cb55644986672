// What the bars above the canvas do to it, and how long they stay.

#include "tests/ui/shell/window_fixture.h"

namespace topomq::ui::test {
namespace {

class BannerTest : public WindowTest
{
protected:
    [[nodiscard]] QString said() { return window.messageBar().text(); }
};

TEST_F(BannerTest, LeavesTheCardsUnderThePointerWhereTheyAre)
{
    window.openExample(QStringLiteral("pipeline"));
    QTest::qWait(50);
    CanvasView& canvas = window.canvas();
    const auto place = [&canvas] {
        return canvas.mapToGlobal(canvas.nodeCenter(model::NodeId("worker1")));
    };
    const QPoint before = place();
    const QSize size = canvas.size();
    MessageBar& bar = window.messageBar();
    bar.say(MessageBar::Topic::File, MessageBar::Tone::Warning, QStringLiteral("Look here"));
    // Over the canvas, from its top on.
    ASSERT_TRUE(QTest::qWaitFor(
        [&] {
            return bar.height() > bar.fontMetrics().height() && bar.width() == canvas.width()
                && bar.mapToGlobal(QPoint()) == canvas.mapToGlobal(QPoint());
        },
        kPatience));
    QTest::qWait(50);
    EXPECT_EQ(place(), before);
    EXPECT_EQ(canvas.size(), size);
    bar.clear(MessageBar::Topic::File);
    QTest::qWait(50);
    EXPECT_EQ(place(), before);
    // What was covered takes the mouse again.
    const QPoint top = canvas.mapTo(&window, QPoint(canvas.width() / 2, 4));
    EXPECT_TRUE(QTest::qWaitFor([&] { return window.childAt(top) == &canvas; }, kPatience));
}

TEST_F(BannerTest, ThatThereIsNothingToRunIsNotSaidOnceThereIs)
{
    press(Qt::Key_F5);
    ASSERT_TRUE(said().startsWith(QStringLiteral("Not started"))) << said().toStdString();
    window.canvas().addRole(model::Role::Source);
    EXPECT_TRUE(QTest::qWaitFor([this] { return said().isEmpty(); }, kPatience));
}

TEST_F(BannerTest, WhyARunWasRefusedIsNotSaidOnceThatIsMended)
{
    window.openExample(QStringLiteral("pipeline"));
    model::Node sink = *topology().find(model::NodeId("collector"));
    sink.sockets[0].type = model::SocketType::Sub;
    window.document().push(QStringLiteral("Set"), model::ReplaceNode{sink});
    press(Qt::Key_F5);
    ASSERT_TRUE(said().startsWith(QStringLiteral("Not started"))) << said().toStdString();
    window.document().undoStack()->undo();
    EXPECT_TRUE(QTest::qWaitFor([this] { return said().isEmpty(); }, kPatience));
}

} // namespace
} // namespace topomq::ui::test
