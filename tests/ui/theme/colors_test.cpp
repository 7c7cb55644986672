// Every pair of text and ground keeps the contrast that WCAG 2 asks of body text.

#include "ui/theme/theme.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <ostream>
#include <string>

using namespace topomq::ui;

namespace {

constexpr double kLeastContrast = 4.5;
constexpr double kHighContrast = 7;

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

/// One of the four looks and the contrast that it promises.
struct Look
{
    const char* name;
    bool dark;
    Contrast contrast;
    double least;
};

void PrintTo(const Look& look, std::ostream* out)
{
    *out << look.name;
}

class ColorContrast : public testing::TestWithParam<Look>
{
protected:
    ColorContrast()
    {
        theme.setMode(GetParam().dark ? Theme::Mode::Dark : Theme::Mode::Light);
        theme.setContrastMode(GetParam().contrast == Contrast::High ? Theme::ContrastMode::High
                                                                    : Theme::ContrastMode::Normal);
    }

    void expectReadable(const QColor& ink, const QColor& ground)
    {
        EXPECT_GE(contrast(ink, ground), GetParam().least)
            << ink.name().toStdString() << " on " << ground.name().toStdString();
    }

    Theme theme;
    const Colors& c{theme.colors()};
};

INSTANTIATE_TEST_SUITE_P(Looks,
                         ColorContrast,
                         testing::Values(Look{"Light", false, Contrast::Normal, kLeastContrast},
                                         Look{"Dark", true, Contrast::Normal, kLeastContrast},
                                         Look{"LightHigh", false, Contrast::High, kHighContrast},
                                         Look{"DarkHigh", true, Contrast::High, kHighContrast}),
                         [](const auto& look) { return std::string(look.param.name); });

} // namespace

TEST(ColorContrastFormula, GivesTheKnownRatioOfBlackOnWhite)
{
    EXPECT_NEAR(contrast(Qt::black, Qt::white), 21, 0.01);
}

TEST_P(ColorContrast, TextIsReadableOnEverySurface)
{
    for (const QColor& ground : {c.window, c.panel, c.card, c.canvas}) {
        for (const QColor& ink : {c.text, c.dim, c.accent, c.blue, c.violet, c.green, c.teal,
                                  c.magenta, c.grey, c.warn, c.bad})
            expectReadable(ink, ground);
    }
}

TEST_P(ColorContrast, TextIsReadableOnTints)
{
    for (const QColor& color : {c.accent, c.green, c.teal, c.warn, c.bad})
        expectReadable(c.text, c.tint(color));
}

TEST_P(ColorContrast, TextIsReadableOnFilledButtons)
{
    for (const QColor& ground : {c.accent, c.bad, c.warn})
        expectReadable(theme.onAccent(), ground);
}

TEST_P(ColorContrast, PaletteTextIsReadableOnItsGround)
{
    const QPalette palette = theme.palette();
    expectReadable(palette.color(QPalette::Text), palette.color(QPalette::Base));
    expectReadable(palette.color(QPalette::Text), palette.color(QPalette::AlternateBase));
    expectReadable(palette.color(QPalette::WindowText), palette.color(QPalette::Window));
    expectReadable(palette.color(QPalette::ButtonText), palette.color(QPalette::Button));
    expectReadable(palette.color(QPalette::PlaceholderText), c.window);
    expectReadable(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight));
    expectReadable(palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase));
    expectReadable(palette.color(QPalette::Link), palette.color(QPalette::Base));
}

TEST(HighContrast, MakesLinesAndMarksClear)
{
    for (const bool dark : {false, true}) {
        const Colors c = colorsOf(dark, Contrast::High);
        for (const QColor& ink : {c.line, c.calm})
            EXPECT_GE(contrast(ink, c.panel), kLeastContrast) << ink.name().toStdString();
    }
}
