// Many inproc nodes that send as much as they can, through the engine with everything measured,
// beside the same on bare libzmq with a thread for each node, taken in turn in one process. Prints
// the ratio of messages per second: median and range of all pairs.
// Usage: flood_benchmark [PAIRS] [SECONDS] [reactors|threads|automatic] [SHAPE]

#include "tests/benchmark/comparisons.h"

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <vector>

namespace topomq::benchmark {

namespace {

using runtime::Scheduling;

struct Settings
{
    Effort effort;
    Scheduling scheduling = Scheduling::Automatic;
    std::string_view only; ///< shapes with this in their name
};

void compare(std::string_view name, const Shape& shape, const Settings& settings)
{
    if (name.find(settings.only) == std::string_view::npos)
        return;
    const FloodPairs pairs = compareFloods(shape, settings.effort, settings.scheduling);
    std::size_t links = 0;
    forEachLink(shape.layers, [&links](std::size_t, std::size_t) { ++links; });
    const Range ratio = pairs.perSecond.ratio();
    std::printf("%-8s %4zu nodes, %4zu links, %4zu B: engine %6.0f k/s  bare %6.0f k/s  "
                "ratio %5.2f  (%.2f to %.2f), by processor time %5.2f\n",
                name.data(), nodesIn(shape.layers), links, shape.bytes,
                pairs.perSecond.engine() / 1e3, pairs.perSecond.bare() / 1e3, ratio.median,
                ratio.least, ratio.most, pairs.perProcessorSecond.ratio().median);
    std::fflush(stdout);
}

void compareAll(const Settings& settings)
{
    // Few send to many, so that each message is for another node than the one before.
    compare("fan", {.layers = {{2, 998}, {998, 0}}, .bytes = 64}, settings);
    compare("fan", {.layers = {{2, 998}, {998, 0}}, .bytes = 1024}, settings);
    compare("gather", {.layers = {{100, 1}, {1, 0}}}, settings);
    compare("chains", {.layers = {{250, 3}, {250, 3}, {250, 2}, {250, 0}}}, settings);
    compare("pairs", {.layers = {{500, 4}, {500, 0}}}, settings);
    for (const std::size_t width : {1, 2, 4, 8, 16, 32, 64})
        compare("small", {.layers = {{width, std::min<std::size_t>(width, 4)}, {width, 0}}},
                settings);
    for (const std::size_t width : {2, 4, 8, 16, 32, 64})
        compare("smallfan", {.layers = {{1, width}, {width, 0}}}, settings);
}

} // namespace

} // namespace topomq::benchmark

int main(int argc, char** argv)
{
    using topomq::runtime::Scheduling;
    topomq::benchmark::Settings settings;
    settings.effort = topomq::benchmark::effortFrom(argc, argv, {.pairs = 9, .seconds = 1});
    const std::string_view way = argc > 3 ? argv[3] : "automatic";
    if (way != "automatic")
        settings.scheduling = way == "threads" ? Scheduling::Threads : Scheduling::Reactors;
    settings.only = argc > 4 ? argv[4] : "";
    topomq::runtime::prepareMachine();
    topomq::benchmark::compareAll(settings);
    return 0;
}
