#include "tests/support/wash_file.h"
#include "tests/ui/shell/taken_port.h"
#include "tests/ui/shell/window_fixture.h"
#include "ui/inspector/figure_list.h"
#include "ui/problems/problems_model.h"
#include "ui/problems/problems_panel.h"
#include "ui/shell/status_bar.h"

#include <QDockWidget>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QStatusTipEvent>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

namespace topomq::ui::test {
namespace {

class RunningTest : public WindowTest
{
protected:
    /// The pipeline, with its collector to be bound to this port of this machine.
    model::Node runWithACollectorAt(int port)
    {
        window.openExample(QStringLiteral("pipeline"));
        model::Node sink = *topology().find(model::NodeId("collector"));
        sink.sockets[0].bind[0] = "tcp://127.0.0.1:" + std::to_string(port);
        window.document().push(QStringLiteral("Set"), model::ReplaceNode{sink});
        press(Qt::Key_F5);
        return sink;
    }
};

TEST_F(RunningTest, F5RunsTheExampleAndItsFiguresRise)
{
    runExample("pipeline");
    const std::uint64_t before = totalReceived();
    EXPECT_TRUE(QTest::qWaitFor([&] { return totalReceived() > before; }, kPatience));
}

TEST_F(RunningTest, ANodeRunsWithItsChangesAfterARestartFromItsMenu)
{
    runExample("pub-sub");
    const model::NodeId weather("weather");
    model::Node changed = *topology().find(weather);
    changed.sockets[0].type = model::SocketType::XSub;
    window.document().push(QStringLiteral("Change"), model::ReplaceNode{changed});
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.session().runsOutdated(weather); }, kPatience));
    chooseFromMenu(window.canvas().nodeCenter(weather), QStringLiteral("Restart with the changes"));
    EXPECT_FALSE(window.session().marks().empty());
    EXPECT_TRUE(QTest::qWaitFor([&] { return !window.session().isOutdated(weather); }, kPatience));
}

TEST_F(RunningTest, KillStandsApartAndSaysWhatIsLost)
{
    runExample("pub-sub");
    QTimer::singleShot(0, &window, [] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        ASSERT_NE(menu, nullptr);
        const QList<QAction*> actions = menu->actions();
        const auto kill = std::find_if(actions.begin(), actions.end(), [](const QAction* action) {
            return action->text() == QStringLiteral("Kill the node");
        });
        ASSERT_NE(kill, actions.end());
        EXPECT_TRUE((*std::prev(kill))->isSeparator());
        EXPECT_TRUE((*kill)->statusTip().contains(QStringLiteral("is lost")));
        menu->close();
    });
    CanvasView& canvas = window.canvas();
    const QPoint place = canvas.nodeCenter(model::NodeId("weather"));
    QContextMenuEvent event(QContextMenuEvent::Mouse, place, canvas.mapToGlobal(place));
    QApplication::sendEvent(&canvas, &event);
}

TEST_F(RunningTest, F8StopsAndTheFiguresStay)
{
    runExample("pipeline");
    press(Qt::Key_F8);
    ASSERT_TRUE(QTest::qWaitFor([this] { return !window.session().isActive(); }, kPatience));
    EXPECT_GT(totalReceived(), 0U);
}

TEST_F(RunningTest, TheInspectorSaysOfWhenItsFiguresAre)
{
    runExample("pipeline");
    window.document().selection()->selectNode(model::NodeId("worker1"));
    const auto says = [this](const char* when) {
        const auto* label = window.findChild<QLabel*>(QStringLiteral("node/when"));
        return label != nullptr && label->isVisible() && label->text() == QLatin1String(when);
    };
    EXPECT_TRUE(QTest::qWaitFor([&] { return says("Now"); }, kPatience));
    press(Qt::Key_F8);
    EXPECT_TRUE(QTest::qWaitFor([&] { return says("At the end of the run"); }, kPatience));
}

