#include "tests/ui/canvas/view_fixture.h"
#include "ui/canvas/card_title.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>

#include <gtest/gtest.h>

namespace topomq::ui {
namespace {

class CardTitleTest : public testing::Test
{
protected:
    [[nodiscard]] double widthOf(const QString& text) const
    {
        return QFontMetricsF(font).horizontalAdvance(text);
    }

    Theme theme;
    QFont font{CanvasFonts(theme).title};
    QString name{QStringLiteral("Fast subscriber of the north")};
};

TEST_F(CardTitleTest, StaysAsItIsWhereItFits)
{
    const CardTitle title = fitTitle(name, font, widthOf(name) + 2);
    EXPECT_EQ(title.lines, QStringList{name});
    EXPECT_EQ(title.font, font);
}

TEST_F(CardTitleTest, IsSetSmallerBeforeItIsBroken)
{
    const CardTitle title = fitTitle(name, font, widthOf(name) * 0.9);
    EXPECT_EQ(title.lines, QStringList{name});
    EXPECT_LT(title.font.pixelSize(), font.pixelSize());
}

TEST_F(CardTitleTest, IsBrokenIntoTwoLinesThatFitTheHeadBeforeItIsShortened)
{
    const double room = widthOf(name) * 0.55;
    const CardTitle title = fitTitle(name, font, room);
    ASSERT_EQ(title.lines.size(), 2);
    EXPECT_EQ(title.lines.join(u' '), name);
    EXPECT_LE(title.width, room);
    EXPECT_LE(2 * QFontMetricsF(title.font).height(), kCardHeader);
}

TEST_F(CardTitleTest, IsShortenedOnlyWhereTwoLinesAreNotEnough)
{
    const double room = widthOf(name) * 0.2;
    const CardTitle title = fitTitle(name, font, room);
    EXPECT_EQ(title.lines.size(), 2);
    EXPECT_TRUE(title.lines.join(u' ').contains(QChar(0x2026)));
    EXPECT_LE(title.width, room);
}

class ShownTitle : public test::CanvasFixture
{
protected:
    [[nodiscard]] QString of(const char* node)
    {
        return shownTitle(view.scene().picture(1),
                          *view.scene().geometry().node(model::NodeId(node)));
    }
};

TEST_F(ShownTitle, IsOfOneSizeAndKeepsTheEndsOfALongName)
{
    model::Topology topology = test::pipeline();
    topology.nodes[1].name = "Weather station of the north";
    topology.nodes[2].name = "Weather station of the south";
    open(topology);
    const QString north = of("w1");
    EXPECT_TRUE(north.startsWith(QStringLiteral("Weather"))) << north.toStdString();
    EXPECT_TRUE(north.endsWith(QStringLiteral("north"))) << north.toStdString();
    EXPECT_NE(north, of("w2"));
    EXPECT_LE(view.scene().picture(1).fonts->titleInk.width(north), kCardWidth - kTitleLeft);
    EXPECT_EQ(of("w3"), QStringLiteral("Worker 3"));
}

TEST_F(ShownTitle, IsTheSameWhileItRuns)
{
    model::Topology topology = test::pipeline();
    topology.nodes[1].name = "Fast subscriber";
    topology.nodes[2].name = "Weather station of the north";
    open(topology);
    const QString designed = of("w2");
    ASSERT_EQ(of("w1"), QStringLiteral("Fast subscriber"));
    const plan::RunPlan plan = plan::makePlan(document.topology()).plan;
    view.setFigures(plan, test::congested(plan, 1));
    ASSERT_TRUE(view.scene().picture(1).isRunning());
    EXPECT_EQ(of("w1"), QStringLiteral("Fast subscriber"));
    EXPECT_EQ(of("w2"), designed);
}

} // namespace
} // namespace topomq::ui
