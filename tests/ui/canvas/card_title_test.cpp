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

} // namespace
} // namespace topomq::ui