TEST_F(RunningTest, TheRunButtonBecomesStop)
{
    window.openExample(QStringLiteral("pipeline"));
    auto* button = window.findChild<QToolButton*>(QStringLiteral("runButton"));
    EXPECT_TRUE(button->text().startsWith(QStringLiteral("Run")));
    QTest::mouseClick(button, Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([this] { return totalReceived() > 0; }, kPatience));
    EXPECT_TRUE(button->text().startsWith(QStringLiteral("Stop")));
    QTest::mouseClick(button, Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([this] { return !window.session().isActive(); }, kPatience));
    EXPECT_TRUE(button->text().startsWith(QStringLiteral("Run")));
}

TEST_F(RunningTest, F6PausesAndGoesOn)
{
    runExample("pipeline");
    press(Qt::Key_F6);
    EXPECT_EQ(window.session().state(), RunSession::State::Paused);
    EXPECT_TRUE(window.runStatusBar().stateText().startsWith(QStringLiteral("Paused")));
    press(Qt::Key_F6);
    EXPECT_EQ(window.session().state(), RunSession::State::Running);
}

TEST_F(RunningTest, RestartRunsAgain)
{
    runExample("pipeline");
    const QSignalSpy started(&window.session(), &RunSession::started);
    press(Qt::Key_F5, Qt::ControlModifier);
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            return started.count() == 1 && window.session().state() == RunSession::State::Running
                && totalReceived() > 0;
        },
        kPatience));
}

TEST_F(RunningTest, TheSliderSlowsTheRunDown)
{
    runExample("pipeline");
    auto* slider = window.findChild<QSlider*>(QStringLiteral("speed"));
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Home);
    EXPECT_DOUBLE_EQ(window.session().speed(), 0.001);
    EXPECT_TRUE(
        window.runStatusBar().stateText().startsWith(QStringLiteral("Running 1000× slower")));
}

TEST_F(RunningTest, AServiceTimeTypedInTheInspectorReachesTheRunningWorker)
{
    runExample("pipeline");
    QTest::mouseClick(&window.canvas(), Qt::LeftButton, {},
                      window.canvas().nodeCenter(model::NodeId("worker1")));
    auto* editor = window.findChild<QWidget*>(QStringLiteral("settings/service_time"));
    ASSERT_NE(editor, nullptr);
    QWidget* field = editor->focusProxy() ? editor->focusProxy() : editor;
    field->setFocus(Qt::TabFocusReason);
    QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(field, QStringLiteral("2500"));
    QTest::keyClick(field, Qt::Key_Return);
    const auto index = window.session().nodeIndex(model::NodeId("worker1"));
    EXPECT_EQ(window.session().plan().nodes[*index].settings.serviceTime.a, 2500);
    ASSERT_EQ(window.session().marks().size(), 1U);
    EXPECT_TRUE(window.session().marks()[0].text.contains(QStringLiteral("Worker 1")));
}

TEST_F(RunningTest, ARemovedLinkLeavesTheRun)
{
    runExample("pipeline");
    const model::LinkId task("task3");
    ASSERT_FALSE(window.session().flowsOf(task).empty());
    window.document().selection()->selectLink(task);
    window.canvas().setFocus();
    QTest::keyClick(&window.canvas(), Qt::Key_Delete);
    EXPECT_TRUE(QTest::qWaitFor([&] { return window.session().flowsOf(task).empty(); }, kPatience));
}

TEST_F(RunningTest, ANodeIsStoppedAndStartedFromItsMenu)
{
    runExample("pipeline");
    const model::NodeId worker("worker1");
    chooseFromMenu(window.canvas().nodeCenter(worker), QStringLiteral("Stop the node"));
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return window.session().stateOf(worker) == metrics::NodeState::Stopped; },
        kPatience));
    chooseFromMenu(window.canvas().nodeCenter(worker), QStringLiteral("Start the node"));
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return window.session().stateOf(worker) != metrics::NodeState::Stopped; },
        kPatience));
}

