// The canvas beside a run of the real engine.

#include "engine/roles/role_factory.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/example_library.h"
#include "ui/document/open_topology.h"
#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QTest>
#include <QToolTip>

#include <gtest/gtest.h>

namespace topomq::ui::test {
namespace {

constexpr int kPatience = 20'000;

class LiveCanvas : public testing::Test
{
protected:
    LiveCanvas()
    {
        view.resize(1280, 720);
        view.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&view));
    }

    ~LiveCanvas() override
    {
        session.stop();
        EXPECT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, kPatience));
    }

    void run(const char* example)
    {
        const Example* found = findExample(QString::fromUtf8(example));
        ASSERT_NE(found, nullptr);
        runText(found->text);
    }

    void runText(const QByteArray& text)
    {
        document.reset(openTopologyText(text, QStringLiteral("sample")).topology, {});
        ASSERT_TRUE(session.start());
        ASSERT_TRUE(
            QTest::qWaitFor([this] { return view.scene().board().hasFigures(); }, kPatience));
    }

    /// What is said about the thing at that place.
    [[nodiscard]] QString tipAt(QPoint place)
    {
        QHelpEvent event(QEvent::ToolTip, place, view.mapToGlobal(place));
        QApplication::sendEvent(&view, &event);
        return QToolTip::text();
    }

    [[nodiscard]] bool awaitTip(QPoint place, const QString& words)
    {
        return QTest::qWaitFor([&] { return tipAt(place).contains(words); }, kPatience);
    }

    [[nodiscard]] QPoint port(const char* node, const char* socket) const
    {
        return view.portPosition({model::NodeId(node), model::SocketId(socket)});
    }

    Theme theme;
    TopologyDocument document;
    RunSession session{document, roles::makeRoleFactory()};
    CanvasView view{document, &session, theme};
};

TEST_F(LiveCanvas, ThePortOfAPublisherSaysWhoWantsWhat)
{
    run("forwarder");
    EXPECT_TRUE(awaitTip(port("forwarder", "backend"), QStringLiteral("Weather only: “weather.”")));
    EXPECT_TRUE(awaitTip(port("forwarder", "backend"), QStringLiteral("Everything: everything")));
}

TEST_F(LiveCanvas, ThePortFollowsASubscriptionThatChanges)
{
    run("forwarder");
    ASSERT_TRUE(awaitTip(port("forwarder", "frontend"), QStringLiteral("everything")));
    session.order(NodeCommand::Stop, {model::NodeId("everything")});
    EXPECT_TRUE(QTest::qWaitFor(
        [this] {
            const QString tip = tipAt(port("forwarder", "frontend"));
            return tip.contains(QStringLiteral("“wind.north”"))
                && !tip.contains(QStringLiteral("everything"));
        },
        kPatience));
}

TEST_F(LiveCanvas, ALinkSaysWhatItsReceiverWants)
{
    run("pub-sub");
    EXPECT_TRUE(awaitTip(view.linkMiddle(model::LinkId("to_sport")),
                         QStringLiteral("is subscribed now to “sport.”")));
}

TEST_F(LiveCanvas, ALinkTellsItsLatencyOfTheLastMomentsFromThatOfTheWholeRun)
{
    runText(R"({ "topomq": 1, "nodes": [
      { "id": "a", "role": "source", "position": [0, 0], "settings": { "rate": 0, "count": 50 },
        "sockets": [ { "id": "out", "type": "PUSH", "bind": ["inproc://*"] } ] },
      { "id": "b", "role": "sink", "position": [400, 0],
        "sockets": [ { "id": "in", "type": "PULL" } ] } ],
      "links": [ { "id": "ab", "connect": "b.in", "bind": "a.out" } ] })");
    const QPoint place = view.linkMiddle(model::LinkId("ab"));
    EXPECT_TRUE(awaitTip(place, QStringLiteral("latency p50, p99, last 2 s")));
    EXPECT_TRUE(awaitTip(place, QStringLiteral("none came")));
    EXPECT_TRUE(tipAt(place).contains(QStringLiteral("latency p50, p99, whole run")));
}

