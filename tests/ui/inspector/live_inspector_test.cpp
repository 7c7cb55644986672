#include "engine/roles/role_factory.h"
#include "tests/ui/inspector/inspector_fixture.h"
#include "ui/inspector/figure_list.h"

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

} // namespace topomq::tests
