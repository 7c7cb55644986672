#pragma once
// What is compared with bare libzmq, pair by pair.

#include "engine/runtime/runtime.h"
#include "tests/benchmark/figures.h"
#include "tests/benchmark/shape.h"

#include <cstddef>

namespace topomq::benchmark {

[[nodiscard]] Shape pushPull(std::size_t bytes, bool isOverTcp);
/// One publisher to `count` subscribers.
[[nodiscard]] Shape fanOut(std::size_t count, bool isOverTcp);
/// `count` PUSH to one PULL.
[[nodiscard]] Shape fanIn(std::size_t count, bool isOverTcp);

struct FloodPairs
{
    Pairs perSecond;
    Pairs perProcessorSecond;

    void add(const Flood& engine, const Flood& bare)
    {
        perSecond.add(engine.perSecond, bare.perSecond);
        perProcessorSecond.add(engine.perProcessorSecond, bare.perProcessorSecond);
    }
};

[[nodiscard]] FloodPairs
compareFloods(const Shape& shape,
              const Effort& effort,
              runtime::Scheduling scheduling = runtime::Scheduling::Automatic);

/// Bare libzmq, whose connections the engine follows on one side (in place of the engine).
[[nodiscard]] FloodPairs compareFollowing(const Shape& shape, const Effort& effort);

/// Median latency in microseconds of a source that sends 64 bytes a thousand times a second to a
/// sink.
[[nodiscard]] Pairs compareLatency(bool isOverTcp, const Effort& effort);

} // namespace topomq::benchmark
