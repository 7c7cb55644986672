// How long the layered layout takes: 1,000 cards with 2,000 links between any two of them, and
// 1,000 cards in stages and in a tree. Medians of nine.

#include "tests/ui/canvas/random_graph.h"

#include <QElapsedTimer>

#include <algorithm>
#include <array>
#include <cstdio>
#include <random>

namespace {

using namespace topomq::ui;

constexpr std::size_t kCards = 1000;
constexpr std::size_t kLinks = 2000;

double median(const LayoutInput& input)
{
    std::array<double, 9> times{};
    for (double& time : times) {
        QElapsedTimer timer;
        timer.start();
        if (layered(input).size() != input.sizes.size())
            std::puts("a card has no place");
        time = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

} // namespace

int main()
{
    LayoutInput any = test::randomGraph(test::GraphKind::Any, 1, kCards);
    std::mt19937 random(1);
    while (any.links.size() < kLinks)
        any.links.emplace_back(random() % kCards, random() % kCards);
    std::printf("1,000 cards, 2,000 links between any: %8.1f ms\n", median(any));
    std::printf("1,000 cards in stages:                %8.1f ms\n",
                median(test::randomGraph(test::GraphKind::Stages, 1, kCards)));
    std::printf("1,000 cards in a tree:                %8.1f ms\n",
                median(test::randomGraph(test::GraphKind::Tree, 1, kCards)));
    return 0;
}
