// The legend has room for all that it says.

#include "ui/canvas/legend.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QWidget>

#include <gtest/gtest.h>

namespace topomq::ui::test {
namespace {

struct Place
{
    int width;
    Theme::Size type;
};

class LegendRoom : public testing::TestWithParam<Place>
{
protected:
    LegendRoom()
    {
        theme.setMode(Theme::Mode::Light);
        theme.setSize(GetParam().type);
        window.resize(GetParam().width, 900);
        legend.resize(legend.sizeHint());
    }

    /// Nothing is drawn there but the ground.
    [[nodiscard]] bool isEmpty(const QImage& image, const QRect& area)
    {
        for (int y = area.top(); y <= area.bottom(); ++y) {
            for (int x = area.left(); x <= area.right(); ++x) {
                if (image.pixelColor(x, y) != theme.colors().card)
                    return false;
            }
        }
        return true;
    }

    Theme theme;
    QWidget window;
    Legend legend{theme, &window};
};

TEST_P(LegendRoom, IsEnoughForTheLastRowAndTheLongestWords)
{
    const QImage image = legend.grab().toImage();
    const int width = image.width();
    const int height = image.height();
    EXPECT_TRUE(isEmpty(image, QRect(12, height - 9, width - 24, 6)));
    EXPECT_TRUE(isEmpty(image, QRect(width - 14, 12, 10, height - 24)));
    // The last row is not far from there.
    EXPECT_FALSE(isEmpty(
        image, QRect(12, height - 2 * theme.scaled(20), width - 24, 2 * theme.scaled(20) - 12)));
}

TEST_P(LegendRoom, HasThreeColumnsWhereThereIsRoom)
{
    const bool isWide = legend.width() > legend.height() * 3 / 2;
    EXPECT_EQ(isWide, GetParam().width > 1000);
}

INSTANTIATE_TEST_SUITE_P(Sizes,
                         LegendRoom,
                         testing::Values(Place{600, Theme::Size::Normal},
                                         Place{1600, Theme::Size::Normal},
                                         Place{600, Theme::Size::Large},
                                         Place{1600, Theme::Size::Large}));

} // namespace
} // namespace topomq::ui::test
