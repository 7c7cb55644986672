// PUSH to PULL through the engine with everything measured, beside the same on bare libzmq, taken
// in turn in one process. Prints the ratio of messages per second: median and range of all pairs.
// Usage: push_pull_benchmark [PAIRS] [SECONDS]

#include "engine/plan/run_plan.h"
#include "engine/roles/role_factory.h"
#include "engine/runtime/runtime.h"
#include "tests/benchmark/bare_push_pull.h"
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

using model::Role;
using model::SocketType;

double enginePushPull(const std::string& address, std::size_t bytes, double seconds)
{
    tests::TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0);
    builder.setting("size", static_cast<int>(bytes)).socket("out", SocketType::Push, {address});
    builder.node("sink", Role::Sink).socket("in", SocketType::Pull);
    builder.link("sink.in", "vent.out");
    runtime::Runtime run(plan::makePlan(builder.topology()).plan, roles::makeRoleFactory());
    if (const std::string problem = run.start(); !problem.empty()) {
        std::fprintf(stderr, "%s\n", problem.c_str());
        std::exit(1);
    }
    while (run.state() != runtime::RunState::Running || run.latest() == nullptr)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    const metrics::SnapshotPtr before = run.latest();
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    const metrics::SnapshotPtr after = run.latest();
    run.finish(std::chrono::milliseconds(0));
    return static_cast<double>(*after->flows[0].received - *before->flows[0].received)
        / (after->time - before->time);
}

struct Case
{
    const char* name;
    const char* bareAddress;
    const char* engineAddress;
    std::size_t bytes;
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void compare(const Case& each, int pairs, double seconds)
{
    std::vector<double> ratios;
    std::vector<double> engine;
    std::vector<double> bare;
    for (int i = 0; i < pairs; ++i) {
        bare.push_back(barePushPull(each.bareAddress, each.bytes, seconds));
        engine.push_back(enginePushPull(each.engineAddress, each.bytes, seconds));
        ratios.push_back(engine.back() / bare.back());
    }
    const auto [least, most] = std::minmax_element(ratios.begin(), ratios.end());
    std::printf("%-14s  engine %8.0f k/s  bare %8.0f k/s  ratio %.2f  (%.2f to %.2f)\n", each.name,
                median(engine) / 1e3, median(bare) / 1e3, median(ratios), *least, *most);
    std::fflush(stdout);
}

} // namespace

} // namespace topomq::benchmark

int main(int argc, char** argv)
{
    using topomq::benchmark::compare;
    const int pairs = argc > 1 ? std::atoi(argv[1]) : 9;
    const double seconds = argc > 2 ? std::atof(argv[2]) : 0.5;
    topomq::runtime::prepareMachine();
    std::printf("PUSH to PULL, engine with all measuring against bare libzmq, %d pairs of %.1f s\n",
                pairs, seconds);
    compare({"inproc 64 B", "inproc://bare", "inproc://*", 64}, pairs, seconds);
    compare({"inproc 1 KB", "inproc://bare", "inproc://*", 1024}, pairs, seconds);
    compare({"tcp 64 B", "tcp://127.0.0.1:*", "tcp://127.0.0.1:*", 64}, pairs, seconds);
    compare({"tcp 1 KB", "tcp://127.0.0.1:*", "tcp://127.0.0.1:*", 1024}, pairs, seconds);
    return 0;
}
