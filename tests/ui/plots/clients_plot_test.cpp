#include "engine/roles/role_factory.h"
#include "tests/support/topology_builder.h"
#include "ui/document/example_library.h"
#include "ui/document/open_topology.h"
#include "ui/document/topology_document.h"
#include "ui/plots/clients_plot.h"
#include "ui/plots/plots_panel.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QToolTip>

#include <gtest/gtest.h>

namespace topomq::ui {
namespace {

constexpr int kPatience = 30'000;

model::Topology publisherOf(const char* address, int subscribers)
{
    using model::Role;
    tests::TopologyBuilder builder;
    builder.node("pub", Role::Source).setting("rate", 200).setting("size", 1000);
    builder.socket("out", model::SocketType::Pub, {address});
    for (int i = 0; i < subscribers; ++i) {
        const std::string name = "sub" + std::to_string(i);
        builder.node(name, Role::Sink).socket("in", model::SocketType::Sub);
        builder.option("SUBSCRIBE", model::Array{""});
        builder.link(name + ".in", "pub.out");
    }
    return builder;
}

double perMessage(const ClientsPoint& point)
{
    return point.bytesPerSecond / point.messagesPerSecond;
}

class ClientsPlotTest : public testing::Test
{
protected:
    ClientsPlotTest()
    {
        panel.resize(1200, 320);
        panel.show();
        QTest::qWait(0);
    }

    ~ClientsPlotTest() override
    {
        session.stop();
        EXPECT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, kPatience));
    }

    void open(const char* address) { document.reset(publisherOf(address, 3), {}); }

    /// In the menu of the figures.
    void choosePlot()
    {
        auto* button = panel.findChild<QToolButton*>(QStringLiteral("plotsFigures"));
        QTimer::singleShot(0, button, [button] {
            QMenu* menu = button->menu();
            QAction* entry = menu->actions().last();
            QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(entry).center());
        });
        QTest::mouseClick(button, Qt::LeftButton);
    }

    [[nodiscard]] const ClientsPicture& picture() const { return panel.clientsPlot()->picture(); }

    [[nodiscard]] bool awaitPoint(int clients)
    {
        return QTest::qWaitFor(
            [&] { return !picture().lines.empty() && picture().lines[0].points.contains(clients); },
            kPatience);
    }

    Theme theme;
    TopologyDocument document;
    RunSession session{document, roles::makeRoleFactory()};
    PlotsPanel panel{document, session, theme, nullptr};
};

TEST_F(ClientsPlotTest, ComesAndGoesWithItsEntryInTheMenu)
{
    EXPECT_FALSE(panel.clientsPlot()->isVisible());
    choosePlot();
    EXPECT_TRUE(panel.clientsPlot()->isVisible());
    choosePlot();
    EXPECT_FALSE(panel.clientsPlot()->isVisible());
}

TEST_F(ClientsPlotTest, SaysWhatToDoBeforeTheRun)
{
    choosePlot();
    EXPECT_TRUE(picture().emptyText.contains(QStringLiteral("F5")));
}

TEST_F(ClientsPlotTest, EachNumberOfClientsAddsAPoint)
{
    open("tcp://127.0.0.1:*");
    choosePlot();
    ASSERT_TRUE(session.start());
    ASSERT_TRUE(awaitPoint(3));
    EXPECT_FALSE(picture().hint.isEmpty());
    session.order(NodeCommand::Stop, {model::NodeId("sub1"), model::NodeId("sub2")});
    ASSERT_TRUE(awaitPoint(1));
    EXPECT_TRUE(picture().hint.isEmpty());
    EXPECT_EQ(picture().lines[0].name, QStringLiteral("pub · tcp"));
    EXPECT_EQ(picture().lines[0].clientsNow, 1);
    const auto& points = picture().lines[0].points;
    EXPECT_GT(perMessage(points.at(3)), 2 * perMessage(points.at(1)));
}

TEST_F(ClientsPlotTest, GathersPointsWhileItIsNotOnView)
{
    open("tcp://127.0.0.1:*");
    ASSERT_TRUE(session.start());
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return session.hasFigures() && session.latest()->time > 4; }, kPatience));
    session.stop();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, kPatience));
    choosePlot();
    EXPECT_TRUE(picture().lines.at(0).points.contains(3));
}

TEST_F(ClientsPlotTest, SaysWhyInprocHasNoPoints)
{
    open("inproc://*");
    choosePlot();
    ASSERT_TRUE(session.start());
    EXPECT_TRUE(QTest::qWaitFor(
        [this] { return picture().emptyText.contains(QStringLiteral("inproc")); }, kPatience));
}

TEST_F(ClientsPlotTest, ItsExampleOpensWithoutEpgmAndSaysWhyItDoesNotRun)
{
    const Example* example = findExample(QStringLiteral("multicast-beside-unicast"));
    ASSERT_NE(example, nullptr);
    const OpenResult opened = openTopologyText(example->text, example->name);
    ASSERT_TRUE(opened.isOpen());
    document.reset(opened.topology, {});
    document.setCapabilities({});
    QString why;
    QObject::connect(&session, &RunSession::refused, &session,
                     [&why](const std::vector<model::Finding>& findings) {
                         for (const model::Finding& finding : findings)
                             why += QString::fromStdString(finding.message);
                     });
    EXPECT_FALSE(session.start());
    EXPECT_TRUE(why.contains(QStringLiteral("epgm is not available here"))) << why.toStdString();
}

TEST_F(ClientsPlotTest, APointTellsItsFigures)
{
    ClientsPlot plot(theme, QStringLiteral("Traffic"), {}, nullptr);
    plot.resize(500, 240);
    plot.show();
    ClientsPicture picture;
    picture.lines = {{QStringLiteral("News · tcp"), {{1, {100'000, 100}}, {4, {400'000, 100}}}, 4},
                     {QStringLiteral("News · epgm"), {{4, {110'000, 100}}}, {}}};
    plot.setPicture(picture);
    const QPoint place = plot.placeOf(0, 4)->toPoint();
    QHelpEvent event(QEvent::ToolTip, place, plot.mapToGlobal(place));
    QApplication::sendEvent(&plot, &event);
    EXPECT_EQ(QToolTip::text(),
              QStringLiteral("News · tcp: 4 clients, %1 at %2")
                  .arg(humanByteRate(400'000), humanRate(100)));
    EXPECT_LT(plot.placeOf(0, 4)->y(), plot.placeOf(1, 4)->y());
    EXPECT_DOUBLE_EQ(plot.placeOf(0, 4)->x(), plot.placeOf(1, 4)->x());
    EXPECT_TRUE(plot.textAt({2, 230}).isEmpty());
}

} // namespace
} // namespace topomq::ui
