// The live subscriptions of examples that really run.

#include "engine/roles/role_factory.h"
#include "tests/ui/inspector/inspector_fixture.h"
#include "ui/document/example_library.h"
#include "ui/document/open_topology.h"
#include "ui/inspector/subscription_list.h"

namespace topomq::tests {
namespace {

class Subscriptions : public testing::Test
{
protected:
    Subscriptions()
    {
        panel.resize(300, 900);
        panel.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&panel));
        panel.activateWindow();
    }

    ~Subscriptions() override
    {
        session.stop();
        EXPECT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, 20000));
    }

    void run(const char* example)
    {
        const ui::Example* found = ui::findExample(QString::fromUtf8(example));
        ASSERT_NE(found, nullptr);
        document.reset(ui::openTopologyText(found->text, found->name).topology, {});
        ASSERT_TRUE(session.start());
    }

    [[nodiscard]] QString shown(const char* list)
    {
        const auto* found = panel.findChild<ui::SubscriptionList*>(QString::fromUtf8(list));
        return found == nullptr ? QString() : found->text();
    }

    [[nodiscard]] bool awaitShown(const char* list, const QString& wanted)
    {
        return QTest::qWaitFor([&] { return shown(list) == wanted; }, 20000);
    }

    /// Types other subscriptions into the field of a socket.
    void subscribe(const char* field, const QString& prefixes)
    {
        QWidget* lines = panel.findChild<QWidget*>(QString::fromUtf8(field))->focusProxy();
        lines->setFocus(Qt::TabFocusReason);
        QTest::keyClick(lines, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(lines, prefixes);
        QTest::keyClick(lines, Qt::Key_Tab);
    }

    ui::Theme theme;
    ui::TopologyDocument document;
    ui::RunSession session{document, roles::makeRoleFactory()};
    ui::InspectorPanel panel{document, session, theme};
};

TEST_F(Subscriptions, ALinkSaysWhatItsReceiverWantsNow)
{
    run("pub-sub");
    document.selection()->selectLink(model::LinkId("to_weather"));
    EXPECT_TRUE(awaitShown("link/subscriptions", QStringLiteral("“weather.”")))
        << shown("link/subscriptions").toStdString();
}

TEST_F(Subscriptions, ASubscriberFollowsWhatIsTypedWhileItRuns)
{
    run("pub-sub");
    document.selection()->selectNode(model::NodeId("weather"));
    ASSERT_TRUE(awaitShown("sockets/weather.in/subscriptions", QStringLiteral("“weather.”")));
    subscribe("sockets/weather/in/SUBSCRIBE", QStringLiteral("sport."));
    EXPECT_TRUE(awaitShown("sockets/weather.in/subscriptions", QStringLiteral("“sport.”")));
}

TEST_F(Subscriptions, APublisherSaysWhoWantsWhat)
{
    run("pub-sub");
    document.selection()->selectNode(model::NodeId("publisher"));
    EXPECT_TRUE(QTest::qWaitFor(
        [this] {
            const QString text = shown("sockets/publisher.out/subscriptions");
            return text.contains(QStringLiteral("Weather: “weather.”"))
                && text.contains(QStringLiteral("Archive: everything"));
        },
        20000));
}

TEST_F(Subscriptions, AForwarderPassesThemOnWhenASubscriberGoes)
{
    run("forwarder");
    document.selection()->selectLink(model::LinkId("from_north"));
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return shown("link/subscriptions").contains(QStringLiteral("everything")); },
        20000));
    session.order(ui::NodeCommand::Stop, {model::NodeId("everything")});
    EXPECT_TRUE(QTest::qWaitFor(
        [this] {
            const QString text = shown("link/subscriptions");
            return !text.contains(QStringLiteral("everything"))
                && text.contains(QStringLiteral("“weather.”"))
                && text.contains(QStringLiteral("“wind.north”"));
        },
        20000))
        << shown("link/subscriptions").toStdString();
}

TEST_F(Subscriptions, AreGoneWhenTheRunHasEnded)
{
    run("pub-sub");
    document.selection()->selectLink(model::LinkId("to_weather"));
    ASSERT_TRUE(awaitShown("link/subscriptions", QStringLiteral("“weather.”")));
    session.stop();
    EXPECT_TRUE(awaitShown("link/subscriptions", QString()));
}

} // namespace
} // namespace topomq::tests
