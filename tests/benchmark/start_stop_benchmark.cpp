// How long it takes to start and to stop a topology of many inproc nodes.
// Usage: start_stop_benchmark [REPEATS]

#include "engine/plan/run_plan.h"
#include "engine/roles/role_factory.h"
#include "engine/runtime/runtime.h"
#include "tests/support/topology_builder.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

namespace topomq::benchmark {

namespace {

using Clock = std::chrono::steady_clock;
using model::Role;
using model::SocketType;

double milliseconds(Clock::time_point from)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - from).count();
}

/// Rows of source, worker, sink.
plan::RunPlan rows(int nodes)
{
    tests::TopologyBuilder builder;
    for (int i = 0; i < nodes / 3; ++i) {
        const std::string number = std::to_string(i);
        builder.node("a" + number, Role::Source).setting("rate", 10);
        builder.socket("out", SocketType::Push, {"inproc://*"});
        builder.node("b" + number, Role::Worker).socket("in", SocketType::Pull);
        builder.socket("out", SocketType::Push);
        builder.node("c" + number, Role::Sink).socket("in", SocketType::Pull, {"inproc://*"});
        builder.link("b" + number + ".in", "a" + number + ".out");
        builder.link("b" + number + ".out", "c" + number + ".in");
    }
    return plan::makePlan(builder.topology()).plan;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void measure(int nodes, int repeats)
{
    const plan::RunPlan plan = rows(nodes);
    std::vector<double> starts;
    std::vector<double> stops;
    for (int i = 0; i < repeats; ++i) {
        runtime::Runtime run(plan, roles::makeRoleFactory());
        const auto begin = Clock::now();
        if (const std::string problem = run.start(); !problem.empty()) {
            std::printf("%5d nodes: %s\n", nodes, problem.c_str());
            return;
        }
        while (run.state() != runtime::RunState::Running)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        starts.push_back(milliseconds(begin));
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        const auto end = Clock::now();
        run.finish(std::chrono::milliseconds(0));
        stops.push_back(milliseconds(end));
    }
    std::printf("%5zu nodes: start %6.0f ms, stop %6.0f ms (medians of %d)\n", plan.nodes.size(),
                median(starts), median(stops), repeats);
}

} // namespace

} // namespace topomq::benchmark

int main(int argc, char** argv)
{
    const int repeats = argc > 1 ? std::atoi(argv[1]) : 5;
    topomq::runtime::prepareMachine();
    topomq::benchmark::measure(999, repeats);
    topomq::benchmark::measure(4998, repeats);
    return 0;
}
