#pragma once
// The rows of the table, in groups that can be measured alone. Each function measures its rows and
// adds them to the report.

#include "tests/benchmark/report.h"

namespace topomq::benchmark {

// rows_compared.cpp: ratios to bare libzmq.
void addPushPull(const Effort& effort, Report& report);
void addLatency(const Effort& effort, Report& report);
void addFan(const Effort& effort, Report& report);
void addFlood(const Effort& effort, Report& report);
void addFollowing(const Effort& effort, Report& report);

// rows_alone.cpp: what is compared with nothing.
void addStartStop(const Effort& effort, Report& report);
void addLinks(const Effort& effort, Report& report);
void addSampling(const Effort& effort, Report& report);

// rows_memory.cpp
void addMemory(const Effort& effort, Report& report);

} // namespace topomq::benchmark
