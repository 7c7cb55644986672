// Threads and reactors side by side: how long it takes to start and to stop a topology of inproc
// nodes, how much memory a node takes, and, where little is sent, how late messages arrive and what
// they cost the processor.
// Usage: start_stop_benchmark [REPEATS]

#include "tests/benchmark/engine_run.h"
#include "tests/benchmark/start_stop.h"

#include <array>
#include <cstdio>

namespace topomq::benchmark {

namespace {

void measure(std::size_t nodes, std::size_t workers, int repeats)
{
    constexpr double kMeasured = 1;
    const plan::RunPlan plan = planOf(rowsOf(nodes, workers), kQuiet);
    runtime::RunOptions threads;
    threads.scheduling = runtime::Scheduling::Threads;
    runtime::RunOptions reactors;
    reactors.scheduling = runtime::Scheduling::Reactors;
    std::array<Lives, 2> both;
    for (int i = 0; i < repeats; ++i) {
        liveOnce(plan, threads, kMeasured, both[0]);
        liveOnce(plan, reactors, kMeasured, both[1]);
    }
    for (const Lives& lives : both)
        std::printf("%5zu nodes, %5zu sockets in %-8s: start %5.0f ms, stop %5.0f ms, %5.1f KB a "
                    "node, latency %4.0f us (p99 %6.0f), processor %3.0f %%\n",
                    plan.nodes.size(), plan.sockets.size(),
                    &lives == both.data() ? "threads" : "reactors", median(lives.starts),
                    median(lives.stops), median(lives.kilobytes), median(lives.p50),
                    median(lives.p99), median(lives.processor));
    std::fflush(stdout);
}

} // namespace

} // namespace topomq::benchmark

int main(int argc, char** argv)
{
    using namespace topomq::benchmark;
    const int repeats = effortFrom(argc, argv, {.pairs = 5}).pairs;
    topomq::runtime::prepareMachine();
    for (const std::size_t nodes : {3, 15, 30, 60, 120, 999, 4998})
        measure(nodes, 1, repeats);
    // Nearly all with two sockets.
    measure(1000, 48, repeats);
    return 0;
}
