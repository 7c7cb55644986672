#include "tests/ui/inspector/inspector_fixture.h"

namespace topomq::tests {
namespace {

/// The same pipeline over tcp, which can be secured.
class SecurityPages : public InspectorTest
{
protected:
    SecurityPages()
    {
        model::Topology overTcp = smallPipeline();
        overTcp.nodes[0].sockets[0].bind = {"tcp://127.0.0.1:*"};
        document.reset(std::move(overTcp), {});
    }

    model::Mechanism mechanismOf(const char* ref) { return socket(ref).security.mechanism; }
};

TEST_F(SecurityPages, TheLinkPageSecuresBothEnds)
{
    document.selection()->selectLink(model::LinkId("link1"));
    click("link/secure");
    EXPECT_EQ(mechanismOf("vent.out"), model::Mechanism::Curve);
    EXPECT_EQ(mechanismOf("w1.in"), model::Mechanism::Curve);
    EXPECT_EQ(steps(), 1);
}

TEST_F(SecurityPages, TheTopologyPageTakesSecurityOffAgain)
{
    click("topology/secure");
    ASSERT_EQ(mechanismOf("vent.out"), model::Mechanism::Curve);
    click("topology/unsecure");
    EXPECT_EQ(mechanismOf("vent.out"), model::Mechanism::Null);
}

TEST_F(SecurityPages, AServerIsToldWhomToLetIn)
{
    click("topology/secure");
    document.selection()->selectNode(model::NodeId("vent"));
    click("sockets/vent.out/security");
    type("sockets/vent.out/security/allow", "w1.in");
    EXPECT_EQ(socket("vent.out").security.allow, std::vector<std::string>{"w1.in"});
}

TEST_F(SecurityPages, AMechanismIsChosenBySocket)
{
    document.selection()->selectNode(model::NodeId("vent"));
    click("sockets/vent.out/security");
    QTest::keyClick(find<QWidget>("sockets/vent.out/security/mechanism")->focusProxy(),
                    Qt::Key_Down);
    EXPECT_EQ(mechanismOf("vent.out"), model::Mechanism::Plain);
}

using AllOptions = InspectorTest;

TEST_F(AllOptions, TheSearchFindsARareOption)
{
    document.selection()->selectNode(model::NodeId("vent"));
    click("sockets/vent.out/more");
    QTest::keyClicks(find<QLineEdit>("sockets/vent.out/search"), QStringLiteral("keepalive"));
    EXPECT_TRUE(find<QWidget>("sockets/vent/out/TCP_KEEPALIVE")->isVisible());
    EXPECT_FALSE(find<QWidget>("sockets/vent/out/LINGER")->isVisible());
}

TEST_F(AllOptions, AnOptionOfTheContextIsSet)
{
    click("topology/context");
    type("context/IO_THREADS", "2");
    const model::Value* value = document.topology().context.find("IO_THREADS");
    ASSERT_NE(value, nullptr);
    EXPECT_EQ(*value, model::Value(2));
}

TEST_F(AllOptions, ATransportThatIsNotThereIsGreyedWithItsReason)
{
    document.selection()->selectNode(model::NodeId("vent"));
    const auto* box = find<QComboBox>("bind/vent.out/0/transport");
    const int norm = box->findText(QStringLiteral("norm"));
    ASSERT_GE(norm, 0);
    EXPECT_FALSE(box->model()->flags(box->model()->index(norm, 0)).testFlag(Qt::ItemIsEnabled));
    EXPECT_FALSE(box->itemData(norm, Qt::ToolTipRole).toString().isEmpty());
}

} // namespace
} // namespace topomq::tests
