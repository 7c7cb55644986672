#include "ui/canvas/figure_text.h"
#include "ui/canvas/link_painter.h"
#include "ui/canvas/motion.h"

#include <gtest/gtest.h>

namespace topomq::ui {
namespace {

metrics::FlowFigures flow(std::uint64_t depth, std::uint64_t limit)
{
    metrics::FlowFigures figures;
    figures.inFlight = depth;
    figures.limit = limit;
    return figures;
}

Fill fillOf(std::uint64_t depth, std::uint64_t limit)
{
    return pressureOf(flow(depth, limit)).fill;
}

TEST(QueueFill, StaysCalmUpToSixtyPercent)
{
    EXPECT_EQ(fillOf(1200, 2000), Fill::Calm);
}

TEST(QueueFill, WarnsAboveSixtyPercent)
{
    EXPECT_EQ(fillOf(1201, 2000), Fill::Warn);
    EXPECT_EQ(fillOf(1700, 2000), Fill::Warn);
}

TEST(QueueFill, IsBadAboveEightyFivePercent)
{
    EXPECT_EQ(fillOf(1701, 2000), Fill::Bad);
}

TEST(QueueFill, IsFullAtTheLimitAndAbove)
{
    EXPECT_EQ(fillOf(2000, 2000), Fill::Full);
    EXPECT_EQ(fillOf(5000, 2000), Fill::Full);
}

TEST(QueueFill, IsNeverFullWithoutALimit)
{
    EXPECT_EQ(fillOf(1'000'000, 0), Fill::Calm);
    EXPECT_FALSE(fillShare(1'000'000, 0).has_value());
}

TEST(QueueFill, IsUnknownWhereTheDepthIs)
{
    EXPECT_FALSE(fillShare(std::nullopt, 2000).has_value());
}

TEST(LinkWidth, GrowsInFiveStepsWithTheBytes)
{
    EXPECT_EQ(widthStep(0), 0);
    EXPECT_EQ(widthStep(50e3), 1);
    EXPECT_EQ(widthStep(300e3), 2);
    EXPECT_EQ(widthStep(5e6), 3);
    EXPECT_EQ(widthStep(1e9), 4);
    for (int step = 0; step < 4; ++step)
        EXPECT_LT(widthOf(step), widthOf(step + 1));
}

TEST(MovingDots, FlowFasterAndDenserTheHigherTheRate)
{
    double rate = 16;
    for (double next = rate * 2; next < 2e6; next *= 2) {
        EXPECT_LT(dotSpeed(rate), dotSpeed(next));
        EXPECT_GE(dotSpacing(rate), dotSpacing(next));
        rate = next;
    }
}

TEST(MovingDots, StandStillWithoutMessages)
{
    EXPECT_EQ(dotSpeed(0), 0);
}

TEST(RateText, IsUnknownWhereNobodyCounts)
{
    metrics::FlowFigures figures;
    EXPECT_EQ(shortRate(figures), QStringLiteral("unknown"));
    figures.sent = 2050;
    figures.messagesPerSecond = 4100;
    EXPECT_EQ(shortRate(figures), QStringLiteral("4.1 k/s"));
}

TEST(DepthText, NamesDepthAndLimit)
{
    EXPECT_EQ(depthText(flow(412, 2000)), QStringLiteral("412 / 2.0 k"));
}

TEST(DepthText, LeavesOutALimitThatIsNotThere)
{
    EXPECT_EQ(depthText(flow(412, 0)), QStringLiteral("412"));
}

TEST(DepthText, MarksAnEstimate)
{
    metrics::FlowFigures figures = flow(412, 2000);
    figures.estimated = true;
    EXPECT_EQ(depthText(figures), QStringLiteral("≈412 / 2.0 k"));
}

TEST(DepthText, LeavesOutWhatIsInHandBesideAFullQueue)
{
    metrics::FlowFigures figures = flow(602, 600);
    figures.inHand = 2;
    EXPECT_EQ(depthText(figures), QStringLiteral("600 / 600"));
}

TEST(DepthText, SaysUnknownRatherThanGuessing)
{
    EXPECT_EQ(depthText({}), QStringLiteral("unknown"));
}

TEST(DepthText, SaysThatAQueueGrows)
{
    const metrics::FlowFigures figures = flow(44'369, 2000);
    const Pressure pressure{.growth = 500};
    EXPECT_EQ(depthText(figures, pressure), QStringLiteral("44\u2009369 +500 /s"));
    EXPECT_EQ(shortDepthText(figures, pressure), QStringLiteral("44\u2009369↑"));
    EXPECT_EQ(shortDepthText(figures, {}), QStringLiteral("44\u2009369"));
    EXPECT_EQ(depthText({}, pressure), QStringLiteral("unknown"));
}

TEST(DroppedText, AppearsOnlyOnceSomethingWasDropped)
{
    metrics::FlowFigures figures;
    figures.dropped = 0;
    EXPECT_TRUE(droppedText(figures).isEmpty());
    figures.dropped = 7;
    EXPECT_EQ(droppedText(figures), QStringLiteral("dropped 7"));
    figures.estimated = true;
    EXPECT_EQ(droppedText(figures), QStringLiteral("dropped ≈ 7"));
}

model::Node nodeWith(model::Role role, model::Object settings)
{
    model::Node node;
    node.role = role;
    node.settings = std::move(settings);
    return node;
}

TEST(SettingsSummary, TellsRateAndSizeOfASource)
{
    const model::Node node = nodeWith(model::Role::Source, {{"rate", 20'000}, {"size", 64}});
    EXPECT_EQ(settingsSummary(node), QStringLiteral("20.0 k msg/s · 64 B"));
}

TEST(SettingsSummary, QuotesThePrefixesOfTopics)
{
    model::Node node;
    node.role = model::Role::Sink;
    node.sockets.push_back({.id = model::SocketId("in"), .type = model::SocketType::Sub});
    node.sockets.front().options.set("SUBSCRIBE", model::Array{"weather.", "sport."});
    EXPECT_EQ(settingsSummary(node), QStringLiteral("topics “weather.”, “sport.”"));
}

TEST(SettingsSummary, SaysAsFastAsPossibleForRateZero)
{
    const model::Node node = nodeWith(model::Role::Source, {{"rate", 0}});
    EXPECT_TRUE(settingsSummary(node).startsWith(QStringLiteral("as fast as possible")));
}

TEST(SettingsSummary, TellsTheServiceTimeOfAWorker)
{
    const model::Node node = nodeWith(model::Role::Worker, {{"service_time", 200}});
    EXPECT_EQ(settingsSummary(node), QStringLiteral("200 µs per message"));
}

TEST(ShownState, DoesNotFlickerWithShortWaits)
{
    metrics::NodeFigures figures;
    figures.state = metrics::NodeState::Waiting;
    figures.inStateFor = 0.01;
    EXPECT_EQ(shownState(figures), metrics::NodeState::Running);
    figures.inStateFor = 1;
    EXPECT_EQ(shownState(figures), metrics::NodeState::Waiting);
    figures.isDeadlocked = true;
    EXPECT_EQ(shownState(figures), metrics::NodeState::Blocked);
    EXPECT_EQ(shownStateText(figures), QStringLiteral("deadlock"));
}

TEST(FigureText, SaysBlockedOfANodeThatIsSoMostOfTheTime)
{
    metrics::NodeFigures figures;
    figures.state = metrics::NodeState::Blocked;
    figures.inStateFor = 0.01;
    EXPECT_EQ(shownState(figures), metrics::NodeState::Blocked)
        << "its single waits may be short ones";
}

model::Topology secured(model::Mechanism one, model::Mechanism other, const char* address)
{
    model::Topology topology;
    topology.nodes.resize(2);
    topology.nodes[0].id = model::NodeId("a");
    topology.nodes[1].id = model::NodeId("b");
    for (model::Node& node : topology.nodes) {
        node.sockets.resize(1);
        node.sockets[0].id = model::SocketId("s");
    }
    topology.nodes[0].sockets[0].bind = {address};
    topology.nodes[0].sockets[0].security = {.mechanism = one, .server = true};
    topology.nodes[1].sockets[0].security.mechanism = other;
    model::Link link;
    link.bind = {model::NodeId("a"), model::SocketId("s")};
    link.connect = {model::NodeId("b"), model::SocketId("s")};
    topology.links.push_back(link);
    return topology;
}

model::Mechanism shownSecurity(model::Mechanism one,
                               model::Mechanism other,
                               const char* address = "tcp://127.0.0.1:*")
{
    const model::Topology topology = secured(one, other, address);
    return securityOf(topology, topology.links[0]);
}

TEST(LinkSecurityMark, IsWhatBothEndsHave)
{
    using enum model::Mechanism;
    EXPECT_EQ(shownSecurity(Curve, Curve), Curve);
    EXPECT_EQ(shownSecurity(Plain, Plain), Plain);
    EXPECT_EQ(shownSecurity(Null, Null), Null);
}

TEST(LinkSecurityMark, IsNotThereWhereTheEndsDiffer)
{
    EXPECT_EQ(shownSecurity(model::Mechanism::Curve, model::Mechanism::Plain),
              model::Mechanism::Null);
}

TEST(LinkSecurityMark, IsNotThereOnInprocWhichChecksNothing)
{
    EXPECT_EQ(shownSecurity(model::Mechanism::Curve, model::Mechanism::Curve, "inproc://x"),
              model::Mechanism::Null);
}

} // namespace
} // namespace topomq::ui
