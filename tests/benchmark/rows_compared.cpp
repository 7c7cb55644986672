#include "tests/benchmark/comparisons.h"
#include "tests/benchmark/rows.h"

#include <array>
#include <cstdio>
#include <string>

namespace topomq::benchmark {

namespace {

const char* nameOf(bool isOverTcp)
{
    return isOverTcp ? "tcp" : "inproc";
}

const char* sizeOf(std::size_t bytes)
{
    return bytes == 64 ? "64 B" : "1 KB";
}

std::string beside(const FloodPairs& pairs)
{
    std::array<char, 128> text{};
    std::snprintf(text.data(), text.size(), "%.0f k/s, bare %.0f k/s; by processor time %.2f",
                  pairs.perSecond.engine() / 1e3, pairs.perSecond.bare() / 1e3,
                  pairs.perProcessorSecond.ratio().median);
    return text.data();
}

void addComparison(const std::string& figure,
                   const Goal& goal,
                   const Shape& shape,
                   const Effort& effort,
                   Report& report)
{
    const FloodPairs pairs = compareFloods(shape, effort);
    report.add({figure, goal, pairs.perSecond.ratio(), "x", beside(pairs)});
}

} // namespace

void addPushPull(const Effort& effort, Report& report)
{
    const auto add = [&](std::size_t bytes, bool isOverTcp, double goal) {
        addComparison(std::string("PUSH to PULL, ") + sizeOf(bytes) + ", " + nameOf(isOverTcp),
                      atLeast(goal), pushPull(bytes, isOverTcp), effort, report);
    };
    add(64, false, 0.95);
    add(1024, false, 2.0);
    add(64, true, 1.0);
    add(1024, true, 1.0);
}

void addLatency(const Effort& effort, Report& report)
{
    for (const bool isOverTcp : {false, true}) {
        const Pairs pairs = compareLatency(isOverTcp, effort);
        std::array<char, 64> text{};
        std::snprintf(text.data(), text.size(), "%.1f us, bare %.1f us", pairs.engine(),
                      pairs.bare());
        report.add({std::string("one-way latency p50, 1,000/s, ") + nameOf(isOverTcp),
                    atMost(isOverTcp ? 1.1 : 1.5), pairs.ratio(), "x", text.data()});
    }
}

void addFan(const Effort& effort, Report& report)
{
    constexpr std::size_t kWidth = 100;
    for (const bool isOverTcp : {false, true})
        addComparison(std::string("PUB to 100 SUB, 64 B, ") + nameOf(isOverTcp), atLeast(0.9),
                      fanOut(kWidth, isOverTcp), effort, report);
    for (const bool isOverTcp : {false, true})
        addComparison(std::string("100 PUSH to PULL, 64 B, ") + nameOf(isOverTcp), atLeast(0.9),
                      fanIn(kWidth, isOverTcp), effort, report);
}

void addFlood(const Effort& effort, Report& report)
{
    const Goal goal = atLeast(8);
    addComparison("flood, 2 to 998 nodes, 1,996 links", goal, {.layers = {{2, 998}, {998, 0}}},
                  effort, report);
    addComparison("flood, 4 layers of 250 nodes, 2,000 links", goal,
                  {.layers = {{250, 3}, {250, 3}, {250, 2}, {250, 0}}}, effort, report);
    addComparison("flood, 500 to 500 nodes, 2,000 links", goal, {.layers = {{500, 4}, {500, 0}}},
                  effort, report);
}

void addFollowing(const Effort& effort, Report& report)
{
    for (const std::size_t bytes : {64, 1024}) {
        const FloodPairs pairs = compareFollowing(pushPull(bytes, true), effort);
        report.add({std::string("bare libzmq with its tcp connections followed, ") + sizeOf(bytes),
                    {},
                    pairs.perSecond.ratio(),
                    "x",
                    beside(pairs)});
    }
}

} // namespace topomq::benchmark