TEST_F(RunningTest, ALinkIsCutAndMendedFromItsMenu)
{
    runExample("pipeline");
    const model::LinkId task("task1");
    chooseFromMenu(window.canvas().linkMiddle(task), QStringLiteral("Cut the connection"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.session().isCut(task); }, kPatience));
    chooseFromMenu(window.canvas().linkMiddle(task), QStringLiteral("Mend the connection"));
    EXPECT_TRUE(QTest::qWaitFor([&] { return !window.session().isCut(task); }, kPatience));
}

TEST_F(RunningTest, AnEditOfASocketOffersTheRestartOfItsNode)
{
    runExample("pipeline");
    model::Node worker = *topology().find(model::NodeId("worker1"));
    worker.sockets[0].options.set("LINGER", 250);
    window.document().push(QStringLiteral("Set"), model::ReplaceNode{worker});
    auto* button = window.messageBar().findChild<QToolButton*>(QStringLiteral("messageAction"));
    ASSERT_NE(button, nullptr);
    EXPECT_EQ(button->text(), QStringLiteral("Restart Worker 1"));
    QTest::mouseClick(button, Qt::LeftButton);
    EXPECT_TRUE(
        QTest::qWaitFor([this] { return window.session().outdatedNodes().empty(); }, kPatience));
}

TEST_F(RunningTest, TheStatusBarCountsEveryMessage)
{
    runExample("pipeline");
    const auto* balance = window.runStatusBar().findChild<QLabel*>(QStringLiteral("balance"));
    EXPECT_EQ(balance->text(), QStringLiteral("every message accounted for"));
}

TEST_F(RunningTest, ARefusedRunSaysWhatIsWrongAndWhere)
{
    window.openExample(QStringLiteral("pipeline"));
    model::Node sink = *topology().find(model::NodeId("collector"));
    sink.sockets[0].type = model::SocketType::Sub;
    window.document().push(QStringLiteral("Set"), model::ReplaceNode{sink});
    press(Qt::Key_F5);
    EXPECT_FALSE(window.session().isActive());
    EXPECT_TRUE(window.messageBar().text().startsWith(QStringLiteral("Not started")));
    EXPECT_TRUE(window.messageBar().text().contains(QStringLiteral("SUB")));
    EXPECT_TRUE(window.findChild<QWidget*>(QStringLiteral("problemsDock"))->isVisible());
}

TEST_F(RunningTest, AnAddressInUseIsSaidWithItsPlace)
{
    const TakenPort taken;
    runWithACollectorAt(taken.port());
    EXPECT_TRUE(QTest::qWaitFor(
        [this] {
            return window.messageBar().text().startsWith(QStringLiteral("Collector · in: "));
        },
        kPatience));
}

TEST_F(RunningTest, ANodeThatCouldNotBindIsStartedAtItsNewAddress)
{
    const TakenPort taken;
    model::Node sink = runWithACollectorAt(taken.port());
    const auto state = [&] { return window.session().stateOf(sink.id); };
    ASSERT_TRUE(QTest::qWaitFor([&] { return state() == metrics::NodeState::Failed; }, kPatience));
    sink.sockets[0].bind[0] = "tcp://127.0.0.1:*";
    window.document().push(QStringLiteral("Set"), model::ReplaceNode{sink});
    EXPECT_FALSE(window.session().runsOutdated(sink.id));
    EXPECT_TRUE(window.session().can(NodeCommand::Restart, sink.id));
    chooseFromMenu(window.canvas().nodeCenter(sink.id), QStringLiteral("Start the node"));
    EXPECT_TRUE(QTest::qWaitFor([&] { return state() && *state() != metrics::NodeState::Failed; },
                                kPatience));
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            const auto sample = window.session().latest();
            const auto& flows = window.session().plan().flows;
            for (std::size_t i = 0; i < sample->flows.size(); ++i) {
                const auto node = window.session().plan().sockets[flows[i].to].node;
                if (node == *window.session().nodeIndex(sink.id) && sample->flows[i].received > 0)
                    return true;
            }
            return false;
        },
        kPatience));
}

