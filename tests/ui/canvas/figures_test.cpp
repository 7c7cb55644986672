#include "tests/support/topology_builder.h"
#include "tests/ui/canvas/view_fixture.h"
#include "ui/canvas/canvas_export.h"
#include "ui/canvas/figure_text.h"
#include "ui/canvas/instrument_painter.h"
#include "ui/canvas/link_painter.h"
#include "ui/canvas/render.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>

namespace topomq::ui::test {
namespace {

class Figures : public CanvasFixture
{
protected:
    void run(std::shared_ptr<metrics::Snapshot> (*figures)(const plan::RunPlan&, std::uint64_t))
    {
        plan = plan::makePlan(document.topology()).plan;
        ASSERT_FALSE(plan.flows.empty());
        view.setFigures(plan, figures(plan, 1));
    }

    void expectInstrumentsApart()
    {
        const CanvasPicture picture = view.scene().picture(1);
        const auto& links = view.scene().geometry().links();
        for (std::size_t one = 0; one < links.size(); ++one) {
            for (std::size_t other = one + 1; other < links.size(); ++other)
                EXPECT_FALSE(instrumentRect(picture, links[one])
                                 .intersects(instrumentRect(picture, links[other])))
                    << links[one].id.text() << " and " << links[other].id.text();
        }
    }

    [[nodiscard]] QColor colorOf(const char* link)
    {
        return linkColor(view.scene().picture(1),
                         *view.scene().geometry().link(model::LinkId(link)));
    }

