// Every pair of text and ground keeps the contrast that WCAG 2 asks of body text.

#include "ui/theme/theme.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

using namespace topomq::ui;

namespace {

constexpr double kLeastContrast = 4.5;

double linear(double part)
{
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

class ColorContrast : public testing::TestWithParam<bool>
{
protected:
    [[nodiscard]] static Theme::Mode mode()
    {
        return GetParam() ? Theme::Mode::Dark : Theme::Mode::Light;
    }
};

INSTANTIATE_TEST_SUITE_P(Themes, ColorContrast, testing::Bool(), [](const auto& theme) {
    return std::string(theme.param ? "Dark" : "Light");
});

} // namespace

TEST(ColorContrastFormula, GivesTheKnownRatioOfBlackOnWhite)
{
    EXPECT_NEAR(contrast(Qt::black, Qt::white), 21, 0.01);
}

TEST_P(ColorContrast, TextIsReadableOnEverySurface)
{
    const Colors c = colorsOf(GetParam());
    for (const QColor& ground : {c.window, c.panel, c.card, c.canvas}) {
        for (const QColor& ink : {c.text, c.dim, c.accent, c.blue, c.violet, c.green, c.teal,
                                  c.magenta, c.grey, c.warn, c.bad})
            EXPECT_GE(contrast(ink, ground), kLeastContrast)
                << ink.name().toStdString() << " on " << ground.name().toStdString();
    }
}

TEST_P(ColorContrast, TextIsReadableOnTints)
{
    const Colors c = colorsOf(GetParam());
    for (const QColor& color : {c.accent, c.green, c.teal, c.warn, c.bad})
        EXPECT_GE(contrast(c.text, c.tint(color)), kLeastContrast) << color.name().toStdString();
}

TEST_P(ColorContrast, TextIsReadableOnFilledButtons)
{
    Theme theme;
    theme.setMode(mode());
    for (const QColor& ground : {theme.colors().accent, theme.colors().bad})
        EXPECT_GE(contrast(theme.onAccent(), ground), kLeastContrast)
            << ground.name().toStdString();
}

TEST_P(ColorContrast, PaletteTextIsReadableOnItsGround)
{
    Theme theme;
    theme.setMode(mode());
    const QPalette palette = theme.palette();
    EXPECT_GE(contrast(palette.color(QPalette::Text), palette.color(QPalette::Base)),
              kLeastContrast);
    EXPECT_GE(contrast(palette.color(QPalette::PlaceholderText), theme.colors().window),
              kLeastContrast);
    EXPECT_GE(
        contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)),
        kLeastContrast);
    EXPECT_GE(contrast(palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase)),
              kLeastContrast);
}
