#include "tests/benchmark/start_stop.h"

#include "tests/benchmark/engine_run.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <malloc.h>
#include <optional>
#include <thread>
#include <unistd.h>

namespace topomq::benchmark {

namespace {

/// Of what a flow's latency says, the median over all flows.
double medianOf(const metrics::Snapshot& now, double metrics::LatencySummary::*figure)
{
    std::vector<double> values;
    values.reserve(now.flows.size());
    for (const metrics::FlowFigures& flow : now.flows)
        values.push_back(flow.latency.*figure);
    return median(std::move(values));
}

} // namespace

double residentKilobytes()
{
    std::array<long, 2> pages{};
    std::FILE* file = std::fopen("/proc/self/statm", "r");
    if (file == nullptr || std::fscanf(file, "%ld %ld", &pages[0], &pages[1]) != 2)
        pages[1] = 0;
    if (file != nullptr)
        std::fclose(file);
    return static_cast<double>(pages[1]) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1024;
}

void liveOnce(const plan::RunPlan& plan,
              const runtime::RunOptions& options,
              double seconds,
              Lives& lives)
{
    malloc_trim(0);
    const double kilobytes = residentKilobytes();
    std::optional<EngineRun> run(std::in_place, plan, options);
    lives.starts.push_back(run->startedIn());
    const double used = processorSeconds();
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    lives.processor.push_back((processorSeconds() - used) / seconds * 100);
    lives.kilobytes.push_back((residentKilobytes() - kilobytes)
                              / static_cast<double>(plan.nodes.size()));
    const auto end = std::chrono::steady_clock::now();
    const metrics::SnapshotPtr last = run->runtime().finish(std::chrono::milliseconds(0)).final;
    run.reset();
    lives.stops.push_back(millisecondsSince(end));
    lives.p50.push_back(medianOf(*last, &metrics::LatencySummary::p50));
    lives.p99.push_back(medianOf(*last, &metrics::LatencySummary::p99));
}

} // namespace topomq::benchmark