    plan::RunPlan plan;
};

TEST_F(Figures, AFullQueueTurnsTheWholeLinkRed)
{
    open(pipeline());
    run(congested);
    EXPECT_EQ(colorOf("a3"), theme.colors().bad);
    EXPECT_EQ(colorOf("a1"), theme.colors().teal);
}

TEST_F(Figures, InstrumentsDoNotCoverEachOther)
{
    open(pipeline());
    run(congested);
    expectInstrumentsApart();
}

TEST_F(Figures, InstrumentsOfLinksBetweenTheSameCardsGiveWayToEachOther)
{
    constexpr int kLinks = 5;
    tests::TopologyBuilder builder;
    builder.node("vent", model::Role::Source);
    builder.socket("out", model::SocketType::Push, {"inproc://*"});
    builder.node("sink", model::Role::Sink);
    for (int i = 0; i < kLinks; ++i)
        builder.socket("in" + std::to_string(i), model::SocketType::Pull);
    for (int i = 0; i < kLinks; ++i)
        builder.link("sink.in" + std::to_string(i), "vent.out");
    model::Topology topology = builder;
    topology.nodes[0].position = model::Point{0, 0};
    topology.nodes[1].position = model::Point{380, 0};
    open(topology);
    run(quiet);
    ASSERT_EQ(view.scene().geometry().links().size(), std::size_t{kLinks});
    expectInstrumentsApart();
    // Where it does not stand on its link, a line leads there.
    for (const LinkCurve& curve : view.scene().geometry().links())
        EXPECT_LT(distanceTo(curve, curve.anchor), 1) << curve.id.text();
}

TEST_F(Figures, AnExportHasRoomForAnInstrumentThatGaveWay)
{
    tests::TopologyBuilder builder;
    builder.node("vent", model::Role::Source);
    builder.socket("out", model::SocketType::Push, {"inproc://*"});
    builder.node("between", model::Role::Sink).socket("in", model::SocketType::Pull);
    builder.node("sink", model::Role::Sink).socket("in", model::SocketType::Pull);
    builder.link("sink.in", "vent.out");
    model::Topology topology = builder;
    for (std::size_t at = 0; at < topology.nodes.size(); ++at)
        topology.nodes[at].position = model::Point{static_cast<double>(at) * 200, 0};
    open(topology);
    run(quiet);
    const CanvasPicture picture = view.scene().picture(1);
    const CanvasGeometry& geometry = view.scene().geometry();
    ASSERT_EQ(geometry.links().size(), 1U);
    const QRectF instrument = instrumentRect(picture, geometry.links().front());
    ASSERT_FALSE((geometry.bounds() | geometry.links().front().bounds).contains(instrument));
    EXPECT_TRUE(exportArea(geometry, picture).contains(instrument.adjusted(-40, -40, 40, 40)));
}

TEST_F(Figures, AnInstrumentGrowsOnceSomethingWasDropped)
{
    open(pipeline());
    run(congested);
    const LinkCurve before = *view.scene().geometry().link(model::LinkId("a1"));
    const double height = instrumentSize(view.scene().picture(1), before).height();
    const auto next = congested(plan, 2);
    for (std::size_t at = 0; at < plan.flows.size(); ++at)
        next->flows[at].dropped = 12;
    view.scene().addFigures(next);
    EXPECT_GT(instrumentSize(view.scene().picture(1), before).height(), height);
}

TEST(DirectionMark, GoesByHowTheLinkLies)
{
    LinkCurve curve;
    curve.start = {0, 0};
    curve.end = {300, 100};
    EXPECT_EQ(directionMark(curve, true), QStringLiteral("→"));
    EXPECT_EQ(directionMark(curve, false), QStringLiteral("←"));
    curve.end = {-300, 100};
    EXPECT_EQ(directionMark(curve, true), QStringLiteral("←"));
    curve.end = {0, 270};
    EXPECT_EQ(directionMark(curve, true), QStringLiteral("↓"));
    EXPECT_EQ(directionMark(curve, false), QStringLiteral("↑"));
    curve.end = {40, -270};
    EXPECT_EQ(directionMark(curve, true), QStringLiteral("↑"));
    curve.end = curve.start;
    EXPECT_NE(directionMark(curve, true), directionMark(curve, false));
}

TEST_F(Figures, AQueueThatSwingsAboutAMarkDoesNotBlink)
{
    open(pipeline());
    run(congested);
    ASSERT_EQ(colorOf("a3"), theme.colors().bad);
    // A quarter of a second between two samples.
    for (std::uint64_t sequence = 2; sequence < 20; ++sequence) {
        const auto next = congested(plan, sequence);
        for (metrics::FlowFigures& flow : next->flows) {
            if (flow.inFlight == 2000U && sequence % 4 != 0)
                flow.inFlight = 1000;
        }
        view.scene().addFigures(next);
        EXPECT_EQ(colorOf("a3"), theme.colors().bad) << sequence;
    }
}

TEST_F(Figures, AQueueThatGrowsIsAmberWhileItsInstrumentStaysInPlace)
{
    open(pipeline());
    run(congested);
    const auto curve = [this] { return *view.scene().geometry().link(model::LinkId("b1")); };
    const QRectF before = instrumentRect(view.scene().picture(1), curve());
    for (std::uint64_t sequence = 2; sequence < 40; ++sequence) {
        const auto next = congested(plan, sequence);
        for (std::size_t at = 0; at < plan.flows.size(); ++at) {
            if (plan.links[plan.flows[at].link].id != model::LinkId("b1"))
                continue;
            next->flows[at].inFlight = sequence * 1000;
            next->flows[at].stages = metrics::FlowStages{.kernel = sequence * 1000};
        }
        view.scene().addFigures(next);
    }
    const LinkFlows flows = view.scene().board().flows(model::LinkId("b1"));
    ASSERT_EQ(flows.size(), 1U);
    EXPECT_EQ(worstFill(flows), Fill::Warn);
    EXPECT_EQ(depthText(*flows[0].figures, *flows[0].pressure),
              QStringLiteral("39\u2009000 +4.0 k/s"));
    EXPECT_EQ(instrumentRect(view.scene().picture(1), curve()), before);
}

TEST_F(Figures, TheSameSampleIsTakenOnce)
{
    open(pipeline());
    run(congested);
    const auto stale = quiet(plan, 1);
    view.scene().addFigures(stale);
    EXPECT_EQ(colorOf("a3"), theme.colors().bad);
}

TEST_F(Figures, WithoutARunCardsSayWhatIsSet)
{
    open(pipeline());
    run(congested);
    view.scene().hideFigures();
    EXPECT_FALSE(view.scene().picture(1).isRunning());
}

TEST_F(Figures, ARunningCanvasPaintsDifferentlyFromADesignedOne)
{
    open(pipeline());
    const QImage designed = view.grab().toImage();
    run(congested);
    EXPECT_NE(view.grab().toImage(), designed);
}

TEST_F(Figures, NobodySaysOfAProgramOutsideThatItWaits)
{
    for (const model::Role role : {model::Role::External, model::Role::Sink}) {
        tests::TopologyBuilder builder;
        builder.node("vent", model::Role::Source);
        builder.socket("out", model::SocketType::Push, {"tcp://127.0.0.1:*"});
        builder.node("taker", role).socket("in", model::SocketType::Pull);
        builder.link("taker.in", "vent.out");
        open(builder);
        run(quiet);
        const NodeBox* box = view.scene().geometry().node(model::NodeId("taker"));
        ASSERT_NE(box, nullptr);
        const QPointF middle(box->rect.center().x(), box->rect.top() + 4);
        const QRect corner = view.viewRect({middle, QSizeF(box->rect.width() / 2 - 4, 24)});
        const QImage running = view.grab(corner).toImage();
        const auto waiting = quiet(plan, 2);
        for (metrics::NodeFigures& node : waiting->nodes) {
            node.state = role == model::Role::External ? metrics::NodeState::Outside
                                                       : metrics::NodeState::Waiting;
            node.inStateFor = 10;
        }
        view.setFigures(plan, waiting);
        EXPECT_EQ(view.grab(corner).toImage() == running, role == model::Role::External);
    }
}

TEST_F(Figures, LookTheSameHoweverOftenTheyArePainted)
{
    open(pipeline());
    view.setMotion(false);
    const QImage designed = view.grab().toImage();
    run(congested);
    const QImage first = view.grab().toImage();
    ASSERT_NE(first, designed);
    EXPECT_EQ(view.grab().toImage(), first);
    EXPECT_EQ(view.grab().toImage(), first);
}

TEST_F(Figures, AQuietRunMovesNothing)
{
    open(pipeline());
    run(quiet);
    EXPECT_FALSE(view.scene().motion().advance(0.03, view.scene().geometry()));
}

TEST_F(Figures, ABusyRunMovesDots)
{
    open(pipeline());
    run(congested);
    EXPECT_TRUE(view.scene().motion().advance(0.03, view.scene().geometry()));
}

TEST_F(Figures, AtALowRateEachMessageIsADot)
{
    open(pipeline());
    run(quiet);
    const auto next = quiet(plan, 2);
    next->flows[0].sent = 1;
    next->flows[0].messagesPerSecond = 1;
    view.scene().addFigures(next);
    EXPECT_TRUE(view.scene().motion().advance(0.03, view.scene().geometry()));
    for (int frame = 0; frame < 200; ++frame)
        view.scene().motion().advance(0.05, view.scene().geometry());
    EXPECT_FALSE(view.scene().motion().advance(0.03, view.scene().geometry()));
}

TEST_F(Figures, ADotStaysOnItsLinkWhenAnotherLinkGoes)
{
    open(pipeline());
    run(quiet);
    const auto next = quiet(plan, 2);
    next->flows.back().sent = 1;
    next->flows.back().messagesPerSecond = 1;
    view.scene().addFigures(next);
    const auto travels = [this] {
        return view.scene().motion().advance(0.03, view.scene().geometry());
    };
    ASSERT_TRUE(travels());
    const auto linkOf = [this](const plan::PlannedFlow& flow) { return plan.links[flow.link].id; };
    const auto remove = [this](const model::LinkId& link) {
        document.push(QStringLiteral("Delete"), model::RemoveLink{link});
    };
    ASSERT_NE(linkOf(plan.flows.front()), linkOf(plan.flows.back()));
    remove(linkOf(plan.flows.front()));
    EXPECT_TRUE(travels());
    remove(linkOf(plan.flows.back()));
    EXPECT_FALSE(travels());
}

TEST_F(Figures, MessagesAreSeenAgainWhenMotionIsTurnedOnAgain)
{
    open(pipeline());
    run(congested);
    view.setMotion(false);
    view.setMotion(true);
    EXPECT_FALSE(view.scene().motion().advance(0.03, view.scene().geometry()));
    view.scene().addFigures(congested(plan, 2));
    EXPECT_TRUE(view.scene().motion().advance(0.03, view.scene().geometry()));
}

TEST(TrailOfRates, KeepsTheNewestHalfMinuteInOrder)
{
    Trail trail;
    for (int step = 0; step < 200; ++step)
        trail.add(step * Trail::kStep, step);
    const auto points = trail.points();
    ASSERT_EQ(points.size(), Trail::kPoints);
    EXPECT_EQ(points.back(), 199);
    EXPECT_EQ(points.front(), 200 - static_cast<double>(Trail::kPoints));
}

TEST(Sparkline, IsAsWideAsItsPlaceAndHasNoRampAtItsStart)
{
    const QRectF area(10, 20, 130, 20);
    EXPECT_TRUE(sparkline({0, 900, 1000}, area).isEmpty());
    const QPolygonF young = sparkline({0, 900, 1000, 1000, 1000}, area);
    ASSERT_EQ(young.size(), 3);
    EXPECT_EQ(young.front().x(), area.left());
    EXPECT_EQ(young.back().x(), area.right());
    EXPECT_EQ(young.front().y(), young.back().y());
    const QPolygonF old = sparkline(std::vector<double>(Trail::kPoints, 7.0), area);
    EXPECT_EQ(old.front().x(), area.left());
    EXPECT_NEAR(old.back().x(), area.right(), 1e-9);
    EXPECT_TRUE(sparkline(std::vector<double>(Trail::kPoints, 0.0), area).isEmpty());
}

class Rendering : public testing::TestWithParam<const char*>
{ };

TEST_P(Rendering, WritesThePicture)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QString::fromLatin1(GetParam()));
    EXPECT_EQ(renderTopology(pipeline(), {}, path, false), QString());
    EXPECT_GT(QFile(path).size(), 1000);
}

INSTANTIATE_TEST_SUITE_P(Formats, Rendering, testing::Values("a.svg", "a.png", "a.pdf"));

TEST(RenderingRefused, NamesTheEndingsThatItKnows)
{
    EXPECT_TRUE(renderTopology(pipeline(), {}, QStringLiteral("a.gif"), false)
                    .contains(QStringLiteral(".svg")));
}

TEST(RenderingRefused, SaysWhereItCannotWrite)
{
    EXPECT_TRUE(renderTopology(pipeline(), {}, QStringLiteral("/nowhere/at/all/a.svg"), false)
                    .contains(QStringLiteral("/nowhere/at/all/a.svg")));
}

TEST(RenderingPng, HasTwoPixelsPerUnit)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.png"));
    ASSERT_EQ(renderTopology(pipeline(), {}, path, true), QString());
    EXPECT_GT(QImage(path).width(), 2 * 880);
}

} // namespace
} // namespace topomq::ui::test
