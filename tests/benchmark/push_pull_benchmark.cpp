// PUSH to PULL through the engine with everything measured, beside the same on bare libzmq, taken
// in turn in one process. Prints the ratio of messages per second: median and range of all pairs.
// Usage: push_pull_benchmark [PAIRS] [SECONDS]

#include "tests/benchmark/comparisons.h"

#include <cstdio>

int main(int argc, char** argv)
{
    using namespace topomq::benchmark;
    const Effort effort = effortFrom(argc, argv, {.pairs = 9, .seconds = 0.5});
    topomq::runtime::prepareMachine();
    std::printf("PUSH to PULL, engine with all measuring against bare libzmq, %d pairs of %.1f s\n",
                effort.pairs, effort.seconds);
    for (const bool isOverTcp : {false, true}) {
        for (const std::size_t bytes : {64, 1024}) {
            const FloodPairs pairs = compareFloods(pushPull(bytes, isOverTcp), effort);
            const Range ratio = pairs.perSecond.ratio();
            std::printf("%-6s %4zu B  engine %8.0f k/s  bare %8.0f k/s  ratio %.2f  (%.2f to %.2f)"
                        ", by processor time %.2f\n",
                        isOverTcp ? "tcp" : "inproc", bytes, pairs.perSecond.engine() / 1e3,
                        pairs.perSecond.bare() / 1e3, ratio.median, ratio.least, ratio.most,
                        pairs.perProcessorSecond.ratio().median);
            std::fflush(stdout);
        }
    }
    return 0;
}
