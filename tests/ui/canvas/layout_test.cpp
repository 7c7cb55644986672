// The layered layout as a pure function: no widgets, no topology.

#include "tests/ui/canvas/random_graph.h"
#include "ui/canvas/auto_layout.h"
#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/layer_places.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

using namespace topomq::ui;
using namespace topomq::ui::test;

namespace {

LayoutInput cards(std::size_t count, std::vector<std::pair<std::size_t, std::size_t>> links)
{
    LayoutInput input;
    input.sizes.assign(count, QSizeF(kCardWidth, kCardHeight));
    input.links = std::move(links);
    return input;
}

QRectF rectOf(const LayoutInput& input, const std::vector<QPointF>& places, std::size_t card)
{
    const QSizeF size = input.sizes[card];
    return {places[card] - QPointF(size.width(), size.height()) / 2, size};
}

void expectNoOverlap(const LayoutInput& input, const std::vector<QPointF>& places)
{
    ASSERT_EQ(places.size(), input.sizes.size());
    for (std::size_t one = 0; one < places.size(); ++one) {
        for (std::size_t other = one + 1; other < places.size(); ++other)
            ASSERT_FALSE(rectOf(input, places, one).intersects(rectOf(input, places, other)))
                << one << " and " << other;
    }
}

/// What `dot -v` of Graphviz 2.43 (Debian 12) says of the same graphs with rankdir=LR.
struct DotCount
{
    GraphKind kind;
    std::uint32_t seed;
    std::size_t cards;
    std::size_t crossings;
};

constexpr std::array kDot{
    DotCount{GraphKind::Any, 1, 12, 5},     DotCount{GraphKind::Any, 2, 20, 12},
    DotCount{GraphKind::Any, 3, 30, 26},    DotCount{GraphKind::Any, 4, 40, 52},
    DotCount{GraphKind::Any, 5, 50, 120},   DotCount{GraphKind::Any, 6, 60, 169},
    DotCount{GraphKind::Any, 7, 80, 240},   DotCount{GraphKind::Any, 8, 100, 322},
    DotCount{GraphKind::Stages, 1, 12, 2},  DotCount{GraphKind::Stages, 2, 20, 1},
    DotCount{GraphKind::Stages, 3, 30, 6},  DotCount{GraphKind::Stages, 4, 40, 10},
    DotCount{GraphKind::Stages, 5, 50, 9},  DotCount{GraphKind::Stages, 6, 60, 32},
    DotCount{GraphKind::Stages, 7, 80, 70}, DotCount{GraphKind::Stages, 8, 100, 118},
    DotCount{GraphKind::Tree, 1, 12, 0},    DotCount{GraphKind::Tree, 2, 20, 0},
    DotCount{GraphKind::Tree, 3, 30, 2},    DotCount{GraphKind::Tree, 4, 40, 2},
    DotCount{GraphKind::Tree, 5, 50, 6},    DotCount{GraphKind::Tree, 6, 60, 21},
    DotCount{GraphKind::Tree, 7, 80, 22},   DotCount{GraphKind::Tree, 8, 100, 59},
};

} // namespace

TEST(LayeredLayout, PutsReceiversRightOfSenders)
{
    const auto places = layered(cards(4, {{0, 1}, {0, 2}, {1, 3}, {2, 3}}));
    EXPECT_LT(places[0].x(), places[1].x());
    EXPECT_EQ(places[1].x(), places[2].x());
    EXPECT_LT(places[2].x(), places[3].x());
    EXPECT_NE(places[1].y(), places[2].y());
}

TEST(LayeredLayout, PutsASourceAmidItsWorkers)
{
    const auto places = layered(cards(5, {{0, 1}, {0, 2}, {0, 3}, {1, 4}, {2, 4}, {3, 4}}));
    EXPECT_EQ(places[0].y(), places[2].y());
    EXPECT_EQ(places[4].y(), places[2].y());
}

TEST(LayeredLayout, EndsOnACircle)
{
    const auto places = layered(cards(3, {{0, 1}, {1, 2}, {2, 0}}));
    EXPECT_LT(places[0].x(), places[1].x());
    EXPECT_LT(places[1].x(), places[2].x());
}

TEST(LayeredLayout, TakesLinksOfACardToItselfAndBothWays)
{
    const LayoutInput input = cards(3, {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {1, 2}, {1, 2}});
    const auto places = layered(input);
    expectNoOverlap(input, places);
    EXPECT_LT(places[0].x(), places[1].x());
    EXPECT_LT(places[1].x(), places[2].x());
}

TEST(LayeredLayout, OfNothingIsNothing)
{
    EXPECT_TRUE(layered({}).empty());
}

TEST(LayeredLayout, RespectsTheSizesOfCards)
{
    LayoutInput input = cards(6, {{0, 1}, {0, 2}, {0, 3}, {1, 4}, {2, 4}, {3, 5}});
    input.sizes[1] = QSizeF(600, 40);
    input.sizes[2] = QSizeF(120, 700);
    input.sizes[4] = QSizeF(300, 300);
    expectNoOverlap(input, layered(input));
}

