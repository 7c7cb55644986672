#include "ui/theme/system_scheme.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStyle>

#include <gtest/gtest.h>

using namespace topomq::ui;

TEST(ThemeModes, SayWhenTheColoursChange)
{
    Theme theme;
    theme.setMode(Theme::Mode::Light);
    QSignalSpy changes(&theme, &Theme::changed);
    theme.setMode(Theme::Mode::Dark);
    EXPECT_EQ(changes.count(), 1);
    EXPECT_TRUE(theme.isDark());
    EXPECT_EQ(theme.colors().window, colorsOf(true).window);
}

TEST(ThemeModes, KeepQuietWhenNothingChanges)
{
    Theme theme;
    theme.setMode(Theme::Mode::Dark);
    QSignalSpy changes(&theme, &Theme::changed);
    theme.setMode(Theme::Mode::Dark);
    EXPECT_EQ(changes.count(), 0);
}

TEST(ThemeModes, ReachTheApplicationAtOnceOnceTheThemeIsApplied)
{
    Theme theme;
    theme.setMode(Theme::Mode::Light);
    theme.apply();
    theme.setMode(Theme::Mode::Dark);
    EXPECT_EQ(QApplication::palette().color(QPalette::Window), colorsOf(true).panel);
}

TEST(ThemeContrast, IsChosenByHandOrByTheSystem)
{
    Theme theme;
    theme.setMode(Theme::Mode::Light);
    EXPECT_FALSE(theme.isHighContrast());
    QSignalSpy changes(&theme, &Theme::changed);
    theme.setContrastMode(Theme::ContrastMode::High);
    EXPECT_TRUE(theme.isHighContrast());
    EXPECT_EQ(theme.colors().text, colorsOf(false, Contrast::High).text);
    theme.setMode(Theme::Mode::Dark);
    EXPECT_EQ(theme.colors().text, colorsOf(true, Contrast::High).text);
    theme.setContrastMode(Theme::ContrastMode::Normal);
    EXPECT_EQ(changes.count(), 3);
}

TEST(ThemeSize, MakesTypeAndIconsLarger)
{
    Theme theme;
    const int body = theme.font().pixelSize();
    const int figures = theme.figureFont().pixelSize();
    QSignalSpy changes(&theme, &Theme::changed);
    theme.setSize(Theme::Size::Large);
    EXPECT_EQ(changes.count(), 1);
    EXPECT_GT(theme.font().pixelSize(), body + 3);
    EXPECT_GT(theme.figureFont().pixelSize(), figures + 2);
    EXPECT_GT(theme.scaled(16), 20);
    EXPECT_GT(theme.canvasInk(), 1.2);
    EXPECT_TRUE(theme.styleSheet().contains(QStringLiteral("font-size: 20px")));
    theme.setSize(Theme::Size::Normal);
    EXPECT_EQ(theme.font().pixelSize(), body);
}

TEST(ThemeStyleSheet, HasAColourForEveryWord)
{
    Theme theme;
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        theme.setMode(mode);
        const QString sheet = theme.styleSheet().remove(QRegularExpression(
            QStringLiteral("/\\*.*?\\*/"), QRegularExpression::DotMatchesEverythingOption));
        EXPECT_GT(sheet.size(), 1000);
        EXPECT_FALSE(sheet.contains(QLatin1Char('@')))
            << sheet.mid(sheet.indexOf(QLatin1Char('@')), 40).toStdString();
    }
}

TEST(ThemeStyleSheet, NamesOnlyImagesThatExist)
{
    Theme theme;
    const QString sheet = theme.styleSheet();
    QRegularExpressionMatchIterator images =
        QRegularExpression(QStringLiteral("url\\(([^)]*)\\)")).globalMatch(sheet);
    int count = 0;
    for (; images.hasNext(); ++count) {
        const QString path = images.next().captured(1);
        EXPECT_TRUE(QFile::exists(path)) << path.toStdString();
    }
    EXPECT_GT(count, 5);
}

TEST(ThemeFonts, GiveEveryDigitTheSameWidthInFigures)
{
    Theme theme;
    const QFontMetricsF metrics(theme.figureFont());
    for (char digit = '0'; digit <= '9'; ++digit)
        EXPECT_DOUBLE_EQ(metrics.horizontalAdvance(QLatin1Char(digit)),
                         metrics.horizontalAdvance(QLatin1Char('0')));
}

TEST(ThemeFonts, CanWriteSimplifiedChinese)
{
    EXPECT_FALSE(QFontDatabase::families(QFontDatabase::SimplifiedChinese).isEmpty());
}

TEST(SystemColourScheme, KnowsTheNumbersOfThePortal)
{
    SystemScheme scheme;
    QSignalSpy changes(&scheme, &SystemScheme::changed);
    scheme.setValue(1U);
    EXPECT_EQ(scheme.isDark(), true);
    scheme.setValue(QVariant::fromValue(QDBusVariant(2U)));
    EXPECT_EQ(scheme.isDark(), false);
    scheme.setValue(0U);
    EXPECT_FALSE(scheme.isDark().has_value());
    EXPECT_EQ(changes.count(), 3);
}

TEST(SystemColourScheme, HearsOfContrast)
{
    SystemScheme scheme;
    QSignalSpy changes(&scheme, &SystemScheme::changed);
    EXPECT_FALSE(scheme.wantsContrast());
    scheme.setContrast(QVariant::fromValue(QDBusVariant(1U)));
    EXPECT_TRUE(scheme.wantsContrast());
    scheme.setContrast(0U);
    EXPECT_FALSE(scheme.wantsContrast());
    EXPECT_EQ(changes.count(), 2);
}
