#include "engine/roles/role_factory.h"
#include "tests/support/namesake_file.h"
#include "tests/ui/inspector/inspector_fixture.h"
#include "ui/inspector/figure_list.h"

#include <QPushButton>

#include <gmock/gmock.h>

namespace topomq::tests {

namespace {

/// The same small pipeline, really run.
class LiveInspector : public testing::Test
{
protected:
    LiveInspector()
    {
        document.reset(smallPipeline(), {});
        panel.resize(300, 900);
        panel.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&panel));
        panel.activateWindow();
    }

    ~LiveInspector() override
    {
        session.stop();
        EXPECT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, 20000));
    }

    QString figure(const char* list, const char* label)
    {
        auto* figures = panel.findChild<ui::FigureList*>(QString::fromUtf8(list));
        return figures == nullptr ? QString() : figures->valueOf(QString::fromUtf8(label));
    }

    ui::Theme theme;
    ui::TopologyDocument document;
    ui::RunSession session{document, roles::makeRoleFactory()};
    ui::InspectorPanel panel{document, session, theme};
};

} // namespace

TEST_F(LiveInspector, ShowsWhatALinkReceived)
{
    document.selection()->selectLink(model::LinkId("link2"));
    ASSERT_TRUE(session.start());
    EXPECT_TRUE(
        QTest::qWaitFor([this] { return figure("flow/counts", "received").toInt() > 3; }, 20000));
}

TEST_F(LiveInspector, ShowsTheStateOfANode)
{
    document.selection()->selectNode(model::NodeId("vent"));
    ASSERT_TRUE(session.start());
    EXPECT_TRUE(
        QTest::qWaitFor([this] { return !figure("node/figures", "state").isEmpty(); }, 20000));
}

TEST_F(LiveInspector, ShowsTheFiguresOfARunThatIsAllInsideOfSubtopologies)
{
    model::Topology topology = namesakes();
    std::erase_if(topology.nodes,
                  [](const model::Node& node) { return node.role != model::Role::Subtopology; });
    topology.links.clear();
    document.reset(topology, {});
    const auto showsFigures = [this] {
        return !figure("topology/counts", "throughput").isEmpty()
            && !figure("topology/counts", "in flight").isEmpty()
            && !figure("topology/counts", "dropped").isEmpty();
    };
    ASSERT_FALSE(showsFigures());
    ASSERT_TRUE(session.start());
    EXPECT_TRUE(QTest::qWaitFor(showsFigures, 20000));
    session.stop();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, 20000));
    EXPECT_TRUE(showsFigures());
    document.push(QStringLiteral("Remove"),
                  model::Batch{{model::RemoveNode{model::NodeId("stage1")},
                                model::RemoveNode{model::NodeId("stage2")}}});
    EXPECT_TRUE(QTest::qWaitFor([&] { return !showsFigures(); }, 20000));
}

TEST_F(LiveInspector, ShowsWhatSeveralLinksComeTo)
{
    document.selection()->set({model::NodeId("vent"), model::NodeId("w1"), model::NodeId("sink")},
                              {});
    EXPECT_TRUE(figure("several/figures", "in flight").isEmpty());
    ASSERT_TRUE(session.start());
    EXPECT_TRUE(QTest::qWaitFor(
        [this] {
            return !figure("several/figures", "in flight").isEmpty()
                && !figure("several/figures", "dropped").isEmpty();
        },
        20000));
}

TEST_F(LiveInspector, ShowsWhatAGroupComesTo)
{
    model::Topology grouped = smallPipeline();
    grouped.groups = {{.id = model::GroupId("g"),
                       .title = "First half",
                       .members = {model::NodeId("vent"), model::NodeId("w1")}}};
    document.reset(grouped, {});
    document.selection()->selectGroup(model::GroupId("g"));
    ASSERT_TRUE(session.start());
    EXPECT_TRUE(
        QTest::qWaitFor([this] { return !figure("group/figures", "in flight").isEmpty(); }, 20000));
}

TEST_F(LiveInspector, ShowsWhatAnInstanceOfASubtopologyDoes)
{
    document.reset(namesakes(), {});
    document.selection()->selectNode(model::NodeId("stage1"));
    EXPECT_TRUE(figure("node/figures", "nodes").isEmpty());
    ASSERT_TRUE(session.start());
    EXPECT_TRUE(QTest::qWaitFor(
        [this] {
            return !figure("node/figures", "nodes").isEmpty()
                && !figure("node/figures", "in").isEmpty()
                && !figure("node/figures", "in flight inside").isEmpty();
        },
        20000));
}

