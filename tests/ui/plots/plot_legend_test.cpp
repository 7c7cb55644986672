// Which names of lines fit, and how.

#include "ui/plots/plot_legend.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QFontMetrics>
#include <QMenu>
#include <QTest>

#include <gtest/gtest.h>

#include <vector>

namespace topomq::ui {
namespace {

class PlotLegendTest : public testing::Test
{
protected:
    void show(const QStringList& names, int width)
    {
        std::vector<LegendEntry> entries;
        for (const QString& name : names)
            entries.push_back({.color = {}, .name = name});
        legend.setEntries(entries);
        legend.resize(width, legend.sizeHint().height());
    }

    [[nodiscard]] int widthOf(const QString& text) const
    {
        return QFontMetrics(theme.smallFont()).horizontalAdvance(text);
    }

    Theme theme;
    PlotLegend legend{theme, nullptr};
    const QStringList twins{QStringLiteral("Publisher of the weather → Fast subscriber"),
                            QStringLiteral("Publisher of the weather → Slow subscriber")};
};

TEST_F(PlotLegendTest, NamesAreWholeWhereThereIsRoom)
{
    for (const Theme::Size size : {Theme::Size::Normal, Theme::Size::Large}) {
        theme.setSize(size);
        show(twins, 2 * (widthOf(twins[0]) + 60));
        EXPECT_EQ(legend.shownNames(), twins);
    }
}

TEST_F(PlotLegendTest, ShortNamesLeaveTheirRoomToLongOnes)
{
    const QStringList names{QStringLiteral("a → b"), twins[0]};
    show(names, widthOf(names[0]) + widthOf(names[1]) + 80);
    EXPECT_EQ(legend.shownNames(), names);
}

TEST_F(PlotLegendTest, ShortenedNamesCanStillBeToldApart)
{
    for (const Theme::Size size : {Theme::Size::Normal, Theme::Size::Large}) {
        theme.setSize(size);
        show(twins, 2 * (theme.scaled(190) + 40));
        const QStringList shown = legend.shownNames();
        ASSERT_EQ(shown.size(), 2);
        EXPECT_NE(shown, twins);
        EXPECT_TRUE(shown[0].endsWith(QStringLiteral("Fast subscriber"))) << shown[0].toStdString();
        EXPECT_TRUE(shown[1].endsWith(QStringLiteral("Slow subscriber"))) << shown[1].toStdString();
    }
}

TEST_F(PlotLegendTest, WhatDoesNotFitIsLeftOut)
{
    show(twins, theme.scaled(190) + 90);
    EXPECT_EQ(legend.shownNames().size(), 1);
    EXPECT_FALSE(legend.restPlace().isNull());
    show(twins, 2 * (widthOf(twins[0]) + 60));
    EXPECT_TRUE(legend.restPlace().isNull());
}

TEST_F(PlotLegendTest, AClickOnWhatIsLeftOutListsItToChoose)
{
    show(twins + QStringList{QStringLiteral("R&D → Sink")}, theme.scaled(190) + 90);
    legend.show();
    std::vector<std::size_t> chosen;
    QObject::connect(&legend, &PlotLegend::clicked, &legend,
                     [&](std::size_t entry) { chosen.push_back(entry); });
    QTest::mouseClick(&legend, Qt::LeftButton, {}, legend.restPlace().center());
    auto* menu = legend.findChild<QMenu*>(QStringLiteral("plotLegendRest"));
    ASSERT_NE(menu, nullptr);
    ASSERT_EQ(menu->actions().size(), 2);
    EXPECT_EQ(menu->actions()[0]->text(), twins[1]);
    EXPECT_EQ(menu->actions()[1]->text(), QStringLiteral("R&&D → Sink"));
    EXPECT_TRUE(chosen.empty());
    menu->actions()[1]->trigger();
    EXPECT_EQ(chosen, std::vector<std::size_t>{2});
    menu->close();
}

} // namespace
} // namespace topomq::ui
