#include "engine/model/settings.h"
#include "ui/palette/patterns.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace topomq;
using ui::patternEdit;

TEST(Patterns, AreFreeOfErrorsAndWarningsWhenPlaced)
{
    for (const ui::Pattern& pattern : ui::allPatterns()) {
        model::Topology topology;
        model::apply(topology, patternEdit(topology, pattern.name, {0, 0}));
        EXPECT_GE(topology.nodes.size(), 4U) << pattern.name.toStdString();
        EXPECT_GE(topology.links.size(), 3U) << pattern.name.toStdString();
        for (const model::Finding& finding : rules::check(topology))
            EXPECT_EQ(finding.severity, model::Severity::Information)
                << pattern.name.toStdString() << ": " << finding.where << ": " << finding.message;
    }
}

TEST(Patterns, CanBePlacedTwiceWithoutMixing)
{
    for (const ui::Pattern& pattern : ui::allPatterns()) {
        model::Topology topology;
        model::apply(topology, patternEdit(topology, pattern.name, {0, 0}));
        const model::Topology once = topology;
        model::apply(topology, patternEdit(topology, pattern.name, {0, 800}));
        EXPECT_EQ(topology.nodes.size(), 2 * once.nodes.size());
        EXPECT_EQ(topology.links.size(), 2 * once.links.size());
        EXPECT_FALSE(rules::hasErrors(rules::check(topology))) << pattern.name.toStdString();
    }
}

TEST(Patterns, AreTakenBackAsOneEdit)
{
    model::Topology topology;
    const model::Applied applied =
        model::apply(topology, patternEdit(topology, QStringLiteral("pipeline"), {0, 0}));
    model::apply(topology, applied.inverse);
    EXPECT_EQ(topology, model::Topology{});
}

TEST(Patterns, LieAroundThePointWhereTheyWereDropped)
{
    for (const ui::Pattern& pattern : ui::allPatterns()) {
        model::Topology topology;
        model::apply(topology, patternEdit(topology, pattern.name, {1000, 500}));
        double left = 1e9;
        double right = -1e9;
        for (const model::Node& node : topology.nodes) {
            left = std::min(left, node.position->x);
            right = std::max(right, node.position->x);
        }
        EXPECT_DOUBLE_EQ((left + right) / 2, 1000) << pattern.name.toStdString();
    }
}

TEST(Patterns, WithAnUnknownNameAddNothing)
{
    model::Topology topology;
    model::apply(topology, patternEdit(topology, QStringLiteral("no-such-pattern"), {0, 0}));
    EXPECT_EQ(topology, model::Topology{});
}