TEST_F(RunningTest, AnAddressOpenToTheNetworkIsAskedAboutFirst)
{
    window.openExample(QStringLiteral("pipeline"));
    model::Node sink = *topology().find(model::NodeId("collector"));
    sink.sockets[0].bind[0] = "tcp://*:*";
    window.document().push(QStringLiteral("Set"), model::ReplaceNode{sink});
    answerNext(QStringLiteral("Cancel"));
    press(Qt::Key_F5);
    EXPECT_EQ(questions, 1);
    EXPECT_FALSE(window.session().isActive());
}

TEST_F(RunningTest, ASecuredAddressInsideOfASubtopologyIsNotSaidToBeReadable)
{
    model::Topology topology = tests::washing();
    model::Definition& stage = topology.definitions.front();
    model::Socket& out = stage.nodes[0].sockets[1];
    out.bind = {"tcp://*:*"};
    out.security = {.mechanism = model::Mechanism::Curve, .server = true};
    stage.nodes[1].sockets[0].security.mechanism = model::Mechanism::Curve;
    window.document().reset(topology, {});
    QString said;
    QTimer answering;
    QObject::connect(&answering, &QTimer::timeout, &window, [&said] {
        if (auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
            said = box->informativeText();
            box->reject();
        }
    });
    answering.start(10);
    press(Qt::Key_F5);
    EXPECT_TRUE(said.contains(QStringLiteral("wash/gone · out"))) << said.toStdString();
    EXPECT_FALSE(said.contains(QStringLiteral("CURVE"))) << said.toStdString();
}

/// The rows of the problems that tell what went wrong in the run.
QModelIndexList runProblems(MainWindow& window)
{
    const auto* view = window.findChild<QTreeView*>(QStringLiteral("problems"));
    QModelIndexList rows;
    for (int row = 0; row < view->model()->rowCount(); ++row) {
        const QModelIndex message = view->model()->index(row, ProblemsModel::Message);
        if (message.data().toString().startsWith(QStringLiteral("While running")))
            rows << message;
    }
    return rows;
}

TEST_F(RunningTest, WhatGoesWrongInTheRunIsListedAmongTheProblemsOnce)
{
    const TakenPort taken;
    window.openExample(QStringLiteral("pipeline"));
    model::Node busy = *topology().find(model::NodeId("ventilator"));
    const std::string free = busy.sockets[0].bind[0];
    busy.sockets[0].bind[0] = "tcp://127.0.0.1:" + std::to_string(taken.port());
    window.document().push(QStringLiteral("Take a port"), model::ReplaceNode{busy});
    press(Qt::Key_F5);
    ASSERT_TRUE(QTest::qWaitFor([this] { return !runProblems(window).isEmpty(); }, kPatience));
    QTest::qWait(500);
    ASSERT_EQ(runProblems(window).size(), 1);
    const QModelIndex row = runProblems(window).front();
    EXPECT_TRUE(row.data().toString().contains(QStringLiteral("Address already in use")));
    EXPECT_TRUE(row.data().toString().contains(QStringLiteral("choose another port")));
    EXPECT_TRUE(row.data().toString().contains(QString::fromStdString(busy.sockets[0].bind[0])));
    EXPECT_GE(window.findChild<ProblemsPanel*>()->errors(), 1);

    auto* view = window.findChild<QTreeView*>(QStringLiteral("problems"));
    window.findChild<QDockWidget*>(QStringLiteral("problemsDock"))->raise();
    ASSERT_TRUE(QTest::qWaitFor([view] { return view->isVisible(); }, kPatience));
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(row).center());
    EXPECT_TRUE(window.document().selection()->nodes().contains(model::NodeId("ventilator")));

    press(Qt::Key_F8);
    ASSERT_TRUE(QTest::qWaitFor([this] { return !window.session().isActive(); }, kPatience));
    EXPECT_EQ(runProblems(window).size(), 1);
    busy.sockets[0].bind[0] = free;
    window.document().push(QStringLiteral("Take a free one"), model::ReplaceNode{busy});
    press(Qt::Key_F5);
    ASSERT_TRUE(QTest::qWaitFor([this] { return totalReceived() > 0; }, kPatience));
    EXPECT_TRUE(runProblems(window).isEmpty());
}