TEST_F(LiveCanvas, ALinkInsideOfASubtopologySaysByWhichWayItsReceiverIsReached)
{
    runText(R"({ "topomq": 1, "nodes": [
      { "id": "s1", "name": "First", "role": "subtopology", "definition": "S" } ], "links": [],
      "definitions": [ { "id": "S", "nodes": [
        { "id": "a", "role": "source", "position": [0, 0], "settings": { "rate": 50 },
          "sockets": [ { "id": "out", "type": "PUB", "bind": ["inproc://*"] } ] },
        { "id": "b", "name": "Listener", "role": "sink", "position": [400, 0],
          "sockets": [ { "id": "in", "type": "SUB", "options": { "SUBSCRIBE": [""] } } ] } ],
        "links": [ { "id": "ab", "connect": "b.in", "bind": "a.out" } ] } ] })");
    ASSERT_TRUE(document.openInside({model::NodeId("s1")}));
    EXPECT_TRUE(awaitTip(view.linkMiddle(model::LinkId("ab")),
                         QStringLiteral("First/Listener is subscribed now to everything")));
}

TEST_F(LiveCanvas, ANodeThatWaitsForARestartIsMarkedUntilItIsRestarted)
{
    run("pub-sub");
    const model::NodeId weather("weather");
    model::Node changed = *document.topology().find(weather);
    changed.sockets[0].type = model::SocketType::XSub;
    document.push(QStringLiteral("Change"), model::ReplaceNode{changed});
    ASSERT_TRUE(QTest::qWaitFor([&] { return view.scene().isOutdated(weather); }, kPatience));
    EXPECT_TRUE(tipAt(view.nodeCenter(weather)).contains(QStringLiteral("restart it")));
    document.selection()->selectNode(weather);
    QAction* restart = view.canvasActions()[CanvasCommand::NodeRestart];
    EXPECT_EQ(restart->text(), QStringLiteral("Restart with the changes"));
    restart->trigger();
    EXPECT_TRUE(QTest::qWaitFor([&] { return !view.scene().isOutdated(weather); }, kPatience));
    EXPECT_EQ(restart->text(), QStringLiteral("Restart the node"));
}

TEST_F(LiveCanvas, AKilledNodeIsCalledKilled)
{
    run("pub-sub");
    session.order(NodeCommand::Kill, {model::NodeId("weather")});
    EXPECT_TRUE(awaitTip(view.nodeCenter(model::NodeId("weather")), QStringLiteral("killed: ")));
    session.order(NodeCommand::Stop, {model::NodeId("sport")});
    EXPECT_TRUE(awaitTip(view.nodeCenter(model::NodeId("sport")), QStringLiteral("stopped: ")));
}

TEST_F(LiveCanvas, ASecuredLinkSaysSoAndLooksSo)
{
    run("pub-sub");
    const model::LinkId link("to_weather");
    session.stop();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, kPatience));
    const QImage open = view.grab().toImage();
    document.selection()->selectLink(link);
    view.canvasActions()[CanvasCommand::SecureLink]->trigger();
    document.selection()->clear();
    EXPECT_TRUE(tipAt(view.linkMiddle(link)).contains(QStringLiteral("CURVE: encrypted")));
    EXPECT_NE(view.grab().toImage(), open);
}

TEST_F(LiveCanvas, ALinkToAProgramOutsideSaysWhatIsSent)
{
    // Nobody is there: what is sent waits in the queue.
    runText(R"({ "topomq": 1, "nodes": [
      { "id": "a", "role": "source", "position": [0, 0],
        "sockets": [ { "id": "out", "type": "PUSH" } ] },
      { "id": "b", "role": "external", "position": [400, 0],
        "sockets": [ { "id": "in", "type": "PULL", "bind": ["tcp://127.0.0.1:9"] } ] } ],
      "links": [ { "id": "ab", "connect": "a.out", "bind": "b.in" } ] })");
    const QPoint place = view.linkMiddle(model::LinkId("ab"));
    EXPECT_TRUE(awaitTip(place, QStringLiteral("sent per second")));
    EXPECT_FALSE(tipAt(place).contains(QStringLiteral(">0 B<")));
    const QString tip = tipAt(view.nodeCenter(model::NodeId("b")));
    EXPECT_TRUE(tip.contains(QStringLiteral("unknown")));
    EXPECT_TRUE(tip.contains(QStringLiteral("outside: a program of its own")));
    EXPECT_FALSE(tip.contains(QStringLiteral("busy"))) << "nobody here knows";
}

TEST_F(LiveCanvas, ALinkOverTcpSaysInWhichQueueItsMessagesAre)
{
    run("pub-sub");
    const QPoint place = view.linkMiddle(model::LinkId("to_weather"));
    EXPECT_TRUE(awaitTip(place, QStringLiteral("send queue")));
    EXPECT_TRUE(tipAt(place).contains(QStringLiteral("kernel")));
    EXPECT_TRUE(tipAt(place).contains(QStringLiteral("receive queue")));
}

} // namespace
} // namespace topomq::ui::test
