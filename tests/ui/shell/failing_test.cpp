// What the window says while nodes of the run have failed.

#include "tests/ui/shell/taken_port.h"
#include "tests/ui/shell/window_fixture.h"
#include "ui/problems/problems_model.h"
#include "ui/shell/status_bar.h"

#include <QDockWidget>
#include <QToolButton>
#include <QTreeView>

#include <string>

namespace topomq::ui::test {
namespace {

class FailingTest : public WindowTest
{
protected:
    /// The pipeline, with its collector at a port that is taken.
    void runUntilItFails()
    {
        window.openExample(QStringLiteral("pipeline"));
        model::Node sink = *topology().find(collector);
        sink.sockets[0].bind[0] = "tcp://127.0.0.1:" + std::to_string(taken.port());
        window.document().push(QStringLiteral("Set"), model::ReplaceNode{sink});
        press(Qt::Key_F5);
        ASSERT_TRUE(QTest::qWaitFor(
            [this] {
                return window.messageBar().text().contains(QStringLiteral("in use"))
                    && window.session().stateOf(collector) == metrics::NodeState::Failed;
            },
            kPatience));
    }

    const model::NodeId collector{"collector"};
    TakenPort taken;
};

TEST_F(FailingTest, TheStatusBarSaysHowManyNodesFailed)
{
    runUntilItFails();
    EXPECT_TRUE(QTest::qWaitFor(
        [this] {
            return window.runStatusBar().stateText().startsWith(
                QStringLiteral("Running, 1 node failed"));
        },
        kPatience));
    press(Qt::Key_F8);
    ASSERT_TRUE(QTest::qWaitFor([this] { return !window.session().isActive(); }, kPatience));
    EXPECT_EQ(window.runStatusBar().stateText(), QStringLiteral("Designing"));
}

TEST_F(FailingTest, TheBarTellsOfItOnce)
{
    runUntilItFails();
    EXPECT_FALSE(window.messageBar().text().contains(QStringLiteral("more)")))
        << window.messageBar().text().toStdString();
}

TEST_F(FailingTest, ShowLeadsToTheProblem)
{
    runUntilItFails();
    auto* problems = window.findChild<QTreeView*>(QStringLiteral("problems"));
    ASSERT_NE(problems, nullptr);
    // A dock behind another's tab counts as visible, but nothing of it is seen.
    const auto isSeen = [problems] { return !problems->visibleRegion().isEmpty(); };
    EXPECT_FALSE(isSeen());
    auto* button = window.messageBar().findChild<QToolButton*>(QStringLiteral("messageAction"));
    QTest::mouseClick(button, Qt::LeftButton);
    EXPECT_TRUE(QTest::qWaitFor(isSeen, kPatience));
    const QModelIndex row =
        problems->currentIndex().siblingAtColumn(static_cast<int>(ProblemsModel::Message));
    EXPECT_TRUE(row.data().toString().startsWith(QStringLiteral("While running")))
        << row.data().toString().toStdString();
    EXPECT_TRUE(window.document().selection()->nodes().contains(collector));
}

} // namespace
} // namespace topomq::ui::test