TEST_F(LiveInspector, ANodeInThePlaceOfOneThatRanNeverRan)
{
    ASSERT_TRUE(session.start());
    ASSERT_TRUE(QTest::qWaitFor([this] { return session.hasFigures(); }, 20000));
    session.stop();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, 20000));
    model::Node other = *document.topology().find(model::NodeId("w1"));
    document.selection()->selectNode(other.id);
    ASSERT_FALSE(figure("node/figures", "state").isEmpty());
    document.push(QStringLiteral("Delete"), model::RemoveNode{other.id});
    other.name = "Other";
    document.push(QStringLiteral("Add"), model::AddNode{other, {}});
    document.selection()->selectNode(other.id);
    EXPECT_TRUE(figure("node/figures", "state").isEmpty());
    document.selection()->clear();
    document.undoStack()->undo();
    document.undoStack()->undo();
    document.selection()->selectNode(other.id);
    EXPECT_FALSE(figure("node/figures", "state").isEmpty());
}

TEST_F(LiveInspector, NamesWhoHoldsANodeUpAndLeadsThere)
{
    model::Topology congested = smallPipeline();
    congested.nodes[0].settings.set("rate", 0);
    congested.nodes[2].settings.set("service_time", 20'000);
    for (model::Node& node : congested.nodes) {
        for (model::Socket& socket : node.sockets) {
            socket.options.set("SNDHWM", 5);
            socket.options.set("RCVHWM", 5);
        }
    }
    document.reset(congested, {});
    document.selection()->selectNode(model::NodeId("vent"));
    ASSERT_TRUE(session.start());
    auto* heldUp = panel.findChild<QLabel*>(QStringLiteral("node/heldUp"));
    ASSERT_NE(heldUp, nullptr);
    ASSERT_TRUE(QTest::qWaitFor(
        [&] {
            return heldUp->isVisible()
                && heldUp->text().contains(QStringLiteral(">Worker 1</a> → "))
                && heldUp->text().contains(QStringLiteral(">sink</a>, busy"));
        },
        20000))
        << heldUp->text().toStdString();
    EXPECT_EQ(figure("node/figures", "state"), QStringLiteral("● blocked"));
    const int before =
        QFontMetrics(heldUp->font()).horizontalAdvance(QStringLiteral("Held up by Wor"));
    QTest::mouseClick(heldUp, Qt::LeftButton, {},
                      QPoint(before, QFontMetrics(heldUp->font()).height() / 2));
    EXPECT_EQ(document.selection()->nodes(), std::set{model::NodeId("w1")});
    model::Node renamed = *document.topology().find(model::NodeId("w1"));
    renamed.name = "Smith";
    document.push(QStringLiteral("Rename"), model::ReplaceNode{renamed});
    document.selection()->selectNode(model::NodeId("vent"));
    heldUp = panel.findChild<QLabel*>(QStringLiteral("node/heldUp"));
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return heldUp->text().contains(QStringLiteral(">Smith</a> → ")); }, 20000))
        << heldUp->text().toStdString();
}

TEST_F(LiveInspector, StopsANodeByItsButtonAndSaysThatItsSocketIsClosed)
{
    document.selection()->selectNode(model::NodeId("w1"));
    ASSERT_TRUE(session.start());
    auto* stage = panel.findChild<QLabel*>(QStringLiteral("sockets/w1.in/stage"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return stage->text().contains(u"active"); }, 20000));
    auto* stop = panel.findChild<QWidget*>(
        QStringLiteral("node/command%1").arg(static_cast<int>(ui::NodeCommand::Stop)));
    ASSERT_TRUE(QTest::qWaitFor([&] { return stop->isVisible(); }, 20000));
    QTest::mouseClick(stop, Qt::LeftButton);
    EXPECT_TRUE(QTest::qWaitFor([&] { return stage->text().contains(u"closed"); }, 20000));
}

TEST_F(LiveInspector, ASourceSendsOneByItsButtonAndSaysWhyItDoesNot)
{
    const model::NodeId vent("vent");
    // Looked up each time: another node has other buttons.
    const auto button = [this](ui::NodeCommand command) {
        return panel.findChild<QPushButton*>(
            QStringLiteral("node/command%1").arg(static_cast<int>(command)));
    };
    const auto isShown = [&](ui::NodeCommand command) {
        const QPushButton* found = button(command);
        return found != nullptr && found->isVisible();
    };
    const auto isReady = [&] {
        return isShown(ui::NodeCommand::Send) && button(ui::NodeCommand::Send)->isEnabled();
    };
    document.selection()->selectNode(vent);
    ASSERT_TRUE(session.start());
    ASSERT_TRUE(QTest::qWaitFor(isReady, 20000));
    QTest::mouseClick(button(ui::NodeCommand::Send), Qt::LeftButton);
    ASSERT_FALSE(session.marks().empty());
    EXPECT_EQ(session.marks().back().text, QStringLiteral("Ventilator: one message by hand"));
    session.order(ui::NodeCommand::Freeze, {vent});
    EXPECT_TRUE(QTest::qWaitFor([&] { return !isReady(); }, 20000));
    EXPECT_TRUE(isShown(ui::NodeCommand::Send));
    EXPECT_TRUE(button(ui::NodeCommand::Send)->toolTip().contains(u"(frozen: thaw it first)"));
    document.selection()->selectNode(model::NodeId("w1"));
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return isShown(ui::NodeCommand::Stop) && !isShown(ui::NodeCommand::Send); }, 20000));
}

