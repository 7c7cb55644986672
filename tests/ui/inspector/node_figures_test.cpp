// The figures of a node in words.
#include "ui/inspector/node_figures.h"
#include "ui/theme/theme.h"

#include <gtest/gtest.h>

namespace topomq::tests {

TEST(NodeFigures, LeaveOutWhatANodeNeverDoes)
{
    const ui::Theme theme;
    const auto labels = [&theme](const ui::NodeSides& sides) {
        QStringList all;
        for (const ui::FigureList::Row& row : ui::nodeRows({}, theme.colors(), sides))
            all << row.label;
        return all;
    };
    EXPECT_FALSE(labels({.receives = false}).contains(QStringLiteral("in")));
    EXPECT_TRUE(labels({.receives = false}).contains(QStringLiteral("out")));
    EXPECT_FALSE(labels({.sends = false}).contains(QStringLiteral("out")));
}

TEST(NodeFigures, TheStateAtTheEndIsNotThatOfARun)
{
    const ui::Theme theme;
    metrics::NodeFigures figures;
    figures.state = metrics::NodeState::Running;
    EXPECT_EQ(ui::nodeRows(figures, theme.colors()).front().color, theme.colors().green);
    EXPECT_EQ(ui::nodeRows(figures, theme.colors(), {.isOver = true}).front().color,
              theme.colors().dim);
}

} // namespace topomq::tests
