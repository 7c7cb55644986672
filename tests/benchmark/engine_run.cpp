#include "tests/benchmark/engine_run.h"

#include "engine/roles/role_factory.h"
#include "tests/benchmark/figures.h"
#include "tests/support/topology_builder.h"

#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <thread>
#include <utility>

namespace topomq::benchmark {

namespace {

using Clock = std::chrono::steady_clock;
using model::Role;
using model::SocketType;

constexpr auto kWarmUp = std::chrono::milliseconds(300);
constexpr auto kGlance = std::chrono::milliseconds(1);

std::string nameOf(std::size_t number)
{
    return "n" + std::to_string(number);
}

void addNode(tests::TopologyBuilder& builder,
             const Shape& shape,
             Pace pace,
             std::size_t layer,
             std::size_t number)
{
    const std::vector<std::string> address{shape.isOverTcp ? "tcp://127.0.0.1:*" : "inproc://*"};
    const std::vector<std::string> none;
    const bool isFirst = layer == 0;
    const bool isLast = layer + 1 == shape.layers.size();
    builder.node(nameOf(number), isFirst ? Role::Source : isLast ? Role::Sink : Role::Worker);
    if (isFirst) {
        builder.setting("rate", pace.perSecond);
        builder.setting("size", static_cast<int>(shape.bytes));
        builder.setting("count", static_cast<int>(pace.count));
    } else if (shape.publishes) {
        builder.socket("in", SocketType::Sub).option("SUBSCRIBE", model::Array{""});
    } else {
        builder.socket("in", SocketType::Pull, address);
    }
    if (!isLast)
        builder.socket("out", shape.publishes ? SocketType::Pub : SocketType::Push,
                       shape.publishes ? address : none);
}

} // namespace

plan::RunPlan planOf(const Shape& shape, Pace pace)
{
    tests::TopologyBuilder builder;
    std::size_t number = 0;
    for (std::size_t layer = 0; layer < shape.layers.size(); ++layer) {
        for (std::size_t i = 0; i < shape.layers[layer].nodes; ++i)
            addNode(builder, shape, pace, layer, number++);
    }
    forEachLink(shape.layers, [&](std::size_t from, std::size_t to) {
        if (shape.publishes)
            builder.link(nameOf(to) + ".in", nameOf(from) + ".out");
        else
            builder.link(nameOf(from) + ".out", nameOf(to) + ".in");
    });
    return plan::makePlan(builder.topology()).plan;
}

Shape rowsOf(std::size_t nodes, std::size_t workers)
{
    Shape shape;
    shape.layers.assign(workers + 2, {nodes / (workers + 2), 1});
    return shape;
}

EngineRun::EngineRun(const plan::RunPlan& plan, runtime::RunOptions options)
    : m_runtime(plan, roles::makeRoleFactory(), std::move(options))
{
    const auto begin = Clock::now();
    if (const std::string problem = m_runtime.start(); !problem.empty()) {
        std::fprintf(stderr, "%s\n", problem.c_str());
        std::exit(1);
    }
    while (m_runtime.state() != runtime::RunState::Running)
        std::this_thread::sleep_for(kGlance);
    m_startedIn = millisecondsSince(begin);
}

metrics::SnapshotPtr EngineRun::figures() const
{
    metrics::SnapshotPtr latest = m_runtime.latest();
    while (latest == nullptr) {
        std::this_thread::sleep_for(kGlance);
        latest = m_runtime.latest();
    }
    return latest;
}

Flood EngineRun::received(std::chrono::milliseconds warmUp, double seconds) const
{
    std::this_thread::sleep_for(warmUp);
    const metrics::SnapshotPtr before = figures();
    const auto begin = Clock::now();
    const double used = processorSeconds();
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    const metrics::SnapshotPtr after = figures();
    const double usedSince = processorSeconds() - used;
    const double share = usedSince / (millisecondsSince(begin) / 1e3);
    // The figures are as old as the last sample, but say how old they are.
    const double elapsed = after->time - before->time;
    const double rate = elapsed > 0 ? (receivedIn(*after) - receivedIn(*before)) / elapsed : 0;
    return {rate, rate / share};
}

Flood engineFlood(const plan::RunPlan& plan, double seconds, runtime::Scheduling scheduling)
{
    runtime::RunOptions options;
    options.scheduling = scheduling;
    EngineRun run(plan, options);
    const Flood flood = run.received(kWarmUp, seconds);
    run.runtime().finish(std::chrono::milliseconds(0));
    return flood;
}

double receivedIn(const metrics::Snapshot& snapshot)
{
    return std::accumulate(snapshot.flows.begin(), snapshot.flows.end(), 0.0,
                           [](double sum, const metrics::FlowFigures& flow) {
                               return sum + static_cast<double>(flow.received.value_or(0));
                           });
}

double millisecondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

} // namespace topomq::benchmark