TEST(LayeredLayout, KeepsALongLinkStraight)
{
    // A chain of stages with a short cut past all of them.
    const std::vector<CardLink> links{{0, 1}, {1, 2}, {2, 3}, {3, 4}, {0, 4}};
    const LayerGraph graph =
        layerGraph(std::vector<double>(5, kCardHeight), links, layersOf(5, links));
    const auto heights = placeLayers(graph, orderLayers(graph, {}));
    ASSERT_EQ(heights.size(), 8U);
    EXPECT_DOUBLE_EQ(heights[5], heights[6]);
    EXPECT_DOUBLE_EQ(heights[6], heights[7]);
}

TEST(LayeredLayout, ShortensLinksThatMayBeShort)
{
    // 3 feeds only the last stage, so it does not stand at the far left.
    const auto places = layered(cards(4, {{0, 1}, {1, 2}, {3, 2}}));
    EXPECT_EQ(places[3].x(), places[1].x());
}

TEST(LayeredLayout, PacksPartsThatDoNotHangTogether)
{
    LayoutInput input = cards(26, {});
    for (std::size_t at = 0; at < 20; at += 2)
        input.links.emplace_back(at, at + 1);
    const auto places = layered(input);
    expectNoOverlap(input, places);
    QRectF bounds;
    for (std::size_t card = 0; card < places.size(); ++card)
        bounds |= rectOf(input, places, card);
    EXPECT_LT(bounds.height(), 2 * bounds.width());
    EXPECT_LT(bounds.width(), 4 * bounds.height());
}

TEST(LayeredLayout, OfASmallDrawingThatItLaidOutChangesNothing)
{
    LayoutInput input = cards(8, {{0, 1}, {0, 2}, {0, 3}, {1, 4}, {2, 4}, {3, 4}, {5, 6}, {6, 7}});
    const auto places = layered(input);
    input.places.assign(places.begin(), places.end());
    EXPECT_EQ(layered(input), places);
}

TEST(LayeredLayout, KeepsTheOrderOfWhatItLaidOut)
{
    for (const GraphKind kind : {GraphKind::Any, GraphKind::Stages, GraphKind::Tree}) {
        LayoutInput input = randomGraph(kind, 11, 40);
        const auto places = layered(input);
        input.places.assign(places.begin(), places.end());
        const auto again = layered(input);
        std::size_t pairs = 0;
        std::size_t exchanged = 0;
        for (std::size_t one = 0; one < places.size(); ++one) {
            for (std::size_t other = 0; other < one; ++other) {
                if (places[one].x() != places[other].x())
                    continue;
                ++pairs;
                const bool before = places[one].y() < places[other].y();
                exchanged += before != (again[one].y() < again[other].y()) ? 1 : 0;
            }
        }
        EXPECT_GT(pairs, 20U);
        EXPECT_LE(exchanged * 20, pairs) << static_cast<int>(kind);
    }
}

TEST(LayeredLayout, KeepsTheOrderThatPeopleGaveEqualCards)
{
    LayoutInput input = cards(5, {{0, 1}, {0, 2}, {0, 3}, {1, 4}, {2, 4}, {3, 4}});
    input.places = {QPointF(0, 0), QPointF(100, 30), QPointF(100, -50), QPointF(100, 5),
                    QPointF(200, 0)};
    const auto places = layered(input);
    EXPECT_LT(places[2].y(), places[3].y());
    EXPECT_LT(places[3].y(), places[1].y());
}

TEST(LayeredLayout, MovesLittleWhenAWorkerIsAdded)
{
    LayoutInput input = cards(9, {});
    for (std::size_t worker = 1; worker < 8; ++worker) {
        input.links.emplace_back(0, worker);
        input.links.emplace_back(worker, 8);
    }
    const auto before = layered(input);
    input.places.assign(before.begin(), before.end());
    input.sizes.push_back(input.sizes.front());
    input.places.emplace_back(std::nullopt);
    input.links.emplace_back(0, 9);
    input.links.emplace_back(9, 8);
    const auto after = layered(input);
    for (std::size_t card = 0; card < before.size(); ++card) {
        EXPECT_EQ(after[card].x(), before[card].x()) << card;
        EXPECT_LE(std::abs(after[card].y() - before[card].y()), (kCardHeight + 64) / 2) << card;
    }
    for (std::size_t worker = 2; worker < 8; ++worker)
        EXPECT_LT(after[worker - 1].y(), after[worker].y());
}

TEST(LayeredLayout, CrossesAtMostTwiceAsOftenAsDot)
{
    std::size_t ours = 0;
    std::size_t dot = 0;
    for (const DotCount& each : kDot) {
        const LayoutInput input = randomGraph(each.kind, each.seed, each.cards);
        const auto places = layered(input);
        expectNoOverlap(input, places);
        const std::size_t drawn = drawnCrossings(input, places);
        EXPECT_LE(drawn, 2 * each.crossings + 6)
            << "kind " << static_cast<int>(each.kind) << ", seed " << each.seed;
        ours += drawn;
        dot += each.crossings;
    }
    EXPECT_LE(ours, 2 * dot);
    EXPECT_GT(ours, 0U);
}

TEST(LayeredLayout, GivesEveryCardOfALargeTopologyAPlaceOfItsOwn)
{
    LayoutInput input = cards(1000, {});
    for (std::size_t at = 1; at < 1000; ++at) {
        input.links.emplace_back(at / 3, at);
        input.links.emplace_back(at / 2, at);
    }
    expectNoOverlap(input, layered(input));
}
