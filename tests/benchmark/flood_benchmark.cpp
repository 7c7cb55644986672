// Many inproc nodes that send as much as they can, through the engine with everything measured,
// beside the same on bare libzmq with a thread for each node, taken in turn in one process. Prints
// the ratio of messages per second: median and range of all pairs.
// Usage: flood_benchmark [PAIRS] [SECONDS] [reactors|threads|automatic] [SHAPE]

#include "engine/plan/run_plan.h"
#include "engine/roles/role_factory.h"
#include "engine/runtime/runtime.h"
#include "tests/benchmark/bare_flood.h"
#include "tests/benchmark/layers.h"
#include "tests/support/topology_builder.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace topomq::benchmark {

namespace {

using model::Role;
using model::SocketType;

constexpr auto kWarmUp = std::chrono::milliseconds(300);

plan::RunPlan planOf(const std::vector<Layer>& layers, std::size_t bytes)
{
    tests::TopologyBuilder builder;
    std::size_t number = 0;
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
        const bool isFirst = layer == 0;
        const bool isLast = layer + 1 == layers.size();
        const Role role = isFirst ? Role::Source : isLast ? Role::Sink : Role::Worker;
        for (std::size_t i = 0; i < layers[layer].nodes; ++i) {
            builder.node("n" + std::to_string(number++), role);
            if (isFirst)
                builder.setting("rate", 0).setting("size", static_cast<int>(bytes));
            if (!isFirst)
                builder.socket("in", SocketType::Pull, {"inproc://*"});
            if (!isLast)
                builder.socket("out", SocketType::Push);
        }
    }
    forEachLink(layers, [&builder](std::size_t from, std::size_t to) {
        builder.link("n" + std::to_string(from) + ".out", "n" + std::to_string(to) + ".in");
    });
    return plan::makePlan(builder.topology()).plan;
}

double receivedIn(const metrics::Snapshot& snapshot)
{
    return std::accumulate(snapshot.flows.begin(), snapshot.flows.end(), 0.0,
                           [](double sum, const metrics::FlowFigures& flow) {
                               return sum + static_cast<double>(flow.received.value_or(0));
                           });
}

Flood engineFlood(const plan::RunPlan& plan, runtime::Scheduling scheduling, double seconds)
{
    runtime::RunOptions options;
    options.scheduling = scheduling;
    runtime::Runtime run(plan, roles::makeRoleFactory(), options);
    if (const std::string problem = run.start(); !problem.empty()) {
        std::fprintf(stderr, "%s\n", problem.c_str());
        std::exit(1);
    }
    while (run.state() != runtime::RunState::Running || run.latest() == nullptr)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    std::this_thread::sleep_for(kWarmUp);
    const metrics::SnapshotPtr before = run.latest();
    const double used = processorSeconds();
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    const metrics::SnapshotPtr after = run.latest();
    const double usedSince = processorSeconds() - used;
    run.finish(std::chrono::milliseconds(0));
    const double count = receivedIn(*after) - receivedIn(*before);
    return {count / (after->time - before->time), count / usedSince};
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

struct Settings
{
    int pairs = 9;
    double seconds = 1;
    runtime::Scheduling scheduling = runtime::Scheduling::Automatic;
    std::string_view only; ///< shapes with this in their name
};

void compare(const char* name,
             const std::vector<Layer>& layers,
             std::size_t bytes,
             const Settings& settings)
{
    if (std::string_view(name).find(settings.only) == std::string_view::npos)
        return;
    const plan::RunPlan plan = planOf(layers, bytes);
    std::vector<double> ratios;
    std::vector<double> processorRatios;
    std::vector<double> engine;
    std::vector<double> bare;
    for (int i = 0; i < settings.pairs; ++i) {
        const Flood plain = bareFlood(layers, bytes, settings.seconds);
        const Flood ours = engineFlood(plan, settings.scheduling, settings.seconds);
        bare.push_back(plain.perSecond);
        engine.push_back(ours.perSecond);
        ratios.push_back(ours.perSecond / plain.perSecond);
        processorRatios.push_back(ours.perProcessorSecond / plain.perProcessorSecond);
    }
    const auto [least, most] = std::minmax_element(ratios.begin(), ratios.end());
    std::printf("%-8s %4zu nodes, %4zu links, %4zu B: engine %6.0f k/s  bare %6.0f k/s  "
                "ratio %5.2f  (%.2f to %.2f), by processor time %5.2f\n",
                name, plan.nodes.size(), plan.links.size(), bytes, median(engine) / 1e3,
                median(bare) / 1e3, median(ratios), *least, *most, median(processorRatios));
    std::fflush(stdout);
}

} // namespace

} // namespace topomq::benchmark

int main(int argc, char** argv)
{
    using topomq::benchmark::compare;
    using topomq::runtime::Scheduling;
    topomq::benchmark::Settings settings;
    settings.pairs = argc > 1 ? std::atoi(argv[1]) : 9;
    settings.seconds = argc > 2 ? std::atof(argv[2]) : 1;
    const std::string_view way = argc > 3 ? argv[3] : "automatic";
    if (way != "automatic")
        settings.scheduling = way == "threads" ? Scheduling::Threads : Scheduling::Reactors;
    topomq::runtime::prepareMachine();
    settings.only = argc > 4 ? argv[4] : "";
    // Few send to many, so that each message is for another node than the one before.
    compare("fan", {{2, 998}, {998, 0}}, 64, settings);
    compare("fan", {{2, 998}, {998, 0}}, 1024, settings);
    compare("chains", {{250, 3}, {250, 3}, {250, 2}, {250, 0}}, 64, settings);
    compare("pairs", {{500, 4}, {500, 0}}, 64, settings);
    for (const std::size_t width : {1, 2, 4, 8, 16, 32, 64})
        compare("small", {{width, std::min<std::size_t>(width, 4)}, {width, 0}}, 64, settings);
    for (const std::size_t width : {2, 4, 8, 16, 32, 64})
        compare("smallfan", {{1, width}, {width, 0}}, 64, settings);
    return 0;
}
