#include "engine/model/settings.h"
#include "engine/rules/codes.h"
#include "ui/palette/patterns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

using namespace topomq;
using ui::patternEdit;

TEST(Patterns, OfEverySizeAndTransportAreFreeOfErrorsAndWarnings)
{
    for (const ui::Pattern& pattern : ui::allPatterns()) {
        for (const QString& transport : ui::patternTransports()) {
            for (const int count : {1, 3, 20}) {
                model::Topology topology;
                model::apply(topology,
                             patternEdit(topology, pattern.name, {0, 0}, {count, transport, 100}));
                EXPECT_GE(topology.nodes.size(), 2U) << pattern.name.toStdString();
                EXPECT_GE(topology.links.size(), 1U) << pattern.name.toStdString();
                for (const model::Finding& finding : rules::check(topology))
                    EXPECT_EQ(finding.severity, model::Severity::Information)
                        << pattern.name.toStdString() << " over " << transport.toStdString() << ", "
                        << count << ": " << finding.where << ": " << finding.message;
            }
        }
    }
}

TEST(Patterns, WhosePeersKnowEachOtherSayNothingOfThat)
{
    for (const char* name : {"router-router", "mesh", "ring"}) {
        model::Topology topology;
        model::apply(topology, patternEdit(topology, QString::fromLatin1(name), {0, 0}));
        for (const model::Finding& finding : rules::check(topology))
            EXPECT_NE(finding.code, rules::code::kTrickyPair) << name << ": " << finding.where;
    }
}

TEST(Patterns, NumberThePeersOfAPairInARow)
{
    model::Topology topology;
    model::apply(topology, patternEdit(topology, QStringLiteral("pair"), {0, 0}, {2, {}, -1}));
    ASSERT_EQ(topology.links.size(), 2U);
    EXPECT_EQ(topology.nodes[0].name, "Peer");
    EXPECT_EQ(topology.nodes[1].name, "Peer 2");
    const auto joins = [](const model::Link& link, const model::Node& a, const model::Node& b) {
        return (link.connect.node == a.id && link.bind.node == b.id)
            || (link.connect.node == b.id && link.bind.node == a.id);
    };
    EXPECT_TRUE(joins(topology.links[0], topology.nodes[0], topology.nodes[1]));
    EXPECT_TRUE(joins(topology.links[1], topology.nodes[2], topology.nodes[3]));
}

TEST(Patterns, GrowWithTheirNumberWithinTheirLimits)
{
    for (const ui::Pattern& pattern : ui::allPatterns()) {
        const auto nodes = [&pattern](int count) {
            model::Topology topology;
            model::apply(topology, patternEdit(topology, pattern.name, {0, 0}, {count, {}, -1}));
            return topology.nodes.size();
        };
        EXPECT_LT(nodes(pattern.least), nodes(pattern.most)) << pattern.name.toStdString();
        EXPECT_EQ(nodes(pattern.most), nodes(pattern.most + 1000)) << pattern.name.toStdString();
    }
}

TEST(Patterns, UseTheTransportAndTheRate)
{
    for (const ui::Pattern& pattern : ui::allPatterns()) {
        model::Topology topology;
        model::apply(topology,
                     patternEdit(topology, pattern.name, {0, 0}, {3, QStringLiteral("ipc"), 77}));
        std::size_t rated = 0;
        for (const model::Node& node : topology.nodes) {
            rated += model::settingsOf(node).rate.perSecond == 77 ? 1 : 0;
            for (const model::Socket& socket : node.sockets) {
                for (const std::string& address : socket.bind)
                    EXPECT_EQ(address, "ipc://*") << pattern.name.toStdString();
            }
        }
        EXPECT_GT(rated, 0U) << pattern.name.toStdString();
    }
}

TEST(Patterns, LetNoCardCoverAnother)
{
    for (const ui::Pattern& pattern : ui::allPatterns()) {
        for (const int count : {pattern.least, pattern.usual, pattern.most}) {
            model::Topology topology;
            model::apply(topology, patternEdit(topology, pattern.name, {0, 0}, {count, {}, -1}));
            for (const model::Node& one : topology.nodes) {
                for (const model::Node& other : topology.nodes) {
                    const bool apart = one.id == other.id
                        || std::abs(one.position->x - other.position->x) >= 200
                        || std::abs(one.position->y - other.position->y) >= 104;
                    EXPECT_TRUE(apart) << pattern.name.toStdString() << ", " << count;
                }
            }
        }
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
        EXPECT_NEAR((left + right) / 2, 1000, 8) << pattern.name.toStdString();
    }
}

TEST(Patterns, WithAnUnknownNameAddNothing)
{
    model::Topology topology;
    model::apply(topology, patternEdit(topology, QStringLiteral("no-such-pattern"), {0, 0}));
    EXPECT_EQ(topology, model::Topology{});
}