TEST_F(RunningTest, WhatANodeFailedOfIsNoLongerSaidOnceItHasBeenStarted)
{
    TakenPort taken;
    window.openExample(QStringLiteral("pipeline"));
    model::Node busy = *topology().find(model::NodeId("ventilator"));
    busy.sockets[0].bind[0] = "tcp://127.0.0.1:" + std::to_string(taken.port());
    window.document().push(QStringLiteral("Take a port"), model::ReplaceNode{busy});
    press(Qt::Key_F5);
    const auto* bar = window.findChild<MessageBar*>();
    const auto saysIt = [bar] {
        return bar->text().contains(QStringLiteral("Address already in use"));
    };
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return saysIt() && !runProblems(window).isEmpty(); }, kPatience));
    const auto starts = [this] {
        const auto& events = window.session().events();
        return std::count_if(events.begin(), events.end(),
                             [](const auto& event) { return event.event == "NODE_STARTED"; });
    };
    const auto start = [&] {
        const auto before = starts();
        ASSERT_TRUE(window.session().can(NodeCommand::Start, busy.id));
        window.session().order(NodeCommand::Start, {busy.id});
        ASSERT_TRUE(QTest::qWaitFor([&] { return starts() > before; }, kPatience));
    };
    start();
    EXPECT_TRUE(saysIt());
    EXPECT_EQ(runProblems(window).size(), 1);
    taken.free();
    start();
    EXPECT_TRUE(QTest::qWaitFor([&] { return bar->text().isEmpty(); }, kPatience));
    EXPECT_TRUE(QTest::qWaitFor([&] { return runProblems(window).isEmpty(); }, kPatience));
    EXPECT_TRUE(QTest::qWaitFor([this] { return totalReceived() > 0; }, kPatience));
}

TEST_F(RunningTest, TheInspectorForgetsFiguresOfWhatIsNoLongerDrawn)
{
    dropOnCanvas("application/x-topomq-pattern", "pipeline", QPoint(300, 300));
    acceptPattern();
    ASSERT_FALSE(topology().nodes.empty());
    window.document().selection()->clear();
    press(Qt::Key_F5);
    ASSERT_TRUE(QTest::qWaitFor([this] { return totalReceived() > 0; }, kPatience));
    const auto* counts = window.findChild<FigureList*>(QStringLiteral("topology/counts"));
    const auto showsFigures = [counts] {
        return !counts->valueOf(QStringLiteral("throughput")).isEmpty();
    };
    ASSERT_TRUE(QTest::qWaitFor(showsFigures, kPatience));
    press(Qt::Key_F8);
    ASSERT_TRUE(QTest::qWaitFor([this] { return !window.session().isActive(); }, kPatience));
    while (!topology().nodes.empty())
        press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !showsFigures(); }, kPatience));
    EXPECT_EQ(counts->valueOf(QStringLiteral("nodes")), QStringLiteral("0"));
}

TEST_F(RunningTest, WhatThePointerIsOnLeavesTheFiguresOfARunInTheStatusBar)
{
    window.openExample(QStringLiteral("pipeline"));
    auto* start = window.findChild<QToolButton*>(QStringLiteral("runButton"));
    QStatusTipEvent startTip(window.actions().run->statusTip());
    QApplication::sendEvent(start, &startTip);
    EXPECT_NE(window.runStatusBar().currentMessage(), QString());
    QTest::mouseClick(start, Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([this] { return totalReceived() > 0; }, kPatience));
    EXPECT_EQ(window.runStatusBar().currentMessage(), QString());
    auto* button = window.findChild<QToolButton*>(QStringLiteral("pauseButton"));
    QStatusTipEvent tip(window.actions().pause->statusTip());
    QApplication::sendEvent(button, &tip);
    EXPECT_EQ(window.runStatusBar().currentMessage(), QString());
    EXPECT_TRUE(window.findChild<QLabel*>(QStringLiteral("rate"))->isVisible());
}

} // namespace
} // namespace topomq::ui::test
