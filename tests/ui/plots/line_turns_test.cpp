// Lines that lie on one another.

#include "ui/plots/line_turns.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace topomq::ui {
namespace {

constexpr double kStep = 0.1;

using Points = std::vector<TimePoint>;

Points level(double value, double from, double to)
{
    Points points;
    for (int i = static_cast<int>(std::lround(from / kStep)); i * kStep <= to + 1e-9; ++i)
        points.push_back({i * kStep, value});
    return points;
}

/// The beginnings of the segments that are drawn.
std::multiset<long> segments(const Points& line)
{
    std::multiset<long> begins;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        if (!std::isnan(line[i].value) && !std::isnan(line[i + 1].value))
            begins.insert(std::lround(line[i].time / kStep));
    }
    return begins;
}

TEST(LineTurns, EachOfThreeEqualLinesIsSeenAndNoMomentIsLeftOut)
{
    Points lines[]{level(500, 0, 9), level(501, 0, 9), level(500, 0, 9)};
    std::vector<Points*> all{&lines[0], &lines[1], &lines[2]};
    takeTurns(all, 1, 2);
    std::multiset<long> together;
    for (const Points& line : lines) {
        const std::multiset<long> own = segments(line);
        EXPECT_EQ(own.size(), 30U);
        together.insert(own.begin(), own.end());
    }
    EXPECT_EQ(together, segments(level(500, 0, 9)));
}

TEST(LineTurns, LinesApartStayWhole)
{
    Points lines[]{level(500, 0, 9), level(600, 0, 9)};
    std::vector<Points*> all{&lines[0], &lines[1]};
    takeTurns(all, 1, 2);
    EXPECT_EQ(lines[0].size(), level(500, 0, 9).size());
    EXPECT_EQ(lines[1].size(), level(600, 0, 9).size());
}

TEST(LineTurns, DoNotCrawlWhileTheViewMoves)
{
    const auto begins = [](double from) {
        Points lines[]{level(500, from, 9), level(500, from, 9)};
        std::vector<Points*> all{&lines[0], &lines[1]};
        takeTurns(all, 1, 2);
        std::multiset<long> late;
        for (const long begin : segments(lines[0])) {
            if (begin >= 40)
                late.insert(begin);
        }
        return late;
    };
    EXPECT_EQ(begins(0), begins(2.3));
}

TEST(LineTurns, SlowSamplesAreStillLines)
{
    Points lines[]{{{0, 5}, {3, 5}, {6, 5}, {9, 5}}, {{0, 5}, {3, 5}, {6, 5}, {9, 5}}};
    std::vector<Points*> all{&lines[0], &lines[1]};
    takeTurns(all, 1, 1);
    EXPECT_EQ(segments(lines[0]).size() + segments(lines[1]).size(), 3U);
}

TEST(LineTurns, GapsStayAndEmptyLinesDoNoHarm)
{
    Points lines[]{{{0, 5}, {1, std::nan("")}, {2, 5}, {3, 5}}, {}};
    std::vector<Points*> all{&lines[0], &lines[1]};
    takeTurns(all, 1, 1);
    EXPECT_EQ(segments(lines[0]).size(), 1U);
    EXPECT_TRUE(lines[1].empty());
}

} // namespace
} // namespace topomq::ui
