#include "tests/benchmark/comparisons.h"

#include "tests/benchmark/bare_flood.h"
#include "tests/benchmark/bare_latency.h"
#include "tests/benchmark/engine_run.h"

#include <thread>

namespace topomq::benchmark {

namespace {

constexpr double kPaced = 1000; // messages a second

double engineLatency(const plan::RunPlan& plan, double seconds)
{
    EngineRun run(plan);
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    const runtime::RunResult result = run.runtime().finish(std::chrono::milliseconds(100));
    return result.final->flows.front().latency.p50;
}

} // namespace

Shape pushPull(std::size_t bytes, bool isOverTcp)
{
    return {.layers = {{1, 1}, {1, 0}}, .bytes = bytes, .isOverTcp = isOverTcp};
}

Shape fanOut(std::size_t count, bool isOverTcp)
{
    return {.layers = {{1, count}, {count, 0}}, .isOverTcp = isOverTcp, .publishes = true};
}

Shape fanIn(std::size_t count, bool isOverTcp)
{
    return {.layers = {{count, 1}, {1, 0}}, .isOverTcp = isOverTcp};
}

FloodPairs compareFloods(const Shape& shape, const Effort& effort, runtime::Scheduling scheduling)
{
    const plan::RunPlan plan = planOf(shape);
    FloodPairs pairs;
    takeInTurn(
        effort.pairs, [&] { return engineFlood(plan, effort.seconds, scheduling); },
        [&] { return bareFlood(shape, effort.seconds); },
        [&pairs](const Flood& engine, const Flood& bare) { pairs.add(engine, bare); });
    return pairs;
}

FloodPairs compareFollowing(const Shape& shape, const Effort& effort)
{
    FloodPairs pairs;
    takeInTurn(
        effort.pairs, [&] { return bareFlood(shape, effort.seconds, IoThreads::Followed); },
        [&] { return bareFlood(shape, effort.seconds); },
        [&pairs](const Flood& followed, const Flood& bare) { pairs.add(followed, bare); });
    return pairs;
}

Pairs compareLatency(bool isOverTcp, const Effort& effort)
{
    const Shape shape = pushPull(64, isOverTcp);
    const plan::RunPlan plan = planOf(shape, {.perSecond = kPaced});
    Pairs pairs;
    takeInTurn(
        effort.pairs, [&] { return engineLatency(plan, effort.seconds); },
        [&] { return bareLatency(shape.bytes, isOverTcp, kPaced, effort.seconds); },
        [&pairs](double engine, double bare) { pairs.add(engine, bare); });
    return pairs;
}

} // namespace topomq::benchmark
