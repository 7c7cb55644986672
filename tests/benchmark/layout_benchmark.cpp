// How long the layered layout takes: 1,000 cards with 2,000 links between any two of them, and
// 1,000 cards in stages and in a tree. Prints a Markdown table.
// Usage: layout_benchmark [RUNS]

#include "tests/benchmark/canvas_table.h"
#include "tests/benchmark/figures.h"
#include "tests/ui/canvas/random_graph.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

namespace topomq::benchmark {

namespace {

using ui::LayoutInput;
using ui::test::GraphKind;

constexpr std::size_t kCards = 1000;
constexpr std::size_t kLinks = 2000;
constexpr double kGoal = 1000;

double medianTime(const LayoutInput& input)
{
    std::vector<double> times;
    for (int at = 0; at < 5; ++at) {
        const double before = processorSeconds();
        if (ui::layered(input).size() != input.sizes.size())
            std::puts("a card has no place");
        times.push_back((processorSeconds() - before) * 1000);
    }
    return median(times);
}

TimeRow row(const char* what, const LayoutInput& input, int runs)
{
    double best = medianTime(input);
    for (int run = 1; run < runs; ++run)
        best = std::min(best, medianTime(input));
    return {what, {{kGoal, best}}};
}

void measure(int runs)
{
    LayoutInput any = ui::test::randomGraph(GraphKind::Any, 1, kCards);
    std::mt19937 random(1);
    while (any.links.size() < kLinks)
        any.links.emplace_back(random() % kCards, random() % kCards);
    printMachine("The least of " + std::to_string(runs)
                 + " medians of five layouts each, processor time.");
    printTable({"1,000 cards"},
               {row("layout, 2,000 links between any two", any, runs),
                row("layout, in stages", ui::test::randomGraph(GraphKind::Stages, 1, kCards), runs),
                row("layout, in a tree", ui::test::randomGraph(GraphKind::Tree, 1, kCards), runs)});
}

} // namespace

} // namespace topomq::benchmark

int main(int argc, char** argv)
{
    topomq::benchmark::measure(argc > 1 ? std::clamp(std::atoi(argv[1]), 1, 100) : 3);
    return 0;
}
