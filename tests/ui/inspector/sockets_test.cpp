#include "tests/ui/inspector/inspector_fixture.h"

#include <QCheckBox>
#include <QPlainTextEdit>

namespace topomq::tests {

namespace {

class Sockets : public InspectorTest
{ };

const std::vector<std::string> kFirstAddress{"inproc://*"};

} // namespace

TEST_F(Sockets, AddingOneGivesItAFreeId)
{
    document.selection()->selectNode(model::NodeId("vent"));
    menuEntry("addSocket", "PUB")->trigger();
    ASSERT_EQ(node("vent").sockets.size(), 2U);
    EXPECT_EQ(node("vent").sockets[1].id.text(), "out2");
    EXPECT_EQ(node("vent").sockets[1].type, model::SocketType::Pub);
    EXPECT_EQ(steps(), 1);
}

TEST_F(Sockets, OneThatIsAddedGetsACard)
{
    document.selection()->selectNode(model::NodeId("vent"));
    menuEntry("addSocket", "PUB")->trigger();
    EXPECT_NE(panel.findChild<QComboBox*>(QStringLiteral("sockets/vent.out2/type")), nullptr);
}

TEST_F(Sockets, AnotherTypeKeepsTheLinks)
{
    document.selection()->selectNode(model::NodeId("vent"));
    choose("sockets/vent.out/type", "PUB");
    EXPECT_EQ(socket("vent.out").type, model::SocketType::Pub);
    EXPECT_EQ(document.topology().links.size(), 2U);
}

TEST_F(Sockets, ChoosingATypeKeepsTheFocus)
{
    document.selection()->selectNode(model::NodeId("vent"));
    choose("sockets/vent.out/type", "PUB");
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    EXPECT_TRUE(find<QComboBox>("sockets/vent.out/type")->hasFocus());
}

TEST_F(Sockets, RemovingOneTakesItsLinksAlong)
{
    document.selection()->selectNode(model::NodeId("w1"));
    click("sockets/w1.out/remove");
    EXPECT_EQ(node("w1").sockets.size(), 1U);
    EXPECT_EQ(document.topology().links.size(), 1U);
    EXPECT_EQ(steps(), 1);
}

TEST_F(Sockets, AnAddressIsTakenWhenItIsOne)
{
    document.selection()->selectNode(model::NodeId("vent"));
    type("bind/vent.out/0", "tcp://127.0.0.1:5555");
    EXPECT_EQ(socket("vent.out").bind.front(), "tcp://127.0.0.1:5555");
}

TEST_F(Sockets, APortThatIsNoneIsNeverPushed)
{
    document.selection()->selectNode(model::NodeId("vent"));
    choose("bind/vent.out/0/transport", "tcp");
    type("bind/vent.out/0", "127.0.0.1:99999");
    EXPECT_NE(socket("vent.out").bind.front(), "tcp://127.0.0.1:99999");
    EXPECT_FALSE(find<QLabel>("bind/vent.out/0/problem")->isHidden());
    EXPECT_TRUE(find<QLabel>("bind/vent.out/0/problem")->text().contains(QStringLiteral("99999")));
}

TEST_F(Sockets, AnotherTransportStartsFromAFreshAddress)
{
    document.selection()->selectNode(model::NodeId("vent"));
    choose("bind/vent.out/0/transport", "ipc");
    EXPECT_EQ(socket("vent.out").bind.front(), "ipc://*");
}

TEST_F(Sockets, AnAddressCanBeAdded)
{
    document.selection()->selectNode(model::NodeId("vent"));
    menuEntry("sockets/vent.out/addAddress", "ipc://*")->trigger();
    EXPECT_EQ(socket("vent.out").bind, (std::vector<std::string>{"inproc://*", "ipc://*"}));
}

TEST_F(Sockets, AnAddressGoesWithItsLinks)
{
    document.selection()->selectNode(model::NodeId("vent"));
    click("bind/vent.out/0/remove");
    EXPECT_TRUE(socket("vent.out").bind.empty());
    EXPECT_EQ(document.topology().links.size(), 1U);
}

TEST_F(Sockets, AHighWaterMarkIsTyped)
{
    document.selection()->selectNode(model::NodeId("vent"));
    type("sockets/vent/out/SNDHWM", "25");
    EXPECT_EQ(model::integerOption(socket("vent.out"), "SNDHWM"), 25);
    EXPECT_EQ(steps(), 1);
}

TEST_F(Sockets, OtherOptionsUnfold)
{
    document.selection()->selectNode(model::NodeId("vent"));
    EXPECT_FALSE(find<QWidget>("sockets/vent/out/LINGER")->isVisible());
    click("sockets/vent.out/more");
    EXPECT_TRUE(find<QWidget>("sockets/vent/out/LINGER")->isVisible());
}

TEST_F(Sockets, OptionsOfAnotherTypeAreNotOffered)
{
    document.selection()->selectNode(model::NodeId("vent"));
    EXPECT_EQ(panel.findChild<QWidget*>(QStringLiteral("sockets/vent/out/ROUTER_MANDATORY")),
              nullptr);
}

TEST_F(Sockets, EverythingIsTheEmptyPrefix)
{
    document.selection()->selectNode(model::NodeId("sink"));
    choose("sockets/sink.in/type", "SUB");
    QWidget* editor = find<QWidget>("sockets/sink/in/SUBSCRIBE");
    QTest::keyClick(editor->findChild<QCheckBox*>(), Qt::Key_Space);
    const model::Value* value = socket("sink.in").options.find("SUBSCRIBE");
    ASSERT_NE(value, nullptr);
    EXPECT_EQ(*value, model::Value(model::Array{""}));
}

TEST_F(Sockets, AnAddressIsNotLostWhileItIsTyped)
{
    document.selection()->selectNode(model::NodeId("vent"));
    type("bind/vent.out/0", "feed");
    EXPECT_EQ(socket("vent.out").bind, (std::vector<std::string>{"inproc://feed"}));
    EXPECT_EQ(steps(), 1);
    document.undoStack()->undo();
    EXPECT_EQ(socket("vent.out").bind, kFirstAddress);
}

} // namespace topomq::tests
