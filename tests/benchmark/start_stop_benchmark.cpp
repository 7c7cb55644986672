// Threads and reactors side by side: how long it takes to start and to stop a topology of inproc
// nodes, how much memory a node takes, and, where little is sent, how late messages arrive and what
// they cost the processor.
// Usage: start_stop_benchmark [REPEATS]

#include "engine/plan/run_plan.h"
#include "engine/roles/role_factory.h"
#include "engine/runtime/runtime.h"
#include "tests/support/topology_builder.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <malloc.h>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace topomq::benchmark {

namespace {

using Clock = std::chrono::steady_clock;
using model::Role;
using model::SocketType;
using runtime::Scheduling;

double milliseconds(Clock::time_point from)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - from).count();
}

double processorSeconds()
{
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

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

/// Rows of a source, as many workers as wanted, and a sink.
plan::RunPlan rows(int nodes, int workers)
{
    tests::TopologyBuilder builder;
    const int length = workers + 2;
    for (int i = 0; i < nodes / length; ++i) {
        const auto name = [i](int place) {
            return "n" + std::to_string(i) + "-" + std::to_string(place);
        };
        builder.node(name(0), Role::Source).setting("rate", 10).socket("out", SocketType::Push);
        for (int place = 1; place + 1 < length; ++place) {
            builder.node(name(place), Role::Worker);
            builder.socket("in", SocketType::Pull, {"inproc://*"}).socket("out", SocketType::Push);
        }
        builder.node(name(length - 1), Role::Sink);
        builder.socket("in", SocketType::Pull, {"inproc://*"});
        for (int place = 1; place < length; ++place)
            builder.link(name(place - 1) + ".out", name(place) + ".in");
    }
    return plan::makePlan(builder.topology()).plan;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Of what a flow's latency says, the median over all flows, in microseconds.
double medianOf(const metrics::Snapshot& now, double metrics::LatencySummary::*figure)
{
    std::vector<double> values;
    for (const metrics::FlowFigures& flow : now.flows)
        values.push_back(flow.latency.*figure / 1e3);
    return median(std::move(values));
}

struct Figures
{
    std::vector<double> starts;
    std::vector<double> stops;
    std::vector<double> kilobytes;
    std::vector<double> p50;
    std::vector<double> p99;
    std::vector<double> processor;
};

void measureOnce(const plan::RunPlan& plan, Scheduling scheduling, Figures& figures)
{
    constexpr auto kMeasured = std::chrono::milliseconds(1000);
    malloc_trim(0);
    const double kilobytes = residentKilobytes();
    runtime::RunOptions options;
    options.scheduling = scheduling;
    runtime::Runtime run(plan, roles::makeRoleFactory(), options);
    const auto begin = Clock::now();
    if (const std::string problem = run.start(); !problem.empty()) {
        std::printf("%s\n", problem.c_str());
        std::exit(1);
    }
    while (run.state() != runtime::RunState::Running)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    figures.starts.push_back(milliseconds(begin));
    const double used = processorSeconds();
    std::this_thread::sleep_for(kMeasured);
    figures.processor.push_back((processorSeconds() - used)
                                / std::chrono::duration<double>(kMeasured).count() * 100);
    figures.kilobytes.push_back((residentKilobytes() - kilobytes)
                                / static_cast<double>(plan.nodes.size()));
    const auto end = Clock::now();
    const runtime::RunResult result = run.finish(std::chrono::milliseconds(0));
    figures.stops.push_back(milliseconds(end));
    figures.p50.push_back(medianOf(*result.final, &metrics::LatencySummary::p50));
    figures.p99.push_back(medianOf(*result.final, &metrics::LatencySummary::p99));
}

void measure(int nodes, int workers, int repeats)
{
    const plan::RunPlan plan = rows(nodes, workers);
    std::array<Figures, 2> both;
    for (int i = 0; i < repeats; ++i) {
        measureOnce(plan, Scheduling::Threads, both[0]);
        measureOnce(plan, Scheduling::Reactors, both[1]);
    }
    for (std::size_t way = 0; way < both.size(); ++way) {
        const Figures& figures = both[way];
        std::printf("%5zu nodes, %5zu sockets in %-8s: start %5.0f ms, stop %5.0f ms, %5.1f KB a "
                    "node, latency %4.0f us (p99 %6.0f), processor %3.0f %%\n",
                    plan.nodes.size(), plan.sockets.size(), way == 0 ? "threads" : "reactors",
                    median(figures.starts), median(figures.stops), median(figures.kilobytes),
                    median(figures.p50), median(figures.p99), median(figures.processor));
    }
    std::fflush(stdout);
}

} // namespace

} // namespace topomq::benchmark

int main(int argc, char** argv)
{
    using topomq::benchmark::measure;
    const int repeats = argc > 1 ? std::atoi(argv[1]) : 5;
    topomq::runtime::prepareMachine();
    for (const int nodes : {3, 15, 30, 60, 120, 999, 4998})
        measure(nodes, 1, repeats);
    // Nearly all with two sockets.
    measure(1000, 48, repeats);
    return 0;
}
