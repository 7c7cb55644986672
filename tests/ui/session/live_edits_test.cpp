#include "tests/ui/session/sample_topology.h"
#include "ui/session/live_edits.h"

#include <gtest/gtest.h>

namespace topomq::ui {
namespace {

TEST(RunDifference, IsEmptyForTheSameTopology)
{
    const RunDifference difference = RunDifference::between(test::pipeline(), test::pipeline());
    EXPECT_TRUE(difference.edits.empty());
    EXPECT_TRUE(difference.waiting.empty());
}

TEST(RunDifference, TakesNoNoticeOfNamesAndPlaces)
{
    model::Topology edited = test::pipeline();
    edited.nodes[0].name = "Ventilator";
    edited.nodes[0].position = model::Point{10, 20};
    const RunDifference difference = RunDifference::between(test::pipeline(), edited);
    EXPECT_TRUE(difference.edits.empty());
    EXPECT_TRUE(difference.waiting.empty());
}

TEST(RunDifference, SaysWhatASettingWasAndIsWithItsUnit)
{
    model::Topology running = test::pipeline();
    running.nodes[1].settings.set("service_time", 300);
    model::Topology edited = running;
    edited.nodes[1].settings.set("service_time", 1000);
    const RunDifference difference = RunDifference::between(running, edited);
    ASSERT_EQ(difference.edits.size(), 1U);
    EXPECT_EQ(difference.edits[0].text(),
              QStringLiteral("Worker: service time 300 → 1\u2009000 µs"));
}

TEST(RunDifference, ComparesALeftOutSettingByItsDefault)
{
    model::Topology edited = test::pipeline();
    edited.nodes[0].settings.set("size", 64);
    EXPECT_TRUE(RunDifference::between(test::pipeline(), edited).edits.empty());
}

TEST(RunDifference, WaitsWithASettingThatDoesNotFitItsRange)
{
    model::Topology edited = test::pipeline();
    edited.nodes[0].settings.set("rate", -5);
    EXPECT_TRUE(RunDifference::between(test::pipeline(), edited).edits.empty());
}

TEST(RunDifference, KnowsWhichOptionsReachARunningSocket)
{
    model::Topology edited = test::pipeline();
    edited.nodes[0].sockets[0].options.set("SNDHWM", 10);
    edited.nodes[0].sockets[0].options.set("SNDBUF", 8192);
    const RunDifference difference = RunDifference::between(test::pipeline(), edited);
    ASSERT_EQ(difference.edits.size(), 2U);
    for (const LiveEdit& edit : difference.edits)
        EXPECT_EQ(edit.isLive, edit.name == "SNDHWM") << edit.name;
}

TEST(RunDifference, ReachesEverySettingThatUsesAParameter)
{
    model::Topology running = test::pipeline();
    running.parameters = {{.name = "load", .value = 500}};
    running.nodes[0].settings.set("rate", "#load");
    running.nodes[0].sockets[0].options.set("SNDHWM", "#load * 2");
    model::Topology edited = running;
    edited.parameters[0].value = 600;
    const RunDifference difference = RunDifference::between(running, edited);
    ASSERT_EQ(difference.edits.size(), 2U);
    EXPECT_EQ(difference.edits[0].value, model::Value(600));
    EXPECT_EQ(difference.edits[1].value, model::Value(1200));
    // The same number by another name is no change.
    edited.parameters[0].value = 500;
    edited.nodes[0].settings.set("rate", 500);
    EXPECT_TRUE(RunDifference::between(running, edited).edits.empty());
    // What comes to no number is not yet there.
    edited.nodes[0].settings.set("rate", "#nobody");
    EXPECT_TRUE(RunDifference::between(running, edited).edits.empty());
}

TEST(RunDifference, LetsAddedNodesAndRemovedLinksWait)
{
    model::Topology edited = test::pipeline();
    model::Node added = edited.nodes[2];
    added.id = model::NodeId("sink2");
    added.name = "Second sink";
    edited.nodes.push_back(added);
    edited.links.pop_back();
    const RunDifference difference = RunDifference::between(test::pipeline(), edited);
    EXPECT_EQ(difference.waiting,
              (std::vector<QString>{QStringLiteral("Second sink was added"),
                                    QStringLiteral("the link Worker → Sink was removed")}));
}

TEST(RunDifference, LetsAnotherBindAddressWait)
{
    model::Topology edited = test::pipeline();
    edited.nodes[2].sockets[0].bind[0] = "tcp://127.0.0.1:*";
    EXPECT_EQ(RunDifference::between(test::pipeline(), edited).waiting,
              std::vector<QString>{QStringLiteral("the sockets of Sink changed")});
}

} // namespace
} // namespace topomq::ui
