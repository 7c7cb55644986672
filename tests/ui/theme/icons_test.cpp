#include "ui/theme/theme.h"

#include <QDir>
#include <QImage>

#include <gtest/gtest.h>

using namespace topomq::ui;

namespace {

int inkedPixels(const QImage& image)
{
    int inked = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            inked += qAlpha(image.pixel(x, y)) > 64 ? 1 : 0;
    }
    return inked;
}

QImage drawn(const QIcon& icon, qreal scale = 1)
{
    return icon.pixmap(QSize(20, 20), scale).toImage().convertToFormat(QImage::Format_ARGB32);
}

QStringList iconNames()
{
    QStringList names;
    for (const QString& file : QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")}))
        names << file.chopped(4);
    return names;
}

} // namespace

TEST(ThemeIcons, AllDrawSomethingInBothThemes)
{
    Theme theme;
    ASSERT_GE(iconNames().size(), 40);
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        theme.setMode(mode);
        for (const QString& name : iconNames())
            EXPECT_GT(inkedPixels(drawn(theme.icon(name))), 12) << name.toStdString();
    }
}

TEST(ThemeIcons, HaveADrawingForEveryNameThatTheWindowUses)
{
    Theme theme;
    for (const char* name : {"run",
                             "stop",
                             "pause",
                             "step",
                             "restart",
                             "open",
                             "save",
                             "new",
                             "undo",
                             "redo",
                             "fit",
                             "zoom-in",
                             "zoom-out",
                             "theme",
                             "search",
                             "add",
                             "remove",
                             "flip",
                             "gallery",
                             "legend",
                             "warning",
                             "error",
                             "info",
                             "source",
                             "worker",
                             "sink",
                             "client",
                             "server",
                             "proxy",
                             "balancer",
                             "balanced_worker",
                             "peer",
                             "external",
                             "state-starting",
                             "state-running",
                             "state-waiting",
                             "state-blocked",
                             "state-paused",
                             "state-stopped",
                             "state-failed"})
        EXPECT_FALSE(theme.icon(QString::fromLatin1(name)).isNull()) << name;
}

TEST(ThemeIcons, AreNullForANameWithoutADrawing)
{
    Theme theme;
    EXPECT_TRUE(theme.icon(QStringLiteral("no-such-icon")).isNull());
}

TEST(ThemeIcons, AreDrawnInTheColourThatIsAsked)
{
    Theme theme;
    const QImage image = drawn(theme.icon(QStringLiteral("stop"), QColor(200, 30, 40)));
    EXPECT_EQ(image.pixelColor(10, 10).rgb(), QColor(200, 30, 40).rgb());
}

TEST(ThemeIcons, FollowTheTextColourOfTheTheme)
{
    Theme theme;
    theme.setMode(Theme::Mode::Dark);
    const QImage image = drawn(theme.icon(QStringLiteral("stop")));
    EXPECT_EQ(image.pixelColor(10, 10).rgb(), theme.colors().text.rgb());
}

TEST(ThemeIcons, HaveAPixelForEachPixelOfAFineScreen)
{
    Theme theme;
    const QIcon icon = theme.icon(QStringLiteral("run"));
    EXPECT_EQ(drawn(icon, 1.5).size(), QSize(30, 30));
    EXPECT_EQ(drawn(icon, 2).size(), QSize(40, 40));
}
