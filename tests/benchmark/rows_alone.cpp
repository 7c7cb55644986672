#include "engine/roles/role_factory.h"
#include "engine/runtime/machine.h"
#include "tests/benchmark/engine_run.h"
#include "tests/benchmark/rows.h"
#include "tests/benchmark/start_stop.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <sys/resource.h>
#include <thread>

namespace topomq::benchmark {

namespace {

std::size_t descriptorsOpen()
{
    using std::filesystem::directory_iterator;
    return static_cast<std::size_t>(
        std::distance(directory_iterator("/proc/self/fd"), directory_iterator()));
}

std::size_t linksWithMessages(const metrics::Snapshot& now)
{
    return static_cast<std::size_t>(
        std::count_if(now.flows.begin(), now.flows.end(), [](const metrics::FlowFigures& flow) {
            return flow.received.value_or(0) > 0;
        }));
}

/// On how many links there were some, when there are on all or it is late.
std::size_t awaitMessages(const EngineRun& run)
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    metrics::SnapshotPtr now = run.figures();
    while (linksWithMessages(*now) < now->flows.size()
           && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        now = run.figures();
    }
    return linksWithMessages(*now);
}

void addLinkStart(const std::string& figure,
                  const Shape& shape,
                  const Effort& effort,
                  Report& report)
{
    const plan::RunPlan plan = planOf(shape, kQuiet);
    std::vector<double> starts;
    std::vector<double> descriptors;
    std::size_t delivered = plan.links.size();
    for (int i = 0; i < effort.pairs; ++i) {
        const std::size_t before = descriptorsOpen();
        EngineRun run(plan);
        starts.push_back(run.startedIn());
        delivered = std::min(delivered, awaitMessages(run));
        descriptors.push_back(static_cast<double>(descriptorsOpen() - before));
        run.runtime().finish(std::chrono::milliseconds(0));
    }
    const std::string sum = std::to_string(plan.links.size());
    report.add({figure + ": start", atMost(1000), rangeOf(starts), "ms",
                std::to_string(delivered) + " of " + sum + " links delivered messages"});
    const auto budget = static_cast<double>(runtime::descriptorsNeeded(plan, true));
    report.add({figure + ": descriptors", atMost(budget), rangeOf(descriptors), "", "budget"});
}

/// With fewer descriptors than it needs.
void addRefusal(const plan::RunPlan& plan, Report& report)
{
    rlimit all{};
    getrlimit(RLIMIT_NOFILE, &all);
    rlimit few = all;
    few.rlim_cur = std::min<rlim_t>(all.rlim_cur, 2048);
    setrlimit(RLIMIT_NOFILE, &few);
    const std::size_t before = descriptorsOpen();
    std::string problem;
    std::size_t opened = 0;
    {
        runtime::Runtime run(plan, roles::makeRoleFactory());
        problem = run.start();
        opened = descriptorsOpen() - before;
    }
    setrlimit(RLIMIT_NOFILE, &all);
    const auto count = static_cast<double>(opened);
    report.add({"opened when there are too few descriptors",
                atMost(0),
                {count, count, count},
                "",
                problem.empty() ? "it was not refused" : "\"" + problem + "\""});
}

/// Until as many samples are kept as ever will be: for these the run takes memory from the system
/// once, and then goes on with what it has.
void awaitFullHistory(EngineRun& run)
{
    constexpr std::size_t kMost = 300;
    std::size_t kept = 0;
    for (std::size_t now = 1; now > kept && kept < kMost;) {
        kept = now;
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
        now = run.runtime().samplesSince(0).size();
    }
}

/// Share of one core, the mean of all samples of `seconds`.
double costOf(EngineRun& run, double seconds)
{
    awaitFullHistory(run);
    const metrics::SnapshotPtr first = run.figures();
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    double spent = 0;
    double before = first->time;
    for (const metrics::SnapshotPtr& sample : run.runtime().samplesSince(first->sequence)) {
        spent += (sample->cost.sampling + sample->cost.monitors) * (sample->time - before);
        before = sample->time;
    }
    return before > first->time ? spent / (before - first->time) : 0;
}

std::string besideSampling(const metrics::Snapshot& now)
{
    const auto followed =
        std::count_if(now.flows.begin(), now.flows.end(),
                      [](const metrics::FlowFigures& flow) { return flow.stages.has_value(); });
    return std::to_string(now.nodes.size()) + " nodes; stages known of " + std::to_string(followed)
        + " of " + std::to_string(now.flows.size());
}

void addCost(const std::string& figure,
             const plan::RunPlan& plan,
             double most,
             const Effort& effort,
             Report& report)
{
    runtime::RunOptions options;
    options.samplePeriod = std::chrono::milliseconds(50);
    std::vector<double> costs;
    std::string beside;
    for (int i = 0; i < effort.pairs; ++i) {
        EngineRun run(plan, options);
        costs.push_back(costOf(run, effort.seconds) * 100);
        beside = besideSampling(*run.figures());
        run.runtime().finish(std::chrono::milliseconds(0));
    }
    report.add({figure, atMost(most), rangeOf(costs), "%", beside});
}

} // namespace

void addStartStop(const Effort& effort, Report& report)
{
    for (const std::size_t nodes : {1000, 5000}) {
        const plan::RunPlan plan = planOf(rowsOf(nodes, 2), kQuiet);
        Lives lives;
        for (int i = 0; i < effort.pairs; ++i)
            liveOnce(plan, {}, effort.seconds, lives);
        const Goal goal = atMost(nodes == 1000 ? 200 : 1200);
        const std::string what = (nodes == 1000 ? "1,000" : "5,000") + std::string(" inproc nodes");
        const std::string sockets = std::to_string(plan.sockets.size()) + " sockets";
        report.add({"start of " + what, goal, rangeOf(lives.starts), "ms", sockets});
        report.add({"stop of " + what, goal, rangeOf(lives.stops), "ms",
                    sockets + "; until all is freed"});
    }
}

void addLinks(const Effort& effort, Report& report)
{
    const Shape rows{.layers = {{1000, 1}, {1000, 0}}, .isOverTcp = true};
    addLinkStart("1,000 tcp links, 2,000 nodes", rows, effort, report);
    addLinkStart("1,000 tcp links, 110 nodes", {.layers = {{100, 10}, {10, 0}}, .isOverTcp = true},
                 effort, report);
    addRefusal(planOf(rows, kQuiet), report);
}

void addSampling(const Effort& effort, Report& report)
{
    const std::vector<Layer> wide{{500, 4}, {500, 0}};
    // Counters; and, where there is a kernel between, its stages.
    constexpr double kCounters = 2;
    constexpr double kStages = 3;
    addCost("sampling 2,000 links at 20 Hz, inproc", planOf({.layers = wide}, kQuiet), kCounters,
            effort, report);
    addCost("sampling 2,000 links at 20 Hz, tcp, with the stages of all",
            planOf({.layers = wide, .isOverTcp = true}, kQuiet), kCounters + kStages, effort,
            report);
    addCost("the same, inproc, flooded by 2 senders", planOf({.layers = {{2, 998}, {998, 0}}}),
            kCounters, effort, report);
}

} // namespace topomq::benchmark
