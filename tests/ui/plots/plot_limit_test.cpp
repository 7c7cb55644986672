// The limit in the plot of queue depths.

#include "engine/roles/role_factory.h"
#include "tests/ui/session/sample_topology.h"
#include "ui/document/selection.h"
#include "ui/document/topology_document.h"
#include "ui/plots/plots_panel.h"
#include "ui/plots/time_plot.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QTest>

#include <gtest/gtest.h>

#include <string>

namespace topomq::ui {
namespace {

constexpr int kPatience = 30'000;

class PlotLimitTest : public testing::Test
{
protected:
    PlotLimitTest()
    {
        document.reset(test::pipeline(), {});
        panel.resize(1200, 320);
        panel.show();
        QTest::qWait(0);
    }

    void run()
    {
        ASSERT_TRUE(session.start());
        ASSERT_TRUE(QTest::qWaitFor([this] { return session.history().size() >= 5; }, kPatience));
    }

    void stop()
    {
        session.stop();
        ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, kPatience));
    }

    TimePlot& depth() { return *panel.plots().at(0); }

    Theme theme;
    TopologyDocument document;
    RunSession session{document, roles::makeRoleFactory()};
    PlotsPanel panel{document, session, theme, nullptr};
};

TEST_F(PlotLimitTest, NamesTheLimitOfTheQueues)
{
    run();
    ASSERT_TRUE(
        QTest::qWaitFor([this] { return !depth().overlay().limitText.isEmpty(); }, kPatience));
    EXPECT_EQ(depth().overlay().limitText, QStringLiteral("limit 2\u2009000 (SNDHWM + RCVHWM)"));
}

TEST_F(PlotLimitTest, ALimitIsNoCeilingWhereTheKernelTakesMore)
{
    run();
    ASSERT_TRUE(
        QTest::qWaitFor([this] { return !depth().overlay().limitText.isEmpty(); }, kPatience));
    EXPECT_TRUE(depth().overlay().limitIsCeiling);
    stop();
    model::Topology topology = test::pipeline();
    for (model::Node& node : topology.nodes) {
        for (model::Socket& socket : node.sockets) {
            for (std::string& address : socket.bind)
                address = "tcp://127.0.0.1:*";
        }
    }
    document.reset(topology, {});
    run();
    ASSERT_TRUE(
        QTest::qWaitFor([this] { return !depth().overlay().limitText.isEmpty(); }, kPatience));
    EXPECT_FALSE(depth().overlay().limitIsCeiling);
    EXPECT_EQ(depth().overlay().limitText,
              QStringLiteral("limit 2\u2009000 (SNDHWM + RCVHWM), and the kernel takes more"));
}

TEST_F(PlotLimitTest, NamesTheLimitAfterARunOfAMoment)
{
    run();
    stop();
    EXPECT_FALSE(depth().overlay().limitText.isEmpty());
}

TEST_F(PlotLimitTest, IsNamedOnlyForTheSelectedLinkWhereOthersHaveAnother)
{
    model::Topology topology = test::pipeline();
    topology.nodes.back().sockets.front().options.set("RCVHWM", std::int64_t{10});
    document.reset(topology, {});
    run();
    const auto text = [this] { return depth().overlay().limitText; };
    ASSERT_TRUE(QTest::qWaitFor([this] { return depth().picture().lines.size() == 2; }, kPatience));
    EXPECT_EQ(text(), QString());
    document.selection()->selectLink(model::LinkId("result"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return !text().isEmpty(); }, kPatience));
    EXPECT_EQ(text(), QStringLiteral("limit of Worker → Sink: 1\u2009010 (SNDHWM + RCVHWM)"));
    document.selection()->selectLink(model::LinkId("task"));
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return text().startsWith(QStringLiteral("limit of Source")); }, kPatience));
    EXPECT_EQ(text(), QStringLiteral("limit of Source → Worker: 2\u2009000 (SNDHWM + RCVHWM)"));
}

} // namespace
} // namespace topomq::ui