TEST_F(LiveInspector, FiguresDoNotDisturbTyping)
{
    document.selection()->selectNode(model::NodeId("w1"));
    ASSERT_TRUE(session.start());
    ASSERT_TRUE(QTest::qWaitFor([this] { return session.hasFigures(); }, 20000));
    auto* editor = panel.findChild<QWidget*>(QStringLiteral("settings/service_time"));
    editor->focusProxy()->setFocus();
    QTest::keyClicks(editor->focusProxy(), QStringLiteral("12"));
    const auto sequence = session.latest()->sequence;
    ASSERT_TRUE(QTest::qWaitFor(
        [this, sequence] { return session.latest()->sequence > sequence + 5; }, 20000));
    QTest::keyClicks(editor->focusProxy(), QStringLiteral("5"));
    QTest::keyClick(editor->focusProxy(), Qt::Key_Return);
    EXPECT_EQ(model::settingsOf(*document.topology().find(model::NodeId("w1"))).serviceTime.a, 125);
    EXPECT_EQ(document.undoStack()->count(), 1);
}

TEST_F(LiveInspector, ANumberReachesTheRunOnlyWhenItIsComplete)
{
    document.selection()->selectNode(model::NodeId("w1"));
    ASSERT_TRUE(session.start());
    ASSERT_TRUE(QTest::qWaitFor([this] { return session.hasFigures(); }, 20000));
    std::vector<double> seen;
    QObject::connect(&document, &ui::TopologyDocument::changed, &panel, [&] {
        const model::Node& node = *document.topology().find(model::NodeId("w1"));
        seen.push_back(model::settingsOf(node).serviceTime.a);
    });
    auto* editor = panel.findChild<QWidget*>(QStringLiteral("settings/service_time"));
    editor->focusProxy()->setFocus();
    QTest::keyClicks(editor->focusProxy(), QStringLiteral("500"));
    EXPECT_THAT(seen, testing::IsEmpty());
    QTest::keyClick(editor->focusProxy(), Qt::Key_Return);
    EXPECT_THAT(seen, testing::ElementsAre(500));
    const auto worker = session.nodeIndex(model::NodeId("w1"));
    EXPECT_EQ(session.plan().nodes[*worker].settings.serviceTime.a, 500);
}

TEST_F(LiveInspector, APasswordThatChangesWhileItRunsOffersARestartOfItsUser)
{
    model::Topology topology = smallPipeline();
    topology.nodes[0].sockets[0].bind = {"tcp://127.0.0.1:*"};
    topology.nodes[0].sockets[0].security = {.mechanism = model::Mechanism::Plain, .server = true};
    topology.nodes[1].sockets[0].security = {.mechanism = model::Mechanism::Plain,
                                             .username = "worker"};
    document.reset(std::move(topology), {});
    document.selection()->selectLink(model::LinkId("link1"));
    ASSERT_TRUE(session.start());
    const auto received = [this] {
        const QString figure = this->figure("flow/counts", "received");
        return QString(figure).remove(QChar(0x2009)).remove(QChar(0x202f)).toInt();
    };
    ASSERT_TRUE(QTest::qWaitFor([&] { return received() > 3; }, 20000));
    auto* line = panel.findChild<QLineEdit*>(QStringLiteral("password/worker"));
    ASSERT_NE(line, nullptr);
    line->setFocus(Qt::TabFocusReason);
    QTest::keyClick(line, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(line, QStringLiteral("another one"));
    QTest::keyClick(line, Qt::Key_Return);
    const model::NodeId worker("w1");
    EXPECT_TRUE(session.isOutdated(worker));
    EXPECT_TRUE(session.waitingText().contains(QStringLiteral("Worker 1")));
    session.order(ui::NodeCommand::Restart, {worker});
    EXPECT_FALSE(session.isOutdated(worker));
    const int before = received();
    EXPECT_TRUE(QTest::qWaitFor([&] { return received() > before + 3; }, 20000))
        << "both sides have the new password";
    for (const runtime::RuntimeEvent& event : session.events())
        EXPECT_FALSE(event.error) << event.event << ' ' << event.detail;
}

} // namespace topomq::tests
