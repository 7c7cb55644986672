#include "tests/ui/shell/window_fixture.h"

#include <QToolButton>

namespace topomq::ui::test {
namespace {

class SteppingTest : public WindowTest
{
protected:
    /// Until a paused run has a sample in which nothing moves.
    bool awaitStandstill()
    {
        return QTest::qWaitFor(
            [this] {
                const metrics::SnapshotPtr latest = window.session().latest();
                return latest->messagesPerSecond == 0
                    && latest->nodes[0].state == metrics::NodeState::Paused;
            },
            kPatience);
    }
};

TEST_F(SteppingTest, ThePauseButtonSaysResumeWhilePaused)
{
    runExample("pipeline");
    const auto* button = window.findChild<QToolButton*>(QStringLiteral("pauseButton"));
    const auto sign = [](const QAction* action) { return action->icon().pixmap(16, 16).toImage(); };
    const QAction* pause = window.actions().pause;
    EXPECT_EQ(button->text(), QStringLiteral("Pause"));
    EXPECT_NE(sign(pause), sign(window.actions().run));
    press(Qt::Key_F6);
    EXPECT_EQ(button->text(), QStringLiteral("Resume"));
    EXPECT_EQ(sign(pause), sign(window.actions().run));
    press(Qt::Key_F6);
    EXPECT_EQ(button->text(), QStringLiteral("Pause"));
    EXPECT_NE(sign(pause), sign(window.actions().run));
}

TEST_F(SteppingTest, F4PausesAndThenMovesSingleMessages)
{
    const QAction* step = window.actions().step;
    EXPECT_FALSE(step->isEnabled());
    runExample("pipeline");
    press(Qt::Key_F4);
    EXPECT_EQ(window.session().state(), RunSession::State::Paused);
    ASSERT_TRUE(awaitStandstill());
    const std::uint64_t before = totalReceived();
    auto* button = window.findChild<QToolButton*>(QStringLiteral("stepButton"));
    ASSERT_NE(button, nullptr);
    QTest::mouseClick(button, Qt::LeftButton);
    EXPECT_TRUE(QTest::qWaitFor([&] { return totalReceived() > before; }, kPatience));
    EXPECT_EQ(window.session().state(), RunSession::State::Paused);
}

TEST_F(SteppingTest, ANodeSendsOneMessageByItsMenu)
{
    const model::NodeId ventilator("ventilator");
    runExample("pipeline");
    press(Qt::Key_F6);
    ASSERT_TRUE(awaitStandstill());
    const auto sent = [&] {
        return window.session().latest()->nodes[*window.session().nodeIndex(ventilator)].sent;
    };
    const std::uint64_t before = sent();
    chooseFromMenu(window.canvas().nodeCenter(ventilator), QStringLiteral("Send one message"));
    EXPECT_TRUE(QTest::qWaitFor([&] { return sent() == before + 1; }, kPatience));
    const auto* action = window.canvas().findChild<QAction*>(QStringLiteral("canvasNodeSend"));
    ASSERT_NE(action, nullptr);
    EXPECT_TRUE(action->isEnabled());
    window.session().order(NodeCommand::Freeze, {ventilator});
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            return !action->isEnabled()
                && action->text() == QStringLiteral("Send one message (frozen: thaw it first)");
        },
        kPatience))
        << action->text().toStdString();
}

} // namespace
} // namespace topomq::ui::test
