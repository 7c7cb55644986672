#include "tests/ui/inspector/inspector_fixture.h"
#include "ui/inspector/figure_list.h"
#include "ui/inspector/flow_section.h"
#include "ui/inspector/node_figures.h"
#include "ui/inspector/stage_view.h"
#include "ui/widgets/fill_bar.h"

#include <QApplication>
#include <QHelpEvent>
#include <QToolTip>

namespace topomq::tests {

namespace {

class LinkPageTest : public InspectorTest
{
protected:
    LinkPageTest() { document.selection()->selectLink(model::LinkId("link1")); }

    const model::Link& link() { return *document.topology().find(model::LinkId("link1")); }
};

metrics::FlowFigures fullQueue()
{
    metrics::FlowFigures figures;
    figures.sent = 41207;
    figures.received = 39207;
    figures.inFlight = 2000;
    figures.dropped = 0;
    figures.limit = 2000;
    return figures;
}

} // namespace

TEST_F(LinkPageTest, ItsTitleFollowsTheMessages)
{
    EXPECT_EQ(find<QLabel>("link/title")->text(), QStringLiteral("Ventilator → Worker 1"));
}

TEST_F(LinkPageTest, ItNamesTypesPatternAndAddress)
{
    EXPECT_EQ(find<QLabel>("link/subtitle")->text(),
              QStringLiteral("PUSH → PULL · pipeline · inproc://*"));
}

TEST_F(LinkPageTest, TheBindSideFlipsInOneStep)
{
    choose("link/bindSide", "Worker 1");
    EXPECT_EQ(link().bind.text(), "w1.in");
    EXPECT_EQ(link().connect.text(), "vent.out");
    EXPECT_EQ(steps(), 1);
}

TEST_F(LinkPageTest, TheTransportChangesTheAddressOfTheBinder)
{
    choose("link/transport", "tcp");
    EXPECT_TRUE(socket("vent.out").bind.front().starts_with("tcp://"));
}

TEST_F(LinkPageTest, AnotherEndpointIsChosenByItsAddress)
{
    auto vent = node("vent");
    vent.sockets[0].bind.push_back("ipc://*");
    document.push(QStringLiteral("Bind"), model::ReplaceNode{vent});
    choose("link/endpoint", "ipc://*");
    EXPECT_EQ(link().endpoint, 1U);
}

TEST_F(LinkPageTest, LimitsAreThoseOfBothSockets)
{
    type("sockets/vent/out/SNDHWM", "10");
    type("sockets/w1/in/RCVHWM", "20");
    EXPECT_EQ(model::integerOption(socket("vent.out"), "SNDHWM"), 10);
    EXPECT_EQ(model::integerOption(socket("w1.in"), "RCVHWM"), 20);
}

TEST_F(LinkPageTest, ItCanBeLeftOut)
{
    QTest::keyClick(find<QWidget>("enabled"), Qt::Key_Space);
    EXPECT_FALSE(link().enabled);
}

TEST_F(LinkPageTest, EveryLabelFollowsTheTitlesOfBothEnds)
{
    using enum model::SocketType;
    document.reset(TopologyBuilder()
                       .node("client", model::Role::Client)
                       .socket("req", Req)
                       .node("server", model::Role::Server)
                       .socket("rep", Rep, {"inproc://*"})
                       .link("client.req", "server.rep"),
                   {});
    model::Node client = node("client");
    client.name = "Asker";
    document.push(QStringLiteral("Rename"), model::ReplaceNode{client});
    document.selection()->selectLink(model::LinkId("link1"));
    const auto labels = [this] {
        QStringList texts;
        for (const QLabel* label : panel.findChildren<QLabel*>())
            texts << label->text();
        return texts;
    };
    ASSERT_TRUE(labels().contains(QStringLiteral("SNDHWM · Asker")));
    ASSERT_TRUE(labels().contains(QStringLiteral("Asker → server")));
    document.undoStack()->undo();
    EXPECT_TRUE(labels().contains(QStringLiteral("SNDHWM · client")));
    EXPECT_TRUE(labels().contains(QStringLiteral("client → server")));
    EXPECT_FALSE(labels().contains(QStringLiteral("SNDHWM · Asker")));
    EXPECT_FALSE(labels().contains(QStringLiteral("Asker → server")));
}

TEST_F(LinkPageTest, AFixIsOneUndoStep)
{
    auto w1 = node("w1");
    w1.sockets[0].type = model::SocketType::Rep;
    document.push(QStringLiteral("Break"), model::ReplaceNode{w1});
    document.checkNow();
    auto* fix = panel.findChild<QToolButton*>(QStringLiteral("fix/illegal-pair"));
    ASSERT_NE(fix, nullptr);
    QTest::mouseClick(fix, Qt::LeftButton);
    EXPECT_EQ(steps(), 2);
    document.checkNow();
    EXPECT_EQ(panel.findChild<QToolButton*>(QStringLiteral("fix/illegal-pair"),
                                            Qt::FindChildrenRecursively)
                      == fix
                  && fix->isVisible(),
              false);
}

TEST(FlowFigures, ExactCountsAreMarked)
{
    ui::Theme theme;
    ui::FlowSection section({}, theme, nullptr);
    section.setFigures(fullQueue(), {plan::Transport::Inproc, 1000, 1000, {}});
    const auto* counts = section.findChild<ui::FigureList*>(QStringLiteral("flow/counts"));
    EXPECT_EQ(counts->valueOf(QStringLiteral("conserved")), QStringLiteral("✓ exact"));
}

TEST(FlowFigures, EstimatedCountsAreMarked)
{
    ui::Theme theme;
    ui::FlowSection section({}, theme, nullptr);
    metrics::FlowFigures figures = fullQueue();
    figures.estimated = true;
    section.setFigures(figures, {plan::Transport::Inproc, 1000, 1000, {}});
    const auto* counts = section.findChild<ui::FigureList*>(QStringLiteral("flow/counts"));
    EXPECT_EQ(counts->valueOf(QStringLiteral("conserved")), QStringLiteral("≈ estimated"));
    EXPECT_TRUE(counts->valueOf(QStringLiteral("sent")).startsWith(ui::kEstimateMark));
    EXPECT_FALSE(counts->valueOf(QStringLiteral("received")).startsWith(ui::kEstimateMark));
    EXPECT_TRUE(section.findChild<ui::FillBar*>()->text().startsWith(ui::kEstimateMark));
}

TEST(FlowFigures, ARateIsOfWhatIsSentWhereOnlyAProgramOutsideCountsWhatArrives)
{
    ui::Theme theme;
    ui::FlowSection section({}, theme, nullptr);
    const auto* counts = section.findChild<ui::FigureList*>(QStringLiteral("flow/counts"));
    metrics::FlowFigures figures;
    figures.sent = 1011;
    figures.messagesPerSecond = 500;
    section.setFigures(figures, {plan::Transport::Tcp, 1000, 1000, {}});
    EXPECT_EQ(counts->valueOf(QStringLiteral("rate")), QStringLiteral("500 msg/s"));
    EXPECT_TRUE(counts->rows().front().toolTip.startsWith(QStringLiteral("Sent per second")));
    figures.sent.reset();
    section.setFigures(figures, {plan::Transport::Tcp, 1000, 1000, {}});
    EXPECT_EQ(counts->valueOf(QStringLiteral("rate")), QStringLiteral("unknown"));
    EXPECT_EQ(counts->valueOf(QStringLiteral("bytes")), QStringLiteral("unknown"));
}

TEST(NodeFigures, AreUnknownOfAProgramOutside)
{
    const ui::Theme theme;
    metrics::NodeFigures figures;
    figures.isReceivedCounted = false;
    const auto rows = ui::nodeRows(figures, theme.colors());
    EXPECT_EQ(rows.at(1).value, QStringLiteral("unknown"));
    EXPECT_EQ(rows.at(2).value, QStringLiteral("0 msg/s"));
    EXPECT_GT(rows.size(), 3U);
    figures.state = metrics::NodeState::Outside;
    const auto outside = ui::nodeRows(figures, theme.colors());
    EXPECT_EQ(outside.front().value, QStringLiteral("● outside"));
    EXPECT_EQ(outside.size(), 3U) << "how busy it is nobody here knows";
}

TEST(FlowFigures, ARoundTripIsShownWithItsParts)
{
    ui::Theme theme;
    ui::FlowSection section({}, theme, nullptr);
    section.show();
    const auto* list = section.findChild<ui::FigureList*>(QStringLiteral("flow/roundTrip"));
    metrics::FlowFigures figures = fullQueue();
    section.setFigures(figures, {plan::Transport::Tcp, 1000, 1000, {}});
    EXPECT_FALSE(list->isVisible()) << "no answers, no round trip";
    figures.latency = {.count = 9, .mean = 100};
    figures.roundTrips = std::make_shared<const metrics::RoundTripFigures>(
        metrics::RoundTripFigures{.whole = {.p50 = 950, .count = 9, .mean = 1000},
                                  .recent = {.p50 = 20, .seconds = 1.5F, .count = 4}});
    section.setFigures(figures,
                       {.transport = plan::Transport::Tcp,
                        .sendLimit = 1000,
                        .receiveLimit = 1000,
                        .total = {},
                        .request = {{.count = 9, .mean = 300}, QStringLiteral("Server")}});
    ASSERT_TRUE(list->isVisible());
    EXPECT_EQ(list->valueOf(QStringLiteral("p50")), QStringLiteral("950 µs"));
    EXPECT_EQ(list->besideOf(QStringLiteral("p50")), QStringLiteral("20 µs"));
    EXPECT_TRUE(
        list->valueOf(QStringLiteral("request under way")).endsWith(QStringLiteral("30 %")));
    EXPECT_TRUE(list->valueOf(QStringLiteral("at Server")).endsWith(QStringLiteral("60 %")));
    EXPECT_TRUE(list->valueOf(QStringLiteral("answer under way")).endsWith(QStringLiteral("10 %")));
}

TEST(FlowFigures, OfAProgramOutsideOurOwnSideIsShown)
{
    ui::Theme theme;
    ui::FlowSection section({}, theme, nullptr);
    section.show();
    metrics::FlowFigures figures = fullQueue();
    figures.received = figures.inFlight = figures.dropped = std::nullopt;
    metrics::NearSide side;
    side.isSending = true;
    side.queued = 12;
    side.passed = 2488;
    side.kernelBytes = 1500;
    side.agrees = true;
    figures.nearSide = std::make_shared<const metrics::NearSide>(side);
    section.setFigures(figures, {plan::Transport::Tcp, 1000, 1000, {}});
    const auto* list = section.findChild<ui::FigureList*>(QStringLiteral("flow/nearSide"));
    ASSERT_TRUE(list->isVisible());
    EXPECT_EQ(list->valueOf(QStringLiteral("in our send queue")), QStringLiteral("12"));
    EXPECT_EQ(list->valueOf(QStringLiteral("bytes agree")), QStringLiteral("✓ with the kernel"));
    figures.nearSide.reset();
    section.setFigures(figures, {plan::Transport::Tcp, 1000, 1000, {}});
    EXPECT_FALSE(list->isVisible());
}

TEST(FlowFigures, TheSumOverAllLinksOfASharedSenderIsCounted)
{
    plan::RunPlan plan;
    plan.sockets.resize(3);
    plan.sockets[0].ref = refTo("vent.out");
    plan.sockets[0].type = model::SocketType::Push;
    plan.sockets[0].flowsOut = {0, 1};
    plan.flows = {{.from = 0, .to = 1}, {.from = 0, .to = 2}};
    metrics::Snapshot snapshot;
    snapshot.sockets.resize(3);
    snapshot.sockets[0].queuedToSend = 50;
    snapshot.flows.resize(2, fullQueue());
    snapshot.flows[0].received = 100;
    snapshot.flows[1].received = 30;
    const auto total = ui::totalOfSender(plan, snapshot, 1);
    ASSERT_TRUE(total.has_value());
    EXPECT_EQ(total->sent, 180U);

    ui::Theme theme;
    ui::FlowSection section({}, theme, nullptr);
    snapshot.flows[1].estimated = true;
    section.setFigures(snapshot.flows[1], {plan::Transport::Inproc, 1000, 1000, total});
    const auto* counts = section.findChild<ui::FigureList*>(QStringLiteral("flow/counts"));
    EXPECT_EQ(counts->valueOf(QStringLiteral("all 2 links of out")), QStringLiteral("✓ exact"));
    EXPECT_EQ(counts->valueOf(QStringLiteral("sent in all")), QStringLiteral("180"));
    EXPECT_EQ(counts->valueOf(QStringLiteral("in flight in all")), QStringLiteral("50"));
}

TEST(FlowFigures, TheSumIsKnownWhereItsSplitIsNot)
{
    plan::RunPlan plan;
    plan.sockets.resize(3);
    plan.sockets[0].type = model::SocketType::Push;
    plan.sockets[0].flowsOut = {0, 1};
    plan.flows = {{.from = 0, .to = 1}, {.from = 0, .to = 2}};
    metrics::Snapshot snapshot;
    snapshot.sockets.resize(3);
    snapshot.sockets[0].sent = 200;
    snapshot.flows.resize(2);
    for (metrics::FlowFigures& flow : snapshot.flows) {
        flow.sent = flow.dropped = std::nullopt;
        flow.received = 60;
        flow.inFlight = 0;
    }
    const auto total = ui::totalOfSender(plan, snapshot, 1);
    ASSERT_TRUE(total.has_value());
    EXPECT_EQ(total->sent, 200U);
    EXPECT_EQ(total->dropped, 80U);
}

TEST(FlowFigures, APublisherHasNoSumBecauseEachOfItsLinksIsCounted)
{
    plan::RunPlan plan;
    plan.sockets.resize(3);
    plan.sockets[0].type = model::SocketType::Pub;
    plan.sockets[0].flowsOut = {0, 1};
    plan.flows = {{.from = 0, .to = 1}, {.from = 0, .to = 2}};
    metrics::Snapshot snapshot;
    snapshot.sockets.resize(3);
    snapshot.flows.resize(2, fullQueue());
    EXPECT_FALSE(ui::totalOfSender(plan, snapshot, 0).has_value());
}

TEST(FlowFigures, DropsAreListedByCause)
{
    ui::Theme theme;
    ui::FlowSection section({}, theme, nullptr);
    metrics::FlowFigures figures = fullQueue();
    figures.dropped = 7;
    figures.droppedByCause[static_cast<std::size_t>(metrics::DropCause::SubscriberFull)] = 7;
    section.setFigures(figures, {plan::Transport::Tcp, 1000, 1000, {}});
    const auto* counts = section.findChild<ui::FigureList*>(QStringLiteral("flow/counts"));
    EXPECT_EQ(counts->valueOf(QStringLiteral("subscriber full")), QStringLiteral("7"));
}

TEST(FlowStages, InprocHasOneQueueWithTheSumOfBothLimits)
{
    const auto stages = ui::stagesOf(fullQueue(), plan::Transport::Inproc, 1500, 500);
    ASSERT_EQ(stages.size(), 1U);
    EXPECT_EQ(stages[0].messages, 2000U);
    EXPECT_EQ(stages[0].limit, 2000U);
}

TEST(FlowStages, InprocHasNoLimitWhereOneSideHasNone)
{
    EXPECT_EQ(ui::stagesOf(fullQueue(), plan::Transport::Inproc, 0, 500).at(0).limit, 0U);
}

TEST(FlowStages, AreThoseThatTheConnectionTells)
{
    metrics::FlowFigures figures = fullQueue();
    figures.stages = metrics::FlowStages{700, 900, 59400, 400, true};
    const auto stages = ui::stagesOf(figures, plan::Transport::Tcp, 1000, 500);
    ASSERT_EQ(stages.size(), 3U);
    EXPECT_EQ(stages[0].messages, 700U);
    EXPECT_TRUE(stages[0].isEstimated);
    EXPECT_EQ(stages[0].limit, 1000U);
    EXPECT_EQ(stages[1].messages, 900U);
    EXPECT_EQ(stages[1].bytes, 59400U);
    EXPECT_FALSE(stages[1].isEstimated);
    EXPECT_EQ(stages[2].messages, 400U);
    EXPECT_EQ(stages[2].limit, 500U);
}

TEST(FlowStages, AreNotGuessedWhereTheConnectionTellsNothing)
{
    metrics::FlowFigures figures = fullQueue();
    figures.inFlight = 700;
    for (const auto transport : {plan::Transport::Tcp, plan::Transport::Epgm}) {
        const auto stages = ui::stagesOf(figures, transport, 1000, 1000);
        ASSERT_EQ(stages.size(), 3U);
        for (const ui::Stage& stage : stages) {
            EXPECT_FALSE(stage.messages.has_value());
            EXPECT_FALSE(stage.why.isEmpty());
        }
    }
}

TEST(FlowStages, AreAllZeroWhereNothingIsOnItsWay)
{
    metrics::FlowFigures figures = fullQueue();
    figures.inFlight = 0;
    for (const ui::Stage& stage : ui::stagesOf(figures, plan::Transport::Ipc, 1000, 1000))
        EXPECT_EQ(stage.messages, 0U);
}

TEST(FlowStages, StandInTheToolTipOfTheirBox)
{
    ui::Theme theme;
    ui::FlowSection section({}, theme, nullptr);
    section.resize(320, 400);
    section.show();
    metrics::FlowFigures figures = fullQueue();
    figures.stages = metrics::FlowStages{700, 900, 59400, 400, true};
    section.setFigures(figures, {plan::Transport::Tcp, 1000, 500, {}});
    auto* view = section.findChild<ui::StageView*>();
    const QPoint place(view->width() / 2, view->height() / 2);
    QHelpEvent event(QEvent::ToolTip, place, view->mapToGlobal(place));
    QApplication::sendEvent(view, &event);
    EXPECT_TRUE(QToolTip::text().startsWith(QStringLiteral("kernel: 900 messages, ")))
        << QToolTip::text().toStdString();
}

} // namespace topomq::tests
